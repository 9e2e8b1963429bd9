"""What is drawn: the shipped distributions and what they rest on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.impact.uncertainty.distributions import SHIPPED, read_distributions
from detente.world.elasticities import elasticity_sets, load_elasticities


def test_spreads_are_those_of_the_shipped_sets() -> None:
    """The figures of `uncertainty.yaml` worked out anew from the sets they rest on."""
    sets = [load_elasticities(name) for name in elasticity_sets()]
    found = read_distributions()
    assert set(found.spreads) == set(sets[0].values)
    goods = []
    for sector, told in found.spreads.items():
        logs = np.log([one.values[sector] for one in sets if one.basis[sector] != "filled"])
        assert told.papers == len(logs)
        assert told.spread == pytest.approx(logs.std(ddof=1), abs=6e-4), sector
        goods += [logs.var(ddof=1)] if sector != "services" else []
    assert found.others.spread == pytest.approx(np.mean(goods) ** 0.5, abs=6e-4)


def test_every_shipped_set_is_a_level() -> None:
    choices = {choice.name: choice.levels for choice in read_distributions().choices}
    assert choices["elasticities"] == elasticity_sets()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  distribution: lognormal", "  distribution: normal", "no distribution 'normal'; write lognormal"),
        ("food: {spread: 0.817,", "food: {spread: -1,", "'food' has no spread over papers"),
        ("food: {spread: 0.817,", "food: {spread: .nan,", "'food' has no spread over papers"),
        ("food: {spread: 0.817,", "food: {", "'spread' is missing or unknown"),
        ("  others: {spread: 0.723, papers: 8}", "  others: 3", "'others' is not a mapping"),
        ("fixed:", "fixd:", "'fixd' is missing or unknown"),
        ("[fixed_nominal, share_of_world_income,", "[purged,", "the levels of 'deficits' are none"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput, match=r"mine\.yaml:\d+:\d+: ") as refusal:
        read_distributions(path)
    assert what in str(refusal.value)
