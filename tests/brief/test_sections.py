"""Each section says what the record says: numbers are read from the record, not written here twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from detente.brief.measured import measured
from detente.brief.promises import NO_PROMISES, promised
from detente.brief.sheet import Brief
from detente.brief.terminal import render_text
from detente.core.citing import SourceBook
from detente.duties.status import status
from detente.ledger.record import Record
from detente.ledger.scenarios import built_in_scenarios

from .conftest import ON, Composer


def test_headline_is_the_sum_of_its_parts(sheet: Brief, record: Record) -> None:
    for side in sheet.standing:
        rates = [record.tranche(part.tranche).rate for part in side.components]
        assert side.rate == pytest.approx(sum(rates), abs=1e-12), "a sum of the record's own rates"
        assert all(part.cites for part in side.components)
        assert side.path[-1].rate == side.rate, "the chart ends at the headline"


def test_sleeping_tranches_are_told_apart(sheet: Brief, record: Record) -> None:
    asleep = [part.tranche for side in sheet.standing for part in side.asleep]
    assert asleep == ["us-cn-recip-24-suspended", "cn-us-24-suspended"]
    assert all(part.until == date(2025, 8, 12) for side in sheet.standing for part in side.asleep)


def test_path_passes_through_the_peak(sheet: Brief) -> None:
    assert [max(step.rate for step in side.path) for side in sheet.standing] == [1.45, 1.25]


def test_average_comes_from_the_law_of_the_day(sheet: Brief) -> None:
    assert [side.average.rate for side in sheet.standing if side.average] == [0.383, 0.383]


def test_a_source_of_a_later_year_does_not_stand_for_an_event_of_the_day(sheet: Brief) -> None:
    cited = {entry.number: entry.source.citation for entry in sheet.sources}
    for side in sheet.standing:
        for part in (*side.components, *side.asleep):
            assert not any("2026" in cited[number] for number in part.cites), part


def test_clock_tells_law_and_press(sheet: Brief, record: Record) -> None:
    (deadline,) = sheet.clock.deadlines
    on_record = record.tables.deadlines[deadline.id]
    assert deadline.days_left == (on_record.on - ON).days
    usa, chn = deadline.lapses
    assert (usa.from_rate, usa.to_rate, chn.from_rate, chn.to_rate) == (0.3, 0.54, 0.1, 0.34)
    assert [claim.rate for claim in usa.claims] == [
        claim.rate for claim in on_record.claims if claim.importer == "USA"
    ]
    assert usa.legal_base == "disputed"
    assert usa.ruling_cites
    assert {matter.text.split(":")[0] for matter in deadline.governs} == {"CHN"}
    assert all(matter.cites for matter in deadline.governs)
    assert deadline.later is not None
    assert deadline.later.known_at > ON


def test_tally_counts_the_deadlines_settled_by_the_day(sheet: Brief, record: Record) -> None:
    settled = [
        row.outcome.kind
        for row in record.tables.deadlines.values()
        if {"USA", "CHN"} <= set(row.parties) and row.outcome and row.outcome.known_at <= ON
    ]
    assert sheet.clock.tally.settled == len(settled)
    assert sheet.clock.tally.counts == {kind: settled.count(kind) for kind in set(settled)}


def test_void_base_keeps_the_rate_and_names_the_ruling(composed: Composer) -> None:
    sheet = composed(date(2026, 10, 8))
    cited = {entry.number: entry.source.citation for entry in sheet.sources}
    usa = next(row for clock in sheet.clock.deadlines for row in clock.lapses if row.importer == "USA")
    assert usa.from_rate == usa.to_rate
    assert usa.legal_base == "void"
    assert any("24-1287" in cited[number] for number in usa.ruling_cites)


def test_tranches_on_goods_of_third_economies_are_counted_not_told(composed: Composer) -> None:
    sheet = composed(pair=("USA", "EU"))
    pause = next(row for row in sheet.clock.deadlines if row.id.startswith("pause"))
    (lapse,) = pause.lapses
    assert lapse.asleep == pytest.approx(lapse.to_rate, abs=1e-12), "the rate of the EU alone"
    assert [matter.cites for matter in pause.governs] == [()]


def test_evidence_beyond_instruments_is_said_to_be_so(composed: Composer) -> None:
    deadlines = composed(date(2026, 10, 8)).clock.deadlines
    assert {row.id: row.evidence for row in deadlines}["truce-2027-01-10"] == "statement"


def test_promises_come_from_the_agreement_behind_the_clock(sheet: Brief, record: Record) -> None:
    first = sheet.promised[0]
    assert first.agreement == "ag-geneva"
    assert [row.text for row in first.promises] == [
        row.text for row in record.tables.agreements["ag-geneva"].commitments
    ]


def test_magnets_of_may_are_marked_as_published_later(sheet: Brief, record: Record) -> None:
    magnets = next(row for row in sheet.evidence if row.series == "chn-magnets-wld")
    may = magnets.shipments[-1]
    on_record = next(
        row for row in record.tables.series[magnets.series].observations if row.period == "2025-05"
    )
    assert (may.period, may.value, may.later) == ("2025-05", on_record.value, True)
    firm = [row for row in magnets.shipments if not row.derived]
    assert [row.period for row in firm if row.later] == ["2025-05"]
    assert magnets.normal_level == record.tables.series[magnets.series].normal_level


def test_a_derived_figure_is_told_when_what_it_derives_from_was(sheet: Brief) -> None:
    magnets = next(row for row in sheet.evidence if row.series == "chn-magnets-wld")
    august = next(row for row in magnets.shipments if row.period == "2024-08")
    assert (august.derived, august.later) == (True, True), "worked out from the figures of August 2025"
    assert august.released == date(2025, 9, 20)


def test_statistics_against_expectation(sheet: Brief, record: Record) -> None:
    figures = {row.series: row for row in sheet.measured}
    exports, imports = figures["chn-exports-usd"], figures["chn-imports-usd"]
    assert (exports.value, exports.consensus, imports.value, imports.consensus) == (
        0.048,
        0.05,
        -0.034,
        -0.009,
    )
    assert imports.surprise == pytest.approx(-0.025, abs=1e-9), "actual less expected"
    assert figures["chn-exports-to-usa-usd"].value == -0.345
    assert all(row.released <= ON for row in figures.values())


@pytest.mark.parametrize("known_at", [date(2025, 5, 13), date(2025, 5, 21), date(2025, 6, 9)])
def test_nothing_known_later_is_told_when_a_day_of_knowledge_is_asked(
    composed: Composer, known_at: date
) -> None:
    sheet = composed(known_at=known_at)
    shipments = [row for evidence in sheet.evidence for row in evidence.shipments]
    assert all(row.released is None or row.released <= known_at for row in shipments)
    assert not any(row.later for row in shipments)
    assert all(row.released <= known_at for row in sheet.measured)
    assert all(row.later is None and not row.note for row in sheet.clock.deadlines)
    assert not any(row.outcome for row in sheet.promised)
    assert all(row.on <= known_at for row in sheet.promised)


def test_most_affected_are_the_largest_in_size(sheet: Brief) -> None:
    hold = sheet.costs[0]
    assert [row.name for row in hold.economies] == ["VNM", "CAN", "MEX", "DEU", "JPN"]
    assert [row.name for row in hold.sectors["USA"]] == [f"made-{size}" for size in (7, 6, 5, 4, 3)]
    assert hold.worst_elsewhere is not None
    assert hold.worst_elsewhere.name == "CAN"


def test_ranges_span_the_elasticity_sets(sheet: Brief) -> None:
    found = sheet.costs[0].real_income["USA"]
    assert (found.low, found.value, found.high) == pytest.approx((-0.45, -0.3, -0.15), abs=1e-12)


def test_scenarios_stand_in_order_with_the_law_of_the_day_first(sheet: Brief) -> None:
    assert [cost.effects.scenario for cost in sheet.costs] == ["hold", "lapse", "peak", "deal"]


def test_a_day_after_the_newest_fact_says_so(composed: Composer, record: Record) -> None:
    assert composed(record.newest).notices == ()
    assert str(record.newest) in composed(record.newest + timedelta(days=3)).notices[0]


def test_a_pair_without_a_running_deadline_has_a_sheet_too(composed: Composer) -> None:
    sheet = composed(date(2025, 8, 1), pair=("USA", "CAN"))
    assert sheet.standing[0].rate == pytest.approx(0.35, abs=1e-12), "the opioid duty on Canada of that day"
    assert sheet.clock.deadlines == ()


def test_a_member_has_the_tally_of_its_group(composed: Composer) -> None:
    member, group = (composed(date(2025, 9, 1), pair=("USA", code)).clock.tally for code in ("DEU", "EU"))
    assert (member.settled, member.counts) == (group.settled, group.counts)
    assert member.settled > 0


def test_two_that_face_the_same_pause_have_no_tally_between_them(composed: Composer) -> None:
    assert composed(date(2025, 9, 1), pair=("JPN", "KOR")).clock.tally.settled == 0


def test_a_member_has_the_promises_and_statistics_of_its_group(record: Record) -> None:
    tables = record.tables
    made = replace(tables.agreements["ag-geneva"], parties=("USA", "EU"))
    series = replace(tables.series["chn-exports-to-usa-usd"], economy="EU")
    under = Record(replace(tables, agreements={made.id: made}, series={series.id: series}), record.digest)
    found = status(under, ("USA", "DEU"), ON)
    agreements, _ = promised(under, found, None, SourceBook())
    assert [row.agreement for row in agreements] == [made.id]
    assert [row.series for row in measured(under, found, SourceBook())] == [series.id]
    assert measured(under, status(under, ("CHN", "JPN"), ON), SourceBook()) == ()


def test_kinds_without_promises_are_kinds_of_the_record(record: Record) -> None:
    assert {agreement.kind for agreement in record.tables.agreements.values()} >= NO_PROMISES


def test_the_average_is_there_whichever_scenarios_are_asked(composed: Composer) -> None:
    assert all(side.average for side in composed(scenarios=("lapse",)).standing)


def test_built_in_scenarios_are_shown_where_none_is_asked(sheet: Brief) -> None:
    assert tuple(cost.effects.scenario for cost in sheet.costs) == built_in_scenarios()


def test_a_set_that_did_not_converge_is_named(sheet: Brief) -> None:
    cost = replace(sheet.costs[0], dropped=("low",))
    text = " ".join(render_text(replace(sheet, costs=(cost,))).split())
    assert "hold did not converge under low, so its ranges leave it out" in text
