"""What articles say, each fact with the record's verdict, and the chain from a sentence to a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from detente.brief.checking.asking import pair_of
from detente.brief.checking.checking import check
from detente.brief.checking.findings import Finding
from detente.brief.parts import Clock, Cost, Standing
from detente.brief.said import VERDICTS_TOLD, Article, Chain, Mention, Said, Step
from detente.core.citing import SourceBook, joined
from detente.core.errors import BadInput
from detente.ledger.record import Record
from detente.news.comparing.comparison import Matter, compare
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.telling import PEAK

Articles = Sequence[tuple[Document, Sequence[Fact]]]
_CHAINED = ("rate", "truce", "deadline")
_SCENARIOS = ("hold", "lapse", "peak")


def subject_of(articles: Articles) -> tuple[tuple[str, str], date]:
    """Return the two economies that articles are about, and the day of the last of them.

    Raises:
        BadInput: They name no two economies.

    Example:
        >>> from detente.news.reading import read
        >>> body = "China cut its duties on US goods to 10 percent."
        >>> text = Document(name="a", body=body, published=date(2025, 6, 9))
        >>> subject_of([(text, read(text))])[0]
        ('CHN', 'USA')
    """
    pair = pair_of(fact for _, facts in articles for fact in facts)
    if len(pair) < 2:
        raise BadInput("the articles name no two economies in dispute", mend="give --between A B")
    return (pair[0], pair[1]), max(document.published for document, _ in articles)


def of_other_pairs(articles: Articles, between: tuple[str, str]) -> tuple[str, ...]:
    """Return a notice for each document that is about a pair other than the one asked about.

    Example:
        >>> from detente.news.reading import read
        >>> body = "China cut its duties on US goods to 10 percent."
        >>> text = Document(name="a", body=body, published=date(2025, 6, 9))
        >>> of_other_pairs([(text, read(text))], ("USA", "CAN"))
        ('a is about CHN and USA, not about USA and CAN: what it says is marked as of that pair',)
    """
    pairs = ((document.name, pair_of(facts)) for document, facts in articles)
    return tuple(
        f"{name} is about {' and '.join(pair)}, not about {' and '.join(between)}: "
        "what it says is marked as of that pair"
        for name, pair in pairs
        if len(pair) == len(between) and set(pair) != set(between)
    )


def articles_of(articles: Articles) -> tuple[Article, ...]:
    """Return the documents in the order given."""
    return tuple(Article(one.name, one.title, one.source, one.published) for one, _ in articles)


def said(
    record: Record,
    articles: Articles,
    known_at: date | None,
    book: SourceBook,
    folders: tuple[Path, ...] = (),
) -> tuple[Said, ...]:
    """Return what articles say, facts that several state once, each with the record's verdict.

    People and quotations are left out; a fact that the record contradicts in one article is told so.

    Args:
        record: The record.
        articles: Documents with their facts.
        known_at: The day of knowledge; by default that of each document's publication.
        book: Where sources get their numbers.
        folders: The user's own folders, whose `news` holds more names.
    """
    found_of = check(record, articles, known_at, folders)
    checked = {(row.document.name, id(row.fact)): row for row in found_of.facts}
    found: list[tuple[Matter, Finding]] = []
    for matter in compare(articles, folders).matters:
        if matter.kind != "participant":
            rows = [checked[one.document.name, id(one.fact)].finding for one in matter.statements]
            found.append((matter, min(rows, key=lambda row: VERDICTS_TOLD.index(row.verdict))))
    found.sort(key=lambda pair: (pair[0].kind == "claim", VERDICTS_TOLD.index(pair[1].verdict)))
    return tuple(_said(matter, finding, book) for matter, finding in found)


def _said(matter: Matter, finding: Finding, book: SourceBook) -> Said:
    mentions = tuple(
        Mention(one.document.name, one.quotation, one.fact.start, one.fact.end) for one in matter.statements
    )
    return Said(
        matter.kind,
        matter.told,
        mentions,
        matter.why,
        finding.verdict,
        finding.record,
        finding.why,
        finding.warning,
        finding.expiry,
        finding.measures,
        finding.figures,
        book.cite(*finding.sources),
    )


def chains(
    rows: Iterable[Said], standing: Sequence[Standing], clock: Clock, costs: Sequence[Cost]
) -> tuple[Chain, ...]:
    """Return the chain from the sentences on duties to what these cost, one for each scenario they lead to.

    Args:
        rows: What articles say.
        standing: Both directions on the day.
        clock: The running deadlines, with what each side then charges.
        costs: The scenarios that were solved; a chain ends at the duty where its own was not.
    """
    found: dict[str, list[Said]] = {}
    for row in rows:
        scenario = _leads_to(row, standing, clock)
        if scenario:
            found.setdefault(scenario, []).append(row)
    return tuple(_chain(name, found[name], standing, clock, costs) for name in _SCENARIOS if name in found)


def _leads_to(row: Said, standing: Sequence[Standing], clock: Clock) -> str:
    """Return the scenario in which the measures behind a sentence charge what it says, if any does."""
    if row.kind not in _CHAINED or row.verdict not in ("confirmed", "newer"):
        return ""
    asleep = {part.tranche for side in standing for part in side.asleep} | {one.id for one in clock.deadlines}
    awake = {part.tranche for side in standing for part in side.components}
    if asleep & set(row.measures):
        return "lapse"
    if row.measures and set(row.measures) <= awake:
        return "hold"
    return "peak" if row.told.endswith(PEAK) else ""


def _chain(
    scenario: str, rows: list[Said], standing: Sequence[Standing], clock: Clock, costs: Sequence[Cost]
) -> Chain:
    cost = next((one for one in costs if one.effects.scenario == scenario), None)
    rates = (
        {f"{side.importer} on {side.origin}": side.rate for side in standing} if scenario != "peak" else {}
    )
    if scenario == "lapse":
        governed = {name for row in rows for name in row.measures}
        lapses = [
            lapse
            for one in clock.deadlines
            if one.id in governed or len(clock.deadlines) == 1
            for lapse in one.lapses
        ]
        rates |= {f"{lapse.importer} on {lapse.origin}": lapse.to_rate for lapse in lapses}
    sides = [side.importer for side in standing]
    pairs = (
        [duty for duty in cost.effects.duties if {duty.importer, duty.origin} == set(sides)] if cost else []
    )
    return Chain(
        scenario=scenario,
        steps=tuple(Step(row.mentions[0], row.record, row.measures, row.cites) for row in rows),
        sentences=tuple(row.mentions[0] for row in rows),
        measures=tuple(dict.fromkeys(name for row in rows for name in row.measures)),
        rates=rates,
        average={f"{duty.importer} on {duty.origin}": duty.added_rate for duty in pairs},
        real_income={code: cost.real_income[code] for code in sides if code in cost.real_income}
        if cost
        else {},
        cites=joined([*(row.cites for row in rows), cost.cites if cost else ()]),
    )
