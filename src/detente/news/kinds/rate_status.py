"""At which stage a tariff rate stands: threatened, announced, in force, suspended, raised, lowered."""

from __future__ import annotations

from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.wording import either, hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

STAGES = {
    "proposed": 0, "peak": 1, "announced": 2, "reduced_by": 2, "suspended": 3, "increased": 3, "reduced": 3,
    "in_force": 3,
}  # fmt: skip
"""How far a rate has come, to tell the most advanced of several mentions."""

_DEEDS = ("suspend", "propose", "cut", "raise", "keep", "impose")
_VERBS = Pattern(
    lambda: (
        rf"\b(?={either((), _DEEDS)})(?:" + "|".join(f"(?P<{name}>{verbs(name)})" for name in _DEEDS) + ")"
    )
)
_VERBS.needs = hint_of((), _DEEDS)
_NOUNS = frozenset(("levy", "levies", "set", "place", "target", "charge", "stay", "plan"))
"""Forms that are more often nouns, or parts of other verbs, than what they would say as verbs."""
_IT_DID = Pattern(r"[a-z]\s(?:that\s|which\s)?(?:it|they|he|she)\s(?:had\s|has\s|have\s)?$")
_ARTICLE = Pattern(r"\b(?:an?|the)\s+$")
_PEAK = Pattern(
    r"\b(?:peak|peaked|peaking|(?<!is\s)(?<!are\s)(?<!run\s)(?<!runs\s)as\s+high\s+as|record\s+high|high\s+of|(?:at\s+the|their|its)\s+height)\b",
    hints=("peak", "high", "height"),
)
_BY = Pattern(
    r"\bby\s+(?:an?\s+(?:average|additional|further|extra)\s+(?:of\s+)?|about\s+|some\s+|up\s+to\s+"
    r"|another\s+"
    r"|a\s+further\s+)?$"
)
_DOWN_TO = Pattern(r"\bdown\s+to\s+(?:about\s+|just\s+)?$", hints=("down",))
_DOWN_BY = Pattern(
    r"\b(?:tariffs?|duties|rates?|levies)\s+(?:down|lower)\s+(?:by\s+)?$", hints=("down", "lower")
)
_ON_HOLD = Pattern(
    r"\bon\s+hold\b|\bsuspended\b|\bpaused\b|\b(?:was|were|is|are|be|been)\s+(?:put\s+off"
    r"|delayed|postponed|shelved)\b",
    hints=("hold", "suspended", "paused", "put", "delayed", "postponed", "shelved"),
)
_UNREAL = Pattern(
    r"\b(?=[a-z])(?:analysis|study|would|could|may|might|threats?|threatened|threatening|threatens|proposal"
    r"|proposed|propose|offered|offers"
    r"|plan|planned|if|unless|estimates?|estimated|projects?|forecasts?|promised|promise|vowed|warned"
    r"|consider|considering"
    r"|possible|potential|whether|recommend\w*|due\s+to|(?:was|were)\s+to)\b",
    hints=("analysis", "study", "would", "could", "may", "might", "threat", "propos", "offer", "plan",
           " if", "if ", "-if", "unless", "estimate", "project", "forecast", "promise", "vowed", "warned",
           "consider", "possible", "potential", "whether", "recommend", "due ", "was ", "were "),
)  # fmt: skip
_DECIDED = Pattern(
    r"\bannounced?\s+(?:\w+\s+D+\s+)?(?:that\b|plans\b)|\bplans\s+to\b|\b(?:determined?"
    r"|decided)\b",
    hints=("announce", "plans", "determine", "decided"),
)
_CONDITION = Pattern(r"\b(?:if|unless|threat\w*|could|may|might|whether)\b")
_CONTINUES = Pattern(
    r"\b(?:would|will|shall)\s+(?:continue\s+to|remain|stay|keep)\b",
    hints=("continue", "remain", "stay", "keep"),
)
_OTHER_CLAUSE = Pattern(r",\s+(?:after|as|because|while|and|but|although|since|which|when)\b|;")
_COMMA = Pattern(r",\s")
_AFTER_WHAT = Pattern(
    r",\s+(?:just\s+|only\s+)?(?:an?\s+)?(?:[a-z]+\s+|T+\s+)?after\s+(?=(?:the\s+)?[EPB]+\s+[a-z])"
)
"""Before what was done earlier than the deed of the main clause: hours after Ottawa began to."""
_COLON = Pattern(r"[:;]\s")
_ANNOUNCED = Pattern(
    r"\b(?:announced?|announces|announcing|signed|signing|decided|decision|ordered|orders|will|shall|set\s+to"
    r"|to\s+take\s+effect|plans\s+to\s+impose|issued|is\s+implementing|determined?|intends?|agree[sd]?)\b"
)
_STARTS = Pattern(
    r"\b(?:to|will)\s+take\s+effect\b|\beffective\b|\bstarting\b|\bwill\s+be\b|\bwould\s+be\b",
    hints=("effect", "starting", "will", "would"),
)
_NOW = Pattern(
    r"\b(?:now|currently|current|already|remains?\s+in\s+(?:effect|force|place)|in\s+force"
    r"|in\s+effect|took\s+effect)\b",
    hints=("now", "current", "already", "effect", "force", "place"),
)
_WILL_FACE = Pattern(
    r"\b(?:will|shall|to)\s+(?:soon\s+|now\s+|then\s+)?(?:face|bear|carry|incur)\b",
    hints=("face", "bear", "carry", "incur"),
)
_SUSPENSION_OF = Pattern(
    r"\b(?:suspension|pause|freeze|moratorium|deferral|postponement)\s+(?:of|on|in)\s+"
    r"(?:(?:the|its|their|an?|all|those|these|planned|additional|[EA]+(?:['’]s?)?)\s+){0,3}$",
    hints=("suspension", "pause", "freeze", "moratorium", "deferral", "postponement"),
)
_DONE_AWAY = Pattern(
    lambda: (
        rf"(?:{verbs('abolish')})\s+(?:(?:its|their|the|all|those|these|an?|his|her|some|another|additional|extra|remaining"
        rf"|entire|[EA]+(?:['’]s?)?)\s+){{0,4}}(?:{words('tariff')}\s+of\s+(?:up\s+to\s+)?)?$"
    )
)
_DONE_AWAY.needs = hint_of((), ("abolish",))
_NO_LONGER = Pattern(
    r"\bno\s+longer\s+(?:be\s+)?(?:subject\s+to|pay|face|bear|charge|levy|impose|apply|collect)\b[^,;]*$",
    hints=("longer",),
)
_WAS_DONE_AWAY = Pattern(
    r"^[^,;:.]{0,60}?\b(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+|also\s+|now\s+)?(?:lifted|scrapped|cancell?ed|removed"
    r"|rescinded|revoked|withdrawn|terminated|abolished|repealed|eliminated|axed|dropped)\b(?!\s+to\b)"
    r"|^[^;:.]{0,80}?\b(?:shall|will|would|do|does|is|are)\s+no\s+longer\s+(?:apply|be\s+(?:collected|charged|levied|imposed"
    r"|applied|in\s+(?:force|effect)))\b",
    hints=("lifted", "scrapped", "cancel", "removed", "rescinded", "revoked", "withdrawn", "terminated",
           "abolished", "repealed", "eliminated", "axed", "dropped", "longer"),
)  # fmt: skip
_NAMED_OF = Pattern(r"\sof\s+(?:up\s+to\s+)?$")
_THAT = Pattern(r"\s+(?:that|which|it|he|she|they|imposed|placed|put|introduced)\b")
_LEVEL_OF = Pattern(
    lambda: rf"^(?:\s|-)(?:[\w-]+\s+){{0,4}}?(?:\w+-)?(?:{words('tariff')})|^\s+of\s|^\s+on\b"
)
_IN_RELATIVE = Pattern(r",\s+(?:which|who|whose)\b[^,]*$")
_THREATENED = Pattern(
    r"^(?:\s|-)(?:(?!from\b|to\b|instead\b|than\b)[\w-]+\s+){0,6}?(?:(?:that|which)\s+)?(?:(?:he|she|it|they|[EPB]+)\s+)?(?:has\s+|had\s+|have\s+|was\s+)?"
    r"(?:been\s+)?(?:\w+ly\s+)?(?:threatened|proposed|floated|mooted|mulled|considered|planned)\b"
    r"|^[^,;:.]{0,50}?\s(?:threatened|floated|mooted)\s+by\b"
    r"|^[^;:.]{0,60}?\b(?:(?:is|was|are|were)\s+(?:now\s+)?(?:off\s+the\s+table|averted|avoided|dead)|never\s+(?:came|materiali[sz]ed))\b",
    hints=("threatened", "proposed", "floated", "mooted", "mulled", "considered", "planned", "table",
           "averted", "avoided", "dead", "never"),
)  # fmt: skip
_WOULD_BE = Pattern(r"\b(?:would\s+be|if|could)\b")
_WOULD = Pattern(r"\b(?:would|if)\b", hints=("would", " if", "if ", "-if"))
_TO_IMPOSE = Pattern(r"\b(?:to\s+)?(?:impose|levy|slap|place|put|charge|apply|set)\s+(?:\S+\s+){0,3}$")


