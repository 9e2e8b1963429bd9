"""The words of WHAT IT WOULD COST."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.brief.blocks import Chart, Cite, Line, Phrase, Section, Table
from detente.brief.charts import income_chart
from detente.brief.parts import Cost, Moved
from detente.brief.sheet import Brief
from detente.core.wording import change, counted

NOT_IN_TABLE = "not in the table"


def what_it_would_cost(brief: Brief) -> Section:
    """Return the section on the effects of each scenario."""
    if not brief.costs:
        return Section("What it would cost", ())
    blocks = (*_chart(brief), _income(brief), _trade(brief), *_most(brief), *_scenarios(brief), *_made(brief))
    return Section("What it would cost", blocks)


def _income(brief: Brief) -> Table:
    columns = ("scenario", *brief.between, "worst hit elsewhere")
    rows = tuple(
        (
            (cost.effects.scenario,),
            *((_ranged(cost, side),) for side in brief.between),
            (_moved(cost.worst_elsewhere) if cost.worst_elsewhere else "none",),
        )
        for cost in brief.costs
    )
    caption = "Real income, percent, with the range over elasticity sets"
    return Table(caption, columns, rows)


def _ranged(cost: Cost, side: str) -> str:
    if side not in cost.real_income:
        return NOT_IN_TABLE
    found = cost.real_income[side]
    return f"{change(found.value)} ({change(found.low)} to {change(found.high)})"


def _moved(moved: Moved) -> str:
    return f"{moved.name} {change(moved.percent)}"


def _chart(brief: Brief) -> Iterator[Chart]:
    caption = "Real income by scenario, percent; the bars span the elasticity sets"
    yield Chart(income_chart(brief), caption, "The figures are in the table beside it.")


def _trade(brief: Brief) -> Table:
    columns = ("scenario", *(f"{side} {flow}" for side in brief.between for flow in ("exports", "imports")))
    rows = []
    for cost in brief.costs:
        row: list[Phrase] = [(cost.effects.scenario,)]
        economies = {row.economy: row for row in cost.effects.economies}
        for side in brief.between:
            found = economies.get(side)
            told = (found.exports_percent, found.imports_percent) if found else ()
            row += [(change(value, 1),) for value in told] or [("",), ("",)]
        rows.append(tuple(row))
    return Table("Exports and imports of each side, percent", columns, tuple(rows))


def _most(brief: Brief) -> Iterator[Line | Table]:
    for cost in brief.costs:
        label = cost.effects.scenario
        if _same(cost, brief.costs[0]):
            yield Line((f"as under {brief.costs[0].effects.scenario}",), label, where="terminal")
            continue
        for lead, moves in _ranked(brief, cost):
            yield Line((_row(moves),), label, f"{lead:<11}", where="terminal")
            label = ""
    columns = ("scenario", "elsewhere, real income", *(f"{side}, output" for side in brief.between))
    rows = tuple(
        ((cost.effects.scenario,), *((_row(moves),) for _, moves in _ranked(brief, cost)))
        for cost in brief.costs
    )
    yield Table(
        "Most affected: five other economies, five sectors on each side, percent", columns, rows, "page"
    )


def _ranked(brief: Brief, cost: Cost) -> Iterable[tuple[str, tuple[Moved, ...]]]:
    yield "elsewhere", cost.economies
    for side in brief.between:
        yield f"{side} output", cost.sectors.get(side, ())


def _same(cost: Cost, first: Cost) -> bool:
    return cost is not first and (cost.economies, cost.sectors) == (first.economies, first.sectors)


def _row(moves: tuple[Moved, ...]) -> str:
    if not moves:
        return NOT_IN_TABLE
    return ", ".join(f"{moved.name.replace('-', ' ')} {change(moved.percent)}" for moved in moves)


def _scenarios(brief: Brief) -> Iterator[Line]:
    label = "scenarios"
    for cost in brief.costs:
        yield Line((f"{cost.effects.title}",), label, f"{cost.effects.scenario:<7}")
        label = ""


def _made(brief: Brief) -> Iterator[Line]:
    first = brief.costs[0]
    effects = first.effects
    options = ", ".join(f"{key} {value}" for key, value in effects.options.items())
    base = "the world table's own year" if effects.against == "base" else "the law of the day"
    made = f"model {effects.model} on world {effects.world}, against {base}; {options} "
    yield Line((made, Cite(first.cites)), label="computed with")
    sets = [str(row["elasticities"]) for row in first.spread]
    if sets:
        others = f"the same under {counted(len(sets), 'other elasticity set')}: {', '.join(sets)}"
        yield Line((others,), label="ranges")
    for cost in brief.costs:
        if cost.dropped:
            left_out = f"{cost.effects.scenario} did not converge under {', '.join(cost.dropped)}, so its "
            yield Line((f"{left_out}ranges leave {'them' if len(cost.dropped) > 1 else 'it'} out",))
    reports = [cost.effects.solver for cost in brief.costs]
    states = ", ".join(dict.fromkeys(report.status for report in reports))
    most = max(report.iterations for report in reports)
    residual = max(report.residual for report in reports)
    yield Line((f"{states}, at most {most} iterations, residual at most {residual:.0e}",), label="solver")
    notes = dict.fromkeys(note for cost in brief.costs for note in cost.effects.notes)
    for label, note in zip(("assumed", *("" for _ in notes)), notes, strict=False):
        yield Line((note,), label, "- ")
