"""Duty texts into typed values and back; what is not understood is never a rate."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.core.duty_expressions import PIECE, DutyExpression, PartRate, SpecificRate
from detente.core.duty_texts import parse_duty, parse_special

SUGAR = (
    "3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in "
    "proportion) but not less than 3.143854¢/kg"
)
MOVEMENT = (
    "6% + 2.3¢/jewel + 0.2¢ for each other piece or part, but if consisting in part of a plate or a set of "
    "plates the total duty shall not exceed the duty for the complete movement"
)

AMOUNTS = st.integers(1, 10**7).map(lambda tenths: tenths / 10**4)
RATES = st.integers(1, 4000).map(lambda tenths: tenths / 1000)
UNITS = st.sampled_from(["kg", "liter", "pf.liter", "m2", "t", "doz.", "pr.", "head", "clean kg", PIECE])
CONTENT = st.sampled_from(["", "lead content", "drained weight", "total sugars"])
SPECIFIC = st.builds(
    SpecificRate, AMOUNTS, UNITS, st.sampled_from([1, 100, 1000]), CONTENT, st.sampled_from(["USD", "EUR"])
)
PARTS = st.builds(PartRate, RATES, st.sampled_from(["the case", "the battery", "the movement and case"]))


def _sum(rate: float | None, specific: list[SpecificRate], parts: list[PartRate]) -> DutyExpression:
    mixed = bool(parts or (specific and rate is not None))
    kind = "compound" if mixed else "specific" if specific else "ad_valorem"
    return DutyExpression(kind=kind, ad_valorem=rate, specific=tuple(specific), parts=tuple(parts))


SUMS = st.one_of(
    st.builds(_sum, RATES, st.lists(SPECIFIC, max_size=2), st.lists(PARTS, max_size=2)),
    st.builds(_sum, st.none(), st.lists(SPECIFIC, min_size=1, max_size=2), st.lists(PARTS, max_size=2)),
)
BOUNDED = st.builds(
    lambda whole, least, most: (
        replace(whole, kind="compound", minimum=least, maximum=most) if least or most else whole
    ),
    SUMS,
    st.one_of(st.none(), SUMS),
    st.one_of(st.none(), SUMS),
)


@pytest.mark.parametrize(
    ("text", "kind", "rate", "normal"),
    [
        ("Free", "free", 0.0, "Free"),
        ("0%", "ad_valorem", 0.0, "0%"),
        ("6.8%", "ad_valorem", 0.068, "6.8%"),
        (" 6.8 % ", "ad_valorem", 0.068, "6.8%"),
        ("33 1/3%", "ad_valorem", 0.333333333333, "33.3333333333%"),
        ("37% /", "ad_valorem", 0.37, "37%"),
        ("6.5% on the entire set", "ad_valorem", 0.065, "6.5%"),
        ("$1.035/kg + 17%", "compound", None, "$1.035/kg + 17%"),
        ("$1.035/kg +13.6%", "compound", None, "$1.035/kg + 13.6%"),
        ("4.4¢/kg + 20%", "compound", None, "$0.044/kg + 20%"),
        ("0.9¢ each", "specific", None, "$0.009 each"),
        ("$16.5/t", "specific", None, "$16.5/t"),
        ("68¢/head", "specific", None, "$0.68/head"),
        ("89.6¢/1000", "specific", None, "$0.896/1000 piece"),
        ("20¢/thousand + 3.5%", "compound", None, "$0.2/1000 piece + 3.5%"),
        ("10¢/1,000 pins + 3.5%", "compound", None, "$0.1/1000 pins + 3.5%"),
        ("4.5¢/ liter", "specific", None, "$0.045/liter"),
        ("6.58170¢ /kg", "specific", None, "$0.065817/kg"),
        ("18.9¢/pf. liter", "specific", None, "$0.189/pf.liter"),
        ("5.9¢/kg on drained weight", "specific", None, "$0.059/kg on drained weight"),
        ("0.01¢/kg of total sugars", "specific", None, "$0.0001/kg on total sugars"),
        ("2.5% on the value of the lead content", "compound", None, "2.5% on the lead content"),
        ("98¢ each + 3% on the case", "compound", None, "$0.98 each + 3% on the case"),
        ("10.20% + 93.10 EUR / 100 kg", "compound", None, "93.1 EUR/100 kg + 10.2%"),
        ("2,765.00 EUR / tonne", "specific", None, "2765 EUR/t"),
        ("1.00 EUR / % vol / hl + 6.40 EUR / hl", "specific", None, "1 EUR/% vol/hl + 6.4 EUR/hl"),
        ("0.50 EUR / item MIN 2.70% MAX 4.60%", "compound", None,
         "0.5 EUR/piece but not less than 2.7% but not more than 4.6%"),
        ("the greater of 5% or 10¢/kg", "compound", None, "5% but not less than $0.1/kg"),
        ("4.3% to 6.5%", "range", None, "4.3% to 6.5%"),
    ],
)  # fmt: skip
def test_texts_of_the_schedules_are_understood(text: str, kind: str, rate: float | None, normal: str) -> None:
    found = parse_duty(text)
    assert (found.kind, found.plain_rate, str(found), found.text) == (kind, rate, normal, text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "on demand", "free of charge", "Free, under bond", "Prohibida", "5", "5¢", "$5", "¢/kg", "%",
        "5% +", "+ 5%", "5% + 6%", "5% or 6%", "Entry Price", "9.00% + EA MAX 24.20% + ADSZ", MOVEMENT,
        "14.00% (01 JUL - 31 JAN), 0.00% (01 FEB - 30 JUN)", "7% to 6%", "-5%", "5%%", "1e3%", "NaN%",
        "$5 EUR/kg", "33 1/0%x",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_text_and_no_rate(text: str) -> None:
    found = parse_duty(text)
    assert found.kind == "unknown"
    assert found.text == text
    assert found.plain_rate is None
    assert found.bounds is None
    assert found.rate(1000.0, {"kg": 1.0, PIECE: 1.0}) is None


@pytest.mark.parametrize(
    ("text", "sees"),
    [
        ("See 9903.88.15", "9903.88.15"),
        ("See additional U.S. note 1", "additional U.S. note 1"),
        ("The rate applicable to the natural juice in heading 2009", None),
        ("The rate of duty appli- cable to that article in the set", None),
    ],
)
def test_pointers_are_pointers(text: str, sees: str | None) -> None:
    found = parse_duty(text)
    assert found.kind == "see"
    assert found.plain_rate is None
    assert found.rate(1000.0) is None
    if sees:
        assert found.sees == sees
    else:
        assert "applicable" in found.sees


def test_the_equivalent_rate_needs_the_quantities() -> None:
    mixed = parse_duty("$1.035/kg + 17%")
    assert mixed.units == ("kg",)
    assert mixed.rate(1000.0, {"kg": 100.0}) == pytest.approx(0.2735)
    assert mixed.rate(1000.0) is None
    assert mixed.rate(0.0, {"kg": 100.0}) is None
    assert mixed.rate(float("nan"), {"kg": 100.0}) is None
    assert parse_duty("89.6¢/1000").rate(100.0, {PIECE: 5000.0}) == pytest.approx(0.0448)
    watch = parse_duty("98¢ each + 3% on the case")
    assert watch.units == (PIECE, "USD of the case")
    assert watch.rate(100.0, {PIECE: 2.0, "USD of the case": 50.0}) == pytest.approx(0.0346)
    assert parse_duty("93.10 EUR / 100 kg").rate(100.0, {"kg": 1.0}) is None


def test_sugar_pays_less_for_each_degree_and_never_less_than_its_floor() -> None:
    sugar = parse_duty(SUGAR)
    assert sugar.kind == "compound"
    assert sugar.units == ("kg", "degree under 100 degrees")
    degrees = {"kg": 1000.0, "degree under 100 degrees": 4.0}
    assert sugar.rate(1000.0, degrees) == pytest.approx(0.036606 - 4 * 0.00020668)
    assert sugar.rate(1000.0, {**degrees, "degree under 100 degrees": 99.0}) == pytest.approx(0.03143854)
    assert sugar.rate(1000.0, {"kg": 1000.0}) is None


def test_bounds_hold_the_duty_on_both_sides() -> None:
    watch = parse_duty("4.50% MIN 0.30 EUR / item MAX 0.80 EUR / item")
    assert (str(watch.minimum), str(watch.maximum)) == ("0.3 EUR/piece", "0.8 EUR/piece")
    here = parse_duty("4.5% but not less than $0.30 each but not more than $0.80 each")
    assert here.rate(1.0, {PIECE: 1.0}) == pytest.approx(0.3)
    assert here.rate(10.0, {PIECE: 1.0}) == pytest.approx(0.045)
    assert here.rate(100.0, {PIECE: 1.0}) == pytest.approx(0.008)


@given(BOUNDED)
def test_the_normal_form_reads_back_as_the_same_value(duty: DutyExpression) -> None:
    read = parse_duty(str(duty))
    assert replace(read, text="") == duty
    assert str(read) == str(duty)


@given(st.text(alphabet="0123456789.,%$¢/+ kgEURFreeMINMAX()otless han", max_size=40))
def test_any_text_is_read_or_kept(text: str) -> None:
    found = parse_duty(text)
    assert found.text == text
    if found.kind not in ("free", "ad_valorem"):
        assert found.plain_rate is None
    if found.kind == "unknown":
        assert found.bounds is None


@given(SUMS, st.floats(1.0, 1e9), st.floats(0.0, 1e6))
def test_more_of_the_good_never_pays_less(duty: DutyExpression, value: float, quantity: float) -> None:
    less = duty.rate(value, dict.fromkeys(duty.units, quantity))
    more = duty.rate(value, dict.fromkeys(duty.units, 2 * quantity))
    assert (less is None) == (more is None)
    if less is not None and more is not None:
        assert more >= less


def test_the_special_column_gives_each_programme_its_duty() -> None:
    found = parse_special("Free (A+,AU, S) 2.4% (KR) See 9919.04.50, 9919.04.57 (PA (PA)7¢/liter(JP)")
    assert [(rate.symbols, str(rate.duty)) for rate in found] == [
        (("A+", "AU", "S"), "Free"),
        (("KR",), "2.4%"),
        (("PA",), "See 9919.04.50, 9919.04.57"),
        (("JP",), "$0.07/liter"),
    ]
    assert parse_special("Free (A*,D,E IL,JO,.OM)")[0].symbols == ("A*", "D", "E", "IL", "JO", "OM")
    assert parse_special("") == parse_special("Free") == parse_special("Free (") == ()