class _Words(NamedTuple):
    """The words before a rate, just before it, in its clause and after it; the class of its verb.

    `bits` tells which hints of patterns its sentence has.
    """

    bits: int
    left: str
    near: str
    clause: str
    right: str
    verb: str
    points: bool
    previous: float | None
    value: float


def status_of(reading: Reading, level: Level) -> str:
    """Return the stage of a rate, by the verb that governs it and the mood it is told in."""
    said = _words(reading, level)
    for status, pattern, near in (
        ("peak", _PEAK, said.near), ("reduced", _DOWN_TO, said.left),
        ("reduced_by", _DOWN_BY, said.left), ("proposed", _THREATENED, said.right),
    ):  # fmt: skip
        if said.bits & pattern.needs and pattern.search(near):
            return status
    if _on_hold(said):
        return "proposed" if _WOULD_BE.search(said.left) else "suspended"
    return "proposed" if _proposed(said) else _by_verb(said)


def _by_verb(said: _Words) -> str:
    """Return the stage of a rate that is neither only proposed nor on hold."""
    if _done_away(said):
        return "reduced_by"
    if said.verb == "cut":
        return "reduced_by" if said.points or _BY.search(said.left) else "reduced"
    if said.verb == "raise":
        return "increased"
    if said.previous is not None:
        return "increased" if said.previous < said.value else "reduced"
    return "announced" if not _in_force(said) and _announced(said) else "in_force"


