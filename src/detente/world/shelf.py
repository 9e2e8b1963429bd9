"""Where a user's own world tables are kept, and what they may be called."""

from __future__ import annotations

import os
import re
from pathlib import Path

from detente.core.errors import BadInput

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}\Z")


def own_folder() -> Path:
    """Return the folder of the user's own world tables; DETENTE_WORLDS overrides the system's place for it.

    Example:
        >>> own_folder().name
        'worlds'
    """
    from platformdirs import user_data_path

    return Path(os.environ.get("DETENTE_WORLDS") or user_data_path("detente") / "worlds")


def own_worlds() -> dict[str, Path]:
    """Return the user's own world tables by name."""
    return {path.stem: path for path in sorted(own_folder().glob("*.npz")) if not path.name.startswith(".")}


def checked_name(name: str, shipped: tuple[str, ...]) -> str:
    """Return a name that a table can be kept under and found by.

    Args:
        name: The name.
        shipped: The tables that come with Detente; none of them is ever replaced or hidden.

    Raises:
        BadInput: It is no plain word, or a shipped table's.

    Example:
        >>> checked_name("icio-2018", ("icio-2022",))
        'icio-2018'
    """
    if not _NAME.match(name) or name.endswith((".npz", ".yaml", ".")):
        mend = "use up to 60 letters, digits, dots and hyphens, such as icio-2018"
        raise BadInput(f"'{name[:70]}' cannot be the name of a world table", mend=mend)
    if name.casefold() in (one.casefold() for one in shipped):
        raise BadInput(f"'{name}' is a table that comes with Detente", mend="choose another name")
    return name
