"""The law that the scenarios of a sweep build on, as its file states it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.core.time import parse_date
from detente.impact.solving import AGAINST
from detente.impact.sweeps.plan import Law
from detente.impact.sweeps.problems import Complaints
from detente.ledger.scenarios import read_scenario


def law_stated(data: dict[str, Any], economies: Economies, complaints: Complaints) -> Law:
    """Return the law that a file's keys state: on, known_at, between, scenario, against.

    Example:
        >>> from pathlib import Path
        >>> law_stated({"on": "2025-06-09"}, Economies([]), Complaints(Path("a.yaml"), None)).on
        datetime.date(2025, 6, 9)
    """
    against = str(data.get("against") or AGAINST[0])
    if against not in AGAINST:
        what = f"there is no base of comparison '{against}'"
        complaints.say(("against",), BadInput(what, mend=f"use {' or '.join(AGAINST)}"))
    law = Law(
        on=_day(data, "on", complaints),
        known_at=_day(data, "known_at", complaints),
        between=_pair(data.get("between"), economies, complaints),
        scenario=str(data.get("scenario") or "hold"),
        against=against,
    )
    complaints.attempt(("scenario",), lambda: bool(read_scenario(law.scenario)), False)
    if not data.get("on"):
        for key in ("known_at", "between", "scenario", "against"):
            if data.get(key) not in (None, "hold" if key == "scenario" else "base"):
                complaints.say(
                    (key,), BadInput(f"{key} is about the law of a day", mend="give the day with `on`")
                )
    if law.scenario != "hold" and not data.get("between"):
        what = "a scenario is between two economies"
        complaints.say(("scenario",), BadInput(what, mend="name them, as in `between: [USA, CHN]`"))
    return law


def _day(data: dict[str, Any], key: str, complaints: Complaints) -> date | None:
    text = data.get(key)
    if text is None:
        return None
    return complaints.attempt((key,), lambda: parse_date(str(text)), None)


def _pair(words: Any, economies: Economies, complaints: Complaints) -> tuple[str, str] | None:
    if words is None:
        return None
    listed = words.split() if isinstance(words, str) else words
    if not isinstance(listed, list) or len(listed) != 2 or not all(isinstance(one, str) for one in listed):
        complaints.say(("between",), BadInput("between takes two economies", mend="write [USA, CHN]"))
        return None
    first, second = (complaints.attempt(("between",), partial(_code, economies, one), one) for one in listed)
    if first == second:
        complaints.say(("between",), BadInput(f"{first} is named twice", mend="name two economies"))
    return first, second


def _code(economies: Economies, word: str) -> str:
    return economies.find(word).code
