"""Every console and Python example of the documentation runs and prints what the page says.

A ```console block holds `$ detente ...` lines, each followed by what it prints; a line `...` stands for any
lines, `...` at the end of a line for any rest. A command must exit with 0 unless `$ echo $?` tells the status
that follows. A comment `<!-- file: NAME -->` above a block makes its text that file. One page is one folder,
in which `examples` are at hand.
Commands of run.py set up an environment, so they are named in such blocks without `$` and not run.
"""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.pages import HOUSE, PAGES, Block, blocks, name

from detente.app.cli.main import main

RUN = ("console", "python")
RUNNABLE = tuple(page for page in PAGES if any(block.language in RUN for block in blocks(page)))


@pytest.mark.parametrize("page", RUNNABLE, ids=name)
def test_examples_run_as_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(HOUSE / "examples", target_is_directory=True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("DETENTE_DATA", raising=False)
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.file:
            target = tmp_path / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, "utf-8")
        elif block.language == "console":
            _run_console(block, capfd)
        elif block.language == "python":
            _run_python(block, page, names)


def _run_console(block: Block, capfd: pytest.CaptureFixture[str]) -> None:
    status = 0
    for command, shown in _commands(block.text):
        if command == "echo $?":
            assert f"{status}\n" == shown, f"exit status {status}, not {shown}"
            status = 0
            continue
        assert status == 0, f"exit status {status} before `{command}`: {capfd.readouterr().err}"
        words = shlex.split(command.removeprefix("python3 run.py "))
        assert words[0] == "detente", f"`{command}` is not run; put it in a block of another language"
        status = main(words[1:])
        written = capfd.readouterr()
        printed = written.out if status in (0, 1) else written.out + written.err
        assert _matches(shown, printed), f"`{command}` printed\n{printed}\nnot\n{shown}"
    assert status == 0, f"exit status {status}, not told by `$ echo $?`"


def _commands(text: str) -> Iterator[tuple[str, str]]:
    joined = text.replace("\\\n", " ")
    head = joined.partition("$ ")[0].splitlines()
    assert all(line.startswith("python3 run.py ") for line in head), f"not run for want of `$`: {head}"
    for part in re.split(r"^\$ ", joined, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command.strip(), shown


def _matches(shown: str, printed: str) -> bool:
    """Compare line by line, columns as wide as they come; without shown output any will do."""
    if not shown:
        return True
    parts = []
    for line in shown.splitlines():
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            words = re.sub(r"(\\ )+", " +", re.escape(line.rstrip()))
            parts.append(words.replace(r"\.\.\.", ".*") + r" *\n")
    return re.fullmatch("".join(parts), printed) is not None


def _run_python(block: Block, page: Path, names: dict[str, object]) -> None:
    if ">>>" not in block.text:
        exec(compile(block.text, name(page), "exec"), names)
        return
    example = doctest.DocTestParser().get_doctest(block.text, names, name(page), str(page), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    complaints: list[str] = []
    failed = runner.run(example, out=complaints.append, clear_globs=False).failed
    names.update(example.globs)
    assert failed == 0, "".join(complaints)


def test_a_wrong_output_is_noticed() -> None:
    assert _matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert _matches("rate ...\n", "rate 30%\n")
    assert not _matches("a\n...\nd\n", "a\nb\nd\ne\n")
    assert not _matches("rate 3\n", "rate 30%\n")
