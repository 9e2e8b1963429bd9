from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.impact.replication import cp2015, replicate, sheets
from detente.models import FixedPointOptions, SolveOptions, solve


@pytest.fixture(scope="session")
def economy_folder(reference_folder: Path) -> Path:
    return reference_folder / "data" / "economy"


def test_every_printed_figure_of_nafta_is_met(economy_folder: Path) -> None:
    result = replicate("cp2015-nafta", economy_folder)
    assert [row for row in result.rows if row.matches is False] == []
    assert result.matches
    printed = {(row.economy, row.variable): row.published for row in result.rows if row.published}
    assert len(printed) == 15
    assert printed["MEX", "welfare (first order ToT+VoT)"] == "1.31"


def test_exact_welfare_is_not_the_printed_measure(economy_folder: Path) -> None:
    rows = replicate("cp2015-nafta", economy_folder).rows
    (mexico,) = [row for row in rows if row.economy == "MEX" and row.variable == "real income (exact)"]
    assert mexico.value == pytest.approx(0.007, abs=5e-4)  # known to three decimals
    assert mexico.published is None
    assert mexico.matches is None


def test_damped_iteration_meets_the_same_figures(
    economy_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damped = FixedPointOptions(method="damped", damping=0.5)

    def slowly(baseline: object, tariffs: object, options: SolveOptions) -> object:
        return solve(baseline, tariffs, replace(options, fixed_point=damped))  # type: ignore[arg-type]

    fast = replicate("cp2015-nafta", economy_folder)
    monkeypatch.setattr(cp2015, "solve", slowly)
    slow = replicate("cp2015-nafta", economy_folder)
    assert slow.iterations > 2 * fast.iterations
    np.testing.assert_allclose(
        # percent, from two residuals of 1e-10 and a slow approach
        [row.value for row in slow.rows], [row.value for row in fast.rows], atol=1e-5
    )  # fmt: skip


def test_a_figure_off_at_the_printed_digit_is_said_to_be_off(
    economy_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheet = (sheets.PUBLISHED / "cp2015-nafta.yaml").read_text(encoding="utf-8")
    assert '"1.31"' in sheet
    (tmp_path / "cp2015-nafta.yaml").write_text(sheet.replace('"1.31"', '"1.32"'), encoding="utf-8")
    monkeypatch.setattr(sheets, "PUBLISHED", tmp_path)
    result = replicate("cp2015-nafta", economy_folder)
    assert not result.matches
    assert [row.published for row in result.rows if row.matches is False] == ["1.32"]


def test_the_folder_may_come_from_the_environment(
    economy_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_DATA", str(economy_folder))
    assert replicate("cp2015-nafta").matches


def test_without_data_the_answer_is_where_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DETENTE_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match=r"--data DIR or set DETENTE_DATA .* supplement"):
        replicate("cp2015-nafta")
    with pytest.raises(BadInput, match="are not at"):
        replicate("cp2015-nafta", tmp_path)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(BadInput, match="use one of cp2015-nafta, liberation-day"):
        replicate("cp2016-nafta")


@pytest.mark.parametrize("kind", ["empty", "text", "one array", "too few arrays"])
def test_a_broken_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "cp2015_nafta" / "cp2015.npz"
    path.parent.mkdir()
    path.write_bytes({"empty": b"", "text": b"no npz"}.get(kind, b""))
    if kind == "one array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    elif kind == "too few arrays":
        np.savez(path, regions=np.array(["Mexico"]))
    with pytest.raises(BadInput, match="not the data file"):
        replicate("cp2015-nafta", tmp_path)
