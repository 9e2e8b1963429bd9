"""Ten thousand random worlds and tariff cubes: how many converge, and what is said of the others.

Run with `pytest benchmarks/test_convergence.py --benchmark-only -s`. Hypothesis keeps a failing seed in
.hypothesis and tries it first the next time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.random_worlds import ENDS, outcome

CUBES, PARTS = 10_000, 8
REFUSED = "no final demand is left"
Tally = tuple[Counter[str], list[int]]


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    """How the cubes of all parts ended, and the iterations of those that converged; printed at the end."""
    ends: Counter[str] = Counter()
    iterations: list[int] = []
    yield ends, iterations
    print()
    for end, count in ends.most_common():
        print(f"{count:6d}  {end}")
    middle, most = np.percentile(iterations, [50, 99])
    print(f"iterations: median {middle:.0f}, 99 in 100 at most {most:.0f}, most {max(iterations)}")


@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_cubes(benchmark: Callable[..., object], tally: Tally, part: int) -> None:
    """All converge to 1e-9 or say why."""
    ends, iterations = tally
    width = 2**32 // PARTS

    @settings(max_examples=CUBES // PARTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(part * width, (part + 1) * width - 1))
    def cubes(seed: int) -> None:
        told, result = outcome(seed)
        if result is not None and result.status == "converged":
            assert result.residual <= 1e-9
            ends["converged"] += 1
            iterations.append(result.iterations)
            return
        known = [end for end in (REFUSED, *ENDS) if re.search(end, told)]
        assert known, f"seed {seed}: {told}"
        ends[f"{'the base' if result is None else 'the solve'}: {known[0]}"] += 1

    benchmark.pedantic(cubes, rounds=1)  # type: ignore[attr-defined]
