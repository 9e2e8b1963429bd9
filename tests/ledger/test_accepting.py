"""Drafts taken into a user's folder: what they replace is told, and nothing unseen is written."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest

from detente.core.errors import BadInput, CheckFailed
from detente.ledger.accepting import Acceptance, acceptance

SOURCE = "source: {citation: a desk, evidence: press, confidence: low, verified: false}"
MEASURE = """measure:
  id: {id}
  imposing: USA
  programme: s301
  title: A duty of a test
  scope: {{products: all, origins: [CHN]}}
  tranches:
    - {{id: test-{rate}, rate: 0.{rate}, known_at: 2025-05-01, start: 2025-05-02, {source}}}
"""


def draft(folder: Path, rate: int = 12, name: str = "usa/s301/test") -> Path:
    path = folder / f"draft-{rate}.yaml"
    path.write_text(MEASURE.format(id=name, rate=rate, source=SOURCE), encoding="utf-8")
    return path


def write(found: Acceptance) -> None:
    with found.held():
        found.path.write_text(found.after, encoding="utf-8")


def test_a_draft_that_takes_a_shipped_entrys_place_says_so_and_shows_it(tmp_path: Path) -> None:
    found = acceptance(draft(tmp_path, name="usa/ieepa-fentanyl/chn"), tmp_path / "mine")
    lines = found.difference.splitlines()
    assert lines[0] == "# replaces the shipped measure usa/ieepa-fentanyl/chn as a whole"
    assert lines[1] == "--- shipped/measures/usa/ieepa-fentanyl/chn.yaml"
    assert any(line.startswith("-") and "us-cn-ieepa-fent-10" in line for line in lines)
    write(found)
    again = acceptance(draft(tmp_path, 13, "usa/ieepa-fentanyl/chn"), tmp_path / "mine")
    assert again.difference.splitlines()[0] == lines[0], "told of one's own file that does so too"
    assert again.difference.splitlines()[1] == f"--- {found.path}"
    write(again)
    assert acceptance(tmp_path / "draft-13.yaml", tmp_path / "mine").difference == ""


def test_of_a_shipped_list_the_rows_that_are_replaced_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(
        "controls:\n  - {id: cn-graphite, imposing: CHN, targets: [WLD], announcement: none, items: graphite,"
        f" announced: 2023-10-20, licence_rule: none, {SOURCE}}}\n"
        "programmes:\n  - {id: s301, imposing: USA, title: Another, legal_base: unknown}\n",
        encoding="utf-8",
    )
    found = acceptance(path, tmp_path / "mine")
    assert {entry.id for entry in found.replaces} == {"s301", "cn-graphite"}
    taken = [line for line in found.difference.splitlines() if line.startswith("-")]
    assert any("id: cn-graphite" in line for line in taken)
    assert any("id: s301" in line for line in taken)
    assert not any("cn-gallium" in line for line in taken), "its neighbours stay"


def test_what_changed_while_the_question_stood_is_kept(tmp_path: Path) -> None:
    """Another file of the folder counts too: the draft was not checked together with it."""
    mine = tmp_path / "mine"
    found = acceptance(draft(tmp_path), mine)
    write(acceptance(draft(tmp_path, 13, "usa/s301/other"), mine))
    with pytest.raises(BadInput, match="has changed since it was checked"):
        write(found)
    assert [path.name for path in mine.rglob("*.yaml")] == ["other.yaml"]


def test_of_two_at_once_one_is_told_to_look_again(tmp_path: Path) -> None:
    mine, failed, start = tmp_path / "mine", list[str](), Barrier(2)
    both = [acceptance(draft(tmp_path, rate), mine) for rate in (12, 13)]

    def accept(found: Acceptance) -> None:
        start.wait()
        try:
            write(found)
        except BadInput as error:
            failed.append(str(error))

    threads = [Thread(target=accept, args=(found,)) for found in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["changed since" in line for line in failed] == [True]
    (path,) = mine.rglob("*.yaml")
    assert path.read_text("utf-8") in [found.after for found in both]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    found = acceptance(draft(tmp_path), tmp_path / "mine")
    (tmp_path / "mine" / "measures").write_text("a file")
    with pytest.raises(BadInput, match="cannot write"):
        write(found)


@pytest.mark.parametrize("name", ['""', '"  "'])
def test_an_empty_id_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(CheckFailed, match=r"yaml:2:3: the id of this measure is empty; give it one"):
        acceptance(draft(tmp_path, name=name), tmp_path / "mine")


def test_a_device_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="larger than 1 MB"):
        acceptance(Path("/dev/zero"), tmp_path / "mine")
