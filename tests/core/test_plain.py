"""Values as JSON: whatever an answer holds survives the journey."""

from __future__ import annotations

import json
from datetime import date

from detente.core.plain import plain
from detente.core.sources import Source
from detente.core.time import Instant
from detente.ledger.entries import RateRange


def test_ranges_sources_and_instants_become_objects_and_text() -> None:
    source = Source(citation="EO 14228", evidence="instrument", confidence="high", verified=True)
    value = {
        "rate": RateRange(low=0.1, high=0.25),
        "since": Instant.parse("2025-05-14T00:01 America/New_York"),
        "sources": (source,),
    }
    assert plain(value) == {
        "rate": {"low": 0.1, "high": 0.25},
        "since": "2025-05-14T00:01 America/New_York",
        "sources": [
            {
                "citation": "EO 14228",
                "evidence": "instrument",
                "confidence": "high",
                "verified": True,
                "url": None,
            }
        ],
    }


def test_nothing_in_json_is_not_a_number() -> None:
    found = json.dumps(plain([float("inf"), float("nan"), 0.5, date(2025, 6, 9)]), allow_nan=False)
    assert found == '[null, null, 0.5, "2025-06-09"]'


def test_numbers_of_numpy_become_those_of_python() -> None:
    import numpy as np

    found = plain([np.float64(0.5), np.int64(3), np.bool_(True), np.array([1.0, 2.0]).mean()])
    assert found == [0.5, 3, True, 1.5]
    assert [type(value) for value in found] == [float, int, bool, float]
