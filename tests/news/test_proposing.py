"""Drafts of the record from articles: sound, press evidence, and never more than data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.stated import JUNE, Stated, rate, stated

from detente.core.errors import BadInput, CheckFailed
from detente.core.located import read_yaml
from detente.ledger.accepting import acceptance
from detente.ledger.record import Record
from detente.news.proposing.draft import Draft, Novelty, drafts

PARTIES = ("USA", "CHN")
THREAT = rate("The US threatens a 77% tariff on Chinese goods.", 77, "proposed", date="2025-07-01")


def drafted(record: Record, *rows: Stated) -> tuple[Draft, ...]:
    return drafts(record, [Novelty(document, fact, PARTIES) for document, facts in rows for fact in facts])


def written(folder: Path, draft: Draft) -> Path:
    path = folder / "draft.yaml"
    path.write_text(draft.yaml, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "path"),
    [
        (THREAT, "measures/usa/press/chn-2025-06-09-77.yaml"),
        (
            rate("x", 12.5, "announced", to="CAN,MEX", product="toys"),
            "measures/usa/press/can-mex-2025-06-09-12-5.yaml",
        ),
        (
            stated("meeting", "They meet.", mode="in_person", place="Vienna", date="2025-06-20"),
            "agreements/press-2025-06-20-talks.yaml",
        ),
        (
            stated("deadline", "It ends.", date="2025-09-01", what="truce"),
            "agreements/press-2025-06-09-deadline.yaml",
        ),
        (
            stated("commitment", "China will buy wheat.", actor="CHN"),
            "agreements/press-2025-06-09-statement.yaml",
        ),
        (
            stated(
                "export_licence", "China limits tungsten.", actor="CHN", action="restrict", product="tungsten"
            ),
            "controls/press-chn-2025-06-09.yaml",
        ),
    ],
)
def test_each_kind_has_a_draft_that_the_record_takes(
    record: Record, tmp_path: Path, one: Stated, path: str
) -> None:
    (draft,) = drafted(record, one)
    assert draft.path == path
    found = acceptance(written(tmp_path, draft), tmp_path / "mine")
    assert found.path == tmp_path / "mine" / path
    assert 'evidence: "press"' in found.after
    assert "verified: false" in found.after
    assert draft.quotation in found.after
    assert not (tmp_path / "mine").exists(), "nothing is written here"


@pytest.mark.parametrize(
    "one",
    [
        rate("x", 900, "proposed"),
        rate("x", 0, "proposed"),
        rate("x", 30, "reduced"),
        rate("x", 30, "proposed", to="*"),
        stated("meeting", "They met.", mode="phone"),
        stated("statistic", "Exports rose.", metric="exports"),
        stated("export_licence", "China approves.", actor="CHN", action="approve"),
        stated("commitment", "x", actor="NOR"),
    ],
)
def test_what_no_entry_can_hold_is_left_out(record: Record, one: Stated) -> None:
    assert drafted(record, one) == ()


def test_ids_are_not_given_twice(record: Record) -> None:
    names = [draft.id for draft in drafted(record, THREAT, THREAT)]
    assert len(set(names)) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(min_size=1, max_size=60), source=st.text(max_size=40), goods=st.text(max_size=20))
def test_words_of_a_text_stay_words(record: Record, text: str, source: str, goods: str) -> None:
    """Whatever an article holds, a draft has the keys of its kind, and ids of codes and days."""
    document, (fact,) = rate(text, 77, "proposed", product=goods)

    odd = document._replace(source=source, url="javascript:alert(1)")
    (draft,) = drafted(record, (odd, [fact._replace(end=len(text))]))
    located = read_yaml(draft.yaml.encode("utf-8", "replace"), "draft.yaml")
    assert not located.problems
    assert set(located.data) == {"programmes", "measure"}
    assert located.data["measure"]["id"] == "usa/press/chn-2025-06-09-77"
    assert "url" not in located.data["measure"]["tranches"][0]["source"]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("not: [a, record", CheckFailed, "flow sequence|expected|\\]"),
        ("agreements: []", BadInput, "no draft of one entry"),
        ("programmes: []", BadInput, "no draft of one entry"),
        ("measure: {id: ../../x}", CheckFailed, "missing|required|imposing"),
        (
            "agreement: {id: a/../b, on: 2025-06-09, kind: talks, title: t, parties: [USA], "
            "source: {citation: c, evidence: press, confidence: low, verified: false}}",
            BadInput,
            "is no id",
        ),
        (
            "agreement: {id: ag-x, on: 2025-06-09, kind: talks, title: t, parties: [ZZZ], "
            "source: {citation: c, evidence: press, confidence: low, verified: false}}",
            CheckFailed,
            "ZZZ",
        ),
    ],
)
def test_what_the_check_refuses_is_refused(
    tmp_path: Path, text: str, error: type[Exception], words: str
) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words):
        acceptance(path, tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_a_draft_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        acceptance(tmp_path / "none.yaml", tmp_path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 1_100_000)
    with pytest.raises(BadInput, match="larger than 1 MB"):
        acceptance(large, tmp_path / "mine")


def test_an_entry_that_is_there_already_shows_its_difference(record: Record, tmp_path: Path) -> None:
    (draft,) = drafted(record, THREAT)
    mine = tmp_path / "mine" / draft.path
    mine.parent.mkdir(parents=True)
    mine.write_text(draft.yaml.replace("0.77", "0.75"), encoding="utf-8")
    found = acceptance(written(tmp_path, draft), tmp_path / "mine")
    assert "-      rate: 0.75" in found.difference
    assert "+      rate: 0.77" in found.difference
    mine.write_text(draft.yaml, encoding="utf-8")
    assert acceptance(written(tmp_path, draft), tmp_path / "mine").difference == ""


def test_the_day_of_knowledge_is_that_of_publication(record: Record) -> None:
    (draft,) = drafted(record, rate("x", 77, "proposed", published=date(2025, 7, 1)))
    assert "known_at: 2025-07-01" in draft.yaml
    assert JUNE.isoformat() not in draft.yaml
