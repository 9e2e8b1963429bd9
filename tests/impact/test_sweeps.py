"""Sweep files read, checked, solved, kept, gone on with; on a world of five economies."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars
import pytest

from detente.core.errors import BadInput
from detente.duties.shipments import files
from detente.impact.effects import EffectsQuestion
from detente.impact.sweeps import keeping, plan, solving
from detente.impact.sweeps.axes import Axes
from detente.impact.sweeps.plan import Sweep
from detente.impact.sweeps.problems import BadSweep
from detente.impact.sweeps.rates import rate_of, rates_of
from detente.impact.sweeps.reading import read_sweep
from detente.impact.sweeps.running import Swept
from detente.ledger.record import Record
from detente.models import SolveOptions, WorldFlows, baseline_from_flows, solve
from detente.workbench import Workbench
from detente.world.elasticities import load_elasticities
from detente.world.tables import World, load_world

LADDER = """\
title: a ladder
grid:
  USA on CHN: [0, 0.1, ..., 0.45]
  CHN on USA: {from: 0, to: 0.2, step: 0.1}
  USA on VNM: same as USA on CHN
"""


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world at rest in a file: home-biased, no inputs, no tariffs, services among the sectors."""
    economies, sectors = ("USA", "CHN", "DEU", "FRA", "VNM"), ("iron-steel", "machinery", "services")
    draw = np.random.default_rng(0)
    flows = 100 * draw.lognormal(size=(5, 5, 3))
    flows[range(5), range(5)] *= 10
    path = tmp_path_factory.mktemp("world") / "small.npz"
    np.savez(
        path, economies=np.array(economies), sectors=np.array(sectors), goods=np.array([True, True, False]),
        flows=flows, input_coefficients=np.zeros((5, 3, 3)), value_added=flows.sum(axis=1),
        output=flows.sum(axis=1), tariffs=np.zeros_like(flows),
    )  # fmt: skip
    return path


@pytest.fixture(scope="session")
def small(world_file: Path) -> World:
    return load_world(world_file)


@pytest.fixture
def workbench(world_file: Path) -> Workbench:
    return Workbench(world=str(world_file))


@pytest.fixture
def sweep(tmp_path: Path, workbench: Workbench) -> Callable[..., tuple[Swept, polars.DataFrame]]:
    """Write a file, sweep it to Parquet and read the rows back."""

    def run(text: str, name: str = "s.yaml", **asked: object) -> tuple[Swept, polars.DataFrame]:
        source, out = tmp_path / name, tmp_path / "out.parquet"
        source.write_text(text, encoding="utf-8")
        found = workbench.sweep(source, parquet=out, **asked)  # type: ignore[arg-type]
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted({name, "out.parquet"})
        return found, polars.read_parquet(out)

    return run


@pytest.fixture
def read(tmp_path: Path, record: Record, small: World) -> Callable[..., Sweep]:
    def from_text(text: str, name: str = "s.yaml") -> Sweep:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_sweep(path, record.economies, small)

    return from_text


def problems(read: Callable[..., Sweep], text: str, name: str = "s.yaml") -> list[str]:
    with pytest.raises(BadSweep) as refused:
        read(text, name)
    return [f"{problem.place.line}: {problem.what}; {problem.mend}" for problem in refused.value.problems]


def test_rates_as_they_are_written() -> None:
    assert [rate_of(text) for text in ("0", "145%", " 0.3 ", "-0.5", "1e-2")] == [0.0, 1.45, 0.3, -0.5, 0.01]
    assert np.isnan([rate_of(text) for text in ("", "base", None)]).all()
    for wrong in ("1O", "nan", "inf", "-1", "-100%", "101", "1_0", "0,1", "10 %%"):
        with pytest.raises(BadInput):
            rate_of(wrong)


