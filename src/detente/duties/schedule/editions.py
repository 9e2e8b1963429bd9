"""Which edition of a schedule holds on a day: the shipped ones, and those the user imported."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.core.errors import BadInput, Place
from detente.core.located import read_yaml
from detente.core.time import parse_date
from detente.core.wording import counted, day_name
from detente.duties.schedule.table import read_table

SHIPPED = Path(__file__).parents[2] / "data" / "schedule"
_WORDS = ("hs_edition", "source", "licence", "covers", "lacks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an importer's schedule, in force from `valid_from` until the next one begins.

    `as_of` is the day whose law the source shows. `covers` and `lacks` say what is in it and what is not;
    a line that an edition lacks which is not `complete` is unknown, not free. `own` marks the user's.
    """

    importer: str
    edition: str
    title: str
    path: Path
    valid_from: date
    valid_to: date | None = None
    as_of: date | None = None
    hs_edition: str = ""
    source: str = ""
    licence: str = ""
    covers: str = ""
    lacks: str = ""
    complete: bool = True
    own: bool = False

    def age(self, day: date) -> str:
        """Return how old or young the edition is on a day, in words.

        Example:
            >>> found = edition_on("USA", date(2025, 1, 31))
            >>> found.age(date(2025, 1, 31)), found.age(date(2024, 12, 31))[27:]
            ('HTS 2025 basic edition, of 1 Jan 2025, 30 days old', \
'1 Jan 2025, younger by 1 day: no older edition is at hand, so its rates stand for 31 Dec 2024')
        """
        apart = (day - self.valid_from).days
        if apart < 0:
            return (
                f"{self.title}, of {day_name(self.valid_from)}, younger by {counted(-apart, 'day')}: "
                f"no older edition is at hand, so its rates stand for {day_name(day)}"
            )
        ended = ""
        if self.valid_to and day >= self.valid_to:
            ended = f"; it was in force until {day_name(self.valid_to)}, and no later one is at hand"
        return f"{self.title}, of {day_name(self.valid_from)}, {counted(apart, 'day')} old{ended}"


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[Edition, ...], dict[str, str]]:
    """Return the shipped editions, and the schedule that each economy applies where it is not its own."""
    path = SHIPPED / "editions.yaml"
    found = read_yaml(path.read_bytes(), str(path)).mapping()
    editions = tuple(_edition(entry, SHIPPED) for entry in found["editions"])
    applies = {member: union for union, members in found["customs_unions"].items() for member in members}
    return editions, applies


def _edition(entry: dict[str, Any], folder: Path, own: bool = False) -> Edition:

    def day(name: str) -> date | None:
        return parse_date(str(entry[name])) if entry.get(name) else None

    words = {name: str(entry.get(name) or "") for name in _WORDS}
    return Edition(
        importer=str(entry["importer"]),
        edition=str(entry["edition"]),
        title=str(entry.get("title") or f"{entry['importer']} {entry['edition']}"),
        path=folder / str(entry["file"]),
        valid_from=parse_date(str(entry["valid_from"])),
        valid_to=day("valid_to"),
        as_of=day("as_of"),
        complete=str(entry.get("complete", "yes")) == "yes",
        own=own,
        hs_edition=words["hs_edition"],
        source=words["source"],
        licence=words["licence"],
        covers=words["covers"],
        lacks=words["lacks"],
    )


def _own(folder: Path) -> list[Edition]:
    """Return the editions in a user's folder.

    Raises:
        BadInput: There is no such folder, or a file in it is not a schedule.
    """
    if not folder.is_dir():
        mend = "name the folder that `schedule import --to` wrote to"
        raise BadInput("there is no folder of schedules", Place(str(folder)), mend)
    paths = sorted(folder.glob("*.npz"))
    return [_edition({**read_table(path).about, "file": path.name}, folder, own=True) for path in paths]


def editions(importer: str | None = None, folders: Sequence[Path] = ()) -> tuple[Edition, ...]:
    """Return the editions at hand, of one importer or all, by the day from which they hold.

    Args:
        importer: ISO 3166 alpha-3 code, or EU; members of a customs union have the union's schedule.
        folders: The user's own, laid over the shipped ones: an edition of the same day takes its place.

    Raises:
        BadInput: A folder cannot be read.

    Example:
        >>> [edition.edition for edition in editions("USA")]
        ['2025-basic', '2025-rev-32', '2026-rev-10']
    """
    shipped, applies = _shipped()
    found = {(edition.importer, edition.valid_from): edition for edition in shipped}
    for folder in folders:
        found |= {(edition.importer, edition.valid_from): edition for edition in _own(folder)}
    wanted = importer
    if importer is not None and not any(own == importer for own, _ in found):
        wanted = applies.get(importer, importer)
    return tuple(found[key] for key in sorted(found) if wanted is None or key[0] == wanted)


def edition_on(importer: str, day: date, folders: Sequence[Path] = ()) -> Edition:
    """Return the edition that holds on a day: the newest that began by then, else the first there is.

    Raises:
        BadInput: There is no schedule of that importer; those at hand are named.

    Example:
        >>> edition_on("USA", date(2025, 12, 1)).edition, edition_on("DEU", date(2025, 12, 1)).importer
        ('2025-rev-32', 'EU')
    """
    known = editions(importer, folders)
    if not known:
        names = sorted({edition.importer for edition in editions(None, folders)})
        near = difflib.get_close_matches(importer.upper(), names, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        mend = f"{hint}there are schedules of {', '.join(names)}; `detente schedule import` adds one"
        raise BadInput(f"no tariff schedule of {importer} is at hand", mend=mend)
    begun = [edition for edition in known if edition.valid_from <= day]
    return begun[-1] if begun else known[0]
