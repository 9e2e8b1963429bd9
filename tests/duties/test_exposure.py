"""What is at stake is the difference of two averages, line by line."""

from __future__ import annotations

from datetime import date

import pytest

from detente import Workbench
from detente.core.errors import BadInput


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


@pytest.mark.parametrize("pair", [("USA", "CHN"), ("CHN", "USA")])
def test_the_sum_is_the_difference_of_two_averages(workbench, pair) -> None:
    found = workbench.exposure(between=("USA", "CHN"), on="2025-06-09", importer=pair[0])
    (side,) = found.sides
    hold, lapse = (
        workbench.average(pair[0], "2025-06-09", origins=[pair[1]], scenario=scenario).rows[0]
        for scenario in ("hold", "lapse")
    )
    paid = (lapse.total_rate - hold.total_rate) * hold.imports_usd
    assert paid > 1e10
    assert float(side.at_stake.sum()) == pytest.approx(paid, rel=1e-9)
    assert float(side.imports_usd.sum()) == pytest.approx(hold.imports_usd)


def test_a_deadline_asks_of_all_whom_it_concerns(workbench) -> None:
    found = workbench.exposure(deadline="pause-2025-07-09")
    assert found.on == date(2025, 7, 6)
    (side,) = found.sides
    assert side.importer == "USA"
    assert "EU" in side.origins
    assert "CHN" not in side.origins
    assert len(side.by("origin")) > 10


def test_lines_are_ranked_and_groups_add_up(workbench) -> None:
    (side, _) = workbench.exposure(deadline="truce-2025-08-12").sides
    lines = side.lines()
    stakes = [abs(line.at_stake_usd) for line in lines]
    assert stakes == sorted(stakes, reverse=True)
    assert all(
        line.at_stake_usd == pytest.approx(line.imports_usd * (line.lapsed_rate - line.held_rate), abs=10)
        for line in lines[:50]
    )
    whole = float(side.at_stake.sum())
    for name in ("origin", "chapter", "sector"):
        groups = side.by(name)
        assert sum(group.at_stake_usd for group in groups) == pytest.approx(whole, rel=1e-9)
        assert sum(group.lines for group in groups) == len(lines)
    assert [line.product for line in side.lines(3)] == [line.product for line in lines[:3]]


def test_what_a_court_has_voided_is_not_at_stake(workbench) -> None:
    found = workbench.exposure(deadline="truce-2026-11-10")
    assert [side.importer for side in found.sides] == ["CHN"]
    assert any("cannot come back: Learning Resources" in note for note in found.notices)


def test_threats_and_controls_are_told_apart(workbench) -> None:
    found = workbench.exposure(deadline="mexico-2025-08-01")
    assert found.sides == ()
    assert found.notices == ("us-mx-30-threat is a threat, and no law that could come back",)


def test_no_trade_on_record_is_said(workbench) -> None:
    europe, _ = workbench.exposure(between=("EU", "USA"), on="2025-07-20").sides
    assert europe.importer == "EU"
    assert "no imports of EU by tariff line are on record" in europe.note
    assert europe.lines() == europe.by("chapter") == []


def test_a_table_of_listed_goods_is_said_to_be_one(workbench) -> None:
    side = workbench.exposure(between=("CAN", "USA"), on="2026-08-20", importer="CAN").sides[0]
    assert "listed goods alone" in side.note


def test_no_deadline_between_two_is_said(workbench) -> None:
    found = workbench.exposure(between=("USA", "CHN"), on="2025-04-20")
    assert found.deadlines == ()
    assert "no deadline runs between the two on 2025-04-20" in found.notices
    assert all(not len(side.order) for side in found.sides)


def test_bad_questions_are_refused(workbench) -> None:
    for asked, message in (
        ({"deadline": "truce-2025-08-13"}, "did you mean 'truce-2025-08-12'"),
        ({"deadline": "truce-2025-08-12", "on": "2025-08-20"}, "does not run on 2025-08-20"),
        ({"deadline": "truce-2025-08-12", "importer": "CAN"}, "no duty of CAN"),
        ({"between": ("USA", "CHN")}, "no day is given"),
        ({}, "give one of the two"),
        ({"between": ("USA", "CHN"), "deadline": "truce-2025-08-12"}, "give one of the two"),
        ({"between": ("USA", "CHN"), "on": "2017-01-01"}, "before the record begins"),
    ):
        with pytest.raises(BadInput, match=message):
            workbench.exposure(**asked)
