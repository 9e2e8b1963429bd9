"""The year of a day: the nearest, one told by number or as last and next, or that of a day beside it."""

from __future__ import annotations

from datetime import date

from detente.news.patterns import TextPattern

SHIFTS = {"last": -1, "the previous": -1, "the past": -1, "next": 1}
"""How far a word moves a week, month or year from that of publication."""
BESIDE = TextPattern(
    r"\s+(?:and|or)\s+(?:by\s+|on\s+)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})"
    r",?\s+(?:of\s+)?(?P<year>20\d\d|(?:next|last)\s+year)\b"
)
"""Another day told with the year of both: 17 June and 21 August next year."""


def near_year(month: int, day: int, published: date) -> int:
    """Return the year in which a day without one lies nearest to publication.

    Example:
        >>> near_year(12, 20, date(2026, 1, 5))
        2025
    """
    years = (published.year, published.year - 1, published.year + 1)
    return min(years, key=lambda year: abs((date(year, month, min(day, 28)) - published).days))


def year_told(year: str, published: date) -> int:
    """Return a year told by its number, or as last, this or next year.

    Example:
        >>> year_told("next year", date(2025, 6, 9)), year_told("2024", date(2025, 6, 9))
        (2026, 2024)
    """
    return int(year) if year.isdigit() else published.year + SHIFTS.get(year.split()[-2], 0)
