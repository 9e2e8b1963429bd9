"""The words of WHERE IT STANDS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from detente.brief.blocks import Chart, Cite, Line, Phrase, Section, Table
from detente.brief.parts import ListedProgramme, Part, Standing
from detente.brief.wording import cited, listed
from detente.core.columns import columns, padded
from detente.core.wording import IN_ALL, day_name, percent, rate, span, total


def where_it_stands(standing: Iterable[Standing], over_time: Iterable[Chart | Table] = ()) -> Section:
    """Return the section on what is in force both ways, and how it came to be."""
    lines = [line for side in standing for line in _side(side)]
    return Section("Where it stands", (*lines, *over_time))


def _side(side: Standing) -> Iterator[Line]:
    rates = total(side.low, side.high, unknown=bool(side.unknown))
    in_all = (f"{IN_ALL} ",) if side.includes_floor else ()
    yield Line((*in_all, *_terms(side)), lead=f"{side.importer} on {side.origin}  {rates:<5}  ")
    indent = "  "
    if side.unknown:
        yield Line((f"the rate of {', '.join(side.unknown)} is not on record",), lead=indent)
    if side.asleep:
        yield Line(("asleep: ", *listed([_sleeping(part) for part in side.asleep])), lead=indent)
    uncertain = [part for part in (*side.components, *side.asleep) if not part.certain]
    if uncertain:
        told = listed([_uncertain(part) for part in uncertain])
        yield Line(("by the published instruments, not known to be so: ", *told), lead=indent)
    if side.conditions:
        yield Line((f"but {'; '.join(side.conditions)}",), lead=indent)
    if side.average:
        least = "at least " if side.average.left_out else ""
        average = f"average added duty on what is traded: {least}{percent(round(side.average.rate, 3))} "
        without = f"; without {', '.join(side.average.left_out)}" if side.average.left_out else ""
        unsure = "; if those instruments hold" if uncertain else ""
        words = f" ({side.average.weights}{without}{unsure})"
        yield Line((average, Cite(side.average.cites), words), lead=indent)
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
    return rate(part.rate).removesuffix("%")


def _sleeping(part: Part) -> Phrase:
    until = f" until {day_name(part.until)}" if part.until else ""
    return cited(f"{part.label} {_rate(part)}{until} ", part.cites)


def _uncertain(part: Part) -> Phrase:
    return (f"{part.label} {_rate(part)} since {day_name(part.since)}",)


def _programme(row: ListedProgramme) -> Phrase:
    rates = span(row.low or 0.0, row.high or 0.0)
    several = f" ({row.measures} measures)" if row.measures > 1 else ""
    return cited(f"{row.label} {rates}{several} ", row.cites)


def _other(row: ListedProgramme) -> Phrase:
    kind = "" if row.kind == "duty" or row.kind in row.label else f" ({row.kind})"
    return cited(f"{row.label}{kind} ", row.cites)


def tranches(standing: Iterable[Standing]) -> Section:
    """Return the section that tells each duty on all goods by its tranche, with its state and its days."""
    found = [
        (part, state)
        for side in standing
        for state, parts in (("in force", side.components), ("asleep", side.asleep))
        for part in parts
    ]
    width = max((columns(part.tranche) for part, _ in found), default=0)
    lines = tuple(Line(_life(part, state), lead=f"{padded(part.tranche, width)}  ") for part, state in found)
    return Section("Tranches", lines)


def _life(part: Part, state: str) -> Phrase:
    until = f", until {day_name(part.until)}" if part.until else ""
    told = f"{rate(part.rate)} {state} since {day_name(part.since)}{until} "
    return cited(told, part.cites)


def over_time(standing: Sequence[Standing], chart: Chart) -> Iterable[Chart | Table]:
    """Yield the headline rates of the months before as a chart and as the table of its steps."""
    if not any(len(side.path) > 1 for side in standing):
        return
    yield chart
    days = sorted({step.on for side in standing for step in side.path})
    names = ("from", *(f"{side.importer} on {side.origin}" for side in standing))
    rows = tuple(((day_name(day),), *((percent(_at(side, day)),) for side in standing)) for day in days)
    yield Table(f"{chart.caption}, as sums of what is in force", names, rows, where="page")


def _at(side: Standing, day: date) -> float:
    return next((step.rate for step in reversed(side.path) if step.on <= day), 0.0)
