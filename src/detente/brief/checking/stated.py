"""A rate as a text states it, with what its words tell beyond its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial

from detente.brief.checking.asking import NO_ECONOMY, Case
from detente.core.wording import points
from detente.news.facts import Fact
from detente.news.lexicon.wording import listed_words, words
from detente.news.patterns import Pattern
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
_TARIFF = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|taxe?s?|surtax\w*|surcharges?)\b")
_OF_ITS_OWN = re.compile(rf"\s*(?:\w+\s+){{0,2}}?{_TARIFF.pattern}")
_CEILING = re.compile(
    r"(?:\b(?:no|not)\s+(?:more|higher|greater)\s+than|\bcap(?:ped)?\s+(?:at|of)|\bceiling\s+of|\bmaximum\s+of|"
    r"\bat\s+most|\bnot?\s+(?:to\s+)?exceed(?:ing)?)\s+$"
)
_CUT = re.compile(r"[,;:]\s| and ")
_CAPS = re.compile(r"\bcaps?\s+(?:\w+\s+){1,3}at\s+$")
_AHEAD = re.compile(r"\b(?:will|shall|(?:is|are|was|were)\s+(?:to\s+\w+|\w+ing))\b")
_ON_ALL = re.compile(
    r"\b(?:all|most|everything)\s+(?:other\s+|else\b)?(?:\w+\s+)?(?:goods|imports|products|exports|countries)\b|"
    r"\b(?:baseline|blanket|across[- ]the[- ]board|everything)\b"
)
_ON_A_NOUN = re.compile(
    rf"{_TARIFF.pattern}\s+on\s+(?:(?:imported|foreign|new|some|certain|imports\s+of)\s+)?([a-z]{{3,}}s)\b"
)
_AT_MOST = re.compile(r"\s*(?:at most|or less|or lower)\b")
_PART_OF_GOODS = re.compile(
    r"\b(?:items?|worth|billion|lists?|listed|certain|some|selected|lines|products? such as|qualify|satisfy|"
    r"exempt\w*|content|goods that|articles that|items that|if|per cent of)\b"
)
_SOME_GOODS = Pattern(partial(words, "some_goods"))
_KIND_OF_GOODS = Pattern(
    lambda: rf"{words('kinds_of_goods')}\s+(?:goods|products|imports|exports|tariffs|dut(?:y|ies))\b"
)
_NOW = re.compile(
    r"\b(?:now|currently|current|today|remains?|stands?|stays?|is|are|still|faces?|pays?|charges?)\b"
)
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


@cache
def _on_goods(named: str) -> re.Pattern[str]:
    """Return a pattern for a tariff and the goods that it is on, of those that are known."""
    return re.compile(rf"{_TARIFF.pattern}(?:\s+rates?)?\s+(?:on|for)\s+(?:[^\s,;]+\s+){{0,3}}?({named})")


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
        place = self._figure
        if named or place is None or _OF_ITS_OWN.match(self.around, place.end()):
            return named
        goods = self.case.lexicon.goods
        said = list(_on_goods(goods.named.pattern).finditer(self.around, 0, place.start()))
        if not said or _TARIFF.search(self.around, said[-1].end(), place.start()):
            return ""
        return goods.called(said[-1].group(1))

    @property
    def other_goods(self) -> str:
        """The goods after "tariff on" that the lists of goods do not know, where the words name no others."""
        place = None if self.product else self._figure
        found = _ON_A_NOUN.search(self.around, place.end()) if place else None
        near = found is not None and place is not None and found.start() - place.end() <= len(" additional ")
        return found.group(1) if found and near and found.group(1) not in listed_words("any_goods") else ""

    @property
    def clause(self) -> str:
        """The stretch of its words around the figure, between commas and conjunctions."""
        place, words = self._figure, self.case.words(self.fact)
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
    def _figure(self) -> re.Match[str] | None:
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
        whole = _ON_ALL.search(self.case.words(self.fact))
        return whole is None and any(
            one.search(self.around) for one in (_PART_OF_GOODS, _SOME_GOODS, _KIND_OF_GOODS)
        )

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
        return self._figure is not None and bool(_AN_ORDINARY.search(self.around[: self._figure.start()]))

    @property
    def is_ceiling(self) -> bool:
        """Whether the words right around the figure make it a ceiling."""
        place = self._figure
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
        return _TARIFF.search(self.around) is not None

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
