"""Special rates: who may claim what, when; who pays column 2; line by line and over the whole schedule."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.duties.schedule.preferences import (
    column_2_citation,
    pays_column_2,
    preferences_of,
    preferential_rate,
    programmes,
)
from detente.duties.schedule.schedule import schedule_on
from detente.ledger.record import Record

DAY = date(2025, 6, 9)
HTS = schedule_on("USA", DAY)


def facts(product: str, origin: str, day: date = DAY) -> list[tuple[str, str, str]]:
    line = schedule_on("USA", day).find(product)
    return [(found.symbol, found.fact, str(found.duty)) for found in preferences_of(line, origin, day)]


@pytest.mark.parametrize(
    ("product", "origin", "expected"),
    [
        ("0101300000", "MEX", [("S", "usmca", "Free")]),
        ("0101300000", "KOR", [("KR", "korus", "Free")]),
        ("0101300000", "AUS", [("AU", "fta", "Free")]),
        ("0101300000", "ZAF", [("D", "agoa", "Free")]),
        ("0101300000", "JAM", [("E", "cbera", "Free")]),
        ("0101300000", "CHN", []),
        ("0101300000", "JPN", []),
        ("0406909400", "MEX", [("S+", "usmca", "See 9823.04.01-9823.04.54")]),
        ("8507600020", "CHN", [("C", "civil_aircraft", "Free")]),
        ("8507600020", "CAN", [
            ("B", "apta", "Free"), ("C", "civil_aircraft", "Free"), ("S", "usmca", "Free"),
        ]),
    ],
)  # fmt: skip
def test_an_origin_may_claim_its_programmes(product: str, origin: str, expected: list) -> None:
    assert facts(product, origin) == expected


def test_lapsed_programmes_give_nothing() -> None:
    assert [fact for _, fact, _ in facts("0101300000", "NPL", date(2020, 12, 31))] == ["gsp"]
    assert facts("0101300000", "NPL", date(2021, 1, 1)) == []
    assert [fact for _, fact, _ in facts("0101300000", "ZAF", date(2025, 9, 30))] == ["agoa"]
    assert facts("0101300000", "ZAF", date(2025, 10, 1)) == []
    assert facts("0101300000", "CAN", date(2020, 6, 30)) == []


def test_single_economies_leave_before_the_programme_does() -> None:
    product = "8507600020"
    assert "gsp" in [fact for _, fact, _ in facts(product, "IND", date(2019, 6, 4))]
    assert "gsp" not in [fact for _, fact, _ in facts(product, "IND", date(2019, 6, 5))]


@pytest.mark.parametrize(
    ("importer", "origin", "day", "pays"),
    [
        ("USA", "CUB", date(2000, 1, 1), True),
        ("USA", "PRK", DAY, True),
        ("USA", "BLR", date(2022, 4, 8), False),
        ("USA", "BLR", date(2022, 4, 9), True),
        ("USA", "RUS", DAY, True),
        ("USA", "CHN", DAY, False),
        ("CAN", "RUS", DAY, True),
        ("CHN", "RUS", DAY, False),
    ],
)
def test_column_2_by_origin_and_day(importer: str, origin: str, day: date, pays: bool) -> None:
    assert pays_column_2(importer, origin, day) is pays
    assert bool(column_2_citation(importer, origin, day)) is pays


def test_an_origin_of_column_2_may_claim_nothing() -> None:
    line = HTS.find("8507600020")
    assert preferences_of(line, "RUS", DAY) == ()
    assert np.isnan(preferential_rate(HTS, "RUS", DAY)).all()


@pytest.mark.parametrize("origin", ["MEX", "KOR", "AUS", "ZAF", "JPN", "CHN"])
def test_the_whole_schedule_agrees_with_single_lines(origin: str) -> None:
    rates = preferential_rate(HTS, origin, DAY)
    for place in range(0, len(HTS.lines), 211):
        found = preferences_of(HTS.find(HTS.lines[place].decode()), origin, DAY)
        plain = [one.duty.plain_rate for one in found if one.basis == "origin"]
        known = [rate for rate in plain if rate is not None]
        if known:
            assert rates[place] == min(known)
        else:
            assert np.isnan(rates[place])


def test_facts_choose_the_programmes() -> None:
    everything = preferential_rate(HTS, "KOR", DAY)
    korus = preferential_rate(HTS, "KOR", DAY, ["korus"])
    np.testing.assert_array_equal(everything, korus)
    assert np.isnan(preferential_rate(HTS, "KOR", DAY, ["usmca"])).all()
    aircraft = preferential_rate(HTS, "CHN", DAY, ["civil_aircraft"])
    assert (aircraft == 0).sum() > 100
    assert not (everything < 0).any()


def test_canada_gives_the_united_states_its_column() -> None:
    canada = schedule_on("CAN", date(2026, 3, 1))
    rates = preferential_rate(canada, "USA", date(2026, 3, 1), ["usmca"])
    assert (rates == 0).sum() == 5643
    assert np.isnan(rates).sum() == 90
    line = canada.find("01013000")
    assert [found.symbol for found in preferences_of(line, "USA", date(2026, 3, 1))] == ["UST"]
    assert [found.symbol for found in preferences_of(line, "MEX", date(2026, 3, 1))] == ["MXT", "CPTPT"]


def test_every_symbol_of_the_schedules_is_on_record_or_known_to_be_dead() -> None:
    dead = {"CA", "J", "J*"}  # NAFTA and the Andean act, left over on single lines
    for importer, day in (("USA", DAY), ("USA", date(2026, 7, 1)), ("CAN", DAY)):
        known = {symbol for programme in programmes(importer) for symbol in programme.symbols}
        _, texts = schedule_on(importer, day).table.column("special")
        from detente.core.duty_texts import parse_special

        used = {symbol for text in texts for rate in parse_special(text) for symbol in rate.symbols}
        assert used - known <= dead


def test_programmes_name_economies_on_record_and_their_law(record: Record) -> None:
    for importer in ("USA", "CAN"):
        for programme in programmes(importer):
            assert programme.citation
            assert (programme.basis == "use") == (not programme.origins)
            assert programme.ended.keys() <= programme.origins
            for origin in programme.origins:
                assert origin in record.economies
