from __future__ import annotations

from datetime import date

from hypothesis import given
from support.strategies import ZONES, days, instants, intervals

from detente.core.time import Instant, Interval, end_of_day, first_moment


@given(intervals(), intervals())
def test_overlap_is_symmetric(first: Interval, second: Interval) -> None:
    assert first.overlaps(second) == second.overlaps(first)


@given(intervals(), intervals(), instants())
def test_a_shared_moment_is_an_overlap(first: Interval, second: Interval, moment: Instant) -> None:
    if moment in first and moment in second:
        assert first.overlaps(second)


@given(intervals(), intervals())
def test_an_overlap_has_a_shared_moment(first: Interval, second: Interval) -> None:
    """The later start lies in both, or both go back for ever."""
    if not first.overlaps(second):
        return
    starts = [interval.start for interval in (first, second) if interval.start]
    if starts:
        assert max(starts) in first
        assert max(starts) in second


@given(intervals())
def test_the_start_is_in_and_the_end_is_out(interval: Interval) -> None:
    if interval.start and not interval.empty:
        assert interval.start in interval
    if interval.end:
        assert interval.end not in interval


@given(intervals())
def test_only_an_empty_interval_does_not_overlap_itself(interval: Interval) -> None:
    assert interval.overlaps(interval) is not interval.empty


@given(instants(), instants(), instants())
def test_intervals_that_meet_share_nothing_and_leave_no_gap(a: Instant, b: Instant, moment: Instant) -> None:
    before, after = Interval(a, b), Interval(b, None)
    assert not before.overlaps(after)
    if a <= moment:
        assert (moment in before) != (moment in after) or b < a


@given(instants(), instants(), instants())
def test_instants_are_in_one_order_whatever_their_zones(a: Instant, b: Instant, c: Instant) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    if a <= b and b <= c:
        assert a <= c
    if a == b:
        assert hash(a) == hash(b)


@given(instants())
def test_an_instant_reads_back_from_its_text(moment: Instant) -> None:
    """But for the hour that the clocks repeat, which no text of day and time tells apart."""
    assert Instant.parse(str(moment)) == moment


@given(days())
def test_a_day_begins_before_it_ends_in_every_zone(day: date) -> None:
    for zone in ZONES:
        assert first_moment(day) <= Instant.parse(day.isoformat(), zone) < end_of_day(day, zone)
        assert end_of_day(day, zone).day == day
