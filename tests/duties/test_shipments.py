"""Files of shipments: what is answered, what is set aside and why, and that nothing is lost."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars
import pytest

from detente.core.errors import BadInput
from detente.duties.shipments import csv as shipments_csv
from detente.duties.shipments import reading as shipments_reading
from detente.duties.shipments import shipments as running
from detente.duties.shipments.question import ShipmentsQuestion
from detente.duties.shipments.shipments import Shipped
from detente.workbench import Workbench

HEAD = "importer,origin,product,on"
TOY = "USA,CHN,9503.00.00.73,2025-06-09"
Ask = Callable[..., "Answer"]


class Answer:
    """What became of a file: the count, the rows of the answer and those set aside."""

    def __init__(self, done: Shipped) -> None:
        self.done = done
        with Path(done.out).open(newline="", encoding="utf-8") as stream:
            self.rows = list(csv.DictReader(stream))
        with Path(done.rejects).open(newline="", encoding="utf-8") as stream:
            self.rejects = list(csv.DictReader(stream))

    @property
    def reasons(self) -> dict[int, str]:
        return {int(row["line"]): f"{row['field']}: {row['reason']}" for row in self.rejects}


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench()


@pytest.fixture
def ask(bench: Workbench, tmp_path: Path) -> Ask:
    def asked(source: str | bytes | polars.DataFrame, **question: object) -> Answer:
        path = tmp_path / ("in.parquet" if isinstance(source, polars.DataFrame) else "in.csv")
        if isinstance(source, polars.DataFrame):
            source.write_parquet(path)
        else:
            path.write_bytes(source.encode() if isinstance(source, str) else source)
        answer = Answer(bench.shipments(path, tmp_path / "out.csv", ShipmentsQuestion(**question)))
        assert answer.done.answered + answer.done.rejected == answer.done.rows
        assert (len(answer.rows), len(answer.rejects)) == (answer.done.answered, answer.done.rejected)
        assert not (tmp_path / "out.csv.parts").exists()
        return answer

    return asked


def test_columns_in_any_case_and_others_carried_along(ask: Ask) -> None:
    found = ask(
        "Order,IMPORTER,Origin,product,On\n7,USA,China,9503.00.00.73,2025-06-09\n8,us,CN,95030000,2025-06-09\n"
    )
    assert [row["Order"] for row in found.rows] == ["7", "8"]
    assert list(found.rows[0])[:5] == ["Order", "IMPORTER", "Origin", "product", "On"]
    assert found.rows[0]["components"] == "ieepa-fentanyl:0.2; ieepa-reciprocal:0.1"
    assert {row["total_rate"] for row in found.rows} == {"0.3"}
    assert {row["state"] for row in found.rows} == {"known"}


def test_the_importer_may_be_an_option(ask: Ask) -> None:
    found = ask("origin,product,on\nCHN,9503000073,2025-06-09\n", importer="USA")
    assert found.rows[0]["additional_rate"] == "0.3"


def test_an_instant_with_its_zone_is_a_moment(ask: Ask) -> None:
    moments = ["2025-04-10T12:00 Asia/Shanghai", "2025-04-10T12:01 Asia/Shanghai", "2025-04-10"]
    found = ask("\n".join([HEAD, *(f"USA,CHN,9503000073,{moment}" for moment in moments)]))
    rates = [float(row["additional_rate"]) for row in found.rows]
    assert rates[0] < rates[1] == rates[2]


REFUSED = [
    ("USA,CHN,8507,2025-06-09", "product: 8507 is a heading, not a tariff line"),
    ("USA,CHN,850760,2025-06-09", "product: 850760 is a subheading"),
    ("USA,CHN,123456789,2025-06-09", "product: 123456789 has 9 digits: a spreadsheet may have dropped"),
    ("USA,CHN,1012100,2025-06-09", "product: 1012100 has 7 digits: a spreadsheet may have dropped"),
    ("USA,CHN,95030000731,2025-06-09", "product: 95030000731 has 11 digits"),
    ("USA,CHN,9903012500,2025-06-09", "product: 9903012500 is a special provision of chapter 99"),
    ("USA,CHN,9801001012,2025-06-09", "product: 9801001012 is a special provision of chapter 98"),
    ("USA,CHN,9503.99.00,2025-06-09", "product: 9503.99.00 is no line of HTS 2025"),
    ("USA,CHN,toys,2025-06-09", "product: 'toys' is not a product code"),
    ("USA,CHN,,2025-06-09", "product: no product code is given"),
    ("USA,Chian,9503000073,2025-06-09", "origin: unknown economy 'Chian'; did you mean"),
    ("XQZ,CHN,9503000073,2025-06-09", "importer: unknown economy 'XQZ'"),
    ("USA,us,9503000073,2025-06-09", "origin: USA is named twice"),
    ("USA,WLD,9503000073,2025-06-09", "origin: WLD is no single economy"),
    ("USA,CHN,9503000073,9 June 2025", "on: '9 June 2025' is not a date"),
    ("USA,CHN,9503000073,2025-02-30", "on: 2025-02-30 does not exist"),
    ("USA,CHN,9503000073,2017-12-31", "on: 2017-12-31 lies before the record begins"),
    ("USA,CHN,9503000073,2150-01-01", "on: 2150-01-01 lies too far ahead"),
    ("USA,CHN,9503000073,2025-06-09T12:00 Mars/Base", "on: unknown time zone 'Mars/Base'"),
]


@pytest.mark.parametrize(("row", "reason"), REFUSED)
def test_a_row_that_cannot_be_answered_says_why(ask: Ask, row: str, reason: str) -> None:
    found = ask(f"{HEAD}\n{TOY}\n{row}\n{TOY}\n")
    assert list(found.reasons) == [3]
    assert found.reasons[3].startswith(reason)
    assert [found.rejects[0][name] for name in HEAD.split(",")] == row.split(",")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("-5", "a customs value of -5 dollars cannot be"),
        ("0", "a customs value of 0 dollars cannot be"),
        ("NaN", "a customs value of nan dollars cannot be"),
        ("inf", "a customs value of inf dollars cannot be"),
        ("2e12", "a customs value of 2e+12 dollars cannot be"),
        ("1.234,50", "'1.234,50' is no number"),
    ],
)
def test_values_that_cannot_be(ask: Ask, value: str, reason: str) -> None:
    found = ask(f'{HEAD},value_usd\n{TOY},"{value}"\n{TOY},\n{TOY},12.5\n')
    assert [row["value_usd"] for row in found.rows] == ["", "12.5"]
    assert found.reasons[2].startswith(f"value_usd: {reason}")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("colour=red", "there is no fact 'colour'"),
        ("usmca=perhaps", "'perhaps' is no value of the fact usmca"),
        ("usmca", "'usmca' is not a fact"),
        ("usmca=yes;usmca=no", "the fact usmca is given twice"),
        ("loaded_on=2026-04-04", "goods loaded on 2026-04-04 cannot be entered on 2025-06-09"),
    ],
)
def test_facts_that_are_none(ask: Ask, given: str, reason: str) -> None:
    found = ask(f"{HEAD},given\n{TOY},{given}\n{TOY},usmca=yes;\n")
    assert found.reasons[2].startswith(f"given: {reason}")
    assert len(found.rows) == 1


def test_facts_for_all_rows_yield_to_those_of_a_row(ask: Ask) -> None:
    rows = "USA,CAN,9503000073,2025-06-09"
    found = ask(f"{HEAD},given\n{rows},\n{rows},usmca=no\n", given=("usmca=yes",))
    assert [float(row["total_rate"]) for row in found.rows] == [0.0, 0.25]


def test_days_after_the_newest_material_are_answered_with_a_warning(ask: Ask, bench: Workbench) -> None:
    found = ask(f"{HEAD}\n{TOY}\n{TOY.replace('2025', '2031')}\n")
    assert found.done.beyond == 1
    assert str(bench.record.newest) in found.done.notices[0]


def test_a_row_that_is_no_utf8_is_set_aside(ask: Ask) -> None:
    rows = [
        TOY.encode(),
        "USA,Côte d'Ivoire,18010000,2025-06-09".encode("cp1252"),
        "USA,Türkiye,18010000,2025-06-09".encode(),
    ]
    found = ask(b"\xef\xbb\xbf" + b"\r\n".join([HEAD.encode(), *rows]))
    assert found.reasons == {3: "row: byte 0xf4 is no UTF-8; save the file as UTF-8"}
    assert found.rejects[0]["origin"] == "Côte d'Ivoire"


def test_ragged_rows_are_set_aside(ask: Ask) -> None:
    found = ask(f"{HEAD}\n{TOY}\nUSA,CHN\n{TOY},more,still\n\n{TOY}\n")
    assert found.reasons == {
        3: "row: 2 fields are too few: the first line has 4",
        4: "row: 6 fields are too many: the first line has 4",
    }
    assert found.rejects[1]["on"] == "2025-06-09,more,still"


def test_quotations_over_lines_and_ones_that_are_not_closed(ask: Ask) -> None:
    rows = f'"a ""b""\nc",{TOY}\nplain,{TOY}\n"open,{TOY}\nlast,{TOY}\n'
    found = ask(f"note,{HEAD}\n{rows}")
    assert [row["note"] for row in found.rows] == ['a "b"\nc', "plain", "last"]
    assert found.reasons == {5: "row: a quotation mark is not closed; close it, or double it"}


def test_a_nul_is_set_aside(ask: Ask) -> None:
    found = ask(f"{HEAD}\n{TOY}\nUSA,C\0HN,9503000073,2025-06-09\n")
    assert found.reasons == {3: "row: there is a NUL character; take it out"}


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters(ask: Ask, delimiter: str) -> None:
    assert ask(f"{HEAD}\n{TOY}\n".replace(",", delimiter)).done.answered == 1


def test_formulas_are_written_as_text(ask: Ask) -> None:
    notes = ["=1+1", "+1", "-2.5e3", "-x", "@SUM(A1)", "\tx", "plain", "'q"]
    rows = "".join(f"{note},{TOY}\n" for note in notes)
    found = ask(f"=note,{HEAD}\n{rows}=2,USA,CHN,8507,2025-06-09\n")
    assert [row["'=note"] for row in found.rows] == [
        "'=1+1", "+1", "-2.5e3", "'-x", "'@SUM(A1)", "'\tx", "plain", "'q",
    ]  # fmt: skip
    assert found.rejects[0]["'=note"] == "'=2"


def test_parquet_keeps_its_types_and_numbers_that_lost_a_zero_are_refused(ask: Ask) -> None:
    frame = polars.DataFrame(
        {
            "importer": ["USA"] * 3, "origin": ["CHN", "CHN", None],
            "product": [9503000073, 101210010, 9503000073],
            "on": [date(2025, 6, 9)] * 3, "list": [[1], [2], None],
        }
    )  # fmt: skip
    found = ask(frame)
    assert found.rows[0]["total_rate"] == "0.3"
    assert found.reasons[2].startswith(
        "product: 101210010 has 9 digits: a spreadsheet may have dropped a leading"
    )
    assert found.reasons[3].startswith("origin: unknown economy ''")


def test_moments_in_parquet(ask: Ask) -> None:
    when = [datetime(2025, 4, 9), datetime(2025, 4, 9, 4, 2)]
    frame = polars.DataFrame(
        {"importer": ["USA"] * 2, "origin": ["CHN"] * 2, "product": ["9503000073"] * 2, "on": when}
    )
    day, moment = (float(row["additional_rate"]) for row in ask(frame).rows)
    assert day == moment
    zoned = polars.DataFrame({"on": [datetime(2025, 4, 9, 4, 0, tzinfo=UTC)]})
    before = ask(polars.concat([frame.head(1).drop("on"), zoned], how="horizontal")).rows[0]
    assert float(before["additional_rate"]) < day


def test_landed_cost(ask: Ask) -> None:
    head = f"{HEAD},value_usd,given"
    rows = [
        f"{TOY},10000,",
        "USA,CAN,9503000073,2025-06-09,10000,usmca=yes",
        f"{TOY},,",
        "CHN,USA,95030010,2025-06-09,10000,",
    ]
    found = ask("\n".join([head, *rows]), landed=True, mpf=True, hmf="ocean")
    toy, claimed, without, other = found.rows
    assert (toy["duty_usd"], toy["mpf_usd"], toy["hmf_usd"], toy["landed_usd"]) == (
        "3000.0",
        "34.64",
        "12.5",
        "13047.14",
    )
    assert (claimed["mpf_usd"], claimed["hmf_usd"]) == ("0.0", "12.5")
    assert without["landed_usd"] == ""
    assert (other["mpf_usd"], other["hmf_usd"]) == ("0.0", "0.0")


def test_duties_by_weight_take_the_quantities(ask: Ask, bench: Workbench) -> None:
    code = "0402101000"  # 3.3 cents a kilogram
    rows = [
        f"USA,NZL,{code},2025-01-15,1000,,",
        f"USA,NZL,{code},2025-01-15,1000,kg=500,",
        f"USA,NZL,{code},2025-01-15,1000,,500",
    ]
    rows += [f"USA,NZL,{code},2025-01-15,1000,kg=-1,"]
    found = ask("\n".join([f"{HEAD},value_usd,quantities,quantity_kg", *rows]))
    single = bench.duty("USA", "NZL", code, "2025-01-15", value_usd=1000, quantities={"kg": 500})
    assert [row["base_rate"] for row in found.rows] == ["", str(single.base_rate), str(single.base_rate)]
    assert found.rows[0]["state"] == "unknown"
    assert found.reasons[5].startswith("quantities: 'kg=-1' is no quantity")


REFUSED_FILES = [
    (b"", "has no first line"),
    (b"importer,origin,on\n", "there is no column product"),
    (b"importer,origin,product,on,On\n", "the column on stands twice"),
    (b"importer,origin,product,on,state\n", "there is a column state already"),
    (b"\xff\xfei\0m\0", "UTF-16"),
    (b"importer,origin,produit\xe9,on\n", "the first line is no UTF-8"),
    (b"PAR1 and nothing else", "not a Parquet file, or a damaged one"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED_FILES)
def test_a_file_that_cannot_be_read_is_refused(ask: Ask, tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        ask(content)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_a_parquet_file_cut_short_is_refused(bench: Workbench, tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole.parquet", tmp_path / "cut.parquet"
    polars.DataFrame([dict(zip(HEAD.split(","), TOY.split(","), strict=True))] * 1000).write_parquet(whole)
    cut.write_bytes(whole.read_bytes()[:-20])
    with pytest.raises(BadInput, match="not a Parquet file, or a damaged one"):
        bench.shipments(cut, tmp_path / "out.parquet")
    with pytest.raises(BadInput, match="cannot read it: no such file"):
        bench.shipments(tmp_path / "none.csv", tmp_path / "out.parquet")
    with pytest.raises(BadInput, match="would overwrite another"):
        bench.shipments(whole, whole)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut.parquet", "whole.parquet"]


def test_a_disk_that_fills_leaves_no_output_and_the_next_run_goes_on(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("\n".join([HEAD, *[TOY] * 4000]))
    monkeypatch.setattr(shipments_csv, "PIECE_BYTES", 20_000)
    written = running.write_answers

    def full(frame: polars.DataFrame, path: Path, *others: object) -> None:
        if path.name.startswith("00002"):
            raise OSError(28, os.strerror(28), str(path))
        written(frame, path, *others)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(running, "write_answers", full)
        with pytest.raises(BadInput, match="no space left on device"):
            bench.shipments(source, out)
    assert not out.exists()
    done = bench.shipments(source, out)
    assert done.resumed > 0
    assert (done.rows, done.answered) == (4000, 4000)
    assert len(out.read_text().splitlines()) == 4001
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv", "out.rejects.csv"]


def test_another_question_does_not_take_up_old_partitions(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("\n".join([HEAD, *[TOY] * 10]))

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(running, "write_whole", broken)
        with pytest.raises(KeyboardInterrupt):
            bench.shipments(source, out)
    assert bench.shipments(source, out, ShipmentsQuestion(given=("post=yes",))).resumed == 0


def test_many_partitions_make_one_file(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipments_reading, "PARTITION_ROWS", 300)
    codes = [f"950300{number:04}" if number % 7 else "9503000073" for number in range(1000)]
    days, places = [date(2025, 6, 9)] * 1000, range(1000)
    frame = polars.DataFrame({"origin": ["CHN", "VNM"] * 500, "product": codes, "on": days, "place": places})
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    frame.write_parquet(source, row_group_size=170)
    done = bench.shipments(source, out, ShipmentsQuestion(importer="USA"))
    answers, rejects = polars.read_parquet(out), polars.read_csv(done.rejects, infer_schema=False)
    assert done.partitions == 4
    assert answers["place"].to_list() == sorted(answers["place"].to_list())
    assert sorted([*answers["place"], *(int(place) for place in rejects["place"])]) == list(range(1000))
    assert answers.schema["product"] == polars.String
    assert answers.schema["on"] == polars.Date
    assert (rejects["line"].cast(int) == rejects["place"].cast(int) + 1).all()


def test_no_rows_make_an_answer_without_rows(ask: Ask, bench: Workbench, tmp_path: Path) -> None:
    assert ask(f"{HEAD}\n").done.rows == 0
    source = tmp_path / "empty.parquet"
    polars.DataFrame(schema=dict.fromkeys(HEAD.split(","), polars.String)).write_parquet(source)
    bench.shipments(source, tmp_path / "answer.parquet")
    assert "total_rate" in polars.read_parquet(tmp_path / "answer.parquet").columns


def test_a_question_that_no_row_can_be_asked(ask: Ask) -> None:
    for question, reason in (
        ({"importer": "XQZ"}, "unknown economy 'XQZ'"),
        ({"given": ("colour=red",)}, "no fact 'colour'"),
        ({"hmf": "rail"}, "no harbor maintenance fee falls on 'rail'"),
        ({"known_at": date(2001, 1, 1)}, "before the record begins"),
        ({"landed": True}, "there is no column value_usd"),
    ):
        with pytest.raises(BadInput, match=reason):
            ask(f"{HEAD}\n{TOY}\n", **question)


def test_a_batch_knows_no_scenario(bench: Workbench, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a scenario is between two economies"):
        bench.batch(tmp_path / "in.csv", tmp_path / "out.csv", scenario="lapse")
