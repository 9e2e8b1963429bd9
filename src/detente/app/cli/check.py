"""`detente compare`, `check` and `propose`: articles against one another and against the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.app.cli.files import write_text
from detente.app.cli.options import Face, as_day, face, known_at
from detente.app.cli.output import Answer, deliver, wrote
from detente.app.cli.read import tell
from detente.core.errors import BadInput

if TYPE_CHECKING:
    from detente.news.proposing.draft import Draft
    from detente.news.readings import Readings

_SOURCES = click.argument("sources", nargs=-1, required=True, metavar="ARTICLE...")
_DATE = click.option(
    "--date",
    "published",
    callback=as_day,
    metavar="DATE",
    help="The day of publication of sources that do not name theirs.",
)


def _as_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    if value is not None and Path(value).exists() and not Path(value).is_dir():
        raise BadInput(f"{value} is no folder", mend="name a folder for the drafts")
    return Path(value) if value is not None else None


@click.command()
@_SOURCES
@_DATE
@face(rows=True)
def compare(face: Face, sources: tuple[str, ...], published: date | None) -> int:
    """Put articles on one event side by side: what all say, what one says alone, what contradicts.

    An ARTICLE is what `detente read` reads. Facts meet by what they are about, and days by whether they
    overlap, never by likeness of words. Exit status 1 when something contradicts.
    """
    workbench = face.workbench()
    found = workbench.read(sources, published)
    if len(found.documents) < 2:
        return _too_few(found)
    answer = workbench.compare(found)

    def text() -> str:
        from detente.app.cli.check_text import comparison_text

        return comparison_text(answer)

    def rows() -> Any:
        from detente.app.cli.check_rows import comparison_rows

        return comparison_rows(answer)

    deliver(face, Answer(None, {**answer.as_json(), "refused": refused_json(found)}, text, rows))
    return tell(found) or int(answer.contradicted)


def _too_few(found: Readings) -> int:
    status = tell(found)
    if found.documents and not status:
        raise BadInput(
            "there is one article", mend="name two or more, or `detente check` it against the record"
        )
    if found.documents:
        raise BadInput("one article alone could be read", mend="name two or more")
    return status or BadInput.exit_status


@click.command()
@_SOURCES
@_DATE
@known_at()
@face(rows=True)
def check(face: Face, sources: tuple[str, ...], published: date | None, known_at: date | None) -> int:
    """Hold what articles say against the record as known on the day they were published.

    Each rate, date, deadline, licence, promise and statistic is confirmed (with the measure and its source),
    contradicted (with what the record says), newer than the record, or not checkable (with the reason).
    Accusations get no verdict, but the figures that bear on them. Exit status 1 when one is contradicted.
    """
    workbench = face.workbench()
    found = workbench.read(sources, published)
    if not found.documents and not face.json:
        return tell(found)
    answer = workbench.check(found, known_at=known_at)

    def text() -> str:
        from detente.app.cli.check_text import check_text

        return check_text(answer)

    def rows() -> Any:
        from detente.app.cli.check_rows import check_rows

        return check_rows(answer)

    json = {**answer.as_json(), "refused": refused_json(found)}
    deliver(face, Answer(workbench.record.digest, json, text, rows))
    return tell(found) or int(answer.contradicted)


@click.command()
@_SOURCES
@_DATE
@click.option(
    "--out", callback=_as_folder, metavar="FOLDER", help="Write each draft as a file below a folder."
)
@face()
def propose(face: Face, sources: tuple[str, ...], published: date | None, out: Path | None) -> int:
    """Draft entries of the record from what is new to it in articles: press evidence, not verified.

    Nothing enters a record here. Read a draft, mend it, and let `detente ledger accept` take it in.
    """
    workbench = face.workbench()
    found = workbench.read(sources, published)
    if not found.documents and not face.json:
        return tell(found)
    answer = workbench.propose(found)
    if out is not None:
        _write(answer, out, silent=face.json)

    def text() -> str:
        from detente.app.cli.check_text import drafts_text

        return drafts_text(answer)

    if out is None or face.json:
        json = {"drafts": answer, "refused": refused_json(found)}
        deliver(face, Answer(workbench.record.digest, json, text))
    return tell(found)


def _write(answer: tuple[Draft, ...], out: Path, *, silent: bool) -> None:
    """Write each draft to a file of its own below a folder, which must not hold any of them."""
    targets = [(out / draft.path, draft) for draft in answer]
    for path, _ in targets:
        if path.exists():
            raise BadInput(f"{path} is there already", mend="accept or remove it, or name another folder")
    for path, draft in targets:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, draft.yaml)
        if not silent:
            print(wrote(path, 1, "draft"))
    if not targets and not silent:
        print("nothing in these articles is new to the record")


def refused_json(found: Readings) -> list[dict[str, Any]]:
    """Return the sources that gave no document, as `read --json` has them."""
    refused: list[dict[str, Any]] = found.as_json()["refused"]
    return refused
