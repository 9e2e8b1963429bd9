"""Seasons of the year as stretches of months: last summer, the spring of 2026, in the autumn."""

from __future__ import annotations

import re
from datetime import date

_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SEASONS = tuple(_FIRST_MONTH)
_OTHER_SEASON = r"spring|summer|autumn|winter"
_SEASON = rf"{_OTHER_SEASON}|fall"
_YEAR = r"(?:19|20)\d\d"
_WITH_THE = "|".join(rf"(?<=\b{word}\sthe\s)" for word in ("in", "by", "since", "over", "until", "during"))
SEASON_ANCHOR = (
    rf"{_OTHER_SEASON}|fall(?:(?<=last\sfall)|(?<=next\sfall)|(?<=this\sfall)|(?<=in\sthe\sfall)"
    rf"|(?=\s(?:of\s)?{_YEAR}))"
)
"""Words by which a season is found; `fall` alone is more often a verb."""
SEASON_FORM = rf"""(?P<season>\b(?P<sr>last|next|this)\s+(?P<s1>{_SEASON})\b
      (?!-|\s+in\s+(?:prices|exports|imports|sales)\b)
  | \b(?P<s2>{_SEASON})\s+(?:of\s+)?(?P<sn_y>{_YEAR})\b
  | (?:{_WITH_THE})(?P<s3>{_SEASON})\b(?!\s+(?:of|in)\b|-))"""
"""The part of a verbose pattern for a season."""
_MONTHS = 3


def season_value(match: re.Match[str], published: date, planned: bool) -> str:
    """Return a season as its first and last month: the one that is said, else the nearest past or to come.

    Args:
        match: A match of a pattern with `SEASON_FORM`.
        published: The day from which it is seen.
        planned: Whether what is told is yet to come.

    Example:
        >>> told = re.search(SEASON_FORM, "in the spring of 2026", re.VERBOSE)
        >>> season_value(told, date(2025, 6, 9), planned=False)
        '2026-03/2026-05'
    """
    first = _FIRST_MONTH[match["s1"] or match["s2"] or match["s3"]]
    if match["sn_y"]:
        return _stretch(int(match["sn_y"]), first)
    year, now = published.year, published.year * 12 + published.month - 1
    begin = [each * 12 + first - 1 for each in (year - 2, year - 1, year, year + 1)]
    if match["sr"] == "next" or (match["sr"] != "last" and planned):
        ahead = [one for one in begin if one > now - (0 if match["sr"] == "next" else _MONTHS)]
        return _stretch(*_year_and_month(ahead[0]))
    if match["sr"] == "last":
        return _stretch(*_year_and_month([one for one in begin if one + _MONTHS <= now][-1]))
    return _stretch(*_year_and_month([one for one in begin if one <= now][-1]))


def _year_and_month(months: int) -> tuple[int, int]:
    return months // 12, months % 12 + 1


def _stretch(year: int, first: int) -> str:
    last = year * 12 + first - 1 + _MONTHS - 1
    return f"{year}-{first:02}/{last // 12}-{last % 12 + 1:02}"
