"""A difference is one panel less another, and the changes by cause add up to it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import Workbench
from detente.core.errors import BadInput
from detente.core.time import Instant
from detente.duties.differences.changes import Difference
from detente.duties.differences.differences import Sides, difference
from detente.duties.differences.sights import Standpoint

DAYS = st.one_of(
    st.dates(date(2018, 1, 1), date(2026, 10, 9)),
    st.sampled_from(
        [
            date(2019, 5, 10), date(2025, 4, 9), date(2025, 4, 10), date(2025, 5, 14), date(2025, 6, 4),
            date(2025, 8, 7), date(2025, 11, 13), date(2026, 2, 24), date(2026, 4, 6), date(2026, 7, 24),
        ]
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


def cents(text: str) -> float:
    """Add up the changes that a row of the table puts down to its causes."""
    parts = [part.rsplit(" ", 1)[1] for part in text.split("; ") if not part.endswith("(bounds)")]
    return sum(float(part) for part in parts)


def test_a_day_does_not_differ_from_itself(workbench) -> None:
    noon = Instant.parse("2025-06-09T12:00 America/New_York")
    side = Standpoint(workbench.customs("USA", "2025-06-09"), noon)
    found = difference(Sides(side, side, ("a", "a")), ["CHN", "VNM", "MEX"], {})
    assert found.rows == 0
    assert found.effects == ()
    assert found.frame().height == 0
    assert found.as_json()["causes"] == found.as_json()["chapters"] == []


@settings(max_examples=25)
@given(first=DAYS, second=DAYS, origin=st.sampled_from(["CHN", "MEX", "EU", "IND", "BRA"]))
def test_a_difference_is_panel_less_panel_and_its_causes_add_up(workbench, first, second, origin) -> None:
    if first == second:
        return
    found = workbench.diff("USA", (first, second), [origin])
    before, after = (workbench.panel("USA", day, [origin]) for day in (first, second))
    change = np.zeros(len(found.codes))
    for changes in found.changes:
        change[changes.line] = changes.change
    places = [
        np.searchsorted(found.codes, one.codes[np.isin(one.codes, found.codes)]) for one in (before, after)
    ]
    both = np.intersect1d(*places)
    rates = [one.rates[0].rates[:2, np.searchsorted(one.codes, found.codes[both])] for one in (before, after)]
    base, added = rates[1] - rates[0]
    np.testing.assert_allclose(change[both], np.nan_to_num(base) + added, atol=1e-9)
    rows = found.frame()
    for text, value in zip(rows["causes"].to_list()[:200], rows["change"].to_list()[:200], strict=True):
        assert cents(text) == pytest.approx(value, abs=2e-6), text  # words have six digits


@settings(max_examples=15)
@given(first=DAYS, second=DAYS)
def test_asked_the_other_way_round_all_changes_turn(workbench, first, second) -> None:
    if first == second:
        return
    there, back = (workbench.diff("USA", days, ["CHN"]) for days in ((first, second), (second, first)))
    one, other = (
        {effect.cause.id for effect in found.effects if effect.cause.kind == "event"}
        for found in (there, back)
    )
    assert one == other
    for one, other in zip(there.changes, back.changes, strict=True):
        np.testing.assert_array_equal(one.line, other.line)
        np.testing.assert_allclose(one.change, -other.change, atol=1e-9)


def causes(found: Difference) -> dict[str, tuple[str, str, str]]:
    return {
        effect.cause.id: (effect.cause.kind, effect.cause.instrument, effect.cause.ruling)
        for effect in found.effects
        if effect.rows
    }


def test_the_day_of_125_percent(workbench) -> None:
    found = workbench.diff("USA", ("2025-04-09", "2025-04-10"), ["CHN", "VNM"])
    assert causes(found) == {"ieepa-reciprocal 2025-04-10": ("event", "EO 14266 (90 FR 15625)", "")}
    china, vietnam = found.changes
    assert round(china.change.max(), 9) == 0.41
    assert round(vietnam.change.min(), 9) == -0.36
    assert "us-cn-recip-84" in found.effects[0].tranches
    assert "us-cn-recip-125" in found.effects[0].tranches


def test_geneva_on_both_sides(workbench) -> None:
    found = workbench.diff("USA", ("2025-05-13", "2025-05-14"), ["CHN"])
    assert causes(found) == {"ieepa-reciprocal 2025-05-14": ("event", "EO 14298 (90 FR 21831)", "")}
    assert round(found.changes[0].change.min(), 9) == -1.15
    china = workbench.diff("CHN", ("2025-05-13", "2025-05-14"), ["USA"])
    assert round(china.changes[0].change.min(), 9) == -1.15


def test_the_ruling_and_the_surcharge_of_the_same_day(workbench) -> None:
    found = workbench.diff("USA", ("2026-02-23", "2026-02-24"), ["CHN", "EU"])
    told = causes(found)
    assert told["learning-resources-v-trump"][0::2] == ("event", "learning-resources-v-trump")
    assert told["s122 2026-02-24"][0] == "event"
    rows = found.frame()
    toy = rows.filter((rows["origin"] == "CHN") & (rows["product"] == "9503000073"))
    assert toy["causes"].to_list() == ["learning-resources-v-trump -0.2; s122 2026-02-24 +0.1"]


def test_an_exemption_that_begins_is_named_with_its_list(workbench) -> None:
    found = workbench.diff("USA", ("2025-11-12", "2025-11-13"), ["VNM"])
    (effect,) = (effect for effect in found.effects if effect.rows)
    assert effect.cause.kind == "exemption"
    assert "annex-ii" in effect.cause.text
    assert effect.fell == effect.rows > 0


def test_goods_that_another_programme_takes_over_have_its_event_as_their_cause(workbench) -> None:
    """Copper came under Section 232, and the reciprocal duty left it: both changes are of one event."""
    found = workbench.diff("USA", ("2025-07-31", "2025-08-01"), ["CHL"])
    (effect,) = (effect for effect in found.effects if effect.cause.programme == "s232-copper")
    assert {"us-232-copper", "us-world-recip-10"} <= set(effect.tranches)


def test_two_days_of_knowledge(workbench) -> None:
    found = workbench.diff("USA", "2025-06-09", ["CHN"], known_at=("2025-05-01", "2025-06-01"))
    assert (found.by, found.on, found.labels) == ("known_at", date(2025, 6, 9), ("2025-05-01", "2025-06-01"))
    assert set(causes(found)) == {"ieepa-reciprocal 2025-05-14"}


def test_two_scenarios_in_either_order(workbench) -> None:
    there = workbench.diff("USA", "2025-06-09", ["CHN"], scenarios=("hold", "lapse"))
    back = workbench.diff("USA", "2025-06-09", ["CHN"], scenarios=("lapse", "hold"))
    assert set(causes(there)) == set(causes(back)) == {"scenario lapse"}
    assert round(there.changes[0].change.max(), 9) == 0.24
    deal = workbench.diff("USA", "2025-06-09", ["CHN"], scenarios=("hold", "deal"))
    assert set(causes(deal)) == {"scenario deal"}


def test_the_trade_and_the_sums_are_those_of_the_rows(workbench) -> None:
    found = workbench.diff("USA", ("2025-06-03", "2025-06-04"), ["CHN", "EU", "KOR"])
    told, rows = found.as_json(), found.frame()
    assert told["rows"] == rows.height
    assert told["rose"] == (rows["change"] > 1e-9).sum()
    assert told["trade_usd"] == pytest.approx(rows["trade_usd"].sum())
    paid = (rows["trade_usd"] * rows["change"]).sum()
    assert told["change_usd"] == pytest.approx(paid, rel=1e-6)
    assert sum(cause["change_usd"] for cause in told["causes"]) == pytest.approx(paid, rel=1e-6)
    assert sum(row["change_usd"] for row in told["chapters"]) == pytest.approx(paid, rel=1e-6)


def test_bad_questions_are_refused(workbench) -> None:
    for asked, message in (
        ({"on": ("2025-04-09", "2025-04-09")}, "both sides are 2025-04-09"),
        ({"on": "2025-04-09"}, "nothing is given twice"),
        ({"on": ("2025-04-09", "2025-04-10"), "known_at": ("2025-04-09", "2025-04-10")}, "more than one"),
        ({"on": "2025-06-09", "scenarios": ("hold", "lapsed"), "origins": ["CHN"]}, "there is no scenario"),
        ({"on": "2025-06-09", "scenarios": ("hold", "lapse")}, "name one origin"),
        ({"on": ("2017-04-09", "2025-04-09")}, "before the record begins"),
    ):
        with pytest.raises(BadInput, match=message):
            workbench.diff("USA", **asked)
