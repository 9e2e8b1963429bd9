"""What Pydantic found wrong with an entry, as one line: what, where, and how to mend it."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from detente.core.located import Located, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError


def problems_of(
    error: ValidationError, entry_type: type, path: tuple[str | int, ...], file: Located
) -> list[Problem]:
    """Return what Pydantic found wrong with the data at `path` of `file`, with place and mend."""
    return [_explained(detail, entry_type, path, file) for detail in _distinct(error)]


def _distinct(error: Any) -> Iterable[dict[str, Any]]:
    """Drop the complaints of the other arms of a union about the same place, or about what encloses it."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for detail in error.errors(include_url=False):
        place = tuple(part for part in detail["loc"] if not _is_arm(part))
        found.setdefault(place, {**detail, "loc": place})
    enclosing = {place[:length] for place in found for length in range(len(place))}
    return [detail for place, detail in found.items() if place not in enclosing]


def _is_arm(part: str | int) -> bool:
    return isinstance(part, str) and (
        part[:1].isupper() or part in ("float", "literal['all']") or "[" in part
    )


def _explained(detail: dict[str, Any], entry_type: type, path: tuple[Any, ...], file: Located) -> Problem:
    inside = tuple(detail["loc"])
    kind, key = detail["type"], inside[-1] if inside else ""
    place = file.place((*path, *inside))
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        known = _keys_at(entry_type, inside[:-1])
        return Problem(
            place, f"unknown key '{key}'", did_you_mean(str(key), known) or f"use {', '.join(known)}"
        )
    if kind in ("missing", "missing_keyword_only_argument", "missing_argument"):
        return Problem(place, f"the key '{key}' is missing", f"add `{key}:`")
    if kind == "literal_error":
        return Problem(
            place, f"'{detail['input']}' is not allowed for '{key}'", f"use {detail['ctx']['expected']}"
        )
    if kind in ("tuple_type", "list_type"):
        return Problem(place, f"'{key}' must be a list", "write [one, another]")
    if kind.startswith("date_"):
        return Problem(place, f"'{detail['input']}' is no day for '{key}'", "write YYYY-MM-DD")
    if not inside and kind != "value_error":
        what = f"the {path[0] if path else entry_type.__name__.lower()} is not a mapping"
        return Problem(place, what, "write `key: value` lines below it")
    message = str(detail["msg"]).removeprefix("Value error, ")
    what, _, mend = message.partition("; ")
    if not what.startswith("'"):
        what = f"'{detail['input']}' does not fit '{key}' ({what[:1].lower()}{what[1:]})"
    return Problem(place, what, mend or "see docs/record.md for the form")


def _keys_at(entry_type: type, inside: tuple[Any, ...]) -> list[str]:
    """Return the keys that the innermost dataclass on the way allows."""
    current: Any = entry_type
    for part in inside:
        if isinstance(part, int):
            continue
        hint = typing.get_type_hints(current).get(part)
        current = next((arm for arm in _arms(hint) if is_dataclass(arm)), current)
    return [item.name for item in fields(current)]


def _arms(hint: Any) -> Iterable[Any]:
    arguments = typing.get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _arms(argument)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that names the known word nearest to one, or nothing.

    Example:
        >>> did_you_mean("rat", ("rate", "scope"))
        "did you mean 'rate'?"
    """
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean '{near[0]}'?" if near else ""
