"""The screen: widths are kept, colour only where it can be seen, figures without needless digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.app.cli.printing import billions, block, heading, table
from detente.core.columns import columns

WORDS = st.lists(st.text("abc税é", min_size=1, max_size=12), max_size=40).map(" ".join)


@pytest.fixture(autouse=True)
def _sixty_columns(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


@given(text=WORDS, indent=st.integers(0, 20), first=st.text("x", max_size=30))
def test_a_block_keeps_its_words_and_its_width(text, indent, first) -> None:
    lines = block(text, indent, first)
    found, words = "".join("".join(lines).split()), "".join(first.split() + text.split())
    assert found == words, "long words are cut, none is lost"
    assert all(columns(line) <= 60 for line in lines)


def test_a_table_wraps_its_last_column_under_itself() -> None:
    lines = table(("day", "what"), [("2025-06-09", "word " * 20)])
    assert max(map(len, lines)) <= 60
    assert all(line.startswith(" " * 14 + "word") for line in lines[2:])


@pytest.mark.parametrize(
    ("variables", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_headings_are_bold_only_where_that_is_wanted(monkeypatch, variables, bold) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert ("\x1b" in heading("THE CLOCK")) is bold


def test_a_pipe_gets_no_colour(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert heading("THE CLOCK") == "THE CLOCK"


def test_east_asian_text_keeps_columns_aligned() -> None:
    lines = table(("law", "day"), [("税委会公告", "2025-04-04"), ("EO 14228", "2025-02-03")])
    assert len({columns(line[: line.index("2025")]) for line in lines[1:]}) == 1


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert billions(-1e6, signed=True) == "0.0"
    assert billions(2.5e12, signed=True) == "+2,500.0"
