"""Dates of facts as stretches of days: a day, a month, a year, or from one to another."""

from __future__ import annotations

from datetime import date, timedelta

from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple

_PIECE = TextPattern(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Window(NamedTuple):
    """The days from `first` to `last`, both included; a text that is vague has a wide one.

    Example:
        >>> last_week, call = Window.of("2025-06-02/2025-06-08"), Window.of("2025-06-05")
        >>> last_week.overlaps(call), Window.of("2025-05").days_from(call)
        (True, 5)
    """

    first: date
    last: date

    @classmethod
    def of(cls, text: object) -> Window | None:
        """Return the days of a date as facts write it, or None where it is none."""
        first, _, last = str(text or "").partition("/")
        begun = _days(first)
        ended = _days(last) if last else begun
        if begun is None or ended is None or ended[1] < begun[0]:
            return None
        return cls(begun[0], ended[1])

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def overlaps(self, other: Window) -> bool:
        """Say whether some day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def days_from(self, other: Window) -> int:
        """Return how many days lie between the two, at least; 0 where they overlap."""
        return max((self.first - other.last).days, (other.first - self.last).days, 0)


def last_day(year: int, month: int) -> int:
    """Return the last day of a month.

    Example:
        >>> last_day(2024, 2), last_day(2025, 12)
        (29, 31)
    """
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def _days(text: str) -> tuple[date, date] | None:
    found = _PIECE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        if month is None:
            return date(int(year), 1, 1), date(int(year), 12, 31)
        first = date(int(year), int(month), int(day or 1))
        return first, first if day else first.replace(day=last_day(first.year, first.month))
    except ValueError:
        return None
