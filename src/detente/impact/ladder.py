"""A tariff ladder: one rate after another on all goods between two economies, all else as the law is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, NoConvergence
from detente.core.sources import Source
from detente.core.wording import percent
from detente.impact.answering import economy_effects, table_sources
from detente.impact.effects import EffectsQuestion
from detente.impact.restrictions import on_flows
from detente.impact.solving import Ask, Posed, Progress, named_options, posed
from detente.ledger.record import Record
from detente.models import Equilibrium, SolveOptions, solve

Floats = npt.NDArray[np.float64]
BOTH = "both"
MOST_STEPS, HIGHEST = 1000, 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rungs:
    """The rates of a ladder, as fractions, and who charges them: one of the two, or both alike.

    Raises:
        BadInput: Rates that are none, or too many steps.

    Example:
        >>> Rungs(stop=1.0, steps=4).rates
        (0.0, 0.25, 0.5, 0.75, 1.0)
        >>> Rungs(start=0.5, stop=0.1)
        Traceback (most recent call last):
        detente.core.errors.BadInput: a ladder from 0.5 to 0.1; give fractions of 0 to 10, the lower first
    """

    start: float = 0.0
    stop: float = 1.45
    steps: int = 29
    side: str = BOTH

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.stop <= HIGHEST:
            mend = f"give fractions of 0 to {HIGHEST:g}, the lower first"
            raise BadInput(f"a ladder from {self.start:g} to {self.stop:g}", mend=mend)
        if not 1 <= self.steps <= MOST_STEPS:
            raise BadInput(f"a ladder of {self.steps} steps", mend=f"take 1 to {MOST_STEPS}")

    @property
    def rates(self) -> tuple[float, ...]:
        """The rates from the lowest to the highest."""
        return tuple(np.linspace(self.start, self.stop, self.steps + 1).round(12).tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What one rate does to one of the two; figures as in `effects`, None where the solver stopped early.

    `bought_percent` is the change in the value of what it buys of the other, net of tariff.
    """

    rate: float
    economy: str
    real_income_percent: float | None = None
    bought_percent: float | None = None
    exports_percent: float | None = None
    imports_percent: float | None = None
    tariff_revenue_change_usd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The answer: a row for every rate and side, and what it rests on."""

    between: tuple[str, str]
    on: str
    side: str
    against: str
    model: str
    options: Mapping[str, str]
    world: str
    rungs: tuple[Rung, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]

    def of(self, economy: str) -> tuple[Rung, ...]:
        """Return the rows of one side, lowest rate first."""
        return tuple(rung for rung in self.rungs if rung.economy == economy)

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {**asdict(self), "options": dict(self.options)}


def ladder(
    record: Record, ask: Ask, rungs: Rungs, question: EffectsQuestion | None, world: str, progress: Progress
) -> Ladder:
    """Return what each rate of a ladder does to both sides.

    A rung is an added duty on all goods in place of all that the record adds between the two, on top of the
    world table's ordinary duties; everyone else pays what the law of the day says.

    Args:
        record: The record.
        ask: The pair and the day.
        rungs: The rates and who charges them.
        question: What the models are asked; its scenario is the law of the day.
        world: Name or path of the world table.
        progress: Called with a step's name, how many steps are done and how many there are.

    Raises:
        BadInput: The question or the side cannot be read as given.
        NoConvergence: No rung has an equilibrium that the solver finds.
    """
    if rungs.side not in (BOTH, *ask.between):
        raise BadInput(f"{rungs.side} is no side", mend=f"use {', '.join(ask.between)} or {BOTH}")
    whole = posed(record, ask, question, world)
    if whole.asked.scenario != "hold":
        raise BadInput(f"a ladder under the scenario {whole.asked.scenario}", mend="leave the scenario out")
    found: list[Rung] = []
    told: dict[str, None] = {}
    rates = rungs.rates
    for done, rate in enumerate(rates):
        progress(f"rung {percent(rate)}", done, len(rates))
        solved = _solved(whole, ask, rate, rungs.side)
        if solved.status != "converged":
            told[f"no figures at {percent(rate)}: {solved.advice}"] = None
        found += _rungs(whole, ask, rate, solved)
    progress("done", len(rates), len(rates))
    if len(told) == len(rates):
        raise NoConvergence(next(iter(told)))
    setting = whole.setting
    doubts = whole.held.doubts.joined(setting.doubts).lines
    return Ladder(
        between=ask.between,
        on=ask.on.isoformat(),
        side=rungs.side,
        against=whole.asked.against,
        model=whole.asked.model,
        options=named_options(whole.asked),
        world=f"{setting.world.name} ({setting.world.digest[:12]})",
        rungs=tuple(found),
        notes=(*told, *setting.notes, *doubts),
        sources=table_sources(setting),
    )


def _solved(whole: Posed, ask: Ask, rate: float, side: str) -> Equilibrium:
    """Return the equilibrium in which one side, or both, charge a rate on all that the other sells."""
    setting = whole.setting
    added = whole.held.rates.copy()
    taxed = setting.world.goods | (whole.asked.taxed == "all")
    for importer, origin in (ask.between, ask.between[::-1]):
        if side in (BOTH, importer):
            cells = np.ix_(list(whole.parts[origin]), list(whole.parts[importer]))
            added[cells] = rate * taxed
    options = SolveOptions(whole.asked.deficit_rule)  # type: ignore[arg-type]
    restrictions = on_flows(setting.record, setting.divided, setting.stated)
    return solve(setting.baseline, setting.by_part(setting.world.tariffs + added), options, restrictions)


def _rungs(whole: Posed, ask: Ask, rate: float, solved: Equilibrium) -> Iterator[Rung]:
    """Yield what a rate does to each of the two."""
    old, new = solved.baseline.trade(), solved.trade
    for economy, other in (ask.between, ask.between[::-1]):
        if solved.status != "converged":
            yield Rung(rate=rate, economy=economy)
            continue
        cells = np.ix_(list(whole.parts[other]), list(whole.parts[economy]))
        effect = economy_effects(solved, {economy: whole.parts[economy]})[0]
        yield Rung(
            rate=rate,
            economy=economy,
            real_income_percent=effect.real_income_percent,
            bought_percent=_change(float(old[cells].sum()), float(new[cells].sum())),
            exports_percent=effect.exports_percent,
            imports_percent=effect.imports_percent,
            tariff_revenue_change_usd=effect.tariff_revenue_change_usd,
        )


def _change(before: float, after: float) -> float:
    return 100 * (after / before - 1) if before > 0 else 0.0
