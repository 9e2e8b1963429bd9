from __future__ import annotations

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.models import Baseline, SolveOptions, first_order_in_steps, rebase, solve


def measure(world: Baseline, tariffs: np.ndarray, steps: int) -> np.ndarray:
    found = first_order_in_steps(world, tariffs, SolveOptions("purged"), steps)
    return found.terms_of_trade + found.volume_of_trade


def test_one_step_is_the_printed_measure(world: Baseline, trade_war: np.ndarray) -> None:
    once = solve(world, trade_war, SolveOptions("purged"))
    np.testing.assert_allclose(measure(world, trade_war, 1), once.first_order_welfare, atol=1e-8)


def test_small_steps_lead_to_real_income(world: Baseline, trade_war: np.ndarray) -> None:
    exact = np.log1p(solve(world, trade_war, SolveOptions("purged")).real_income_change)
    off = [np.abs(measure(world, trade_war, steps) - exact).max() for steps in (1, 5, 10, 20)]
    assert off[3] < off[2] < off[1] < off[0]
    # an error of the first order in the step: half the step, half the error
    assert off[3] / off[2] == pytest.approx(0.5, abs=0.1)


def test_the_way_ends_at_the_new_tariffs(world: Baseline) -> None:
    balanced = rebase(world, SolveOptions("purged"))
    np.testing.assert_allclose(measure(balanced, balanced.tariffs, 3), 0, atol=1e-8)


def test_no_steps_are_refused(world: Baseline, trade_war: np.ndarray) -> None:
    with pytest.raises(BadInput, match="0 steps"):
        first_order_in_steps(world, trade_war, steps=0)
