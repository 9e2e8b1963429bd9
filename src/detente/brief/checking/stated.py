"""A rate as a text states it, with what its words tell beyond its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from detente.brief.checking.asking import NO_ECONOMY, Case
from detente.brief.checking.told_goods import TARIFF, goods_before, is_of_some, noun_after, unknown_goods
from detente.core.wording import points
from detente.news.comparing.rounded import Hedge, hedge_before
from detente.news.facts import Fact
from detente.news.windows import Window

_STUDY = re.compile(
    r"\b(?:estimate[sd]?|analysis|analyses|study|studies|economists?|model(?:led|s)?|survey)\b"
)
_MEAN = re.compile(
    r"\b(?:averag(?:e|es|ed|ing)|mean|weighted|applied|bound|effective(?= (?:tariff|duty|rate)))\b"
)
_WOULD = re.compile(r"\bwould\b")
_ORDINARY = re.compile(r"\b(?:mfn|most[- ]favou?red[- ]nation|ordinary|column[- ](?:1|one))\b")
_AN_ORDINARY = re.compile(
    r"\b(?:mfn|most[- ]favou?red[- ]nation|ordinary)\s+"
    r"(?:tariffs?|dut(?:y|ies)|rates?)(?:\s+rates?)?\s+of\s+$"
)
_CEILING = re.compile(
    r"(?:\b(?:no|not)\s+(?:more|higher|greater)\s+than|\bcap(?:ped)?\s+(?:at|of)|\bceiling\s+of|\bmaximum\s+of|"
    r"\bat\s+most|\bnot?\s+(?:to\s+)?exceed(?:ing)?)\s+$"
)
_CUT = re.compile(r"[,;:]\s| and ")
_CAPS = re.compile(r"\bcaps?\s+(?:\w+\s+){1,3}at\s+$")
_AHEAD = re.compile(r"\b(?:will|shall|(?:is|are|was|were)\s+(?:to\s+\w+|\w+ing))\b")
_AT_MOST = re.compile(r"\s*(?:at most|or less|or lower)\b")
_NOW = re.compile(
    r"\b(?:now|currently|current|today|remains?|stands?|stays?|is|are|still|faces?|pays?|charges?|imposes|levies|applies|"
    r"(?:has|have) been(?= (?:at )?\d))\b"
)
_POINTS = re.compile(r"[\d.]+(?:\s|-)?(?:percentage(?:\s|-)points?|points?|pp)\b")
_BY = re.compile(r"\bby\s+(?:(?:a|an|another|further|additional|extra|some|about|nearly|up\s+to)\s+)*$")
_RANGE = re.compile(
    r"\bbetween\s+([\d.]+)\s*(?:%|per\s?cent|percentage\s+points|points)?\s+and\s+([\d.]+)\s*(?:%|per\s?cent|p)"
)
_ALL_TOLD = re.compile(
    r"\b(?:tariffs|duties|levies|taxes)\b[^.;%]*?\b(?:are|is|stand|stands|remain|remains)\s+"
    r"(?:(?:at|now|currently|still|about|around|nearly)\s+)*$|"
    r"\b(?:total(?:s|ling|ed)?|in\s+all|overall|combined|altogether)\b[^.;,%]*$"
)
MOVED = ("reduced", "increased")
"""Statuses of a rate that say which way a duty went to it."""
_THEN = re.compile(
    r"\b(?:had|was|were|once|earlier|previous(?:ly)?|before|last|initial(?:ly)?|original(?:ly)?)\b"
)
_TOLD_AS_PAST = re.compile(
    rf"{_THEN.pattern}|\b(?:\w+ed|put|set|rose|began|hit|brought|took|came|held|cut|went|fell|since|ago)\b"
)
_TIME = re.compile(
    r"\d{4}|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last|this|"
    r"next|ago|today|yesterday|tomorrow|since|until|week|month|year)"
)


@dataclass(frozen=True)
class StatedRate:
    """A rate under check."""

    case: Case
    fact: Fact

    @property
    def value(self) -> float:
        """The rate as a fraction."""
        return float(self.fact.fields["rate_percent"]) / 100

    @property
    def status(self) -> str:
        """Whether it is in force, suspended, cut by, announced, and so on."""
        return str(self.fact.fields.get("status") or "in_force")

    @cached_property
    def product(self) -> str:
        """The goods it is on, where the text names any: those of the fact, else of the tariff it is of."""
        named = str(self.fact.fields.get("product") or "")
        if named or self.figure is None:
            return named
        return goods_before(self.around, self.figure, self.case.lexicon.goods)

    @property
    def other_goods(self) -> str:
        """The goods after "tariff on" that the lists of goods do not know, where the words name no others."""
        return "" if self.product or self.figure is None else noun_after(self.around, self.figure)

    @cached_property
    def unknown_goods(self) -> str:
        """The noun of goods in the sentence that are not said to be all goods, and that no list knows."""
        return "" if self.product else unknown_goods(self.case.written(self.fact), self.case.lexicon)

    @property
    def previous(self) -> float | None:
        """The rate before it as a fraction, where the text tells it."""
        told = self.fact.fields.get("previous_percent")
        return None if told is None or told == "" else float(told) / 100

    @property
    def is_change(self) -> bool:
        """Whether the figure is of points, or of what was added, and so no height of a rate."""
        place = self.figure
        if place is None:
            return False
        points_told = _POINTS.match(self.around, place.start()) is not None
        return points_told or (self.status in MOVED and _BY.search(self.around[: place.start()]) is not None)

    @property
    def hedge(self) -> Hedge | None:
        """How the figure is told, where it is a round one or a bound."""
        return hedge_before(self.around[: self.figure.start()]) if self.figure else None

    @property
    def is_range(self) -> bool:
        """Whether the figure is an end of a range: "between 10 and 25 percent"."""
        ends = {end for found in _RANGE.finditer(self.around) for end in found.groups()}
        return points(self.value) in ends

    @property
    def is_total(self) -> bool:
        """Whether the words tell it as all that is charged: "tariffs are 30 percent"."""
        place = self.figure
        return place is not None and _ALL_TOLD.search(self.around[: place.start()]) is not None

    @property
    def clause(self) -> str:
        """The stretch of its words around the figure, between commas and conjunctions."""
        place, words = self.figure, self.case.words(self.fact)
        if place is None or place.group() not in words:
            return words
        at = words.index(place.group())
        first = max((cut.end() for cut in _CUT.finditer(words, 0, at)), default=0)
        last = _CUT.search(words, at + len(place.group()))
        return words[first : last.start() if last else len(words)]

    @property
    def is_ahead(self) -> bool:
        """Whether its words speak of what is to come."""
        return _AHEAD.search(self.case.words(self.fact)) is not None

    @cached_property
    def figure(self) -> re.Match[str] | None:
        """Where the sentence has the figure: among the words of the fact, else before or after them."""
        figure = re.compile(
            rf"(?<![\d.,]){re.escape(points(self.value))}(?:\.0+)?[\s-]?(?:%|per\s?cent|percentage|points)"
        )
        words = self.around.find(self.case.words(self.fact))
        return figure.search(self.around, max(words, 0)) or figure.search(self.around)

    @property
    def window(self) -> Window | None:
        """The days it speaks of, where it names any."""
        return Window.of(self.fact.fields.get("date"))

    @property
    def published(self) -> date:
        """The day of publication."""
        return self.case.document.published

    @property
    def around(self) -> str:
        """The sentence, in small letters."""
        return self.case.sentence(self.fact)

    @property
    def is_now(self) -> bool:
        """Whether the words speak of the present."""
        return _NOW.search(self.case.words(self.fact)) is not None

    @property
    def is_only_now(self) -> bool:
        """Whether the words speak of the present and of no time before."""
        return self.is_now and _THEN.search(self.case.words(self.fact)) is None

    @property
    def is_on_some_goods(self) -> bool:
        """Whether the sentence says that it speaks of some goods."""
        return is_of_some(self.case.words(self.fact), self.around)

    @property
    def is_supposed(self) -> bool:
        """Whether a study supposes it."""
        return self.status == "proposed" and _STUDY.search(self.around) is not None

    @property
    def is_past(self) -> bool:
        """Whether the words tell of it as of something past."""
        return _TOLD_AS_PAST.search(self.around) is not None

    @property
    def is_mean(self) -> bool:
        """Whether the words that state it call it an average, or one that is applied."""
        return _MEAN.search(self.case.words(self.fact)) is not None

    @property
    def is_ordinary(self) -> bool:
        """Whether the words right before the figure call it an ordinary duty."""
        return self.figure is not None and bool(_AN_ORDINARY.search(self.around[: self.figure.start()]))

    @property
    def is_ceiling(self) -> bool:
        """Whether the words right around the figure make it a ceiling."""
        place = self.figure
        if place is None:
            return False
        before = self.around[: place.start()]
        return bool(
            _CEILING.search(before) or _CAPS.search(before) or _AT_MOST.match(self.around, place.end())
        )

    @property
    def is_not_added(self) -> bool:
        """Whether the sentence speaks of averages, ordinary duties or suppositions."""
        return any(found.search(self.around) for found in (_MEAN, _ORDINARY, _WOULD))

    @property
    def says_several_days(self) -> bool:
        """Whether the sentence has more than one word of time, so that its day may be another's."""
        return len(_TIME.findall(self.around)) > 1

    @property
    def says_tariff(self) -> bool:
        """Whether the sentence says what the figure is of."""
        return TARIFF.search(self.around) is not None

    @property
    def says_when(self) -> bool:
        """Whether the sentence has a word of time."""
        return _TIME.search(self.around) is not None

    def names(self, code: str) -> bool:
        """Say whether the sentence names an economy."""
        return code in self.case.named(self.fact)

    def tells_of(self, code: str) -> bool:
        """Say whether the sentence, up to a semicolon, names an economy, its group or one of its own."""
        covers = self.case.desk.record.economies.covers
        named = self.case.named(self.fact, within="clause") - NO_ECONOMY
        return any(covers(code, one) or covers(one, code) for one in named)
