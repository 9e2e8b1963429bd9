"""What is assumed of a world table's year, where no source on record tells (`data/assumptions.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml

SHIPPED = Path(__file__).parents[1] / "data" / "assumptions.yaml"
_KEYS = {"base_day": {"value", "meaning"}}
_COMMON_YEAR = 2023
"""A year without 29 February: what is a day in it is a day in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The day of a table's year, month and day, whose duties its flows are given.

    Example:
        >>> read_assumptions().base_date(2022)
        datetime.date(2022, 7, 1)
    """

    base_day: str

    def base_date(self, year: int) -> date:
        """Return the day of a world table's year whose duties its flows are taken to have paid."""
        return date.fromisoformat(f"{year}-{self.base_day}")


def read_assumptions(path: Path = SHIPPED) -> Assumptions:
    """Return what is assumed.

    Raises:
        BadInput: A key is missing or unknown, or the day is none.
    """
    located = read_yaml(path.read_bytes(), str(path))
    _check_keys(located)
    return Assumptions(base_day=_month_day(located))


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


def _month_day(located: Located) -> str:
    text = str(located.data["base_day"]["value"])
    try:
        date.fromisoformat(f"{_COMMON_YEAR}-{text}")
    except ValueError:
        where = located.place(("base_day", "value"))
        raise BadInput(f"'{text}' is not a day of every year", where, "write it as 07-01") from None
    return text
