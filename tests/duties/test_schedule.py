"""The shipped schedules: their lines, the rates that lines inherit, and how a code finds its line."""

from __future__ import annotations

import csv
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.duty_texts import parse_duty
from detente.core.errors import BadInput
from detente.core.products import parse_product
from detente.duties.schedule.editions import edition_on, editions
from detente.duties.schedule.lines import Line
from detente.duties.schedule.packing import Row, pack
from detente.duties.schedule.schedule import Schedule, schedule_on
from detente.duties.schedule.table import read_table

IMPORTERS = ("CAN", "CHN", "EU", "GBR", "MEX", "USA")
DAY = date(2025, 6, 9)


@pytest.fixture(scope="module")
def hts() -> Schedule:
    return schedule_on("USA", DAY)


def test_the_edition_is_the_newest_that_began_by_the_day() -> None:
    days = {
        "2025-01-01": "2025-basic", "2025-11-14": "2025-basic", "2025-11-15": "2025-rev-32",
        "2026-06-07": "2025-rev-32", "2026-06-08": "2026-rev-10", "2027-01-01": "2026-rev-10",
    }  # fmt: skip
    assert {day: edition_on("USA", date.fromisoformat(day)).edition for day in days} == days


def test_a_day_before_the_first_edition_takes_the_first_and_says_so() -> None:
    found = schedule_on("USA", date(2018, 8, 23))
    assert found.edition == "2025-basic"
    assert "younger by 2,323 days" in found.note
    assert "its rates stand for 23 Aug 2018" in found.note


def test_members_of_a_customs_union_have_its_schedule() -> None:
    assert schedule_on("DEU", DAY).importer == "EU"
    assert schedule_on("GBR", DAY).importer == "GBR"


def test_an_importer_without_a_schedule_is_refused_with_those_at_hand() -> None:
    with pytest.raises(BadInput, match="no tariff schedule of NOR is at hand; there are schedules of CAN"):
        schedule_on("NOR", DAY)
    with pytest.raises(BadInput, match=r"did you mean USA\?"):
        schedule_on("US", DAY)


@pytest.mark.parametrize("edition", editions(), ids=lambda found: f"{found.importer}-{found.edition}")
def test_the_tables_hold_what_their_texts_say(edition) -> None:
    table = read_table(edition.path)
    lines = table.line_codes
    assert (lines[1:] > lines[:-1]).all()
    assert edition.source
    assert edition.licence
    assert edition.covers
    assert edition.lacks
    for rates, column in ((table.general_rates, "general"), (table.column_2_rates, "column_2")):
        places, texts = table.column(column)
        plain = [parse_duty(text).plain_rate for text in texts]
        rows = np.where(table.rate_rows >= 0, places[table.rate_rows], 0)
        expected = np.array([np.nan if plain[place] is None else plain[place] for place in rows])
        np.testing.assert_array_equal(rates, expected)
        assert not (rates < 0).any()
        assert np.nanmax(rates, initial=0.0) < 5.0  # 350%: tobacco; Canada's milk is near 300%
    low, high = table.general_bounds
    known = ~np.isnan(table.general_rates)
    np.testing.assert_array_equal(low[known], table.general_rates[known])
    np.testing.assert_array_equal(high[known], table.general_rates[known])


@pytest.mark.parametrize("importer", IMPORTERS)
def test_every_line_is_found_by_its_own_code_with_the_rate_of_the_array(importer: str) -> None:
    schedule = schedule_on(importer, DAY)
    for place in range(0, len(schedule.lines), 97):
        code = schedule.lines[place].decode()
        assert parse_product(code) == code
        line = schedule.find(code)
        assert line.code[:8] == code[:8]
        assert not line.notes
        rate = schedule.base_rate[place]
        assert line.general.plain_rate == (None if np.isnan(rate) else rate)


def test_a_statistical_line_has_the_duties_of_its_eight_digits(hts: Schedule) -> None:
    line = hts.find("8507.60.00.20")
    assert [(row.code, row.description) for row in line.ancestors][1] == ("85076000", "Lithium-ion batteries")
    assert line.description == "Other"
    assert (line.general.ad_valorem, line.inherited_from, line.unit) == (0.034, "85076000", "No., kg")
    assert "S" in line.special[0].symbols
    assert line.special[0].duty.kind == "free"
    assert line.column_2.ad_valorem == 0.4


def test_eight_digits_show_the_lines_below(hts: Schedule) -> None:
    line = hts.find("85076000")
    assert (line.inherited_from, line.children) == ("", ("8507600010", "8507600020"))
    assert hts.find("01013000").code == "0101300000"


