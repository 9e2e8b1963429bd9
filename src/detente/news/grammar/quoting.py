"""Who is quoted: the speaker of a quotation, by the verb of saying that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.actors import Actor, Saying, nobody
from detente.news.grammar.article import Article
from detente.news.grammar.sources import source_after, source_before
from detente.news.grammar.speakers import Discourse
from detente.news.grammar.subjects import GAP, LEADING, SUBJECT
from detente.news.grammar.text import Span
from detente.news.patterns import Pattern

_LABEL = Pattern(r"[^.:;“”\"\n]{2,80}:\s+(?=[“\"])")
_LONGEST_LABEL = 90
_LINES = 24
"""How many sentences back the lead of a list of quotations may stand."""
_AFTER_TEXT = 5
"""How many sentences back a speaker may stand with other text between, to whom a quotation belongs."""
_THINKS = Pattern(r"agree|consider|deem|expect|believ|think|thought|find|found|show")
"""Verbs whose subject is rarely the one who is quoted, where another says that they do so."""
_NEAR = 110
_DOES = Pattern(
    rf"\s+(?!(?:[EA]+(?:['’]s)?\s+)?(?:[a-z-]+\s+){{1,4}}P){SUBJECT}(?:,\s[^.;“”\"]{{2,80}}?,)?\s+(?!is\b|are\b|was\b|were\b)[a-z]+(?:s|ed"
    rf"|[a-z]{{3}})\b(?!\s+[OP])"
)
_DOES_INVERTED = Pattern(rf"\s+[a-z]+(?:s|ed)\s+{SUBJECT}")
_BEFORE_COLON = Pattern(rf"{SUBJECT}(?:['’]s?)?(?:,?\s[^.:;“”\"\n]{{2,80}})?:\s+$")
_GOING_ON = ",?!-–—"
"""What a quotation ends with whose sentence goes on."""
_TITLE = Pattern(
    r"\s+(?:the\s+)?(?:[EABO]+(?:['’]s)?\s+)*(?:(?!but|and|while|as|when|that|who|in|on|to)[a-z-]+\s+){0,4}"
)
"""What stands between a quotation and who is quoted that is no more than his title."""
_VERB_AFTER = Pattern(r"\s+(?!is|was|has|as)[a-z]+(?:s|ed)(?=\s)")
_VERB_LATER = Pattern(
    r"\s+(?:[a-z][\w’'-]*|E+|A+)(?:\s+(?:[\w’'-]+)){0,5}?\s(?P<verb>(?!is|was|has|as)[a-z]+(?:s|ed))(?=[.,;:])"
)
"""The verb of a clause that follows a quotation, whatever it says of how it was spoken."""
_TITLED = Pattern(r"(?:the\s+)?(?:[EABO]+(?:['’]s)?\s+)*(?:[a-z-]+\s+){0,4}")
"""What stands before a name that opens a sentence."""
_OPENED_BY = Pattern(r"\b(?:asked|about|of|on|for|by|with|to|from|at|in|after|against)\s+(?:the\s+)?$")
"""What stands before a name that is not the one who speaks: asked about Canada, Trump snapped."""
_GAPPED = Pattern(r"(?:;|,\s+(?:and|but|while))\s+(?P<subject>P++|B++|E++),\s+(?:an?\s+|the\s+)?$")
"""Somebody whose verb of saying is that of the one before: Merz called it this; Macron, that."""
_IN_WORDS_OF = (
    Pattern(
        rf"{SUBJECT}['’]s?\s+(?:[\w-]+\s+){{0,2}}?(?:verdict|word|words|answer|message|advice|line|warning|reply"
        rf"|response|description|comment|post|tweet|letter|motto|slogan|statement|phrase|promise|term)s?\b"
        rf"[^.:;“”\"]{{0,50}}?\s+(?:is|was|were|are|that|spoke\s+of|read|says?|said)\s+(?:that\s+|an?\s+|the\s+)?$"
    ),
    Pattern(
        rf"\b(?:to|for)\s+(?:the\s+)?{SUBJECT},?\s+[^.:;,“”\"]{{1,50}}?\s(?:is|was|were|are|remains?)"
        rf"\s+(?:no\s+|an?\s+)?$"
    ),
    Pattern(
        rf"{SUBJECT}{GAP}(?:sees?|saw|regards?|regarded|views?|viewed|terms?|termed|likens?|likened|treats?|treated"
        rf"|casts?|framed|frames?|paints?|painted|presents?|presented|sold|sells|spoke\s+of|speaks\s+of|talked\s+of|talks\s+of)"
        rf"\s+(?:[^.:;“”\"]{{0,70}}?\s(?:as|to|of)\s+)?(?:an?\s+|the\s+|his\s+|its\s+)?$"
    ),
)
"""How a quotation is given to somebody without a verb of saying: by a noun of what he said, as his view."""
_WAS_WORD_OF = Pattern(
    rf"\s+(?:is|was|were|are)\s+(?:how\s+|all\s+(?:that\s+)?|what\s+)?(?:the\s+)?"
    rf"(?:(?:verdict|answer|reply|summary|reaction|response|message|word|line)\s+(?:of|from)\s+(?:[EABO]+\s+|[a-z-]+\s+){{0,4}}?)?{SUBJECT}"
    r"(?:(?<=P)[.,]|['’]s?\s+(?:\w+\s+)?(?:advice|verdict|answer|message|reply|word|words|comment|response|line|warning|view"
    r"|description|summary|motto)\b|\s+(?:had|would|put|told|saw|described|called|summed)\b)"
)
_AT_ONCE = 6
"""How far after a quotation its speaker may stand to be taken before all others, in characters."""


def speaker_of(article: Article, discourse: Discourse, quote: Span) -> Actor | None:
    """Return who is quoted: by the nearest verb of saying of the sentence, else of the one around it."""
    quote = article.closed(quote)
    first, last = article.sentence_at(quote.start), article.sentence_at(quote.end - 1)
    sayings = [one for number in range(first.number, last.number + 1) for one in discourse.sayings[number]]
    if (
        not sayings
        and last.number + 1 < len(article.sentences)
        and not article.mask[quote.end : last.end].strip()
        and not _follows(article, quote)
    ):
        following = article.sentences[last.number + 1]
        if "\n" not in article.body[last.end : following.start]:
            sayings = [one for one in discourse.sayings[following.number] if one.start - following.start < 40]
    chosen = _nearest(article, sayings, quote)
    if chosen is not None and (chosen.verb == ":" or _is_right_after(article, chosen, quote)):
        return chosen.actor
    gapped = _GAPPED.search(article.mask, max(quote.start - _NEAR, 0), quote.start)
    if gapped is not None:
        return discourse.actor_of(*gapped.span("subject"))
    if chosen is not None and chosen.start >= quote.end:
        told = _without_verb(article, discourse, quote)
        if told is not None:
            return told
    doer = _doer_after(article, discourse, quote) or _named_before_colon(article, discourse, quote)
    if doer is not None and (chosen is None or doer.start > chosen.start or doer.start >= quote.end):
        return doer
    if chosen is not None:
        return chosen.actor
    return _without_verb(article, discourse, quote) or _previous(article, discourse, first.number, quote)


def _follows(article: Article, quote: Span) -> bool:
    """Say whether a quotation goes on with what the sentence before it quotes, of the same paragraph."""
    number, earlier = article.sentence_at(quote.start).number, article.quote_before(quote)
    return (
        earlier is not None
        and number > 0
        and earlier.end > article.sentences[number - 1].start
        and "\n" not in article.body[earlier.end : quote.start]
        and _alone(article, number, quote)
    )


def _without_verb(article: Article, discourse: Discourse, quote: Span) -> Actor | None:
    """Return whose word or view a quotation is said to be where nobody says, writes or calls it so."""
    first = max(article.sentence_at(quote.start).start, quote.start - _NEAR)
    for pattern in _IN_WORDS_OF:
        match = pattern.search(article.mask, first, quote.start)
        if match is not None:
            return discourse.actor_of(*match.span("subject"))
    after = _WAS_WORD_OF.match(article.mask, quote.end, quote.end + _NEAR)
    return discourse.actor_of(*after.span("subject")) if after else None


def _is_right_after(article: Article, saying: Saying, quote: Span) -> bool:
    """Say whether who is quoted stands at once after a quotation, or after no more than his title."""
    start = min(saying.start, saying.actor.start)
    if start < quote.end:
        return False
    if start - quote.end < _AT_ONCE:
        return True
    goes_on = article.body[quote.end - 2] in _GOING_ON
    return goes_on and _TITLE.fullmatch(article.mask, quote.end, start) is not None


def _doer_after(article: Article, discourse: Discourse, quote: Span) -> Actor | None:
    """Return who does anything right after a quotation that a comma or the like ends, as in `he shrugs`."""
    if article.body[quote.end - 2] not in _GOING_ON:
        return None
    for pattern in (_DOES, _DOES_INVERTED):
        match = pattern.match(article.mask, quote.end, quote.end + _NEAR)
        if match is not None:
            return discourse.actor_of(*match.span("subject"))
    end = article.sentence_at(quote.end).end
    verb = _VERB_AFTER.match(article.mask, quote.end, end)
    if verb is not None:
        return nobody(source_after(article, verb.end(), end))
    verb = _VERB_LATER.match(article.mask, quote.end, end)
    return nobody(source_before(article, quote.end + 1, verb.start("verb"))) if verb else None


def _named_before_colon(article: Article, discourse: Discourse, quote: Span) -> Actor | None:
    """Return who is named at the start of a sentence or bracket that a colon before a quotation ends."""
    first = max(quote.start - _NEAR, 0)
    if article.mask.find(":", first, quote.start) < 0:
        return None
    start = article.sentence_at(quote.start).start
    match = _BEFORE_COLON.search(article.mask, first, quote.start)
    while match is not None and _OPENED_BY.search(article.mask, start, match.start()):
        match = _BEFORE_COLON.search(article.mask, match.end("subject"), quote.start)
    if match is None:
        return None
    start = article.sentence_at(match.start()).start
    opens = _TITLED.fullmatch(article.mask, start, match.start()) is not None
    opens = opens or article.mask[match.start() - 2 : match.start()] == ", "
    if not opens and article.body[match.start() - 1] != "(":
        return None
    return discourse.actor_of(*match.span("subject"))


def _nearest(article: Article, sayings: Sequence[Saying], quote: Span) -> Saying | None:
    """Return the saying that a quotation belongs to: one right after it, else the last before it."""
    after = [one for one in sayings if one.start >= quote.end]
    before = [one for one in sayings if one.end <= quote.start]
    before = [one for one in before if not _THINKS.match(one.verb)] or before
    if after and _is_right_after(article, after[0], quote):
        return after[0]
    return before[-1] if before else after[0] if after else None


def _previous(article: Article, discourse: Discourse, number: int, quote: Span) -> Actor | None:
    """Return the speaker of the lines before, where a quotation that is a line of its own goes on."""
    if article.sentence_at(quote.end - 1).end > quote.end + 2 or not _alone(article, number, quote):
        return None
    earlier = article.quote_before(quote)
    if earlier is not None and "\n" not in article.body[earlier.end : quote.start]:
        return speaker_of(article, discourse, earlier)
    for before in range(number - 1, max(number - _LINES, -1), -1):
        sentence = article.sentences[before]
        if discourse.sayings[before]:
            return discourse.sayings[before][-1].actor
        near = "\n" not in article.body[sentence.end : quote.start]
        if near or sentence.mask.endswith(":"):
            lead = LEADING.match(article.mask, sentence.start, sentence.end)
            actor = discourse.actor_of(*lead.span("subject")) if lead else None
            if actor is not None and (actor.person or not near):
                return actor
        elif (
            number - before > _AFTER_TEXT
            and not article.quote_at(sentence.start + 1)
            and _label(article, sentence.start) is None
        ):
            return None
    return None


def _alone(article: Article, number: int, quote: Span) -> bool:
    """Say whether a quotation is a line of its own, with no more than a label such as `On tariffs:`."""
    start = article.sentences[number].start
    return start >= quote.start - 1 or _label(article, start) == quote.start


def _label(article: Article, start: int) -> int | None:
    """Return where the quotation begins whose label stands at a place, None where there is none."""
    match = _LABEL.match(article.mask, start, start + _LONGEST_LABEL)
    return match.end() if match else None
