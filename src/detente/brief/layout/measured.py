"""The words of MEASURED."""

from __future__ import annotations

from detente.brief.blocks import Cite, Line, Phrase, Section, Table
from detente.brief.parts import Figure
from detente.brief.periods import period_name
from detente.brief.sheet import Brief
from detente.brief.wording import growth
from detente.core.wording import UNKNOWN, change, day_name


def as_measured(brief: Brief) -> Section:
    """Return the section on published statistics against what was expected."""
    lines = tuple(Line(_figure(figure), where="terminal") for figure in brief.measured)
    columns = ("", "period", "published", "value", "expected", "surprise", "before", "source")
    rows = tuple(_row(figure) for figure in brief.measured)
    caption = "Newest figures out by the day"
    table = (Table(caption, columns, rows, where="page"),) if rows else ()
    return Section("Measured", (*lines, *table))


def _figure(figure: Figure) -> Phrase:
    words = f"{figure.title}, {period_name(figure.period)}: {growth(figure.value, figure.unit)}"
    told = []
    if figure.consensus is not None:
        told.append(f"expected {growth(figure.consensus, figure.unit)}")
    if figure.previous is not None:
        told.append(f"{period_name(figure.previous_period)} {growth(figure.previous, figure.unit)}")
    return (words, f" ({'; '.join(told)}) " if told else " ", Cite(figure.cites))


def _row(figure: Figure) -> tuple[Phrase, ...]:
    optional = [
        growth(value, figure.unit) if value is not None else UNKNOWN
        for value in (figure.consensus, figure.previous)
    ]
    surprise = "" if figure.surprise is None else f"{change(100 * figure.surprise, 1)} points"
    return (
        (figure.title,),
        (period_name(figure.period),),
        (day_name(figure.released),),
        (growth(figure.value, figure.unit),),
        (optional[0],),
        (surprise,),
        (optional[1],),
        (Cite(figure.cites),),
    )
