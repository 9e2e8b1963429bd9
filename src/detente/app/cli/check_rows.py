"""Articles against one another and against the record, as rows: one a fact."""

from __future__ import annotations

from detente.app.cli.files import Rows
from detente.app.cli.read import cell
from detente.brief.checking.checking import Check
from detente.news.comparing.comparison import Comparison
from detente.news.telling import told


def comparison_rows(found: Comparison) -> Rows:
    """Return one row for each statement, with the number of its matter."""
    columns = (
        "matter",
        "standing",
        "kind",
        "document",
        "published",
        "says",
        "why",
        "text_span",
        "start",
        "end",
    )
    values = [
        tuple(
            map(
                cell,
                (
                    number,
                    matter.standing,
                    matter.kind,
                    one.document.name,
                    one.document.published,
                    one.told,
                    matter.why or None,
                    one.quotation,
                    one.fact.start,
                    one.fact.end,
                ),
            )
        )
        for number, matter in enumerate(found.matters, start=1)
        for one in matter.statements
    ]
    return Rows(columns, values)


def check_rows(found: Check) -> Rows:
    """Return one row for each fact, with its verdict and what the record says."""
    columns = (
        "document",
        "published",
        "kind",
        "says",
        "verdict",
        "record",
        "why",
        "warning",
        "expires",
        "provenance",
        "measures",
        "citations",
        "figures",
        "text_span",
        "start",
        "end",
    )
    values = []
    for row in found.facts:
        finding, expiry = row.finding, row.finding.expiry
        figures = ";".join(f"{one.series} {one.period} {one.value:g}" for one in finding.figures)
        values.append(
            tuple(
                map(
                    cell,
                    (
                        row.document.name,
                        row.document.published,
                        row.fact.kind,
                        told(row.fact),
                        finding.verdict,
                        finding.record or None,
                        finding.why or None,
                        finding.warning or None,
                        expiry and expiry.on,
                        expiry and expiry.provenance,
                        ";".join(finding.measures) or None,
                        ";".join(source.citation for source in finding.sources) or None,
                        figures or None,
                        row.quotation,
                        row.fact.start,
                        row.fact.end,
                    ),
                )
            )
        )
    return Rows(columns, values)
