"""Draft entries of the record from facts of articles: press evidence, not verified, with their words.

A draft is data about a text. Its ids are made of codes and days alone, and every word of the text stands in a
quoted scalar, so that nothing in an article can become a key, a path or an instruction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.core.codes import WORLD
from detente.ledger.record import Record
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.telling import codes, told
from detente.news.windows import Window

_LONGEST = 300
_HIGHEST = 5
"""500%: the record takes what lies above for a percentage written as a fraction."""
_ANNOUNCED = ("announced", "proposed")


@dataclass(frozen=True, slots=True)
class Novelty:
    """A fact that the record does not have, with the two sides that its text is about."""

    document: Document
    fact: Fact
    parties: tuple[str, ...]

    @property
    def quotation(self) -> str:
        """The words that state it, on one line."""
        return " ".join(self.document.body[self.fact.start : self.fact.end].split())[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft entry: where it belongs in a folder of records, and its YAML."""

    path: str
    kind: str
    id: str
    told: str
    quotation: str
    document: str
    yaml: str


def drafts(record: Record, found: Iterable[Novelty]) -> tuple[Draft, ...]:
    """Return a draft for each fact that an entry of the record can hold, ids that are taken numbered on.

    Rates become measures; talks, promises and dated limits become agreements; export controls stay controls.
    Statistics belong in a series with its source and are left out.

    Args:
        record: The record, whose ids are taken.
        found: Facts that are new to it.
    """
    taken = {
        *record.tables.measures,
        *record.tables.agreements,
        *record.tables.controls,
        *record.tables.programmes,
    }
    made: list[Draft] = []
    for one in found:
        entry = _ENTRIES[one.fact.kind](one) if one.fact.kind in _ENTRIES else None
        if entry is None:
            continue
        kind, stem, fields = entry
        name = _free(stem, taken)
        taken.add(name)
        made.append(_draft(one, kind, name, fields))
    return tuple(made)


Entry = tuple[str, str, Mapping[str, Any]]
_FOLDERS = {"measure": "measures", "agreement": "agreements", "control": "controls"}


def _draft(one: Novelty, kind: str, name: str, fields: Mapping[str, Any]) -> Draft:
    whole: dict[str, Any] = {}
    if kind == "measure":
        programme = name.replace("/", "-")
        fields = {**fields, "programme": programme}
        fields["tranches"][0]["id"] = programme
        title = "Duty known from the press alone"
        whole["programmes"] = [
            {
                "id": programme,
                "imposing": fields["imposing"],
                "title": title,
                "legal_base": "unknown",
                "short": "press",
            }
        ]
    entry = {"id": name, **fields}
    whole["controls" if kind == "control" else kind] = [entry] if kind == "control" else entry
    stated = f"{one.document.name}:{one.fact.start}-{one.fact.end}"
    place = f"characters {one.fact.start} to {one.fact.end}"
    head = f"# From an article, {place}. Not verified: read it before you accept it.\n"
    text = head + "\n".join(_lines(whole, 0)) + "\n"
    return Draft(f"{_FOLDERS[kind]}/{name}.yaml", kind, name, told(one.fact), one.quotation, stated, text)


