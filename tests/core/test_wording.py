"""Figures in words: no digit of the law is lost, no dust of sums is shown, unknown stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.columns import columns, wrapped
from detente.core.wording import change, number, percent, rate, statistic, total
from detente.ledger.entries import RateRange


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (0.1 + 0.2, "30%"),
        (0.075, "7.5%"),
        (0.0375, "3.75%"),
        (0.00125, "0.125%"),
        (30.0, "3000%"),
        (0.0, "0%"),
        (-1e-12, "0%"),
    ],
)
def test_rates_keep_their_digits_and_lose_the_dust_of_sums(fraction: float, shown: str) -> None:
    assert percent(fraction) == shown


@given(hundredths=st.integers(0, 1_000_000))
def test_a_rate_of_four_digits_is_read_back_as_it_was(hundredths: int) -> None:
    assert round(float(percent(hundredths / 10_000).rstrip("%")) * 100) == hundredths


def test_ranges_and_unknown_rates_are_said_to_be_so() -> None:
    assert rate(RateRange(low=0.1, high=0.25)) == "10 to 25%"
    assert rate(RateRange(low=0.25, high=0.25)) == "25%"
    assert rate("unknown") == rate(None) == "unknown"


@pytest.mark.parametrize(
    ("low", "high", "unknown", "shown"),
    [
        (0.3, 0.3, False, "30%"),
        (0.3, 0.45, False, "30 to 45%"),
        (0.3, 0.45, True, "at least 30%"),
    ],
)
def test_a_sum_is_no_more_exact_than_its_terms(low: float, high: float, unknown: bool, shown: str) -> None:
    assert total(low, high, unknown=unknown) == shown


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert (change(-0.001), change(-0.5), statistic(-0.0001, "growth")) == ("0.00", "-0.50", "0.0%")


@pytest.mark.parametrize(("value", "shown"), [(12_345_678.0, "12,345,678"), (420.5, "420.5"), (-0.0, "0")])
def test_numbers_have_no_exponents(value: float, shown: str) -> None:
    assert number(value) == shown


@given(
    text=st.lists(st.text("abc税é", min_size=1, max_size=30), max_size=20).map(" ".join),
    width=st.integers(2, 40),
)
def test_wrapped_text_keeps_its_signs_and_its_width(text: str, width: int) -> None:
    rows = list(wrapped(text, width))
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(columns(row) <= width for row in rows)
