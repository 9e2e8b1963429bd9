"""At which stage a tariff rate stands: threatened, announced, in force, suspended, raised, lowered."""

from __future__ import annotations

from collections.abc import Callable

from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.tuples import NamedTuple

STAGES = {
    "proposed": 0, "peak": 1, "announced": 2, "reduced_by": 2, "suspended": 3, "increased": 3, "reduced": 3,
    "in_force": 3,
}  # fmt: skip
"""How far a rate has come, to tell the most advanced of several mentions."""

_VERBS = Pattern(
    lambda: (
        r"\b(?=[a-z])(?:"
        + "|".join(
            f"(?P<{name}>{verbs(name)})" for name in ("suspend", "propose", "cut", "raise", "keep", "impose")
        )
        + ")"
    )
)
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

    def has(self, pattern: Pattern, words: str) -> bool:
        """Say whether some of the words match a pattern, whose hints the sentence must have."""
        return bool(pattern.needs & self.bits) and pattern.search(words) is not None


def status_of(reading: Reading, level: Level) -> str:
    """Return the stage of a rate, by the verb that governs it and the mood it is told in."""
    said = _words(reading, level)
    for status, fits in _TESTS:
        if fits(said):
            return status
    return "in_force"


def _words(reading: Reading, level: Level) -> _Words:
    mask, sentence, amount = reading.article.mask, level.sentence, level.amount
    rates = (
        one
        for one in reading.article.amounts_in(sentence.start, amount.start)
        if one.unit in ("percent", "points")
    )
    last = max((one.end for one in rates), default=sentence.start)
    left = mask[sentence.start : amount.start]
    rest = mask[amount.end : min(amount.end + 80, sentence.end)]
    cut = _OTHER_CLAUSE.search(rest)
    if cut is None and _IN_RELATIVE.search(left):
        cut = _COMMA.search(rest)
    verb = ""
    for match in _VERBS.finditer(left):
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
        said.verb == "suspend" or said.has(_ON_HOLD, said.right[:60]) or said.has(_SUSPENSION_OF, said.left)
    )


def _done_away(said: _Words) -> bool:
    """Say whether a rate, or points of one, is done away with altogether."""
    if said.has(_WAS_DONE_AWAY, said.right) or said.has(_NO_LONGER, said.left):
        return True
    done = _DONE_AWAY.search(said.left)
    return done is not None and bool(
        said.points or _LEVEL_OF.search(said.right) or (_NAMED_OF.search(done[0]) and _THAT.match(said.right))
    )


def _proposed(said: _Words) -> bool:
    """Say whether a rate is only threatened, planned, estimated or conditional."""
    keeps = said.verb == "keep" and said.has(_NOW, said.left + said.right[:40])
    if keeps or said.has(_CONTINUES, said.left):
        return False
    if said.verb == "cut" and (_BY.search(said.left) or said.points) and not _CONDITION.search(said.left):
        return False
    after = _COLON.split(said.left)[-1]
    cut = len(after) < len(said.left) and _VERBS.search(after)
    unreal = (
        said.verb == "propose"
        or said.has(_UNREAL, after if cut else said.left)
        or said.has(_WOULD, said.right)
    )
    return bool(unreal) and not said.has(_DECIDED, said.left)


def _reduced_by(said: _Words) -> bool:
    return said.verb == "cut" and bool(said.points or _BY.search(said.left))


def _increased(said: _Words) -> bool:
    return said.verb == "raise" or (said.previous is not None and said.previous < said.value)


def _in_force(said: _Words) -> bool:
    return (said.verb == "keep" and not said.has(_WILL_FACE, said.left)) or said.has(
        _NOW, said.left[-80:] + said.right[:60]
    )


def _announced(said: _Words) -> bool:
    if _ANNOUNCED.search(said.left) or said.has(_STARTS, said.right):
        return True
    return said.verb == "impose" and bool(_TO_IMPOSE.search(said.clause))


_TESTS: tuple[tuple[str, Callable[[_Words], bool]], ...] = (
    ("peak", lambda said: said.has(_PEAK, said.near)),
    ("reduced", lambda said: said.has(_DOWN_TO, said.left)),
    ("reduced_by", lambda said: said.has(_DOWN_BY, said.left)),
    ("proposed", lambda said: said.has(_THREATENED, said.right)),
    ("proposed", lambda said: _on_hold(said) and bool(_WOULD_BE.search(said.left))),
    ("suspended", _on_hold),
    ("proposed", _proposed),
    ("reduced_by", _done_away),
    ("reduced_by", _reduced_by),
    ("reduced", lambda said: said.verb == "cut"),
    ("increased", _increased),
    ("reduced", lambda said: said.previous is not None),
    ("in_force", _in_force),
    ("announced", _announced),
)
"""What is asked of the words around a rate, in order; the first that fits says its stage."""
