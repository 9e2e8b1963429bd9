"""A small trade table."""

from __future__ import annotations

import numpy as np
import pytest

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
