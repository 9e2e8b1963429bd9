"""Average duties against what can be worked out another way."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.core.time import end_of_day
from detente.duties.averages.weighing import Weighed, weigh
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


def weighed(workbench: Workbench, origin: str, on: str) -> tuple[Weighed, np.ndarray]:
    """The duties on what was bought of an origin, and the codes of its lines."""
    customs = workbench.customs("USA", "2026-10-09")
    instant = end_of_day(date.fromisoformat(on), customs.record.zone_of("USA"))
    found = weigh(customs.record, customs.weights, customs.book(origin), instant, {})
    return found, customs.weights.imports.lines[found.line_of].astype(str)


def test_a_floor_is_net_of_what_a_specific_duty_comes_to(workbench: Workbench) -> None:
    """Watches of Switzerland pay cents a piece; 15% in all then leaves 15% less what was collected."""
    found, lines = weighed(workbench, "CHE", "2025-12-04")
    customs = workbench.customs("USA", "2026-10-09")
    ordinary = np.mean(customs.weights.universe.base("CHE", date(2025, 12, 4)), axis=0)[found.line_of]
    collected = customs.weights.equivalents[found.line_of]
    watches = np.char.startswith(lines, "9102") & np.isnan(ordinary) & ~np.isnan(collected)
    assert found.value_usd[watches].sum() > 1e9
    assert found.additional[watches] == pytest.approx(np.maximum(0.15 - collected[watches], 0.0), abs=1e-9)
    assert found.low[watches] == pytest.approx(found.high[watches])


def test_an_equivalent_tells_lines_apart_and_changes_no_other(workbench: Workbench) -> None:
    customs = workbench.customs("USA", "2026-10-09")
    plain = customs.weights.universe.classes("CHE", date(2025, 12, 4))
    filled, base = customs.weights.goods("CHE", date(2025, 12, 4))
    known = ~np.isnan(plain.base[plain.class_of])
    assert (filled.class_of[known] == plain.class_of[known]).all()
    assert filled.base[filled.class_of[~known]] == pytest.approx(base[~known], nan_ok=True)
    for name, flags in plain.members.items():
        assert (filled.members[name][filled.class_of] == flags[plain.class_of]).all(), name


def test_computers_are_no_parts_of_cars_in_trade_though_the_law_asks(workbench: Workbench) -> None:
    found, lines = weighed(workbench, "TWN", "2026-03-02")
    computers = np.char.startswith(lines, "847130")
    assert found.additional[computers].max() < 0.01
    assert found.high[computers].max() == pytest.approx(0.25)
    single = workbench.duty("USA", "TWN", "8471300100", on="2026-03-02")
    assert single.additional_high == pytest.approx(0.25), "a single duty stays a range"


def test_aircraft_are_civil_aircraft_and_headphones_hardly_ever(workbench: Workbench) -> None:
    """0.12 of other lines of the list was counted as entered free in 2024."""
    found, lines = weighed(workbench, "GBR", "2025-07-15")
    for start, share in (("8802", 1.0), ("8518302000", 0.12)):
        own = np.char.startswith(lines, start)
        assert found.additional[own] == pytest.approx(0.1 * (1 - share), abs=1e-9), start
