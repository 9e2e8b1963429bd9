"""Articles against one another and against the record, as text."""

from __future__ import annotations

from collections.abc import Iterator

from detente.app.cli.printing import block, heading, source_lines
from detente.brief.checking.checking import Check
from detente.brief.checking.findings import VERDICTS, CheckedFact, Figure
from detente.brief.checking.wording import figure_words, quoted
from detente.core.citing import SourceBook, bracketed
from detente.core.wording import day_name
from detente.news.comparing.comparison import STANDINGS, Comparison, Matter
from detente.news.proposing.draft import Draft
from detente.news.telling import told

_STANDINGS = {
    "contradicted": "CONTRADICTS",
    "all": "ALL SAY",
    "some": "SOME SAY",
    "one": "ONE ALONE SAYS",
}
NOTHING = "no fact was read that the record could be asked about"


def comparison_text(found: Comparison) -> str:
    """Return what articles say together, contradictions first."""
    lines = [heading(f"{len(found.documents)} articles")]
    for one in found.documents:
        about = [f"published {one.published}", " ".join(one.source.split())]
        lines += block(f"{one.name}  {', '.join(part for part in about if part)}")
    for standing in STANDINGS:
        matters = found.of(standing)
        if matters:
            lines += ["", heading(f"{_STANDINGS[standing]}  ({len(matters)})")]
            for matter in matters:
                lines += _matter(matter)
    return "\n".join(lines)


def _matter(matter: Matter) -> Iterator[str]:
    names = "" if matter.standing == "all" else f" ({', '.join(matter.documents)})"
    why = f": {matter.why}" if matter.why else ""
    yield from block(f"{matter.told}{names}{why}", 4, "  -")
    shown = matter.statements if matter.standing == "contradicted" else matter.statements[:1]
    for one in shown:
        if one.fact.kind != "participant":
            yield from block(f"{one.document.name}: {quoted(one.quotation)}", 4)


def check_text(found: Check) -> str:
    """Return each document with its facts by verdict, the figures beside claims, and the sources."""
    if not found.facts:
        return NOTHING
    book, lines = SourceBook(), list[str]()
    names = dict.fromkeys(row.document.name for row in found.facts)
    for name in names:
        rows = [row for row in found.facts if row.document.name == name]
        lines += [*_document(rows, found, book), ""]
    return "\n".join([*lines[:-1], *source_lines(book)])


def _document(rows: list[CheckedFact], found: Check, book: SourceBook) -> Iterator[str]:
    document = rows[0].document
    title = " ".join(document.title.split())
    yield heading(f"{document.name}  {title}" if title else document.name)
    known = found.known_at or document.published
    counts = [f"{sum(row.finding.verdict == verdict for row in rows)} {verdict}" for verdict in VERDICTS]
    yield from block(f"published {document.published}, record as known on {known}: {', '.join(counts)}")
    for verdict in ("contradicted", "confirmed", "newer"):
        chosen = [row for row in rows if row.finding.verdict == verdict]
        if chosen:
            yield f"  {verdict.upper()}"
            for row in chosen:
                yield from _fact(row, book)
    others = [row for row in rows if row.finding.verdict == "not checkable" and row.fact.kind != "claim"]
    if others:
        yield "  NOT CHECKABLE"
        for row in others:
            yield from _fact(row, book)
    claims = [row for row in rows if row.fact.kind == "claim"]
    if claims:
        yield "  CLAIMS AND WHAT BEARS ON THEM"
        yield from _claims(claims, book)


def _claims(rows: list[CheckedFact], book: SourceBook) -> Iterator[str]:
    """Yield claims, those of one side on which the same bears together, and each figure once."""
    grouped: dict[tuple[object, ...], list[CheckedFact]] = {}
    for row in rows:
        key = (told(row.fact), row.finding.record, row.finding.figures)
        grouped.setdefault(key, []).append(row)
    shown = set[Figure]()
    for same in grouped.values():
        finding = same[0].finding
        cites = bracketed(book.cite(*finding.sources))
        yield from block(told(same[0].fact), 6, "    -")
        for row in same:
            yield from block(quoted(row.quotation), 6)
        if finding.record:
            yield from block(f"beside it: {finding.record} {cites}".rstrip(), 6)
        yield from block(finding.why, 6)
        fresh = [figure for figure in finding.figures if figure not in shown]
        shown.update(fresh)
        for line in figure_words(fresh):
            yield from block(f"{line} {'' if finding.record else cites}".rstrip(), 6)
        if finding.figures and not fresh:
            yield from block("figures above", 6)


def _fact(row: CheckedFact, book: SourceBook) -> Iterator[str]:
    finding, words = row.finding, told(row.fact)
    cites = bracketed(book.cite(*finding.sources))
    if row.fact.kind == "participant":
        yield from block(f"{words} {cites}".rstrip(), 6, "    -")
        return
    yield from block(words, 6, "    -")
    yield from block(quoted(row.quotation), 6)
    if finding.record:
        yield from block(f"record: {finding.record} {cites}".rstrip(), 6)
    if finding.expiry:
        yield from block(
            f"runs out on {day_name(finding.expiry.on)} (by the {_provenance(finding.expiry.provenance)})", 6
        )
    if finding.why:
        yield from block(f"{finding.why}", 6)
    if finding.warning:
        yield from block(f"mind: {finding.warning}", 6)
    for line in figure_words(finding.figures):
        yield from block(f"{line} {cites if not finding.record else ''}".rstrip(), 6)


def _provenance(name: str) -> str:
    return "text and by the record" if name == "both" else name


def drafts_text(drafts: tuple[Draft, ...]) -> str:
    """Return drafts as YAML, each under a line that tells where it belongs."""
    if not drafts:
        return "nothing in these articles is new to the record"
    return "\n".join(f"# {draft.path}\n{draft.yaml}" for draft in drafts).rstrip("\n")
