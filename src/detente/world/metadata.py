"""What a world table says about itself: its year, unit, sources and how its figures were adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.core.errors import BadInput, Place


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
    unit: str = "million USD"
    currency: str = "USD"
    prices: str = ""
    tariff_content: str = "unknown"
    sources: tuple[TableSource, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


_FIELDS = set(Metadata.__slots__) | {"digest"}


def read_metadata(path: Path, digest: str) -> Metadata:
    """Return a table's metadata, or bare metadata where the file is absent.

    Args:
        path: The YAML file beside the table.
        digest: The hash of the table's arrays, which the file must name if it names any.

    Raises:
        BadInput: The file is no such metadata, or belongs to another table.

    Example:
        >>> read_metadata(Path("nowhere.yaml"), "").year is None
        True
    """
    if not path.is_file():
        return Metadata()
    content = read_text_yaml(path)
    unknown = sorted(set(content) - _FIELDS)
    if unknown:
        mend = f"use {', '.join(sorted(_FIELDS))}"
        raise BadInput(f"unknown key '{unknown[0]}'", Place(str(path)), mend)
    if content.pop("digest", digest) != digest:
        what = "the digest is that of another table"
        raise BadInput(what, Place(str(path), field="digest"), "build table and metadata together")
    try:
        sources = tuple(TableSource(**row) for row in content.pop("sources", ()))
        adjustments = tuple(
            Adjustment(row["what"], int(row["cells"]), float(row["million_usd"]), row["largest"])
            for row in content.pop("adjustments", ())
        )
        year = int(content.pop("year")) if "year" in content else None
        return Metadata(**content, year=year, sources=sources, adjustments=adjustments)
    except (TypeError, ValueError, KeyError) as error:
        raise BadInput(f"cannot be read: {error}", Place(str(path)), "compare the shipped file") from error


def read_text_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file, every scalar as text, so that `NO` stays Norway.

    Raises:
        BadInput: The file is not YAML, or not a mapping.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = str(error).replace("\n", " ")
        raise BadInput(f"not YAML: {reason}", Place(str(path)), "correct the file") from error
    if not isinstance(content, dict):
        raise BadInput("not a mapping", Place(str(path)), "compare the shipped file")
    return content
