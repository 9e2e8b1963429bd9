"""How figures are written for people: rates, changes, numbers, days. Every text takes its figures here."""

from __future__ import annotations

from datetime import date
from typing import Protocol

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTHS = tuple(name[:3] for name in MONTH_NAMES)
UNKNOWN = "unknown"
IN_ALL = "in all (ordinary duty included)"
"""What is said of a rate where a duty tops up to a total that has the ordinary duty in it."""


class Bounds(Protocol):
    """Whatever has a lowest and a highest rate."""

    @property
    def low(self) -> float:
        """The lowest rate, as a fraction."""

    @property
    def high(self) -> float:
        """The highest rate, as a fraction."""


def points(fraction: float) -> str:
    """Return a rate in percent without the sign: every digit that the law states, no dust of sums.

    Example:
        >>> points(0.3), points(0.0375), points(0.1 + 0.2), points(1.45)
        ('30', '3.75', '30', '145')
    """
    text = f"{100 * fraction:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(fraction: float) -> str:
    """Return a rate in percent. A computed figure is rounded by whoever shows it.

    Example:
        >>> percent(0.0375), percent(0.54), percent(round(0.38251, 3))
        ('3.75%', '54%', '38.3%')
    """
    return f"{points(fraction)}%"


def span(low: float, high: float) -> str:
    """Return rates between two bounds; equal bounds are one rate.

    Example:
        >>> span(0.1, 0.25), span(0.25, 0.25)
        ('10 to 25%', '25%')
    """
    return percent(high) if points(low) == points(high) else f"{points(low)} to {percent(high)}"


def rate(value: float | Bounds | str | None) -> str:
    """Return a rate of the record: a figure, a range, or that it is unknown.

    Example:
        >>> rate(0.25), rate(None), rate("unknown")
        ('25%', 'unknown', 'unknown')
    """
    if value is None or isinstance(value, str):
        return value or UNKNOWN
    return percent(value) if isinstance(value, int | float) else span(value.low, value.high)


def total(low: float, high: float, *, unknown: bool) -> str:
    """Return a sum of duties as exactly as it is known.

    Args:
        low: The sum of what is known, ranges at their lower bound.
        high: The same with ranges at their upper bound.
        unknown: A rate in force is not on record, so the sum is the least.

    Example:
        >>> total(0.3, 0.3, unknown=False), total(0.3, 0.45, unknown=False), total(0.3, 0.3, unknown=True)
        ('30%', '30 to 45%', 'at least 30%')
    """
    return f"at least {percent(low)}" if unknown else span(low, high)


def change(value: float, digits: int = 2) -> str:
    """Return a change with its sign; what rounds to zero has none.

    Example:
        >>> change(0.1234), change(-2.0, 1), change(-0.001), change(1234.5, 1)
        ('+0.12', '-2.0', '0.00', '+1,234.5')
    """
    text = f"{value:+,.{digits}f}"
    return text if text.strip("+-0.") else text[1:]


def number(value: float) -> str:
    """Return a figure with thousands parted and no needless decimals.

    Example:
        >>> number(1238.0), number(420.5), number(0.125)
        ('1,238', '420.5', '0.125')
    """
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def statistic(value: float, unit: str) -> str:
    """Return a figure of a series: growth with its sign, a share in percent, anything else as a number.

    Example:
        >>> statistic(0.048, "growth on a year earlier"), statistic(0.58, "share"), statistic(1238, "tonne")
        ('+4.8%', '58%', '1,238')
    """
    if unit.startswith("growth"):
        return f"{change(100 * value, 1)}%"
    return percent(value) if unit.startswith("share") else number(value)


def counted(many: int, one: str, more: str = "") -> str:
    """Return a number of things.

    Example:
        >>> counted(1, "measure"), counted(4, "measure"), counted(2, "entry", "entries")
        ('1 measure', '4 measures', '2 entries')
    """
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def day_name(day: date, months: tuple[str, ...] = MONTHS) -> str:
    """Return a day in words, with the names of the months asked for.

    Example:
        >>> day_name(date(2025, 8, 12)), day_name(date(2025, 8, 12), MONTH_NAMES)
        ('12 Aug 2025', '12 August 2025')
    """
    return f"{day.day} {months[day.month - 1]} {day.year}"
