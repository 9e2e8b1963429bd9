"""The sheet with articles: what they say with its verdict, and the chain from a sentence to a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.stated import JUNE, rate, stated

from detente.brief import composition
from detente.brief.articles import Articles, subject_of
from detente.brief.composition import BriefQuestion, compose
from detente.brief.html import render_html
from detente.brief.sheet import Brief
from detente.brief.terminal import render_text
from detente.core.errors import BadInput
from detente.ledger.record import Record

from .conftest import PAIR, without_solver

PEAK = {"from_": "*", "to": "*"}
TRUCE = stated(
    "truce", "Both agreed on a 90-day truce.", name="b", parties=PAIR, days=90, truce_start="2025-05"
)
TEXTS = (
    rate("US tariffs on Chinese goods dropped to <b>30%</b>.", 30, "reduced", date="2025-05"),
    TRUCE,
    rate("Tariffs between the United States and China peaked at 145%.", 145, "peak", name="c", **PEAK),
    rate("US tariffs on Chinese goods now stand at 47%.", 47, name="d", published=date(2025, 6, 10)),
    stated("claim", "China holds back magnets.", name="e", actor="USA", target="CHN", stance="accuse"),
    stated("statistic", "Exports rose.", name="f", metric="exports", geo="CHN", relation="below"),
)


@pytest.fixture
def with_articles(record: Record, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Brief]:
    monkeypatch.setattr(composition, "solved_scenarios", without_solver)

    def of(
        articles: Articles = TEXTS, known_at: date | None = None, scenarios: tuple[str, ...] = ()
    ) -> Brief:
        question = BriefQuestion(PAIR, JUNE, known_at, scenarios, articles=tuple(articles))
        return compose(record, question, lambda *_: None)

    return of


def test_each_thing_said_stands_once_with_its_verdict(with_articles: Callable[..., Brief]) -> None:
    sheet = with_articles()
    verdicts = [(row.kind, row.verdict) for row in sheet.said]
    assert verdicts[0] == ("rate", "contradicted")
    assert ("truce", "confirmed") in verdicts
    assert verdicts[-1] == ("claim", "not checkable")
    assert {number for row in sheet.said for number in row.cites} <= {entry.number for entry in sheet.sources}


def test_numbers_of_sources_rise_as_they_are_mentioned(with_articles: Callable[..., Brief]) -> None:
    seen: list[int] = []
    for row in with_articles().said:
        seen += [number for number in row.cites if number not in seen]
    assert seen == sorted(seen)


def test_a_sentence_is_carried_to_measure_duty_and_effect(with_articles: Callable[..., Brief]) -> None:
    chains = {chain.scenario: chain for chain in with_articles().chains}
    assert set(chains) == {"hold", "lapse", "peak"}
    assert chains["hold"].rates == {"USA on CHN": 0.3, "CHN on USA": 0.1}
    assert chains["lapse"].rates == {"USA on CHN": 0.54, "CHN on USA": 0.34}
    assert chains["lapse"].measures[0] == "truce-2025-08-12"
    assert chains["hold"].real_income.keys() == {"USA", "CHN"}
    assert "us-cn-recip-125" in chains["peak"].measures


def test_a_chain_ends_at_the_duty_where_its_scenario_was_not_solved(
    with_articles: Callable[..., Brief],
) -> None:
    chains = {chain.scenario: chain for chain in with_articles(scenarios=("hold",)).chains}
    assert chains["hold"].real_income
    assert not chains["lapse"].real_income


def test_the_shell_shows_quotation_place_and_record(with_articles: Callable[..., Brief]) -> None:
    text = " ".join(render_text(with_articles(), 100).split())
    assert "WHAT THE ARTICLES SAY" in text
    assert "contradicted USA on CHN 47%: “US tariffs on Chinese goods now stand at 47%” (d:0-44)" in text
    assert "runs out on 12 Aug 2025, by the record" in text
    assert "published later, on 20 Jun 2025" in text
    assert "FROM SENTENCE TO NUMBER sentence" in text


def test_the_page_shows_text_as_text(with_articles: Callable[..., Brief]) -> None:
    page = render_html(with_articles())
    assert "&lt;b&gt;30%&lt;/b&gt;" in page
    assert 'id="what-the-articles-say"' in page
    assert 'id="from-sentence-to-number"' in page


def test_the_json_only_gains_keys(with_articles: Callable[..., Brief]) -> None:
    shape = with_articles().as_json()
    assert [row["document"] for row in shape["articles"]] == ["a", "b", "c", "d", "e", "f"]
    assert shape["said"][0]["mentions"][0]["quotation"].startswith("US tariffs")
    plain = with_articles(()).as_json()
    assert shape.keys() == plain.keys()
    assert plain["articles"] == plain["said"] == plain["chains"] == []


def test_a_day_of_knowledge_holds_for_the_articles_too(with_articles: Callable[..., Brief]) -> None:
    early = with_articles((TRUCE,), date(2025, 5, 1))
    assert early.said[0].verdict == "newer"


def test_the_dispute_and_the_day_come_from_the_articles() -> None:
    pair, day = subject_of(TEXTS)
    assert (set(pair), day) == (set(PAIR), date(2025, 6, 10))
    with pytest.raises(BadInput, match="no two economies"):
        subject_of([stated("quote", "“No.”")])


def test_the_examples_make_a_sheet(record: Record) -> None:
    from detente.workbench import Workbench

    folder = Path(__file__).parents[2] / "examples" / "news"
    found = Workbench().check(sorted(folder.glob("*.txt")))
    assert not found.contradicted
    assert found.counts["confirmed"] > 15
