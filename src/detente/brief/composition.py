"""Compose the sheet: ask each package its question and number the sources in order of mention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.brief.articles import Articles, articles_of, chains, of_other_pairs, said
from detente.brief.clock import clock
from detente.brief.costs import Progress, costs, solved_scenarios, traded
from detente.brief.measured import measured
from detente.brief.promises import promised
from detente.brief.sheet import Brief
from detente.brief.standing import paths, standing
from detente.core.citing import SourceBook
from detente.core.version import VERSION
from detente.duties.status import status
from detente.ledger.record import Record
from detente.ledger.scenarios import built_in_scenarios, read_scenario


@dataclass(frozen=True, slots=True)
class BriefQuestion:
    """What the sheet is asked: two economies, a day, a day of knowledge, scenarios and a world table.

    Without scenarios every built-in one is shown, the law of the day first. `folders` are those of the user's
    own product lists and schedules, `articles` documents with the facts read in them.
    """

    between: tuple[str, str]
    on: date
    known_at: date | None = None
    scenarios: tuple[str, ...] = ()
    world: str = "icio-2022"
    folders: tuple[Path, ...] = ()
    articles: Articles = ()


def compose(record: Record, question: BriefQuestion, progress: Progress) -> Brief:
    """Return the sheet.

    The state of the day is told with everything on record, and what was published only after the day is
    marked so; with `known_at` nothing later than that day is told at all.

    Args:
        record: The record.
        question: What is asked.
        progress: Called with a step's name, how many steps are done and how many there are.

    Raises:
        BadInput: The day, a scenario or the world table does not exist.
        NoConvergence: A solver stopped early.
    """
    for name in question.scenarios:
        read_scenario(name)
    found = status(record, question.between, question.on, question.known_at)
    scenarios = question.scenarios or built_in_scenarios()
    solved = solved_scenarios(record, found, scenarios, question, progress)
    book = SourceBook()
    articles, known_at = question.articles, question.known_at
    rows = said(record, articles, known_at, book, question.folders) if articles else ()
    sides = standing(found, book, traded(solved), paths(record, found))
    running = clock(record, found, book)
    agreements, evidence = promised(record, found, question.known_at, book)
    figures = measured(record, found, book)
    priced = costs(solved, book)
    return Brief(
        between=question.between,
        names={code: _name(record, code) for code in _named(record, question.between)},
        on=question.on,
        known_at=question.known_at,
        status=found,
        standing=sides,
        clock=running,
        promised=agreements,
        evidence=evidence,
        measured=figures,
        costs=priced,
        sources=book.entries,
        notices=(*found.notices, *of_other_pairs(articles, question.between)),
        record=record.digest,
        world=Path(question.world).stem,
        detente=VERSION,
        articles=articles_of(question.articles),
        said=rows,
        chains=chains(rows, sides, running, priced),
    )


def _named(record: Record, between: tuple[str, str]) -> tuple[str, ...]:
    others = (economy.code for economy in record.economies if economy.code not in between)
    return (*between, *others)


def _name(record: Record, code: str) -> str:
    return record.economies[code].name if code in record.economies else code
