"""Sheets on the shipped record, with effects made up where the solver is not what is tested."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from detente.brief import composition
from detente.brief.composition import BriefQuestion, compose
from detente.brief.sheet import Brief
from detente.core.sources import Source
from detente.impact.effects import (
    EconomyEffect,
    Effects,
    ElasticityAnswer,
    PairDuty,
    ScenarioCost,
    SectorEffect,
    SolverReport,
)
from detente.ledger.record import Record

PAIR = ("USA", "CHN")
ON = date(2025, 6, 9)
REPORT = SolverReport(status="converged", residual=1e-11, iterations=30, seconds=0.01)
TABLE = Source(citation="A world table", evidence="instrument", confidence="high", verified=True)
INCOME = {
    "USA": -0.3,
    "CHN": -0.25,
    "MEX": 0.4,
    "CAN": -0.5,
    "VNM": 0.6,
    "DEU": 0.1,
    "JPN": -0.05,
    "ROW": 0.01,
}


def made_up(scenario: str, scale: float) -> ScenarioCost:
    """Effects whose order is plain to see: sector `made-n` of the USA moves by n percent."""
    economies = tuple(
        EconomyEffect(
            code, scale * income, scale * income, -2.0 * scale, -3.0 * scale, 0.1, 0.2, 1e9, 1e8, -1e9
        )
        for code, income in INCOME.items()
    )
    sectors = tuple(
        SectorEffect(code, f"made-{size}", sign * size * scale, 0.0, 0.0, 0.0, 0.0)
        for code, sign in (("USA", 1.0), ("CHN", -1.0))
        for size in range(1, 8)
    )
    duties = tuple(
        PairDuty(importer, origin, 0.383, 0.1, 4e11, "goods trade of a made-up year")
        for importer, origin in (PAIR, PAIR[::-1])
    )
    effects = Effects(
        scenario=scenario, title=f"Scenario {scenario}", between=PAIR, on=ON.isoformat(), against="base",
        model="made-up", options={"elasticities": "made-up"}, world="made-up", economies=economies,
        sectors=sectors, duties=duties, solver=REPORT, notes=("a note on the bridge",), sources=(TABLE,),
    )  # fmt: skip
    spread = tuple(
        ElasticityAnswer(
            name, "A paper", {code: factor * scale * value for code, value in INCOME.items()}, REPORT
        )
        for name, factor in (("low", 0.5), ("high", 1.5))
    )
    return ScenarioCost(effects, spread, duties)


def without_solver(_: Record, __: object, scenarios: Sequence[str], *___: object) -> tuple[ScenarioCost, ...]:
    return tuple(made_up(name, 1.0 + place) for place, name in enumerate(scenarios))


Composer = Callable[..., Brief]


@pytest.fixture
def composed(record: Record, monkeypatch: pytest.MonkeyPatch) -> Composer:
    """Compose a sheet without the solver."""
    monkeypatch.setattr(composition, "solved_scenarios", without_solver)

    def of(
        on: date = ON,
        known_at: date | None = None,
        pair: tuple[str, str] = PAIR,
        scenarios: tuple[str, ...] = (),
    ) -> Brief:
        return compose(record, BriefQuestion(pair, on, known_at, scenarios), lambda *_: None)

    return of


@pytest.fixture
def sheet(composed: Composer) -> Brief:
    """The sheet of the main job, its pins fixed."""
    return replace(composed(), record="0" * 64, detente="0")
