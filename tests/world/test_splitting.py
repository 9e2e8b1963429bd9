"""Sectors split into parts: what is added up, what is kept, what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.core.errors import BadInput
from detente.impact.restrictions import Stated
from detente.impact.setting import prepare, restricted, under
from detente.ledger.record import Record
from detente.ledger.restrictions import SectorSplit
from detente.models import solve
from detente.world.elasticities import load_elasticities
from detente.world.identities import check_identities
from detente.world.splitting import Part, split_world
from detente.world.tables import World, load_world

SIZE = 81


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def part(name: str = "magnets", parent: str = "electrical", share: float = 0.01) -> Part:
    return Part(name=name, parent=parent, share=np.full(SIZE, share))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1), st.booleans(), st.sampled_from(["electrical", "services", "petroleum"]))
def test_parts_and_rest_add_up(seed: int, of_use: bool, parent: str) -> None:
    """Whatever the shares, nothing of the table is lost, and it adds up as well as before."""
    world, random = load_world(), np.random.default_rng(seed)
    shares = random.dirichlet([1.0, 1.0, 1.0], SIZE) * (1 - 1e-6)
    parts = [
        Part(name=name, parent=parent, share=shares[:, row], of_use=of_use) for row, name in enumerate("ab")
    ]
    division = split_world(world, parts)
    found = division.world
    for name in ("flows", "output", "value_added"):
        sums = np.zeros_like(getattr(world, name))
        np.add.at(sums, (..., division.parents), getattr(found, name))
        assert np.allclose(sums, getattr(world, name), rtol=1e-12, atol=1e-9)
    used, whole = (np.einsum("iks,is->ik", one.input_coefficients, one.output) for one in (found, world))
    sums = np.zeros_like(whole)
    np.add.at(sums, (..., division.parents), used)
    assert np.allclose(sums, whole, rtol=1e-9, atol=1e-6), "use of the parts is use of the parent"
    assert max(one.deviation for one in check_identities(found)) < 1e-6


def test_a_part_follows_its_parent(world: World) -> None:
    found = split_world(world, [part("b"), part("a", "services"), part("c")]).world
    assert found.sectors[18:22] == ("b", "c", "machinery", "motor-vehicles")
    assert found.sectors[-2:] == ("services", "a")
    assert not found.goods[-1], "a part of services is no goods"
    assert (found.tariffs[..., 18] == world.tariffs[..., 17]).all()
    assert found.digest != world.digest


def test_a_split_that_tells_nothing_apart_changes_no_answer(record: Record) -> None:
    """The same share everywhere and the parent's elasticity: two sectors that move as one."""
    whole = prepare(record, "icio-2022", "caliendo-parro-2015")
    same = Stated(splits=(SectorSplit(id="half", title="", parent="electrical", share=0.4),
                          SectorSplit(id="oil", title="", parent="petroleum", share=0.9)))  # fmt: skip
    split = restricted(whole, same)
    rates = whole.baseline.tariffs.copy()
    rates[:, 3] += 0.5 * whole.world.goods
    rates[3, 3] = 0
    one, two = solve(whole.baseline, rates), solve(split.baseline, split.by_part(rates))
    assert np.abs(one.real_income_change - two.real_income_change).max() < 1e-9
    place = split.sectors.index("half")
    assert np.abs(two.price_change[:, place - 1] - two.price_change[:, place]).max() < 1e-9
    assert np.allclose(one.exports_change, two.exports_change, atol=1e-9)


def test_elasticities_of_parts(record: Record) -> None:
    """A part's own name in the set goes first, then what it states, then its parent."""
    splits = (SectorSplit(id="a", title="", parent="machinery", share=0.1),
              SectorSplit(id="b", title="", parent="machinery", share=0.1, trade_elasticity=0.5))  # fmt: skip
    split = restricted(prepare(record, "icio-2022", "caliendo-parro-2015"), Stated(splits=splits))
    chosen = load_elasticities("caliendo-parro-2015")
    theta = dict(zip(split.sectors, under(split, chosen).baseline.trade_elasticity, strict=True))
    assert (theta["a"], theta["b"], theta["machinery"]) == (1.45, 0.5, 1.45)
    own = replace(chosen, values={**chosen.values, "b": 3.0})
    assert dict(zip(split.sectors, split.theta(own), strict=True))["b"] == 3.0


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], "no part to split off"),
        ([part(parent="electric")], "'magnets' is split from 'electric', which is no sector"),
        ([part("services")], "there is a sector 'services' already"),
        ([part(), part()], "there is a sector 'magnets' already"),
        ([part(share=1.0)], "the shares of 'magnets' are no shares"),
        ([part(share=-0.1)], "the shares of 'magnets' are no shares"),
        ([part(share=np.nan)], "the shares of 'magnets' are no shares"),
        ([part("a", share=0.6), part("b", share=0.4)], "the parts of 'electrical' leave nothing of it"),
        ([replace(part(), share=np.full(3, 0.1))], "the shares of 'magnets' are no shares"),
    ],
)
def test_what_is_no_part_is_refused(world: World, parts: list[Part], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        split_world(world, parts)
