"""The words of WHAT THE ARTICLES SAY and FROM SENTENCE TO NUMBER."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.blocks import Apart, Cite, Line, Phrase, Section, Table
from detente.brief.checking.wording import figure_words, quoted
from detente.brief.said import VERDICTS_TOLD, Chain, Said
from detente.brief.sheet import Brief
from detente.core.wording import change, counted, day_name, percent

_NAMED = 3
_WHEN = {"hold": "in force", "lapse": "if the suspension runs out"}


def what_the_articles_say(brief: Brief) -> Section:
    """Return the section on what articles state, each thing with its quotation, place and verdict."""
    if not brief.articles:
        return Section("What the articles say", ())
    lines: list[Line | Table] = []
    for one in brief.articles:
        about = ", ".join(
            " ".join(part.split()) for part in (one.source, f"published {day_name(one.published)}") if part
        )
        title = f"{' '.join(one.title.split())} " if one.title else ""
        lines.append(Line((f"{title}({about})",), label=one.document))
    facts = [row for row in brief.said if row.kind != "claim"]
    for verdict in VERDICTS_TOLD:
        for place, row in enumerate(row for row in facts if row.verdict == verdict):
            lines += _row(row, verdict if place == 0 else "", opens=place == 0)
    shown: set[tuple[str, str]] = set()
    for place, row in enumerate(row for row in brief.said if row.kind == "claim"):
        lines += _row(row, "claims" if place == 0 else "", opens=place == 0)
        fresh = [figure for figure in row.figures if (figure.series, figure.period) not in shown]
        shown.update((figure.series, figure.period) for figure in fresh)
        lines += (Line((words,), lead="  - ") for words in figure_words(fresh))
        if row.figures and not fresh:
            lines.append(Line(("figures above",), lead="  - "))
    return Section("What the articles say", tuple(lines))


def _row(row: Said, label: str, *, opens: bool) -> Iterator[Line]:
    yield Line((f"{row.told}: ", *_places(row)), label=label, opens=opens)
    if row.disagree:
        yield Line(("the articles contradict each other: ", row.disagree), lead="  ")
    if row.record:
        told = row.record if row.verdict != "not checkable" else f"on record: {row.record}"
        yield Line((f"{told} ", Cite(row.cites)), lead="  ")
    if row.expiry:
        by = "text and record" if row.expiry.provenance == "both" else f"the {row.expiry.provenance}"
        yield Line((f"runs out on {day_name(row.expiry.on)}, by {by}",), lead="  ")
    for note in (row.why, row.warning):
        if note:
            yield Line((Apart(note),), lead="  ")


def _places(row: Said) -> Phrase:
    """Return the first quotation, and where it and the others stand."""
    places = ", ".join(f"{one.document}:{one.start}-{one.end}" for one in row.mentions[:_NAMED])
    more = f" and {counted(len(row.mentions) - _NAMED, 'more')}" if len(row.mentions) > _NAMED else ""
    return (f"{quoted(row.mentions[0].quotation)} ({places}{more})",)


def from_sentence_to_number(brief: Brief) -> Section:
    """Return the section that carries a sentence on: measure, duty, effect."""
    lines: list[Line] = []
    for chain in brief.chains:
        lines += _chain(chain)
    return Section("From sentence to number", tuple(lines))


def _chain(chain: Chain) -> Iterator[Line]:
    for place, step in enumerate(chain.steps):
        words = f"{quoted(step.sentence.quotation)} ({step.sentence.document})"
        yield Line((words,), label="sentence", opens=not place)
        yield Line((f"{step.record} ", Cite(step.cites)), label="measure", lead="  ")
    rates = ", ".join(f"{name} {percent(rate)}" for name, rate in chain.rates.items())
    average = ", ".join(f"{name} {percent(round(rate, 3))}" for name, rate in chain.average.items())
    told = [f"{_WHEN[chain.scenario]}: {rates}"] if rates else []
    if average:
        told.append(f"on what is traded, added: {average}")
    if told:
        yield Line(("; ".join(told),), label="duty")
    if chain.real_income:
        income = "; ".join(
            f"{code} {change(found.value)}% ({change(found.low)} to {change(found.high)})"
            for code, found in chain.real_income.items()
        )
        yield Line(
            (f"real income under {chain.scenario}, all duties of the pair: {income} ", Cite(chain.cites)),
            label="effect",
        )
