"""Truces on record: how long each lasts, between whom, and which of them a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.brief.checking.asking import Case, Desk
from detente.core.wording import MONTHS
from detente.ledger.deadlines import concerns
from detente.ledger.entries import Deadline
from detente.news.facts import Fact
from detente.news.windows import Window

NEAR = 3
"""By how many days the beginnings of what is one truce may differ."""
_LONGEST = 3660
"""More days than any truce lasts."""
_MONTH, _LOOSE = 30, 2
"""A length of some months told in days may be so many days off by the calendar."""
_OF_MANY = re.compile(
    r"\b(?:most|many|all|other|dozens of|scores of|nearly all|almost all|several|foreign|\d{2,3})\s+"
    r"(?:other\s+)?(?:foreign\s+|trading\s+)*(?:countries|nations|economies|partners)\b|"
    r"\btrading partners\b|\brest of the (?:world|globe)\b|\bcountry-specific\b"
)
_GENERAL = frozenset({"truce", "pause"})
_PAUSES = re.compile(r"\b(?:truce|pause|suspension|suspended|put off)\b", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:executive order|eo)\s+(?:no\.?\s*)?(\d{4,6})\b")
_PROLONGED = re.compile(
    r"\b(?:exten[ds]\w*|prolong\w*|renew\w*)\b[^.;]{0,60}\b(?:truce|pause|suspension|reprieve|ceasefire)\b"
)
_WORD = re.compile(r"[a-z]{4,}")
_SAID_OF_ANY = frozenset(
    (
        *("suspension", "suspended", "term", "first", "second", "third", "year", "days", "both", "sides"),
        *(
            "duties",
            "duty",
            "tariff",
            "tariffs",
            "goods",
            "list",
            "lists",
            "answer",
            "section",
            "rate",
            "rates",
        ),
        *("with", "from", "their", "that", "under"),
        *(month.lower() for month in MONTHS),
    )
)
"""Words that are said of any truce or duty, and tell none from others."""
_MOST_FEW = 3
"""How many parties a pause between single economies may have."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A truce on record: its deadline, and the days from which its length can be counted."""

    deadline: Deadline
    announced: date
    begins: date | None
    on_all: bool = True

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many days it lasts, from when it begins and from its announcement."""
        return tuple((self.deadline.on - day).days for day in self.starts)

    @property
    def starts(self) -> tuple[date, ...]:
        """The days from which it can be counted: when it begins, and when it was announced."""
        return tuple(dict.fromkeys(day for day in (self.begins, self.announced) if day))

    def starts_near(self, start: Window) -> bool:
        """Say whether it begins, or was announced, about when a text says."""
        return any(start.days_from(Window(day, day)) <= NEAR for day in self.starts)

    def is_by_order_of(self, told: str) -> bool:
        """Say whether a sentence, in small letters, names the order that set it."""
        return any(f"EO {number}" in self.deadline.source.citation for number in _ORDER.findall(told))


@dataclass(frozen=True, slots=True)
class Between:
    """Who a truce is between: two economies, or `with_many` where one of them has it with many others."""

    sides: tuple[str, ...]
    with_many: bool = False

    @property
    def told(self) -> str:
        """The sides in words."""
        return "with many partners" if self.with_many else f"of {' and '.join(self.sides)}"


def between(case: Case, fact: Fact) -> Between | None:
    """Return who a truce is between, by its sentence; None without two sides.

    Where the sentence names another economy in place of one that was taken from the text around, that one
    counts.
    """
    parties = case.parties(fact.fields.get("parties"))[:2]
    if len(parties) < len(("one", "other")):
        return None
    if speaks_of_many(case, fact):
        return Between(parties, with_many=True)
    named, third = case.named(fact), case.third(fact, parties)
    unnamed = [code for code in parties if code not in named]
    if len(third) == 1 and unnamed:
        kept = [code for code in parties if code not in unnamed] or [
            code for code in case.pair if code in parties
        ]
        return Between(((*kept, *parties)[0], third[0]))
    return Between(parties)


def truces(desk: Desk, whom: Between) -> Iterator[OnRecord]:
    """Yield the suspensions and truces between sides that the record knew of, by their deadlines."""
    for deadline in desk.record.tables.deadlines.values():
        if deadline.known_at > desk.known_at or not _is_between(desk, deadline, whom):
            continue
        begins = None
        for governed in deadline.governs:
            for span in desk.record.timeline(governed.tranche, desk.known_at) if governed.tranche else ():
                if span.state == "suspended" and span.end and span.end.day == governed.at.day:
                    begins = min(span.start.day, begins or span.start.day)
        on_all = any(
            governed.tranche and desk.record.on_all_goods(governed.tranche) for governed in deadline.governs
        )
        if begins is not None or _PAUSES.search(deadline.title):
            yield OnRecord(deadline, deadline.known_at, begins, on_all)


def _is_between(desk: Desk, deadline: Deadline, whom: Between) -> bool:
    if not whom.with_many:
        return concerns(desk.record, deadline, whom.sides)
    return len(deadline.parties) > _MOST_FEW and bool(set(whom.sides) & set(deadline.parties))


def follows_another(one: OnRecord, found: Iterable[OnRecord]) -> bool:
    """Say whether a truce begins where another ends, so that it is what an extension brought."""
    day = one.begins or one.announced
    return any(abs((other.deadline.on - day).days) <= NEAR for other in found if other != one)


def is_of_extension(case: Case, fact: Fact) -> bool:
    """Say whether the sentence of a truce tells that one is prolonged."""
    return _PROLONGED.search(case.sentence(fact)) is not None


def best_of(found: Iterable[OnRecord], case: Case, fact: Fact) -> OnRecord | None:
    """Return the truce that a fact fits best; one of some goods only where the sentence tells so."""
    told = case.sentence(fact)
    fitting = (one for one in found if one.on_all or is_told_of(one.deadline.title, told))
    return max(fitting, key=lambda one: _closeness(one, case, fact), default=None)


def is_told_of(title: str, told: str) -> bool:
    """Say whether a sentence tells of what a title names; a title that calls itself a truce is of all goods.

    Example:
        >>> is_told_of("Port fees, suspended for a year", "both suspend their port fees")
        True
        >>> is_told_of("Port fees, suspended for a year", "both suspend their tariffs for a year")
        False
    """
    words = telling_words(title)
    return bool(words & _GENERAL) or bool(words & telling_words(told))


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a text that tell a truce, duty or deadline from others.

    Example:
        >>> sorted(telling_words("Suspension of the port fees, second term"))
        ['fees', 'port']
    """
    return frozenset(_WORD.findall(text.lower())) - _SAID_OF_ANY


