"""`detente sweep` as a shell sees it: what it prints, where it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars
import pytest


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three economies that trade goods and services; services move no duty."""
    flows = np.full((3, 3, 2), 10.0)
    flows[range(3), range(3)] = 100.0
    path = tmp_path_factory.mktemp("world") / "three.npz"
    np.savez(
        path, economies=np.array(["USA", "CHN", "DEU"]), sectors=np.array(["machinery", "services"]),
        goods=np.array([True, False]), flows=flows, input_coefficients=np.zeros((3, 2, 2)),
        value_added=flows.sum(axis=1), output=flows.sum(axis=1), tariffs=np.zeros_like(flows),
    )  # fmt: skip
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("scenario,USA on CHN,CHN on USA\nlow,0.1,\nhigh,145%,125%\n", encoding="utf-8")
    return path


def test_a_sweep(run, source: Path, world: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "out.parquet"
    ran = run("sweep", source, "--world", world, "--parquet", out, "--economies", "USA, CHN")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "2 scenarios: 2 converged"
    assert lines[2] == f"{out}: 4 rows"
    assert lines[3].split() == ["real", "income,", "%", "lowest", "in", "mean", "highest", "in"]
    assert polars.read_parquet(out)["economy"].to_list() == ["USA", "CHN"] * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.parquet"]


def test_help_offers_no_standard_output(run) -> None:  # type: ignore[no-untyped-def]
    told = run("sweep", "--help").out
    assert "--csv FILE" in told
    assert "standard output" not in told


def test_a_second_sweep_into_one_output_is_refused(  # type: ignore[no-untyped-def]
    run, source: Path, world: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "out.csv.parts" / "sweep.lock"
    lock.parent.mkdir()
    lock.write_text("1 another-machine", encoding="utf-8")
    ran = run("sweep", source, "--world", world, "--csv", tmp_path / "out.csv")
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert f"another sweep is writing {tmp_path / 'out.csv'}; " in ran.err
    assert lock.exists()


def test_without_a_file_it_is_summed_up(run, source: Path, world: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    told = run("sweep", source, "--world", world, "--json").json
    assert (told["scenarios"], told["rows"], told["written"]) == (2, 6, [])
    assert [row["economy"] for row in told["spreads"]] == ["USA", "CHN", "DEU"]
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_a_scenario_that_does_not_converge_is_told(run, world: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    lopsided = dict(np.load(world))
    lopsided["flows"] = lopsided["flows"].copy()
    lopsided["flows"][1:, 0] *= 4
    for name in ("value_added", "output"):
        lopsided[name] = lopsided["flows"].sum(axis=1)
    np.savez(tmp_path / "lopsided.npz", **lopsided)
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("scenario,WLD on WLD in machinery + services\nmild,0.1\nshut,99\n", encoding="utf-8")
    ran = run("sweep", source, "--world", tmp_path / "lopsided.npz", "--csv", out)
    assert ran.status == 1
    assert ran.out.startswith("2 scenarios: 1 converged, 1 did not; the first, shut: ")
    shut = out.read_text(encoding="utf-8").splitlines()[4]
    assert "not converged" in shut
    assert "deficit" in shut


def test_all_slips_of_a_file_are_told_one_a_line(run, source: Path, world: Path) -> None:  # type: ignore[no-untyped-def]
    source.write_text("scenario,USA on CHN\na,O.1\na,0.1\nb,-2\n", encoding="utf-8")
    ran = run("sweep", source, "--world", world)
    assert (ran.status, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert [line.removeprefix(f"{source}:")[:2] for line in lines[:3]] == ["2,", "3,", "4,"]
    assert lines[3].startswith("detente: ")
    assert "has 3 problems" in lines[3]
    source.write_text("USA on CHN\n" + "x\n" * 60, encoding="utf-8")
    assert run("sweep", source, "--world", world).err.splitlines()[-2] == "... and 10 more"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("{}/none.csv",), "none.csv: cannot be read"),
        (("{}/in.csv", "--csv", "-"), "to a file"),
        (("{}/in.csv", "--csv", "{}/in.csv"), "are one file"),
        (("{}/in.csv", "--parquet", "{}/no/o.parquet"), "there is no folder"),
        (("{}/in.csv", "--economies", "JPN"), "has no JPN"),
        (("{}/in.csv", "--economies", "Chian"), "did you mean China (CHN)?"),
        (("{}/in.csv", "--cluster", "tcp://127.0.0.1:9"), "write to a folder they share"),
        (("{}/in.csv", "--parquet", "{}/o.parquet", "--cluster", "nowhere"), "is no address of a cluster"),
    ],
)
def test_a_question_that_cannot_be_answered(  # type: ignore[no-untyped-def]
    run, source: Path, world: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    ran = run("sweep", *(word.format(tmp_path) for word in words), "--world", world)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert told in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
