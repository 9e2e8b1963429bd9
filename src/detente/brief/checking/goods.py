"""Whether a duty on record is on the goods that a text names: by their lines, else by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.brief.checking.level import Level
from detente.brief.checking.levels import Levels
from detente.core.time import end_of_day
from detente.duties.interaction import interactions
from detente.news.lexicon.products import goods_known

if TYPE_CHECKING:
    from detente.duties.scope.lists import ProductLists

_SHORTEST_HEADING = 4
_ANSWER = re.compile(r"\banswer\b", re.IGNORECASE)
"""After it a title names what a measure answers, no goods of its own."""


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
        short = record.tables.programmes[measure.programme].short
        title = _ANSWER.split(measure.title, maxsplit=1)[0]
        told = " ".join((short, title, products.description)).lower()
        name = goods_known(folders).recorded_as(goods).lower()
        return name in told or name.removesuffix("s") in told
    codes = [code for code in goods_known(folders).headings(goods) if len(code) >= _SHORTEST_HEADING]
    if any(
        code.startswith(prefix) or prefix.startswith(code) for code in codes for prefix in products.prefixes
    ):
        return True
    return bool(products.lists and codes) and _on_lists(measure.imposing, products.lists, codes, folders)


def reaches(levels: Levels, level: Level, goods: str, folders: tuple[Path, ...] = ()) -> bool:
    """Say whether duties on all goods reach goods that a text names, as far as the record can tell.

    They do not where a list that they spare holds the goods, nor where they yield to a duty on them.

    Args:
        levels: The rates of the pair.
        level: Duties on all goods.
        goods: What the text calls the goods.
        folders: The user's own folders, which may hold product lists.
    """
    return not any(_is_spared(levels, name, goods, level, folders) for name in level.tranches)


def _is_spared(levels: Levels, tranche_id: str, goods: str, level: Level, folders: tuple[Path, ...]) -> bool:
    record, programme = levels.record, levels.programme(tranche_id)
    codes = goods_known(folders).headings(goods)
    spared = [one.list for one in record.scope_of(tranche_id).exempt if one.list and one.when is None]
    if codes and _on_lists(record.measure_of[tranche_id].imposing, spared, codes, folders):
        return True
    instant = end_of_day(level.first, record.zone_of(levels.pair[0]))
    others = {
        name for rule in interactions(record, programme, levels.pair[1], instant) for name in rule.programmes
    }
    return any(
        levels.programme(tranche.id) in others
        and any(
            span.state == "in_force" and (span.end is None or span.end > instant)
            for span in record.timeline(tranche.id, levels.known_at)
        )
        and (
            bears_on(levels, tranche.id, goods, "words", folders)
            or bears_on(levels, tranche.id, goods, "lines", folders)
        )
        for tranche in record.tranches_against(*levels.pair)
    )


@cache
def _lists(importer: str, folders: tuple[Path, ...]) -> ProductLists:
    from detente.duties.scope.lists import load_lists

    return load_lists(importer, folders)


def _on_lists(importer: str, names: Iterable[str], codes: Iterable[str], folders: tuple[Path, ...]) -> bool:
    lists = _lists(importer, folders)
    known = [name for name in names if name in lists.names]
    return any(lists.holds(name, code) or lists.partly(name, code) for name in known for code in codes)
