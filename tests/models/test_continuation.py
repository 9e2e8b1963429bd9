from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.random_worlds import random_problem

from detente.models import Baseline, FixedPointOptions, Restriction, SolveOptions, solve, solve_fixed_point
from detente.models.exact_changes import ExactChanges
from detente.models.feasibility import one_way_trade


def gaps(baseline: Baseline, tariffs: np.ndarray, indexed: bool) -> np.ndarray:
    """Two economies: what is off in their trade balance, at one relative wage after the other.

    All else is solved at each. A second way to look for an equilibrium: it is where the sign changes.
    """
    world, found = ExactChanges(baseline, tariffs, indexed), []
    for ratio in np.linspace(-6, 6, 121):
        wages = np.array([0.0, ratio])
        wages -= np.log(np.sum(np.exp(wages) * world.value_added))

        def rest(values: np.ndarray, wages: np.ndarray = wages) -> np.ndarray:
            return world(np.concatenate([wages, values]))[2:]

        with np.errstate(all="ignore"):
            point = solve_fixed_point(rest, world.start()[2:], FixedPointOptions(patience=40))
            moved = world(np.concatenate([wages, point.values]))[:2] - wages
        if point.status == "converged":
            found.append(moved[0] - moved[1])
    return np.array(found)


@pytest.mark.parametrize(
    ("seed", "status"), [(2398, "converged"), (81, "not converged"), (1678, "not converged")]
)
def test_there_is_no_equilibrium_where_the_solver_finds_none(seed: int, status: str) -> None:
    baseline, tariffs, rule = random_problem(seed)
    options = SolveOptions(rule, FixedPointOptions(tolerance=1e-9))
    result = solve(baseline, tariffs, options)
    assert result.status == status
    off = gaps(baseline, tariffs, rule == "share_of_world_income")
    changes = int(np.count_nonzero(np.diff(np.sign(off))))
    assert len(off) > 40
    assert changes == (1 if status == "converged" else 0)


def test_the_advice_names_the_surplus_that_cannot_be_carried() -> None:
    baseline, tariffs, rule = random_problem(81)
    result = solve(baseline, tariffs, SolveOptions(rule, FixedPointOptions(tolerance=1e-9)))
    assert result.advice.startswith("the deficits can be carried to 4")
    assert "the surplus of E00 takes" in result.advice
    assert result.advice.endswith("purge the deficits, or take smaller changes")
    purged = solve(baseline, tariffs, SolveOptions("purged"))
    assert purged.status == "converged"


def test_other_tries_lead_where_the_first_does_not() -> None:
    baseline, tariffs, rule = random_problem(263)
    result = solve(baseline, tariffs, SolveOptions(rule)).require_convergence()
    straight = ExactChanges(baseline, tariffs, indexed=True)
    with np.errstate(all="ignore"):
        point = solve_fixed_point(straight, straight.start())
    assert (rule, point.status) == ("share_of_world_income", "not converged")
    assert result.residual <= 1e-10
    assert result.iterations > point.iterations  # what was tried in vain is counted


def test_an_answer_never_has_an_income_below_zero(world: Baseline) -> None:
    """The equations hold at some such points too: what is sold pays for inputs, nothing for households."""
    for share in (0.5, 0.9, 1.1):
        lent = share * world.value_added[0]
        result = solve(replace(world, deficit=lent * np.array([-1, 0.5, 0.25, 0.25])), world.tariffs)
        income = result.value_added + result.tariff_revenue + result.deficit
        assert result.status == "not converged" or (income > 0).all()
    assert result.status == "not converged"


def one_way(world: Baseline) -> Baseline:
    """The world, where E00 buys nothing abroad."""
    share = world.expenditure_share.copy()
    share[1:, 0], share[0, 0] = 0.0, 1.0
    tariffs = world.tariffs.copy()
    tariffs[1:, 0] = 0.0
    return replace(world, expenditure_share=share, tariffs=tariffs, deficit=np.zeros(4))


def test_an_exporter_that_buys_nothing_must_lend(world: Baseline) -> None:
    lonely = one_way(world)
    told = "E00 sells abroad and buys nothing there, which its trade deficit of 0 does not allow"
    assert one_way_trade(lonely, lonely.deficit) == told
    assert solve(lonely, lonely.tariffs).advice == f"{told}; give other deficits"
    lends = np.array([-1.0, 1.0, 0.0, 0.0])
    assert one_way_trade(lonely, lends) == ""
    assert one_way_trade(lonely, -lends).endswith("which its trade deficit of 1 does not allow")


def test_two_worlds_apart_must_each_be_balanced(world: Baseline) -> None:
    share = world.expenditure_share.copy()
    share[:2, 2:] = share[2:, :2] = 0.0
    parted = replace(world, expenditure_share=share / share.sum(axis=0), deficit=np.zeros(4))
    assert one_way_trade(parted, parted.deficit) == ""
    assert one_way_trade(parted, np.array([1.0, -1.0, 0.0, 0.0])) == ""
    told = one_way_trade(parted, np.array([1.0, 0.0, -1.0, 0.0]))
    assert told.startswith("the group of E00, E01 sells nothing abroad and buys nothing there")


def test_a_stiff_quota_in_a_stiff_world_converges() -> None:
    baseline, tariffs, _ = random_problem(34)
    quota = Restriction(name="q", exporters=("E00",), importers=("E01",), sectors=("S00",), quantity=1e-3)
    result = solve(baseline, tariffs, SolveOptions("purged"), (quota,))
    assert result.status == "converged"
    assert result.restrictions[0].quantity <= 1e-3 * (1 + 1e-8)
