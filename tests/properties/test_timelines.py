from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from support.strategies import days, instants, lives, lives_known_day_by_day

from detente.core.time import Instant
from detente.ledger.record import Record
from detente.ledger.states import ALIVE, Change, state_at, timeline

LATE = date(2030, 1, 1)
known_days = st.dates(date(2025, 1, 1), date(2025, 7, 1))


@given(lives_known_day_by_day(), st.randoms(use_true_random=False), known_days)
def test_the_order_of_writing_does_not_matter(life: list[Change], shuffler: Random, known_at: date) -> None:
    shuffled = list(life)
    shuffler.shuffle(shuffled)
    assert timeline(shuffled, known_at) == timeline(life, known_at)


@given(lives(), known_days)
def test_no_gaps_no_overlaps_and_in_order(life: list[Change], known_at: date) -> None:
    spans = timeline(life, known_at)
    for span, following in pairwise(spans):
        assert span.start < following.start
        assert span.end == following.start
    if spans:
        assert spans[-1].end is None


@given(lives(), instants(), known_days)
def test_one_state_at_a_time(life: list[Change], moment: Instant, known_at: date) -> None:
    spans = timeline(life, known_at)
    found = state_at(spans, moment)
    holding = [span for span in spans if span.start <= moment and (span.end is None or moment < span.end)]
    assert holding == ([found] if found else [])


@given(lives(), lives(), known_days)
def test_what_becomes_known_later_leaves_the_past_as_it_was_known(
    life: list[Change], more: list[Change], known_at: date
) -> None:
    later = [change for change in more if change.known_at and change.known_at > known_at]
    assert timeline([*life, *later], known_at) == timeline(life, known_at)
    assert timeline([*later, *life], known_at) == timeline(life, known_at)


@given(lives())
def test_the_change_known_last_stands_from_its_instant_on(life: list[Change]) -> None:
    if not life or any(change.only_if_alive for change in life):
        return
    newest = max(change.known_at for change in life if change.known_at)
    last = [change for change in life if change.known_at == newest][-1]
    span = timeline(life, LATE)[-1]
    assert (span.start, span.state, span.change) == (last.at, last.state, last)


@given(lives(), instants(), known_days)
def test_a_ruling_leaves_the_past_and_what_has_ended(
    life: list[Change], moment: Instant, known_at: date
) -> None:
    known = [change for change in life if change.known_at and change.known_at < known_at]
    ruling = Change(moment, "invalidated", known_at, "ruling", only_if_alive=True)
    before, after = timeline(known, known_at), timeline([*known, ruling], known_at)
    now = state_at(before, moment)
    if now and now.start < moment and now.state not in ALIVE:
        assert after == before
    for span in before:
        if span.start < moment:
            then = state_at(after, span.start)
            assert then is not None
            assert then.state == span.state


@given(st.data(), days(), days())
def test_the_shipped_record_obeys_too(record: Record, data: st.DataObject, on: date, known_at: date) -> None:
    tranche_id = data.draw(st.sampled_from(sorted(record.tranches)))
    spans = record.timeline(tranche_id, known_at)
    for span, following in pairwise(spans):
        assert span.end == following.start
    for span in spans:
        assert span.change.known_at is None or span.change.known_at <= known_at
    if on <= known_at:
        earlier = record.timeline(tranche_id, on)
        assert all(span.change.known_at is None or span.change.known_at <= on for span in earlier)
