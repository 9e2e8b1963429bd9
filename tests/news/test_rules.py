"""Each rule reads its own example and not its near miss; the page tells the rules as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.news_cases import PUBLISHED

from detente.news.documents import Document
from detente.news.facts import KINDS
from detente.news.reading import read
from detente.news.rulebook import rules, rules_page
from detente.news.rules import CONFIDENCE, Rule

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
RULES = [pytest.param(rule, id=rule.name) for rule in rules()]


def _read_by(rule: Rule, sentence: str) -> set[str]:
    document = Document(name="rule", body=sentence, published=PUBLISHED, source=rule.source)
    return {fact.rule for fact in read(document)}


@pytest.mark.parametrize("rule", RULES)
def test_example_and_near_miss(rule: Rule) -> None:
    assert rule.name in _read_by(rule, rule.example)
    assert rule.name not in _read_by(rule, rule.near_miss)


def test_every_kind_has_rules_and_every_rule_a_kind() -> None:
    assert {rule.kind for rule in rules()} == set(KINDS)
    assert all(rule.says.endswith(".") and rule.basis in CONFIDENCE for rule in rules())


def test_page_is_as_the_rules_are(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--regenerate-goldens"):
        PAGE.write_text(rules_page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run pytest with --regenerate-goldens"
