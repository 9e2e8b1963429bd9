"""Small worlds with input-output links, made from a seed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from detente.models import Baseline, WorldFlows, baseline_from_flows


def random_flows(seed: int, economies: int = 4, sectors: int = 3) -> WorldFlows:
    """Home-biased trade, tariffs up to 20%, deficits as they fall, about one foreign cell in six empty."""
    draw = np.random.default_rng(seed)
    shape = (economies, economies, sectors)
    own = np.arange(economies)
    traded = draw.random(shape) > 1 / 6
    traded[own, (own + 1) % economies, 0] = True
    flows = 0.3 * draw.lognormal(size=shape) * traded
    flows[own, own] = 5 * draw.lognormal(sigma=0.5, size=(economies, sectors)) + 1
    tariffs = 0.2 * draw.random(shape)
    tariffs[own, own] = 0.0
    labour = 0.4 + 0.3 * draw.random((economies, sectors))
    mix = draw.random((economies, sectors, sectors)) + 0.1
    return WorldFlows(
        economies=tuple(f"E{n:02d}" for n in range(economies)),
        sectors=tuple(f"S{n:02d}" for n in range(sectors)),
        flows=flows,
        tariffs=tariffs,
        value_added_share=labour,
        input_share=mix / mix.sum(axis=1, keepdims=True) * (1 - labour)[:, None, :],
        trade_elasticity=2 + 8 * draw.random(sectors),
    )


@pytest.fixture(scope="session")
def flows_of() -> Callable[..., WorldFlows]:
    return random_flows


@pytest.fixture(scope="session")
def world_of() -> Callable[..., Baseline]:
    def build(seed: int, economies: int = 4, sectors: int = 3) -> Baseline:
        return baseline_from_flows(random_flows(seed, economies, sectors))[0]

    return build


@pytest.fixture(scope="session")
def world(world_of: Callable[..., Baseline]) -> Baseline:
    return world_of(7)


@pytest.fixture(scope="session")
def trade_war(world: Baseline) -> np.ndarray:
    """The tariffs of `world` after E00 and E01 add 60 and 40 points on each other."""
    tariffs = world.tariffs.copy()
    tariffs[1, 0] += 0.6
    tariffs[0, 1] += 0.4
    return tariffs
