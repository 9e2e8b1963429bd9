"""The panel is the duty of every line; the history is the panel of every day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Workbench
from detente.core.errors import BadInput
from detente.core.time import end_of_day
from detente.duties.panels.histories import Histories, Stretch, turning_days
from detente.duties.panels.panels import RATES, STATES, Panel, panel, partners
from detente.duties.panels.parts import Job, join_parts, write_part, write_parts

FIRST, LAST = date(2018, 1, 1), date(2026, 10, 9)
DAYS = st.dates(FIRST, LAST)
CHANGES = st.sampled_from(
    [
        date(2018, 7, 6),
        date(2020, 2, 14),
        date(2025, 4, 9),
        date(2025, 5, 14),
        date(2025, 8, 7),
        date(2026, 2, 24),
    ]
)
ORIGINS = ("CHN", "MEX", "EU", "VNM", "RUS")


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


@pytest.fixture(scope="module")
def panel_of(workbench: Workbench) -> Callable[..., Panel]:
    """Panels of five origins, each day worked out once."""
    kept: dict[tuple[str, date], Panel] = {}

    def found(importer: str, day: date) -> Panel:
        key = (importer, day)
        if key not in kept:
            origins = ORIGINS if importer == "USA" else ("USA",)
            kept[key] = workbench.panel(importer, day, origins)
        return kept[key]

    return found


def told(value: float) -> float | None:
    return None if np.isnan(value) else value


@settings(max_examples=40)
@given(day=st.one_of(CHANGES, DAYS), draw=st.data())
@pytest.mark.parametrize("importer", ["USA", "CHN", "CAN"])
def test_a_panel_is_the_duty_of_each_line(workbench, panel_of, importer, day, draw) -> None:
    found = panel_of(importer, day)
    row = draw.draw(st.integers(0, len(found.origins) - 1))
    line = draw.draw(st.integers(0, len(found.codes) - 1))
    duty = workbench.duty(importer, found.origins[row], found.codes[line].decode(), on=day)
    rates = found.rates[row]
    assert {name: told(rates.of(name)[line]) for name in RATES} == {
        name: getattr(duty, name) for name in RATES
    }
    assert STATES[rates.state[line]] == duty.state


def test_a_panel_answers_for_facts_declared_and_scenarios(workbench) -> None:
    claimed = workbench.panel("USA", "2025-06-09", ["MEX"], given=["usmca=yes"]).rates[0]
    unclaimed = workbench.panel("USA", "2025-06-09", ["MEX"], given=["usmca=no"]).rates[0]
    assert (claimed.of("additional_rate") < unclaimed.of("additional_rate")).any()
    hold = workbench.panel("USA", "2025-06-09", ["CHN"]).rates[0]
    lapse = workbench.panel("USA", "2025-06-09", ["CHN"], scenario="lapse").rates[0]
    assert round(float((lapse.of("additional_rate") - hold.of("additional_rate")).max()), 9) == 0.24


def test_knowledge_of_an_earlier_day_gives_another_panel(workbench) -> None:
    early = workbench.panel("USA", "2025-06-09", ["CHN"], known_at="2025-05-01").rates[0]
    late = workbench.panel("USA", "2025-06-09", ["CHN"]).rates[0]
    gap = early.of("additional_rate") - late.of("additional_rate")
    assert round(float(gap.max()), 9) == 1.15


def test_the_table_has_a_row_a_line_and_partner(panel_of) -> None:
    found = panel_of("USA", date(2025, 6, 9))
    rows = found.frame()
    assert rows.columns == ["importer", "origin", "product", "on", *RATES, "state"]
    assert rows.height == found.rows == len(found.codes) * len(ORIGINS)
    assert rows["on"].unique().to_list() == [date(2025, 6, 9)]
    assert not any(rows[name].is_nan().any() for name in RATES)  # what is unknown is null
    toy = rows.filter((rows["origin"] == "CHN") & (rows["product"] == "9503000073"))
    assert toy["additional_rate"].to_list() == [0.3]
    summed = {row["origin"]: row for row in found.as_json()["origins"]}
    unknown = rows.filter((rows["origin"] == "CHN") & (rows["state"] == "unknown"))
    assert summed["CHN"]["unknown"] == unknown.height


def test_partners_are_the_origins_on_record(workbench) -> None:
    assert {"CHN", "EU", "VNM"} <= set(partners(workbench.customs("USA", "2025-06-09")))
    with pytest.raises(BadInput, match="--origin"):
        partners(workbench.customs("MEX", "2025-06-09"))


def test_bad_questions_are_refused(workbench) -> None:
    with pytest.raises(BadInput, match="before the record begins"):
        workbench.panel("USA", "2017-06-09")
    with pytest.raises(BadInput, match="unknown economy"):
        workbench.panel("USA", "2025-06-09", ["Chinq"])
    with pytest.raises(BadInput, match="name one origin"):
        workbench.panel("USA", "2025-06-09", scenario="lapse")
    with pytest.raises(BadInput, match="no tariff schedule of NRU"):
        workbench.panel("NRU", "2025-06-09", ["USA"])


@pytest.fixture(scope="module")
def histories(workbench: Workbench) -> dict[str, polars.DataFrame]:
    customs = workbench.customs("USA", LAST)
    work = Histories(customs, Stretch(FIRST, LAST))
    return {origin: work.of(origin, {}).frame() for origin in ("CHN", "MEX", "RUS")}


@settings(max_examples=12)
@given(day=st.one_of(CHANGES, DAYS))
@pytest.mark.parametrize("origin", ["CHN", "MEX", "RUS"])
def test_a_history_holds_the_panel_of_every_day(workbench, histories, origin, day) -> None:
    rows = histories[origin]
    found = workbench.panel("USA", day, [origin])
    then = rows.filter((rows["start"] <= day) & (rows["end"].is_null() | (rows["end"] > day)))
    assert then["product"].to_list() == found.codes.astype(np.str_).tolist()
    for name in RATES:
        column = then[name].fill_null(np.nan).to_numpy()
        np.testing.assert_array_equal(column, found.rates[0].of(name), err_msg=name)


def test_a_history_has_no_two_rows_that_could_be_one(histories) -> None:
    for rows in histories.values():
        columns = [*RATES, "state"]
        before = rows.select("product", "end", *columns).shift(1)
        touching = (rows["product"] == before["product"]) & (rows["start"] == before["end"])
        same = polars.Series([True] * rows.height)
        for name in columns:
            same = same & rows[name].eq_missing(before[name])
        assert not (touching & same).any()


def test_a_history_turns_on_the_days_of_law_and_schedule(workbench) -> None:
    customs = workbench.customs("USA", LAST)
    days = turning_days(customs, "RUS", Stretch(FIRST, LAST))
    assert days[0] == FIRST
    assert date(2022, 4, 9) in days  # column 2
    assert date(2025, 12, 1) not in days or workbench.panel("USA", "2025-12-01", ["RUS"]).rows
    china = turning_days(customs, "CHN", Stretch(date(2025, 4, 1), date(2025, 5, 31)))
    assert {date(2025, 4, 9), date(2025, 4, 10), date(2025, 5, 14)} <= set(china)
    assert all(day + timedelta(0) >= date(2025, 4, 1) for day in china)


def test_parts_come_together_as_one_table(workbench, tmp_path: Path) -> None:
    customs = workbench.customs("USA", "2025-06-09")
    instant = end_of_day(date(2025, 6, 9), "America/New_York")
    job = Job("USA", customs.known_at, workbench.record.digest, (), instant, (), str(tmp_path))
    parts = write_parts(job, ["CHN", "VNM"])
    assert write_part(job, "CHN") == parts[0]  # a second time leaves the same
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CHN.parquet", "VNM.parquet"]
    with (tmp_path / "all.parquet").open("wb") as stream:
        assert join_parts(parts, stream) == sum(part.rows for part in parts)
    whole = panel(customs, instant, ("CHN", "VNM"), {}).frame()
    joined = polars.read_parquet(tmp_path / "all.parquet")
    assert joined.cast({polars.Categorical: polars.String}).equals(
        whole.cast({polars.Categorical: polars.String})
    )


def test_a_worker_with_another_record_refuses(tmp_path: Path) -> None:
    instant = end_of_day(date(2025, 6, 9), "America/New_York")
    job = Job("USA", LAST, "another", (), instant, (), str(tmp_path))
    with pytest.raises(BadInput, match="another record"):
        write_part(job, "CHN")


def test_a_folder_that_cannot_be_written_is_told(workbench, tmp_path: Path) -> None:
    customs = workbench.customs("USA", "2025-06-09")
    instant = end_of_day(date(2025, 6, 9), "America/New_York")
    nowhere = str(tmp_path / "nowhere")
    job = Job("USA", customs.known_at, workbench.record.digest, (), instant, (), nowhere)
    with pytest.raises(BadInput, match="cannot write"):
        write_part(job, "CHN")
