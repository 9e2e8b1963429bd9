"""Trade elasticities by sector, one set per paper."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from detente.core.errors import BadInput, Place
from detente.core.located import read_yaml

Basis = Literal["estimated", "aggregate", "filled"]
Horizon = Literal["short", "long"]

SHIPPED = Path(__file__).parents[1] / "data" / "elasticities"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticitySet:
    """The trade elasticities of one paper, positive, by sector of the world table.

    The elasticity is the percent fall in relative trade when the relative price rises by 1%: theta in
    Ricardian models, sigma less one in Armington's. `basis` says by sector whether the paper estimated it
    (`estimated`), estimated it together with other sectors (`aggregate`) or left it out (`filled`). `values`
    are those once trade has settled; `short` those of the first year, where the set has them.

    Example:
        >>> load_elasticities("caliendo-parro-2015").values["petroleum"]
        64.85
    """

    name: str
    values: Mapping[str, float]
    basis: Mapping[str, Basis]
    citation: str
    mapping: str
    short: Mapping[str, float] | None = None

    def on(self, sectors: tuple[str, ...]) -> tuple[float, ...]:
        """Return the values in the order of a world's sectors.

        Raises:
            BadInput: The set lacks a sector of that world.

        Example:
            >>> load_elasticities("simonovska-waugh-2014").on(("food", "services"))
            (4.0, 4.0)
        """
        missing = [sector for sector in sectors if sector not in self.values]
        if missing:
            mend = "add a row for it, or take a set made for that world"
            raise BadInput(f"the elasticities '{self.name}' lack sector '{missing[0]}'", mend=mend)
        return tuple(self.values[sector] for sector in sectors)


def at_horizon(chosen: ElasticitySet, horizon: Horizon) -> ElasticitySet:
    """Return a set as it is once trade has settled (`long`), or as it is in the first year (`short`).

    Raises:
        BadInput: The horizon has another name, or the set has no short-run counterpart.

    Example:
        >>> at_horizon(load_elasticities("simonovska-waugh-2014"), "short").values["food"]
        1.52

    Source: Boehm, Levchenko and Pandalai-Nayar (2023), American Economic Review 113(4), for the ratio of the
    first year to the long run, which shipped sets are multiplied by.
    """
    if horizon not in get_args(Horizon):
        raise BadInput(f"there is no horizon '{horizon}'", mend=f"use {', '.join(get_args(Horizon))}")
    if horizon == "long":
        return chosen
    if chosen.short is None:
        able = ", ".join(_paper_file()["short_run"]["applies_to"])
        mend = f"take a CSV file with a column 'short', or one of {able}"
        raise BadInput(f"the elasticities '{chosen.name}' have no short-run counterpart", mend=mend)
    citation = chosen.citation
    if chosen.name in elasticity_sets():
        citation = f"{citation}; short run: {_paper_file()['short_run']['citation']}"
    return replace(chosen, values=chosen.short, citation=citation)


def elasticity_sets() -> tuple[str, ...]:
    """Return the names of the elasticity sets that come with Detente.

    Example:
        >>> elasticity_sets()[1]
        'caliendo-parro-2015'
    """
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.csv")))


def papers() -> Mapping[str, Any]:
    """Return what is recorded of the paper behind each set that comes with Detente, by its name.

    Example:
        >>> papers()["shapiro-2016"]["doi"]
        '10.1257/pol.20150168'
    """
    found: dict[str, Any] = _paper_file()["sets"]
    return found


@cache
def _paper_file() -> Mapping[str, Any]:
    path = SHIPPED / "papers.yaml"
    return read_yaml(path.read_bytes(), path.name).mapping()


def _first_year(name: str, values: Mapping[str, float]) -> dict[str, float] | None:
    """Return a shipped set as it is in the first year; None where it is not one of the long run."""
    profile = _paper_file()["short_run"]
    if name not in profile["applies_to"]:
        return None
    ratio = float(profile["first_year"]) / float(profile["long_run"])
    return {sector: ratio * value for sector, value in values.items()}


def load_elasticities(name_or_path: str | Path = "caliendo-parro-2015") -> ElasticitySet:
    """Return an elasticity set by its name, or a user's own from a CSV file with columns sector and value.

    A third column, `short`, may hold the elasticities of the first year.

    Raises:
        BadInput: No such set, or a row without a positive value; the line names file, line and column.

    Example:
        >>> load_elasticities("shapiro-2016").basis["services"]
        'filled'
    """
    name = str(name_or_path)
    shipped = name in elasticity_sets()
    path = SHIPPED / f"{name}.csv" if shipped else Path(name_or_path)
    if not path.is_file():
        known = ", ".join(elasticity_sets())
        raise BadInput(f"no elasticity set '{name}'", mend=f"give a CSV file or one of {known}")
    values, basis, short = _read_rows(path)
    paper = papers()[name] if shipped else {}
    return ElasticitySet(
        name=path.stem,
        values=values,
        basis=basis,
        citation=paper.get("citation", f"the user's file {path}"),
        mapping=paper.get("mapping", "as given"),
        short=_first_year(name, values) if shipped else short,
    )


def _read_rows(path: Path) -> tuple[dict[str, float], dict[str, Basis], dict[str, float] | None]:
    """Return value, basis and the value of the first year by sector; None where no column holds that."""
    values: dict[str, float] = {}
    short: dict[str, float] = {}
    basis: dict[str, Basis] = {}
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"not a CSV file: {error}", Place(str(path)), "save it as UTF-8 text") from error
    if not rows or not {"sector", "value"} <= set(rows[0]):
        raise BadInput(
            "no columns 'sector' and 'value'", Place(str(path), line=1), "write both in the first line"
        )
    for line, row in enumerate(rows, start=2):
        sector = row["sector"]
        if sector in values:
            raise BadInput(f"sector '{sector}' stands twice", Place(str(path), line), "keep one row")
        values[sector] = _positive(row["value"], Place(str(path), line, field="value"))
        if "short" in row:
            short[sector] = _positive(row["short"], Place(str(path), line, field="short"))
        basis[sector] = _basis(row.get("basis") or "estimated", Place(str(path), line, field="basis"))
    return values, basis, short or None


def _positive(text: str | None, where: Place) -> float:
    """Return a positive finite number."""
    try:
        value = float(text or "")
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise BadInput(
            f"'{text}' is not a positive number", where, "give the elasticity as theta or sigma - 1"
        )
    return value


def _basis(text: str, where: Place) -> Basis:
    """Return one of the known words."""
    for word in get_args(Basis):
        if text == word:
            return text  # type: ignore[return-value]
    raise BadInput(f"unknown basis '{text}'", where, f"use {', '.join(get_args(Basis))}")
