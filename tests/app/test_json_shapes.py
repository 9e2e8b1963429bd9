"""docs/reference/json.md shows the keys that the verbs answer with: none missing, none invented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
SHAPES: dict[str, Any] = {
    name: json.loads(shape)
    for name, shape in re.findall(
        r"^## `([^`]+)`$.*?^```json\n(.*?)^```$",
        DOCUMENT.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
}
PAIR = ("--between", "USA", "CHN")
ON = ("--on", "2025-06-09")
WAY = ("--importer", "USA", "--origin", "CHN")
COMMANDS = {
    "status": (*PAIR, *ON),
    "duty": (*WAY, "--product", "7318.15.80", *ON),
    "average": (*ON, "--origin", "CHN"),
    "panel": ("--importer", "USA", *ON, "--origin", "CHN"),
    "diff": ("2025-05-13", "2025-05-14", "--importer", "USA", "--origin", "CHN"),
    "exposure": (*PAIR, *ON),
    "schedule search": ("lithium", "battery", *ON, "--limit", "1"),
    "schedule show": ("8507.60.00", *ON),
    "timeline": PAIR,
    "deadlines": (*PAIR, *ON),
    "agreements": PAIR,
    "controls": (),
    "series": ("chn-exports-usd",),
    "effects": (
        *PAIR,
        *ON,
        "--scenario",
        "lapse",
        "--restriction",
        "chn-magnets-2025-05",
        "--model",
        "both",
    ),
    "picture bars": (*PAIR, *ON, "--ends", "1"),
    "effects --draws 3": (*PAIR, *ON),
    "world info": (),
    "world compare": ("icio-2022", "icio-2022"),
    "brief": (*PAIR, *ON, "--scenario", "hold"),
}
ELIDED = "..."  # a key that stands for others in the document
OPEN = {
    "converged",
    "fixed",
    "odds",
    "given",
    "presumed",
    "names",
    "options",
    "counts",
    "real_income",
    "real_income_percent",
    "real_income_range",
    "sectors",
}


def _first(value: Any) -> Any:
    """Return the entry of a list that says most: one with the fewest empty values."""
    entries = [entry for entry in value if isinstance(entry, dict)]
    return max(entries, key=lambda entry: sum(bool(item) for item in entry.values()), default=None)


def _compare(shown: Any, answered: Any, path: str) -> None:
    """Compare keys all the way down; maps whose keys are data (codes, options) are not compared."""
    if isinstance(shown, list) and isinstance(answered, list):
        if _first(shown) is not None and _first(answered) is not None:
            _compare(_first(shown), _first(answered), f"{path}[]")
        return
    if not (isinstance(shown, dict) and isinstance(answered, dict)):
        return
    if path.rpartition(".")[2] not in OPEN:
        missing = set(answered) - set(shown) if ELIDED not in shown else set()
        assert not missing, f"{path} lacks {missing}"
        invented = set(shown) - set(answered) - {ELIDED}
        assert not invented, f"{path} has no {invented}"
    for key in set(shown) & set(answered):
        _compare(shown[key], answered[key], f"{path}.{key}")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_documented_keys_are_those_of_the_answer(run, name) -> None:
    answer = run(*name.split(), *COMMANDS[name], "--json")
    assert answer.status == 0, answer.err
    _compare(SHAPES[name], answer.json, name)


def test_the_documented_replication_is_that_of_the_answer(run, reference_folder) -> None:
    data = reference_folder / "data" / "economy"
    answer = run("replicate", "cp2015-nafta", "--data", data, "--json").json
    _compare(SHAPES["replicate"], answer, "replicate")


def test_the_documented_check_is_that_of_the_answer(run, tmp_path) -> None:
    (tmp_path / "a.yaml").write_text("mesure: {}\n", encoding="utf-8")
    _compare(SHAPES["ledger check"], run("ledger", "check", tmp_path, "--json").json, "ledger check")


def test_the_documented_shipments_are_those_of_the_answer(run, tmp_path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("importer,origin,product,on\nUSA,CHN,95030000,2025-06-09\n", encoding="utf-8")
    answer = run("shipments", source, "--out", tmp_path / "out.csv", "--json").json
    _compare(SHAPES["shipments"], answer, "shipments")


def test_the_documented_sweep_is_that_of_the_answer(run, tmp_path) -> None:
    source = tmp_path / "s.csv"
    source.write_text("USA on CHN\n0.1\n", encoding="utf-8")
    _compare(SHAPES["sweep"], run("sweep", source, "--economies", "USA", "--json").json, "sweep")


def test_the_documented_reading_is_that_of_the_answer(run, tmp_path) -> None:
    source = tmp_path / "talks.txt"
    source.write_text("date: 2025-06-09\n\nChina cut its duties on US goods to 10 percent.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    _compare(SHAPES["read"], run("read", tmp_path, "--json").json, "read")


def test_the_documented_verdicts_are_those_of_the_answer(run, tmp_path) -> None:
    texts = {
        "a": "The United States and China agreed to a 90-day truce last month. "
        "Washington says China holds back rare earth magnets.",
        "b": "The United States threatened a 77 percent tariff on Chinese goods from July 1.",
        "c": "The United States threatened a 77 percent tariff on Chinese goods from July 2.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"date: 2025-06-09\n\n{text}", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    for verb in ("compare", "check", "propose"):
        _compare(SHAPES[verb], run(verb, tmp_path, "--json").json, verb)
    run("propose", tmp_path / "b.txt", "--out", tmp_path / "drafts")
    (draft,) = (tmp_path / "drafts").rglob("*.yaml")
    answer = run("ledger", "accept", draft, "--into", tmp_path / "mine", "--yes", "--json").json
    _compare(SHAPES["ledger accept"], answer, "ledger accept")
    brief = run("brief", tmp_path / "a.txt", "--scenario", "hold", "--json").json
    _compare(SHAPES["brief"]["said"], brief["said"], "said")


def test_every_verb_is_documented() -> None:
    apart = {"shipments", "sweep", "read", "replicate", "ledger check", "world import"}
    apart |= {"compare", "check", "propose", "ledger accept"}
    assert set(SHAPES) == {*COMMANDS, *apart}
