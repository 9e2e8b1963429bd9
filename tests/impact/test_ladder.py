"""The tariff ladder: each rung is a scenario like any other, solved as `solve` solves it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.core.errors import BadInput, NoConvergence
from detente.impact import ladder as module
from detente.impact.answering import economy_effects
from detente.impact.effects import EffectsQuestion
from detente.impact.ladder import Ladder, Rungs, ladder
from detente.impact.solving import Ask, posed
from detente.ledger.record import Record
from detente.models import solve

ASK = Ask(("USA", "CHN"), date(2025, 6, 9))


def climbed(record: Record, rungs: Rungs, question: EffectsQuestion | None = None) -> Ladder:
    return ladder(record, ASK, rungs, question, "icio-2022", lambda *_: None)


def test_a_rung_is_one_rate_on_all_goods_both_ways(record: Record) -> None:
    """By hand: the law of the day for everyone, one rate on the goods of the two, none on services."""
    found = climbed(record, Rungs(start=0.3, stop=0.54, steps=1))
    whole = posed(record, ASK, None, "icio-2022")
    world = whole.setting.world
    usa, chn = world.economies.index("USA"), world.economies.index("CHN")
    tariffs = world.tariffs + whole.held.rates
    for pair in ((chn, usa), (usa, chn)):
        tariffs[pair] = world.tariffs[pair] + np.where(world.goods, 0.54, 0.0)
    solved = solve(whole.setting.baseline, tariffs)
    wanted = economy_effects(solved, {"USA": [usa]})[0]
    rung = found.of("USA")[-1]
    assert rung.rate == 0.54
    assert rung.real_income_percent == pytest.approx(wanted.real_income_percent, abs=1e-8)
    assert rung.tariff_revenue_change_usd == pytest.approx(wanted.tariff_revenue_change_usd, rel=1e-8)
    before, after = (flows[chn, usa].sum() for flows in (solved.baseline.trade(), solved.trade))
    assert rung.bought_percent == pytest.approx(100 * (after / before - 1), abs=1e-6)


def test_a_side_that_does_not_climb_keeps_the_law_of_the_day(record: Record) -> None:
    rungs = Rungs(start=0.1, stop=1.45, steps=1, side="USA")
    found = climbed(record, rungs, EffectsQuestion(against="hold"))
    low, high = found.of("CHN")
    assert high.real_income_percent < low.real_income_percent  # type: ignore[operator]
    assert found.options["deficits"] == "fixed_nominal"
    assert {rung.rate for rung in found.rungs} == {0.1, 1.45}


def test_rungs_that_do_not_converge_are_gaps(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    def stubborn(baseline, tariffs, *options):  # type: ignore[no-untyped-def]
        found = solve(baseline, tariffs, *options)
        return found if calls.pop() else replace(found, status="not converged", advice="purge the deficits")

    calls = [True, False]
    monkeypatch.setattr(module, "solve", stubborn)
    found = climbed(record, Rungs(steps=1))
    assert [rung.real_income_percent is None for rung in found.of("USA")] == [True, False]
    assert found.notes[0] == "no figures at 0%: purge the deficits"
    calls = [False, False]
    with pytest.raises(NoConvergence, match="purge the deficits"):
        climbed(record, Rungs(steps=1))


@pytest.mark.parametrize(
    "wrong",
    [{"start": -0.1}, {"start": 1.0, "stop": 0.5}, {"stop": float("nan")}, {"stop": 11.0}, {"steps": 0},
     {"steps": 10**9}],
)  # fmt: skip
def test_rates_that_are_none_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadInput):
        Rungs(**wrong)  # type: ignore[arg-type]


def test_a_stranger_cannot_climb(record: Record) -> None:
    with pytest.raises(BadInput, match="DEU is no side; use USA, CHN or both"):
        climbed(record, Rungs(side="DEU"))
    with pytest.raises(BadInput, match="scenario lapse"):
        climbed(record, Rungs(), EffectsQuestion(scenario="lapse"))
