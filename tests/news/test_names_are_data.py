"""Economies, people, places, agreements, goods and money are named in data files, never in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

import detente
from detente.core.codes import WORLD
from detente.news.lexicon.entries import shipped_lexicon
from detente.news.lexicon.files import recorded, shipped
from detente.news.lexicon.forms import FORMS, LISTS

HOUSE = Path(detente.__file__).parent
FILES = sorted([*(HOUSE / "news").rglob("*.py"), *(HOUSE / "brief" / "checking").rglob("*.py")])
NAMING = ("economies.yaml", "bodies.yaml", "offices.yaml", "people.yaml", "products.yaml", "metrics.yaml")
CODES = frozenset(row["code"] for row in recorded("economies.yaml")["economies"])
TOO_COMMON = frozenset({"furniture", "mark", "parts", "pounds", "world"})
"""Names that are other words as well: of pages, weights, all economies."""
SHORTEST = 4


def _names() -> Iterator[str]:
    kinds = ("economy", "adjective", "place", "agreement")
    yield from (name for name, entry in shipped_lexicon().entries.items() if entry.kind in kinds)
    yield from (holder.name for holder in shipped_lexicon().holders.values())
    yield from shipped_lexicon().surnames
    for row in shipped("products.yaml")["products"]:
        yield from (row["goods"], *row.get("words", ()))
    for row in shipped("currencies.yaml")["currencies"]:
        yield from row["words"]


def _pattern() -> re.Pattern[str]:
    named = {name.lower() for name in _names()}
    long = (re.escape(name) for name in named if len(name) >= SHORTEST and name not in TOO_COMMON)
    return re.compile(rf"(?<!\w)(?:{'|'.join(long)})(?!\w)", re.IGNORECASE)


NAMED = _pattern()


def _written(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a file that are no documentation: neither docstrings nor the examples of rules."""
    aside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            aside.add(node.value)
        rule = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rule"
        rules = isinstance(node, ast.Assign) and any(_name(one) == "RULES" for one in node.targets)
        if rule or rules:
            aside.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in aside:
            yield node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_name_stands_in_code(path: Path) -> None:
    if path.name == "rulebook.py":  # the page on the rules has examples
        return
    for node in _written(ast.parse(path.read_text("utf-8"))):
        text = re.sub(r"\\[sb][+*]?", " ", node.value)
        found = [*NAMED.findall(text), *([text] if text in CODES - {WORLD} else [])]
        assert not found, f"line {node.lineno}: {found}"


@pytest.mark.parametrize("name", NAMING)
def test_what_is_shipped_has_the_form_of_a_users_own_file(name: str) -> None:
    for key, rows in shipped(name).items():
        adapter = TypeAdapter(FORMS.get(key) or LISTS[key])
        for row in rows:
            adapter.validate_python(row, context={"economies": CODES})