def _words(reading: Reading, level: Level) -> _Words:
    mask, sentence, amount = reading.article.mask, level.sentence, level.amount
    last = sentence.start
    for one in reading.article.amounts_in(sentence.start, amount.start):
        if one.unit in ("percent", "points"):
            last = max(last, one.end)
    left = mask[sentence.start : amount.start]
    left = _AFTER_WHAT.split(left)[-1] if "after" in left else left
    rest = mask[amount.end : min(amount.end + 80, sentence.end)]
    cut = _OTHER_CLAUSE.search(rest)
    if cut is None and _IN_RELATIVE.search(left):
        cut = _COMMA.search(rest)
    verb = ""
    for match in _VERBS.finditer(left) if sentence.bits & _VERBS.needs else ():
        noun = (
            match.group() in _NOUNS
            or left.startswith(" digit", match.end())
            or (verb != "" and _IT_DID.search(left, max(match.start() - 16, 0), match.start()))
            or (match.group() == "lower" and _ARTICLE.search(left, 0, match.start()))
        )
        verb = verb if noun else match.lastgroup or ""
    return _Words(
        sentence.bits,
        left, mask[max(amount.start - 60, last) : amount.start], mask[level.start : amount.start],
        rest[: cut.start()] if cut else rest, verb, amount.unit == "points", level.previous, amount.value,
    )  # fmt: skip


def _on_hold(said: _Words) -> bool:
    return (
        said.verb == "suspend"
        or bool(said.bits & _ON_HOLD.needs and _ON_HOLD.search(said.right[:60]))
        or bool(said.bits & _SUSPENSION_OF.needs and _SUSPENSION_OF.search(said.left))
    )


def _done_away(said: _Words) -> bool:
    """Say whether a rate, or points of one, is done away with altogether."""
    if said.bits & _WAS_DONE_AWAY.needs and _WAS_DONE_AWAY.search(said.right):
        return True
    if said.bits & _NO_LONGER.needs and _NO_LONGER.search(said.left):
        return True
    done = _DONE_AWAY.search(said.left) if said.bits & _DONE_AWAY.needs else None
    return done is not None and bool(
        said.points or _LEVEL_OF.search(said.right) or (_NAMED_OF.search(done[0]) and _THAT.match(said.right))
    )


def _proposed(said: _Words) -> bool:
    """Say whether a rate is only threatened, planned, estimated or conditional."""
    bits, left = said.bits, said.left
    if said.verb == "keep" and bits & _NOW.needs and _NOW.search(left + said.right[:40]):
        return False
    if bits & _CONTINUES.needs and _CONTINUES.search(left):
        return False
    if said.verb == "cut" and (said.points or _BY.search(left)) and not _CONDITION.search(left):
        return False
    after = _COLON.split(left)[-1]
    cut = len(after) < len(left) and _VERBS.search(after)
    unreal = (
        said.verb == "propose"
        or (bits & _UNREAL.needs and _UNREAL.search(after if cut else left))
        or (bits & _WOULD.needs and _WOULD.search(said.right))
    )
    return bool(unreal) and not (bits & _DECIDED.needs and _DECIDED.search(left))


def _in_force(said: _Words) -> bool:
    if said.verb == "keep" and not (said.bits & _WILL_FACE.needs and _WILL_FACE.search(said.left)):
        return True
    return bool(said.bits & _NOW.needs and _NOW.search(said.left[-80:] + said.right[:60]))


def _announced(said: _Words) -> bool:
    if _ANNOUNCED.search(said.left) or (said.bits & _STARTS.needs and _STARTS.search(said.right)):
        return True
    return said.verb == "impose" and bool(_TO_IMPOSE.search(said.clause))
