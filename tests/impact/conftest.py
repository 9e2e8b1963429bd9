"""A small world, and a few goods that its first economy buys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.duties.averages.imports import Imports
from detente.impact.line_goods import LineGoods
from detente.world.metadata import Metadata
from detente.world.tables import World

# Lines that are free of ordinary duty, but for the last, which pays 2.5%.
PLAIN, METAL, SPARED, BOTH, PARTS = "8413702004", "7208101500", "8471300100", "7208390015", "8708295160"


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


@pytest.fixture
def imports() -> Imports:
    """What the USA buys: four lines of China, 20 or 30 of each on a list or two, and one of the EU."""
    lines = sorted((PLAIN, METAL, SPARED, BOTH, PARTS))
    sectors = ("iron-steel", "machinery", "chapter-98-99")
    worth = {PLAIN: 100, METAL: 50, SPARED: 30, BOTH: 20}
    return Imports(
        importer="USA", year=2024, complete=True, source="a test", lines=np.array(lines, dtype="S10"),
        origins=("CHN", "EU"), sectors=sectors,
        sector_of=np.array([0 if line in (METAL, BOTH) else 1 for line in lines]),
        line_of=np.array([*(lines.index(line) for line in sorted(worth)), lines.index(PARTS)]),
        origin_of=np.array([0, 0, 0, 0, 1]),
        value_usd=np.array([*(1_000_000 * worth[line] for line in sorted(worth)), 10_000_000]),
        duty_usd=None, claimed=np.zeros(5),
    )  # fmt: skip


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with the product lists `metals` and `spared`; one line is on both."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, codes in (("metals", (METAL, BOTH)), ("spared", (SPARED, BOTH))):
        (folder / f"{name}.txt").write_text("".join(f"{code}\n" for code in codes), encoding="utf-8")
    return tmp_path


@pytest.fixture
def goods(imports: Imports, lists: Path) -> LineGoods:
    """The lines of the USA as goods to the law."""
    return LineGoods(imports, None, (lists,))
