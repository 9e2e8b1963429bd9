"""Texts of entries that are sound, for tests to spoil one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Write = Callable[[dict[str, str]], Path]

SOURCE = "{citation: 1 XY 23, evidence: instrument, confidence: high, verified: true}"

MEASURE = f"""\
measure:
  id: usa/test/one
  imposing: USA
  programme: s301
  title: A duty of our own
  scope:
    products: all
    origins: [SWE]
  tranches:
    - id: my-25
      rate: 0.25
      start: 2026-03-01T00:01 America/New_York
      source: {SOURCE}
"""
MEASURE_FILE = "measures/usa/test/one.yaml"

DEADLINE = f"""\
deadline:
  id: my-deadline
  on: 2026-06-01
  title: A deadline of our own
  parties: [USA, SWE]
  known_at: 2026-03-01
  source: {SOURCE}
  governs:
    - {{tranche: my-25, at: 2026-06-01T00:01 America/New_York, on_lapse: terminated}}
"""

SECOND_TRANCHE = f"""\
    - id: my-10
      rate: 0.10
      start: 2026-04-01T00:01 America/New_York
      source: {SOURCE}
"""


def spoilt(text: str, old: str, new: str) -> str:
    """Return a text with one passage replaced; the passage must be there."""
    assert old in text, f"{old!r} is not in the sample"
    return text.replace(old, new, 1)
