"""Several articles on one event: what all say, what some or one says, what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from detente.core.plain import plain
from detente.news.comparing.agreeing import same
from detente.news.comparing.contradicting import contradicts
from detente.news.comparing.statements import Key, Statement, statement_of
from detente.news.documents import Document
from detente.news.facts import KINDS, Fact

Standing = Literal["contradicted", "all", "some", "one"]
STANDINGS: tuple[Standing, ...] = ("contradicted", "all", "some", "one")
_MOST_PARTS = 6
"""Of how many rates of one document sums are tried."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that articles state, with who states it how; `why` tells how statements contradict."""

    kind: str
    key: Key
    standing: Standing
    told: str
    statements: tuple[Statement, ...]
    why: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that state it, each once."""
        return tuple(dict.fromkeys(one.document.name for one in self.statements))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matters of several articles: contradictions first, then what all, some and one of them say."""

    documents: tuple[Document, ...]
    matters: tuple[Matter, ...]

    @property
    def contradicted(self) -> bool:
        """Whether something contradicts."""
        return any(matter.standing == "contradicted" for matter in self.matters)

    def of(self, standing: Standing) -> tuple[Matter, ...]:
        """Return the matters of a standing."""
        return tuple(matter for matter in self.matters if matter.standing == standing)

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {
            "documents": [
                {
                    "document": one.name,
                    "title": one.title,
                    "source": one.source,
                    "published": one.published.isoformat(),
                }
                for one in self.documents
            ],
            "counts": {standing: len(self.of(standing)) for standing in STANDINGS},
            "matters": [_matter_json(matter) for matter in self.matters],
        }


def _matter_json(matter: Matter) -> dict[str, Any]:
    return {
        "kind": matter.kind,
        "standing": matter.standing,
        "told": matter.told,
        "why": matter.why,
        "documents": list(matter.documents),
        "statements": [
            {
                "document": one.document.name,
                "quotation": one.quotation,
                "start": one.fact.start,
                "end": one.fact.end,
                "says": one.told,
                "fields": plain(
                    {
                        name: value
                        for name, value in one.fact.fields.items()
                        if value not in (None, "", (), [])
                    }
                ),
            }
            for one in matter.statements
        ],
    }


def compare(read: Sequence[tuple[Document, Iterable[Fact]]], folders: tuple[Path, ...] = ()) -> Comparison:
    """Return what articles say together and against one another.

    Facts meet by typed keys: of a rate imposer, target, product and whether it is a level, a change, a peak
    or a suspension; of a statistic metric, economy, partner and unit; of a promise or an accusation who, to
    whom, deed and matter. Statements of one key agree by their values and overlapping days.

    Args:
        read: Documents with their facts.
        folders: The user's own folders, whose `news` holds more names.

    Example:
        >>> from datetime import date
        >>> from detente.news.reading import read
        >>> texts = ("US tariffs on Chinese goods are 30%.", "US tariffs on Chinese goods are 55%.")
        >>> day = date(2025, 6, 9)
        >>> documents = [Document(name=name, body=text, published=day) for name, text in zip("ab", texts)]
        >>> found = compare([(one, read(one)) for one in documents])
        >>> [(matter.standing, matter.why) for matter in found.matters]
        [('contradicted', '30% against 55%')]
    """
    statements = [
        found
        for document, facts in read
        for fact in facts
        if (found := statement_of(document, fact, folders))
    ]
    documents = tuple(document for document, _ in read)
    matters = [matter for group in _groups(statements) for matter in _matters(group, len(documents))]
    matters.sort(key=lambda matter: (STANDINGS.index(matter.standing), KINDS.index(matter.kind)))
    return Comparison(documents, tuple(matters))


def _groups(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Yield statements by key; what is said of both sides joins what is said of one where figures agree."""
    groups: dict[Key, list[Statement]] = {}
    seen: set[tuple[str, Key, str]] = set()
    for one in statements:
        stated = (one.document.name, one.key, repr(sorted(one.fact.fields.items())))
        if stated not in seen:  # what a document repeats counts once, where it stands first
            seen.add(stated)
            groups.setdefault(one.key, []).append(one)
    for key, rows in list(groups.items()):
        if key[0] == "rate" and "*" in key[1:3]:
            for row in list(rows):
                home = next((name for name in groups if _takes_in(name, key, groups[name], row)), None)
                if home:
                    groups[home].append(row)
                    rows.remove(row)
    yield from (rows for rows in groups.values() if rows)


def _takes_in(name: Key, both: Key, rows: list[Statement], row: Statement) -> bool:
    return (
        name != both
        and name[0] == "rate"
        and "*" not in name[1:3]
        and name[3:] == both[3:]
        and any(same(row, other) for other in rows)
    )


def _matters(group: list[Statement], documents: int) -> Iterator[Matter]:
    """Yield what a group says: statements that agree as one matter, those that contradict as another."""
    clusters: list[list[Statement]] = []
    for one in group:
        home = next((cluster for cluster in clusters if all(same(one, other) for other in cluster)), None)
        if home is None:
            clusters.append([one])
        else:
            home.append(one)
    joined = _joined_by_conflict(clusters)
    for parts, why in joined:
        rows = tuple(one for cluster in parts for one in cluster)
        names = {one.document.name for one in rows}
        standing: Standing = "one" if len(names) == 1 else "all" if len(names) == documents else "some"
        yield Matter(
            rows[0].fact.kind, rows[0].key, "contradicted" if why else standing, _fullest(rows), rows, why
        )


def _joined_by_conflict(clusters: list[list[Statement]]) -> list[tuple[list[list[Statement]], str]]:
    """Join clusters that contradict, each with all that it contradicts."""
    whole = [one for cluster in clusters for one in cluster]
    found: list[tuple[list[list[Statement]], list[str]]] = []
    for cluster in clusters:
        against = [_conflict([one for part in parts for one in part], cluster, whole) for parts, _ in found]
        met = [row for row, how in zip(found, against, strict=True) if how]
        parts = [*(part for parts, _ in met for part in parts), cluster]
        whys = [*(why for _, whys in met for why in whys), *filter(None, against)]
        found = [*(row for row in found if row not in met), (parts, whys)]
    return [(parts, "; ".join(dict.fromkeys(whys))) for parts, whys in found]


def _conflict(mine: list[Statement], theirs: list[Statement], whole: list[Statement]) -> str:
    """Return how some of one cluster contradict some of another, told of those that say but one thing.

    A document that says what the other says too, beside its own, knows both; rates of one document that add
    up to another's are parts of a duty.
    """
    for one in mine:
        for other in theirs:
            how = contradicts(one, other)
            if how and not (_knows(one, other, whole) or _knows(other, one, whole)):
                return how
    return ""


def _knows(one: Statement, other: Statement, whole: list[Statement]) -> bool:
    """Say whether the document of one statement also says the other, in one place or in parts."""
    own = [row for row in whole if row.document.name == one.document.name]
    if any(same(row, other) for row in own):
        return True
    if one.fact.kind == "statistic":
        return len(own) > 1 and (one.window is None or other.window is None)
    if one.fact.kind != "rate":
        return False
    rates = [float(row.fact.fields["rate_percent"]) for row in own][:_MOST_PARTS]
    total = float(other.fact.fields["rate_percent"])
    many = range(2, len(rates) + 1)
    return any(sum(parts) == total for count in many for parts in combinations(rates, count))


def _fullest(rows: tuple[Statement, ...]) -> str:
    """Return the statement that says most, in words."""
    return max((row.told for row in rows), key=len)
