"""Whether a duty on record is on the goods that a text names: by their lines, else by words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.brief.checking.levels import Levels
from detente.news.lexicon.products import goods_known

if TYPE_CHECKING:
    from detente.duties.scope.lists import ProductLists

_SHORTEST_HEADING = 4


def bears_on(
    levels: Levels, tranche_id: str, goods: str, by: Literal["words", "lines"], folders: tuple[Path, ...] = ()
) -> bool:
    """Say whether a tranche is on goods that a text names. A duty on all goods is on none in particular.

    Args:
        levels: The rates of the pair.
        tranche_id: The duty.
        goods: What the text calls the goods.
        by: `words` asks whether titles or the description of its goods name them; `lines` whether its lists
            or prefixes hold their headings, of four digits and more.
        folders: The user's own folders, which may hold product lists, and goods among their names.
    """
    record = levels.record
    measure = record.measure_of[tranche_id]
    products = record.scope_of(tranche_id).products
    if products == "all":
        return False
    if by == "words":
        programme = record.tables.programmes[measure.programme]
        told = " ".join((programme.short, programme.title, measure.title, products.description)).lower()
        name = goods_known(folders).recorded_as(goods).lower()
        return name in told or name.removesuffix("s") in told
    codes = [code for code in goods_known(folders).headings(goods) if len(code) >= _SHORTEST_HEADING]
    if any(
        code.startswith(prefix) or prefix.startswith(code) for code in codes for prefix in products.prefixes
    ):
        return True
    return bool(products.lists and codes) and _on_lists(measure.imposing, products.lists, codes, folders)


@cache
def _lists(importer: str, folders: tuple[Path, ...]) -> ProductLists:
    from detente.duties.scope.lists import load_lists

    return load_lists(importer, folders)


def _on_lists(importer: str, names: Iterable[str], codes: Iterable[str], folders: tuple[Path, ...]) -> bool:
    lists = _lists(importer, folders)
    known = [name for name in names if name in lists.names]
    return any(lists.holds(name, code) or lists.partly(name, code) for name in known for code in codes)
