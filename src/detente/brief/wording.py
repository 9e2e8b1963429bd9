"""How figures are written on the sheet: rates, changes, units, runs of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.brief.blocks import Cite, Phrase
from detente.brief.parts import Cites

_UNITS = {"tonne": "t", "share of the commitment": "of the commitment"}


def points(rate: float) -> str:
    """Return a rate in percentage points without the sign.

    Example:
        >>> points(0.3), points(0.125), points(0.075)
        ('30', '12.5', '7.5')
    """
    return f"{100 * rate:.2f}".rstrip("0").rstrip(".")


def percent(rate: float) -> str:
    """Return a rate in percent.

    Example:
        >>> percent(0.54)
        '54%'
    """
    return f"{points(rate)}%"


def change(value: float, digits: int = 2) -> str:
    """Return a change that is in percent already, with its sign; what rounds to nothing has none.

    Example:
        >>> change(-0.214), change(1.5, 1), change(-0.001)
        ('-0.21', '+1.5', '0.00')
    """
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def amount(value: float, unit: str) -> str:
    """Return a figure of a series in its unit.

    Example:
        >>> amount(1238, "tonne"), amount(0.58, "share of the commitment")
        ('1,238 t', '58% of the commitment')
    """
    short = _UNITS.get(unit, unit)
    if unit.startswith("share"):
        return f"{percent(value)} {short}"
    return f"{number(value)} {short}"


def number(value: float) -> str:
    """Return a figure with thousands parted and no needless decimals.

    Example:
        >>> number(1238.0), number(420.5)
        ('1,238', '420.5')
    """
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def growth(value: float, unit: str) -> str:
    """Return a statistic: growth in percent with its sign, anything else in its unit.

    Example:
        >>> growth(0.048, "growth on a year earlier, USD terms")
        '+4.8%'
    """
    return f"{100 * value:+.1f}%" if unit.startswith("growth") else amount(value, unit)


def counted(many: int, one: str, more: str = "") -> str:
    """Return a number of things.

    Example:
        >>> counted(1, "measure"), counted(4, "measure"), counted(2, "entry", "entries")
        ('1 measure', '4 measures', '2 entries')
    """
    return f"{many} {one if many == 1 else more or one + 's'}"


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
