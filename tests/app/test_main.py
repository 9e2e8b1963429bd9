"""The process: exit statuses, one line for every failure, what is imported and what is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from detente.app.cli import main as face
from detente.core.errors import CheckFailed, NoConvergence

DETENTE = (sys.executable, "-m", "detente")
HEAVY = {"numpy", "scipy", "polars", "pydantic", "yaml"}
STATUS = ["status", "--between", "USA", "CHN", "--on", "2025-06-09"]


def _process(*words: str, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*DETENTE, *words], capture_output=True, check=False, timeout=60, **options)


def _imported(code: str) -> set[str]:
    """Return the top-level packages that a fresh process holds after some code."""
    told = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, check=True, timeout=60, text=True
    )
    return set(done.stderr.split())


def test_importing_detente_loads_nothing_heavy() -> None:
    assert not _imported("import detente") & {*HEAVY, "click", "platformdirs"}


def test_the_python_face_loads_nothing_heavy() -> None:
    assert not _imported("from detente import Workbench") & HEAVY


def test_help_loads_click_and_nothing_of_the_record() -> None:
    code = "from detente.app.cli.main import main; main(['--help'])"
    assert not _imported(code) & {*HEAVY, "pickle", "zoneinfo"}


def test_status_loads_nothing_heavy_once_the_record_is_compiled(record) -> None:
    assert record.digest  # reading it has filled the cache that the process below starts from
    assert not _imported(f"from detente.app.cli.main import main; assert main({STATUS}) == 0") & HEAVY


def test_bare_detente_prints_the_help(run) -> None:
    bare, asked = run(), run("--help")
    assert bare.status == 0
    assert bare.out == asked.out
    assert all(verb in bare.out for verb in face.VERBS)


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (NoConvergence("residual 1e-3 after 500 iterations"), 3, "residual 1e-3 after 500 iterations"),
        (CheckFailed("2 problems"), 1, "2 problems"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (MemoryError(), 70, "not enough memory"),
        (RuntimeError("boom\n  twice"), 70, "internal error: RuntimeError: boom twice, please report"),
        (RecursionError("deep"), 70, "internal error"),
        (PermissionError(13, "Permission denied", "x.csv"), 2, "x.csv: Permission denied"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, BaseException) else "",
)
def test_every_failure_is_one_line_and_a_status(run, monkeypatch, error, status, line) -> None:
    def fail(words: list[str]) -> int:
        raise error

    monkeypatch.setattr(face, "_run", fail)
    monkeypatch.setattr(face, "_give_up_stdout", lambda: None)
    ran = run("status")
    assert ran.status == status
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err.startswith(f"detente: {line}")


def test_debug_shows_where_an_error_comes_from(monkeypatch) -> None:
    monkeypatch.setenv("DETENTE_DEBUG", "1")
    monkeypatch.setattr(face, "_run", lambda words: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        face.main(["status"])


def test_a_process_exits_with_the_status_of_the_answer() -> None:
    assert _process("--version").stdout.startswith(b"detente ")
    refused = _process("status", "--between", "USA", "Mars", "--on", "2025-06-09")
    assert refused.returncode == 2
    assert refused.stdout == b""
    assert refused.stderr.count(b"\n") == 1


def test_rows_on_standard_output_are_the_rows_alone() -> None:
    lines = _process("series", "chn-magnets-wld", "--csv", "-").stdout.decode().splitlines()
    assert lines[0].startswith("series,title,unit,")
    assert all(line.startswith("chn-magnets-wld,") for line in lines[1:])


def test_a_calendar_on_standard_output_is_the_calendar_alone() -> None:
    text = _process("deadlines", "--ics", "-").stdout
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")


def test_bytes_that_are_no_text_get_one_line() -> None:
    refused = _process("status", "--between", "USA", os.fsdecode(b"\xff\xfe"), "--on", "2025-06-09")
    assert refused.returncode == 2
    assert refused.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_gets_no_complaint() -> None:
    command = subprocess.Popen([*DETENTE, "timeline"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None
    command.stdout.readline()
    command.stdout.close()
    assert command.stderr is not None
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(timeout=60) in (0, face.PIPE_CLOSED)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_standard_output_that_is_full_gets_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*DETENTE, *STATUS], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == b"detente: standard output: No space left on device\n"


def test_a_terminal_that_knows_ascii_only_still_gets_an_answer() -> None:
    done = _process("agreements", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()


def test_an_interrupt_gets_one_line() -> None:
    code = (
        f"import os, signal, detente.app.cli.main as face\n"
        f"face._run = lambda words: os.kill(os.getpid(), {int(signal.SIGINT)})\n"
        "raise SystemExit(face.main(['status']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == face.INTERRUPTED
    assert done.stderr == b"detente: interrupted\n"
