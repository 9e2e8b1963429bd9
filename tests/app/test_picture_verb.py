"""`detente picture`: files complete or absent, figures those of `effects`, one line for bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from .conftest import Run

ABOUT = ("--between", "USA", "CHN", "--on", "2025-06-09")


def test_the_map_has_the_figures_of_effects(run: Run, tmp_path: Path) -> None:
    found = run("picture", "map", *ABOUT, "--out", tmp_path / "map.json", "--csv", tmp_path / "map.csv")
    assert (found.status, found.err) == (0, "")
    assert found.out.splitlines() == [
        f"{tmp_path / 'map.json'}: 1 picture",
        f"{tmp_path / 'map.csv'}: 81 rows",
    ]
    told = {
        row["economy"]: row["real_income_percent"]
        for row in run("effects", *ABOUT, "--json").json["economies"]
    }
    with (tmp_path / "map.csv").open(encoding="utf-8", newline="") as file:
        assert {row["economy"]: float(row["real_income_percent"]) for row in csv.DictReader(file)} == told
    spec = json.loads((tmp_path / "map.json").read_text("utf-8"))
    rows = spec["vconcat"][0]["layer"][0]["transform"][0]["from"]["data"]["values"]
    assert {row["economy"]: row["value"] for row in rows}["CHN"] == told["CHN"]


def test_a_ladder_prints_its_rungs(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="drawing needs the extra `charts`")
    words = ("ladder", *ABOUT, "--from", "0.3", "--to", "1.45", "--steps", "1", "--side", "china")
    found = run("picture", *words, "--out", tmp_path / "ladder.svg", "--width", "360")
    assert found.status == 0, found.err
    assert [line.split()[:2] for line in found.out.splitlines()[3:]] == [
        ["30%", "USA"], ["30%", "CHN"], ["145%", "USA"], ["145%", "CHN"],
    ]  # fmt: skip
    svg = (tmp_path / "ladder.svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>\n")
    assert "125%" in svg, "the highest rate on record is marked"


def test_the_answer_in_json_holds_rows_and_specification(run: Run, tmp_path: Path) -> None:
    answer = run(
        "picture", "sectors", *ABOUT, "--title", "Mine: «ours»", "--out", tmp_path / "a.json", "--json"
    ).json
    assert answer["picture"] == "sectors"
    assert answer["title"] == "Mine: «ours»"
    assert answer["rows"][0].keys() == {"sector", "economy", "output_percent", "exports_percent"}
    assert answer["spec"] == json.loads((tmp_path / "a.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "offered"), [("map", True), ("bars", True), ("sectors", False), ("ladder", False)]
)
def test_help_offers_the_models_that_are_taken(run: Run, kind: str, offered: bool) -> None:
    told = run("picture", kind, "--help").out
    assert "caliendo-parro" in told
    assert ("one-sector" in told) == offered
    assert "one-sector or both" not in " ".join(told.split())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("map", "--out", "a.gif"), ["cannot draw a.gif", ".svg, .png or .json"]),
        (("map", "--out", "-"), ["cannot draw -"]),
        (("map",), ["no file", "--out FILE.svg"]),
        (("map", "--out", "no/such/a.json"), ["no folder no/such"]),
        (("map", "--out", "a.json", "--csv", "a.json"), ["two options", "a.json"]),
        (("map", "--out", "a.json", "--width", "5"), ["5 pixels", "320 to 2400"]),
        (("map", "--out", "a.json", "--title", "a\tb"), ["a title of 'a\\tb'"]),
        (("map", "--out", "a.json", "--scenario", "laps"), ["did you mean 'lapse'"]),
        (("bars", "--out", "a.json", "--ends", "0"), ["0 economies"]),
        (("ladder", "--out", "a.json", "--to", "145"), ["from 0 to 145", "fractions of 0 to 10"]),
        (("ladder", "--out", "a.json", "--from", "x"), ["--from", "'x'"]),
        (("ladder", "--out", "a.json", "--side", "Germany"), ["DEU is no side"]),
        (("ladder", "--out", "a.json", "--side", "Chian"), ["did you mean China"]),
        (("map", "--out", "a.json", "--model", "both"), ["one model; use caliendo-parro or one-sector"]),
        (("bars", "--out", "a.json", "--model", "both", "--draws", "4"), ["a picture shows one model; use"]),
        (("ladder", "--out", "a.json", "--model", "both"), ["a picture shows one model; use caliendo-parro"]),
        (("ladder", "--out", "a.json", "--model", "one-sector"), ["take --model caliendo-parro"]),
        (("cartoon", "--out", "a.json"), ["'cartoon'"]),
    ],
)
def test_bad_input_leaves_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("picture", *words[:1], *ABOUT, *words[1:])
    assert (found.status, found.out) == (2, "")
    assert len(found.err.splitlines()) == 1
    assert all(word in found.err for word in told), found.err
    assert list(tmp_path.iterdir()) == []
