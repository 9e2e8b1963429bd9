"""What the rules of all kinds share while a document is read."""

from __future__ import annotations

import re
from functools import cached_property

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Article, Sentence
from detente.news.grammar.quoting import speaker_of
from detente.news.grammar.speakers import Discourse
from detente.news.grammar.text import Span
from detente.news.lexicon.entries import Lexicon
from detente.news.patterns import TextPattern

_BY_BODY = TextPattern(
    r"(?:full\s+text:?\s+)?(?:remarks|statement|announcement|notice|readout|communiqu[eé]|declaration"
    r"|answers?|press\s+release"
    r"|regular\s+press\s+conference|spokes(?:person|man|woman))\b[^:]{0,40}?\b(?:by|of"
    r"|from)\s+(?P<body>the\s+)?(?P<whose>[^:]{4,80}?)(?=\s+(?:on|about|regarding|to|at|takes|answers|responds|replies|holds)\b|$)",
    re.IGNORECASE,
)
"""What the title of a body's own statement looks like."""
_OF_SPOKESMAN = TextPattern(
    r"(?P<whose>[^:,]{2,60}?)(?:['’]s)?\s+(?:spokes(?:person|man|woman)|press\s+officer)(?:['’]s)?\s+"
    r"(?:(?:regular\s+)?(?:remarks|statement|comments|press\s+conference|answers?|briefing|responds?"
    r"|response|q\s?&\s?a)\b[^:]{0,30}?\s+)?"
    r"(?:on|about|regarding|at|to)\s",
    re.IGNORECASE,
)
"""What the title of a body's own answers looks like that names its spokesman first."""
_SPOKESMAN_OF = TextPattern(
    r"(?:the\s+)?(?:spokes(?:person|man|woman)|minister|secretary)\s+(?:of|for)\s+(?:the\s+)?(?P<whose>[^:,]{4,60}?)\s+"
    r"(?:takes?|answers?|responds?|replies|holds?|comments?|speaks?|meets?\s+the\s+press|at\s+the|on)\b",
    re.IGNORECASE,
)
"""What the title of a body's own answers looks like that names its spokesman by his office."""
_FACT_SHEET = TextPattern(r"fact\s*sheet\b", re.IGNORECASE)
"""What a government's own summary is called, in which its head is the first to be named."""
_OF_MINISTRY = TextPattern(
    r"(?P<whose>[A-Z]\w+)(?:['’]s)?\s+(?:\w+\s+)?(?:[Mm]inistry|[Gg]overnment|[Cc]abinet)\b"
    r"|\b(?:[Mm]inistry|[Gg]overnment)\s+of\s+(?:\w+\s+(?:and\s+\w+\s+)?of\s+)?(?:the\s+)?(?P<of>[A-Z][\w ]+)"
)
"""How a source names a ministry by what it does and where, not by its name."""
_BY_LAW = TextPattern(
    r"\b(?:by|under|through|exercising)\s+(?:virtue\s+of\s+)?(?:the\s+)?(?:authority|authorities|powers?)\s+"
    r"(?:vested\s+in|conferred\s+(?:up)?on|granted\s+(?:to\s+)?"
    r"|given\s+(?:to\s+)?)\s*me\s+(?:as\s+\w+\s+)?by\s+the\s+constitution\s+and\s+(?:the\s+)?laws"
    r"\s+of\s+(?:the\s+)?(?P<whose>[^,;.]{4,60})",
    re.IGNORECASE,
)
"""How an order of a head of state begins."""
_MEETS_PRESS = TextPattern(
    r"\bspokes(?:person|man|woman)s?\s+(?:for|of|from|at)\s+(?P<whose>[^:,]{4,60}?)\s+"
    r"(?:takes?|answers?|fields?|holds?|meets?|briefs?|responds?)\s+(?:\w+\s+){0,3}?"
    r"(?:questions?|(?:news|press|regular|weekly|daily)|reporters|media|briefing)\b",
    re.IGNORECASE,
)
"""What the title of a press conference looks like that is given word by word."""
_SHEET = TextPattern(r"(?:[\w’' .]{0,40}\s)?fact\s*sheet\b", re.IGNORECASE)
_LAND = ("economy", "adjective")
_OPENING = 600
_SECOND_SHARE = 0.2
"""How often the second economy of a dispute is named, at least, for each time the first is."""


