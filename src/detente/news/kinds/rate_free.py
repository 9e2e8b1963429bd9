"""Freedom from duty told in words: no tariffs, zero tariffs, duty-free, down to zero."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.lexicon.wording import TARIFF, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_NEW = (
    r"new|additional|further|extra|more|other|such|higher|increased|retaliatory|fresh|doubt|reason|one|longer"
)
_HEAD_GOES_ON = (
    r"(?!\s+(?:war|wars|talks?|deals?|relief|increases?|hikes?|cuts?|changes?|policy|policies|measures?|barriers?"
    r"|revenues?|exemptions?|quotas?|threats?|reductions?|preferences?|negotiations?|adjustments?|lines?|codes?"
    r"|headings?|schedules?|escalation|truce)\b)"
)
_NONE = Pattern(
    lambda: (
        rf"\b(?:no|zero|nil|without(?:\s+(?:any|paying))?)\s+(?:(?!(?:{_NEW})\b)(?:[\w’'-]+)\s+){{0,6}}?"
        rf"{words('tariff')}{_HEAD_GOES_ON}"
    ),
    hints=("no ", "zero", "nil ", "without"),
)
_NOT_CHARGED = Pattern(
    lambda: (
        r"\b(?:will|shall|would|must|to|agreed?|agrees|commits?|committed)\s+(?P<zero>not\s+(?:to\s+)?"
        r"(?:impose|levy|charge|apply|collect|pay|face|maintain)\s+"
        rf"(?:(?!(?:{_NEW}|the|this|that|these|those|its|their)\b)[\w’'-]+\s+){{0,3}}?"
        rf"{words('tariff')}){_HEAD_GOES_ON}"
    ),
    hints=("not ",),
)
_FREE = Pattern(
    r"\b(?:duty|tariff)[-\s]free\b(?!\s+(?:shops?|stores?|retail\w*|sales|zones?|status|lists?|allowances?|limits?"
    r"|thresholds?|quotas?|exemptions?|loopholes?|de\s+minimis|treatment|access|entry|world))"
    r"|\bfree\s+(?:of|from)\s+(?:(?:all|any|additional|reciprocal|customs|import|extra|further|such|A+)\s+){0,3}"
    r"(?:dut(?:y|ies)|tariffs?|levies|surcharges?)\b"
    r"|\bnil\s+rate\b|\bzero[-\s]rated\b",
    hints=("-free", "free ", "nil ", "zero"),
)
_GRANTED = Pattern(
    r"\b(?:(?:duty|tariff)[-\s]free|zero[-\s](?:tariff|duty))\s+(?:de\s+minimis\s+|market\s+)?"
    r"(?:treatment|access|entry|status|(?:tariff-rate\s+)?quotas?)\b",
    hints=("treatment", "access", "entry", "status", "quota"),
)
_FORMERLY = Pattern(
    r"\b(?:previously|formerly|once|hitherto|until\s+(?:now|then|recently|D+)|used\s+to|had)\s[^,;.]{0,60}$",
)
"""Goods that were free of duty before, and are so no more."""
_NO_MORE = Pattern(r"\s+(?:until|till)\s+(?:now|then|recently|last\b)")
_IN_FREE = Pattern(
    r"\b(?:enter(?:s|ed|ing)?|(?:get|gets|got|getting|come|comes|came|coming|flow|flows|flowed|go|goes|went|cross|crosses"
    r"|crossed|sold|shipped|imported)\s+(?:in|into|over|to|through|across))(?:\s+[^\s.;,]+){0,4}?\s(?P<zero>free)\b"
    r"(?!\s+(?:of|from|to|trade|market|will|agents?)\b)",
    hints=(" free",),
)
_GRANTS = Pattern(
    r"\b(?:receives?|enjoys?|gets?|grants?|granted|gives?|given|provides?|extends?|extended|offers?|qualify"
    r"|establish\w*|opens?|opened|opening|creates?|created|allocat\w*"
    r"|qualifies|eligible|is\s+available|are\s+available|keeps?|retains?|will\s+(?:receive|enjoy|get|have))\b"
)
_ENDED = Pattern(
    r"\b(?:end(?:s|ed|ing)?|eliminat\w+|suspen\w+|clos\w+|revok\w+|abus\w+|exploit\w+|no\s+longer|cease[sd]?|scrap\w*"
    r"|remov\w+|terminat\w+|withdraw\w*|withdrew|lose[sd]?|lost|lack\w*|sought|seeks?|wants?|not|stop\w*|limit\w*"
    r"|preferential\s+treatment)\b"
)
_TO_ZERO = Pattern(r"\b(?:to|at)\s+(?P<zero>zero|nil)\b(?!\s*(?:%|percent|per|growth|emission|[-\w]*tariff))",
                   hints=("zero", "nil"))  # fmt: skip
_LOWERS = Pattern(lambda: rf"{verbs('cut')}|{verbs('keep')}|\b(?:set|bound|tariffs?|dut(?:y|ies)|rates?)\b")
_FUNCTION = Pattern(
    r"\b(?:of|in|from|to|on|for|by|that|which|than|is|are|was|were|will|as|compared|after|since|has|have|had|but|if"
    r"|when|what|who)\b"
)
_ONLY_TALKED_OF = Pattern(
    r"[^.;,]{0,60}?\b(?:was|were|is|are|been)\s+(?:\w+ly\s+|being\s+)?(?:discussed|mentioned|announced|raised|agreed"
    r"|named|made|said|reported|planned|decided)\b"
)
FREE_NEEDS = _NONE.needs | _NOT_CHARGED.needs | _FREE.needs | _GRANTED.needs | _IN_FREE.needs | _TO_ZERO.needs
"""Pieces of words of which a sentence has at least one that says goods bear no duty."""
_SPOKEN_OF = bits_of(("tariff", "dut", "lev", "surcharge", "surtax", "zero-rated"))
_NOT_METRIC = 120
_BEFORE = 90
"""How far before freedom from duty a word may stand that puts it in the past, in characters."""


def free_of_duty(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where the words of a sentence say that goods bear no duty."""
    free = sentence.bits & _IN_FREE.needs
    if not (free or sentence.bits & _SPOKEN_OF or "import tax" in sentence.mask or "nil " in sentence.mask):
        return []
    mask, apart, taken = reading.article.mask, [], sentence.start
    found = [match.span("zero") for match in _entering(reading, sentence)] if free else []
    for pattern, group, fits in _FORMS:
        if sentence.bits & pattern.needs:
            for match in pattern.finditer(mask, sentence.start, sentence.end):
                if fits(mask, sentence, match):
                    found.append(match.span(group))
    for start, end in sorted(found):
        if start >= taken:
            apart.append((start, end))
            taken = end
    return apart