def _lines(node: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Yield a mapping as YAML; every text is a double-quoted scalar."""
    blanks = " " * indent
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield f"{blanks}{key}:"
            yield from _lines(value, indent + 2)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{blanks}{key}:"
            for item in value:
                first, *rest = _lines(item, indent + 4)
                yield f"{blanks}  - {first.strip()}"
                yield from rest
        elif isinstance(value, list):
            yield f"{blanks}{key}: [{', '.join(map(_scalar, value))}]"
        else:
            yield f"{blanks}{key}: {_scalar(value)}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.6g}"
    return json.dumps(_printable(str(value)), ensure_ascii=False)


def _printable(text: str) -> str:
    """Return text that YAML can hold: without control characters or halves of surrogates."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _source(one: Novelty) -> dict[str, Any]:
    where = " ".join((one.document.source or one.document.title or one.document.name).split())[:_LONGEST]
    found: dict[str, Any] = {
        "citation": f"{where} {one.document.published}: “{one.quotation}”",
        "evidence": "press",
        "confidence": "low",
        "verified": False,
    }
    if one.document.url.startswith(("https://", "http://")):
        found["url"] = one.document.url[:_LONGEST]
    return found


def _day(one: Novelty, name: str = "date") -> date | None:
    window = Window.of(one.fact.fields.get(name))
    return window.first if window and window.is_day else None


def _measure(one: Novelty) -> Entry | None:
    fields = one.fact.fields
    imposers, targets = codes(fields.get("from")), codes(fields.get("to"))
    status, rate = str(fields.get("status") or ""), float(fields.get("rate_percent") or 0) / 100
    if len(imposers) != 1 or not targets or "*" in (*imposers, *targets) or not 0 < rate <= _HIGHEST:
        return None
    if status not in (*_ANNOUNCED, "in_force", "increased") or imposers[0] in targets:
        return None
    start = _day(one)
    tranche: dict[str, Any] = {"id": "", "rate": rate, "known_at": one.document.published}
    if status in _ANNOUNCED or start is None:
        tranche["state"] = "announced"
    tranche |= {"start": start or one.document.published, "source": _source(one), "note": told(one.fact)}
    product = str(fields.get("product") or "")
    goods: Any = {"description": product} if product else "all"
    stem = f"{imposers[0]}/press/{'-'.join(targets)}-{one.document.published}-{rate * 100:g}".lower().replace(
        ".", "-"
    )
    entry = {
        "imposing": imposers[0],
        "programme": "",
        "title": told(one.fact),
        "scope": {"products": goods, "origins": list(targets)},
        "tranches": [tranche],
    }
    return "measure", stem, entry


def _agreement(one: Novelty, kind: str, on: date, more: Mapping[str, Any]) -> Entry | None:
    if len(one.parties) < 2:
        return None
    stem = f"press-{on}-{kind.replace(' ', '-')}"
    entry = {
        "on": on,
        "kind": kind,
        "title": told(one.fact),
        "parties": list(one.parties),
        "known_at": one.document.published,
        **more,
        "source": _source(one),
    }
    return "agreement", stem, entry


def _meeting(one: Novelty) -> Entry | None:
    window = Window.of(one.fact.fields.get("date"))
    if window is None or (window.last - window.first).days > 7:
        return None
    kind = "call" if one.fact.fields.get("mode") == "phone" else "talks"
    place = one.fact.fields.get("place")
    return _agreement(one, kind, window.last, {"place": str(place)} if place else {})


def _deadline(one: Novelty) -> Entry | None:
    day = _day(one)
    if day is None:
        return None
    return _agreement(one, "deadline", one.document.published, {"deadline": day})


def _commitment(one: Novelty) -> Entry | None:
    actors = [code for code in codes(one.fact.fields.get("actor")) if code in one.parties] or (
        list(one.parties) if one.fact.fields.get("actor") == "*" else []
    )
    if not actors:
        return None
    rows = [{"side": code, "text": one.quotation} for code in actors]
    return _agreement(one, "statement", one.document.published, {"commitments": rows})


def _control(one: Novelty) -> Entry | None:
    fields = one.fact.fields
    actors, targets = codes(fields.get("actor")), codes(fields.get("target"))
    if fields.get("action") != "restrict" or len(actors) != 1 or actors[0] == "*":
        return None
    day = _day(one) or one.document.published
    entry = {
        "imposing": actors[0],
        "targets": list(targets) or [code for code in one.parties if code != actors[0]] or [WORLD],
        "announcement": one.quotation,
        "announced": day,
        "items": str(fields.get("product") or "unknown"),
        "licence_rule": "unknown",
        "source": _source(one),
    }
    return "control", f"press-{actors[0].lower()}-{day}", entry


_ENTRIES = {
    "rate": _measure,
    "meeting": _meeting,
    "deadline": _deadline,
    "commitment": _commitment,
    "export_licence": _control,
}


def _free(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken or name.replace("/", "-") in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
