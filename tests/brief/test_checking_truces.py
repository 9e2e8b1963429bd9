"""Which truce a text speaks of, when it runs out, and which deadline a day is."""

from __future__ import annotations

from datetime import date

import pytest
from support.stated import Stated, finding, stated

from detente.brief.checking.checking import check
from detente.brief.checking.findings import Expiry, Finding
from detente.ledger.record import Record
from detente.news.facts import Fact

PARTIES = ("USA", "CHN")


def of_the_pair(record: Record, one: Stated, *pair: str) -> Finding:
    """Return the finding on a fact of a text that is about two economies."""
    document, facts = one
    fields = {"from": pair[0], "to": pair[1], "rate_percent": 1.0, "status": "proposed"}
    end = len(document.body)
    about = Fact(kind="rate", start=end, end=end, rule="by hand", fields=fields)
    return check(record, [(document, [*facts, about])]).facts[0].finding


@pytest.mark.parametrize(
    ("body", "day", "deadline"),
    [
        (
            "Trump paused his tariffs on most countries, China apart, for 90 days.",
            date(2025, 4, 10),
            "pause-2025-07-09",
        ),
        (
            "By Executive Order 14266 he suspended the duties of trading partners for 90 days.",
            date(2025, 7, 7),
            "pause-2025-07-09",
        ),
        (
            "By Executive Order 14298 he suspended the duties on the PRC for 90 days.",
            date(2025, 8, 11),
            "truce-2025-08-12",
        ),
        ("The United States and China agreed on 90 days.", date(2025, 6, 9), "truce-2025-08-12"),
        ("Mexico won a pause of 90 days.", date(2025, 8, 4), "mexico-2025-10-29"),
    ],
)
def test_a_pause_is_that_of_those_it_is_said_of(record: Record, body: str, day: date, deadline: str) -> None:
    found = finding(record, stated("truce", body, day, days=90, parties=PARTIES))
    assert (found.verdict, found.measures[:1]) == ("confirmed", (deadline,))
    assert found.expiry is not None
    assert found.expiry.provenance == "record"


def test_a_truce_is_not_the_suspension_of_something_else_to_that_day(record: Record) -> None:
    day, fields = (
        date(2025, 11, 1),
        {"deadline": "2026-11-10", "truce_start": "2025-11-10", "parties": PARTIES},
    )
    found = finding(
        record, stated("truce", "The US keeps its higher tariffs suspended to 2026.", day, **fields)
    )
    assert (found.verdict, found.measures[0]) == ("newer", "truce-2026-11-10")
    fees = finding(
        record,
        stated("truce", "Both suspend their port fees to 2026.", day, deadline="2026-11-10", parties=PARTIES),
    )
    assert fees.verdict in ("confirmed", "newer")


def test_a_pause_that_begins_otherwise_is_another_one(record: Record) -> None:
    body = "Trump put off his threat against the European Union until July 9."
    fields = {"truce_start": "2025-05-25", "deadline": "2025-07-09", "parties": ("USA", "EU")}
    found = finding(record, stated("truce", body, date(2025, 5, 26), **fields))
    assert (found.verdict, found.expiry) == ("not checkable", Expiry(date(2025, 7, 9), "text"))


def test_an_end_without_a_length_is_seen_to_be_counted_from_the_announcement(record: Record) -> None:
    found = finding(
        record,
        stated(
            "truce",
            "The truce of the US and China ends on 10 August.",
            date(2025, 6, 20),
            deadline="2025-08-10",
            parties=PARTIES,
        ),
    )
    assert found.verdict == "contradicted"
    assert found.why == "the text counts from the announcement; the record from entry into force"
    assert "12 Aug 2025 from entry into force (14 May 2025)" in found.warning


@pytest.mark.parametrize(
    ("body", "what", "day", "on", "measure"),
    [
        (
            "The exclusions from the lists stay valid until November 10, 2026.",
            "tariff exclusions",
            date(2025, 11, 12),
            "2026-11-10",
            "exclusions-2026-11-10",
        ),
        (
            "The controls on rare earths sleep until November 10, 2026.",
            "deadline",
            date(2025, 11, 12),
            "2026-11-10",
            "truce-2026-11-10",
        ),
        (
            "Port fees on ships return on November 10, 2026.",
            "fees",
            date(2025, 11, 12),
            "2026-11-10",
            "port-fees-2026-11-10",
        ),
        (
            "The fentanyl duty ended on Tuesday.",
            "tariffs",
            date(2026, 2, 25),
            "2026-02-24",
            "us-cn-ieepa-fent-10b",
        ),
    ],
)
def test_of_what_falls_on_a_day_that_is_meant_which_the_words_name(
    record: Record, body: str, what: str, day: date, on: str, measure: str
) -> None:
    found = of_the_pair(record, stated("deadline", body, day, date=on, what=what), *PARTIES)
    assert (found.verdict, found.measures) == ("confirmed", (measure,))


def test_a_day_for_comments_is_no_day_of_duties(record: Record) -> None:
    one = stated("deadline", "Comments are due by August 12.", date="2025-08-12", what="comments")
    assert of_the_pair(record, one, *PARTIES).verdict == "not checkable"


def test_the_pause_of_others_does_not_contradict_the_truce_of_two(record: Record) -> None:
    day = date(2025, 7, 20)
    for body in ("The pause for Japan ends on August 3.", "The pause for other countries ends on August 3."):
        one = stated("deadline", body, day, date="2025-08-03", what="pause")
        assert of_the_pair(record, one, *PARTIES).verdict == "not checkable"
    own = stated("deadline", "The truce ends on August 10.", day, date="2025-08-10", what="truce")
    assert of_the_pair(record, own, *PARTIES).verdict == "contradicted"


def test_the_day_to_which_a_threat_is_put_off_is_no_deadline_of_others(record: Record) -> None:
    body = "He puts off a tariff of 50% on the European Union until July 9."
    document, facts = stated("deadline", body, date(2025, 5, 26), date="2025-07-09", what="tariffs")
    fields = {"from": "USA", "to": "EU", "rate_percent": 50.0, "status": "proposed"}
    threat = Fact(kind="rate", start=12, end=40, rule="by hand", fields=fields)
    found = check(record, [(document, [*facts, threat])]).facts[0].finding
    assert (found.verdict, found.why) == (
        "not checkable",
        "a rate is put off to that day which the record does not have",
    )


def test_a_last_day_and_the_first_without_are_one_deadline(record: Record) -> None:
    body = "The suspension of the EU duties of 2018 lapses on 1 April."
    one = stated("deadline", body, date(2025, 3, 12), date="2025-04-01", what="measures")
    found = of_the_pair(record, one, "EU", "USA")
    assert (found.verdict, found.measures) == ("confirmed", ("eu-2025-03-31",))


def test_controls_that_begin_on_a_day_are_not_its_duties(record: Record) -> None:
    body = "Export controls on software are to come by November 1."
    one = stated("deadline", body, date(2025, 10, 11), date="2025-11-01", what="deadline")
    assert of_the_pair(record, one, *PARTIES).verdict == "not checkable"


def test_a_pause_said_to_end_a_day_off_is_not_contradicted(record: Record) -> None:
    body = "It lets the suspension of its countermeasures lapse on 1 April."
    one = stated("deadline", body, date(2025, 3, 12), date="2025-04-01", what="measures")
    found = of_the_pair(record, one, "EU", "USA")
    assert (found.verdict, found.why) == ("confirmed", "a day apart: a last day, and the first day without")