def _entering(reading: Reading, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield where goods come in free, if the words near speak of tariffs."""
    near = reading.article.sentences[max(sentence.number - 2, 0) : sentence.number + 1]
    if "K" in sentence.mask or any(reading.article.has(TARIFF, one) for one in near):
        yield from _IN_FREE.finditer(reading.article.mask, sentence.start, sentence.end)


def _none(mask: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether it is the tariff that there is none of, and not only no talk of one."""
    return not _FUNCTION.search(mask, *match.span()) and not _ONLY_TALKED_OF.match(mask, match.end())


def _is_free(mask: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether goods are free of duty now, and not only were so before."""
    left = mask[max(sentence.start, match.start() - _BEFORE) : match.start()]
    return not _FORMERLY.search(left) and not _NO_MORE.match(mask, match.end())


def _granted(mask: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether the clause around some words gives what it tells of, and does not end it."""
    place = match.start()
    first = max(sentence.start, *(mask.rfind(mark, sentence.start, place) + 1 for mark in ",;"))
    ends = [mask.find(mark, place, sentence.end) for mark in ",;"]
    last = min((end for end in ends if end >= 0), default=sentence.end)
    return _GRANTS.search(mask, first, last) is not None and not _ENDED.search(mask, first, last)


def _lowered(mask: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether it is a tariff that goes to zero."""
    left = mask[max(sentence.start, match.start() - _NOT_METRIC) : match.start()]
    return TARIFF.search(left) is not None and _LOWERS.search(left) is not None


_FORMS: tuple[tuple[Pattern, str | int, Callable[[str, Sentence, re.Match[str]], bool]], ...] = (
    (_NONE, 0, _none),
    (_NOT_CHARGED, "zero", lambda mask, sentence, match: True),
    (_FREE, 0, _is_free),
    (_GRANTED, 0, _granted),
    (_TO_ZERO, 0, _lowered),
)
"""How freedom from duty is told, by which words, and what those around it must say."""
