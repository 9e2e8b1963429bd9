"""Finding lines by words: every word in the text of the line or of a row above it, whole words first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.core.duty_expressions import DutyExpression
from detente.core.duty_texts import parse_duty
from detente.core.errors import BadInput
from detente.duties.schedule.schedule import Schedule
from detente.duties.schedule.table import ScheduleTable

Scores = npt.NDArray[np.int64]

_WHOLE, _PART = 2, 1
_MOST_WORDS = 20
_SHORT = 3
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that was found: its code, what stands above it, its own text and its general duty."""

    code: str
    above: tuple[str, ...]
    description: str
    general: DutyExpression


@dataclass(frozen=True, slots=True)
class Found:
    """The best lines, and how many there are in all."""

    hits: tuple[Hit, ...]
    count: int


def search(schedule: Schedule, words: Sequence[str], limit: int = 20) -> Found:
    """Return the lines in which every word stands, in their own text or that of a row above.

    First come lines with whole words (one or several: battery, batteries), then those with parts of words;
    among them those of which one text has more of the words, or begins with one; then by code. A word of
    digits is the beginning of a code.

    Args:
        schedule: The schedule to search.
        words: What to look for, in any order and case.
        limit: How many lines to return at most.

    Raises:
        BadInput: No word is given, or too many.

    Example:
        >>> from datetime import date
        >>> from detente.duties.schedule.schedule import schedule_on
        >>> found = search(schedule_on("USA", date(2025, 6, 9)), ["lithium-ion", "battery"], limit=2)
        >>> [(hit.code, hit.above[-1]) for hit in found.hits]
        [('8507600010', 'Lithium-ion batteries'), ('8507600020', 'Lithium-ion batteries')]
    """
    wanted = [word.strip(",;:.()").casefold() for text in words for word in text.split()]
    wanted = [word for word in dict.fromkeys(wanted) if word]
    if not 1 <= len(wanted) <= _MOST_WORDS:
        what = "no word to search for is given" if not wanted else f"{len(wanted)} words are too many"
        raise BadInput(what, mend=f"give one to {_MOST_WORDS} words, such as lithium battery")
    table = schedule.table
    places, texts = table.column("description")
    folded = [text.casefold() for text in texts]
    beginnings = tuple(form for word in wanted for form in _forms(word))
    begins = np.array([text.startswith(beginnings) for text in folded])
    whole = np.zeros(len(table.line_rows), dtype=np.int64)
    together = np.zeros(len(places), dtype=np.int64)
    met = np.ones(len(table.line_rows), dtype=np.bool_)
    for word in wanted:
        if word.replace(".", "").isdigit():
            met &= _begins(table, word.replace(".", ""))
            continue
        scores = _scores(_forms(word), folded)[places]
        together += scores + (scores > 0) * begins[places]
        inherited = _inherited(table, scores)[table.line_rows]
        met &= inherited > 0
        whole += inherited
    lines = np.flatnonzero(met)
    closeness = _inherited(table, together)[table.line_rows]
    best = lines[np.lexsort((lines, -closeness[lines], -whole[lines]))]
    return Found(tuple(_hit(table, int(line)) for line in best[:limit]), len(best))


def _begins(table: ScheduleTable, digits: str) -> npt.NDArray[np.bool_]:
    below = table.lines_below(digits)
    found = np.zeros(len(table.line_codes), dtype=np.bool_)
    found[below.start : below.stop] = True
    return found


def _scores(forms: tuple[str, str], texts: Sequence[str]) -> Scores:
    """Return for each text whether it has a word whole, as a part of another, or not."""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    one, more = forms
    return np.array(
        [0 if one not in text and more not in text else _WHOLE if pattern.search(text) else _PART
         for text in texts],
        dtype=np.int64,
    )  # fmt: skip


def _forms(word: str) -> tuple[str, str]:
    """Return a word of one and of several, whichever is given."""
    one = word
    if word.endswith("ies") and len(word) > _SHORT:
        one = f"{word[:-3]}y"
    elif word.endswith(tuple(f"{end}es" for end in _HISSING)):
        one = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        one = word[:-1]
    if one.endswith("y") and one[-2:-1] not in _VOWELS:
        return one, f"{one[:-1]}ies"
    return one, f"{one}es" if one.endswith(_HISSING) else f"{one}s"


def _inherited(table: ScheduleTable, scores: Scores) -> Scores:
    """Return the best score of each row and all above it, depth by depth."""
    depths, parents = table.depths
    best = scores.copy()
    for depth in range(1, int(depths.max(initial=0)) + 1):
        rows = np.flatnonzero(depths == depth)
        best[rows] = np.maximum(best[rows], best[parents[rows]])
    return best


def _hit(table: ScheduleTable, line: int) -> Hit:
    row = int(table.line_rows[line])
    stating = int(table.rate_rows[line])
    above = tuple(table.text("description", place) for place in table.rows_above(row))
    general = parse_duty(table.text("general", stating) if stating >= 0 else "")
    return Hit(table.line_codes[line].decode(), above, table.text("description", row), general)
