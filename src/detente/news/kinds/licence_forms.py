"""Acts of export control told without `controls on`: firms barred from selling, goods put under licence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_

from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

_TOPICS = bits_of((
    "export", "licen", "control", "curb", "shipment", "sell", "sales", "ban", "rule", "restriction",
    "shipping", "supplying", "permit",
))  # fmt: skip
"""Pieces of words of which a sentence on export control has at least one, if not `to ship`."""
ACTS_NEED = _TOPICS | bits_of((" ship",))
"""What a sentence needs for these forms to be looked for."""
_SELL = r"(?:sell|export|ship|suppl|send)"
_ON_HOLD = Pattern(
    r"\b(?P<verb>put|puts|placed)\s+(?:[\w-]+\s+){0,3}?(?:curbs|controls|restrictions|limits|bans?"
    r"|rules?)\s[^.;]{0,60}?on\s+"
    r"(?:hold|ice)\b",
    hints=(" hold ", " ice "),
)
_LISTED = Pattern(
    r"\b(?P<verb>add(?:ed|s)|plac(?:ed|es)|put)\s+[^.;]{2,80}?\s+(?:to|on)\s+(?:its|a|the)\s+list\s+of\s+"
    r"(?:\w+\s+){1,3}?(?:that\s+)?[^.;]{0,30}?(?:licen[cs]|export)",
    hints=("list",),
)
_BARRED = Pattern(
    r"\b(?P<verb>barr?(?:ed|s|ing)|ban(?:ned|s|ning)|stopp?(?:ed|s|ing)|block(?:ed|s|ing)|prohibit(?:ed"
    r"|s|ing)"
    rf"|prevent(?:ed|s|ing)|forb(?:ade|ids|idden))\s+[^,.;]{{2,70}}?\s+from\s+(?:{_SELL}|buy|obtain|receiv|purchas|acquir)\w*ing\b",
    hints=("bar", "banned", "bans", "banning", "stop", "block", "prohibit", "prevent", "forb"),
)
_ALLOWED = Pattern(
    r"\b(?P<verb>allow(?:ed|s|ing)|clear(?:ed|s|ing)|let|lets|letting|permit(?:ted|s|ting)"
    r"|authori[sz](?:ed|es|ing)"
    rf"|licen[cs]ed)\s+(?:for\s+)?[^,.;]{{2,70}}?\s+to\s+(?:{_SELL}\w*|(?:resume|restart)\s+(?:sales"
    rf"|exports|shipments))\b",
    hints=("allow", "clear", "let ", "lets ", "letting", "permit", "authori", "licensed", "licenced"),
)
_UNDER = Pattern(
    r"\b(?P<verb>put|puts|putting|plac(?:ed|es|ing)|brought|subject(?:ed|s)?)\s+[^.;]{3,110}?\s+(?:under"
    r"|to|on)\s+"
    r"(?:\w+\s+){0,2}?(?:licen[cs]\w+|export[-\s]controls?\b|controls?\b|(?:control|entity)\s+list)",
    hints=("licen", "control", "entity"),
)
_ANSWERED = Pattern(
    r"\b(?P<verb>hit\s+back|respond(?:ed|s)|retaliat(?:ed|es)|answer(?:ed|s)|repli(?:ed|es)|counter(?:ed"
    r"|s)|struck\s+back)"
    r"\s+(?:\w+\s+){0,3}?(?:with|by)\s+[^.;]{0,90}?\b(?:export\s+(?:controls?|curbs?|bans?|restrictions?"
    r"|licen[cs]\w+)"
    r"|licen[cs]ing|licen[cs]es?|curbs?\s+on|controls?\s+on)\b",
    hints=("hit ", "respond", "retaliat", "answer", "repli", "counter", "struck"),
)
_UNDONE = Pattern(
    r"\b(?P<verb>shelv(?:ed|es)|mothball(?:ed|s)|suspend(?:ed|s)|roll(?:ed|s)\s+back|scrap(?:ped|s)"
    r"|withdrew|withdrawn|pause[ds]"
    r"|froze|frozen|put\s+on\s+(?:hold|ice)|lift(?:ed|s)|ease[ds]|rescind(?:ed|s)|revers(?:ed|es)"
    r"|relax(?:ed|es))\s+(?:,?\s*(?:for|until)\s+(?:[TD]+|(?:an?|one|two|the)\s+\w+),?\s+)?"
    r"(?:its|the|their|his|her|all|[EA]+(?:['’]s?)?)\s+(?:[\w%-]+\s+){0,5}?(?:rules?|blacklists?|regime"
    r"|curbs?|controls?"
    r"|licensing|restrictions|measures)\b",
    hints=(
        "shelv",
        "mothball",
        "suspended",
        "suspends",
        "rolled",
        "rolls",
        "scrap",
        "withdr",
        "pause",
        "froze",
        "put ",
        "lifted",
        "lifts",
        "eased",
        "eases",
        "rescind",
        "revers",
        "relax",
    ),
)
_PASSIVE = Pattern(
    r"\b(?P<head>exports?(?!\s+(?:controls?|curbs|restrictions|bans?|licen\w+|rules?|regime|permits?))|shipments|sales|licen[cs]es?|permits|approvals|applications|controls?|curbs|rules(?=\s+(?:on|for|covering)\s)"
    r"|restrictions|bans?|(?:affiliates?|R+|licen[cs]ing|export)\s+(?:rules?"
    r"|regime))\b[^.;]{0,110}?\s"
    r"(?:were|was|are|is|(?:had|has|have)\s+been|being)\s+(?:\w+ly\s+|now\s+|also\s+)?(?P<verb>banned"
    r"|barred|restricted|halted"
    r"|suspended|curbed|blocked|stopped|frozen|cut\s+off|approved|granted|issued|cleared|authori[sz]ed"
    r"|resumed|lifted|eased"
    r"|removed|scrapped|revoked|denied|refused|rejected|withheld|required|needed|tightened|imposed"
    r"|extended|expanded"
    r"|withdrawn|shelved|introduced|loosened|relaxed|dropped|rescinded|cancel+ed|terminated|paused|reversed|waived"
    r"|prohibited|forbidden|outlawed|choked\s+off|limited|put\s+on\s+(?:hold|ice))\b",
    hints=(
        "banned", "barred", "restricted", "halted", "suspended", "curbed", "blocked", "stopped", "frozen",
        "cut", "approved", "granted", "issued", "cleared", "authori", "resumed", "lifted", "eased", "removed",
        "scrapped", "revoked", "denied", "refused", "rejected", "withheld", "required", "needed",
        "tightened", "imposed", "extended", "expanded", "withdrawn", "shelved", "introduced", "loosened",
        "relaxed", "dropped", "rescinded", "cancel", "terminated", "paused", "reversed", "waived",
        "prohibited", "forbidden", "outlawed", "choked", "limited", "put ",
    ),
)  # fmt: skip
_BE = bits_of((" were ", " was ", " are ", " is ", " been ", " being "))
_LET = Pattern(
    r"\b(?P<verb>let|lets|letting)\s+[^,.;]{2,50}?\s+(?:sell|export|ship)\s",
    hints=("let ", "lets ", "letting "),
)
_EXEMPTED = Pattern(
    r"\b(?P<verb>exempt(?:ed|s)|spared?|excluded?)\s+[^.;]{2,80}?\s+from\s+(?:\w+\s+){0,4}?"
    r"(?:export\s+\w+|licen[cs]\w+|controls?\b|bans?\b)",
    hints=("exempt", "spare", "exclude"),
)
_BY = Pattern(r"\s+(?:\w+\s+){0,3}?by\s+(?:the\s+)?(?P<name>[EBPA])")
_GIVEN = Pattern("approv|grant|issu|clear|authori|resum")
_REFUSED = Pattern("revok|denied|refus|reject|withheld")
_LIFTED = Pattern(
    "lift|eas|remov|scrap|withdraw|shelv|suspend|loosen|relax|halt|revok|frozen|drop|rescind|cancel|terminat|paus|revers|waiv|put"
)
ASIDE = Pattern(r",\s[^,;.]*,")
_SPOKEN_OF = Pattern(
    r"\b(?:would|could|may|might|will|should|if|unless|until|threaten\w*|urg\w+|not|never|to\s+be)\b"
)


class Told(NamedTuple):
    """An act of export control by its place: what is done, where its verb stands, where its words end.

    `agent` is who does it where that is known; `presupposed` where it is done whatever is said of it.
    """

    action: str
    start: int
    verb: int
    end: int
    passive: bool = False
    agent: Actor | None = None
    presupposed: bool = False


def acts_in(reading: Reading, sentence: Sentence) -> Iterator[Told]:
    """Yield the acts of a sentence that these forms tell."""
    if not (sentence.bits & _TOPICS or "to ship" in sentence.mask):
        return
    for pattern, action in _FORMS:
        if not sentence.bits & pattern.needs:
            continue
        for match in pattern.finditer(reading.article.mask, sentence.start, sentence.end):
            yield Told(action, match.start(), match.start("verb"), match.end())
    for match in reading.article.searched(_PASSIVE, sentence) if sentence.bits & _BE else ():
        action = _passive(match["head"], match["verb"])
        clause = reading.article.mask[match.start() : match.end()]
        if action and not _SPOKEN_OF.search(ASIDE.sub("", clause)):
            yield Told(action, match.start(), match.start("verb"), match.end(), passive=True)


def agent_after(reading: Reading, act: Told, end: int) -> int | None:
    """Return where the name stands by whom a passive act is done, None where it is not told."""
    match = _BY.match(reading.article.mask, act.end, end)
    return match.start("name") if match else None


def _passive(head: str, verb: str) -> str:
    """Return what is done to exports, to licences for them, or to the controls on them."""
    if head.startswith(("licen", "permit", "application", "approval")):
        tests: tuple[tuple[Callable[[str], object], str], ...] = (
            (_GIVEN.match, "approve"),
            (_REFUSED.match, "deny"),
        )
        return next(
            (action for fits, action in tests if fits(verb)),
            "restrict" if verb in ("required", "needed") else "",
        )
    if not head.startswith(("export ", "shipment", "sales")) and head not in ("export", "exports"):
        return "lift" if _LIFTED.match(verb) else "" if _GIVEN.match(verb) else "restrict"
    return (
        "approve"
        if _GIVEN.match(verb)
        else ""
        if _REFUSED.match(verb) or verb in ("required", "needed")
        else "restrict"
    )


_FORMS = (
    (_BARRED, "restrict"),
    (_LISTED, "restrict"),
    (_ON_HOLD, "lift"),
    (_ALLOWED, "approve"),
    (_LET, "approve"),
    (_UNDER, "restrict"),
    (_ANSWERED, "restrict"),
    (_UNDONE, "lift"),
    (_EXEMPTED, "lift"),
)
FORMS_NEED = reduce(or_, (pattern.needs for pattern, _ in _FORMS), _PASSIVE.needs)
"""What a sentence needs for one of these forms, besides a word of their topic."""
