"""The shipped record as a whole, and what the index of it answers."""

from __future__ import annotations

from datetime import date

import pytest

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger.entries import Group, Measure, Scope, Tranche
from detente.ledger.record import Record, as_known
from detente.ledger.states import Change
from detente.ledger.tables import tranches_of


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
    """A start is known when it happens, at the latest, but for what a deal set for the weeks before."""
    partners = {"EU", "JPN", "KOR", "CHE", "LIE", "TWN"}
    for tranche in record.tranches.values():
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


def test_a_look_ahead_knows_no_more_than_its_day() -> None:
    newest = date(2026, 10, 9)
    assert as_known(date(2025, 6, 9), None, newest) == date(2025, 6, 9)
    assert as_known(date(2027, 6, 9), None, newest) == newest
    assert as_known(date(2025, 6, 9), date(2025, 5, 1), newest) == date(2025, 5, 1)


def test_an_economy_without_a_clock_on_record(record: Record) -> None:
    assert record.zone_of("XXX") == "UTC"
