"""`detente ledger check`: everything wrong with a folder of records, in one run."""

from __future__ import annotations

import click

from detente.app.cli.options import Face, face
from detente.app.cli.output import Answer, deliver
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
