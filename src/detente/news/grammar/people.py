"""The people in a text: found by their office, by name once named, and by who is known to hold office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter

from detente.news.grammar.names import Name
from detente.news.grammar.words import Words
from detente.news.lexicon.entries import Holder, Lexicon, surname
from detente.news.lexicon.wording import hint_of, listed_words, verbs
from detente.news.patterns import Pattern, TextPattern, in_ascii, plain

_UPPER = "A-ZÀ-ÖØ-ÞĆČĐŁŚŠŻŽ"
_WORD = rf"(?:(?:v[oa]n|de[rns]?|d[aio]|dos|l[ae]|bin|al|ten|ter)\s)*(?:[{_UPPER}]\.|[{_UPPER}][\w’'-]+)"
_AFTER_OFFICE = TextPattern(
    rf"(?:[\s-](?P<name>{_WORD}(?: {_WORD}){{0,4}})(?<!['’]s)(?<!['’])"
    rf"|,\s(?P<apposed>{_WORD}(?: {_WORD}){{1,3}})(?=,))"
)
_CAPITAL = TextPattern(rf"[{_UPPER}](?<![\w’'].)\w+")
_TITLE = TextPattern(r"\b(?:Mr|Mrs|Ms|Dr)\.?\s$")
_INITIAL = TextPattern(r"^[A-Z]\.?$")
_APPOSED = TextPattern(
    rf"(?P<name>{_WORD}(?:\s{_WORD}){{1,2}}),\s+(?:(?:a|an|the|who\s+is|as|then"
    rf"|former)\s+)?(?:[\w’'.-]+\s+){{0,3}}$"
)
_STRANGER = TextPattern(
    lambda: (
        r"(?P<name>[A-ZÀ-ÖØ-ÞĆČĐŁŚŠŻŽ](?<![\w’'-].)[\w’'-]*[a-z](?:\s[A-Z]\.)?(?:\s[A-ZÀ-ÖØ-ÞĆČĐŁŚŠŻŽ][\w’'-]*[a-z]){1,2})"
        rf"(?:(?=,\s(?:who|whose|the|an?|\d\d)\b|\s(?:{verbs('speak')})))"
    )
)
"""Two or three words with capitals, where what follows is said of a person."""
_SPEAKS = hint_of((), ("speak",))
_ASIDE = Pattern(r",\s(?:who|whose|the|an?|\d\d)\b")
_NO_PERSON = frozenset(("economy", "adjective"))
_BY_PLACE = attrgetter("start")
_SHORTEST = 3
"""How many letters a word of a name has more than by which alone somebody is called."""
_MINISTER = TextPattern(r"[Mm]inister$")
"""An office that is told without its country where the text has just spoken of it."""
_LOOKED_BACK = 12
"""How many names back a country may stand of which a minister is."""
_FIRST = TextPattern(r"(?:^|\n|[.!?][”\"]?\s)(?:(?:But|Yet|And)\s)?(?:[Tt]he\s)?$")
_STOP = TextPattern(r"[.;!?,]\s|[“”\"\n]")
_TITLE_GAP = TextPattern(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}")


class People:
    """Finds people by their office, by name once they were named, and by who is known to hold office."""

    def __init__(self, words: Words, lexicon: Lexicon, published: date) -> None:
        self.words, self.text, self.lexicon, self.published = words, words.text, lexicon, published
        self.by_surname: dict[str, Name] = {}

    def read(self, found: Sequence[Name]) -> list[Name]:
        """Return the names with people put in, and offices joined to them."""
        result: list[Name] = []
        taken = held = 0
        for number, name in enumerate(found):
            if name.start < taken:
                continue
            if name.kind in _NO_PERSON:
                result.append(name)
                taken = name.end
                continue
            for one in self._with_person(found, number, held):
                result.append(one)
                taken, held = max(taken, one.end), max(held, one.end)
        result.sort(key=_BY_PLACE)
        for more in (self._strangers, self._by_surname):
            result = sorted([*result, *more(result)], key=_BY_PLACE)
        return result

    def _with_person(self, found: Sequence[Name], number: int, taken: int) -> list[Name]:
        """Return a name as it is, or the person that it is or that an office belongs to."""
        name = found[number]
        if name.kind == "person":
            holder = self.lexicon.holders.get(name.name)
            person = name._replace(codes=(holder.side,), role=holder.role) if holder else name
            return [self._learnt(person)]
        if name.kind != "office":
            return [name]
        after = self._after_office(found, number)
        if after is not None:
            return [self._learnt(after)]
        before = self._before_office(found, number, taken)
        return [self._learnt(before), name] if before is not None else [name]

    def _after_office(self, found: Sequence[Name], number: int) -> Name | None:
        """Return the person named right after an office, as in Vice Premier He Lifeng, or between commas."""
        office = found[number]
        match = _AFTER_OFFICE.match(self.text, office.end)
        if match is None:
            return None
        words = match[match.lastgroup or 0].split(" ")
        length = next(
            (place for place, word in enumerate(words) if word in listed_words("no_names") and word != "He"),
            len(words),
        )
        said = " ".join(words[:length])
        if not said or (said == "He" and office.name[0].islower()):
            return None
        start = match.start(match.lastgroup or 0)
        end = start + len(said)
        others = ("economy", "adjective", "body", *(("office",) if match["apposed"] else ()))
        if any(one.kind in others and start <= one.start < end for one in found[number + 1 : number + 5]):
            return None
        return Name(start, end, "person", self._side(found, number, said), self._full(said), office.name)

    def _before_office(self, found: Sequence[Name], number: int, taken: int) -> Name | None:
        """Return the person named right before an office, as in Mei Xinyu, a researcher at."""
        office = found[number]
        match = _APPOSED.search(self.text, max(taken, office.start - 70), office.start)
        if match is None or match["name"].split()[0] in listed_words("no_names") - {"He"}:
            return None
        start, end = match.span("name")
        if any(one.start < end and one.end > start for one in found[max(number - 4, 0) : number + 1]):
            return None
        side: tuple[str, ...] = ()
        if office.role != "private":
            after = [
                one
                for one in found[number + 1 : number + 4]
                if one.codes
                and one.start - office.end < 40
                and not _STOP.search(self.text, office.end, one.start)
            ]
            before = [one for one in found[max(number - 1, 0) : number] if one.codes and one.start >= end]
            side = (before or after)[0].codes[:1] if before or after else self._of_paragraph(found, number)
        return Name(start, end, "person", side, match["name"], office.name)

    def _strangers(self, found: Sequence[Name]) -> list[Name]:
        """Return people who are named in full and hold no known office, by what is said of them."""
        starts, more = [name.start for name in found], []
        for match in self._full_names():
            words = match["name"].split()
            if words[0] in listed_words("no_names") or listed_words("no_people").intersection(words):
                continue
            number = bisect_left(starts, match.end("name")) - 1
            if number >= 0 and found[number].end > match.start():
                continue
            person = Name(match.start("name"), match.end("name"), "person", (), match["name"])
            more.append(self._learnt(person))
            self.by_surname.setdefault(words[0], person)
        return more

    def _full_names(self) -> Iterator[re.Match[str]]:
        """Yield the names in full after which it is told who somebody is, or that he speaks."""
        for near in self.words.stretches:
            if near.bits & _SPEAKS or _ASIDE.search(self.words.ascii, near.start, near.end):
                yield from _STRANGER.finditer(self.text, near.start, near.end)

    def _full(self, said: str) -> str:
        """Return the whole name of someone called by surname or with an initial, where it is known."""
        if " " in said:
            short = " ".join(word for word in said.split() if not _INITIAL.match(word))
            return short if short in self.lexicon.holders else said
        if said in self.by_surname:
            return self.by_surname[said].name
        holders = [holder for holder in self.lexicon.surnames.get(said, ()) if self._serves(holder)]
        return holders[0].name if holders else said

    def _serves(self, holder: Holder) -> bool:
        return (holder.start is None or holder.start <= self.published) and (
            holder.end is None or self.published <= holder.end
        )

    def _side(self, found: Sequence[Name], number: int, said: str) -> tuple[str, ...]:
        """Return the economy of an official: by name where known, else by the words before the office."""
        known = self.lexicon.holders.get(self._full(said))
        if known:
            return (known.side,)
        office = found[number]
        for before in reversed(found[max(number - 2, 0) : number]):
            if before.codes and _TITLE_GAP.fullmatch(self.text, before.end, office.start):
                return before.codes
        same = self.by_surname.get(surname(said))
        return same.codes if same else self._of_paragraph(found, number)

    def _of_paragraph(self, found: Sequence[Name], number: int) -> tuple[str, ...]:
        """Return the economy that a sentence of the paragraph begins with, for a minister of no other."""
        office = found[number]
        if not _MINISTER.search(office.name):
            return ()
        for before in reversed(found[max(number - _LOOKED_BACK, 0) : number]):
            if "\n" in self.text[before.end : office.start]:
                break
            if before.kind == "economy" and _FIRST.search(self.text, max(before.start - 9, 0), before.start):
                after = found[number + 1] if number + 1 < len(found) else None
                acted_on = after is not None and after.kind == "economy" and after.codes == before.codes
                return () if acted_on else before.codes[:1]
        return ()

    def _learnt(self, person: Name) -> Name:
        last = surname(person.name)
        old = self.by_surname.get(last)
        if old is None or (not old.codes and person.codes) or len(person.name) > len(old.name):
            self.by_surname[last] = person
            for word in person.name.split()[1:-1]:  # Luiz Inácio Lula da Silva is Lula
                if len(word) > _SHORTEST and word[0].isupper():
                    self.by_surname.setdefault(word, person)
        return person

    def _by_surname(self, found: Sequence[Name]) -> list[Name]:
        """Return the people called by a surname alone, once named or known to be in office."""
        starts, more = [name.start for name in found], []
        named = {in_ascii(said): said for said in self.by_surname}
        called = (named.keys() | self.lexicon.surnames_in_ascii.keys()) & self.words.parts - {"He"}
        for said in (named.get(one) or self.lexicon.surnames_in_ascii[one] for one in called):
            for start in self._places(said):
                number = bisect_left(starts, start + 1) - 1
                if number >= 0 and found[number].end > start:
                    continue
                person = self.by_surname.get(said) or self._serving(said)
                if person is not None:
                    title = _TITLE.search(self.text, max(start - 6, 0), start)
                    first = title.start() if title else start
                    more.append(person._replace(start=first, end=start + len(said)))
        return more

    def _places(self, word: str) -> Iterator[int]:
        """Yield where a word with a capital stands."""
        start = self.text.find(word)
        while start >= 0:
            match = _CAPITAL.match(self.text, start)
            if match is not None and match.group() == word:
                yield start
            start = self.text.find(word, start + 1)

    def _serving(self, said: str) -> Name | None:
        """Return the one holder of an office with a surname on the day of publication."""
        serving = {plain(one.name): one for one in self.lexicon.surnames[said] if self._serves(one)}
        if len(serving) != 1:
            return None
        (holder,) = serving.values()
        return Name(0, 0, "person", (holder.side,), holder.name, holder.role)
