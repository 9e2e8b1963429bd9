"""From YAML files to typed entries, with every problem of a folder found in one run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.core.economies import Economy
from detente.core.errors import BadInput, Place
from detente.ledger import entries
from detente.ledger.located import Located, Problem, read_yaml

if TYPE_CHECKING:
    from pydantic import ValidationError

SINGULAR = {
    "measure": entries.Measure,
    "agreement": entries.Agreement,
    "deadline": entries.Deadline,
    "control": entries.Control,
    "series": entries.Series,
    "ruling": entries.Ruling,
    "record": entries.RecordInformation,
}
PLURAL = {
    "controls": "control",
    "agreements": "agreement",
    "rulings": "ruling",
    "deadlines": "deadline",
    "instruments": "instrument",
    "programmes": "programme",
    "people": "person",
    "economies": "economy",
}
TYPES: Mapping[str, type] = {
    **SINGULAR,
    "instrument": entries.Instrument,
    "programme": entries.Programme,
    "person": entries.Person,
    "economy": Economy,
}


ECONOMY_KEYS = frozenset({
    "imposing", "origins", "except_origins", "targets", "parties",
    "economy", "destination", "importer", "origin",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One typed entry with the file it stands in and the path of its node there."""

    kind: str
    value: Any
    located: Located
    path: tuple[str | int, ...]

    @property
    def id(self) -> str:
        """What the entry is called within its kind."""
        value = self.value
        if self.kind == "person":
            return f"{value.name}, {value.role}, {value.start}"
        return str(getattr(value, "id", None) or getattr(value, "code", None) or value.name)

    def place(self, *inside: str | int) -> Place:
        """Return where the entry, or a part of it, stands."""
        return self.located.place((*self.path, *inside))


@dataclass(slots=True)
class Folder:
    """The entries of one folder and what could not be read."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files below a folder, or the file itself, in a stable order.

    Raises:
        BadInput: There is no such folder, or nothing in it.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise BadInput(f"there is no folder '{folder}'", mend="name a folder that holds YAML files")
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    if not found:
        raise BadInput(f"no YAML file in '{folder}'", mend="put one file per measure or agreement there")
    return found


def read_folder(folder: Path, economies: Iterable[Economy] = ()) -> Folder:
    """Read every YAML file below a folder into typed entries.

    Args:
        folder: The folder, or a single file.
        economies: Economies already known; their zones date the bare days of measures.

    Returns:
        The entries with their places, and all problems found on the way.

    Raises:
        BadInput: There is no such folder, or no YAML file in it.
    """
    found = Folder(folder)
    base = folder if folder.is_dir() else folder.parent
    located = [read_yaml(path, _shown(path, base)) for path in yaml_files(folder)]
    known = _Codes()
    for economy in economies:
        known.learn(economy)
    located.sort(key=lambda file: not (isinstance(file.data, dict) and "economies" in file.data))
    for file in located:
        found.problems += file.problems
        for entry in _entries(file, known, found.problems):
            if entry.kind == "economy":
                known.learn(entry.value)
            found.entries.append(entry)
    return found


def _shown(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix()


def _entries(file: Located, known: _Codes, problems: list[Problem]) -> Iterable[Entry]:
    if file.data is None and file.problems:
        return
    if not isinstance(file.data, dict):
        problems.append(Problem(file.place(()), "is not a record file", f"start with one of {_kinds()}"))
        return
    for key, value in file.data.items():
        if key in SINGULAR:
            rows: list[tuple[tuple[str | int, ...], Any]] = [((key,), value)]
            kind = key
        elif key in PLURAL:
            kind = PLURAL[key]
            if not isinstance(value, list):
                problems.append(
                    Problem(file.place((key,)), f"'{key}' must be a list", "start rows with '- '")
                )
                continue
            rows = [((key, row), item) for row, item in enumerate(value)]
        else:
            mend = _did_you_mean(key, [*SINGULAR, *PLURAL]) or f"use one of {_kinds()}"
            problems.append(Problem(file.place((key,)), f"unknown kind of entry '{key}'", mend))
            continue
        for path, item in rows:
            entry = _typed(kind, item, path, file, known, problems)
            if entry:
                yield entry


def _typed(
    kind: str,
    item: Any,
    path: tuple[str | int, ...],
    file: Located,
    known: _Codes,
    problems: list[Problem],
) -> Entry | None:
    from pydantic import ValidationError

    imposing = item.get("imposing") if isinstance(item, dict) else None
    try:
        value = _adapter(kind).validate_python(known.coded(item), context={"zone": known.zone(imposing)})
    except ValidationError as error:
        problems += problems_of(error, TYPES[kind], path, file)
        return None
    return Entry(kind, value, file, path)


class _Codes:
    """The economies read so far: their clocks, and their ISO alpha-2 codes."""

    def __init__(self) -> None:
        self._zones: dict[str, str] = {}
        self._two_letters: dict[str, str] = {}

    def learn(self, economy: Economy) -> None:
        """Take note of an economy."""
        self._zones[economy.code] = economy.zone
        self._two_letters |= {alias: economy.code for alias in economy.aliases if len(alias) == 2}

    def zone(self, code: object) -> str:
        """Return the clock by which an economy dates its law."""
        return self._zones.get(self._two_letters.get(str(code), str(code)), "UTC")

    def coded(self, node: Any) -> Any:
        """Return data with alpha-2 codes written as alpha-3, where a key holds economies: NO is NOR."""
        if isinstance(node, list):
            return [self.coded(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {
            key: self._code(value) if key in ECONOMY_KEYS else self.coded(value)
            for key, value in node.items()
        }

    def _code(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._code(item) for item in value]
        return self._two_letters.get(value, value) if isinstance(value, str) else value


@cache
def _adapter(kind: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(TYPES[kind])


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
        known = _keys_at(entry_type, file.data, path, inside[:-1])
        return Problem(
            place, f"unknown key '{key}'", _did_you_mean(str(key), known) or f"use {', '.join(known)}"
        )
    if kind in ("missing", "missing_keyword_only_argument", "missing_argument"):
        return Problem(place, f"the key '{key}' is missing", f"add `{key}:`")
    if kind == "literal_error":
        return Problem(
            place, f"'{detail['input']}' is not allowed for '{key}'", f"use {detail['ctx']['expected']}"
        )
    if not inside:
        what = f"the {path[0] if path else entry_type.__name__.lower()} is not a mapping"
        return Problem(place, what, "write `key: value` lines below it")
    message = str(detail["msg"]).removeprefix("Value error, ")
    what, _, mend = message.partition("; ")
    if not what.startswith("'"):
        what = f"'{detail['input']}' does not fit '{key}' ({what[:1].lower()}{what[1:]})"
    return Problem(place, what, mend or "see docs/record.md for the form")


def _keys_at(entry_type: type, data: Any, path: tuple[Any, ...], inside: tuple[Any, ...]) -> list[str]:
    """Return the keys that the innermost dataclass on the way allows."""
    import typing

    current: Any = entry_type
    for part in inside:
        if isinstance(part, int):
            continue
        hint = typing.get_type_hints(current).get(part)
        current = next((arm for arm in _arms(hint) if is_dataclass(arm)), current)
    return [item.name for item in fields(current)]


def _arms(hint: Any) -> Iterable[Any]:
    import typing

    arguments = typing.get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _arms(argument)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean '{near[0]}'?" if near else ""


def _kinds() -> str:
    return ", ".join([*SINGULAR, *PLURAL])
