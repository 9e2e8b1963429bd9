"""A picture: its specification, what it shows in words, and the figures in it as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.core.errors import BadInput
from detente.core.plain import plain

Spec = dict[str, Any]
WIDTH, NARROWEST, WIDEST = 760, 320, 2400
NARROW = 520
"""Below this width names give way to codes and panels stand one above the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture is wanted, and what its maker knows besides the figures.

    Args:
        title: Its heading; one that says what is shown, by default.
        width: Its width in pixels.
        names: Names of economies by code; a code without one stands for itself.
        members: Members by the code of a group such as the EU.
        record: The hash of the record that the figures rest on.

    Raises:
        BadInput: A width that no page has, or a title with signs that no letter stands for.

    Example:
        >>> Look(names={"CHN": "China"}).name("CHN"), Look().name("CHN")
        ('China', 'CHN')
        >>> Look(width=9)
        Traceback (most recent call last):
        detente.core.errors.BadInput: a picture 9 pixels wide; give a width of 320 to 2400
    """

    title: str = ""
    width: int = WIDTH
    names: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    record: str = ""

    def __post_init__(self) -> None:
        if not NARROWEST <= self.width <= WIDEST:
            mend = f"give a width of {NARROWEST} to {WIDEST}"
            raise BadInput(f"a picture {self.width} pixels wide", mend=mend)
        if not self.title.isprintable():
            raise BadInput(f"a title of {self.title!a}", mend="leave out line ends and control characters")

    @property
    def narrow(self) -> bool:
        """Whether it is for a phone or a column of text."""
        return self.width < NARROW

    def name(self, code: str) -> str:
        """Return the name of an economy."""
        return self.names.get(code, code)

    def parts(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return economies, groups by their members.

        Example:
            >>> Look(members={"EU": ("AUT", "BEL")}).parts(["USA", "EU"])
            ('USA', 'AUT', 'BEL')
        """
        return tuple(one for code in codes for one in self.members.get(code) or (code,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture and the figures in it.

    `spec` is a whole Vega-Lite specification, data included; `description` says what it shows to those who
    cannot see it; `rows` are its figures under `columns`, named as in the answers they come from.
    """

    kind: str
    title: str
    description: str
    spec: Spec
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {
            "picture": self.kind,
            "title": self.title,
            "description": self.description,
            "rows": plain(rows),
            "notes": list(self.notes),
            "spec": self.spec,
        }
