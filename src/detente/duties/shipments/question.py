"""What can be asked of a file of shipments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HMF_MODES = ("ocean",)
"""How goods come on which the harbor maintenance fee falls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentsQuestion:
    """What is asked of a file of shipments.

    `importer` is that of all rows where the file names none, `given` are facts declared of all rows where a
    row does not declare them itself. `landed` adds costs, `mpf` and `hmf` (by `ocean`) the fees in them.
    """

    importer: str | None = None
    given: tuple[str, ...] = ()
    known_at: date | None = None
    landed: bool = False
    mpf: bool = False
    hmf: str | None = None
