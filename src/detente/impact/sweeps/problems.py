"""What is wrong with a sweep file, gathered over all of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from detente.core.errors import BadInput, Place
from detente.core.located import Located, Path_, Problem
from detente.core.wording import counted

Read = TypeVar("Read")


class BadSweep(BadInput):
    """A sweep file with problems; all of them are in `problems`, in the order of the file.

    Example:
        >>> from detente.core.errors import Place
        >>> wrong = Problem(Place("a.csv", 3, field="USA on CHN"), "'1O%' is no rate", "write 0.1 or 10%")
        >>> str(BadSweep("a.csv", [wrong]))
        "a.csv:3, field USA on CHN: '1O%' is no rate; write 0.1 or 10%"
    """

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        if len(problems) == 1:
            super().__init__(first.what, first.place, first.mend)
        else:
            what = f"{file} has {counted(len(problems), 'problem')}, the first at {first.place}: {first.what}"
            super().__init__(what, mend=first.mend)


@dataclass(slots=True)
class Complaints:
    """Gathers the problems of one file instead of raising the first.

    Args:
        file: The file.
        located: Where its parts stand; None for a CSV file, whose rows have lines.
        problems: What was found so far.
    """

    file: Path
    located: Located | None
    problems: list[Problem] = field(default_factory=list)

    def say(self, path: Path_, error: BadInput) -> None:
        """Note a problem of a part of the YAML file."""
        place = self.located.place(path) if self.located else Place(str(self.file), 1)
        self.problems.append(Problem(place, error.what, error.mend))

    def say_at(self, place: Place, field_name: str, error: BadInput) -> None:
        """Note a problem of a field of a row."""
        where = Place(place.file, place.line, place.column, field_name)
        self.problems.append(Problem(where, error.what, error.mend))

    def attempt(self, path: Path_, read: Callable[[], Read], otherwise: Read) -> Read:
        """Return what is read, or note why it cannot be."""
        try:
            return read()
        except BadInput as error:
            self.say(path, error)
            return otherwise

    def settle(self) -> None:
        """Raise where there is a problem.

        Raises:
            BadSweep: All of them, in the order of the file.
        """
        if self.problems:
            raise BadSweep(str(self.file), sorted(self.problems, key=_by_place))


def _by_place(problem: Problem) -> tuple[str, int, int]:
    return problem.place.file, problem.place.line or 0, problem.place.column or 0
