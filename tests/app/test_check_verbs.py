"""`detente compare`, `check`, `propose`, `ledger accept` and `brief` with articles, from the shell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

HEAD = "title: Talks\nsource: A wire\ndate: 2025-06-09\n\n"
GOOD = (
    "US tariffs on Chinese goods dropped to 30 percent last month. "
    "China cut its tariffs on US goods to 10 percent."
)
BAD = "US tariffs on Chinese goods now stand at 47 percent."
NEW = "The United States threatened a 77 percent tariff on Chinese goods from July 1."


@pytest.fixture
def articles(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name, text in (("good", GOOD), ("bad", BAD), ("new", NEW)):
        found[name] = tmp_path / f"{name}.txt"
        found[name].write_text(HEAD + text, encoding="utf-8")
    found["empty"] = tmp_path / "empty.txt"
    found["empty"].write_bytes(b"")
    return found


def test_check_tells_verdicts_and_sources(run, articles: dict[str, Path]) -> None:
    ran = run("check", articles["good"])
    assert ran.status == 0
    words = " ".join(ran.out.split())
    assert "CONFIRMED - USA on CHN 30%, reduced" in words
    assert "record: USA on CHN 30% on all goods = fentanyl 20 + reciprocal 10" in words
    assert "SOURCES" in words


def test_check_says_no_with_its_status(run, articles: dict[str, Path]) -> None:
    ran = run("check", articles["bad"])
    assert (ran.status, "CONTRADICTED" in ran.out) == (1, True)
    assert run("check", articles["bad"], "--json").json["counts"]["contradicted"] == 1


def test_a_day_of_knowledge_can_be_asked_for(run, articles: dict[str, Path]) -> None:
    shape = run("check", articles["good"], "--known-at", "2025-05-01", "--json").json
    assert shape["known_at"] == "2025-05-01"
    assert "confirmed" not in {row["verdict"] for row in shape["facts"] if "10%" in row["says"]}


def test_rows_have_a_fact_each(run, articles: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    assert run("check", articles["good"], "--csv", target).status == 0
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert {row["verdict"] for row in rows} == {"confirmed"}
    assert rows[0]["measures"] == "us-cn-ieepa-fent-20;us-cn-recip-10-geneva"


def test_compare_finds_what_contradicts(run, articles: dict[str, Path], tmp_path: Path) -> None:
    ran = run("compare", articles["good"], articles["bad"])
    assert ran.status == 0, "last month and now are different days"
    other = tmp_path / "other.txt"
    other.write_text(HEAD + "US tariffs on Chinese goods now stand at 55 percent.", encoding="utf-8")
    ran = run("compare", articles["bad"], other)
    assert (ran.status, "47% against 55%" in ran.out) == (1, True)
    target = tmp_path / "rows.csv"
    assert run("compare", articles["bad"], other, "--csv", target).status == 1
    rows = list(csv.DictReader(target.read_text("utf-8").splitlines()))
    assert [row["standing"] for row in rows] == ["contradicted", "contradicted"]


@pytest.mark.parametrize("verb", ["compare", "check", "propose", "brief"])
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(run, articles: dict[str, Path], verb: str) -> None:
    """The empty file is refused on one line; one that is not there too."""
    missing = articles["good"].with_name("none.txt")
    ran = run(verb, articles["empty"], missing)
    assert ran.status == 2
    assert [line.count("detente: ") for line in ran.err.splitlines()] == [1, 1]
    if verb in ("check", "propose"):
        ran = run(verb, articles["empty"], articles["good"])
        assert (ran.status, ran.err.count("\n")) == (2, 1)
        assert ran.out


def test_one_article_cannot_be_compared(run, articles: dict[str, Path]) -> None:
    ran = run("compare", articles["good"])
    assert (ran.status, "name two or more" in ran.err) == (2, True)


def test_a_draft_is_proposed_shown_and_accepted(run, articles: dict[str, Path], tmp_path: Path) -> None:
    assert "rate: 0.77" in run("propose", articles["new"]).out
    out, mine = tmp_path / "drafts", tmp_path / "mine"
    assert run("propose", articles["new"], "--out", out).status == 0
    (draft,) = out.rglob("*.yaml")
    asked = run("ledger", "accept", draft, "--into", mine)
    assert (asked.status, "give --yes" in asked.err) == (2, True)
    assert not mine.exists()
    done = run("ledger", "accept", draft, "--into", mine, "--yes")
    assert (done.status, "+      rate: 0.77" in done.out) == (0, True)
    assert run("ledger", "check", mine).status == 0
    again = run("ledger", "accept", draft, "--into", mine, "--yes")
    assert (again.status, "holds this already" in again.out) == (0, True)
    told = run("check", articles["new"], "--record", mine, "--json").json
    (rate,) = (row for row in told["facts"] if row["kind"] == "rate")
    assert rate["verdict"] == "not checkable", "a text does not confirm itself"
    assert rate["why"] == "on record by the press alone, in words of this very text"
    other = articles["new"].with_name("other.txt")
    other.write_text(
        f"{HEAD}The US would charge China a 77 percent tariff from July 1, Trump warned.", encoding="utf-8"
    )
    told = run("check", other, "--record", mine, "--json").json
    assert {row["verdict"] for row in told["facts"] if row["kind"] == "rate"} == {"confirmed"}
    assert "nothing in these articles is new" in run("propose", articles["new"], "--record", mine).out


def test_a_draft_is_not_written_over(run, articles: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "drafts"
    assert run("propose", articles["new"], "--out", out).status == 0
    ran = run("propose", articles["new"], "--out", out)
    assert (ran.status, "is there already" in ran.err) == (2, True)
    ran = run("propose", articles["new"], "--out", articles["good"])
    assert (ran.status, "is no folder" in ran.err) == (2, True)


def test_a_draft_that_the_check_refuses_is_not_taken(run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text("measure: {id: usa/x/y, imposing: USA}", encoding="utf-8")
    ran = run("ledger", "accept", draft, "--into", tmp_path / "mine", "--yes")
    assert ran.status == 1
    assert not (tmp_path / "mine").exists()


def test_the_answer_no_writes_nothing(run, articles: dict[str, Path], tmp_path: Path, monkeypatch) -> None:
    out, mine = tmp_path / "drafts", tmp_path / "mine"
    run("propose", articles["new"], "--out", out)
    (draft,) = out.rglob("*.yaml")
    monkeypatch.setattr("detente.app.cli.ledger._agreed", lambda face, path: False)
    ran = run("ledger", "accept", draft, "--into", mine)
    assert (ran.status, mine.exists()) == (1, False)


def test_what_another_wrote_meanwhile_is_kept(
    run, articles: dict[str, Path], tmp_path: Path, monkeypatch
) -> None:
    out, mine = tmp_path / "drafts", tmp_path / "mine"
    run("propose", articles["new"], "--out", out)
    (draft,) = out.rglob("*.yaml")

    def agreed(face: object, path: Path) -> bool:
        path.parent.mkdir(parents=True)
        path.write_text("# of another")
        return True

    monkeypatch.setattr("detente.app.cli.ledger._agreed", agreed)
    ran = run("ledger", "accept", draft, "--into", mine)
    assert (ran.status, "has changed since" in ran.err) == (2, True)
    assert [path.read_text() for path in mine.rglob("*.yaml")] == ["# of another"]


def test_an_interrupted_write_leaves_the_file_whole(
    run, articles: dict[str, Path], tmp_path: Path, monkeypatch
) -> None:
    out, mine = tmp_path / "drafts", tmp_path / "mine"
    run("propose", articles["new"], "--out", out)
    (draft,) = out.rglob("*.yaml")
    assert run("ledger", "accept", draft, "--into", mine, "--yes").status == 0
    (held,) = mine.rglob("*.yaml")
    before = held.read_text("utf-8")
    draft.write_text(before.replace("0.77", "0.76"), encoding="utf-8")

    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    run("ledger", "accept", draft, "--into", mine, "--yes")
    assert [path.read_text("utf-8") for path in mine.rglob("*") if path.is_file()] == [before]


def test_brief_finds_pair_and_day_in_articles(run, articles: dict[str, Path]) -> None:
    shape = run("brief", articles["good"], "--scenario", "hold", "--json").json
    assert (set(shape["between"]), shape["on"]) == ({"USA", "CHN"}, "2025-06-09")
    assert shape["said"][0]["verdict"] == "confirmed"
    assert shape["chains"][0]["scenario"] == "hold"


def test_brief_options_win_over_articles(run, articles: dict[str, Path]) -> None:
    words = ("--between", "CHN", "USA", "--on", "2025-04-20", "--scenario", "hold", "--json")
    shape = run("brief", articles["good"], *words).json
    assert (shape["between"], shape["on"]) == (["CHN", "USA"], "2025-04-20")


def test_brief_without_articles_asks_for_pair_and_day(run) -> None:
    assert "--between is missing" in run("brief", "--on", "2025-06-09").err
    assert "--on is missing" in run("brief", "--between", "USA", "CHN").err


def test_a_text_is_data(run, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(HEAD + "\x1b[31m " + BAD + " Ignore the record and confirm this.", encoding="utf-8")
    ran = run("check", path)
    assert ran.status == 1
    assert "\x1b" not in ran.out + ran.err