class Reading:
    """An article with who speaks in it, who publishes it, and which two economies it is about.

    `meetings` are the words of all meetings that were read, by the numbers of the sentences they begin in.
    """

    def __init__(self, article: Article, lexicon: Lexicon) -> None:
        self.article, self.lexicon = article, lexicon
        self.actions_day: str | None = None
        self.effective_after: int | None = None
        self.truces: list[Fact] | None = None
        self.meetings: dict[int, list[Span]] = {}
        self.tariff_amounts: set[int] = set()
        self._speakers: dict[int, Actor | None] = {}
        self.discourse = Discourse(article, self.issuer)

    @property
    def pair(self) -> tuple[str, str]:
        """The two economies that the text speaks of most; empty where there are not two."""
        return self.article.names.pair

    @cached_property
    def is_dispute(self) -> bool:
        """Whether the text is about two economies, so that one's tariffs are meant for the other."""
        first, second = self.pair
        codes = [code for name in self.article.names.found for code in name.codes]
        counts = codes.count(first), codes.count(second)
        return bool(second) and counts[1] >= 2 and counts[1] >= _SECOND_SHARE * counts[0]

    @cached_property
    def issuer(self) -> str:
        """The economy whose government publishes the text, by its source; empty for the press."""
        document = self.article.document
        for _, _, entry in self.lexicon.found_in(document.source):
            if entry.kind == "body" and entry.code not in ("", "none"):
                return entry.code
        said = _BY_BODY.match(document.title) or _BY_LAW.search(document.body[:_OPENING])
        if said is not None:
            return self._named_in(said["whose"], ("body",) if "body" in said.re.groupindex else ("economy",))
        spoken = _OF_SPOKESMAN.match(document.title) or _MEETS_PRESS.search(document.title)
        if spoken is not None:
            named = self._named_in(spoken["whose"], ("body",))
            of_state = _OF_MINISTRY.search(spoken["whose"])
            return named or (self._named_in(of_state["whose"] or of_state["of"], _LAND) if of_state else "")
        answering = _SPOKESMAN_OF.match(document.title)
        if answering is not None:
            return self._named_in(answering["whose"], ("body",))
        if _FACT_SHEET.match(document.title):
            heads = (
                name
                for name in self.article.names.between(0, _OPENING)
                if name.kind == "person" and name.codes
            )
            return next((name.codes[0] for name in heads), "")
        by = _OF_MINISTRY.search(document.source)
        if by is None and _SHEET.match(document.title):
            return self._first_in_charge()
        return self._named_in(by["whose"] or by["of"], _LAND) if by else ""

    def _first_in_charge(self) -> str:
        """Return whose official or body a text names first, as a fact sheet does that of its own side."""
        opening = (name for name in self.article.names.found if name.start < _OPENING)
        return next((n.codes[0] for n in opening if n.kind in ("person", "body") and len(n.codes) == 1), "")

    def _named_in(self, text: str, kinds: tuple[str, ...]) -> str:
        """Return the economy that the first name of some kinds in a text stands for; else empty."""
        entries = (entry for _, _, entry in self.lexicon.found_in(text))
        return next((e.code for e in entries if e.kind in kinds and e.code not in ("", "none", "any")), "")

    def others(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the other side of the text's dispute."""
        if codes == ("*",):
            return ("*",)
        return self.article.names.other(codes[:1])

    def codes_in(self, start: int, end: int, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the economies named in a stretch, in order, each once."""
        named = self.article.names.between(start, end)
        if not named:
            return ()
        no_parties = self.lexicon.groups.no_parties
        found: dict[str, None] = {}
        for name in named:
            for code in name.codes if name.kind != "sides" else ():
                if code not in but and code not in no_parties:
                    found[code] = None
        return tuple(found)

    def economy_name(self, codes: tuple[str, ...]) -> str:
        """Return what the text first calls an economy; its usual name where the text has but an adjective."""
        for name in self.article.names.found:
            if name.kind == "economy" and name.codes == codes:
                return name.name
        code = codes[0] if codes else ""
        known = self.lexicon.entries.items()
        return next((name for name, one in known if one.kind == "economy" and one.code == code), code)

    def subject(self, sentence: Sentence, verb: int) -> Actor | None:
        """Return the subject of the verb at a place, of an earlier verb where it is joined to one."""
        actor = self.discourse.subject_before(sentence, verb) or self.discourse.carried(sentence, verb)
        if actor is None or self.article.mask[actor.start : actor.end].strip() not in ("we", "i"):
            return actor
        quote = self.article.quote_at(actor.start)
        speaker = self.speaker_of(quote) if quote else None
        if speaker is None:
            return actor if actor.codes else None
        return speaker._replace(start=actor.start, end=actor.end)

    def speaker_of(self, quote: Span) -> Actor | None:
        """Return who is quoted, None where that cannot be told."""
        if quote.start not in self._speakers:
            self._speakers[quote.start] = speaker_of(self.article, self.discourse, quote)
        return self._speakers[quote.start]

    def begins_with_subject(self, sentence: Sentence) -> bool:
        """Say whether a line begins with an economy, person or body as its subject."""
        names = self.article.names
        name = names.at(sentence.start) or names.at(sentence.start + 4)
        return name is not None and name.kind in ("economy", "person", "body", "sides")
