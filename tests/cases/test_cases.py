"""The law cases of this folder: what the record must answer, written by analysts in YAML (see README.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from detente.core.errors import BadInput
from detente.core.located import read_yaml
from detente.core.time import Instant, end_of_day, parse_date
from detente.duties.headline import Headline, headline
from detente.duties.status import Lapsing, Status, status
from detente.ledger.record import Record
from detente.ledger.scenarios import apply, read_scenario
from detente.ledger.selections import Question

FOLDER = Path(__file__).parent
KEYS = {
    "name", "between", "on", "at", "known_at", "scenario", "headline", "in_force", "suspended", "listed",
    "states", "deadlines", "not_running", "notices", "refused", "error",
}  # fmt: skip
DEADLINE_KEYS = {"id", "days_left", "evidence", "later_outcome", "claims", "lapses"}
LAPSE_KEYS = {"from", "to", "legal_base", "ruling"}
TOLERANCE = 1e-9  # headline rates are sums of a few decimal fractions

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


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, record: Record) -> None:
    _check_keys(case)
    if "error" in case:
        with pytest.raises(BadInput) as refused:
            _ask(case, record)
        assert case["error"] in str(refused.value)
        assert "\n" not in str(refused.value)
        return
    sides, found, under = _ask(case, record)
    for way, rate in case.get("headline", {}).items():
        assert sides[way].rate == pytest.approx(float(rate), abs=TOLERANCE), f"{way} on all goods"
    for state in ("in_force", "suspended"):
        for way, tranches in case.get(state, {}).items():
            told = {item.tranche for item in sides[way].components if item.state == state}
            assert told == set(tranches), f"{way}, {state}"
    for way, tranches in case.get("listed", {}).items():
        told = {item.tranche for item in sides[way].listed if item.state == "in_force"}
        assert set(tranches) <= told, f"{way}, on listed goods"
    for tranche, state in case.get("states", {}).items():
        assert _state(case, tranche, under) == state, tranche
    if found:
        _check_deadlines(case, found)
        for text in case.get("notices", ()):
            assert any(text in notice for notice in found.notices), (
                f"no notice says {text!r}: {found.notices}"
            )
        if case.get("notices") == []:
            assert found.notices == ()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    names = [case.values[0]["name"] for case in CASES]
    assert len(set(names)) == len(names), "two cases of one name"


def _check_keys(case: Case) -> None:
    unknown = set(case) - KEYS
    for deadline in case.get("deadlines", ()):
        unknown |= set(deadline) - DEADLINE_KEYS
        for lapse in deadline.get("lapses", {}).values():
            unknown |= set(lapse) - LAPSE_KEYS
    assert not unknown, f"unknown keys {sorted(unknown)}; README.md lists those a case may have"
    assert ("on" in case) != ("at" in case), "a case has either `on` (a day) or `at` (an instant)"


def _ask(case: Case, record: Record) -> tuple[dict[str, Headline], Status | None, Record]:
    first, second = case["between"]
    pair = (first, second)
    instant = _instant(case, record, first)
    known = parse_date(case["known_at"]) if "known_at" in case else None
    question = Question(pair, instant, known or max(record.newest, instant.day))
    assumed = apply(record, read_scenario(case.get("scenario", "hold")), question)
    refused = {tranche for tranche, _ in assumed.refused}
    assert refused == set(case.get("refused", ())), "tranches that the law did not let the scenario wake"
    if "at" in case:
        ways = (pair, (second, first))
        sides: tuple[Headline, ...] = tuple(
            headline(assumed.record, way, instant, question.known_at) for way in ways
        )
        return _by_way(sides), None, assumed.record
    found = status(assumed.record, pair, parse_date(case["on"]), known)
    return _by_way(found.sides), found, assumed.record


def _by_way(sides: tuple[Headline, ...]) -> dict[str, Headline]:
    return {f"{side.importer} on {side.origin}": side for side in sides}


def _instant(case: Case, record: Record, importer: str) -> Instant:
    if "at" in case:
        return Instant.parse(case["at"])
    return end_of_day(parse_date(case["on"]), record.zone_of(importer))


def _state(case: Case, tranche: str, record: Record) -> str:
    """Return the state of a tranche at the end of the day of the economy that imposed it."""
    instant = _instant(case, record, record.measure_of[tranche].imposing)
    known = parse_date(case["known_at"]) if "known_at" in case else max(record.newest, instant.day)
    span = record.state(tranche, instant, known)
    return span.state if span else "unknown"


def _check_deadlines(case: Case, found: Status) -> None:
    running = {lapsing.running.deadline.id: lapsing for lapsing in found.deadlines}
    for deadline in case.get("not_running", ()):
        assert deadline not in running
    for wanted in case.get("deadlines", ()):
        assert wanted["id"] in running, f"running: {', '.join(running) or 'none'}"
        _check_deadline(wanted, running[wanted["id"]])


def _check_deadline(wanted: Case, lapsing: Lapsing) -> None:
    told, outcome = lapsing.running, lapsing.running.later_outcome
    if "days_left" in wanted:
        assert told.days_left == int(wanted["days_left"])
    if "evidence" in wanted:
        assert told.deadline.source.evidence == wanted["evidence"]
    if "later_outcome" in wanted:
        assert (outcome.kind if outcome else "unknown") == wanted["later_outcome"]
    lapses = {f"{lapse.importer} on {lapse.origin}": lapse for lapse in lapsing.lapses}
    for way, rate in wanted.get("claims", {}).items():
        assert float(rate) in [claim.rate for claim in lapses[way].claims]
    for way, lapse in wanted.get("lapses", {}).items():
        assert lapses[way].from_rate == pytest.approx(float(lapse["from"]), abs=TOLERANCE)
        assert lapses[way].to_rate == pytest.approx(float(lapse["to"]), abs=TOLERANCE)
        assert lapses[way].legal_base.standing == lapse["legal_base"]
        ruling = lapses[way].legal_base.ruling
        assert (ruling.id if ruling else "none") == lapse.get("ruling", "none")
        assert lapses[way].why