def test_rows_without_a_number_stand_in_the_chain(hts: Schedule) -> None:
    chain = hts.find("0406.90.94").ancestors
    assert [row.code for row in chain] == ["0406", "040690", "", "", "", ""]


@pytest.mark.parametrize(
    ("code", "found", "note"),
    [
        ("8507600099", "85076000", "has no line 8507.60.00.99; the duties are those of 8507.60.00"),
        ("8507600000", "85076000", "the duties are those of 8507.60.00"),
        ("0101300010", "0101300000", "the duties are those of 0101.30.00.00"),
        ("9101114010", "91011140", "the duties are those of 9101.11.40"),
        ("0901110035", "0901110045", "of another edition stands here as 0901.11.00.45"),
    ],
)
def test_codes_that_are_no_line_find_theirs_with_a_note(
    hts: Schedule, code: str, found: str, note: str
) -> None:
    line = hts.find(code)
    assert line.code == found
    assert note in line.notes[0]
    assert line.general.kind != "unknown"


def test_renumbered_codes_are_followed_into_the_newer_edition() -> None:
    newer = schedule_on("USA", date(2026, 7, 1))
    line = newer.find("0202.30.50.85")
    assert (line.code, str(line.general)) == ("0202305097", "$0.044/kg")
    line = newer.find("0901.11.00.45")
    assert line.notes == (
        "0901.11.00.45 of another edition stands here as 0901.11.00.35 (or 0901.11.00.50, at the same rate)",
    )


def test_an_unknown_code_names_the_nearest(hts: Schedule) -> None:
    with pytest.raises(BadInput, match=r"8507\.66\.00 is no line of HTS 2025 .* the nearest are 8507\.60\."):
        hts.find("8507.66.00")
    with pytest.raises(BadInput, match="it has no heading 1234"):
        hts.find("1234.56.78")
    with pytest.raises(BadInput, match="is a heading"):
        hts.find("8507")


@given(st.integers(1, 97), st.integers(0, 10**8 - 1))
def test_any_code_is_found_or_refused_with_advice(chapter: int, rest: int) -> None:
    schedule = schedule_on("USA", DAY)
    try:
        line = schedule.find(f"{chapter:02}{rest:08}")
    except BadInput:
        return
    assert line.code[:8] == f"{chapter:02}{rest:08}"[:8] or line.notes


def test_a_schedule_of_eight_digits_takes_ten() -> None:
    line = schedule_on("CHN", date(2018, 3, 1)).find("1201901000")
    assert (line.code, line.general.ad_valorem) == ("12019010", 0.03)
    assert "does not cut 1201.90.10 further" in line.notes[0]


def test_lines_whose_ten_digits_differ_have_a_range() -> None:
    china = schedule_on("CHN", date(2018, 3, 1))
    line = china.find("85423111")
    assert (line.general.kind, line.general.bounds) == ("range", (0.0, 0.067))
    place = china.place("85423111")
    low, high = china.base_bounds
    assert np.isnan(china.base_rate[place])
    assert (low[place], high[place]) == (0.0, 0.067)


def test_what_an_incomplete_schedule_lacks_is_unknown_and_not_free() -> None:
    canada = schedule_on("CAN", date(2026, 3, 1))
    line = canada.find("0101.29.00")
    assert line.general.kind == "unknown"
    assert line.general.plain_rate is None
    assert "its ordinary duty is unknown, not free" in line.notes[0]
    with pytest.raises(BadInput, match="it has no heading 0199"):
        canada.find("0199.29.00")


def test_a_code_without_a_row_of_its_own_has_what_its_lines_share() -> None:
    union = schedule_on("EU", date(2025, 1, 1))
    wine = union.find("2204.29.98")
    assert wine.general.kind == "unknown"
    assert len(wine.children) == 10
    assert "give one for its own duty" in wine.notes[0]


