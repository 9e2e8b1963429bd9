"""The figures that the law asks for and no source on record gives (`data/assumptions.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml

SHIPPED = Path(__file__).parents[1] / "data" / "assumptions.yaml"
_KEYS = {
    "base_day": {"value", "meaning"},
    "metal_share": {"value", "meaning", "whole_in"},
    "non_us_content": {"value", "meaning"},
    "listed_use": {"value", "meaning", "lists"},
}
_COMMON_YEAR = 2023
"""A year without 29 February: what is a day in it is a day in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Shares between 0 and 1, whom they concern, and the day whose duties a table's year is given.

    Example:
        >>> read_assumptions().base_date(2022)
        datetime.date(2022, 7, 1)
    """

    base_day: str
    metal_share: float
    all_metal_in: frozenset[str]
    non_us_content: float
    listed_use: float
    lists_by_use: frozenset[str]

    def base_date(self, year: int) -> date:
        """Return the day of a world table's year whose duties its flows are taken to have paid."""
        return date.fromisoformat(f"{year}-{self.base_day}")


def read_assumptions(path: Path = SHIPPED) -> Assumptions:
    """Return the assumed figures.

    Raises:
        BadInput: A key is missing or unknown, a share lies outside 0 to 1, or the day is none.

    Example:
        >>> 0 < read_assumptions().metal_share < 1
        True
    """
    located = read_yaml(path.read_bytes(), str(path))
    _check_keys(located)
    return Assumptions(
        base_day=_month_day(located),
        metal_share=_share(located, "metal_share"),
        all_metal_in=_names(located, "metal_share", "whole_in"),
        non_us_content=_share(located, "non_us_content"),
        listed_use=_share(located, "listed_use"),
        lists_by_use=_names(located, "listed_use", "lists"),
    )


def _check_keys(located: Located) -> None:
    """Refuse keys other than those that have a meaning, and a figure without its meaning."""
    content = located.mapping()
    odd = sorted(set(content) ^ set(_KEYS))
    if odd:
        mend = f"give {', '.join(_KEYS)}"
        raise BadInput(f"'{odd[0]}' is missing or unknown", located.place((odd[0],)), mend)
    for name, keys in _KEYS.items():
        if not isinstance(content[name], dict) or set(content[name]) != keys:
            mend = f"give {', '.join(sorted(keys))} and nothing else"
            raise BadInput(f"'{name}' is not an assumption", located.place((name,)), mend)


def _share(located: Located, name: str) -> float:
    text = located.data[name]["value"]
    try:
        value = float(text)
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        where = located.place((name, "value"))
        raise BadInput(f"'{text}' is not a share", where, "give a number from 0 to 1")
    return value


def _names(located: Located, name: str, key: str) -> frozenset[str]:
    names = located.data[name][key]
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise BadInput(f"'{key}' is not a list of names", located.place((name, key)), "write [a, b]")
    return frozenset(names)


def _month_day(located: Located) -> str:
    text = str(located.data["base_day"]["value"])
    try:
        date.fromisoformat(f"{_COMMON_YEAR}-{text}")
    except ValueError:
        where = located.place(("base_day", "value"))
        raise BadInput(f"'{text}' is not a day of every year", where, "write it as 07-01") from None
    return text
