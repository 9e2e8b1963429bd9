"""Files take their name only when they are whole, and keep the rights of the one they replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.app.cli.files import Rows, whole_file, write_csv, write_parquet, write_text
from detente.app.cli.options import as_parquet_target
from detente.core.errors import BadInput


def test_a_failure_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    target.write_text("old", encoding="utf-8")

    def fail_half_way() -> None:
        with whole_file(target) as stream:
            stream.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    target.touch(mode=0o640)
    target.chmod(0o640)
    write_text(target, "new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_text(tmp_path / "rows.csv", "new")
    assert (tmp_path / "rows.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "rows.csv")
    write_text(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that refuses even root")
def test_a_folder_that_takes_no_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"cannot write /proc/self/rows\.csv"):
        write_text(Path("/proc/self/rows.csv"), "new")


def test_csv_quotes_what_must_be_quoted_and_leaves_the_unknown_empty(tmp_path: Path) -> None:
    write_csv(tmp_path / "rows.csv", Rows(("a", "b"), [("1,5", None), ('say "no"', 0.25)]))
    assert (tmp_path / "rows.csv").read_bytes() == b'a,b\n"1,5",\n"say ""no""",0.25\n'


def test_rows_without_values_still_have_their_columns(tmp_path: Path) -> None:
    import polars

    write_csv(tmp_path / "rows.csv", Rows(("a", "b"), []))
    write_parquet(tmp_path / "rows.parquet", Rows(("a", "b"), []))
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "a,b\n"
    assert polars.read_parquet(tmp_path / "rows.parquet").columns == ["a", "b"]


def test_parquet_without_polars_is_refused_with_the_way_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BadInput, match=r"--parquet needs polars; pip install 'detente\[tables\]'"):
        as_parquet_target(None, None, "rows.parquet")  # type: ignore[arg-type]