def test_mexico_rises_with_the_bill() -> None:
    before, after = (
        schedule_on("MEX", day).find("33030001") for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    assert (before.general.ad_valorem, after.general.ad_valorem) == (0.15, 0.25)
    before_all, after_all = (
        schedule_on("MEX", day).base_rate for day in (date(2025, 12, 31), date(2026, 1, 1))
    )
    # Of the 1,463 lines of the bill 388 were at the new rate already, and one falls.
    assert ((after_all > before_all).sum(), (after_all < before_all).sum()) == (1074, 1)


def test_general_rates_agree_with_a_compiled_table(reference_folder: Path, hts: Schedule) -> None:
    """Where value decides, all agree; elsewhere that table has 0 or the part by value, ours none."""
    path = reference_folder / "data/us-schedule/mfn_rates_2025.csv"
    compared: Counter[str] = Counter()
    known = {code[:8].decode() for code in hts.lines}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["hs8"] not in known:
                assert row["hs8"] >= "98"  # the table has special provisions, which are no goods
                compared["chapters 98 and 99"] += 1
                continue
            general = hts.find(row["hs8"]).general
            compared[_agreement(general, float(row["mfn_rate"]))] += 1
    assert compared == {
        "equal": 9767,
        "by quantity, theirs 0": 677,
        "compound, the part by value equal": 401 + 6 + 4,
        "another heading decides, theirs 0": 42,
        "not understood": 2,
        "chapters 98 and 99": 2174,
    }


def _agreement(general, theirs: float) -> str:
    if general.plain_rate is not None:
        return "equal" if general.plain_rate == pytest.approx(theirs, abs=1e-12) else "different"
    if general.kind == "specific":
        return "by quantity, theirs 0" if theirs == 0 else "different"
    if general.kind == "see":
        return "another heading decides, theirs 0" if theirs == 0 else "different"
    if general.kind == "unknown":
        return "not understood"
    by_value = [
        rate for rate in (general.ad_valorem, *(part.rate for part in general.parts)) if rate is not None
    ]
    same = theirs == 0 or any(rate == pytest.approx(theirs, abs=1e-12) for rate in by_value)
    return "compound, the part by value equal" if same else "different"


def test_own_editions_lie_over_the_shipped(tmp_path: Path) -> None:
    from detente.duties.schedule.files import write_edition

    about = {"importer": "USA", "edition": "own", "valid_from": "2025-03-01"}
    rows = [Row("0101", 0, "Horses"), Row("01013000", 1, "Asses", general="9%")]
    write_edition(tmp_path / "USA-own.npz", pack(rows, about))
    assert schedule_on("USA", DAY, [tmp_path]).edition == "own"
    assert schedule_on("USA", DAY, [tmp_path]).find("01013000").general.ad_valorem == 0.09
    assert schedule_on("USA", date(2025, 2, 28), [tmp_path]).edition == "2025-basic"
    assert schedule_on("USA", date(2025, 12, 1), [tmp_path]).edition == "2025-rev-32"
    with pytest.raises(BadInput, match="no folder of schedules"):
        schedule_on("USA", DAY, [tmp_path / "absent"])
    (tmp_path / "broken.npz").write_bytes((tmp_path / "USA-own.npz").read_bytes()[:500])
    with pytest.raises(BadInput, match="not a schedule, or a damaged one"):
        schedule_on("USA", DAY, [tmp_path])


TREES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(["", "5%", "Free", "1¢/kg"])), min_size=1, max_size=30
)


@given(TREES)
def test_a_line_has_the_duty_of_the_nearest_row_above_that_states_one(tree) -> None:
    rows = [
        Row(f"{10000000 + number}", depth, f"row {number}", general=text)
        for number, (depth, text) in enumerate(tree)
    ]
    packed = pack(rows, {"importer": "XXX", "edition": "x", "valid_from": "2025-01-01"})
    assert len(packed["lines"]) == len(rows)
    for place, stating in zip(packed["line_rows"].tolist(), packed["rate_rows"].tolist(), strict=True):
        expected, depth = -1, rows[place].indent + 1
        for above in range(place, -1, -1):
            if rows[above].indent < depth:
                depth = rows[above].indent
                if rows[above].general:
                    expected = above
                    break
        assert stating == expected


def test_a_duty_needs_the_schedule_for_a_few_milliseconds_only() -> None:
    table = read_table(edition_on("USA", DAY).path)
    fresh = type(table)(table.path, table.about)
    start = time.perf_counter()
    assert len(fresh.line_codes) == len(fresh.general_rates)
    assert time.perf_counter() - start < 0.2  # some 10 ms; machines under load are slower
    schedule = schedule_on("USA", DAY)
    schedule.find("8507600020")
    start = time.perf_counter()
    found: list[Line] = [schedule.find("8507600020") for _ in range(20)]
    assert (time.perf_counter() - start) / len(found) < 0.01


def test_a_day_is_as_good_as_any(hts: Schedule) -> None:
    for days in (-20_000, -1, 0, 1, 20_000):
        assert schedule_on("USA", DAY + timedelta(days=days)).find("0101300000").general.ad_valorem == 0.068
