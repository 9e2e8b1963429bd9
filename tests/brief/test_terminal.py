"""The sheet as text: as wide as asked, readable without colour, the same as the one kept."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from detente.brief.sheet import Brief
from detente.brief.terminal import render_text

GOLDEN = Path(__file__).parents[1] / "golden" / "brief-usa-chn-2025-06-09.txt"


def columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def test_sheet_of_the_main_job_is_as_kept(sheet: Brief) -> None:
    """With DETENTE_WRITE_GOLDEN=1 the sheet is kept anew: read the difference before committing it."""
    text = render_text(sheet, 100)
    if os.environ.get("DETENTE_WRITE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 96, 110])
def test_no_line_is_wider_than_asked(sheet: Brief, width: int) -> None:
    assert max(columns(line) for line in render_text(sheet, width).splitlines()) <= width


def test_words_are_the_same_at_any_width(sheet: Brief) -> None:
    narrow, wide = (" ".join(render_text(sheet, width).split()) for width in (90, 110))
    assert narrow == wide, "only the breaks between lines differ"


def test_headings_stand_in_the_margin(sheet: Brief) -> None:
    lines = render_text(sheet).splitlines()
    headings = [
        "WHERE IT STANDS",
        "THE CLOCK",
        "PROMISED AND DONE",
        "MEASURED",
        "WHAT IT WOULD COST",
        "SOURCES",
    ]
    found = [line[:21].strip() for line in lines if line[:1].isalpha() and line[:21].isupper()]
    assert found == headings


def test_no_escape_codes(sheet: Brief) -> None:
    assert "\x1b" not in render_text(sheet)
