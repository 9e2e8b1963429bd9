"""Whether what is said of a state blames it: by its head verb, and by what that verb governs."""

from __future__ import annotations

import re
from functools import partial

from detente.news.grammar.actors import Saying
from detente.news.hints import bits_of
from detente.news.kinds.claim_words import BLAME
from detente.news.lexicon.wording import either, hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading


def acts() -> str:
    """Return a pattern for the verbs by which a state is told to act, well or ill."""
    return either((), ("wrong", "hinder", "wield", "mend"))


_HEAD = (
    r"(?P<aux>(?:\s+(?:has|have|had|is|are|was|were|been|being|continue[sd]?\s+to|also|long|still"
    r"|now|never|not|no\s+longer|both"
    r"|even|each|chosen\s+to|elected\s+to|sought\s+to|seeks?\s+to|tried\s+to|tries\s+to|decided\s+to"
    r"|often|already|once|again|just|simply|then|too|in\s+turn|do|does|did|consistently|in\s+fact"
    r"|for\s+(?:\w+\s+){0,3}?(?:years|decades|long)|since\s+D+|in\s+D+|on\s+D+|(?:do|does|did|has"
    r"|have|had|is|are)n['’]t"
    r"|(?!apply|supply|rely|reply|comply|bully|levy)\w+ly))*)\s+(?P<head>[a-z][\w-]*)"
)
_MAIN = Pattern(
    r"(?:\s+\([^)]{1,40}\))?"
    r"(?:,\s+(?:however|meanwhile|moreover|too|instead|by\s+contrast|on\s+the\s+other\s+hand"
    r"|for\s+(?:its|their)\s+part),?"
    r"|,\s+(?!and\b|or\b|but\b)[^.;]{2,130}?,(?!\s+(?:and|or)\b))?" + _HEAD
)
_RELATIVE = Pattern(
    r"(?:\s+\([^)]{1,40}\))?(?:,\s+(?:which|who|whose\s+(?:[\w-]+\s+){0,2}[\w-]+)|\s+that)" + _HEAD
)
_MODAL = Pattern(r"(?:will|would|shall|may|might|can|could|should|must|ought)\b")
_WRONG, _HINDER, _WIELD, _MEND, _FULFIL = (
    Pattern(partial(verbs, name)) for name in ("wrong", "hinder", "wield", "mend", "fulfil")
)
_RESTRICT = Pattern(partial(verbs, "restrict"))
_GOES_AHEAD = Pattern(
    r"(?:go|goes|went|press\w*|push\w*|plough\w*|forg\w+)\s+(?:ahead|through)\b|issue[sd]?\b|roll\w*\s+out\b"
)
_NONE_OF = Pattern(r"\s+no\b")
_HARMFUL, _PRIVATE = (Pattern(partial(words, name)) for name in ("harmful", "private"))
_HARMFUL.needs = hint_of(("harmful",), ())
_AND_WRONG = Pattern(
    lambda: rf"\sand\s+(?:otherwise\s+|thereby\s+|thus\s+|also\s+|\w+ly\s+)*{either((), ('wrong', 'hinder'))}"
)
_THAT_WRONGS = Pattern(lambda: rf"\b(?:that|which|and|to)\s+(?:\w+ly\s+)?{either((), ('wrong', 'hinder'))}")
_BE = Pattern(r"\b(?:is|are|was|were|be|been)(?:\s+(?:also|both|not|never|still|now|already|often|\w+ly))*$")
_HAVE = Pattern(r"\b(?:has|have|had|do|does|did)(?:\s+(?:also|both|still|long|\w+ly))*$")
_PARTICIPLE = Pattern(r"\w+(?:ed|en|t)\b(?<!ing)|hurt\b|kept\b|hit\b|shut\b")
_NEGATED = Pattern(r"\b(?:not|never|no\s+longer)\b|n['’]t")
_NEXT = Pattern(
    r",\s+(?:and|but|while)\s+(?:the\s+)?[EA]+\s+(?:has|have|had|is|are|was|were|will|long|also)\b"
)
"""Where the next clause begins, with a subject of its own."""
_DESPITE = Pattern(
    r",\s+(?:in\s+(?:open\s+|clear\s+|blatant\s+)?(?:disregard|violation|defiance|breach"
    r"|contravention)\s+of|ignoring|disregarding|without\s+regard"
    r"|with\s+no\s+regard|in\s+bad\s+faith)\b",
    hints=("disregard", "violation", "defiance", "breach", "contravention", "ignoring", "regard ", "faith"),
)
_KEEPS_OUT = Pattern(
    r"(?:keep|kept|shut|lock|freez|froze|squeez|crowd|push|forc|hold|held)[a-z]*\s(?!its\b"
    r"|their\b)[^,;.]{3,70}?\s(?:out|at\s+bay|off)\b(?:\s+of)?"
    r"(?=[,.;:]|$|\s+(?:the|its|their|[EA]|by|with|through|for)|\s+\w+\s+\w+(?:[.,;]|$))",
    hints=(
        " keep", " kept", " shut", " lock", " freez", " froze", " squeez", " crowd", " push", " forc",
        " hold", " held",
    ),
)  # fmt: skip
_NOTHING = Pattern(
    r"\w+\s+(?:none|nothing|hardly|barely|scarcely|virtually\s+n|almost\s+n|next\s+to\s+nothing"
    r"|little\s+(?:of|to)|only\s+an?\s+(?:\w+\s+)?(?:fraction|portion|sliver)"
    r"|only\s+(?:half|R)|less\s+than|no\s+(?:additional|further|such))\b",
    hints=(
        " none", " nothing", " hardly", " barely", " scarcely", " virtually ", " almost ", " little ",
        " only ", " less ", " no ",
    ),
)  # fmt: skip
"""What is done of a deed that amounts to leaving it undone."""
_NO_VERB = Pattern(
    r"(?:an?|the|no|its|their|some|many|numerous|several|such|this|these|N+|R+|M+|among|one|little"
    r"|nothing|next)\b"
)
_LOOKS_LIKE_VERB = Pattern(
    r"\w+(?:s|ed|ing)\b|has\b|have\b|had\b|chose\b|kept\b|led\b|sold\b|went\b|took\b|fell\b"
)
_WRONGED = hint_of((), ("wrong", "hinder"))
_ACCUSING = BLAME.needs | _HARMFUL.needs | _DESPITE.needs | _KEEPS_OUT.needs | _WRONGED
_UNDONE = _NOTHING.needs | hint_of(("not_done",), ()) | bits_of(("n't", "n’t"))
_DEEDS = hint_of((), ("fulfil",))
"""What a sentence accuses with: words of blame, or a deed of which nothing is done."""
MAY_ACCUSE = _ACCUSING | _DEEDS
"""What a sentence has one of that may accuse."""


