from __future__ import annotations

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.models import FixedPointOptions, solve_fixed_point

MATRIX = np.array([[0.5, 0.2, 0.1], [0.1, 0.6, 0.2], [0.2, 0.1, 0.6]])
CONSTANT = np.array([1.0, -2.0, 3.0])
ANSWER = np.linalg.solve(np.eye(3) - MATRIX, CONSTANT)


def linear(values: np.ndarray) -> np.ndarray:
    return MATRIX @ values + CONSTANT


@pytest.mark.parametrize("method", ["anderson", "damped"])
def test_both_methods_solve_a_linear_system(method: str) -> None:
    point = solve_fixed_point(linear, np.zeros(3), FixedPointOptions(method=method))
    assert point.status == "converged"
    # the largest eigenvalue is 0.88, so an error is at most about nine residuals
    np.testing.assert_allclose(point.values, ANSWER, atol=1e-9)
    assert point.residual == point.history[-1] <= 1e-10
    assert point.iterations == len(point.history)


def test_anderson_ends_a_linear_system_in_as_many_steps_as_unknowns() -> None:
    point = solve_fixed_point(linear, np.zeros(3))
    assert point.iterations <= 3 + 3  # one plain step, one per unknown, and two for rounding


def test_anderson_converges_where_the_plain_map_diverges() -> None:
    """A slope of -1.2 makes the plain map overshoot a little more each time."""

    def steep(values: np.ndarray) -> np.ndarray:
        return 2.2 - 1.2 * values

    assert solve_fixed_point(steep, np.zeros(1)).values == pytest.approx(1.0, abs=1e-10)
    plain = FixedPointOptions(method="damped", max_iterations=30)
    assert solve_fixed_point(steep, np.zeros(1), plain).status == "not converged"
    half = FixedPointOptions(method="damped", damping=0.5)
    assert solve_fixed_point(steep, np.zeros(1), half).status == "converged"


def test_a_map_that_leaves_its_domain_is_led_back() -> None:
    def narrow(values: np.ndarray) -> np.ndarray:
        """A root at 0.5; no value at all beyond 0.9, where the first full step from 0 would land."""
        return np.where(np.abs(values) < 0.9, values + 2 * (0.5 - values), np.nan)

    point = solve_fixed_point(narrow, np.array([0.0]))
    assert point.status == "converged"
    assert point.values == pytest.approx(0.5, abs=1e-10)
    assert np.isnan(point.history[1])


def test_a_map_without_values_stops_at_once() -> None:
    point = solve_fixed_point(lambda values: values * np.nan, np.zeros(2))
    assert point.status == "not converged"
    assert point.iterations == 1
    assert not np.isfinite(point.residual)


def test_the_best_point_is_returned_when_the_limit_is_reached() -> None:
    point = solve_fixed_point(linear, np.zeros(3), FixedPointOptions(method="damped", max_iterations=5))
    assert point.status == "not converged"
    assert point.residual == min(point.history)
    assert np.max(np.abs(linear(point.values) - point.values)) == point.residual


def test_the_start_is_not_changed() -> None:
    start = np.zeros(3)
    solve_fixed_point(linear, start)
    assert not start.any()


@pytest.mark.parametrize(
    "wrong",
    [{"method": "newton"}, {"damping": 0.0}, {"tolerance": 0.0}, {"max_iterations": 0}, {"memory": 0}],
)
def test_options_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        FixedPointOptions(**wrong)
