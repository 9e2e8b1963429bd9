from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import BadInput
from detente.models import Baseline, BatchSolver, SolveOptions, TariffChange, batch, solve
from detente.models.batch_outcomes import BY_ECONOMY
from detente.models.batch_pass import BatchPass
from detente.models.exact_changes import ExactChanges

RULES = ("fixed_nominal", "share_of_world_income", "purged")
CLOSE = {"atol": 1e-9, "rtol": 0}  # ten residuals: both ways stop at 1e-10


def random_changes(world: Baseline, seed: int, count: int, highest: float = 1.5) -> list[TariffChange]:
    """Each sets the rates of up to half of the foreign flows anew, a different half each time."""
    draw = np.random.default_rng(seed)
    economies, kinds = len(world.economies), len(world.sectors)
    foreign = np.flatnonzero(np.repeat(~np.eye(economies, dtype=bool).ravel(), kinds))
    changes = []
    for _ in range(count):
        cells = draw.permutation(foreign)[: draw.integers(0, len(foreign) // 2 + 1)]
        changes.append(TariffChange(cells, highest * draw.random(len(cells))))
    return changes


def assert_same(world: Baseline, solver: BatchSolver, changes: list[TariffChange], **single: object) -> None:
    """The batch finds what `solve` finds for each change by itself."""
    tariffs, options = single.get("tariffs", world.tariffs), single.get("options")
    found = solver.solve(changes)
    for place, change in enumerate(changes):
        one = solve(world, change.applied(tariffs), options)  # type: ignore[arg-type]
        assert found.status[place] == one.status
        assert (found.residual[place] <= 1e-10) == (one.status == "converged")
        if one.status == "converged":
            for name in set(BY_ECONOMY) - {"exports", "imports", "tariff_revenue"}:
                mine = getattr(found, name)[place]
                np.testing.assert_allclose(mine, getattr(one, name), err_msg=name, **CLOSE)
            unit = world.value_added.sum()
            np.testing.assert_allclose(found.tariff_revenue[place] / unit, one.tariff_revenue / unit, **CLOSE)


@pytest.mark.parametrize("indexed", [False, True])
def test_the_pass_is_that_of_the_single_solver(world: Baseline, indexed: bool) -> None:
    changes = random_changes(world, 1, 5)
    many = BatchPass(world, indexed)
    values = 0.1 * np.random.default_rng(2).standard_normal((many.size, 5))
    after = many(values, many.shocks(changes))
    for place, change in enumerate(changes):
        one = ExactChanges(world, change.applied(world.tariffs), indexed)
        # the same sums in another order
        np.testing.assert_allclose(after[:, place], one(values[:, place].copy()), atol=1e-12, rtol=0)


@pytest.mark.parametrize("rule", RULES)
def test_a_batch_finds_what_single_solves_find(world: Baseline, rule: str) -> None:
    options = SolveOptions(deficit_rule=rule)  # type: ignore[arg-type]
    assert_same(world, BatchSolver(world, options=options), random_changes(world, 3, 60), options=options)


@pytest.mark.parametrize("rule", RULES)
def test_scenarios_may_build_on_other_tariffs_than_the_baseline(
    world: Baseline, trade_war: np.ndarray, rule: str
) -> None:
    options = SolveOptions(deficit_rule=rule)  # type: ignore[arg-type]
    solver = BatchSolver(world, trade_war, options)
    assert_same(world, solver, random_changes(world, 4, 8), tariffs=trade_war, options=options)


def test_a_stiff_sector_does_not_stop_it(world: Baseline) -> None:
    stiff = replace(world, trade_elasticity=np.array([64.85, 2.0, 8.0]))
    assert_same(stiff, BatchSolver(stiff), random_changes(stiff, 5, 20))


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000), highest=st.sampled_from([0.1, 1.0, 10.0]))
def test_any_small_world_any_tariffs(world_of: Callable[..., Baseline], seed: int, highest: float) -> None:
    world = world_of(seed, economies=3, sectors=2)
    options = SolveOptions(deficit_rule="purged")  # huge tariffs cannot carry the deficits
    changes = random_changes(world, seed, 3, highest)
    assert_same(world, BatchSolver(world, options=options), changes, options=options)


