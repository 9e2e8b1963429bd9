"""A rate as a text states it, with what its words tell beyond its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial

from detente.brief.checking.asking import Case
from detente.news.facts import Fact
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.windows import Window

_STUDY = re.compile(
    r"\b(?:estimate[sd]?|analysis|analyses|study|studies|economists?|model(?:led|s)?|survey)\b"
)
_NOT_ADDED = re.compile(
    r"\b(?:averag(?:e|es|ed|ing)|mean|effective|weighted|mfn|most[- ]favou?red|bound|applied|ordinary|"
    r"would)\b"
)
_TARIFF = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|taxe?s?|surtax\w*|surcharges?)\b")
_PART_OF_GOODS = re.compile(
    r"\b(?:items?|worth|billion|lists?|listed|certain|some|selected|lines|products? such as|qualify|satisfy|"
    r"exempt\w*|content|goods that|articles that|items that|if|per cent of)\b"
)
_SOME_GOODS = Pattern(partial(words, "some_goods"))
_NOW = re.compile(r"\b(?:now|currently|current|today|remains?|stands?|stays?|is|are|still)\b")
_THEN = re.compile(
    r"\b(?:had|was|were|once|earlier|previous(?:ly)?|before|last|initial(?:ly)?|original(?:ly)?)\b"
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

    @property
    def product(self) -> str:
        """The goods it is on, where the text names any."""
        return str(self.fact.fields.get("product") or "")

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
        return bool(_PART_OF_GOODS.search(self.around) or _SOME_GOODS.search(self.around))

    @property
    def is_supposed(self) -> bool:
        """Whether a study supposes it."""
        return self.status == "proposed" and _STUDY.search(self.around) is not None

    @property
    def is_not_added(self) -> bool:
        """Whether it is an average, an ordinary duty or a supposition."""
        return _NOT_ADDED.search(self.around) is not None

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
