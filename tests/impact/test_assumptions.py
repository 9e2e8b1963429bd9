"""The assumed figures: read once, typed, and refused where they cannot be meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.core.errors import BadInput
from detente.impact.assumptions import SHIPPED, read_assumptions
from detente.world.tables import load_world
from detente.world.trade_cells import load_trade_cells


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "assumptions.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_changed_figure_is_read(tmp_path: Path) -> None:
    assert read_assumptions(changed(tmp_path, "value: 0.5", "value: 0.25")).metal_share == 0.25
    path = changed(tmp_path, '"07-01"', '"03-31"')
    assert read_assumptions(path).base_date(2022) == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value: 0.5", "value: 1.5", "'1.5' is not a share"),
        ("value: 0.5", "value: half", "'half' is not a share"),
        ("value: 0.5", "value: nan", "'nan' is not a share"),
        ('"07-01"', '"02-29"', "'02-29' is not a day of every year"),
        ('"07-01"', "July", "'July' is not a day of every year"),
        ("metal_share:", "metal:", "'metal' is missing or unknown"),
        (
            "whole_in: [iron-steel, non-ferrous-metals]",
            "whole_in: steel",
            "'whole_in' is not a list of names",
        ),
        ("  whole_in:", "  all_in:", "'metal_share' is not an assumption"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=r"assumptions\.yaml:[0-9]+:[0-9]+: ") as error:
        read_assumptions(changed(tmp_path, old, new))
    assert says in str(error.value)


def test_the_names_are_those_of_the_tables() -> None:
    """A name misspelt would silently concern nothing."""
    usa, assumed = load_trade_cells("USA"), read_assumptions()
    assert usa is not None
    assert assumed.lists_by_use <= set(usa.lists)
    assert assumed.all_metal_in <= set(load_world().sectors)