_OF_STATE = Pattern(
    r"(?:\s+(?:reporters|lawmakers|senators|P+))?(?:\s+that)?\s+(?:the\s+)?"
    r"(?P<who>[EA]+(?:,?\s+and\s+[EA]+)?|B+)(?P<rest>(?:\s+(?:side|government|authorities|officials|regulators))?\s.*)"
)
"""What is said of a state that is the subject of the clause."""
_ITS_OWN = Pattern(
    r"(?:\s+(?:has|have|had|is|are|was|were|will))*\s+\w+\s+(?:its|their)\s+"
    r"(?!markets?\b|econom|ports?\b|borders?\b|doors?\b|waters?\b|airspace\b|currency\b)"
)
"""What is done to one's own."""


def may_accuse(bits: int) -> bool:
    """Say whether a sentence with some hints may have a clause that accuses or wrongs somebody."""
    return bool(bits & _ACCUSING or (bits & _UNDONE and bits & _DEEDS))


def accuses(rest: str) -> bool:
    """Say whether what follows a subject blames it, by its own verb or that of its relative clause.

    Example:
        >>> accuses(" has flooded the market"), accuses(" will flood the market"), accuses(" was robbed")
        (True, False, False)
        >>> accuses(", which flouts the rules, sent a letter"), accuses(" removed its unfair rules")
        (True, False)
    """
    following = _NEXT.search(rest)
    rest = rest[: following.start()] if following else rest
    main = _MAIN.match(rest)
    if main and _blames(main, rest):
        return True
    relative = _RELATIVE.match(rest)
    return relative is not None and _blames(relative, rest)


