"""Goods that a text names, with their headings in the Harmonized System."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.news.lexicon.files import shipped, told_of
from detente.news.patterns import Pattern, one_of

if TYPE_CHECKING:
    from pathlib import Path


class Goods:
    """Goods by the words of texts, in small letters; of two rows on the same goods or word the later counts.

    Example:
        >>> goods = goods_known()
        >>> goods.named.search("tariffs on autos and steel").group()
        'autos'
        >>> goods.called("autos"), goods.called("rare earth")
        ('vehicles', 'rare earths')
        >>> goods.controlled.search("licences for chips").group(), goods.control("chip")
        ('chip', 'semiconductors')
    """

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._names: dict[str, str] = {}
        self._controls: dict[str, str] = {}
        for table in tables:
            for row in table.get("products", ()):
                self._rows[row["goods"]] = row
                self._names |= dict.fromkeys((row["goods"], *row.get("words", ())), row["goods"])
            for row in table.get("controlled", ()):
                self._controls |= dict.fromkeys(row["words"], row["goods"])
        self.named = Pattern(lambda: self.words)
        self.controlled = Pattern(lambda: rf"\b{one_of(self._controls)}")

    @property
    def words(self) -> str:
        """A pattern for the words for goods."""
        return rf"\b{one_of(self._names)}\b"

    def called(self, said: str) -> str:
        """Return what goods are called, whatever word the text uses."""
        return self._names[" ".join(said.split())]

    def control(self, said: str) -> str:
        """Return what goods under export control are called, by how their word begins."""
        return self._controls[" ".join(said.split())]

    def headings(self, said: str) -> tuple[str, ...]:
        """Return the headings of goods, by any word for them; none where they are not known.

        Example:
            >>> goods_known().headings("soy"), goods_known().headings("ideas")
            (('1201',), ())
        """
        name = self._names.get(" ".join(said.split()), "")
        return tuple(self._rows[name].get("headings", ())) if name else ()

    def recorded_as(self, name: str) -> str:
        """Return what the record calls goods, in words.

        Example:
            >>> goods_known().recorded_as("aluminum"), goods_known().recorded_as("steel")
            ('aluminium', 'steel')
        """
        return str(self._rows.get(name, {}).get("recorded_as", name))

    def are_of_the_parties(self, name: str) -> bool:
        """Say whether goods are those of the economies that a text is about, whosever else's it leaves open.

        Example:
            >>> goods_known().are_of_the_parties("transshipped goods")
            True
        """
        return name in self._rows and self._rows[name].get("of") == "parties"


@cache
def goods_known(folders: tuple[Path, ...] = ()) -> Goods:
    """Return the goods that are shipped, with those of the user's own folders on top.

    Raises:
        BadInput: A file cannot be read.
    """
    return Goods((shipped("products.yaml"), *told_of(folders)))
