"""Truces, dates, statistics, licences and promises of texts against the record; claims beside figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.stated import JUNE, finding, stated

from detente.brief.checking.checking import Check, check
from detente.brief.checking.findings import Expiry
from detente.ledger.record import Record
from detente.news.facts import Fact
from detente.news.intake import Refused, documents_of
from detente.news.reading import read

PARTIES = {"parties": ("USA", "CHN")}
TWO = {"from": "USA", "to": "CHN", "rate_percent": 30.0, "status": "in_force"}
PAIR = Fact(kind="rate", start=0, end=1, rule="by hand", fields=TWO)


def beside_the_pair(record: Record, one, known_at: date | None = None):  # type: ignore[no-untyped-def]
    """Return the finding on a fact in a text that is about the United States and China."""
    document, facts = one
    return check(record, [(document, [*facts, PAIR])], known_at).facts[0].finding


# truces and deadlines


def test_the_length_of_a_truce_becomes_its_end(record: Record) -> None:
    found = finding(
        record, stated("truce", "Both agreed on a 90-day truce.", days=90, truce_start="2025-05", **PARTIES)
    )
    assert found.verdict == "confirmed"
    assert found.expiry == Expiry(date(2025, 8, 12), "record")
    assert "10 Aug 2025 counted from the announcement (12 May 2025)" in found.warning
    assert "12 Aug 2025 from entry into force (14 May 2025)" in found.warning


def test_an_end_that_both_tell_has_both_for_provenance(record: Record) -> None:
    fields = {"days": 90, "truce_start": "2025-05-14", "deadline": "2025-08-12"}
    assert finding(record, stated("truce", "A truce.", **fields, **PARTIES)).expiry.provenance == "both"


def test_an_end_counted_from_the_announcement_is_contradicted(record: Record) -> None:
    fields = {"days": 90, "truce_start": "2025-05-12", "deadline": "2025-08-10"}
    found = finding(record, stated("truce", "A truce.", **fields, **PARTIES))
    assert (found.verdict, found.why) == (
        "contradicted",
        "the text counts from the announcement; the record from entry into force",
    )


def test_another_length_is_contradicted_only_of_the_same_truce(record: Record) -> None:
    same = stated("truce", "A truce.", days=60, truce_start="2025-05-14", **PARTIES)
    assert finding(record, same).verdict == "contradicted"
    other = stated("truce", "A truce.", days=60, truce_start="2025-02-01", **PARTIES)
    assert finding(record, other).verdict == "not checkable"


def test_a_truce_that_is_not_on_record_ends_by_the_text(record: Record) -> None:
    found = finding(
        record, stated("truce", "A truce.", days=30, truce_start="2025-06-01", parties=("NOR", "ISL"))
    )
    assert (found.verdict, found.expiry) == ("not checkable", Expiry(date(2025, 7, 1), "text"))


def test_a_truce_is_newer_before_the_record_knew_of_it(record: Record) -> None:
    one = stated("truce", "A truce.", date(2025, 5, 11), days=90, **PARTIES)
    assert finding(record, one).verdict == "newer"


def test_deadlines_are_held_against_those_on_record(record: Record) -> None:
    good = stated("deadline", "It ends on August 12.", date="2025-08-12", what="truce")
    assert "Truce of Geneva" in beside_the_pair(record, good).record
    bad = stated("deadline", "The truce ends on August 10.", date="2025-08-10", what="truce")
    assert beside_the_pair(record, bad).verdict == "contradicted"
    other = stated("deadline", "Comments are due on August 3.", date="2025-08-03", what="comments")
    found = beside_the_pair(record, other)
    assert (found.verdict, found.is_new) == ("not checkable", True)


# meetings and people


@pytest.mark.parametrize(
    ("fields", "verdict", "told"),
    [
        (
            {"mode": "phone", "date": "2025-06-02/2025-06-08"},
            "confirmed",
            "Call that led to the London talks",
        ),
        ({"mode": "in_person", "place": "Geneva", "date": "2025-05"}, "confirmed", "Geneva"),
        ({"mode": "in_person", "place": "London", "date": "2025-06-09"}, "newer", "Framework of London"),
        ({"mode": "in_person", "place": "Vienna", "date": "2025-06-09"}, "not checkable", ""),
        ({"mode": "in_person", "place": "Geneva"}, "not checkable", ""),
    ],
)
def test_talks_are_found_by_days_kind_and_place(
    record: Record, fields: dict[str, str], verdict: str, told: str
) -> None:
    found = beside_the_pair(record, stated("meeting", "They met.", **fields))
    assert (found.verdict, told in found.record) == (verdict, True)


def test_people_are_those_in_office(record: Record) -> None:
    one = stated(
        "participant", "Scott Bessent", person="Scott Bessent", role="Treasury Secretary", side="USA"
    )
    assert finding(record, one).verdict == "confirmed"
    before = stated("participant", "Scott Bessent", date(2019, 6, 9), person="Scott Bessent", side="USA")
    assert finding(record, before).verdict == "not checkable"


# statistics


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"value": 4.8, "unit": "percent_yoy", "period": "2025-05"}, "confirmed"),
        ({"value": 4.8, "unit": "percent_yoy", "period": "2025-05", "relation": "below"}, "confirmed"),
        ({"relation": "below"}, "confirmed"),
        ({"relation": "above"}, "not checkable"),
        ({"value": 5.8, "unit": "percent_yoy", "period": "2025-05"}, "contradicted"),
        ({"value": 5.8, "unit": "percent_yoy"}, "not checkable"),
        ({"value": 5.8, "unit": "percent_yoy", "period": "2025-06"}, "not checkable"),
        ({"value": 1e9, "unit": "USD", "period": "2025-05"}, "not checkable"),
        ({"value": 4.8, "unit": "percent_yoy", "period": "2025-05", "geo": "NOR"}, "not checkable"),
    ],
)
def test_statistics_are_held_against_their_series(
    record: Record, fields: dict[str, object], verdict: str
) -> None:
    whole = {"metric": "exports", "geo": "CHN", **fields}
    assert finding(record, stated("statistic", "China's exports grew.", **whole)).verdict == verdict


def test_the_other_side_of_the_trade_picks_the_series(record: Record) -> None:
    body = "China's exports to the United States fell 34.5%."
    one = stated(
        "statistic", body, metric="exports", geo="CHN", value=-34.5, unit="percent_yoy", period="2025-05"
    )
    assert "to the United States" in finding(record, one).record


def test_an_expectation_of_another_poll_is_told(record: Record) -> None:
    fields = {"metric": "imports", "geo": "CHN", "value": -3.4, "unit": "percent_yoy", "period": "2025-05"}
    found = finding(record, stated("statistic", "Imports fell.", expected=-2.0, **fields))
    assert (found.verdict, "another expectation" in found.warning) == ("confirmed", True)


# acts


def test_a_restriction_is_found_among_the_controls(record: Record) -> None:
    fields = {"actor": "CHN", "action": "restrict", "product": "rare earths", "date": "2025-04"}
    found = finding(record, stated("export_licence", "China put controls on rare earths.", **fields))
    assert (found.verdict, found.measures) == ("confirmed", ("cn-seven-ree",))


def test_single_licences_are_not_on_record_but_shipments_are(record: Record) -> None:
    fields = {"actor": "CHN", "action": "approve", "product": "rare earths", "date": "2025-06-07"}
    found = finding(record, stated("export_licence", "China approved licences for rare earths.", **fields))
    assert found.verdict == "not checkable"
    assert {figure.series for figure in found.figures} >= {"chn-magnets-usa", "chn-magnets-wld"}


def test_a_promise_is_found_by_side_deed_and_matter(record: Record) -> None:
    fields = {"actor": "CHN", "target": "USA"}
    body = "China pledged to lift export restrictions on critical minerals."
    found = beside_the_pair(record, stated("commitment", body, **fields))
    assert (found.verdict, found.measures) == ("confirmed", ("ag-geneva",))
    other = beside_the_pair(record, stated("commitment", "China promised to buy American wheat.", **fields))
    assert (other.verdict, other.is_new) == ("not checkable", True)


def test_a_promise_of_another_quantity_is_not_confirmed(record: Record) -> None:
    day, fields = date(2025, 11, 3), {"actor": "CHN", "target": "USA"}
    good = stated("commitment", "China will buy 12 million tonnes of soybeans.", day, **fields)
    assert beside_the_pair(record, good).verdict == "confirmed"
    bad = stated("commitment", "China will buy 77 million tonnes of soybeans.", day, **fields)
    found = beside_the_pair(record, bad)
    assert (found.verdict, found.why) == ("not checkable", "the promise on record has another quantity")


def test_a_claim_gets_figures_and_no_verdict(record: Record) -> None:
    fields = {"actor": "USA", "target": "CHN", "stance": "accuse"}
    one = stated("claim", "Washington says China holds back rare earth magnets.", **fields)
    found = beside_the_pair(record, one)
    assert found.verdict == "not checkable"
    may = next(one for one in found.figures if (one.series, one.period) == ("chn-magnets-usa", "2025-05"))
    assert (may.value, may.normal, may.later) == (46, 630, True)
    known = beside_the_pair(record, one, JUNE)
    assert all(not figure.later for figure in known.figures), "with a day of knowledge nothing later is told"


def test_a_claim_on_duties_and_controls_gets_their_number(record: Record) -> None:
    fields = {"actor": "CHN", "target": "USA", "stance": "accuse"}
    found = beside_the_pair(
        record, stated("claim", "Beijing says US export controls on chips are unfair.", **fields)
    )
    assert "USA charges 30% on all goods of CHN" in found.record
    assert "export controls of USA on record reach CHN" in found.record


# the reference texts


def corpus(folder: Path, *names: str) -> Iterator[Check]:
    if not (folder / "articles" / "corpus").is_dir():
        pytest.skip("no annotated texts there")
    paths = sorted((folder / "articles" / "corpus").glob("*.txt"))
    for one in documents_of([path for path in paths if not names or path.stem in names]):
        if not isinstance(one, Refused):
            yield one


@pytest.mark.parametrize("name", ["001", "002"])
def test_annotated_facts_get_the_right_verdict(record: Record, reference_folder: Path, name: str) -> None:
    (document,) = corpus(reference_folder, name)
    lines = (reference_folder / "articles" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    facts = [_alpha3(record, json.loads(line)) for line in lines]
    found = check(record, [(document, facts)])
    assert not found.contradicted
    rows = [row for row in found.facts if row.fact.kind in ("rate", "truce", "statistic", "participant")]
    assert {row.finding.verdict for row in rows} == {"confirmed"}
    assert all(row.finding.expiry.on == date(2025, 8, 12) for row in rows if row.fact.kind == "truce")


def _alpha3(record: Record, line: dict[str, object]) -> Fact:
    fields = {key: value for key, value in line.items() if key not in ("kind", "text_span", "start", "end")}
    for key in ("from", "to", "actor", "target", "geo", "side"):
        if isinstance(fields.get(key), str):
            parts = str(fields[key]).split(",")
            fields[key] = ",".join(
                code if code == "*" else record.economies.find(code).code for code in parts
            )
    if "parties" in fields:
        fields["parties"] = [record.economies.find(code).code for code in fields["parties"]]
    return Fact(kind=line["kind"], start=line["start"], end=line["end"], rule="annotated", fields=fields)


def test_no_reference_text_is_contradicted(record: Record, reference_folder: Path) -> None:
    found = check(record, [(one, read(one)) for one in corpus(reference_folder)])
    bad = [(row.document.name, row.quotation) for row in found.facts if row.finding.verdict == "contradicted"]
    assert bad == []
    assert replace(found, facts=()).counts["confirmed"] == 0
