"""The shipped table adds up, and a table that does not is found out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.core.errors import CheckFailed
from detente.world.identities import check_identities, require_identities
from detente.world.tables import World, load_world

TOLERANCE = 1e-6
"""Float32 keeps seven digits; the published table itself is off by up to 1e-2 in small cells."""


@pytest.fixture(scope="module")
def world() -> World:
    return load_world("icio-2022")


def test_the_shipped_table_adds_up(world: World) -> None:
    deviations = {identity.name: identity.deviation for identity in check_identities(world)}
    assert len(deviations) == 7
    assert max(deviations.values()) <= TOLERANCE, deviations


def test_use_and_value_added_are_output_cell_by_cell(world: World) -> None:
    """The first identity again, by loops rather than by the sum that the check uses."""
    place, petroleum = world.economies.index("USA"), world.sectors.index("petroleum")
    made = world.output[place, petroleum]
    bought = sum(share * made for share in world.input_coefficients[place, :, petroleum])
    assert bought + world.value_added[place, petroleum] == pytest.approx(made, rel=TOLERANCE)


@pytest.mark.parametrize(
    ("field", "cell", "factor", "broken"),
    [
        ("value_added", (5, 3), 1.01, "use and value added are output at BEL mining"),
        ("flows", (14, 77, 16), 2.0, "sales are output at CHN electronics"),
        ("output", (5, 3), 0.5, "sales are output at BEL mining"),
        ("input_coefficients", (5, 0, 3), 1.5, "use and value added are output at BEL mining"),
    ],
)
def test_a_changed_cell_is_found(
    world: World, field: str, cell: tuple[int, ...], factor: float, broken: str
) -> None:
    array = getattr(world, field).copy()
    array[cell] *= factor
    name, place = broken.split(" at ")
    with pytest.raises(CheckFailed) as error:
        require_identities(replace(world, **{field: array}), TOLERANCE)
    assert any(line.startswith(name) and line.endswith(place) for line in error.value.problems)


def test_tariffs_where_there_are_none_are_found(world: World) -> None:
    tariffs = world.tariffs.copy()
    tariffs[3, 3, 0] = 0.1
    tariffs[0, 1, ~world.goods] = 0.2
    with pytest.raises(CheckFailed, match=r"own sales: off by 1.0e-01 at AUS agriculture.*services: off"):
        require_identities(replace(world, tariffs=tariffs))


def test_a_value_that_is_no_number_never_passes(world: World) -> None:
    output = world.output.copy()
    output[0, 0] = np.nan
    with pytest.raises(CheckFailed):
        require_identities(replace(world, output=output))
