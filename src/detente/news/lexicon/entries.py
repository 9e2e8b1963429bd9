"""Names by their first word, longest first: what a text calls economies, bodies, offices and people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from detente.core.codes import WORLD
from detente.news.lexicon.doubtful import Doubts
from detente.news.lexicon.files import recorded, shipped, told_of
from detente.news.lexicon.metrics import Metrics, metrics_known
from detente.news.lexicon.products import Goods, goods_known
from detente.news.lexicon.wording import listed_words
from detente.news.patterns import APART, TextPattern, in_ascii, one_of
from detente.news.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_NAMING = ("economies.yaml", "bodies.yaml", "offices.yaml", "people.yaml")
"""The shipped files that name economies, bodies, offices and people."""
_ON_RECORD = ("people.yaml", "economies.yaml")
"""The files of the shipped record that do."""
_SHORTEST = 4
"""Aliases of economies on record that are shorter are codes, or words of another meaning."""
Kind = Literal[
    "economy", "adjective", "body", "office", "person", "sides", "world", "agreement", "place", "nothing"
]
_WORD = TextPattern(r"(?:[A-Z]\.){2,}|[^\W_]+")


class Entry(NamedTuple):
    """What a name stands for: `code` is its economy, empty where the text must say."""

    kind: Kind
    code: str
    name: str


class Holder(NamedTuple):
    """Someone who held an office for a while."""

    name: str
    role: str
    side: str
    start: date | None
    end: date | None


class Groups(NamedTuple):
    """What is said of several at once: which names are seats, who is no party, who has no ministries.

    `members` are the economies of an agreement, `doubts` the names that are as often something else;
    `folders` are those whose goods and metrics are known besides the shipped ones.
    """

    seats: frozenset[str] = frozenset()
    no_parties: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    doubts: Doubts = Doubts()


class Lexicon:
    """Finds names; those with a capital are read as they are written, others in small letters too.

    Example:
        >>> lexicon = shipped_lexicon()
        >>> [(entry.code, text) for _, text, entry in lexicon.found_in("the United States and Beijing")]
        [('USA', 'United States'), ('CHN', 'Beijing')]
    """

    def __init__(self, names: Iterable[tuple[str, Entry]], holders: Sequence[Holder], groups: Groups) -> None:
        self.groups = groups
        self.entries = dict(names)
        by_first: dict[str, list[str]] = {}
        for name in self.entries:
            by_first.setdefault(_WORD.match(name).group(), []).append(name)  # type: ignore[union-attr]
        self._by_first = {first: _pattern(rows) for first, rows in by_first.items()}
        begun = one_of(form for rows in by_first.values() for form in _beginnings(rows))
        self._first = re.compile(rf"{APART}(?={begun.replace(_BLANK, _JOINED)}(?![^\W_]))")
        self.holders = {holder.name: holder for holder in holders}
        self.surnames: dict[str, tuple[Holder, ...]] = {}
        for holder in holders:
            last = surname(holder.name)
            self.surnames[last] = (*self.surnames.get(last, ()), holder)

    @cached_property
    def surnames_in_ascii(self) -> dict[str, str]:
        """The surnames of those who held an office, by the same in letters of ASCII."""
        return {in_ascii(name): name for name in self.surnames}

    @cached_property
    def goods(self) -> Goods:
        """The goods that are known."""
        return goods_known(self.groups.folders)

    @cached_property
    def metrics(self) -> Metrics:
        """The metrics that are known."""
        return metrics_known(self.groups.folders)

    def found_in(self, text: str) -> Iterator[tuple[int, str, Entry]]:
        """Yield the names in a text: where each begins, how it is written, what it stands for."""
        found = [one for one in self._all_in(text) if one[2].kind != "nothing"]
        written = {name for _, name, _ in found}
        if written.isdisjoint(self.groups.doubts.names):
            yield from found
            return
        economies = [
            (start, name, entry.code if entry.kind in ("economy", "adjective") else "")
            for start, name, entry in found
        ]
        others = self.groups.doubts.settled(text, economies)
        yield from (one for one in found if one[0] not in others)

    def _all_in(self, text: str) -> Iterator[tuple[int, str, Entry]]:
        """Yield every name, those of no economy and doubtful ones too."""
        taken = 0
        for apart in self._first.finditer(f" {text}"):
            place = apart.start()
            inside = place < taken or text[place - 1 : place].isalnum()
            match = None if inside else self._longest(text, place)
            entry = self._entry(match.group()) if match is not None else None
            if match is not None and entry is not None:
                taken = match.end()
                yield match.start(), match.group(), entry

    def _longest(self, text: str, place: int) -> re.Match[str] | None:
        first = _WORD.match(text, place).group()  # type: ignore[union-attr]
        pattern = self._by_first.get(first)
        match = pattern.match(text, place) if pattern else None
        small = self._by_first.get(first.lower()) if first[0].isupper() else None
        other = small.match(text, place) if small else None
        if match and other:
            return other if other.end() > match.end() else match
        return match or other

    def _entry(self, written: str) -> Entry | None:
        """Return what a name stands for; None where odd letters only look like those of a name."""
        entry = self.entries.get(written) or self.entries.get(_GAP.sub(" ", written))
        return entry or self._by_words.get(_key(written))

    @cached_property
    def _by_words(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for name, entry in self.entries.items():
            found.setdefault(_key(name), entry)
        return found


_GAP = TextPattern(r"[\s-]+")
_BLANK = r"\s+"
_JOINED = r"(?:\.?[\s-]|['’]\s?)"


def _beginnings(names: Sequence[str]) -> Iterator[str]:
    """Yield how names of one first word may begin: with it, and the second where none is the first alone.

    So that a common word such as `the` is looked at only before what may follow it in a name.
    """
    words = [_WORD.findall(name) for name in names]
    alone = any(len(one) == 1 for one in words)
    for first, *others in words:
        second = "" if alone else others[0]
        forms = (second, second.capitalize(), second.upper()) if first[0].islower() else (second,)
        for begun in (first, first[0].upper() + first[1:]):
            yield from (f"{begun} {form}".rstrip() for form in forms)


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name.lower()))


def _pattern(names: Sequence[str]) -> TextPattern:
    """Return a pattern for names, longest first; a blank, hyphen or apostrophe joins their words."""
    ordered = sorted(names, key=lambda name: (-len(_WORD.findall(name)), -len(name)))
    small = names[0][0].islower()
    told = "|".join(_JOINED.join(map(re.escape, _WORD.findall(name))) for name in ordered)
    return TextPattern(rf"(?:{told})(?![^\W_])", re.IGNORECASE if small else 0)


def surname(name: str) -> str:
    """Return the name by which a person is called: the first word in Chinese order, else the last.

    Example:
        >>> surname("Donald J. Trump"), surname("He Lifeng"), surname("Xi Jinping")
        ('Trump', 'He', 'Xi')
    """
    words = name.split()
    if len(words) == 2 and words[0] in listed_words("family_first"):
        return words[0]
    return words[-1]


@cache
def shipped_lexicon(folders: tuple[Path, ...] = ()) -> Lexicon:
    """Return the names that are shipped, with those of the user's own folders on top.

    Raises:
        BadInput: A file cannot be read.
    """
    names: list[tuple[str, Entry]] = []
    holders: list[Holder] = []
    tables = (*map(recorded, _ON_RECORD), *map(shipped, _NAMING), *told_of(folders))
    for data in tables:
        names += _names(data)
        holders += _holders(data.get("people", ()))
    for holder in holders:
        names.append((holder.name, Entry("person", holder.side, holder.name)))
    return Lexicon(names, holders, _groups(tables, folders))


def _groups(tables: Sequence[Mapping[str, Any]], folders: tuple[Path, ...]) -> Groups:
    economies = (row for data in tables for row in data.get("economies", ()))
    return Groups(
        frozenset(seat for row in economies for seat in row.get("seats", ())),
        _listed(tables, "no_parties") | {WORLD},
        _listed(tables, "departments"),
        folders,
        {name: tuple(row["are"]) for data in tables for row in data.get("members", ()) for name in row["of"]},
        Doubts(*(_listed(tables, key) for key in ("doubtful_places", "doubtful_people"))),
    )


def _listed(tables: Sequence[Mapping[str, Any]], key: str) -> frozenset[str]:
    return frozenset(name for data in tables for name in data.get(key, ()))


def _names(data: Mapping[str, Any]) -> Iterable[tuple[str, Entry]]:
    """Yield the names of a data file with what they stand for."""
    for row in data.get("economies", ()):
        yield from _of_economy(row)
    for row in data.get("blocs", ()):
        yield from ((name, Entry("economy", row["code"], name)) for name in row["names"])
    for row in data.get("bodies", ()):
        code = "" if row["of"] == "any" else row["of"]
        for name in (row["name"], *row.get("short", ())):
            yield name, Entry("body", code, row.get("called", row["name"]))
    for word in (row["word"] for row in data.get("common", ())):
        yield word, Entry("body", "", word)
    for key in ("state", "leading", "private"):
        for name in data.get(key, ()):
            yield name, Entry("office", key, name)
            yield name.lower(), Entry("office", key, name)
    for row in data.get("places", ()):
        yield from ((name, Entry("place", row["economy"], name)) for name in row["names"])
    yield from ((name, Entry("agreement", "", name)) for name in data.get("agreements", ()))
    yield from ((name, Entry("nothing", "", name)) for name in data.get("not_economies", ()))
    yield from ((name, Entry("world", WORLD, name)) for name in data.get("world", ()))
    for name in data.get("sides", ()):
        yield name, Entry("sides", "*", name)
        yield name[0].upper() + name[1:], Entry("sides", "*", name)


def _of_economy(row: Mapping[str, Any]) -> Iterable[tuple[str, Entry]]:
    """Yield the names, adjectives and seats of an economy."""
    code = row["code"]
    aliases = (name for name in (row.get("name", ""), *row.get("aliases", ())) if len(name) >= _SHORTEST)
    for name in (*aliases, *row.get("names", ()), *row.get("seats", ())):
        yield name, Entry("economy", code, name)
    for name in row.get("adjectives", ()):
        yield name, Entry("adjective", code, name)


def _holders(rows: Iterable[Mapping[str, Any]]) -> Iterable[Holder]:
    for row in rows:
        yield Holder(row["name"], row["role"], row["side"], _day(row.get("start")), _day(row.get("end")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
