from __future__ import annotations

import pytest

from detente.core.errors import BadInput, CheckFailed, DetenteError, NoConvergence, Place


@pytest.mark.parametrize(
    ("error", "status"),
    [(BadInput("x"), 2), (CheckFailed("x"), 1), (NoConvergence("x"), 3), (DetenteError("x"), 2)],
)
def test_exit_statuses(error: DetenteError, status: int) -> None:
    assert error.exit_status == status


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml", 3, 7), "a.yaml:3:7"),
        (Place("a.csv", 3, field="on"), "a.csv:3, field on"),
    ],
)
def test_places(place: Place, shown: str) -> None:
    assert str(place) == shown
    assert str(BadInput("is wrong", place, "mend it")) == f"{shown}: is wrong; mend it"


def test_one_line_without_place_or_mend() -> None:
    assert str(BadInput("is wrong")) == "is wrong"