def test_a_scenario_without_equilibrium_is_advice_and_spoils_no_other(world: Baseline) -> None:
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    prohibitive = TariffChange.between(world.tariffs, np.where(foreign, 50.0, world.tariffs))
    mild = random_changes(world, 6, 3)
    found = BatchSolver(world).solve([mild[0], prohibitive, *mild[1:]])
    assert found.status == ("converged", "not converged", "converged", "converged")
    assert "deficit" in found.advice[1]
    assert found.residual[1] > 1e-10
    alone = BatchSolver(world).solve(mild)
    np.testing.assert_allclose(found.real_income_change[[0, 2, 3]], alone.real_income_change, **CLOSE)


def test_common_tariffs_without_equilibrium_leave_the_scenarios_that_have_one(world: Baseline) -> None:
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    prohibitive = np.where(foreign, 50.0, world.tariffs)
    back = TariffChange.between(prohibitive, world.tariffs * 2)
    found = BatchSolver(world, prohibitive).solve([back])
    assert found.status == ("converged",)
    expected = solve(world, world.tariffs * 2).real_income_change
    np.testing.assert_allclose(found.real_income_change[0], expected, **CLOSE)


def test_narrow_batches_find_the_same(world: Baseline, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = random_changes(world, 7, 12)
    wide = BatchSolver(world).solve(changes)
    monkeypatch.setattr(batch, "_MOST_CELLS", 20)
    narrow = BatchSolver(world).solve(changes)
    for name in BY_ECONOMY:
        np.testing.assert_allclose(getattr(narrow, name), getattr(wide, name), atol=1e-8, err_msg=name)


def test_nothing_is_learnt_of_a_batch_that_does_not_converge(
    world: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "WIDTH", 1)
    foreign = ~np.eye(4, dtype=bool)[:, :, None]
    prohibitive = TariffChange.between(world.tariffs, np.where(foreign, 50.0, world.tariffs))
    found = BatchSolver(world).solve([prohibitive, *random_changes(world, 9, 2), prohibitive])
    assert [status == "converged" for status in found.status] == [False, True, True, False]


def test_no_change_and_no_scenario(world: Baseline) -> None:
    nothing = TariffChange(np.zeros(0, dtype=np.intp), np.zeros(0))
    found = BatchSolver(world).solve([nothing])
    # the baseline itself is at rest to 1e-12
    np.testing.assert_allclose(found.real_income_change, 0.0, atol=1e-12)
    assert found.iterations[0] == 1
    assert BatchSolver(world).solve([]).status == ()


def test_an_economy_without_trade_changes_nothing(world: Baseline) -> None:
    share = world.expenditure_share.copy()
    share[:, 3], share[3, :] = 0.0, 0.0
    share[3, 3] = 1.0
    share[:, :3] /= share[:, :3].sum(axis=0)
    tariffs = world.tariffs.copy()
    tariffs[3], tariffs[:, 3] = 0.0, 0.0
    alone = replace(world, expenditure_share=share, deficit=0 * world.deficit, tariffs=tariffs)
    changes = random_changes(alone, 8, 5, 0.5)
    found = BatchSolver(alone).solve(changes)
    for place, change in enumerate(changes):
        one = solve(alone, change.applied(alone.tariffs)).require_convergence()
        # nothing ties its prices to the others', so that only what is real is the same
        np.testing.assert_allclose(found.real_income_change[place], one.real_income_change, **CLOSE)
    np.testing.assert_allclose(found.real_income_change[:, 3], 0.0, atol=1e-9)


@pytest.mark.parametrize(
    ("cells", "rates", "told"),
    [
        ([1], [-1.0], "(E00, E00, S01) is -100% or less"),
        ([1], [0.5], "own sales of (E00, S01)"),
        ([4], [np.nan], "not a number"),
        ([4, 4], [0.1, 0.2], "do not pair up"),
        ([4], [0.1, 0.2], "do not pair up"),
        ([48], [0.1], "does not exist"),
    ],
)
def test_changes_that_no_world_can_bear(
    world: Baseline, cells: list[int], rates: list[float], told: str
) -> None:
    change = TariffChange(np.array(cells), np.array(rates))
    with pytest.raises(BadInput) as refused:
        BatchSolver(world).solve([change])
    assert told in str(refused.value)