def test_lists_and_ranges() -> None:
    told: list[str] = []

    def rates(value: object) -> tuple[float, ...]:
        return rates_of(value, lambda place, error: told.append(f"{place} {error.what}"))

    assert rates(["0", "0.1", "...", "0.3"]) == (0.0, 0.1, 0.2, 0.3)
    assert rates(["0", "0.5", "...", "1.45", "5"]) == (0.0, 0.5, 1.0, 1.45, 5.0)
    assert rates(["1", "0.75", "...", "0"]) == (1.0, 0.75, 0.5, 0.25, 0.0)
    assert rates({"from": "0", "to": "1.45", "step": "0.05"})[-2:] == (1.4, 1.45)
    assert rates({"from": "1", "to": "0", "step": "-0.5"}) == (1.0, 0.5, 0.0)
    assert rates("0.3") == (0.3,)
    assert not told
    for wrong in (
        ["...", "1"], ["0", "1", "..."], ["0", "0.1", "...", "-0.5"], ["0", "0"], [], {"from": "0"}, [["0"]],
        {"from": "0", "to": "1", "step": "0"}, {"from": "0", "to": "1", "step": "-0.1"},
        {"from": "0", "to": "90", "step": "0.0001"},
    ):  # fmt: skip
        before = len(told)
        rates(wrong)
        assert len(told) > before, wrong


def test_axes_name_flows(record: Record, small: World) -> None:
    axes = Axes(record.economies, small)

    def flows(name: str) -> set[str]:
        exporter, importer, sector = np.unravel_index(axes.read(name).cells, small.tariffs.shape)
        rows = zip(exporter, importer, sector, strict=True)
        return {f"{small.economies[j]}>{small.economies[i]} {small.sectors[k]}" for j, i, k in rows}

    assert flows("USA on China") == {"CHN>USA iron-steel", "CHN>USA machinery"}
    assert flows("EU on us in machinery") == {"USA>DEU machinery", "USA>FRA machinery"}
    assert flows("USA on CHN in machinery, services") == {"CHN>USA machinery", "CHN>USA services"}
    assert len(flows("WLD on WLD")) == 5 * 4 * 2
    assert len(flows("EU on WLD in machinery")) == 2 * 3
    for wrong in ("USA", "USA on USA", "EU on FRA", "USA on Chian", "USA on JPN", "USA on CHN in steel"):
        with pytest.raises(BadInput):
            axes.read(wrong)


def test_a_grid_multiplies(read: Callable[..., Sweep]) -> None:
    found = read(LADDER + "elasticities: [caliendo-parro-2015, shapiro-2016]\n")
    assert [axis.name for axis in found.axes] == ["USA on CHN", "CHN on USA", "USA on VNM"]
    assert found.scenarios == 2 * 6 * 3
    assert found.groups[0].rates[4].tolist() == [0.1, 0.1, 0.1]
    parts = list(found.partitions())
    assert [(part.elasticities, part.names[-1]) for part in parts] == [
        ("caliendo-parro-2015", "18"), ("shapiro-2016", "18"),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "scenarios"), [("sweep-ladder.yaml", 16 * 14), ("sweep-rows.csv", 4)])
def test_the_examples_can_be_read(record: Record, name: str, scenarios: int) -> None:
    path = Path(__file__).parents[2] / "examples" / name
    assert read_sweep(path, record.economies, load_world()).scenarios == scenarios


