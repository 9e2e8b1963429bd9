"""`detente shipments` and `detente duty --batch` in the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.app.cli.shipments import bar

HEAD = "importer,origin,product,on\n"
TOY = "USA,CHN,9503.00.00.73,2025-06-09\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(HEAD + TOY * 2)
    return path


def test_all_rows_answered(run, source: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = run("shipments", source, "--out", tmp_path / "out.csv")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == "2 rows: 2 answered, 0 set aside"
    assert (tmp_path / "out.rejects.csv").read_text().splitlines() == [
        "line,importer,origin,product,on,field,reason"
    ]


def test_some_rows_set_aside(run, source: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source.write_text(HEAD + TOY + "USA,CHN,8507,2025-06-09\n")
    ran = run("shipments", source, "--out", tmp_path / "out.csv", "--rejects", tmp_path / "bad.csv")
    assert ran.status == 1
    assert "2 rows: 1 answered, 1 set aside" in ran.out
    assert "8507 is a heading" in (tmp_path / "bad.csv").read_text()


def test_the_answer_in_json(run, source: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = run("shipments", source, "--out", tmp_path / "out.csv", "--json").json
    assert (found["rows"], found["answered"], found["rejected"], found["beyond"]) == (2, 2, 0, 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), ["--out"]),
        (("--out", "{}/no/such/out.csv"), ["there is no folder"]),
        (("--out", "{}/in.csv"), ["would overwrite another"]),
        (("--out", "{}/out.csv", "--landed"), ["no column value_usd"]),
        (("--out", "{}/out.csv", "--hmf", "rail"), ["'rail'"]),
        (("--out", "{}/out.csv", "--cluster", "nowhere"), ["'nowhere' is no address"]),
        (("--out", "-"), ["to a file"]),
    ],
)
def test_a_question_that_cannot_be_answered(  # type: ignore[no-untyped-def]
    run, source: Path, tmp_path: Path, words: tuple[str, ...], told: list[str]
) -> None:
    ran = run("shipments", source, *(word.format(tmp_path) for word in words))
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1
    assert all(word in ran.err for word in told)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_batch(run, source: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ran = run("duty", "--batch", source, "--out", tmp_path / "out.csv")
    assert ran.status == 0
    assert (
        (tmp_path / "out.csv")
        .read_text()
        .splitlines()[1]
        .endswith("known,ieepa-fentanyl:0.2; ieepa-reciprocal:0.1")
    )
    assert "lacks --out" in run("duty", "--batch", source).err
    assert run("duty", "--batch", source, "--out", tmp_path / "out.csv", "--scenario", "lapse").status == 2


def test_the_bar_tells_the_time_left() -> None:
    assert bar("rows", 0, 10, 0, 0.0) == f"[{' ' * 24}] 0%  0 of 10 rows"
    assert bar("rows", 10, 10, 10, 5.0).endswith("100%  10 of 10 rows, 0:00 left")
