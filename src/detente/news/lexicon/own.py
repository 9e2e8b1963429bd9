"""A user's own names: the YAML files below `news` in their folder, checked before the reader uses them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from detente.core.errors import BadInput
from detente.core.located import Located, Path_, Problem, read_yaml
from detente.ledger.explaining import did_you_mean, problems_of
from detente.ledger.files import bytes_of, files_of, name_files
from detente.ledger.reading import read_folder
from detente.news.lexicon.files import recorded
from detente.news.lexicon.forms import FORMS, LISTS

_NAMING = frozenset(
    (
        "economies",
        "bodies",
        "common",
        "places",
        "state",
        "leading",
        "private",
        "agreements",
        "world",
        "sides",
        "blocs",
        "not_economies",
    )
)
"""The keys whose words are names, so that one stands in only one of them."""
_ON_RECORD = re.compile(rb"^(?:economies|people)\s*:", re.MULTILINE)
Data = Mapping[str, Any]
"""A data file of names as it was read: rows by their key."""


def own_data(folder: Path) -> tuple[Data, ...]:
    """Return what a folder of the user's own tells of names: its economies and people on record, then `news`.

    Raises:
        BadInput: There is no such folder, or something in it does not fit; the first problem is named.
    """
    found = _checked(folder)
    for problem in found.problems:
        others = len(found.problems) - 1
        more = f" (and {others} more); `detente ledger check FOLDER` lists all of them" if others else ""
        raise BadInput(problem.what, problem.place, problem.mend + more)
    return tuple(found.data)


def problems_of_names(folder: Path) -> tuple[int, list[Problem]]:
    """Return how many rows of names a folder has below `news`, and everything wrong with them.

    Raises:
        BadInput: A file cannot be opened.
    """
    found = _checked(folder) if name_files(folder) else _Found()
    return found.count, found.problems


@dataclass(slots=True)
class _Found:
    """What the files of a folder hold, how many rows and words, and what is wrong with them."""

    data: list[Data] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0


def _checked(folder: Path) -> _Found:
    found = _Found(list(_on_record(folder)))
    codes = {row["code"] for data in (recorded("economies.yaml"), *found.data) for row in data["economies"]}
    checker = _Checker(found, codes)
    for path in name_files(folder):
        name = path.relative_to(folder).as_posix()
        checker.take(read_yaml(bytes_of(path, name), name))
    return found


def _on_record(folder: Path) -> Iterator[Data]:
    """Yield the economies and people that the user's record adds; what else it holds is not looked at.

    What is wrong with them `ledger check` tells, and every verb that opens the record.
    """
    files = {name: raw for name, raw in files_of(folder).items() if _ON_RECORD.search(raw)}
    entries = read_folder(files).entries if files else []
    rows: dict[str, list[Any]] = {"economies": [], "people": []}
    for entry in entries:
        key, *_ = entry.path
        if key in rows:
            rows[str(key)].append(entry.located.data[key][entry.path[1]])
    yield rows


class _Checker:
    """Checks one file after another; a name may stand in only one of them."""

    def __init__(self, found: _Found, codes: Iterable[str]) -> None:
        self.found = found
        self._context = {"economies": frozenset(codes)}
        self._taken: dict[Hashable, str] = {}

    def take(self, file: Located) -> None:
        """Add what a file holds, and what is wrong with it."""
        self.found.problems += file.problems
        if file.problems:
            return
        if not isinstance(file.data, dict):
            self._refuse(file, (), "holds no names", f"start with one of {_keys()}")
            return
        for key, rows in file.data.items():
            if key not in FORMS and key not in LISTS:
                mend = did_you_mean(key, [*FORMS, *LISTS]) or f"use one of {_keys()}"
                self._refuse(file, (key,), f"unknown key '{key}'", mend)
            elif not isinstance(rows, list):
                self._refuse(file, (key,), f"'{key}' must be a list", "start rows with '- '")
            else:
                for number, row in enumerate(rows):
                    self._row(file, (key, number), row)
        self.found.data.append(file.data)

    def _row(self, file: Located, path: tuple[str, int], row: Any) -> None:
        key, form = path[0], FORMS.get(path[0])
        self.found.count += 1
        try:
            _adapter(form or LISTS[key]).validate_python(row, context=self._context)
        except ValidationError as error:
            if form is None:
                said = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
                what, _, mend = said.partition("; ")
                self._refuse(file, path, what if mend else "is no word", mend or "write a word here")
            else:
                self.found.problems += problems_of(error, form, path, file)
            return
        for name, inside in _named(key, row):
            self._once(file, name, (*path, *inside))

    def _once(self, file: Located, name: Hashable, path: Path_) -> None:
        place = str(file.place(path))
        first = self._taken.setdefault(name, place)
        if first != place:
            told = name[-1] if isinstance(name, tuple) else name
            self._refuse(file, path, f"the name '{told}' stands at {first} already", "keep one of the two")

    def _refuse(self, file: Located, path: Path_, what: str, mend: str) -> None:
        self.found.problems.append(Problem(file.place(path), what, mend))


def _named(key: str, row: Any) -> Iterator[tuple[Hashable, Path_]]:
    """Yield the names that a row takes for itself, with where in it they stand; words of other keys apart."""
    kind = "name" if key in _NAMING else key
    if isinstance(row, str):
        yield (kind, row), ()
    elif key == "people":  # one may hold several offices, one after another
        yield (row["role"], row.get("start"), row["name"]), ("name",)
    else:
        for part in ("name", "goods", "word") if kind == "name" or key == "products" else ():
            if isinstance(row.get(part), str) and (key, part) != ("common", "name"):
                yield (kind, row[part]), (part,)
        for part in ("names", "adjectives", "seats", "short", "words"):
            for number, word in enumerate(row.get(part, ())):
                yield (kind, word), (part, number)


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def _keys() -> str:
    return ", ".join([*FORMS, *LISTS])
