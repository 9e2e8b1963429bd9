"""Periods of published figures: a month, a run of months, a quarter, a year, or days."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from detente.core.wording import MONTHS

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PARTS = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (inclusive) to `end` (exclusive)."""

    start: date
    end: date

    @property
    def months(self) -> int | None:
        """How many whole months it spans, or None where it starts or ends inside one."""
        if self.start.day != 1 or self.end.day != 1:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month


def read_period(text: str) -> Period | None:
    """Return the days of a period as the record writes it, or None where it names none.

    Example:
        >>> read_period("2025-01..02").months, read_period("2025-H1").months, read_period("2025").months
        (2, 6, 12)
        >>> read_period("2025-10-30..2025-12-early").end
        datetime.date(2026, 1, 1)
        >>> read_period("2025/26 season") is None
        True
    """
    first, _, last = text.partition("..")
    begun = _bounds(first)
    if begun is None:
        return None
    year = first[:4]
    ended = (
        _bounds(last if last.startswith(year[:2]) and len(last) > 2 else f"{year}-{last}") if last else begun
    )
    return Period(begun.start, ended.end) if ended else None


def _bounds(text: str) -> Period | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        return Period(day, day + timedelta(days=1))
    if found := _MONTH.match(text):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if re.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, 12)
    year, _, part = text.partition("-")
    return _months(int(year), *_PARTS[part]) if year.isdigit() and part in _PARTS else None


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]) + timedelta(days=1))


def period_name(text: str) -> str:
    """Return a period as a reader says it.

    Example:
        >>> period_name("2025-05"), period_name("2025-01..02"), period_name("2025")
        ('May 2025', 'Jan-Feb 2025', '2025')
    """
    period = read_period(text)
    months = period.months if period else None
    if period is None or months is None or months > 11:
        return text
    last = period.end - timedelta(days=1)
    start, end = MONTHS[period.start.month - 1], MONTHS[last.month - 1]
    return f"{start} {last.year}" if months == 1 else f"{start}-{end} {last.year}"
