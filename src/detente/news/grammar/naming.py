"""The names of a text, with people put in and bodies given the economy they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from detente.news.grammar.names import Name, Names
from detente.news.grammar.people import People
from detente.news.grammar.words import Words
from detente.news.lexicon.entries import Entry, Lexicon
from detente.news.patterns import TextPattern

_OWNER = TextPattern(r"(?:['’]s)?\s+")
_ENDS = TextPattern(r"[.;!?]\s|\n")
_OF = TextPattern(r"\s+(?:of|in)\s+(?:the\s+)?")


def names_of(words: Words, lexicon: Lexicon, published: date) -> Names:
    """Return the names of a text.

    Args:
        words: The text.
        lexicon: The names that are known.
        published: The day of publication, which says who held an office.
    """
    found = [_plain(start, written, entry) for start, written, entry in lexicon.found_in(words.text)]
    named = People(words, lexicon, published).read(found)
    pair = _pair(named, lexicon.groups.no_parties)
    return Names(_settled(named, words.text, pair, lexicon.groups.departments), pair)


def _plain(start: int, written: str, entry: Entry) -> Name:
    codes = _alone(entry.code) if entry.code not in ("", "none") and entry.kind != "office" else ()
    role = entry.code if entry.kind == "office" or entry.code == "none" else ""
    return Name(start, start + len(written), entry.kind, codes, entry.name, role)


@cache
def _alone(code: str) -> tuple[str, ...]:
    """Return an economy alone; a long text has many names and few economies."""
    return (code,)


def _pair(found: Sequence[Name], no_parties: frozenset[str]) -> tuple[str, str]:
    """Return the two economies that a text speaks of most."""
    kinds = ("economy", "adjective", "person", "body")
    counts = Counter(
        code for name in found if name.kind in kinds for code in name.codes if code not in no_parties
    )
    common = [code for code, _ in counts.most_common(2)]
    first, second, *_ = *common, "", ""
    return first, second


def _other_than_next(found: Sequence[Name], text: str, pair: tuple[str, str]) -> tuple[str, ...]:
    """Return whom of the two a minister serves of whom a text says only that he acted on the other."""
    minister, *others = found
    for name in others:
        if _ENDS.search(text, minister.end, name.start):
            break
        if name.kind == "economy" and name.codes[0] in pair:
            return tuple(code for code in pair if code and code != name.codes[0])
    return ()


def _settled(
    found: Sequence[Name], text: str, pair: tuple[str, str], departments: frozenset[str]
) -> list[Name]:
    """Return names with bodies of any economy given one: of the word beside it, else of the text so far.

    Those that have departments have no ministries, so that `the commerce ministry` is never theirs. One is
    of whom it was before, else of one of the two that the text is about rather than of another.
    """
    starts = {name.start: name for name in found}
    result: list[Name] = []
    last: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ()
    owners: dict[str, tuple[str, ...]] = {}
    for number, name in enumerate(found):
        if name.kind == "body" and not name.codes and name.role != "none":
            before = result[-1] if result else None
            near = before is not None and before.codes and _OWNER.fullmatch(text, before.end, name.start)
            of = _OF.match(text, name.end)
            owner = starts.get(of.end()) if of else None
            beside = before.codes if before is not None and near else owner.codes if owner is not None else ()
            last = beside or last
            if "ministry" in name.name.lower():
                owners[name.name] = beside or owners.get(name.name) or abroad
                name = name._replace(codes=owners[name.name][:1])
            else:
                name = name._replace(codes=last[:1])
        elif name.kind in ("economy", "adjective") and name.codes:
            last = name.codes
        elif name.kind == "person" and not name.codes and name.role.endswith("Minister"):
            name = name._replace(codes=_other_than_next(found[number : number + 3], text, pair))
        if departments.isdisjoint(last) and (
            not set(pair).intersection(abroad) or set(pair).intersection(last)
        ):
            abroad = last
        result.append(name)
    return result
