"""Draws on the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

ASKED = ("effects", "--between", "USA", "CHN", "--on", "2025-06-09")
STATISTICS = {"central", "mean", "p5", "p25", "p50", "p75", "p95", "lowest", "highest"}


def test_ranges_stand_after_the_effects(run) -> None:
    found = run(*ASKED, "--draws", "3", "--seed", "2")
    assert (found.status, found.err) == (0, "")
    assert "RANGES (3 draws, seed 2)" in found.out
    assert "every draw converged" in found.out
    assert "too few to tell what drives a range" in found.out
    assert "BY SCENARIO" not in found.out


def test_json_is_that_of_effects_with_uncertainty_beside_it(run) -> None:
    plain, drawn = run(*ASKED, "--json").json, run(*ASKED, "--draws", "3", "--json").json
    told = drawn.pop("uncertainty")
    for answer in (plain, drawn):
        answer["solver"].pop("seconds")
    assert drawn == plain
    assert told["converged"] == {"hold": 3}
    assert told["fixed"] == {"revenue": "rebated lump-sum"}
    assert [factor["factor"] for factor in told["factors"]][:2] == ["elasticity set", "deficit rule"]
    assert all(factor["citation"] for factor in told["factors"])
    row = next(row for row in told["ranges"] if (row["economy"], row["variable"]) == ("USA", "real_income"))
    economy = next(row for row in plain["economies"] if row["economy"] == "USA")
    assert row["central"] == economy["real_income_percent"]


def test_rows_hold_every_statistic_of_what_is_expected(run, tmp_path: Path) -> None:
    path = tmp_path / "ranges.csv"
    found = run(*ASKED, "--draws", "2", "--odds", "lapse=30%", "--odds", "hold=0.7", "--csv", path)
    assert found.status == 0
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    mine = [
        row
        for row in rows
        if (row["economy"], row["sector"], row["variable"]) == ("USA", "all", "real_income")
    ]
    for scenario in ("lapse", "hold", "expected"):
        names = [row["statistic"] for row in mine if row["scenario"] == scenario]
        assert sorted(names) == sorted(STATISTICS), "each once"
    values = {(row["scenario"], row["statistic"]): float(row["value"]) for row in mine}
    mean = 0.3 * values["lapse", "central"] + 0.7 * values["hold", "central"]
    assert values["expected", "central"] == pytest.approx(mean)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--draws", "1"), "the number of draws is 1; ask for 2 to 10000"),
        (("--draws", "many"), "Invalid value for '--draws': 'many' is not a valid integer"),
        (("--draws", "4", "--seed", "-1"), "the seed is -1"),
        (("--seed", "4"), "--seed is of draws, and none are asked for; add --draws 100"),
        (("--odds", "lapse=0.3", "--odds", "hold=0.6"), "the odds sum to 90%"),
        (("--odds", "lapse"), "--odds: 'lapse' are no odds; write SCENARIO=SHARE"),
        (("--odds", "laps=0.5", "--odds", "hold=0.5"), "there is no scenario 'laps'; did you mean 'lapse'?"),
        (("--odds", "lapse=1", "--scenario", "hold"), "--scenario and --odds both name scenarios"),
        (("--draws", "2", "--deficits", "none"), "there is no deficit rule 'none'"),
    ],
)
def test_bad_draws_are_one_line(run, words: tuple[str, ...], line: str) -> None:
    found = run(*ASKED, *words)
    assert found.status == 2
    assert found.out == ""
    assert line in found.err
    assert found.err.count("\n") == 1
