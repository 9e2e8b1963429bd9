"""From YAML files to typed entries, with every problem of a folder found in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from detente.core.economies import Economy
from detente.core.errors import Place
from detente.core.located import Located, Path_, Problem, read_yaml
from detente.ledger import entries, restrictions
from detente.ledger.explaining import did_you_mean, problems_of
from detente.ledger.files import Files

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
    "restrictions": "restriction",
    "splits": "split",
    "economies": "economy",
}
TYPES: Mapping[str, type] = {
    **SINGULAR,
    "instrument": entries.Instrument,
    "programme": entries.Programme,
    "person": entries.Person,
    "restriction": restrictions.FlowRestriction,
    "split": restrictions.SectorSplit,
    "economy": Economy,
}


ECONOMY_KEYS = frozenset({
    "imposing", "origins", "except_origins", "targets", "parties",
    "economy", "destination", "importer", "origin", "exporters", "importers",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One typed entry with the file it stands in and the path of its node there."""

    kind: str
    value: Any
    located: Located
    path: Path_

    @property
    def id(self) -> str:
        """What the entry is called within its kind."""
        value = self.value
        if self.kind == "person":
            return f"{value.name}, {value.role}, {value.start}"
        return str(getattr(value, _naming(value)))

    def place(self, *inside: str | int) -> Place:
        """Return where the entry, or a part of it, stands."""
        return self.located.place((*self.path, *inside))


@dataclass(slots=True)
class Folder:
    """The entries of one folder and what could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_folder(files: Files, economies: Iterable[Economy] = ()) -> Folder:
    """Read the YAML files of a folder into typed entries.

    Args:
        files: Their bytes by name.
        economies: Economies already known; their zones date the bare days of measures.

    Returns:
        The entries with their places, and all problems found on the way.
    """
    located = [read_yaml(raw, name) for name, raw in files.items()]
    located.sort(key=lambda file: not (isinstance(file.data, dict) and "economies" in file.data))
    reader = _Reader(economies)
    for file in located:
        reader.take(file)
    return reader.found


class _Reader:
    """Takes one file after another; what one tells of economies holds for those after it."""

    def __init__(self, economies: Iterable[Economy]) -> None:
        self.found = Folder()
        self._known = _Codes()
        for economy in economies:
            self._known.learn(economy)

    def take(self, file: Located) -> None:
        """Add what a file holds, and what is wrong with it."""
        self.found.problems += file.problems
        for kind, path, item in self._rows(file):
            entry = self._typed(kind, path, item, file)
            if entry and kind == "economy":
                self._known.learn(entry.value)
            if entry:
                self.found.entries.append(entry)

    def _rows(self, file: Located) -> Iterator[tuple[str, Path_, Any]]:
        """Yield kind, path and data of each entry of a file."""
        if file.data is None and file.problems:
            return
        if not isinstance(file.data, dict):
            self._refuse(file.place(()), "is not a record file", f"start with one of {_kinds()}")
            return
        for key, value in file.data.items():
            if key in SINGULAR:
                yield key, (key,), value
            elif key not in PLURAL:
                mend = did_you_mean(key, [*SINGULAR, *PLURAL]) or f"use one of {_kinds()}"
                self._refuse(file.place((key,)), f"unknown kind of entry '{key}'", mend)
            elif not isinstance(value, list):
                self._refuse(file.place((key,)), f"'{key}' must be a list", "start rows with '- '")
            else:
                for row, item in enumerate(value):
                    yield PLURAL[key], (key, row), item

    def _typed(self, kind: str, path: Path_, item: Any, file: Located) -> Entry | None:
        """Return the entry, or note why it is none."""
        from pydantic import ValidationError

        imposing = item.get("imposing") if isinstance(item, dict) else None
        context = {"zone": self._known.zone(imposing)}
        try:
            value = _adapter(kind).validate_python(self._known.coded(item), context=context)
        except ValidationError as error:
            self.found.problems += problems_of(error, TYPES[kind], path, file)
            return None
        key = _naming(value)
        if not getattr(value, key).strip():
            self._refuse(file.place((*path, key)), f"the {key} of this {kind} is empty", "give it one")
            return None
        return Entry(kind, value, file, path)

    def _refuse(self, place: Place, what: str, mend: str) -> None:
        self.found.problems.append(Problem(place, what, mend))


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


def _naming(value: Any) -> str:
    """Return the key that names an entry within its kind."""
    return next(key for key in ("id", "code", "name") if hasattr(value, key))


@cache
def _adapter(kind: str) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(TYPES[kind])


def _kinds() -> str:
    return ", ".join([*SINGULAR, *PLURAL])
