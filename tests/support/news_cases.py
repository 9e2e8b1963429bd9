"""Sentences and texts with the facts that they state, and how what is read compares with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.core.located import read_yaml
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.reading import read

FOLDER = Path(__file__).parents[1] / "cases" / "news"
PUBLISHED = date(2025, 6, 9)
_MATCHED = {
    "rate": ("rate_percent", "from"), "truce": ("days",), "deadline": ("date",), "meeting": ("mode", "place"),
    "participant": ("person",), "claim": ("actor",), "commitment": ("actor",),
    "export_licence": ("action", "actor"), "statistic": ("value",), "quote": ("attribution",),
}  # fmt: skip
"""The fields by which a fact that is read is taken for one that is expected."""
_BY_PLACE = ("claim", "commitment", "export_licence", "quote")
_SAME_NUMBER = 1e-6  # numbers are read from text, so only their scale is calculated


@dataclass(frozen=True)
class Sentence:
    """A sentence with the facts of one kind that it states, and the rule it is for or near to."""

    place: str
    kind: str
    document: Document
    facts: list[dict[str, Any]]
    rule: str
    near: str


@dataclass(frozen=True)
class Text:
    """A text with all the facts that it states, each with the words that state it."""

    document: Document
    facts: list[dict[str, Any]]


def sentences() -> Iterator[Sentence]:
    """Yield the sentences of all files."""
    for path in sorted((FOLDER / "sentences").glob("*.yaml")):
        located = read_yaml(path.read_bytes(), path.name)
        assert not located.problems, located.problems
        for row, case in enumerate(located.data["cases"]):
            published = _day(case.get("published", located.data["published"]))
            document = Document(
                name=path.stem, body=case["text"], published=published, source=case.get("source", "")
            )
            yield Sentence(
                str(located.place(("cases", row))), located.data["kind"], document, case["facts"],
                case.get("rule", ""), case.get("near", ""),
            )  # fmt: skip


def texts() -> Iterator[Text]:
    """Yield the texts of all files."""
    for path in sorted((FOLDER / "texts").glob("*.yaml")):
        data = read_yaml(path.read_bytes(), path.name).mapping()
        body = data["body"].rstrip("\n")
        for fact in data["facts"]:
            assert fact["span"] in body, f"{path.name}: not in the text: {fact['span']}"
        document = Document(
            name=path.stem, body=body, published=_day(data["published"]), source=data["source"]
        )
        yield Text(document, data["facts"])


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def states(fact: Fact, wanted: dict[str, Any]) -> bool:
    """Say whether a fact has all the fields that are wanted of it."""
    return all(_same(fact.fields.get(name), value) for name, value in wanted.items())


def _same(got: Any, wanted: Any) -> bool:
    if isinstance(got, int | float) and wanted is not None:
        return abs(got - float(wanted)) <= _SAME_NUMBER * max(1, abs(float(wanted)))
    return str("" if got is None else got) == str("" if wanted is None else wanted)


def compared(text: Text) -> tuple[int, list[dict[str, Any]], list[Fact]]:
    """Return how many facts of a text were read, which were missed, and which are wrong."""
    left, missed = list(read(text.document)), []
    total = len(left)
    for wanted in text.facts:
        found = next((fact for fact in left if _is_meant(text, fact, wanted)), None)
        if found is None:
            missed.append(wanted)
        else:
            left.remove(found)
    assert total == len(text.facts) - len(missed) + len(left)
    return total - len(left), missed, left


def _is_meant(text: Text, fact: Fact, wanted: dict[str, Any]) -> bool:
    if fact.kind != wanted["kind"]:
        return False
    start = text.document.body.find(wanted["span"])
    overlap = fact.start < start + len(wanted["span"]) and start < fact.end
    if fact.kind == "truce" and wanted.get("days") is None:
        return overlap
    fields = {name: wanted.get(name) for name in _MATCHED[fact.kind]}
    return (overlap or fact.kind not in _BY_PLACE) and states(fact, fields)
