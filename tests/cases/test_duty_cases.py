"""The law cases on single entries, written by analysts in YAML (the second table of README.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import BadInput
from detente.core.located import read_yaml
from detente.duties.calculation.answer import Duty
from detente.workbench import Workbench

FOLDER = Path(__file__).parent / "duty"
RATES = {
    "base": "base_rate",
    "additional": "additional_rate",
    "total": "total_rate",
    "low": "low",
    "high": "high",
}
KEYS = {
    "name", "importer", "origin", "product", "on", "at", "known_at", "scenario", "given", "value_usd",
    "error", "made_of", "not_applied", "questions", "state", "note", *RATES,
}  # fmt: skip
TOLERANCE = 1e-9  # rates are sums of a few decimal fractions

Case = dict[str, Any]


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        located = read_yaml(path.read_bytes(), path.name)
        assert not located.problems, located.problems
        for row, case in enumerate(located.data["cases"]):
            name = f"{located.place(('cases', row))} {case.get('name')}"
            found.append(pytest.param(case, id=name))
    return found


CASES = _cases()


@pytest.fixture(scope="module")
def workbench() -> Workbench:
    return Workbench()


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = set(case) - KEYS
    assert not unknown, f"unknown keys {sorted(unknown)}; README.md lists those a case may have"
    assert ("on" in case) != ("at" in case), "a case has either `on` (a day) or `at` (an instant)"
    monkeypatch.chdir(Path(__file__).parents[2])  # scenarios are told from the root of the repository
    if "error" in case:
        with pytest.raises(BadInput) as refused:
            _ask(case, workbench)
        assert case["error"] in str(refused.value)
        return
    found = _ask(case, workbench)
    for key, attribute in RATES.items():
        if key in case:
            assert getattr(found, attribute) == pytest.approx(float(case[key]), abs=TOLERANCE), key
    if "state" in case:
        assert found.state == case["state"]
    charged = {part.tranche: part.charged for part in found.components if part.charged}
    if "made_of" in case:
        wanted = {tranche: float(rate) for tranche, rate in case["made_of"].items()}
        assert charged == pytest.approx(wanted, abs=TOLERANCE)
    reasons = {part.tranche: part.why for part in found.components}
    reasons |= {item.tranche: item.why for item in found.not_applied}
    for tranche, why in case.get("not_applied", {}).items():
        assert why in reasons.get(tranche, "is not among the measures told"), tranche
        assert tranche not in charged
    if "questions" in case:
        assert {question.fact for question in found.questions} == set(case["questions"])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    names = [case.values[0]["name"] for case in CASES]
    assert len(set(names)) == len(names), "two cases of one name"


def _ask(case: Case, workbench: Workbench) -> Duty:
    return workbench.duty(
        case["importer"],
        case["origin"],
        case["product"],
        on=case.get("on") or case["at"],
        given=[f"{key}={value}" for key, value in case.get("given", {}).items()],
        value_usd=float(case["value_usd"]) if "value_usd" in case else None,
        known_at=case.get("known_at"),
        scenario=case.get("scenario", "hold"),
    )
