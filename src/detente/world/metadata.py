"""What a world table says about itself: its year, unit, sources and how its figures were adjusted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from detente.core.errors import BadInput, Place
from detente.core.located import Located, read_yaml

MONEY = {"unit": "million USD", "currency": "USD"}
"""What every table counts in: its figures are turned into US dollars by a million and nothing else."""


@dataclass(frozen=True, slots=True)
class TableSource:
    """A publication that a table takes figures from."""

    citation: str
    url: str
    licence: str
    provides: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One step that changed the source's figures: in how many cells, by how much, and where most."""

    what: str
    cells: int
    million_usd: float
    largest: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """The words that go with a world table; a user's table without a metadata file has none."""

    name: str = ""
    title: str = ""
    year: int | None = None
    unit: str = MONEY["unit"]
    currency: str = MONEY["currency"]
    prices: str = ""
    tariff_content: str = "unknown"
    sources: tuple[TableSource, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


_ROWS: dict[str, type] = {"sources": TableSource, "adjustments": Adjustment}
_KEYS = sorted({item.name for item in fields(Metadata)} | {"digest"})


def read_metadata(path: Path, digest: str) -> Metadata:
    """Return a table's metadata, or bare metadata where the file is absent.

    Args:
        path: The YAML file beside the table.
        digest: The hash of the table's arrays, which the file must name if it names any.

    Raises:
        BadInput: The file is no such metadata, counts in other money than million USD, or belongs to
            another table.

    Example:
        >>> read_metadata(Path("nowhere.yaml"), "").year is None
        True
    """
    if not path.is_file():
        return Metadata()
    try:
        located = read_yaml(path.read_bytes(), str(path))
    except OSError as error:
        mend = "check the file and its rights"
        raise BadInput(f"cannot be read ({error.strerror})", Place(str(path)), mend) from error
    words = _words(located)
    for key, only in MONEY.items():
        if words.get(key, only) != only:
            mend = f"convert the table to {MONEY['unit']}"
            raise BadInput(f"the {key} '{words[key]}' is not {only}", located.place((key,)), mend)
    if words.pop("digest", digest) != digest:
        what = "the digest is that of another table"
        raise BadInput(what, located.place(("digest",)), "build table and metadata together")
    year = words.pop("year", None)
    return Metadata(
        **words,
        year=None if year is None else int(_number(located, ("year",), year)),
        sources=tuple(TableSource(**row) for row in _rows(located, "sources")),
        adjustments=tuple(
            Adjustment(
                what=row["what"],
                cells=int(_number(located, ("adjustments", place, "cells"), row["cells"])),
                million_usd=_number(located, ("adjustments", place, "million_usd"), row["million_usd"]),
                largest=row["largest"],
            )
            for place, row in enumerate(_rows(located, "adjustments"))
        ),
    )


def metadata_text(metadata: Metadata, digest: str) -> str:
    """Return the YAML text of a table's metadata, as `read_metadata` takes it; what is empty is left out.

    Args:
        metadata: What the table says of itself.
        digest: The hash of its arrays.

    Example:
        >>> print(metadata_text(Metadata(name="mine", year=2018), "ab12"), end="")
        # Written by `detente world import`.
        name: mine
        year: '2018'
        unit: million USD
        currency: USD
        tariff_content: unknown
        digest: ab12
    """
    import yaml

    content = {key: value for key, value in asdict(metadata).items() if value not in ("", None, ())}
    if "year" in content:
        content["year"] = str(content["year"])
    for key in _ROWS.keys() & content.keys():
        content[key] = [dict(row) for row in content[key]]
    for row in content.get("adjustments", ()):
        row["million_usd"] = round(row["million_usd"], 6)
    text = yaml.safe_dump({**content, "digest": digest}, sort_keys=False, allow_unicode=True, width=110)
    return f"# Written by `detente world import`.\n{text}"


def _words(located: Located) -> dict[str, str]:
    """Return the keys that hold text; those left empty drop out."""
    content = located.mapping()
    for key, value in content.items():
        if key not in _KEYS:
            raise BadInput(f"unknown key '{key}'", located.place((key,)), f"use {', '.join(_KEYS)}")
        if key not in _ROWS and not isinstance(value, str | None):
            raise BadInput(f"'{key}' is not text", located.place((key,)), f"write `{key}: ...` on one line")
    return {key: value for key, value in content.items() if key not in _ROWS and value is not None}


def _rows(located: Located, key: str) -> list[dict[str, Any]]:
    """Return the rows below a key, each with the keys of its dataclass and text in all of them."""
    rows = located.data.get(key) or []
    if not isinstance(rows, list):
        raise BadInput(f"'{key}' is not a list", located.place((key,)), "start rows with '- '")
    names = {item.name for item in fields(_ROWS[key])}
    for place, row in enumerate(rows):
        if not isinstance(row, dict) or set(row) != names or not all(isinstance(row[n], str) for n in names):
            mend = f"give {', '.join(sorted(names))} as text"
            raise BadInput(f"is no row of '{key}'", located.place((key, place)), mend)
    return rows


def _number(located: Located, path: tuple[str | int, ...], text: str) -> float:
    """Return the finite number at a place; whole where its key counts something."""
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    whole = path[-1] in ("year", "cells")
    if not abs(number) < float("inf") or (whole and number != int(number)):
        kind = "whole number" if whole else "number"
        raise BadInput(f"'{text}' is not a {kind}", located.place(path), "write digits only")
    if path[-1] == "year" and not 1900 <= number <= 2100:
        raise BadInput(f"{text} is no year of a world table", located.place(path), "use 1900 to 2100")
    return number
