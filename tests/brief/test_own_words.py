"""A text does not confirm itself by what was taken from it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.stated import JUNE

from detente.brief.checking.findings import Finding, not_checkable
from detente.brief.checking.own_words import not_by_itself
from detente.core.sources import Source
from detente.news.documents import Document

TEXT = Document(name="a", body="Duties on Chinese\nwares rise in July. Ships wait.", published=JUNE)
OWN = Source(
    citation="Wire 2025-06-09: “Duties on Chinese wares rise”",
    evidence="press",
    confidence="low",
    verified=False,
)
FOUND = Finding(verdict="confirmed", record="USA on CHN 77%", sources=(OWN,), measures=("press-1",))


def test_an_entry_in_words_of_the_text_confirms_nothing() -> None:
    found = not_by_itself(TEXT, FOUND)
    assert (found.verdict, found.record, found.is_new) == ("not checkable", "USA on CHN 77%", False)
    assert found.why == "on record by the press alone, in words of this very text"


@pytest.mark.parametrize(
    "source",
    [
        replace(OWN, evidence="statement"),
        replace(OWN, citation="Wire 2025-06-09: “Duties on Indian wares rise”"),
        replace(OWN, citation="Wire 2025-06-09: “Ships wait”"),
        replace(OWN, citation="Duties on Chinese wares rise"),
    ],
)
def test_others_do(source: Source) -> None:
    found = replace(FOUND, sources=(source,))
    assert not_by_itself(TEXT, found) == found


def test_only_what_bears_a_text_out_is_asked() -> None:
    found = replace(not_checkable("no such talks"), sources=(OWN,))
    assert not_by_itself(TEXT, found) == found
