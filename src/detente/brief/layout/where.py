"""The words of WHERE IT STANDS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from detente.brief.blocks import Chart, Cite, Line, Phrase, Section, Table
from detente.brief.charts import duty_chart
from detente.brief.parts import ListedProgramme, Part, Standing
from detente.brief.periods import day_name
from detente.brief.sheet import Brief
from detente.brief.wording import cited, listed, percent, points


def where_it_stands(brief: Brief) -> Section:
    """Return the section on what is in force both ways."""
    lines = [line for side in brief.standing for line in _side(side)]
    return Section("Where it stands", (*lines, *_over_time(brief)))


def _side(side: Standing) -> Iterator[Line]:
    lead = f"{side.importer} on {side.origin}  {percent(side.rate):<5}  "
    yield Line(_terms(side), lead=lead)
    indent = "  "
    if side.asleep:
        yield Line(("asleep: ", *listed([_sleeping(part) for part in side.asleep])), lead=indent)
    if side.average:
        told = f"average added duty on what is traded: {100 * side.average.rate:.1f}%"
        yield Line((f"{told} ", Cite(side.average.cites), f" ({side.average.weights})"), lead=indent)
    duties = [row for row in side.lists if row.kind == "duty" and row.high]
    if duties:
        yield Line(("on listed goods also: ", *listed([_programme(row) for row in duties])), lead=indent)
    others = [row for row in side.lists if row not in duties]
    if others:
        yield Line(("besides: ", *listed([_other(row) for row in others])), lead=indent)


def _terms(side: Standing) -> Phrase:
    if not side.components:
        return ("no duty on all goods of the other is in force",)
    terms = [cited(f"{part.label} {_rate(part)} ", part.cites) for part in side.components]
    return ("= ", *listed(terms, " + "))


def _rate(part: Part) -> str:
    return points(part.rate) if isinstance(part.rate, float) else str(part.rate or "unknown")


def _sleeping(part: Part) -> Phrase:
    until = f" until {day_name(part.until)}" if part.until else ""
    return cited(f"{part.label} {_rate(part)}{until} ", part.cites)


def _programme(row: ListedProgramme) -> Phrase:
    low, high = row.low or 0.0, row.high or 0.0
    span = percent(high) if low == high else f"{points(low)} to {percent(high)}"
    several = f" ({row.measures} measures)" if row.measures > 1 else ""
    return cited(f"{row.label} {span}{several} ", row.cites)


def _other(row: ListedProgramme) -> Phrase:
    kind = "" if row.kind == "duty" or row.kind in row.label else f" ({row.kind})"
    return cited(f"{row.label}{kind} ", row.cites)


def _over_time(brief: Brief) -> Iterable[Chart | Table]:
    if not any(len(side.path) > 1 for side in brief.standing):
        return
    caption = "Duty on all goods of the other, last 24 months"
    yield Chart(duty_chart(brief), caption, "The steps are in the table below.")
    days = sorted({step.on for side in brief.standing for step in side.path})
    columns = ("from", *(f"{side.importer} on {side.origin}" for side in brief.standing))
    rows = tuple(((day_name(day),), *((percent(_at(side, day)),) for side in brief.standing)) for day in days)
    yield Table(f"{caption}, as sums of what is in force", columns, rows, where="page")


def _at(side: Standing, day: date) -> float:
    return next((step.rate for step in reversed(side.path) if step.on <= day), 0.0)
