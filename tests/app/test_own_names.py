"""Names of one's own: read by every verb on articles, and refused with their place where they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLE = """date: 2025-06-09

The Jade Republic raised its tariffs on American hovercraft to 30 percent. Quill accused China of a breach.

Raft orders of China rose 5.2 percent in May.
"""
NAMES = """
economies:
  - {code: CHN, names: [Jade Republic]}
people:
  - {name: Jo Quill, role: Trade Minister, side: CAN, start: 2025-05-01, end: 2025-07-01, source: a list}
products:
  - {goods: hovercraft, words: [air cushion craft], headings: ["8906"]}
metrics:
  - {words: [raft orders]}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return _folder(tmp_path, NAMES)


def _folder(tmp_path: Path, names: str) -> Path:
    (tmp_path / "mine" / "news").mkdir(parents=True)
    (tmp_path / "mine" / "news" / "names.yaml").write_text(names)
    return tmp_path / "mine"


def test_what_is_not_known_is_not_read(run, article: Path) -> None:
    told = run("read", article).out
    assert not any(name in told for name in ("CAN accuses", "CHN raft", "raised, hovercraft"))


def test_a_nickname_an_office_holder_goods_and_a_metric_are_read(run, article: Path, mine: Path) -> None:
    told = run("read", article, "--record", mine).out
    assert "CHN on USA 30%, raised, hovercraft" in told
    assert "CAN accuses CHN" in told
    assert "CHN raft orders +5.2%, May 2025" in told


def test_an_office_holder_is_one_only_in_office(run, article: Path, mine: Path) -> None:
    article.write_text(ARTICLE.replace("2025-06-09", "2025-09-09"))
    assert "CAN accuses CHN" not in run("read", article, "--record", mine).out


def test_every_verb_on_articles_knows_them(run, article: Path, mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.txt"
    other.write_text(ARTICLE.replace("30 percent", "40 percent"))
    assert run("ledger", "check", mine).out == "4 entries, no problem\n"
    assert "CHN on USA 30%, raised, hovercraft" in run("check", article, "--record", mine).out
    assert "30% against 40%" in run("compare", article, other, "--record", mine).out
    other.write_text(ARTICLE.replace("raised its tariffs", "threatened a tariff").replace("30", "77"))
    assert 'description: "hovercraft"' in run("propose", other, "--record", mine).out
    assert run("status", "--between", "USA", "CHN", "--on", "2025-06-09", "--record", mine).status == 0


def test_an_economy_on_the_users_record_is_known_by_its_name(run, tmp_path: Path) -> None:
    mine = _folder(tmp_path, "economies: [{code: ATL, adjectives: [Atlantean]}]")
    (mine / "economies.yaml").write_text("economies: [{code: ATL, name: Atlantis, zone: Atlantic/Azores}]")
    path = tmp_path / "a.txt"
    path.write_text("Atlantis raised its tariffs on Canadian goods to 30 percent.")
    ran = run("read", path, "--date", "2031-03-12", "--record", mine, "--json-lines")
    assert ran.json["from"] == "ATL"
    assert run("ledger", "check", mine).out == "2 entries, no problem\n"


def test_every_rule_on_figures_knows_a_measure_and_what_is_counted(
    run, article: Path, tmp_path: Path
) -> None:
    article.write_text("""date: 2025-06-09

China told of a 4 percent drop in raft orders in May. The levies shaved two percentage points off raft orders.

Canadian yards whittled 4,200 rafts in 2024. Weaker-than-expected raft orders followed in April.
""")
    mine = _folder(
        tmp_path,
        """
metrics: [{words: [raft orders]}]
counted: [{words: [rafts], by: [production]}]
taking: [{kind: production, verbs: [whittle], name: rafts whittled}]
""",
    )
    told = run("read", article, "--record", mine).out
    assert "CHN raft orders -4%, May 2025" in told
    assert "CHN raft orders -2 points, May 2025" in told
    assert "CAN rafts whittled 4,200 units, 2024" in told
    assert "raft orders, below what was expected" in told


FAULTS = {
    "economies: [{names: [Foo]}]": "1:13: the key 'code' is missing; add `code:`",
    "economies: [{code: CHN, names: Foo}]": "1:25: 'names' must be a list; write [one, another]",
    "economies: [{code: CHN, names: [[a]]}]": "1:33: ",
    "economies: [{code: CHN, nmaes: [Foo]}]": "1:25: unknown key 'nmaes'; did you mean 'names'?",
    "economies: [{code: CHM, names: [Foo]}]": "1:14: 'CHM' does not fit 'code' (there is no economy 'CHM')",
    "economies: [{code: CHN, names: [Foo, Foo]}]": "1:38: the name 'Foo' stands at news/names.yaml:1:33",
    "economies: [{code: CHN, names: ['']}]": "1:33: ",
    "economies: [CHN]": "1:13: ",
    "economies: CHN": "1:1: 'economies' must be a list; start rows with '- '",
    "economys: []": "1:1: unknown key 'economys'; did you mean 'economies'?",
    "sides: [{a: b}]": "1:9: is no word; write a word here",
    "- a": "1:1: holds no names; start with one of economies, ",
    "x: [1": "2:1: YAML cannot be read here",
    "people: [{name: Jo, role: Envoy, side: CAN, start: soon}]": "1:45: 'soon' is no day for 'start'",
    "people: [{name: Jo, role: Envoy, side: CAN, start: 2025-02-02, end: 2025-01-01}]": "1:10: 'Jo' leaves",
    "people: [{name: (Jo), role: Envoy, side: CAN}]": "1:11: '(Jo)' is no name; begin it",
    "products: [{goods: Rafts}]": "1:13: 'Rafts' has capitals; write it in small letters",
    "products: [{goods: rafts, headings: ['89.06']}]": "1:38: '89.06' is no HS code",
    "metrics: [{words: [raft orders], unit: x}]": "1:34: 'x' is not allowed for 'unit'; use 'any' or 'none'",
}


@pytest.mark.parametrize("names", FAULTS)
def test_what_does_not_fit_is_refused_with_its_place(run, article: Path, tmp_path: Path, names: str) -> None:
    mine = _folder(tmp_path, names + "\n")
    ran = run("read", article, "--record", mine)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"detente: news/names.yaml:{FAULTS[names]}")
    assert ran.err.count("\n") == 1
    checked = run("ledger", "check", mine)
    assert checked.status == 1
    assert f"news/names.yaml:{FAULTS[names]}" in checked.out


def test_all_faults_are_told_at_once(run, article: Path, tmp_path: Path) -> None:
    mine = _folder(tmp_path, "world: x\nsides: y\n")
    (mine / "news" / "more.yaml").write_text("metrics: z\n")
    assert run("ledger", "check", mine).out.count("must be a list") == 3
    ran = run("read", article, "--record", mine)
    assert "(and 2 more); `detente ledger check FOLDER` lists all" in ran.err


def test_a_name_stands_in_one_file_only(run, tmp_path: Path) -> None:
    mine = _folder(tmp_path, "economies: [{code: CHN, names: [Foo]}]\n")
    (mine / "news" / "other.yaml").write_text("places: [{economy: CAN, names: [Foo]}]\n")
    told = run("ledger", "check", mine).out
    assert "news/other.yaml:1:33: the name 'Foo' stands at news/names.yaml:1:33" in told
