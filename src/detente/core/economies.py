"""Economies by ISO 3166 alpha-3 code, their groups, names and clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.core.codes import WORLD
from detente.core.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """One economy, or a group such as the EU with its `members`.

    Example:
        >>> Economy(code="NOR", name="Norway", zone="Europe/Oslo").members
        ()
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    code: str
    name: str
    zone: str = "UTC"
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Economies:
    """The economies on record, found by code, name or alias.

    Example:
        >>> book = Economies([Economy(code="NOR", name="Norway", aliases=("NO",)),
        ...                   Economy(code="CHN", name="China")])
        >>> book.find("no").code, book.find("china").code
        ('NOR', 'CHN')
        >>> book.find("Chian")
        Traceback (most recent call last):
        detente.core.errors.BadInput: unknown economy 'Chian'; did you mean China (CHN)?
    """

    def __init__(self, economies: list[Economy]) -> None:
        self._by_code = {economy.code: economy for economy in economies}
        self._by_word: dict[str, Economy] = {}
        for economy in economies:
            for word in (*economy.aliases, economy.name, economy.code):
                self._by_word[word.casefold()] = economy

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self._by_code.values())

    def __getitem__(self, code: str) -> Economy:
        return self._by_code[code]

    def find(self, text: str) -> Economy:
        """Return the economy meant by a code, name or alias, in any case.

        Raises:
            BadInput: No economy goes by that word; near ones are named.
        """
        found = self._by_word.get(text.strip().casefold())
        if found:
            return found
        import difflib  # only for a word that is not known

        near = difflib.get_close_matches(text.casefold(), self._by_word, n=1, cutoff=0.6)
        if near:
            guess = self._by_word[near[0]]
            mend = f"did you mean {guess.name} ({guess.code})?"
        else:
            mend = "use an ISO 3166 alpha-3 code such as USA or CHN"
        raise BadInput(f"unknown economy '{text}'", mend=mend)

    def covers(self, listed: str, code: str) -> bool:
        """Say whether a listed origin (an economy, a group or WLD) takes in `code`."""
        if listed in (code, WORLD):
            return True
        group = self._by_code.get(listed)
        return group is not None and code in group.members
