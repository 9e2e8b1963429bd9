from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from support.strategies import days, scenarios

from detente.core.time import Instant, end_of_day
from detente.duties.headline import Headline, headline
from detente.duties.status import status
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumption, Scenario, apply, built_in_scenarios, read_scenario
from detente.ledger.selections import Question

TRANCHES = (
    "us-cn-ieepa-fent-20", "us-cn-recip-125", "us-cn-recip-24-suspended", "us-world-s122", "us-cn-301fl",
    "us-cn-100-threat-nov2025", "cn-us-125", "cn-us-24-suspended", "cn-us-10-ext2",
)  # fmt: skip
PAIR = ("USA", "CHN")


def asked(record: Record, on: date) -> Question:
    return Question(PAIR, end_of_day(on, "America/New_York"), max(on, record.newest))


def sides(record: Record, question: Question) -> tuple[Headline, Headline]:
    ways = (question.between, question.between[::-1])
    first, second = (
        headline(record, way, question.on_clock(record, way[0]), question.known_at) for way in ways
    )
    return first, second


@given(days())
def test_hold_changes_nothing(record: Record, on: date) -> None:
    held = apply(record, read_scenario("hold"), asked(record, on))
    assert held.changed == held.refused == ()
    assert held.record.digest == record.digest
    assert status(held.record, PAIR, on).as_json() == status(record, PAIR, on).as_json()


@given(days(), st.sampled_from(built_in_scenarios()), scenarios(TRANCHES))
def test_assuming_leaves_the_record_as_it_was(record: Record, on: date, name: str, drawn: Scenario) -> None:
    question = asked(record, on)
    before = sides(record, question)
    timelines = {tranche: record.timeline(tranche, question.known_at) for tranche in TRANCHES}
    apply(apply(record, read_scenario(name), question).record, drawn, question)
    assert sides(record, question) == before
    assert {tranche: record.timeline(tranche, question.known_at) for tranche in TRANCHES} == timelines


@given(days(), scenarios(TRANCHES))
def test_the_last_event_on_a_tranche_decides(record: Record, on: date, drawn: Scenario) -> None:
    question = asked(record, on)
    found = apply(record, drawn, question).record
    for tranche, state in {event.tranche: event.to_state for event in drawn.events}.items():
        span = found.state(str(tranche), question.instant, question.known_at)
        assert span is not None
        assert span.state == state


@given(days(), scenarios(TRANCHES))
def test_the_past_before_the_day_stays(record: Record, on: date, drawn: Scenario) -> None:
    """An event without `at` begins with the day asked about, wherever the day begins first."""
    question = asked(record, on)
    found = apply(record, drawn, question).record
    past = Instant.parse(f"{date.fromordinal(on.toordinal() - 1)}T00:00 Pacific/Kiritimati")
    for tranche in TRANCHES:
        was = record.state(tranche, past, question.known_at)
        now = found.state(tranche, past, question.known_at)
        assert (was and (was.state, was.start)) == (now and (now.state, now.start))


@given(days(), scenarios(TRANCHES))
def test_one_by_one_is_all_at_once(record: Record, on: date, drawn: Scenario) -> None:
    question = asked(record, on)
    together = apply(record, drawn, question).record
    step = record
    for event in drawn.events:
        step = apply(step, Scenario(scenario="drawn", title="", events=(event,)), question).record
    assert sides(step, question) == sides(together, question)
    assert step.digest == together.digest


@given(days())
def test_a_deal_leaves_no_duty_on_all_goods(record: Record, on: date) -> None:
    question = asked(record, on)
    rates = [side.rate for side in sides(apply(record, read_scenario("deal"), question).record, question)]
    assert rates == [0.0, 0.0]


@given(days())
@settings(max_examples=30)
def test_neither_law_nor_deal_goes_above_the_peak(record: Record, on: date) -> None:
    peak, *others = (
        [
            side.rate
            for side in status(apply(record, read_scenario(name), asked(record, on)).record, PAIR, on).sides
        ]
        for name in ("peak", "hold", "deal")
    )
    assert all(rate <= top + 1e-9 for rates in others for rate, top in zip(rates, peak, strict=True))


@given(days(), st.sampled_from(TRANCHES))
def test_events_at_an_instant_wait_for_it(record: Record, on: date, tranche: str) -> None:
    question = asked(record, on)
    later = Instant.parse(f"{date.fromordinal(on.toordinal() + 2)}T00:00 America/New_York")
    event = Assumption(tranche=tranche, to_state="in_force", at=later, hypothetical=True)
    found = apply(record, Scenario(scenario="later", title="", events=(event,)), question).record
    for side, plain in zip(sides(found, question), sides(record, question), strict=True):
        assert side.rate == plain.rate
        assert [item.state for item in side.components] == [item.state for item in plain.components]
    span = found.state(tranche, later, question.known_at)
    assert span is not None
    assert span.state == "in_force"
