"""What is assumed where no source on record tells, and models' parameters (`data/assumptions.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml

SHIPPED = Path(__file__).parents[1] / "data" / "assumptions.yaml"
_KEYS = ("base_day", "labour_supply_elasticity", "scale_elasticity")
_PARTS = {"value", "meaning"}
_COMMON_YEAR = 2023
"""A year without 29 February: what is a day in it is a day in any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """The day of a table's year whose duties its flows are given; parameters of the one-sector model.

    Example:
        >>> read_assumptions().base_date(2022)
        datetime.date(2022, 7, 1)
    """

    base_day: str
    labour_supply_elasticity: float
    scale_elasticity: float

    def base_date(self, year: int) -> date:
        """Return the day of a world table's year whose duties its flows are taken to have paid."""
        return date.fromisoformat(f"{year}-{self.base_day}")


def read_assumptions(path: Path = SHIPPED) -> Assumptions:
    """Return what is assumed.

    Raises:
        BadInput: A key is missing or unknown, the day is none, or an elasticity is no number of zero or more.
    """
    located = read_yaml(path.read_bytes(), str(path))
    _check_keys(located)
    return Assumptions(
        base_day=_month_day(located),
        labour_supply_elasticity=_share(located, "labour_supply_elasticity"),
        scale_elasticity=_share(located, "scale_elasticity"),
    )


def _check_keys(located: Located) -> None:
    """Refuse keys other than those that have a meaning, and a figure without its meaning."""
    content = located.mapping()
    odd = sorted(set(content) ^ set(_KEYS))
    if odd:
        mend = f"give {', '.join(_KEYS)}"
        raise BadInput(f"'{odd[0]}' is missing or unknown", located.place((odd[0],)), mend)
    for name in _KEYS:
        if not isinstance(content[name], dict) or set(content[name]) != _PARTS:
            mend = f"give {', '.join(sorted(_PARTS))} and nothing else"
            raise BadInput(f"'{name}' is not an assumption", located.place((name,)), mend)


def _share(located: Located, name: str) -> float:
    text = str(located.data[name]["value"])
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        raise BadInput(f"'{text}' is not zero or more", located.place((name, "value")), "write it as 0.5")
    return value


def _month_day(located: Located) -> str:
    text = str(located.data["base_day"]["value"])
    try:
        date.fromisoformat(f"{_COMMON_YEAR}-{text}")
    except ValueError:
        where = located.place(("base_day", "value"))
        raise BadInput(f"'{text}' is not a day of every year", where, "write it as 07-01") from None
    return text