def restricts(rest: str) -> bool:
    """Say whether the verb after a subject imposes, tightens or goes ahead with something.

    Example:
        >>> restricts(" also placed more firms on its list"), restricts(" placed no more firms on its list")
        (True, False)
    """
    match = _MAIN.match(rest)
    if match is None or _NEGATED.search(match["aux"]) or _is_passive(match, rest):
        return False
    place = match.start("head")
    acts_so = _RESTRICT.match(rest, place) or _GOES_AHEAD.match(rest, place)
    return bool(acts_so) and not _NONE_OF.match(rest, acts_so.end() if acts_so else place)


def acts_at_all(rest: str) -> bool:
    """Say whether the verb after a subject is one of a deed done, neither denied nor mended.

    Example:
        >>> acts_at_all(" went ahead with the duty"), acts_at_all(" withdrew the duty")
        (True, False)
    """
    match = _MAIN.match(rest)
    if match is None or _NEGATED.search(match["aux"]) or _is_passive(match, rest):
        return False
    place = match.start("head")
    done = _LOOKS_LIKE_VERB.match(rest, place) and not _MODAL.match(rest, place)
    return bool(done) and not _MEND.match(rest, place)


def wrongs(rest: str) -> bool:
    """Say whether the verb after a subject is itself a wrong, whatever it governs.

    Example:
        >>> wrongs(" have dumped steel"), wrongs(" maintain barriers")
        (True, False)
    """
    match = _MAIN.match(rest)
    if match is None or _NEGATED.search(match["aux"]) or _is_passive(match, rest):
        return False
    place = match.start("head")
    return bool(_WRONG.match(rest, place) or _HINDER.match(rest, place))


def tells_wrong(reading: Reading, saying: Saying, end: int) -> bool:
    """Say whether somebody says of another state, as the subject of a clause, that it does wrong."""
    match = _OF_STATE.match(reading.article.mask, saying.end, end)
    if match is None:
        return False
    codes = reading.codes_in(*match.span("who"))
    other = bool(codes) and not set(codes) & set(saying.actor.codes)
    return other and not _ITS_OWN.match(match["rest"]) and accuses(match["rest"])


def _is_passive(match: re.Match[str], rest: str) -> bool:
    return bool(_BE.search(match["aux"]) and _PARTICIPLE.match(match["head"]))


def _is_bad(rest: str, place: int) -> bool:
    """Say whether what follows a place names something blamed or harmful, or a wrong that it does."""
    return bool(BLAME.search(rest, place) or _HARMFUL.search(rest, place) or _THAT_WRONGS.search(rest, place))


def _blames(match: re.Match[str], rest: str) -> bool:
    place, aux = match.start("head"), match["aux"]
    if _DESPITE.search(rest, 0, place):
        return True
    if _MODAL.match(match["head"]) or _PRIVATE.fullmatch(match["head"]):
        return False
    verb = _WRONG.match(rest, place) or _HINDER.match(rest, place)
    if _NEGATED.search(aux):
        done = _FULFIL.match(rest, place) or (_HAVE.search(aux) and _is_bad(rest, place))
        return not verb and bool(done) and not _KEEPS_OUT.match(rest, place)
    if _is_passive(match, rest):
        return not verb and not _MEND.match(rest, place) and bool(BLAME.match(rest, place))
    if verb or _KEEPS_OUT.match(rest, place) or (_FULFIL.match(rest, place) and _NOTHING.match(rest, place)):
        return True
    if _MEND.match(rest, place):
        return False
    if _AND_WRONG.search(rest, place):
        return True
    if _WIELD.match(rest, place) or _BE.search(aux) or (_HAVE.search(aux) and _NO_VERB.match(rest, place)):
        return _is_bad(rest, place)
    blamed = BLAME.search(rest, place) or _WRONG.search(rest, place)
    return bool(blamed and (_HAVE.search(aux) or _LOOKS_LIKE_VERB.match(rest, place)))
