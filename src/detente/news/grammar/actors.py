"""Who does or says something in a text, as the rules know them."""

from __future__ import annotations

from detente.news.grammar.names import Name
from detente.news.grammar.sources import Source
from detente.news.tuples import NamedTuple


class Actor(NamedTuple):
    """Who does something: economies, the name that stands for them, and where it stands."""

    codes: tuple[str, ...]
    attribution: str
    start: int
    end: int
    state: bool = True
    person: bool = False
    body: bool = False


class Saying(NamedTuple):
    """Somebody says something: who, and the verb by its place."""

    actor: Actor
    verb: str
    start: int
    end: int


def nobody(source: Source | None) -> Actor | None:
    """Return a source as an actor who speaks for no state."""
    return Actor((), source.name, source.start, source.end, False, source.person) if source else None


def by_name(name: Name, start: int, end: int) -> Actor:
    """Return who a name in a text stands for."""
    kind = name.kind
    told = name.name if kind in ("person", "body") else ""
    return Actor(name.codes, told, start, end, bool(name.codes), kind == "person", kind == "body")


def of_side(person: Actor, called: Actor | None) -> Actor:
    """Return somebody of no known side with that of what he is called before his name."""
    return person._replace(codes=called.codes, state=called.state) if called else person
