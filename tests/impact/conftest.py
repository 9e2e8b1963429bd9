"""A small trade table and a small world."""

from __future__ import annotations

import numpy as np
import pytest

from detente.world.metadata import Metadata
from detente.world.tables import World
from detente.world.trade_cells import TradeCells


@pytest.fixture
def cells() -> TradeCells:
    """Four cells of China: on no list, on `metals`, on `spared`, on both; one cell of the EU."""
    return TradeCells(
        importer="USA", year=2024, complete=True, source="a test",
        lists=("metals", "spared", "s232-autoparts"),
        origins=("CHN", "EU"), sectors=("iron-steel", "machinery"),
        origin_of=np.array([0, 0, 0, 0, 1]), sector_of=np.array([1, 0, 1, 0, 1]),
        membership=np.array(
            [[0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=bool
        ),
        value_usd=np.array([100.0, 50.0, 30.0, 20.0, 10.0]),
    )  # fmt: skip


@pytest.fixture
def small_world() -> World:
    """Five economies, two sectors of goods and services; every flow abroad is 100 million USD a sector."""
    economies, sectors = ("USA", "CHN", "DEU", "FRA", "VNM"), ("iron-steel", "machinery", "services")
    shape = (len(economies), len(economies), len(sectors))
    return World(
        name="small", economies=economies, sectors=sectors, goods=np.array([True, True, False]),
        flows=np.full(shape, 100.0), input_coefficients=np.zeros((5, 3, 3)),
        value_added=np.full((5, 3), 500.0), output=np.full((5, 3), 500.0), tariffs=np.zeros(shape),
        metadata=Metadata(), digest="",
    )  # fmt: skip
