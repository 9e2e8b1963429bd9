"""Sources are numbered once each, in order of first mention, and every number resolves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from detente.brief.blocks import Cite, Line
from detente.brief.layout.document import sections
from detente.brief.sheet import Brief
from detente.brief.terminal import render_text


def cites_in(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from inner if key in ("cites", "ruling_cites") else cites_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cites_in(inner)


def test_numbers_run_without_gaps_and_no_citation_has_two(sheet: Brief) -> None:
    assert [entry.number for entry in sheet.sources] == list(range(1, len(sheet.sources) + 1))
    citations = [entry.source.citation for entry in sheet.sources]
    assert len(citations) == len(set(citations))


def test_every_number_resolves_and_every_source_is_cited(sheet: Brief) -> None:
    assert set(cites_in(sheet.as_json())) == {entry.number for entry in sheet.sources}


def test_lines_mention_sources_in_the_order_of_their_numbers(sheet: Brief) -> None:
    where, clock, *_ = sections(sheet)
    mentioned = [
        number
        for section in (where, clock)
        for block in section.blocks
        if isinstance(block, Line)
        for part in block.words
        if isinstance(part, Cite)
        for number in part.numbers
    ]
    firsts = list(dict.fromkeys(mentioned))
    assert firsts == sorted(firsts)


def test_every_number_in_the_text_is_listed_below(sheet: Brief) -> None:
    text = render_text(sheet)
    body, below = text.split("\nSOURCES", 1)
    listed = {int(number) for number in re.findall(r"^\s*\[(\d+)\] ", below, re.MULTILINE)}
    used = {int(number) for group in re.findall(r"\[([\d,-]+)\]", body) for number in re.split("[,-]", group)}
    assert used
    assert used <= listed
