"""The verbs on world tables: what one holds, how two differ, and how others are taken over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.workbench.questions import Questions

if TYPE_CHECKING:
    from detente.world.comparing import WorldComparison
    from detente.world.importing.importing import Imported, ImportOptions
    from detente.world.information import WorldInformation


class WorldVerbs(Questions):
    """The world tables, shipped and the user's own."""

    def world_info(self, name: str | Path | None = None) -> WorldInformation:
        """Return what is known of a world table: coverage, sources, identities, repairs, where it is.

        How far each identity holds is told; only `effects` and `brief` refuse a table that does not add up.

        Args:
            name: Its name or file; the table in use by default.

        Raises:
            BadInput: There is no such table, or it cannot be read.
        """
        from detente.world.information import describe_world
        from detente.world.tables import load_world

        return describe_world(load_world(self.world if name is None else name))

    def world_compare(self, first: str | Path, second: str | Path, largest: int = 10) -> WorldComparison:
        """Return two world tables beside each other: coverage, totals, and where they differ most.

        Args:
            first: One table, by name or file.
            second: The other.
            largest: How many differences of each kind to give.

        Raises:
            BadInput: There is no such table, or it cannot be read.
        """
        from detente.world.comparing import compare_worlds
        from detente.world.tables import load_world

        return compare_worlds(load_world(first), load_world(second), largest)

    def world_import(
        self, files: Sequence[str | Path], name: str, options: ImportOptions | None = None
    ) -> Imported:
        """Take a world table over from published files or a user's own, and keep it under a name.

        Args:
            files: One CSV file of the OECD's ICIO or of WIOD 2016, three CSV files, or one npz file.
            name: What to call it; `--world` and `Workbench(world=...)` find it by that.
            options: How it is taken over.

        Raises:
            BadInput: Something in the files is wrong or cannot be repaired; nothing is written then.
        """
        from detente.world.importing.importing import import_world

        return import_world([Path(file) for file in files], name, options, self.progress)
