"""All Hypothesis strategies: days, instants, intervals, changes of state, scenarios."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from detente.core.time import Instant, Interval, zone_named
from detente.ledger.entries import State
from detente.ledger.scenarios import Assumption, Scenario
from detente.ledger.states import Change

ZONES = ("UTC", "America/New_York", "Asia/Shanghai", "Europe/Brussels", "Pacific/Kiritimati")
STATES: tuple[State, ...] = get_args(State)

FIRST, LAST = date(2018, 1, 1), date(2027, 2, 1)
# The days on which much changed at once, which a free choice would seldom hit.
TURNING_POINTS = tuple(
    date.fromisoformat(day)
    for day in (
        "2025-02-04", "2025-04-09", "2025-04-10", "2025-05-14", "2025-08-12", "2025-11-10", "2026-02-20",
        "2026-02-24", "2026-07-24", "2026-10-09", "2026-11-10",
    )
)  # fmt: skip


def days() -> st.SearchStrategy[date]:
    """Draw days of the record, turning points and their neighbours among them."""
    near = st.builds(
        lambda day, shift: day + timedelta(days=shift), st.sampled_from(TURNING_POINTS), st.integers(-1, 1)
    )
    return st.one_of(near, st.dates(FIRST, LAST))


def _at(minute: int, zone: str) -> Instant:
    local = datetime(2025, 3, 1) + timedelta(minutes=minute)
    return Instant(local.replace(tzinfo=zone_named(zone)))


def instants() -> st.SearchStrategy[Instant]:
    """Draw instants of two months in several zones, coarse enough that equal moments come up."""
    return st.builds(_at, st.integers(0, 120).map(lambda step: step * 720), st.sampled_from(ZONES))


def intervals() -> st.SearchStrategy[Interval]:
    """Draw half-open intervals: open on either side, empty, or upside down."""
    ends = st.one_of(st.none(), instants())
    return st.builds(Interval, ends, ends)


def changes(known: st.SearchStrategy[date] | None = None) -> st.SearchStrategy[Change]:
    """Draw changes of state, known on days that overlap with the instants."""
    return st.builds(
        Change,
        at=instants(),
        state=st.sampled_from(STATES),
        known_at=known or st.dates(date(2025, 2, 1), date(2025, 6, 1)),
        cause=st.just("drawn"),
        only_if_alive=st.booleans(),
    )


def lives() -> st.SearchStrategy[list[Change]]:
    """Draw the changes of one tranche, some of them known on the same day."""
    return st.lists(changes(), max_size=8)


def lives_known_day_by_day() -> st.SearchStrategy[list[Change]]:
    """Draw the changes of one tranche, no two of them known on the same day."""
    return st.lists(changes(), max_size=8, unique_by=lambda change: change.known_at)


def scenarios(tranches: tuple[str, ...]) -> st.SearchStrategy[Scenario]:
    """Draw scenarios that bring named tranches in force, asleep or back, whatever the law says."""
    event = st.builds(
        Assumption,
        tranche=st.sampled_from(tranches),
        to_state=st.sampled_from(("in_force", "announced", "scheduled")),
        hypothetical=st.just(True),
    )
    return st.builds(
        Scenario,
        scenario=st.just("drawn"),
        title=st.just("Drawn by the test"),
        events=st.lists(event, max_size=5).map(tuple),
    )
