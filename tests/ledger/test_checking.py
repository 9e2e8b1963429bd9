"""Faults of a record whose form is sound, seen with the shipped record below the user's."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import DEADLINE, MEASURE, MEASURE_FILE, SECOND_TRANCHE, SOURCE, Write, spoilt

from detente.ledger.opening import SHIPPED, check_folder

pytestmark = pytest.mark.usefixtures("read_once")


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check_folder(folder)[1]]


def test_the_samples_and_the_shipped_record_are_sound(write: Write) -> None:
    folder = write({MEASURE_FILE: MEASURE, "deadlines/mine.yaml": DEADLINE})
    assert check_folder(folder) == (2, [])
    entries, found = check_folder(SHIPPED)
    assert found == []
    assert entries > 600


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("id: usa/test/one", "id: usa/test/two", ":2:3: the id 'usa/test/two' is not the file's path; use"),
        ("programme: s301", "programme: s310", ":4:3: there is no programme 's310'; did you mean"),
        ("imposing: USA", "imposing: UZA", ":3:3: there is no economy 'UZA'; did you mean"),
        ("origins: [SWE]", "origins: [SWE, SWD]", ":8:20: there is no economy 'SWD'; did you mean"),
        ("origins: [SWE]", "origins: [WLD]\n    except_origins: [SWD]", ":9:22: there is no economy 'SWD'"),
        ("rate: 0.25", "instrument: eo-1419\n      rate: 0.25",
         ":11:7: there is no instrument 'eo-1419'; did you mean 'eo-14"),
        ("rate: 0.25", "replaces: [your-25]\n      rate: 0.25", ":11:18: there is no tranche 'your-25'"),
        ("rate: 0.25", "group: ours\n      rate: 0.25", ":11:7: there is no group 'ours'; add the group"),
        (f"      source: {SOURCE}\n", "", ":10:7: the rate of 'my-25' has no source; add `source:"),
        ("      rate: 0.25\n", "", ":10:7: 'my-25' has no rate; add `rate:`, as a fraction, or"),
        ("rate: 0.25", "rate: 25", ":11:7: a rate of 25.0 is out of bounds; write 25% as 0.25"),
        ("rate: 0.25", "rate: -0.1", ":11:7: a rate of -0.1 is out of bounds"),
        ("rate: 0.25", "rate: {low: 5, high: 25}", ":11:7: a rate of 25.0 is out of bounds"),
        ("rate: 0.25", "rate: {low: 0.3, high: 0.2}", ":11:7: `high` is below `low`; swap them"),
        ("rate: 0.25", "rate: 0.25\n      end: 2026-02-01", ":12:7: 'my-25' ends before it starts; `end` is"),
        ("rate: 0.25", "rate: 0.25\n      end: 2026-03-01T13:01 Asia/Shanghai",
         ":12:7: 'my-25' ends before it starts"),
        ("rate: 0.25", "rate: 0.25\n      events: [{at: 2026-05-01, to_state: suspended, until: 2026-05-01}]",
         ":12:54: `until` is not after `at`; swap them or leave `until` out"),
        ("rate: 0.25", "rate: 0.25\n      events: [{at: 2026-05-01, to_state: suspended, instrument: none}]",
         ":12:54: there is no instrument 'none'"),
        ("- id: my-25", "- id: us-cn-301-list1",
         ":10:7: the tranche 'us-cn-301-list1' is already in measures/usa/s301/list-1.yaml:"),
        ("rate: 0.25", "requires: {fact: usmco, equals: yes}\n      rate: 0.25",
         ":11:18: there is no fact 'usmco'; did you mean 'usmca'?"),
        ("rate: 0.25", "requires: {fact: usmca}\n      rate: 0.25",
         ":11:7: the test of 'usmca' compares it with nothing; give one of equals, differs"),
        ("rate: 0.25", "requires: {fact: usmca, equals: yes, differs: no}\n      rate: 0.25",
         ":11:7: the test of 'usmca' compares it with equals and differs; give one of"),
        ("rate: 0.25", "requires: {fact: usmca, equals: maybe}\n      rate: 0.25",
         ":11:31: 'maybe' is no value of the fact 'usmca'; write one of yes, no"),
        ("rate: 0.25", "requires: {fact: end_use, equals: auto-parts}\n      rate: 0.25",
         ":11:33: 'auto-parts' is no value of the fact 'end_use'; did you mean 'auto-part'?"),
        ("rate: 0.25", "requires: {fact: melted_in, equals: RUSS}\n      rate: 0.25",
         ":11:35: 'RUSS' is no value of the fact 'melted_in'; did you mean 'RUS'?"),
        ("rate: 0.25", "requires: {fact: loaded_on, below: 0.2}\n      rate: 0.25",
         ":11:35: 'loaded_on' is a fact of the kind date, which `below` cannot test; use before"),
        ("rate: 0.25", "requires: {fact: metal_share, below: 15}\n      rate: 0.25",
         ":11:37: a share of 15.0 is out of bounds; write 15% as 0.15"),
        ("origins: [SWE]", "origins: [SWE]\n    exempt: [{when: {fact: posted, equals: yes}, citation: law}]",
         ":9:22: there is no fact 'posted'; did you mean 'post'?"),
        ("origins: [SWE]", "origins: [SWE]\n    exempt: [{citation: law}]",
         ":9:14: the exemption spares all goods; name a list, prefixes or a test of a fact"),
        ("origins: [SWE]",
         "origins: [SWE]\n    spared_content: {fact: us_contents, at_least: 0.2, citation: law}",
         ":9:22: there is no fact 'us_contents'; did you mean 'us_content'?"),
        ("rate: 0.25", "rate: {low: 0.1, high: 0.2, by_list: {cars: 0.2}}\n"
         "      products: {description: cars, lists: [card]}",
         ":11:7: 'my-25' has a rate for 'cars', which is none of its lists; did you mean 'card'?"),
        ("rate: 0.25", "products: {description: cars, within: [87.03]}\n      rate: 0.25",
         ":11:46: '87.03' is not the beginning of a tariff code; write two to ten digits"),
        ("rate: 0.25", "products: {description: cars, prefixes: [8]}\n      rate: 0.25",
         ":11:48: '8' is not the beginning of a tariff code"),
        ("rate: 0.25", "full_value_in: [seven]\n      rate: 0.25",
         ":11:23: 'seven' is not the beginning of a tariff code"),
    ],
)  # fmt: skip
def test_each_fault_of_a_measure(old: str, new: str, line: str, write: Write) -> None:
    found = problems(write({MEASURE_FILE: spoilt(MEASURE, old, new)}))
    assert len(found) == 1, found
    assert found[0].startswith(MEASURE_FILE + line)


def test_what_a_programme_waives_is_on_record(write: Write) -> None:
    mine = "{id: my-waivers, imposing: USA, title: Mine, legal_base: mine, waives: [s301, s310]}"
    mine = f"programmes:\n  - {mine}\n"
    found = problems(write({"programmes.yaml": mine}))
    assert len(found) == 1
    assert found[0].startswith("programmes.yaml:2:83: there is no programme 's310'; did you mean 's301'")


def test_a_declared_fact_decides_between_two_rates(write: Write) -> None:
    claimed = 'requires: {fact: usmca, equals: "yes"}\n      rate: 0.25'
    assert not problems(write({MEASURE_FILE: spoilt(MEASURE, "rate: 0.25", claimed) + SECOND_TRANCHE}))


@pytest.mark.parametrize("rate", ["unknown", "0", "0.25", "{low: 0.1, high: 0.2}", "5"])
def test_rates_that_are_allowed(rate: str, write: Write) -> None:
    assert not problems(write({MEASURE_FILE: spoilt(MEASURE, "rate: 0.25", f"rate: {rate}")}))


def test_overlap(write: Write) -> None:
    found = problems(write({MEASURE_FILE: MEASURE + SECOND_TRANCHE}))
    assert found == [
        f"{MEASURE_FILE}:14:7: 'my-10' overlaps 'my-25' in time, goods and origin; "
        "end one when the other starts, or give one its own `layer` if both add up"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rate: 0.25", "rate: 0.25\n      end: 2026-04-01T00:01 America/New_York"),  # half-open: they meet
        ("rate: 0.25", "rate: 0.25\n      layer: other"),
        ("rate: 0.25", "rate: 0.25\n      origins: [NOR]"),
        ("rate: 0.25", "rate: 0.25\n      products: {description: steel}"),
        ("rate: 0.25", "rate: 0\n      semantics: exempt"),
        ("rate: 0.25", "rate: 0.25\n      events: [{at: 2026-03-20, to_state: terminated}]"),
    ],
)
def test_what_does_not_overlap(old: str, new: str, write: Write) -> None:
    assert not problems(write({MEASURE_FILE: spoilt(MEASURE, old, new) + SECOND_TRANCHE}))


def test_a_suspended_tranche_overlaps_too(write: Write) -> None:
    asleep = "rate: 0.25\n      events: [{at: 2026-03-20, to_state: suspended}]"
    found = problems(write({MEASURE_FILE: spoilt(MEASURE, "rate: 0.25", asleep) + SECOND_TRANCHE}))
    assert len(found) == 1
    assert "overlaps" in found[0]


def test_two_of_one_id(write: Write) -> None:
    twice = "instruments:\n  - {id: mine, issuer: A, citation: B}\n  - {id: mine, issuer: A, citation: C}\n"
    again = spoilt(SECOND_TRANCHE, "id: my-10", "id: my-25")
    found = problems(write({MEASURE_FILE: MEASURE + again, "instruments.yaml": twice}))
    assert found[0] == (
        "instruments.yaml:3:6: the instrument 'mine' is already at instruments.yaml:2:5; "
        "give it another id or delete one"
    )
    assert any(f"{MEASURE_FILE}:14:7: the tranche 'my-25' is already in" in line for line in found)


def test_one_tranche_in_two_measures(write: Write) -> None:
    other = spoilt(spoilt(MEASURE, "usa/test/one", "usa/test/two"), "origins: [SWE]", "origins: [NOR]")
    found = problems(write({MEASURE_FILE: MEASURE, "measures/usa/test/two.yaml": other}))
    assert any("the tranche 'my-25' is already in" in line for line in found)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (DEADLINE[DEADLINE.index("  governs:") :], "  governs: []\n",
         ":8:3: the deadline 'my-deadline' governs nothing; name the tranches or controls"),
        ("tranche: my-25", "tranche: my-52", ":9:8: there is no tranche 'my-52'; did you mean 'my-25'?"),
        ("tranche: my-25", "control: no-control", ":9:8: there is no control 'no-control'"),
        ("tranche: my-25, ", "", ":9:7: names neither or both of tranche and control; name one of them"),
        ("tranche: my-25", "tranche: my-25, control: cn-graphite", ":9:7: names neither or both"),
        ("parties: [USA, SWE]", "parties: [USA, SEW]", ":5:18: there is no economy 'SEW'; did you mean"),
        ("on: 2026-06-01", "on: 2026-06-01\n  agreement: ag-genf",
         ":4:3: there is no agreement 'ag-genf'; did you mean"),
        ("on: 2026-06-01", "on: 2026-06-01\n  outcome: {kind: met, known_at: 2026-05-30, text: x, to: no}",
         ":4:55: there is no deadline 'no'"),
    ],
)  # fmt: skip
def test_each_fault_of_a_deadline(old: str, new: str, line: str, write: Write) -> None:
    folder = write({MEASURE_FILE: MEASURE, "deadlines/mine.yaml": spoilt(DEADLINE, old, new)})
    found = problems(folder)
    assert len(found) == 1, found
    assert found[0].startswith("deadlines/mine.yaml" + line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"agreement: {{id: a, on: 2026-01-01, kind: call, title: A, parties: [SEW],\n source: {SOURCE}}}",
         "there is no economy 'SEW'"),
        ("series: {id: s, title: S, unit: t, economy: SEW, kind: statistic, observations: []}",
         "there is no economy 'SEW'"),
        ("ruling: {id: r, on: 2026-01-01, title: R, body: B, effect: voids, imposing: USA, "
         f"legal_base: ieeppa, source: {SOURCE}}}", "there is no legal base 'ieeppa'; did you mean 'ieepa'?"),
        (f"people: [{{name: A, role: B, side: USA, start: 2026-01-02, end: 2026-01-01,\n source: {SOURCE}}}]",
         "A leaves office before taking it"),
        ("programmes:\n  - {id: p, imposing: USA, title: P, legal_base: x, "
         "interactions: [{rule: scale_by, citation: ''}]}", "the interaction has no citation"),
    ],
)  # fmt: skip
def test_faults_of_other_entries(text: str, line: str, write: Write) -> None:
    found = problems(write({"mine.yaml": text}))
    assert len(found) == 1, found
    assert line in found[0]
    assert found[0].startswith("mine.yaml:")


def test_faults_of_form_and_of_sense_come_in_one_run(write: Write) -> None:
    folder = write(
        {
            MEASURE_FILE: spoilt(MEASURE, "programme: s301", "programme: s310"),
            "deadlines/mine.yaml": spoilt(DEADLINE, "title:", "titel:"),
            "other.yaml": "a: [",
        }
    )
    files = {line.partition(":")[0] for line in problems(folder)}
    assert files == {MEASURE_FILE, "deadlines/mine.yaml", "other.yaml"}


def test_what_an_override_takes_away_is_missed(write: Write) -> None:
    """A measure without the tranche that a shipped deadline governs."""
    bare = spoilt(spoilt(MEASURE, "usa/test/one", "usa/s122/world"), "programme: s301", "programme: s122")
    found = problems(write({"measures/usa/s122/world.yaml": bare}))
    assert found
    assert all("there is no tranche 'us-world-s122'" in line for line in found), found
