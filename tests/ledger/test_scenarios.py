"""Scenarios as overlays: what they refuse in one line, and what they do to the two sides."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import SOURCE

from detente.core.errors import BadInput
from detente.core.time import end_of_day, parse_date
from detente.duties.headline import headline
from detente.ledger.record import Record
from detente.ledger.scenarios import Assumed, apply, built_in_scenarios, read_scenario
from detente.ledger.selections import Question

PAIR = ("USA", "CHN")
NEW = f"""\
measures:
  - id: usa/test/new
    imposing: USA
    programme: s122
    title: A surcharge of our own
    scope: {{products: all, origins: [CHN]}}
    tranches:
      - {{id: new-15, layer: new, rate: 0.15, start: 2026-09-01, source: {SOURCE}}}
"""


def question(on: str = "2026-10-05") -> Question:
    return Question(PAIR, end_of_day(parse_date(on), "America/New_York"), parse_date("2026-10-09"))


def assume(tmp_path: Path, record: Record, text: str, on: str = "2026-10-05") -> Assumed:
    path = tmp_path / "mine.yaml"
    path.write_text(f"scenario: mine\ntitle: Mine\n{text}")
    return apply(record, read_scenario(str(path)), question(on))


def rates(record: Record, on: str = "2026-10-05") -> tuple[float, float]:
    asked = question(on)
    first, second = (headline(record, way, asked.instant, asked.known_at) for way in (PAIR, PAIR[::-1]))
    return round(first.rate, 9), round(second.rate, 9)


def event(text: str) -> str:
    return f"events:\n  - {{{text}}}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # form
        (event("tranche: us-cn-301fl, to_state: asleep"),
         ":4:28: 'asleep' is not allowed for 'to_state'; use"),
        (event("tranch: us-cn-301fl, to_state: expired"),
         ":4:6: unknown key 'tranch'; did you mean 'tranche'?"),
        (event("tranche: us-cn-301fl"), ":4:5: the key 'to_state' is missing; add `to_state:`"),
        (event("select: everything, to_state: expired"),
         ":4:6: 'everything' is not allowed for 'select'; use"),
        (event("tranche: us-cn-301fl, to_state: expired, at: 2026-11-31"),
         "2026-11-31 does not exist in the"),
        ("event: []\n", ":3:1: unknown key 'event'; did you mean 'events'?"),
        ("title: Again\n", ":3:1: the key 'title' stands twice; keep one of the two"),
        ("events: &a [*a]\n", ":3:13: aliases are not allowed; write the value out"),
        # what an event names
        (event("to_state: expired"),
         "a scenario event names nothing; give it one of tranche, measure or select"),
        (event("tranche: us-cn-301fl, measure: usa/s301-fl/chn, to_state: expired"),
         "names tranche and measure"),
        (event("tranche: us-cn-301fk, to_state: expired"), "no tranche 'us-cn-301fk' is on record"),
        (event("measure: usa/s301-fl/cnh, to_state: expired"), "did you mean 'usa/s301-fl/chn'?"),
        (event("tranche: us-cn-301fl, to_state: on_lapse"),
         "goes with `select: governed_by_running_deadlines`"),
        (event("select: governed_by_running_deadlines, to_state: as_at_peak"),
         "goes with `select: all_goods"),
        # what the law allows
        (event("tranche: us-world-s122, to_state: terminated"),
         "ends us-world-s122, which is not in force on 2026-10-05 (expired since 2026-07-24); take"),
        (event("tranche: us-cn-ieepa-fent-20, to_state: suspended"), "which is not in force on 2026-10-05"),
        (event("measure: usa/ieepa-fentanyl/chn, to_state: terminated"),
         "which is not in force on 2026-10-05"),
        (event("tranche: us-cn-100-threat-nov2025, to_state: terminated"),
         "which is not in force on 2026-10-05"),
        (event("tranche: us-cn-recip-24-suspended, to_state: in_force"),
         "legal base is void (Learning Resources v. Trump, 2026-02-20); add `hypothetical: true`"),
        # what a measure adds
        (NEW.replace("usa/test/new", "usa/s122/world"),
         "the added measure usa/s122/world exists; give it another"),
        (NEW.replace("new-15", "us-cn-301fl"), "the added tranche us-cn-301fl exists; give it another id"),
        (NEW.replace("programme: s122", "programme: s123"),
         "there is no programme 's123'; did you mean 's122'?"),
        (NEW.replace("[CHN]", "[CNH]"), "there is no economy 'CNH'; did you mean"),
        (NEW.replace("rate: 0.15", "rate: 15"), "a rate of 15.0 is out of bounds; write 25% as 0.25"),
        (NEW.replace("rate: 0.15", "semantics: add"), "'new-15' has no rate"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, line: str, tmp_path: Path, record: Record) -> None:
    with pytest.raises(BadInput) as refused:
        assume(tmp_path, record, text)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.mend or refused.value.where


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("lapze", "there is no scenario 'lapze'; did you mean 'lapse'?"),
        ("blockade", "there is no scenario 'blockade'; use hold, lapse, peak, deal or a YAML file"),
        ("nowhere/mine.yaml", "there is no scenario 'nowhere/mine.yaml'"),
        ("", "there is no scenario ''"),
        ("../scenarios/hold", "there is no scenario '../scenarios/hold'"),
    ],
)
def test_names_that_nobody_gave(name: str, line: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_scenario(name)
    assert line in str(refused.value)


def test_the_built_in_scenarios_read() -> None:
    assert built_in_scenarios() == ("hold", "lapse", "peak", "deal")
    assert [read_scenario(name).scenario for name in built_in_scenarios()] == list(built_in_scenarios())


def test_one_of_ones_own_may_not_hide_a_built_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hold").write_text("scenario: mine\ntitle: Mine\n")
    monkeypatch.chdir(tmp_path)
    assert read_scenario("hold").scenario == "hold"


def test_an_event_ends_what_is_in_force(tmp_path: Path, record: Record) -> None:
    found = assume(tmp_path, record, event("tranche: us-cn-301fl, to_state: terminated"))
    assert (rates(record), rates(found.record)) == ((0.125, 0.10), (0.0, 0.10))
    assert found.changed == (("us-cn-301fl", "terminated"),)
    assert found.record.digest != record.digest


def test_a_measure_stands_for_its_tranches_that_are_alive(tmp_path: Path, record: Record) -> None:
    found = assume(tmp_path, record, event("measure: chn/counter-tariff/usa, to_state: terminated"))
    assert rates(found.record) == (0.125, 0.0)
    assert {tranche for tranche, _ in found.changed} == {"cn-us-10-ext2", "cn-us-24-suspended"}


def test_a_threat_comes_true(tmp_path: Path, record: Record) -> None:
    found = assume(tmp_path, record, event("tranche: us-cn-100-threat-nov2025, to_state: in_force"))
    assert rates(found.record) == (1.125, 0.10)


def test_the_void_may_be_assumed_by_name(tmp_path: Path, record: Record) -> None:
    text = event("tranche: us-cn-recip-24-suspended, to_state: in_force, hypothetical: true")
    assert rates(assume(tmp_path, record, text).record) == (0.365, 0.10)


def test_events_go_in_order(tmp_path: Path, record: Record) -> None:
    off, on = "{tranche: us-cn-301fl, to_state: terminated}", "{tranche: us-cn-301fl, to_state: in_force}"
    assert rates(assume(tmp_path, record, f"events: [{off}, {on}]").record) == (0.125, 0.10)
    with pytest.raises(BadInput, match="which is not in force"):
        assume(tmp_path, record, f"events: [{off}, {off}]")


def test_an_event_with_a_day_of_its_own_waits_for_it(tmp_path: Path, record: Record) -> None:
    text = event("tranche: cn-us-24-suspended, to_state: in_force, at: 2026-10-07T00:00 Asia/Shanghai")
    found = assume(tmp_path, record, text)
    assert rates(found.record, "2026-10-05") == (0.125, 0.10)
    assert rates(found.record, "2026-10-07") == (0.125, 0.34)


def test_an_event_is_judged_on_its_own_day(tmp_path: Path, record: Record) -> None:
    """On 5 June the extension of August is still to come; the event ends it in September."""
    text = event("tranche: us-cn-recip-10-ext1, to_state: terminated, at: 2025-09-01")
    found = assume(tmp_path, record, text, "2025-06-05")
    assert rates(found.record, "2025-06-05") == (0.30, 0.10)
    assert rates(found.record, "2025-09-02") == (0.20, 0.10)


def test_a_measure_is_added(tmp_path: Path, record: Record) -> None:
    found = assume(tmp_path, record, NEW)
    assert rates(found.record) == (0.275, 0.10)
    assert rates(found.record, "2026-08-20") == (0.125, 0.10)
    assert "new-15" in found.touched
    assert "new-15" not in record.tranches


def test_a_hypothetical_rate_needs_no_source(tmp_path: Path, record: Record) -> None:
    assert rates(assume(tmp_path, record, NEW.replace(f", source: {SOURCE}", "")).record) == (0.275, 0.10)


def test_what_the_law_does_not_wake_is_told(record: Record) -> None:
    found = apply(record, read_scenario("lapse"), question())
    assert dict(found.refused) == {"us-cn-recip-24-suspended": "Learning Resources v. Trump (2026-02-20)"}
    assert ("cn-us-24-suspended", "in_force") in found.changed


def test_the_peak_is_of_the_days_up_to_the_question(record: Record) -> None:
    assert rates(apply(record, read_scenario("peak"), question("2025-04-05")).record, "2025-04-05") == (
        0.30,
        0.0,
    )
    assert rates(apply(record, read_scenario("peak"), question("2025-04-20")).record, "2025-04-20") == (
        1.45,
        1.25,
    )
