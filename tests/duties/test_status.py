"""The answer of `status`: both sides, the clock, and what is not known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.core.errors import BadInput
from detente.duties.lapses import Lapse
from detente.duties.status import Status, status
from detente.ledger.record import Record

PAIR = ("USA", "CHN")


def asked(record: Record, on: str, known_at: str | None = None) -> Status:
    return status(record, PAIR, date.fromisoformat(on), date.fromisoformat(known_at) if known_at else None)


def lapse(found: Status, deadline: str, importer: str) -> Lapse:
    (lapsing,) = (item for item in found.deadlines if item.running.deadline.id == deadline)
    (side,) = (item for item in lapsing.lapses if item.importer == importer)
    return side


def test_the_law_and_the_press_disagree_on_the_lapse_of_geneva(record: Record) -> None:
    side = lapse(asked(record, "2025-06-09"), "truce-2025-08-12", "USA")
    assert (side.from_rate, side.to_rate) == (0.30, 0.54)
    (claim,) = side.claims
    assert claim.rate == 1.45
    assert "20% + 10% + 24% = 54%" in claim.why
    assert claim.source.evidence == "press"
    assert "24% (us-cn-recip-24-suspended)" in side.why
    assert "30% in force" in side.why


def test_a_void_base_names_its_ruling_with_a_source(record: Record) -> None:
    side = lapse(asked(record, "2026-10-15"), "truce-2026-11-10", "USA")
    assert (side.from_rate, side.to_rate, side.legal_base.standing) == (0.125, 0.125, "void")
    assert "Learning Resources v. Trump" in side.why
    shape = side.as_json()
    assert shape["ruling"]["on"] == "2026-02-20"
    assert "24-1287" in shape["ruling"]["sources"][0]["citation"]


def test_instrument_and_statement_stand_side_by_side(record: Record) -> None:
    evidence = {
        item.running.deadline.id: item.as_json()["evidence"] for item in asked(record, "2026-10-15").deadlines
    }
    assert evidence["truce-2026-11-10"] == "instrument"
    assert evidence["truce-2027-01-10"] == "statement"


def test_what_else_a_deadline_governs_is_told(record: Record) -> None:
    found = asked(record, "2026-10-09")
    (truce,) = (item for item in found.deadlines if item.running.deadline.id == "truce-2026-11-10")
    assert ("us-affiliates", "control") in [(other.id, other.kind) for other in truce.others]
    (fees,) = (item for item in found.deadlines if item.running.deadline.id == "port-fees-2026-11-10")
    assert fees.lapses == ()
    assert ("us-cn-301-portfees", "duty") in [(other.id, other.kind) for other in fees.others]


def test_a_threat_is_no_law_that_could_lapse(record: Record) -> None:
    (threat,) = (
        item
        for item in asked(record, "2025-10-15").deadlines
        if item.running.deadline.id == "threat-2025-11-01"
    )
    assert threat.lapses == ()
    assert [other.kind for other in threat.others] == ["threat"]


def test_a_deadline_on_statements_supposes_that_they_hold(record: Record) -> None:
    """By instruments the 24 points are back since 2026-11-10; who states 2027 says they still sleep."""
    found = asked(record, "2026-12-01")
    china = found.sides[1]
    assert (china.rate, china.low, china.high, china.exact) == (0.34, 0.10, 0.34, False)
    side = lapse(found, "truce-2027-01-10", "CHN")
    assert (side.from_rate, side.to_rate) == (0.10, 0.34)


def test_notes_with_hindsight_are_not_told_to_an_earlier_day(record: Record) -> None:
    told = asked(record, "2026-02-25").deadlines
    then = asked(record, "2026-02-25", "2026-02-19").deadlines
    assert any("2027-01-10" in item.note for item in told)
    assert not any(item.note for item in then)


def test_an_own_rate_takes_the_place_of_the_world_s(record: Record) -> None:
    (side,) = (
        found
        for item in status(record, ("USA", "JPN"), date(2025, 6, 9)).deadlines
        for found in item.lapses
        if found.importer == "USA"
    )
    assert (side.from_rate, side.to_rate) == (0.10, 0.24)
    assert "takes the place of" in side.why


def test_the_look_ahead_knows_no_more_than_the_day(record: Record) -> None:
    found = asked(record, "2025-06-09")
    assert (found.known_at, found.looked_ahead_from) == (record.newest, date(2025, 6, 9))
    then = asked(record, "2025-06-09", "2025-06-09")
    assert [side.rate for side in then.sides] == [side.rate for side in found.sides]
    assert then.deadlines[0].running.later_outcome is None


def test_notices_begin_after_the_newest_day(record: Record) -> None:
    assert asked(record, "2026-10-09").notices == ()
    (notice,) = asked(record, "2026-10-10").notices
    assert "2026-10-09, 1 day before 2026-10-10" in notice
    passed = asked(record, "2026-11-10").notices
    assert any("truce-2026-11-10" in notice for notice in passed)
    assert not any("truce-2027-01-10" in notice for notice in passed)


@pytest.mark.parametrize(
    ("pair", "on", "line"),
    [
        (PAIR, "2017-12-31", "before the record begins; ask about 2018-01-01 or later"),
        (("USA", "USA"), "2025-06-09", "named twice"),
    ],
)
def test_questions_that_are_refused(pair: tuple[str, str], on: str, line: str, record: Record) -> None:
    with pytest.raises(BadInput, match=line):
        status(record, pair, date.fromisoformat(on))


@pytest.mark.parametrize("on", ["2018-07-06", "2025-04-09", "2025-06-09", "2026-10-15", "2027-02-01"])
def test_the_json_has_the_documented_shape(on: str, record: Record) -> None:
    shape = json.loads(json.dumps(asked(record, on).as_json()))
    assert {"on", "known_at", "sides", "deadlines"} <= set(shape)
    for side in shape["sides"]:
        assert {"importer", "origin", "headline_rate", "components"} <= set(side)
        for component in side["components"]:
            assert {"programme", "measure", "rate", "state", "sources"} <= set(component)
            assert component["sources"]
    for deadline in shape["deadlines"]:
        assert {"id", "on", "days_left", "lapses", "sources"} <= set(deadline)
        for side in deadline["lapses"]:
            assert {"importer", "origin", "from_rate", "to_rate", "legal_base", "why"} <= set(side)
            assert side["legal_base"] in ("stands", "void", "disputed")
