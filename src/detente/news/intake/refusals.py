"""A source that gives no document, and why."""

from __future__ import annotations

from dataclasses import dataclass

from detente.core.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A source that gives no document of its own; `str()` is the line shown to the user.

    `same_as` names the document whose text it repeats; such a source is left out, but it is no fault.

    Example:
        >>> str(Refused(source="a.txt", what="is empty", mend="give a file with an article"))
        'a.txt: is empty; give a file with an article'
    """

    source: str
    what: str
    mend: str = ""
    same_as: str = ""

    def __str__(self) -> str:
        return f"{self.source}: {self.what}{'; ' if self.mend else ''}{self.mend}"


def refused(source: str, error: BadInput) -> Refused:
    """Return the refusal that an error tells of."""
    return Refused(source=source, what=error.what, mend=error.mend)
