"""Average duties against what can be worked out another way."""

from __future__ import annotations

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.workbench import Workbench


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


def test_an_average_is_the_mean_of_single_duties(workbench: Workbench) -> None:
    """Two ways: the largest lines one by one through `duty`, and all lines at once."""
    imports = workbench.customs("USA", "2025-04-20").weights.imports
    rows = imports.of("SGP")
    largest = list(np.argsort(-imports.value_usd[rows])[:60].tolist())
    low = high = value = 0.0
    for row in largest:
        code = imports.lines[imports.line_of[rows][row]].decode()
        usd = float(imports.value_usd[rows][row])
        if code[:2] in ("98", "99"):
            value += usd
            continue
        found = workbench.duty("USA", "SGP", code, on="2025-04-20")
        low, high, value = low + usd * found.additional_low, high + usd * found.additional_high, value + usd  # type: ignore[operator]
    whole = workbench.average("USA", on="2025-04-20", origins=["SGP"]).rows[0]
    rest = 0.5 * (whole.imports_usd - value)
    assert value > 0.5 * whole.imports_usd, "the largest lines make up most of the trade"
    assert low <= whole.additional_rate * whole.imports_usd <= high + rest


def test_groupings_share_one_total(workbench: Workbench) -> None:
    totals = []
    for by in ("origin", "sector", "chapter"):
        rows = workbench.average("USA", on="2025-06-09", by=by, origins=["CHN"]).rows  # type: ignore[arg-type]
        paid = sum(row.additional_rate * row.imports_usd for row in rows)
        totals.append(paid / sum(row.imports_usd for row in rows))
    programmes = workbench.average("USA", on="2025-06-09", by="programme", origins=["CHN"]).rows
    totals.append(sum(row.additional_rate for row in programmes))
    assert totals == pytest.approx([totals[0]] * 4, rel=1e-9)


def test_before_the_dispute_only_the_ordinary_duty_is_left(workbench: Workbench) -> None:
    row = workbench.average("USA", on="2018-01-15", origins=["CHN"]).rows[0]
    assert row.additional_rate == 0.0
    assert 0.02 < row.base_rate < 0.05


def test_a_line_without_a_known_ordinary_duty_counts_as_unknown_and_not_as_free(workbench: Workbench) -> None:
    row = workbench.average("CHN", on="2018-01-15").rows[0]
    assert row.unknown_usd > 15e9, "aircraft are not told apart in US exports"
    assert row.base_rate > 0.06


def test_low_and_high_bound_the_mean(workbench: Workbench) -> None:
    for row in workbench.average("USA", on="2025-06-09").rows:
        assert row.low - 1e-12 <= row.total_rate <= row.high + 1e-12, row.key


def test_averages_lie_near_policy_dated_ones_of_others(workbench: Workbench) -> None:
    """The Budget Lab's series by policy date, July 2026 vintage: EU 9.35, Japan 14.35 on 6 April 2025."""
    rows = {row.key: row for row in workbench.average("USA", on="2025-04-06").rows}
    assert 100 * rows["EU"].total_rate == pytest.approx(9.35, abs=0.5)
    assert 100 * rows["JPN"].total_rate == pytest.approx(14.35, abs=0.75)


def test_what_cannot_be_averaged_is_refused(workbench: Workbench) -> None:
    with pytest.raises(BadInput, match="no imports of NOR"):
        workbench.average("NOR", on="2025-06-09")
    with pytest.raises(BadInput, match="no imports from NRU"):
        workbench.average("USA", on="2025-06-09", origins=["NRU"])
    with pytest.raises(BadInput, match="between two economies"):
        workbench.average("USA", on="2025-06-09", scenario="lapse")
