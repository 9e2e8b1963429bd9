"""The columns of a file of shipments: which are read, under what name they stand, which are carried along."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from detente.core.errors import BadInput, Place
from detente.duties.panels.panels import RATES

REQUIRED = ("origin", "product", "on")
OPTIONAL = ("value_usd", "given", "quantities")
QUANTITY = "quantity_"
"""Begins the name of a column of amounts in one unit, as in quantity_kg."""
ADDED = (*RATES, "state", "components")
LANDED = ("duty_usd", "duty_low_usd", "duty_high_usd", "mpf_usd", "hmf_usd", "landed_usd")
LINE, FAULT = "\tline", "\tfault"
"""Columns that a CSV file gets when it is split: the line of a row, and why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file: all `names`, and the name of each column that is read, by field."""

    names: tuple[str, ...]
    fields: dict[str, str]

    @property
    def quantities(self) -> dict[str, str]:
        """The units of columns of amounts, each with the column's name."""
        return {
            name.strip()[len(QUANTITY) :]: name for name in self.names
            if name.strip().lower().startswith(QUANTITY)
        }  # fmt: skip

    @property
    def rejects(self) -> tuple[str, str, str]:
        """What the reject file calls the row's line, the field at fault and the reason."""
        taken = {name.lower() for name in self.names}
        line, field, reason = (
            f"reject_{name}" if name in taken else name for name in ("line", "field", "reason")
        )
        return line, field, reason


def read_header(names: Sequence[str], file: str, importer: str | None, landed: bool) -> Header:
    """Return the columns of a file, found by name in any case.

    Args:
        names: The column names as they stand.
        file: What errors call the file.
        importer: The importer of all rows where the file does not name one.
        landed: Landed costs are wanted, so each row needs a value.

    Raises:
        BadInput: A column is missing, stands twice, or has the name of one that is added.

    Example:
        >>> read_header(["Origin", "PRODUCT", "on", "note"], "in.csv", "USA", False).fields["product"]
        'PRODUCT'
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.strip().lower(), []).append(name)
    _check_twice(found, names, file)
    required = (*REQUIRED, *(() if importer else ("importer",)), *(("value_usd",) if landed else ()))
    missing = [field for field in required if field not in found]
    if missing:
        near = difflib.get_close_matches(missing[0], found, n=1)
        hint = f"is it '{near[0]}'? " if near else ""
        option = ", or give --importer" if "importer" in missing else ""
        mend = f"{hint}name it in the first line{option}; columns are parted by commas"
        raise BadInput(f"there is no column {' nor '.join(missing)}", Place(file), mend)
    added = [name for name in (*ADDED, *(LANDED if landed else ())) if name in found]
    if added:
        mend = "rename it: the answer adds a column of that name"
        raise BadInput(f"there is a column {found[added[0]][0]} already", Place(file), mend)
    fields = ("importer", *REQUIRED, *OPTIONAL)
    return Header(tuple(names), {field: found[field][0] for field in fields if field in found})


def _check_twice(found: dict[str, list[str]], names: Sequence[str], file: str) -> None:
    read = ("importer", *REQUIRED, *OPTIONAL)
    twice = [own[0] for field, own in found.items() if len(own) > 1 and field in read]
    twice += [name for name in names if names.count(name) > 1]
    if twice:
        raise BadInput(f"the column {twice[0] or '(without a name)'} stands twice", Place(file), "rename one")
