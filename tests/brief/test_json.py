"""The sheet as JSON: it survives the journey and keeps its documented keys."""

from __future__ import annotations

import json

from detente.brief.sheet import Brief


def test_json_survives_the_journey(sheet: Brief) -> None:
    told = sheet.as_json()
    assert json.loads(json.dumps(told)) == told


def test_json_keeps_its_keys(sheet: Brief) -> None:
    told = sheet.as_json()
    assert set(told) == {
        "between", "on", "known_at", "status", "standing", "clock", "promises", "measured", "costs",
        "sources", "notices", "record", "world", "detente", "articles", "said", "chains",
    }  # fmt: skip
    assert told["status"] == sheet.status.as_json()
    assert set(told["sources"][0]) == {"number", "citation", "evidence", "confidence", "verified", "url"}
    assert {"scenario", "economies", "sectors", "solver", "spread"} <= set(told["costs"][0])
