"""Licences and quotas on any flows of any small world."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.random_worlds import random_problem

from detente.core.errors import BadInput, NoConvergence
from detente.models import Baseline, Equilibrium, FixedPointOptions, Rent, Restriction, SolveOptions, solve

CLOSE = SolveOptions("purged", FixedPointOptions(tolerance=1e-11))
SEEDS = st.integers(0, 2**32 - 1)
CAPS = st.floats(0.001, 1.2)
RENTS = st.sampled_from(get_args(Rent))


def world_and_quota(seed: int, cap: float, rent: Rent) -> tuple[Baseline, np.ndarray, Restriction]:
    """A random world with random tariffs, and a cap on some of its exporters and sectors."""
    try:
        baseline, tariffs, _ = random_problem(seed)
    except (BadInput, NoConvergence):
        assume(False)
    draw = np.random.default_rng(seed + 1)
    quota = Restriction(
        name="quota",
        exporters=tuple(draw.permutation(baseline.economies)[: draw.integers(1, 3)]),
        importers=baseline.economies,
        sectors=tuple(draw.permutation(baseline.sectors)[: draw.integers(1, 3)]),
        quantity=cap,
        rent=rent,
    )
    return baseline, tariffs, quota


def solved(baseline: Baseline, tariffs: np.ndarray, restriction: Restriction) -> Equilibrium:
    try:
        result = solve(baseline, tariffs, CLOSE, (restriction,))
    except (BadInput, NoConvergence) as refusal:  # no trade to restrict, or none without deficits
        assume("does not have" not in str(refusal) and "does not allow" not in str(refusal))
        raise
    assert result.status == "converged", result.advice
    return result


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=SEEDS, cap=CAPS, rent=RENTS)
def test_a_quota_holds_and_the_accounts_close(seed: int, cap: float, rent: Rent) -> None:
    baseline, tariffs, quota = world_and_quota(seed, cap, rent)
    result = solved(baseline, tariffs, quota)
    (effect,) = result.restrictions
    assert effect.quantity <= cap * (1 + 1e-8)
    assert (effect.wedge > 0) == effect.binding
    assert effect.wedge >= 0
    if effect.wedge > 1e-9:
        np.testing.assert_allclose(effect.quantity, cap, rtol=1e-8)
    income = result.value_added + result.tariff_revenue + result.rent + result.deficit
    inputs = np.einsum("ikm,im->ik", result.baseline.input_share, result.output)
    spent = np.sum(result.expenditure - inputs, axis=1)
    np.testing.assert_allclose(income, spent, atol=1e-7 * income.sum())


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=SEEDS, cap=CAPS, rent=RENTS)
def test_the_wedge_of_a_quota_given_directly_brings_the_same_about(seed: int, cap: float, rent: Rent) -> None:
    baseline, tariffs, quota = world_and_quota(seed, cap, rent)
    capped = solved(baseline, tariffs, quota)
    wedge = capped.restrictions[0].wedge
    given_directly = solved(baseline, tariffs, replace(quota, quantity=None, wedge=wedge))
    for name in ("real_income_change", "wage_change", "rent", "tariff_revenue"):
        scale = capped.baseline.value_added.sum() if name in ("rent", "tariff_revenue") else 1.0
        np.testing.assert_allclose(
            getattr(given_directly, name) / scale, getattr(capped, name) / scale, atol=1e-7, err_msg=name
        )


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=SEEDS, cap=CAPS)
def test_a_quota_with_the_importers_rent_is_its_tariff_equivalent(seed: int, cap: float) -> None:
    baseline, tariffs, quota = world_and_quota(seed, cap, "importer")
    capped = solved(baseline, tariffs, quota)
    flows = np.ix_(
        [baseline.economies.index(name) for name in quota.exporters],
        range(len(baseline.economies)),
        [baseline.sectors.index(name) for name in quota.sectors],
    )
    raised = tariffs.copy()
    raised[flows] = (1 + raised[flows]) * (1 + capped.restrictions[0].wedge) - 1
    own = np.arange(len(raised))
    raised[own, own] = 0.0
    taxed = solve(baseline, raised, CLOSE).require_convergence()
    np.testing.assert_allclose(taxed.real_income_change, capped.real_income_change, atol=1e-7)
    np.testing.assert_allclose(
        taxed.tariff_revenue, capped.tariff_revenue + capped.rent, atol=1e-7 * taxed.value_added.sum()
    )
