"""`detente ledger`: everything wrong with a folder of records in one run, and drafts taken into one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from detente.app.cli.files import write_text
from detente.app.cli.options import Face, face
from detente.app.cli.output import Answer, deliver, harmless, wrote
from detente.core.errors import BadInput
from detente.core.wording import counted
from detente.ledger.opening import SHIPPED, record_digest


@click.group(no_args_is_help=False)
def ledger() -> None:
    """Look after folders of records."""


@ledger.command()
@click.argument("path", required=False, default=str(SHIPPED))
@face(record=False)
def check(face: Face, path: str) -> int:
    """Check a folder or file of records: one problem a line, with its place and how to mend it.

    Without PATH the shipped record is checked. Exit status 1 when there are problems.
    """
    count, problems = face.workbench().ledger_check(path)
    verdict = counted(len(problems), "problem") if problems else "no problem"
    found = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "what": problem.what,
            "mend": problem.mend,
        }
        for problem in problems
    ]
    answer = Answer(
        record=record_digest([SHIPPED]),
        json={"path": path, "entries": count, "problems": found},
        text=lambda: "\n".join([*map(str, problems), f"{counted(count, 'entry', 'entries')}, {verdict}"]),
    )
    deliver(face, answer)
    return 1 if problems else 0


@ledger.command()
@click.argument("draft")
@click.option("--into", required=True, metavar="FOLDER", help="The folder of your own record.")
@click.option("--yes", is_flag=True, help="Take it in without asking.")
@face(record=False)
def accept(face: Face, draft: str, into: str, yes: bool) -> int:
    """Take a draft into your folder of records after showing what changes; it asks unless --yes is given.

    What `ledger check` refuses is refused. Nothing is written then, nor when the answer is no (status 1), nor
    when the folder changed while the question stood.
    """
    found = face.workbench().ledger_accept(draft, into)
    if not face.json:
        print(harmless(found.difference or f"{found.path} holds this already"))
    if found.difference and not yes and not _agreed(face, found.path):
        return 1
    if found.difference:
        with found.held():
            write_text(found.path, found.after)
    if face.json:
        json = {
            "path": str(found.path),
            "replaces": [entry.id for entry in found.replaces],
            "difference": found.difference,
            "written": bool(found.difference),
        }
        deliver(face, Answer(None, json, lambda: ""))
    elif found.difference:
        print(wrote(found.path, 1, "entry"))
    return 0


def _agreed(face: Face, path: Path) -> bool:
    """Ask whether to write; without a terminal to ask on, say how to do without."""
    if face.json or not sys.stdin.isatty():
        raise BadInput("there is no terminal to ask on", mend="give --yes to take the draft in")
    return click.confirm(f"write {path}?", default=False)
