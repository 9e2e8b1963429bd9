"""Draws asked for on the command line: how many, from which seed, at what odds; and their answer."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from detente.app.cli.options import Command, Decorator
from detente.app.cli.output import Answer
from detente.core.errors import BadInput

if TYPE_CHECKING:
    from detente.impact.uncertainty.design import Design
    from detente.impact.uncertainty.ranges import Ranges

USUAL_DRAWS, USUAL_SEED = 100, 1


def drawn() -> Decorator:
    """Ask for draws; the verb takes them as `design`, None where nothing is to be drawn."""
    options: list[Decorator] = [
        click.option("--draws", type=int, metavar="N",
                     help=f"Draw elasticities and deficit rules N times: a range beside every figure "
                          f"({USUAL_DRAWS} with --odds)."),
        click.option("--seed", type=int, metavar="S",
                     help=f"Where the draws come from; the same seed gives the same ranges ({USUAL_SEED})."),
        click.option("--odds", multiple=True, metavar="SCENARIO=SHARE",
                     help="Odds on a scenario, as 0.3 or 30%, 1 in all; the answer is what is expected."),
    ]  # fmt: skip

    def decorate(command: Command) -> Command:
        @functools.wraps(command)
        def wrapped(
            *arguments: Any, draws: int | None, seed: int | None, odds: Sequence[str], **others: Any
        ) -> Any:
            return command(*arguments, design=_design(draws, seed, odds), **others)

        decorated: Command = wrapped
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate


def _design(draws: int | None, seed: int | None, odds: Sequence[str]) -> Design | None:
    if draws is None and not odds:
        if seed is not None:
            raise BadInput("--seed is of draws, and none are asked for", mend=f"add --draws {USUAL_DRAWS}")
        return None
    source = click.get_current_context().get_parameter_source("scenario")
    if odds and source is ParameterSource.COMMANDLINE:
        raise BadInput("--scenario and --odds both name scenarios", mend="leave --scenario out")
    from detente.impact.uncertainty.design import Design
    from detente.impact.uncertainty.odds import parse_odds

    return Design(
        USUAL_DRAWS if draws is None else draws,
        USUAL_SEED if seed is None else seed,
        parse_odds(odds) if odds else None,
    )


def ranges_answer(found: Ranges, record: str) -> Answer:
    """Return the ranges in every form that an answer takes."""
    from detente.app.cli.uncertainty_text import ranges_rows, ranges_text

    return Answer(record, found.as_json(), lambda: ranges_text(found), lambda: ranges_rows(found))
