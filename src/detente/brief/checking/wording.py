"""Quotations and figures of a check in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.brief.checking.findings import Figure
from detente.brief.periods import period_name, read_period
from detente.brief.wording import amount
from detente.core.wording import day_name, number

_LONGEST = 160


def quoted(words: str) -> str:
    """Return words of a text on one line between quotation marks, the middle of very long ones left out.

    Example:
        >>> quoted("it  said")
        '“it said”'
    """
    line = " ".join(words.split())
    if len(line) > _LONGEST:
        line = f"{line[:100]} ... {line[-50:]}"
    return line if line.startswith(("“", '"')) else f"“{line}”"


def figure_words(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield the figures of each series in a line, with what came out later and its normal level."""
    grouped: dict[str, list[Figure]] = {}
    for figure in figures:
        grouped.setdefault(figure.series, []).append(figure)
    for rows in grouped.values():
        yield f"{rows[0].title}: {', '.join(map(_figure, rows))}{_against_normal(rows[-1])}"


def _against_normal(row: Figure) -> str:
    """Return the normal level of a month in words, and what the newest month is of it."""
    if not row.normal:
        return ""
    period = read_period(row.period)
    share = (
        f", so {period_name(row.period)} is {row.value / row.normal:.0%}"
        if period and period.months == 1
        else ""
    )
    return f"; normal about {number(row.normal)} a month{share}"


def _figure(row: Figure) -> str:
    roughly = "about " if row.derived else ""
    how = "derived from figures of" if row.derived else "published later, on"
    apart = f" <{how} {day_name(row.known_from)}>" if row.later and row.known_from else ""
    return f"{period_name(row.period)} {roughly}{amount(row.value, row.unit)}{apart}"
