"""What is assumed of a table's year: read once, and refused where it cannot be meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.core.errors import BadInput
from detente.impact.assumptions import SHIPPED, read_assumptions


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = folder / "assumptions.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_changed_day_is_read(tmp_path: Path) -> None:
    path = changed(tmp_path, '"07-01"', '"03-31"')
    assert read_assumptions(path).base_date(2022) == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"07-01"', '"02-29"', "'02-29' is not a day of every year"),
        ('"07-01"', "July", "'July' is not a day of every year"),
        ("base_day:", "base:", "'base' is missing or unknown"),
        ("  meaning:", "  reason:", "'base_day' is not an assumption"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=r"assumptions\.yaml:[0-9]+:[0-9]+: ") as error:
        read_assumptions(changed(tmp_path, old, new))
    assert says in str(error.value)
