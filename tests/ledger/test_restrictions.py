"""Restrictions and splits as entries of a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.ledger.opening import check_folder, open_record
from detente.ledger.record import Record
from detente.ledger.scenarios import Scenario, apply, read_scenario
from detente.ledger.selections import Question

ROW = """restrictions:
  - id: mine
    title: A test
    exporters: [CN]
    importers: [US]
    sectors: [electrical]
    quantity: 0.5
    source: {citation: a test, evidence: press, confidence: low, verified: false}
"""


def problems(folder: Path, text: str) -> list[str]:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return [str(problem) for problem in check_folder(folder)[1]]


def test_a_user_s_record_may_hold_restrictions(tmp_path: Path) -> None:
    assert problems(tmp_path, ROW) == []
    found = open_record((tmp_path,)).tables.restrictions
    assert found["mine"].exporters == ("CHN",), "alpha-2 is read as alpha-3"
    assert "chn-magnets-2025-05" in found


def test_every_restriction_on_record_names_splits_or_has_none(record: Record) -> None:
    for one in record.tables.restrictions.values():
        assert one.source is not None
        assert one.control in record.tables.controls
        assert set(one.sectors) <= set(record.tables.splits), "their sectors are parts on record"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    source: {citation: a test, evidence: press, confidence: low, verified: false}\n", "",
         "mine.yaml:2:5: the restriction 'mine' has no source; add `source:"),
        ("[CN]", "[ZZ]", "mine.yaml:4:17: there is no economy 'ZZ'"),
        ("quantity: 0.5", "quantity: 50", "mine.yaml:7:5: a quantity of 50 is out of bounds"),
        ("quantity: 0.5", "control: x", "states neither wedge nor quantity; give one of wedge"),
        ("id: mine", "id: chn-magnets-2025-05", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = problems(tmp_path, ROW.replace(old, new))
    if said:
        assert any(said in problem for problem in found)
    else:
        assert not found, "an own entry takes a shipped one's place"


def test_restrictions_are_part_of_a_scenario_s_hash(record: Record, tmp_path: Path) -> None:
    question = Question(("USA", "CHN"), Instant.parse("2025-06-09"), record.newest)
    digests = set()
    for named in ("", "chn-magnets-2025-05", "usa-chips-chn=0.5"):
        text = f"restrictions_on_record: [{named}]\n" if named else ""
        path = tmp_path / "mine.yaml"
        path.write_text(f"scenario: mine\ntitle: A test\n{text}", encoding="utf-8")
        digests.add(apply(record, read_scenario(str(path)), question).record.digest)
    assert len(digests) == 3
    assert apply(record, Scenario(scenario="hold", title=""), question).record.digest == record.digest


def test_a_restriction_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("scenario: mine\ntitle: A test\nrestrictions: [magnets]\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"mine.yaml:3:\d+: "):
        read_scenario(str(path))
