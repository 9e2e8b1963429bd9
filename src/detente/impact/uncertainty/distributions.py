"""What is drawn and from which distribution, as `data/uncertainty.yaml` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, sqrt
from pathlib import Path
from typing import Any

from detente.core.errors import BadInput
from detente.core.located import Located, Path_, read_yaml

SHIPPED = Path(__file__).parents[2] / "data" / "uncertainty.yaml"
_TOP = {"choices", "sectors", "fixed"}
_CHOICE = {"title", "models", "levels", "citation"}
_SECTORS = {"distribution", "citation", "values", "others"}
_SPREAD = {"spread", "papers"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice with its levels, each drawn equally often; `name` is an option of `effects`.

    `models` are those that have the choice.
    """

    name: str
    title: str
    models: tuple[str, ...]
    levels: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the estimates of a sector's elasticity lie apart: standard deviation in logs, over papers."""

    spread: float
    papers: int

    @property
    def log_sd(self) -> float:
        """The standard deviation in logs of what is drawn: the standard error of the papers' mean.

        Example:
            >>> Spread(0.8, 4).log_sd
            0.4
        """
        return self.spread / sqrt(self.papers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distributions:
    """All that is drawn, choices and elasticities of sectors, and what each model fixes."""

    choices: tuple[Choice, ...]
    spreads: Mapping[str, Spread]
    others: Spread
    citation: str
    fixed: Mapping[str, Mapping[str, str]]

    def log_sd(self, sector: str) -> float:
        """Return the standard deviation in logs of a sector's elasticity around the paper's value.

        Example:
            >>> round(read_distributions().log_sd("petroleum"), 2)
            0.52
        """
        return self.spreads.get(sector, self.others).log_sd


def read_distributions(path: Path = SHIPPED) -> Distributions:
    """Return what is drawn.

    Raises:
        BadInput: A key is missing or unknown, a choice has no levels, or a spread is no positive number.
    """
    located = read_yaml(path.read_bytes(), str(path))
    content = _keyed(located, located.mapping(), _TOP, ())
    sectors = _keyed(located, content["sectors"], _SECTORS, ("sectors",))
    if sectors["distribution"] != "lognormal":
        where = located.place(("sectors", "distribution"))
        raise BadInput(f"no distribution '{sectors['distribution']}'", where, "write lognormal")
    values = _mapping(located, sectors["values"], ("sectors", "values"))
    spreads = {name: _spread(located, row, ("sectors", "values", name)) for name, row in values.items()}
    choices = _mapping(located, content["choices"], ("choices",))
    return Distributions(
        choices=tuple(_choice(located, name, row) for name, row in choices.items()),
        spreads=spreads,
        others=_spread(located, sectors["others"], ("sectors", "others")),
        citation=str(sectors["citation"]),
        fixed={
            model: {name: str(value) for name, value in _mapping(located, row, ("fixed", model)).items()}
            for model, row in _mapping(located, content["fixed"], ("fixed",)).items()
        },
    )


def _mapping(located: Located, value: Any, path: Path_) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"'{path[-1]}' is not a mapping", located.place(path), "write `key: value` lines")
    return value


def _keyed(located: Located, value: Any, keys: set[str], path: Path_) -> dict[str, Any]:
    """Return a mapping that has these keys and no others."""
    found = _mapping(located, value, path) if path else value
    odd = sorted(set(found) ^ keys)
    if odd:
        where = located.place((*path, odd[0]))
        raise BadInput(f"'{odd[0]}' is missing or unknown", where, f"give {', '.join(sorted(keys))}")
    return dict(found)


def _choice(located: Located, name: str, value: Any) -> Choice:
    row = _keyed(located, value, _CHOICE, ("choices", name))
    models, levels = (_words(located, row[key], ("choices", name, key)) for key in ("models", "levels"))
    return Choice(name, str(row["title"]), models, levels, str(row["citation"]))


def _words(located: Located, value: Any, path: Path_) -> tuple[str, ...]:
    """Return a list of words, at least one and each once."""
    words = tuple(map(str, value)) if isinstance(value, list) else ()
    if not words or len({*words}) != len(words):
        what = f"the {path[-1]} of '{path[-2]}' are none, or one stands twice"
        raise BadInput(what, located.place(path), "list each once")
    return words


def _spread(located: Located, value: Any, path: Path_) -> Spread:
    row = _keyed(located, value, _SPREAD, path)
    try:
        found = Spread(float(row["spread"]), int(row["papers"]))
    except (TypeError, ValueError):
        found = Spread(-1.0, 0)
    if not 0 <= found.spread < inf or found.papers < 1:
        mend = "give `spread` as a number of 0 or more and `papers` as a count"
        raise BadInput(f"'{path[-1]}' has no spread over papers", located.place(path), mend)
    return found
