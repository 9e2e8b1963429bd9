"""The axes of a sweep by name: `USA on CHN`, `EU on Canada in iron-steel`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.core.codes import WORLD
from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.impact.sweeps.plan import Axis
from detente.world.tables import World

_NAME = re.compile(r"(?P<importer>.+?)\s+on\s+(?P<exporter>.+?)(?:\s+in\s+(?P<sectors>.+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Axes:
    """Reads axes on a world table, with the economies of a record.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> from detente.world.tables import load_world
        >>> axes = Axes(open_record().economies, load_world())
        >>> len(axes.read("USA on China in iron-steel").cells), len(axes.read("USA on EU in machinery").cells)
        (1, 27)
    """

    economies: Economies
    world: World

    def read(self, name: str) -> Axis:
        """Return an axis: an importer's rate on an exporter's goods, or on those of some sectors.

        Either may be a group, which stands for its members in the table, or WLD, all others.

        Raises:
            BadInput: The name is not of that form, or names an economy or a sector the table lacks.
        """
        found = _NAME.fullmatch(name.strip())
        if not found:
            mend = "name an axis as `USA on CHN`, or `USA on CHN in machinery`"
            raise BadInput(f"'{name}' is no axis", mend=mend)
        importers, exporters = self.rows(found["importer"]), self.rows(found["exporter"])
        sectors = self._sectors(found["sectors"])
        everyone = len(importers) == len(self.world.economies)
        pairs = [
            (exporter, importer)
            for importer in importers
            for exporter in exporters
            if exporter != importer and (everyone or exporter not in importers)
        ]
        if not pairs:
            raise BadInput(f"'{name}' is no trade across a border", mend="name an importer and an exporter")
        of = np.array(pairs, dtype=np.intp)
        cells = np.ravel_multi_index(
            (of[:, :1], of[:, 1:], np.array(sectors, dtype=np.intp)), self.world.tariffs.shape
        )
        return Axis(name, cells.ravel())

    def rows(self, word: str) -> Sequence[int]:
        """Return the rows of an economy or of a group's members.

        Raises:
            BadInput: No economy goes by that word, or the table does not hold it.
        """
        places = {code: row for row, code in enumerate(self.world.economies)}
        word = word.strip()
        if word in places:
            return (places[word],)
        economy = self.economies.find(word)
        if economy.code == WORLD:
            return range(len(places))
        members = economy.members or (economy.code,)
        found = [places[code] for code in members if code in places]
        if not found:
            rest = ", use ROW for the rest of the world" if "ROW" in places else ""
            mend = f"`detente world info` says what it holds{rest}"
            raise BadInput(f"the world table {self.world.name} has no {economy.code}", mend=mend)
        return found

    def _sectors(self, words: str | None) -> list[int]:
        """Return the places of sectors by name; all goods where none is named."""
        if words is None:
            return np.flatnonzero(self.world.goods).tolist()
        found = []
        for word in re.split(r"[,+]", words):
            name = word.strip()
            if name not in self.world.sectors:
                near = difflib.get_close_matches(name, self.world.sectors, n=1)
                mend = f"did you mean {near[0]}?" if near else f"use of {', '.join(self.world.sectors)}"
                raise BadInput(f"the world table {self.world.name} has no sector '{name}'", mend=mend)
            found.append(self.world.sectors.index(name))
        return sorted(set(found))
