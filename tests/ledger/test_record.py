"""The shipped record as a whole, and what the index of it answers."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from detente.core.economies import Economy
from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger.entries import Group, Measure, Scope, Tranche
from detente.ledger.record import DAYS_KEPT, Record, as_known
from detente.ledger.states import Change
from detente.ledger.tables import tables_of, tranches_of


def test_verified_means_that_a_primary_text_was_read(record: Record) -> None:
    for tranche in record.tranches.values():
        assert tranche.source is not None
        if tranche.source.verified:
            assert tranche.source.confidence == "high", tranche.id
            assert tranche.source.evidence != "press", tranche.id
            assert "second-hand" not in tranche.source.citation, tranche.id
            assert "from memory" not in tranche.source.citation, tranche.id


def test_nothing_is_newer_than_the_newest_day(record: Record) -> None:
    assert record.newest == date(2026, 10, 9)
    for tranche_id, tranche in record.tranches.items():
        for span in record.timeline(tranche_id, date(2030, 1, 1)):
            known = span.change.known_at
            assert known is None or known <= max(record.newest, span.start.day), tranche.id


def test_only_deals_with_partners_reach_back(record: Record) -> None:
    """A start is known when it happens, at the latest, but for what a deal set for the weeks before.

    What importers may claim is granted for the past too: exclusions put back in 2022.
    """
    partners = {"EU", "JPN", "KOR", "CHE", "LIE", "TWN"}
    for tranche in record.tranches.values():
        if tranche.requires:
            continue
        if tranche.start and tranche.known_at and tranche.known_at > tranche.start.day:
            assert set(record.scope_of(tranche.id).origins) <= partners, tranche.id


@pytest.mark.parametrize(
    ("tranche", "origin", "covered"),
    [
        ("us-cn-ieepa-fent-20", "CHN", True),
        ("us-cn-ieepa-fent-20", "HKG", True),
        ("us-cn-ieepa-fent-20", "MAC", False),
        ("us-world-recip-10", "JPN", True),
        ("us-world-recip-10", "CHN", False),
        ("us-world-recip-10", "CAN", False),
        ("us-eu-recip", "DEU", True),
        ("us-jp-recip", "KOR", False),
    ],
)
def test_whom_a_tranche_falls_on(tranche: str, origin: str, covered: bool, record: Record) -> None:
    assert record.covers(tranche, origin) is covered


@pytest.mark.parametrize(
    ("parties", "economies", "included"),
    [
        (("USA", "CHN"), ("CHN", "USA"), True),
        (("USA", "EU"), ("DEU", "USA"), True),
        (("USA", "EU"), ("DEU", "NOR"), False),
        (("WLD",), ("NOR", "EU"), True),
        (("DEU",), ("EU",), False),
        ((), ("USA",), False),
        (("USA",), (), True),
    ],
)
def test_parties_take_in_members_and_the_world(
    parties: tuple[str, ...], economies: tuple[str, ...], included: bool, record: Record
) -> None:
    assert record.parties_include(iter(parties), iter(economies)) is included
    if len(economies) == 1:
        assert record.party_to(iter(parties), economies[0]) is included


@pytest.mark.parametrize(
    ("tranche", "on_all"),
    [
        ("us-cn-ieepa-fent-20", True),
        ("us-eu-recip", True),
        ("us-cn-301fl", True),
        ("us-232-steel-50", False),
        ("us-jp-recip-exempt", False),
    ],
)
def test_what_a_headline_rate_counts(tranche: str, on_all: bool, record: Record) -> None:
    assert record.on_all_goods(tranche) is on_all


def test_a_member_holds_the_measures_of_its_group(record: Record) -> None:
    of_union = {tranche.id for tranche in record.tranches_against("EU", "USA")}
    assert of_union
    assert {tranche.id for tranche in record.tranches_against("DEU", "USA")} == of_union
    assert not list(record.tranches_against("NOR", "USA"))


def test_an_unknown_tranche(record: Record) -> None:
    with pytest.raises(BadInput, match="no tranche 'us-cn-moon' is on record; `detente timeline` lists"):
        record.tranche("us-cn-moon")


def test_a_tranche_inherits_what_it_leaves_out_and_no_more() -> None:
    group = Group(id="g", rate=0.1, semantics="floor_total", start=Instant.parse("2026-07-24"), title="Group")
    own = Tranche(id="own", group="g", rate=0.2, title="Own")
    bare = Tranche(id="bare", group="g")
    measure = Measure(
        id="m", imposing="USA", programme="p", title="", scope=Scope(products="all", origins=("CHN",)),
        groups=(group,), tranches=(own, bare, Tranche(id="c")),
    )  # fmt: skip
    first, second, third = tranches_of(measure)
    assert (first.rate, first.semantics, first.title) == (0.2, "floor_total", "Own")
    assert (second.rate, second.start, second.title) == (0.1, group.start, "")
    assert third == Tranche(id="c")


def test_assuming_gives_another_record(record: Record) -> None:
    before = record.timeline("us-cn-301fl", record.newest)
    change = Change(Instant.parse("2026-08-01"), "terminated", None, "test")
    other = record.assuming({"us-cn-301fl": [change]}, "other")
    assert record.timeline("us-cn-301fl", record.newest) == before
    assert other.timeline("us-cn-301fl", record.newest)[-1].state == "terminated"
    assert other.tables is record.tables
    again = other.assuming(
        {"us-cn-301fl": [Change(Instant.parse("2026-08-02"), "in_force", None, "test")]}, "x"
    )
    assert [span.state for span in again.timeline("us-cn-301fl", record.newest)] == [
        "in_force", "terminated", "in_force",
    ]  # fmt: skip


def test_an_overlay_shares_what_it_does_not_touch(record: Record) -> None:
    """Spans of untouched tranches are the very ones of the record below, under any number of overlays."""
    other = record
    for row in range(2_000):  # deeper than Python's limit of nested calls, were each to ask the one below
        change = Change(Instant.parse("2026-08-01"), "terminated", None, f"event {row}")
        other = other.assuming({"us-cn-301fl": [change]}, f"{row}")
    assert other.timeline("us-world-s122", record.newest) is record.timeline("us-world-s122", record.newest)
    assert other.timeline("us-cn-301fl", record.newest)[-1].change.cause == "event 1999"
    assert other.timeline("us-cn-301fl", record.newest) is other.timeline("us-cn-301fl", record.newest)


def test_timelines_are_kept_for_a_few_days_only(record: Record) -> None:
    fresh = Record(record.tables, "fresh")
    first = fresh.timeline("us-cn-301fl", record.newest)
    for day in range(1, DAYS_KEPT):
        fresh.timeline("us-cn-301fl", date(2026, 1, day))
        assert fresh.timeline("us-cn-301fl", record.newest) is first
    fresh.timeline("us-cn-301fl", date(2026, 2, 1))
    again = fresh.timeline("us-cn-301fl", record.newest)
    assert again is not first, "the oldest day made room"
    assert again == first


def test_threads_may_share_a_record(record: Record) -> None:
    """Overlays are made while other threads fill what the record keeps; with a copy this failed at once."""
    shared = Record(record.tables, "shared")
    days = [record.newest - timedelta(days=back) for back in range(DAYS_KEPT + 2)]
    change = Change(Instant.parse("2026-08-01"), "terminated", None, "test")

    def fill(day: date) -> bool:
        return all(shared.timeline(name, day) == record.timeline(name, day) for name in record.tranches)

    def overlay(row: int) -> bool:
        other = shared.assuming({"us-cn-301fl": [change]}, str(row))
        return other.timeline("us-cn-301fl", record.newest)[-1].state == "terminated"

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            answers = [
                *map(pool.submit, [fill] * len(days), days),
                *map(pool.submit, [overlay] * 200, range(200)),
            ]
            assert all(answer.result() for answer in answers)
    finally:
        sys.setswitchinterval(before)


def test_whom_a_tranche_covers_follows_from_its_lists(record: Record) -> None:
    covers = record.economies.covers
    codes = [*(economy.code for economy in record.economies), "WLD", "ROW", "XXX"]
    for tranche_id in record.tranches:
        scope = record.scope_of(tranche_id)
        for code in codes:
            listed = any(covers(origin, code) for origin in scope.origins)
            excepted = any(covers(origin, code) for origin in scope.except_origins)
            assert record.covers(tranche_id, code) is (listed and not excepted), (tranche_id, code)


def test_what_is_excepted_is_out_in_any_case() -> None:
    def covered(origins: tuple[str, ...], *excepted: str) -> list[str]:
        scope = Scope(products="all", origins=origins, except_origins=excepted)
        tranches = (Tranche(id="t"),)
        one = Measure(id="m", imposing="USA", programme="p", title="", scope=scope, tranches=tranches)
        union = Economy(code="EU", name="Union", members=("DEU", "FRA"))
        small = Record(tables_of({"measure": {"m": one}, "economy": {"EU": union}}), "small")
        return [code for code in ("EU", "DEU", "FRA", "CHN", "ROW") if small.covers("t", code)]

    assert covered(("WLD",)) == ["EU", "DEU", "FRA", "CHN", "ROW"]
    assert covered(("WLD",), "EU") == ["CHN", "ROW"]
    assert covered(("EU",), "DEU") == ["EU", "FRA"]
    assert covered(("EU", "CHN"), "EU") == ["CHN"]
    assert covered(("EU", "CHN"), "WLD") == []


def test_a_look_ahead_knows_no_more_than_its_day() -> None:
    newest = date(2026, 10, 9)
    assert as_known(date(2025, 6, 9), None, newest) == date(2025, 6, 9)
    assert as_known(date(2027, 6, 9), None, newest) == newest
    assert as_known(date(2025, 6, 9), date(2025, 5, 1), newest) == date(2025, 5, 1)


def test_an_economy_without_a_clock_on_record(record: Record) -> None:
    assert record.zone_of("XXX") == "UTC"


def test_the_declared_metal_is_taken_out_once(record: Record) -> None:
    """Two rows that scale would multiply, and leave too little of an article of two metals to the others."""
    for programme in record.tables.programmes.values():
        rows = [row for row in programme.interactions if row.rule == "scale_by"]
        assert len(rows) <= 1, programme.id
