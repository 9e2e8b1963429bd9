"""Each scenario that is shipped or shown answers as the golden file beside it says.

`pytest tests/ledger/test_scenario_goldens.py --regenerate-goldens` writes
the answers anew; the questions stay.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from detente.impact.effects import EffectsQuestion
from detente.impact.restrictions import stated
from detente.ledger.scenarios import BUILT_IN, built_in_scenarios
from detente.workbench import Workbench

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
FILES = [*sorted(BUILT_IN.glob("*.yaml")), *sorted(EXAMPLES.glob("*.yaml"))]
# A golden tells rates and law; sources and lists of goods are tested where they are recorded.
SOLVED_TO = 1e-7
LEFT_OUT = {"sources", "source", "listed", "conditions", "also_governs", "title", "text", "note"}


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_golden(path: Path, workbench: Workbench, request: pytest.FixtureRequest) -> None:
    golden = path.with_suffix(".golden.json")
    assert golden.is_file(), f"{golden.name} is missing; see examples/scenarios/README.md"
    questions = [answer["question"] for answer in json.loads(golden.read_text())["answers"]]
    answers = {"answers": [_answer(path, question, workbench) for question in questions]}
    text = json.dumps(answers, indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--regenerate-goldens"):
        golden.write_text(text)
    assert json.loads(text) == json.loads(golden.read_text())


def test_every_scenario_is_asked_something() -> None:
    assert len(FILES) >= len(built_in_scenarios()) + 4
    for path in FILES:
        answers = json.loads(path.with_suffix(".golden.json").read_text())["answers"]
        assert answers, path.name


@pytest.mark.parametrize(
    ("name", "on", "rates"),
    [
        ("collapse-of-geneva", "2025-06-15", [0.30, 0.10]),
        ("collapse-of-geneva", "2025-06-16", [1.45, 0.10]),
        ("collapse-of-geneva", "2025-06-18", [1.45, 1.25]),
        ("100-percent-threat", "2025-10-31", [0.30, 0.10]),
        ("100-percent-threat", "2025-11-01", [1.30, 0.10]),
        ("chinese-relief", "2026-10-09", [0.125, 0.0]),
        ("section-122-again", "2026-10-11", [0.125, 0.10]),
        ("section-122-again", "2026-10-12", [0.275, 0.10]),
    ],
)
def test_the_examples_do_what_they_say(name: str, on: str, rates: list[float], workbench: Workbench) -> None:
    found = workbench.status("USA", "CHN", on, scenario=str(EXAMPLES / f"{name}.yaml"))
    assert [side.rate for side in found.sides] == pytest.approx(rates, abs=1e-9)


def _answer(path: Path, question: dict[str, Any], workbench: Workbench) -> dict[str, Any]:
    first, second = question["between"]
    name = path.stem if path.parent == BUILT_IN else str(path)
    found = workbench.status(first, second, question["on"], question.get("known_at"), name)
    answer = {"question": question, "status": _told(found.as_json())}
    if stated(workbench.record, name).restrictions:
        asked = EffectsQuestion(scenario=name, against="hold")
        effects = workbench.effects(first, second, question["on"], asked, question.get("known_at"))
        answer["licences"] = _rounded(_told(asdict(effects.licences)), question["between"])  # type: ignore[call-overload]
    return answer


def _rounded(licences: dict[str, Any], pair: list[str]) -> dict[str, Any]:
    """Return what licences add for the pair, to the digits that every machine's arithmetic agrees on."""
    rows = [row for row in licences["economies"] if row["economy"] in pair]
    return {
        key: [{name: _digits(value) for name, value in row.items()} for row in part]
        for key, part in (("restrictions", licences["restrictions"]), ("economies", rows))
    }


def _digits(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, float):
        return value
    return float(f"{value:.3g}") if abs(value) > SOLVED_TO else 0.0


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _told(item) for key, item in value.items() if key not in LEFT_OUT}
    return [_told(item) for item in value] if isinstance(value, list) else value