def speaks_of_many(case: Case, fact: Fact) -> bool:
    """Say whether the sentence of a fact speaks of many economies."""
    return _OF_MANY.search(case.sentence(fact)) is not None


def _closeness(one: OnRecord, case: Case, fact: Fact) -> tuple[bool, bool, bool, bool, bool, bool, int]:
    stated, start = Window.of(fact.fields.get("deadline")), Window.of(fact.fields.get("truce_start"))
    days, published = days_of(fact), case.document.published
    return (
        stated is not None and stated.first <= one.deadline.on <= stated.last,
        start is not None and one.starts_near(start),
        one.is_by_order_of(case.sentence(fact)),
        days is not None and any(is_that_long(days, length) for length in one.lengths),
        one.announced <= published < one.deadline.on,
        one.on_all,
        -abs((one.deadline.on - published).days),
    )


def days_of(fact: Fact) -> int | None:
    """Return the length that a text states, where it is one that a truce can have."""
    days = fact.fields.get("days")
    return days if isinstance(days, int) and 0 < days <= _LONGEST else None


def is_that_long(days: int, length: int) -> bool:
    """Say whether a truce of a length is what a text calls so many days; months are told loosely.

    Example:
        >>> is_that_long(90, 90), is_that_long(90, 92), is_that_long(60, 90)
        (True, True, False)
    """
    in_months = days % _MONTH == 0 and days > _MONTH
    return abs(days - length) <= (_LOOSE if in_months else 0)
