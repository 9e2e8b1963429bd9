"""Faults of form: each names file, line, column and the mend, and all come in one run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.samples import MEASURE, MEASURE_FILE, Write, spoilt

from detente.core.errors import BadInput
from detente.ledger.files import files_of, yaml_files
from detente.ledger.reading import PLURAL, SINGULAR, TYPES, read_folder

PLACED = re.compile(r"[\w/.-]+\.yaml:\d+:\d+: [^\n;]+(?:; [^\n]+)")


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read_folder(files_of(folder)).problems]


def test_the_sample_is_sound(write: Write) -> None:
    found = read_folder(files_of(write({MEASURE_FILE: MEASURE})))
    assert not found.problems
    entry = found.entries[0]
    assert (entry.kind, entry.id, str(entry.place("tranches", 0, "rate"))) == (
        "measure", "usa/test/one", f"{MEASURE_FILE}:11:7",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("rate: 0.25", "rat: 0.25", ":11:7: unknown key 'rat'; did you mean 'rate'?"),
        ("title: A", "titel: A", ":5:3: unknown key 'titel'; did you mean 'title'?"),
        ("products: all", "product: all", ":7:5: unknown key 'product'; did you mean 'products'?"),
        ("verified: true", "verifed: true", ":13:75: unknown key 'verifed'; did you mean 'verified'?"),
        ("  imposing: USA\n", "", ":1:1: the key 'imposing' is missing; add `imposing:`"),
        ("evidence: instrument", "evidence: hearsay", ":13:35: 'hearsay' is not allowed for 'evidence'; use"),
        ("rate: 0.25", "rate: a quarter", ":11:7: 'a quarter' does not fit 'rate'"),
        ("rate: 0.25", "rate: 25%", ":11:7: '25%' does not fit 'rate'"),
        ("rate: 0.25", "rate: {low: 0.1}", ":11:7: the key 'high' is missing; add `high:`"),
        ("2026-03-01T00:01", "2026-02-30T00:01", ":12:7: '2026-02-30"),
        ("2026-03-01T00:01", "2026-03-01T25:00", ":12:7: '25:00' is not a time of day; use 00:00 to 23:59"),
        ("America/New_York", "America/New_Yrok", ":12:7: '2026-03-01T00:01 America/New_Yrok' does not fit"),
        ("2026-03-01T00:01 America/New_York", "next month", ":12:7: 'next month' is not an instant; write"),
        ("origins: [SWE]", "origins: SWE", ":8:5: 'origins' must be a list; write [one, another]"),
        ("products: all", "products: some", ":7:5: "),
        ("rate: 0.25", "rate: 0.25\n      state: asleep", ":12:7: 'asleep' is not allowed for 'state'; use"),
        ("measure:", "mesure:", ":1:1: unknown kind of entry 'mesure'; did you mean 'measure'?"),
        ("measure:", "tariffs: []\nmeasure:", ":1:1: unknown kind of entry 'tariffs'; use one of measure"),
    ],
)  # fmt: skip
def test_each_fault_of_form(old: str, new: str, line: str, write: Write) -> None:
    found = problems(write({MEASURE_FILE: spoilt(MEASURE, old, new)}))
    rest = [problem for problem in found if not problem.startswith(MEASURE_FILE + line)]
    assert len(rest) == len(found) - 1, found
    assert all("is missing; add" in problem for problem in rest), "a misspelt key leaves one missing"
    assert all(PLACED.fullmatch(problem) for problem in found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "a.yaml:1:1: is not a record file; start with one of"),
        ("- a\n", "a.yaml:1:1: is not a record file; start with one of"),
        ("just words\n", "a.yaml:1:1: is not a record file; start with one of"),
        ("instruments: {id: x}\n", "a.yaml:1:1: 'instruments' must be a list; start rows with '- '"),
        ("measure: [1]\n", "a.yaml:1:1: the measure is not a mapping; write `key: value` lines below it"),
        ("people:\n  - one\n", "a.yaml:2:5: the people is not a mapping; write `key: value` lines below it"),
    ],
)
def test_files_of_another_shape(text: str, line: str, write: Write) -> None:
    found = problems(write({"a.yaml": text}))
    assert len(found) == 1
    assert found[0].startswith(line)


def test_all_problems_of_all_files_in_one_run(write: Write) -> None:
    folder = write(
        {
            "a.yaml": "mesure: {}\n",
            "b/c.yaml": "a: [\n",
            MEASURE_FILE: spoilt(spoilt(MEASURE, "rate: 0.25", "rat: 0.25"), "imposing: USA", "imposed: USA"),
            "d.yml": "record: {name: x}\n",
            "notes.txt": "not: [yaml",
        }
    )
    found = problems(folder)
    files = [line.partition(":")[0] for line in found]
    assert sorted(files) == ["a.yaml", "b/c.yaml", "d.yml", MEASURE_FILE, MEASURE_FILE, MEASURE_FILE]
    assert all(re.match(r"[\w/.-]+\.ya?ml:\d+:\d+: ", line) for line in found)


def test_a_bare_day_is_of_the_imposers_zone(write: Write) -> None:
    text = spoilt(MEASURE, "2026-03-01T00:01 America/New_York", "2026-03-01")
    economies = "economies:\n  - {code: USA, name: United States, zone: America/New_York}\n"
    found = read_folder(files_of(write({MEASURE_FILE: text, "z-economies.yaml": economies})))
    measure = next(entry.value for entry in found.entries if entry.kind == "measure")
    assert measure.tranches[0].start.moment.tzinfo.key == "America/New_York"


def test_folders_that_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no folder"):
        yaml_files(tmp_path / "none")
    with pytest.raises(BadInput, match="no YAML file in"):
        yaml_files(tmp_path)


def test_every_kind_has_a_type() -> None:
    assert set(TYPES) == {*SINGULAR, *PLURAL.values()}
