"""Product codes: what is read, and what each refusal teaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.errors import BadInput, Place
from detente.core.products import dotted, parse_product

CHAPTERS = st.integers(1, 97).filter(lambda chapter: chapter != 77)
CODES = st.builds(
    lambda chapter, rest: f"{chapter:02}{rest}", CHAPTERS, st.from_regex(r"\A([0-9]{6}|[0-9]{8})\Z")
)


@given(CODES)
def test_a_code_reads_back_however_it_is_written(code: str) -> None:
    assert parse_product(code) == code
    assert parse_product(dotted(code)) == code
    assert parse_product(f" {' '.join(dotted(code))}\t") == code


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ("", "no product code is given", "8507.60.00.20"),
        (" . ", "no product code is given", "8507.60.00.20"),
        ("85o7.60.00", "holds other than digits", "8507.60.00.20"),
        ("8507.60.00.২০", "holds other than digits", "8507.60.00.20"),
        ("8507-60-00", "holds other than digits", "8507.60.00.20"),
        ("=1+1", "holds other than digits", "8507.60.00.20"),
        ("85", "is a chapter", "schedule search"),
        ("8507", "is a heading", "schedule search"),
        ("850760", "is a subheading", "schedule search"),
        ("1013000", "dropped a leading zero", "is it 0101.30.00?"),
        ("101300000", "dropped a leading zero", "is it 0101.30.00.00?"),
        ("010130000", "has 9 digits", "8 or 10 digits"),
        ("85076000200", "has 11 digits", "8 or 10 digits"),
        ("00010000", "chapter 00, which does not exist", "01 to 97"),
        ("7700.00.00", "chapter 77, which is reserved", "8 or 10 digits"),
        ("9802.00.80", "special provision of chapter 98", "the good's own line"),
        ("9903.88.15", "special provision of chapter 99", "the good's own line"),
    ],
)
def test_what_is_no_line_is_refused_in_one_line_that_teaches(text: str, what: str, mend: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_product(text, Place("in.csv", 3, field="product"))
    line = str(refused.value)
    assert line.startswith("in.csv:3, field product: ")
    assert what in line
    assert mend in line
    assert "\n" not in line


@given(st.text(max_size=40))
def test_no_text_does_anything_but_read_or_be_refused(text: str) -> None:
    try:
        code = parse_product(text)
    except BadInput:
        return
    assert len(code) in (8, 10)
    assert 1 <= int(code[:2]) <= 97


def test_dots_stand_where_the_schedules_print_them() -> None:
    assert [dotted(code) for code in ("", "85", "8507", "850760", "85076000")] == [
        "", "85", "8507", "8507.60", "8507.60.00",
    ]  # fmt: skip
