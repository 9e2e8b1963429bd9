"""YAML as plain data with the place of every key and value; nothing is executed, expanded or guessed.

The one way in for every YAML file, shipped or a user's own. Scalars stay strings (`NO` is Norway, not
false). Aliases, duplicate keys, tags, several documents and deep nesting are refused, so a small file
cannot grow into a large one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from detente.core.errors import BadInput, Place

DEEPEST = 40
LARGEST = 4_000_000
_EMPTY = ("", "null", "~")

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where, what, and how to mend it.

    Example:
        >>> str(Problem(Place("a.yaml", 2, 5), "unknown key 'rat'", "did you mean 'rate'?"))
        "a.yaml:2:5: unknown key 'rat'; did you mean 'rate'?"
    """

    place: Place
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.mend}"


@dataclass(slots=True)
class Located:
    """The data of one file, where each part of it stands, and what could not be read."""

    file: str
    data: Any = None
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """Return the place of a part, or of the nearest part that encloses it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Place(self.file, line, column)

    def mapping(self) -> dict[str, Any]:
        """Return the data of a file that must be sound and hold a mapping.

        Raises:
            BadInput: Some of it could not be read (the first problem is named), or it is no mapping.

        Example:
            >>> read_yaml(b"unit: million USD", "a.yaml").mapping()
            {'unit': 'million USD'}
        """
        for problem in self.problems:
            raise BadInput(problem.what, problem.place, problem.mend)
        if not isinstance(self.data, dict):
            raise BadInput("is not a mapping", self.place(()), "start with `key: value` lines")
        return self.data

    def complain(self, mark: Any, what: str, mend: str) -> None:
        """Note a problem at a parser mark."""
        self.problems.append(Problem(Place(self.file, mark.line + 1, mark.column + 1), what, mend))


def read_yaml(raw: bytes, name: str) -> Located:
    """Read the bytes of one YAML file into plain data with places.

    Args:
        raw: The file's bytes, as UTF-8.
        name: How errors call the file.

    Returns:
        The data, with `problems` filled when some of it could not be read.

    Example:
        >>> read_yaml(b"origins: [NO, SE]", "a.yaml").data
        {'origins': ['NO', 'SE']}
    """
    found = Located(name)
    if len(raw) > LARGEST:
        found.problems.append(
            Problem(Place(name), f"is larger than {LARGEST // 10**6} MB", "split it into several files")
        )
        return found
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.problems.append(
            Problem(Place(name, 1, 1), f"byte {error.start} is not UTF-8", "save the file as UTF-8")
        )
        return found
    _parse(text, found)
    return found


def _parse(text: str, found: Located) -> None:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder(found)
    try:
        for event in yaml.parse(text, Loader=loader):
            if not builder.take(event):
                return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "is not YAML"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found.problems.append(
            Problem(Place(found.file, line, column), f"YAML cannot be read here ({what})", "mend the syntax")
        )
        return
    found.data = builder.root


class _Builder:
    """Turns parser events into dicts and lists, keeping places; one pass, no recursion."""

    def __init__(self, found: Located) -> None:
        self.found = found
        self.root: Any = None
        self._stack: list[tuple[Any, Path_]] = []
        self._key: list[str | None] = []
        self._documents = 0

    def take(self, event: Any) -> bool:
        """Take one event; False stops the reading."""
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._stop(event, "aliases are not allowed", "write the value out")
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                return self._stop(event, "a second document starts here", "keep one document per file")
        if kind in ("MappingStartEvent", "SequenceStartEvent", "ScalarEvent"):
            return self._value(event, kind)
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
            self._key.pop()
        return True

    def _value(self, event: Any, kind: str) -> bool:
        if event.tag and not (kind == "ScalarEvent" and event.tag == "!"):
            return self._stop(event, f"the tag {event.tag} is not allowed", "leave it out")
        if len(self._stack) >= DEEPEST:
            return self._stop(event, "is nested too deeply", f"keep to {DEEPEST} levels")
        container, path = self._stack[-1] if self._stack else (None, ())
        if isinstance(container, dict) and self._key[-1] is None:
            return self._mapping_key(event, kind, container, path)
        value: Any = _scalar(event) if kind == "ScalarEvent" else ({} if kind == "MappingStartEvent" else [])
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if container is None:
            self.root, path = value, ()
        elif isinstance(container, dict):
            key = self._key[-1]
            assert key is not None
            container[key] = value
            path = (*path, key)
            self._key[-1] = None
            place = self.found.places[path]
        else:
            path = (*path, len(container))
            container.append(value)
        self.found.places[path] = place
        if kind != "ScalarEvent":
            self._stack.append((value, path))
            self._key.append(None)
        return True

    def _mapping_key(self, event: Any, kind: str, container: dict[str, Any], path: Path_) -> bool:
        if kind != "ScalarEvent":
            return self._stop(event, "a key must be a word", "write `key: value`")
        if event.value in container:
            self.found.complain(
                event.start_mark, f"the key '{event.value}' stands twice", "keep one of the two"
            )
        self._key[-1] = event.value
        self.found.places[(*path, event.value)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return True

    def _stop(self, event: Any, what: str, mend: str) -> bool:
        self.found.complain(event.start_mark, what, mend)
        return False


def _scalar(event: Any) -> str | None:
    return None if event.implicit[0] and event.value in _EMPTY else event.value
