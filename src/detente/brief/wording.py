"""How the sheet puts words together: figures with their units, and runs of words with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.brief.blocks import Cite, Phrase
from detente.core.citing import Cites
from detente.core.wording import MONTH_NAMES, day_name, statistic

_UNITS = {"tonne": "t", "share of the commitment": "of the commitment"}


def amount(value: float, unit: str) -> str:
    """Return a figure of a series in its unit.

    Example:
        >>> amount(1238, "tonne"), amount(0.58, "share of the commitment")
        ('1,238 t', '58% of the commitment')
    """
    return f"{statistic(value, unit)} {_UNITS.get(unit, unit)}"


def growth(value: float, unit: str) -> str:
    """Return a statistic: growth in percent with its sign, anything else in its unit.

    Example:
        >>> growth(0.048, "growth on a year earlier, USD terms")
        '+4.8%'
    """
    return statistic(value, unit) if unit.startswith("growth") else amount(value, unit)


def cited(text: str, cites: Cites) -> Phrase:
    """Return words with the numbers of their sources, if they have any."""
    return (text, Cite(cites)) if cites else (text,)


def listed(phrases: Sequence[Phrase], between: str = "; ") -> Phrase:
    """Return phrases in a row."""
    return tuple(_joined(phrases, between))


def _joined(phrases: Sequence[Phrase], between: str) -> Iterable[str | Cite]:
    for place, phrase in enumerate(phrases):
        if place:
            yield between
        yield from phrase  # type: ignore[misc]


def title(between: tuple[str, str], on: date) -> str:
    """Return the title of an answer on a pair and a day.

    Example:
        >>> title(("USA", "CHN"), date(2025, 6, 9))
        'USA - CHN on 9 June 2025'
    """
    return f"{between[0]} - {between[1]} on {day_name(on, MONTH_NAMES)}"


def known_words(known_at: date | None) -> tuple[str, ...]:
    """Return the day of knowledge in words, where one was asked for."""
    return (f"known at {day_name(known_at)}",) if known_at else ()