def test_every_problem_of_a_file_is_told_at_once(read: Callable[..., Sweep]) -> None:
    text = """\
on: 2025-13-09
against: today
rates: net
elasticity: shapiro-2016
elasticities: [caliendo-parro-2015, shapiro-2106]
deficits: [purged, forgiven]
grid:
  USA on Chian: [0, 0.1]
  USA on CHN in steel: [0, 1O%]
  CHN on USA: same as USA on JPN
"""
    told = problems(read, text)
    assert [line.split(":")[0] for line in told] == ["1", "2", "3", "4", "5", "6", "8", "9", "9", "10"]
    assert "did you mean China (CHN)?" in told[6]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("grid: {}\n", "1: the grid has no axes"),
        ("title: nothing\n", "1: there is no scenario"),
        ("- a\n", "1: is not a mapping"),
        ("grid:\n  USA on CHN: [0\n", "YAML cannot be read"),
        ("grid:\n  USA on CHN: [0]\n  USA on CHN: [1]\n", "3: the key 'USA on CHN' stands twice"),
        ("against: hold\ngrid:\n  USA on CHN: [0]\n", "1: against is about the law of a day"),
        ("scenario: lapse\non: 2025-06-09\ngrid: {USA on CHN: [0]}\n", "1: a scenario is between"),
        ("between: USA USA\non: 2025-06-09\ngrid: {USA on CHN: [0]}\n", "1: USA is named twice"),
        ("rows:\n- {scenario: a, USA on CHN: 0.1}\n- {scenario: a, CHN on USA: 1}\n", "3: the scenario 'a'"),
        ("rows:\n- {scenario: a, USA on CHN: -1}\n", "2: a rate of -1 is -100% or less"),
        ("rows: nowhere.csv\n", "nowhere.csv"),
        (
            "grid:\n  USA on CHN: {from: 0, to: 1, step: 2e-4}\n  CHN on USA: {from: 0, to: 1, step: 2e-4}\n",
            "the grid has 25,010,001 scenarios",
        ),
    ],
)
def test_files_that_cannot_be_meant(read: Callable[..., Sweep], text: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(text)
    where = getattr(refused.value, "problems", ())
    assert told in (f"{where[0].place.line}: {where[0].what}" if where else str(refused.value))


def test_a_typo_in_the_ten_thousandth_row_is_found_before_anything_is_solved(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "BatchSolver", None)
    rows = [f"s{place},{place / 10_000},0.1" for place in range(9_999)]
    source = tmp_path / "many.csv"
    source.write_text("\n".join(["scenario,USA on CHN,CHN on USA", *rows, "s9999,0.1,O.1", ""]))
    began = time.monotonic()
    with pytest.raises(BadSweep) as refused:
        workbench.sweep(source, parquet=tmp_path / "out.parquet")
    assert f"{source}:10001, field CHN on USA: 'O.1' is no rate" in str(refused.value)
    assert time.monotonic() - began < 5
    assert [path.name for path in tmp_path.iterdir()] == ["many.csv"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: the file is empty"),
        ("scenario\na\n", "1: no column is an axis"),
        ("scenaro,USA on CHN\na,1\n", "1: 'scenaro' is no axis; did you mean the column 'scenario'?"),
        ("USA on CHN,USA on CHN\n1,1\n", "1: the column 'USA on CHN' stands twice"),
        ("scenario,USA on CHN\na,1,2\n", "2: the row has 3 cells, the header 2"),
        ('scenario,USA on CHN\n"a,1\n', "CSV cannot be read"),
        ("scenario,USA on CHN\na,nan\n\nb,\na,2\n", "2: 'nan' is no rate"),
        ("scenario,USA on CHN,elasticities\na,1,mine\n", "2: no elasticity set 'mine'"),
        ("scenario,USA on CHN,deficits\na,1,gone\n", "2: there is no deficit rule 'gone'"),
    ],
)
def test_csv_files_that_cannot_be_meant(read: Callable[..., Sweep], text: str, told: str) -> None:
    assert told in problems(read, text, "s.csv")[0]


def test_rows_are_the_equilibria_that_single_solves_find(
    sweep: Callable[..., tuple[Swept, polars.DataFrame]], small: World
) -> None:
    found, rows = sweep("rates: added\nrows:\n- {scenario: war, USA on CHN: 145%, CHN on USA: 125%}\n")
    theta = np.array(load_elasticities().on(small.sectors))
    flows = WorldFlows(
        economies=small.economies, sectors=small.sectors, flows=small.flows, tariffs=small.tariffs,
        value_added_share=small.value_added_share, input_share=small.input_coefficients,
        trade_elasticity=theta,
    )  # fmt: skip
    base = baseline_from_flows(flows)[0]
    tariffs = base.tariffs.copy()
    tariffs[1, 0, :2], tariffs[0, 1, :2] = 1.45, 1.25
    one = solve(base, tariffs, SolveOptions())
    assert rows["economy"].to_list() == list(small.economies)
    assert rows["scenario"].unique().to_list() == ["war"]
    for column, values in (
        ("real_income_percent", 100 * one.real_income_change),
        ("imports_percent", 100 * one.imports_change),
        ("wage_percent", 100 * one.wage_change),
        ("tariff_revenue_usd", 1e6 * one.tariff_revenue),
    ):
        # ten residuals, in percent, or of the world's ten billion USD
        close = 10 if column.endswith("_usd") else 1e-7
        np.testing.assert_allclose(rows[column].to_numpy(), values, rtol=0, atol=close, err_msg=column)
    assert found.summary.spreads[1].lowest_in == "war"
    assert found.as_json()["scenarios"] == 1


