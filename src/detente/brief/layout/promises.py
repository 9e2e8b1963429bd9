"""The words of PROMISED AND DONE."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.blocks import Apart, Chart, Cite, Line, Phrase, Section, Table
from detente.brief.charts import shipments_chart
from detente.brief.parts import Evidence, Promised, Shipment
from detente.brief.periods import period_name
from detente.brief.promises import FIGURES_TOLD
from detente.brief.sheet import Brief
from detente.brief.wording import amount, listed
from detente.core.wording import day_name, number, percent, statistic


def promised_and_done(brief: Brief) -> Section:
    """Return the section on promises; the figures of a series stand once, at the first that names it."""
    told: set[str] = set()
    series = {evidence.series: evidence for evidence in brief.evidence}
    blocks: list[Line | Table | Chart] = []
    for agreement in brief.promised:
        blocks.append(Line(_heading(agreement), opens=True))
        for promise in agreement.promises:
            blocks.append(Line((promise.text,), label=promise.side))
            fresh = [series[name] for name in promise.series if name in series and name not in told]
            told.update(promise.series)
            for evidence in fresh:
                blocks += _evidence(evidence)
            if promise.series and not fresh and series.keys() & set(promise.series):
                blocks.append(Line(("figures above",), lead="- "))
        if agreement.outcome:
            blocks.append(Line((Apart("told with hindsight"), f": {agreement.outcome}"), label="outcome"))
    return Section("Promised and done", tuple(blocks))


def _heading(agreement: Promised) -> Phrase:
    place = f", {agreement.place}" if agreement.place else ""
    return (f"{agreement.title} ({day_name(agreement.on)}{place}) ", Cite(agreement.cites))


def _evidence(evidence: Evidence) -> Iterator[Line | Table | Chart]:
    recent = evidence.shipments[-FIGURES_TOLD:]
    figures = [_figure(evidence, shipment) for shipment in recent]
    words: Phrase = (f"{evidence.title}: ", *listed(figures, ", "), *_against_normal(evidence))
    yield Line(words, lead="- ")
    monthly = evidence.kind == "shipments"
    if monthly and len(evidence.shipments) > 1:
        caption = f"{evidence.title}, {evidence.unit}s a month"
        if any(shipment.months == 2 for shipment in evidence.shipments):
            caption += "; two months told as one stand at their average"
        yield Chart(shipments_chart(evidence), caption, "The figures are in the table below.")
    rows = tuple(_row(evidence, shipment) for shipment in evidence.shipments)
    columns: tuple[str, ...] = ("period", evidence.unit, "of normal", "published", "source")
    if evidence.normal_level is None:
        columns, rows = _without(2, columns, rows)
    yield Table(evidence.title, columns, rows, where="page")


def _without(
    place: int, columns: tuple[str, ...], rows: tuple[tuple[Phrase, ...], ...]
) -> tuple[tuple[str, ...], tuple[tuple[Phrase, ...], ...]]:
    kept = tuple(row[:place] + row[place + 1 :] for row in rows)
    return columns[:place] + columns[place + 1 :], kept


def _figure(evidence: Evidence, shipment: Shipment) -> Phrase:
    roughly = "about " if shipment.derived else ""
    words = f"{period_name(shipment.period)} {roughly}{amount(shipment.value, evidence.unit)} "
    how = "derived from figures of" if shipment.derived else "published later, on"
    apart = (" ", Apart(f"{how} {_released(shipment)}")) if shipment.later else ()
    disputed = (f" (disputed: {shipment.disputed.rstrip('.')})",) if shipment.disputed else ()
    return (words, Cite(shipment.cites), *apart, *disputed)


def _released(shipment: Shipment) -> str:
    return day_name(shipment.released) if shipment.released else "a day not on record"


def _against_normal(evidence: Evidence) -> Phrase:
    newest = evidence.shipments[-1]
    if evidence.normal_level is None:
        return ()
    share = percent(round(newest.monthly / evidence.normal_level, 2))
    return (f"; normal about {number(evidence.normal_level)}, so {period_name(newest.period)} is {share}",)


def _row(evidence: Evidence, shipment: Shipment) -> tuple[Phrase, ...]:
    share = percent(round(shipment.monthly / evidence.normal_level, 2)) if evidence.normal_level else ""
    roughly = "about " if shipment.derived else ""
    value = f"{roughly}{statistic(shipment.value, evidence.unit)}"
    if shipment.disputed:
        value += " (disputed)"
    released: Phrase = (_released(shipment),)
    if shipment.later:
        released = (Apart(f"later, on {_released(shipment)}"),)
    return ((period_name(shipment.period),), (value,), (share,), released, (Cite(shipment.cites),))
