"""Acts of export control told without `controls on`: firms barred from selling, goods put under licence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, reduce
from operator import or_

from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.licence_words import any_of
from detente.news.lexicon.wording import verbs, words
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
_SELLING = bits_of((
    "sell", "export", "ship", "suppl", "send", "buy", "obtain", "receiv", "purchas", "acquir", "resum",
    "restart",
))  # fmt: skip
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
    lambda: (
        rf"(?P<verb>{verbs('bar')})\s+[^,.;]{{2,70}}?\s+from\s+(?:{_SELL}|buy|obtain|receiv|purchas|acquir)\w*ing\b"
    )
)
_BARRED.needs = _SELLING
_ALLOWED = Pattern(
    lambda: (
        rf"(?P<verb>{verbs('let')})\s+(?:for\s+)?[^,.;]{{2,70}}?\s+to\s+(?:{_SELL}\w*|(?:resume|restart)\s+{words('shipments')})"
    )
)
_ALLOWED.needs = _SELLING
_UNDER = Pattern(
    lambda: (
        rf"(?P<verb>{verbs('subject')})\s+[^.;]{{3,110}}?\s+(?:under|to|on)\s+"
        r"(?:\w+\s+){0,2}?(?:licen[cs]\w+|export[-\s]controls?\b|controls?\b|(?:control|entity)\s+list)"
    ),
    hints=("licen", "control", "entity"),
)
_ANSWERED = Pattern(
    lambda: (
        rf"(?P<verb>{verbs('retort')})\s+(?:\w+\s+){{0,3}}?(?:with|by)\s+[^.;]{{0,90}}?\b(?:export\s+(?:controls?|curbs?|bans?|restrictions?"
        r"|licen[cs]\w+)|licen[cs]ing|licen[cs]es?|curbs?\s+on|controls?\s+on)\b"
    ),
    hints=("licen", "control", "curb", "export"),
)
_UNDOES = any_of("undo") | bits_of((" hold ", " ice "))
_UNDONE = Pattern(
    lambda: (
        rf"(?<!will\s)(?<!also\s)(?<!to\s)(?P<verb>{verbs('undo')}|\bput\s+on\s+(?:hold|ice))\s+(?:,?\s*(?:for|until)\s+(?:[TD]+|(?:an?|one|two|the)\s+\w+),?\s+)?"
        r"(?:its|the|their|his|her|all|[EA]+(?:['’]s?)?)\s+(?:[\w%-]+\s+){0,5}?"
        r"(?:rules?|blacklists?|regime|curbs?|controls?|licensing|restrictions|measures)\b"
    ),
    hints=("rule", "blacklist", "regime", "curb", "control", "licensing", "restrictions", "measures"),
)
_PASSIVE = Pattern(
    lambda: (
        r"\b(?P<head>exports?(?!\s+(?:controls?|curbs|restrictions|bans?|licen\w+|rules?|regime|permits?))|shipments|sales|(?:licen[cs]\w+|permit)\s+requirements?|licen[cs]es?|permits|approvals|applications|controls?|curbs|rules(?=\s+(?:on|for|covering)\s)"
        r"|restrictions|bans?|(?:affiliates?|R+|licen[cs]ing|export)\s+(?:rules?|regime|quotas?)|prohibitions?|moratorium)\b[^.;]{0,110}?\s"
        r"(?:were|was|are|is|(?:had|has|have)\s+been|being)\s+(?:\w+ly\s+|now\s+|also\s+|once\s+(?:more|again)\s+|again\s+)?"
        rf"(?P<verb>put\s+on\s+(?:hold|ice)|{verbs('stop')}|{verbs('hand')}|{verbs('refuse')}|{verbs('take_back')}|{verbs('lay')}|{verbs('undo')}|{verbs('let')}"
        r"|resumed|required|needed)"
    )
)
_PASSIVE.needs = any_of("stop", "hand", "refuse", "take_back", "lay", "undo", "let") | bits_of(
    ("required", "resumed", "needed", "put ")
)
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
_BY_A_THING = Pattern(
    r"\s+(?:\w+\s+){0,2}?by\s+(?:an?|the|high|new|its|their)?\s*(?:[\w-]+\s+){0,3}?(?:R|tariff|dut|lev|storm|strike|flood|shortage|war\b)"
)
_BY = Pattern(r"\s+(?:\w+\s+){0,3}?by\s+(?:the\s+)?(?P<name>[EBPA])")
_GIVEN = Pattern(lambda: rf"{verbs('hand')}|{verbs('let')}|resumed")
_REFUSED = Pattern(lambda: rf"{verbs('refuse')}|{verbs('take_back')}")
_LIFTED = Pattern(lambda: rf"{verbs('undo')}|{verbs('take_back')}|halted|put\s+on")
_LAID = Pattern(lambda: rf"{verbs('lay')}|{verbs('stop')}")
_STOPPED = Pattern(partial(verbs, "stop"))
_NEEDED = Pattern("required|needed")
_RULE = ("requirement", "requirements", "rule", "rules", "regime", "quota", "quotas")
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
    bits = sentence.bits
    for pattern, action, acts in _FORMS:
        if not (bits & pattern.needs and bits & acts):
            continue
        for match in pattern.finditer(reading.article.mask, sentence.start, sentence.end):
            yield Told(action, match.start(), match.start("verb"), match.end())
    for match in reading.article.searched(_PASSIVE, sentence) if sentence.bits & _BE else ():
        action = _passive(match["head"], match["verb"])
        clause = reading.article.mask[match.start() : match.end()]
        if _BY_A_THING.match(reading.article.mask, match.end(), sentence.end):
            continue
        if action and not _SPOKEN_OF.search(ASIDE.sub("", clause)):
            yield Told(action, match.start(), match.start("verb"), match.end(), passive=True)


def agent_after(reading: Reading, act: Told, end: int) -> int | None:
    """Return where the name stands by whom a passive act is done, None where it is not told."""
    match = _BY.match(reading.article.mask, act.end, end)
    return match.start("name") if match else None


def _passive(head: str, verb: str) -> str:
    """Return what is done to exports, to licences for them, or to the controls on them."""
    if head.startswith(("licen", "permit", "application", "approval")) and not head.endswith(_RULE):
        tests = (_GIVEN, "approve"), (_REFUSED, "deny"), (_NEEDED, "restrict")
    elif head.startswith(("export ", "shipment", "sales")) or head in ("export", "exports"):
        tests = (_STOPPED, "restrict"), (_GIVEN, "approve"), (_NEEDED, "")
    else:
        tests = (_LIFTED, "lift"), (_LAID, "restrict"), (_NEEDED, "restrict")
    return next((action for pattern, action in tests if pattern.match(verb)), "")


_FORMS = (
    (_BARRED, "restrict", any_of("bar")),
    (_LISTED, "restrict", _LISTED.needs),
    (_ON_HOLD, "lift", _ON_HOLD.needs),
    (_ALLOWED, "approve", any_of("let")),
    (_LET, "approve", _LET.needs),
    (_UNDER, "restrict", any_of("subject")),
    (_ANSWERED, "restrict", any_of("retort")),
    (_UNDONE, "lift", _UNDOES),
    (_EXEMPTED, "lift", _EXEMPTED.needs),
)
FORMS_NEED = reduce(or_, (pattern.needs for pattern, _, _ in _FORMS), _PASSIVE.needs)
"""What a sentence needs for one of these forms, besides a word of their topic."""