def test_rates_in_place_of_duties_on_top_and_in_all(
    sweep: Callable[..., tuple[Swept, polars.DataFrame]],
) -> None:
    """On 9 June 2025 the USA adds about 30% on China's goods: on top of that, in its place, or unchanged."""

    def change(meaning: str, rate: str) -> float:
        text = f"on: 2025-06-09\nagainst: hold\nrates: {meaning}\nrows:\n- {{USA on CHN: {rate}}}\n"
        return float(sweep(text)[1].filter(polars.col("economy") == "CHN")["real_income_percent"][0])

    assert change("added", "base") == pytest.approx(0, abs=1e-7)
    assert change("on_top", "0") == pytest.approx(0, abs=1e-7)
    assert change("on_top", "0.1") < 0 < change("added", "0")
    assert change("added", "0") == pytest.approx(change("total", "0"))  # no ordinary duties in this world


def test_the_law_as_it_stands_is_what_effects_solves(
    sweep: Callable[..., tuple[Swept, polars.DataFrame]], workbench: Workbench
) -> None:
    for scenario in ("hold", "lapse"):
        text = f"on: 2025-06-09\nbetween: [USA, CHN]\nscenario: {scenario}\nrows:\n- {{USA on CHN: base}}\n"
        _, rows = sweep(text)
        told = workbench.effects("USA", "CHN", "2025-06-09", EffectsQuestion(scenario=scenario))
        for row in rows.iter_rows(named=True):
            expected = told.economy(row["economy"])
            assert row["real_income_percent"] == pytest.approx(expected.real_income_percent, abs=1e-7)
            assert row["trade_balance_usd"] == pytest.approx(expected.trade_balance_usd, abs=1e3)


def test_the_later_of_two_axes_counts(sweep: Callable[..., tuple[Swept, polars.DataFrame]]) -> None:
    text = """\
scenario,USA on WLD,USA on CHN,CHN on USA
all,0.5,,
but,0.5,0,
same,0.5,0.5,
"""
    _, rows = sweep(text, "s.csv", economies=["CHN"])
    incomes = dict(zip(rows["scenario"], rows["real_income_percent"], strict=True))
    assert incomes["same"] == pytest.approx(incomes["all"], abs=1e-7)
    assert incomes["but"] > incomes["all"]
    assert rows["CHN on USA"].null_count() == 3


def test_a_scenario_without_equilibrium_is_a_row(
    sweep: Callable[..., tuple[Swept, polars.DataFrame]],
) -> None:
    everything = "WLD on WLD in iron-steel + machinery + services"
    found, rows = sweep(f"scenario,{everything}\nmild,0.1\nshut,90\n", "s.csv", economies=["USA"])
    assert rows["status"].to_list() == ["converged", "not converged"]
    shut = rows.row(1, named=True)
    assert shut["residual"] > 1e-10
    assert shut["advice"]
    assert shut["real_income_percent"] is None
    assert found.summary.missed == 1
    assert found.summary.first_missed.startswith("shut: ")
    assert found.summary.spreads[0].lowest_in == "mild"


def test_restrictions_are_refused_by_name(workbench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "licences.yaml").write_text(
        "scenario: licences\ntitle: Licences\nrestrictions_on_record: [chn-magnets-2025-05]\n"
    )
    source = tmp_path / "s.yaml"
    scenario = tmp_path / "licences.yaml"
    source.write_text(
        f"on: 2025-06-09\nbetween: [USA, CHN]\nscenario: {scenario}\ngrid: {{USA on CHN: [0]}}\n"
    )
    with pytest.raises(BadInput, match=r"restricts trade beside the duties: chn-magnets-2025-05"):
        workbench.sweep(source)


def test_both_files_hold_the_same_rows(workbench: Workbench, tmp_path: Path) -> None:
    source = tmp_path / "s.yaml"
    source.write_text(LADDER + "rows:\n- {scenario: =cmd, USA on CHN: 0.1}\n")
    found = workbench.sweep(source, csv=tmp_path / "o.csv", parquet=tmp_path / "o.parquet", economies=["USA"])
    one, other = polars.read_csv(tmp_path / "o.csv"), polars.read_parquet(tmp_path / "o.parquet")
    assert one.height == other.height == found.summary.rows == 19
    assert one["scenario"][18] == "'=cmd"  # no formula for a spreadsheet
    assert one["real_income_percent"].to_list() == other["real_income_percent"].to_list()


def test_a_disk_that_fills_keeps_what_is_done(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SCENARIOS_TO_A_PART", 3)
    source, out = tmp_path / "s.yaml", tmp_path / "out.parquet"
    source.write_text(LADDER)
    write, written = files._write, []

    def full(path: Path, packed: object) -> None:
        if len(written) == 2:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        write(path, packed)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(BadInput, match=r"cannot write .* no space left on device; make room"):
        workbench.sweep(source, parquet=out)
    assert not out.exists()
    monkeypatch.setattr(files, "_write", write)
    found = workbench.sweep(source, parquet=out)
    assert found.resumed == 2
    assert polars.read_parquet(out).height == 18 * 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "s.yaml"]


def test_another_question_does_not_go_on_with_the_parts_of_the_first(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "s.yaml", tmp_path / "out.parquet"
    source.write_text(LADDER)
    monkeypatch.setattr(solving, "write_answers", _after(1, solving.write_answers))
    monkeypatch.setattr(plan, "SCENARIOS_TO_A_PART", 3)
    with pytest.raises(KeyboardInterrupt):
        workbench.sweep(source, parquet=out)
    monkeypatch.undo()
    source.write_text(LADDER.replace("0.45", "0.35"))
    assert workbench.sweep(source, parquet=out).resumed == 0
    assert [path.name for path in tmp_path.glob("out*")] == ["out.parquet"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.parquet"


@pytest.fixture
def broken(workbench: Workbench, out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sweep broken off when two of its six parts were done."""
    monkeypatch.setattr(plan, "SCENARIOS_TO_A_PART", 3)
    source = out.with_name("s.yaml")
    source.write_text(LADDER)
    with monkeypatch.context() as patched:
        patched.setattr(solving, "write_answers", _after(2, solving.write_answers))
        with pytest.raises(KeyboardInterrupt):
            workbench.sweep(source, parquet=out)
    return source


def test_another_sweep_that_was_broken_off_is_told_of(workbench: Workbench, broken: Path, out: Path) -> None:
    broken.write_text(LADDER.replace("0.45", "0.35"))
    found = workbench.sweep(broken, parquet=out)
    assert (found.dropped, found.resumed) == (2, 0)
    assert found.as_json()["notes"][-1] == "2 parts of an earlier, different sweep dropped"


@pytest.mark.parametrize("damage", [b"", b"PAR1 of old", None])
def test_a_damaged_part_is_solved_again(
    workbench: Workbench, broken: Path, out: Path, damage: bytes | None
) -> None:
    part = next(out.parent.glob("*.parts/*/*.parquet"))
    raw = bytearray(part.read_bytes())
    raw[len(raw) // 3] ^= 1  # a bit that Parquet may not miss
    part.write_bytes(raw if damage is None else damage)
    assert workbench.sweep(broken, parquet=out).resumed == 1
    assert polars.read_parquet(out).height == 18 * 5


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "is a file, and the parts"),
        ("thesis.txt", "holds thesis.txt, which"),
        ("old/thesis.txt", "holds old, which"),
        (f"{'a' * 32}/thesis.txt", f"holds {'a' * 32}/thesis.txt, which"),
        (f"{'a' * 32}/000001.parquet", f"holds {'a' * 32}/000001.parquet, which"),
    ],
)
def test_what_is_not_a_sweeps_own_is_left_alone(
    workbench: Workbench, tmp_path: Path, out: Path, name: str, told: str
) -> None:
    source, mine = tmp_path / "s.yaml", tmp_path / "out.parquet.parts" / name
    source.write_text(LADDER)
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("years of work")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadInput) as refused:
        workbench.sweep(source, parquet=out)
    assert told in str(refused.value).replace(os.sep, "/")
    assert sorted(tmp_path.rglob("*")) == before
    assert mine.read_text() == "years of work"


def test_a_folder_among_the_parts_of_the_same_question_is_left_alone(
    workbench: Workbench, broken: Path, out: Path
) -> None:
    mine = next(out.parent.glob("*.parts/*")) / "mine"
    mine.mkdir()
    with pytest.raises(BadInput, match="mine, which is no part of a sweep"):
        workbench.sweep(broken, parquet=out)
    assert mine.is_dir()


def test_two_sweeps_at_once_do_not_write_one_output(
    workbench: Workbench, world_file: Path, tmp_path: Path, out: Path
) -> None:
    source, refused = tmp_path / "s.yaml", []
    source.write_text(LADDER)

    def told(step: str, done: int, total: int) -> None:
        if step == "writing" and not done:
            with pytest.raises(BadInput, match=f"another sweep is writing {re.escape(str(out))}; wait"):
                Workbench(world=str(world_file)).sweep(source, parquet=out)
            refused.append(step)

    workbench.progress = told
    assert workbench.sweep(source, parquet=out).resumed == 0
    assert refused
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "s.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="Windows itself keeps a lock that is held from being moved")
def test_only_the_lock_of_a_dead_process_is_taken_over(workbench: Workbench, broken: Path, out: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = out.with_name("out.parquet.parts") / keeping.LOCK
    here = platform.node()
    for held in (f"{os.getppid()} {here}", f"{gone.pid} far-away", "", "who knows"):
        lock.write_text(held)
        with pytest.raises(BadInput, match="another sweep is writing"):
            workbench.sweep(broken, parquet=out)
        assert lock.read_text() == held
    lock.write_text(f"{gone.pid} {here}")
    assert workbench.sweep(broken, parquet=out).resumed == 2
    assert not lock.parent.exists()
    if sys.platform == "linux":
        zombie = subprocess.Popen([sys.executable, "-c", ""])
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        lock.parent.mkdir()
        lock.write_text(f"{zombie.pid} {here}")
        workbench.sweep(broken, parquet=out)
        zombie.wait()
    assert not lock.parent.exists()
    lock.parent.mkdir()
    lock.write_text(f"{os.getpid()} {here}")  # of a process that had this number before
    workbench.sweep(broken, parquet=out)
    assert not lock.parent.exists()


def test_a_bare_economy_is_one_code(sweep: Callable[..., tuple[Swept, polars.DataFrame]]) -> None:
    _, rows = sweep("rows:\n- {USA on CHN: 0.1}\n", economies="USA")
    assert rows["economy"].to_list() == ["USA"]


def _after(many: int, write: Callable[..., None]) -> Callable[..., None]:
    """Write so many times, then break off as a user would."""
    done: list[int] = []

    def writing(*given: object, **more: object) -> None:
        if len(done) == many:
            raise KeyboardInterrupt
        done.append(1)
        write(*given, **more)

    return writing


def test_a_killed_run_goes_on_where_it_stopped(
    workbench: Workbench, world_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SCENARIOS_TO_A_PART", 4)
    source, out = tmp_path / "s.csv", tmp_path / "out.parquet"
    rates = np.linspace(0, 1, 400)
    source.write_text("USA on CHN\n" + "".join(f"{rate}\n" for rate in rates))
    program = (
        "import sys; from detente.impact.sweeps import plan; plan.SCENARIOS_TO_A_PART = 4\n"
        "from detente.workbench import Workbench\n"
        "Workbench(world=sys.argv[1]).sweep(sys.argv[2], parquet=sys.argv[3], economies=['USA'])"
    )
    process = subprocess.Popen([sys.executable, "-c", program, world_file, source, out])
    while not list(tmp_path.glob("out.parquet.parts/*/0*.parquet")):
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not out.exists()
    found = workbench.sweep(source, parquet=out, economies=["USA"])
    assert 0 < found.resumed < found.parts
    rows = polars.read_parquet(out)
    assert rows["scenario"].to_list() == [str(place) for place in range(1, 401)]
    assert np.isfinite(rows["real_income_percent"].to_numpy()).all()
    assert not list(tmp_path.glob("*.parts"))


@pytest.fixture
def address() -> Iterator[str]:
    """A cluster on this machine: a scheduler and two processes of workers."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as local:
        yield local.scheduler_address


def test_a_worker_that_dies_costs_no_scenario(
    address: str, workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import distributed

    monkeypatch.setattr(plan, "SCENARIOS_TO_A_PART", 10)
    source, out = tmp_path / "s.csv", tmp_path / "out.parquet"
    source.write_text("USA on CHN\n" + "".join(f"{rate}\n" for rate in np.linspace(0, 1, 300)))
    killed: list[int] = []

    def told(step: str, done: int, total: int) -> None:
        if step == "scenarios" and not killed and 0 < done < total:
            with distributed.Client(address, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    workbench.progress = told
    workbench.sweep(source, parquet=out, economies=["USA"], cluster=address)
    assert killed
    assert polars.read_parquet(out)["scenario"].to_list() == [str(place) for place in range(1, 301)]
