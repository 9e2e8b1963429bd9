"""The schedule of an importer on a day: its lines, their ordinary rates, and where a good's line stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from detente.core.duty_expressions import DutyExpression
from detente.core.duty_texts import parse_duty, parse_special
from detente.core.errors import BadInput
from detente.core.products import dotted, parse_product
from detente.core.wording import counted
from detente.duties.schedule.editions import Edition, edition_on
from detente.duties.schedule.lines import Ancestor, Line, common
from detente.duties.schedule.renumbering import renumbered
from detente.duties.schedule.table import Codes, Floats, ScheduleTable, read_table

__all__ = ["Ancestor", "Line", "Schedule", "common", "schedule_on"]

_NEAREST = 3


class Schedule:
    """An importer's schedule, as it holds on a day.

    `lines` are the codes a good can have, sorted, as bytes; `base_rate` is the general ad valorem rate of
    each as a fraction, NaN where the duty is not by value alone or not known. `note` tells the age.

    Example:
        >>> schedule = schedule_on("USA", date(2025, 6, 9))
        >>> schedule.edition, schedule.note
        ('2025-basic', 'HTS 2025 basic edition, of 1 Jan 2025, 159 days old')
        >>> float(schedule.base_rate[schedule.lines == b"8507600020"][0])
        0.034
    """

    def __init__(self, found: Edition, table: ScheduleTable, day: date) -> None:
        self.found = found
        self.table = table
        self.day = day

    @property
    def importer(self) -> str:
        """The economy, or customs union, whose schedule it is."""
        return self.found.importer

    @property
    def edition(self) -> str:
        """The name of the edition."""
        return self.found.edition

    @property
    def valid_from(self) -> date:
        """The day from which the edition holds."""
        return self.found.valid_from

    @property
    def note(self) -> str:
        """How old or young the edition is on the day."""
        return self.found.age(self.day)

    @property
    def lines(self) -> Codes:
        """The codes of the lines, sorted, `S10`."""
        return self.table.line_codes

    @property
    def base_rate(self) -> Floats:
        """The general ad valorem rate of each line; NaN where value does not decide or it is not known."""
        return self.table.general_rates

    @property
    def base_bounds(self) -> tuple[Floats, Floats]:
        """The lowest and highest general rate of each line: they differ where the source has a range."""
        return self.table.general_bounds

    @property
    def column_2_rate(self) -> Floats:
        """The ad valorem rate of column 2 of each line, for origins without ordinary treatment."""
        return self.table.column_2_rates

    def find(self, product: str) -> Line:
        """Return the line of a product code with eight or ten digits.

        A code cut finer than the schedule has the duties of its eight digits. A code of another edition is
        followed through the renumbering. A code that an incomplete edition lacks has unknown duties. `notes`
        tell which.

        Raises:
            BadInput: No line has that code; the nearest are named.

        Example:
            >>> line = schedule_on("USA", date(2025, 6, 9)).find("8507.60.00.20")
            >>> str(line.general), line.inherited_from, line.ancestors[0].code
            ('3.4%', '85076000', '8507')
            >>> schedule_on("USA", date(2025, 6, 9)).find("8507.66.00")
            Traceback (most recent call last):
            detente.core.errors.BadInput: 8507.66.00 is no line of HTS 2025 basic edition; the nearest are \
8507.60.00.20, 8507.80.41.00, 8507.80.82.00
        """
        code = parse_product(product)
        line = self._exact(code) or self._renumbered(code, within=code[:8]) or self._cut(code)
        line = line or self._renumbered(code) or self._lacking(code)
        if line is None:
            what, mend = self._nearest(code)
            raise BadInput(what, mend=mend)
        return line

    def heading(self, code: str) -> Line:
        """Return a heading or subheading with what is under it; its duty is what its lines have in common.

        Raises:
            BadInput: The schedule has no line that begins with these digits.

        Example:
            >>> heading = schedule_on("USA", date(2025, 6, 9)).heading("850760")
            >>> str(heading.general), heading.children
            ('3.4%', ('8507600010', '8507600020'))
        """
        below = self.table.lines_below(code)
        if not below:
            what = f"{self.found.title} has no line that begins with {dotted(code)}"
            raise BadInput(what, mend="`detente schedule search` finds lines by words")
        family = self._family(code, below)
        row = self.table.row_of(code)
        if row is None:
            above = tuple(ancestor for ancestor in family.ancestors if code.startswith(ancestor.code or "-"))
            return replace(family, description="", ancestors=above, notes=())
        own = self._line(code, row)
        return replace(family, description=own.description, ancestors=own.ancestors, unit=own.unit, notes=())

    def place(self, code: str) -> int | None:
        """Return the place of a line in `lines`, by its digits; None where there is none.

        Example:
            >>> schedule = schedule_on("USA", date(2025, 6, 9))
            >>> schedule.lines[schedule.place("8507600020")].decode()
            '8507600020'
        """
        place = bisect_left(self.lines, code.encode())
        return place if place < len(self.lines) and self.lines[place] == code.encode() else None

    def _exact(self, code: str) -> Line | None:
        """Return the line or row with this very code."""
        row = self.table.row_of(code)
        if row is not None:
            return self._line(code, row)
        place = self.place(code)
        return None if place is None else self._line(code, int(self.table.line_rows[place]))

    def _cut(self, code: str) -> Line | None:
        """Return the line of a code's eight digits, where the last two are not in the schedule."""
        eight = code[:8]
        row = self.table.row_of(eight)
        below = self.table.lines_below(eight)
        if row is None and not below:
            return None
        if row is not None:
            line = self._line(eight, row)
        elif len(below) == 1:
            line = self._line(self.lines[below[0]].decode(), int(self.table.line_rows[below[0]]))
        else:
            line = self._family(eight, below)
        if len(code) == 8:
            return line
        ten = any(len(self.lines[place]) == 10 for place in below)
        what = f"has no line {dotted(code)}" if ten else f"does not cut {dotted(eight)} further"
        return replace(
            line, notes=(f"{self.found.title} {what}; the duties are those of {dotted(line.code)}",)
        )

    def _renumbered(self, code: str, within: str = "") -> Line | None:
        """Return the line that a code of another edition became or was, `within` some first digits."""
        for targets in renumbered(self.importer, code):
            found = map(self._exact, (target for target in targets if target.startswith(within)))
            lines = [line for line in found if line]
            if not lines:
                continue
            if len({str(line.general) for line in lines}) > 1:
                names = ", ".join(dotted(line.code) for line in lines)
                what = f"{dotted(code)} of another edition is parted in {self.found.title}"
                raise BadInput(what, mend=f"give one of {names}")
            others = ", ".join(dotted(line.code) for line in lines[1:])
            note = f"{dotted(code)} of another edition stands here as {dotted(lines[0].code)}"
            return replace(lines[0], notes=(note + (f" (or {others}, at the same rate)" if others else ""),))
        return None

    def _line(self, code: str, row: int) -> Line:
        """Return the line of a row."""
        table = self.table
        above = table.rows_above(row)
        stated = (place for place in (row, *reversed(above)) if table.text("general", place))
        stating = next(stated, row)
        below = table.lines_below(code)
        children = tuple(self.lines[place].decode() for place in below)
        return Line(
            importer=self.importer,
            edition=self.edition,
            code=code,
            description=table.text("description", row),
            ancestors=tuple(
                Ancestor(table.codes[place].decode(), table.text("description", place)) for place in above
            ),
            unit=table.text("unit", row),
            general=parse_duty(table.text("general", stating)),
            special=parse_special(table.text("special", stating)),
            column_2=parse_duty(table.text("column_2", stating)),
            inherited_from="" if stating == row else table.codes[stating].decode(),
            children=() if children == (code,) else children,
        )

    def _family(self, eight: str, below: range) -> Line:
        """Return eight digits that have no row of their own: what the lines below have in common."""
        lines = [self._line(self.lines[place].decode(), int(self.table.line_rows[place])) for place in below]
        first = lines[0]
        same_special = all(line.special == first.special for line in lines)
        return replace(
            first,
            code=eight,
            description=f"{counted(len(lines), 'line')}: {'; '.join(line.description for line in lines)}",
            general=common([line.general for line in lines]),
            special=first.special if same_special else (),
            column_2=common([line.column_2 for line in lines]),
            inherited_from="",
            children=tuple(line.code for line in lines),
            notes=(f"{dotted(eight)} is cut into {counted(len(lines), 'line')}; give one for its own duty",),
        )

    def _lacking(self, code: str) -> Line | None:
        """Return a line without known duties: the heading is there, but the edition may lack the code."""
        earlier = self.day < self.valid_from  # an older edition, not at hand, may have had the code
        if (self.found.complete and not earlier) or not self.table.lines_below(code[:4]):
            return None
        what, mend = self._nearest(code)
        doubt = "younger than that day" if earlier else "not complete"
        row = self.table.row_of(code[:4])
        heading = Ancestor(code[:4], "" if row is None else self.table.text("description", row))
        return Line(
            importer=self.importer,
            edition=self.edition,
            code=code,
            description="",
            ancestors=(heading,),
            unit="",
            general=DutyExpression(kind="unknown"),
            special=(),
            column_2=DutyExpression(kind="unknown"),
            notes=(f"{what}, which is {doubt}; its ordinary duty is unknown, not free; {mend}",),
        )

    def _nearest(self, code: str) -> tuple[str, str]:
        """Return the refusal of a code that no line has, and the nearest ones."""
        for depth in (6, 4):
            below = self.table.lines_below(code[:depth])
            if below:
                place = int(np.searchsorted(self.lines, code.encode()))
                first = max(below.start, min(place - 1, below.stop - _NEAREST))
                near = [dotted(self.lines[at].decode()) for at in below if first <= at < first + _NEAREST]
                mend = f"the nearest {'are' if len(near) > 1 else 'is'} {', '.join(near)}"
                break
        else:
            mend = f"it has no heading {code[:4]}; `detente schedule search` finds lines by words"
        return f"{dotted(code)} is no line of {self.found.title}", mend


def schedule_on(importer: str, day: date, folders: Sequence[Path] = ()) -> Schedule:
    """Return the schedule of an importer on a day.

    The newest edition that began by then holds; before the first, the first does, and `note` says so.

    Args:
        importer: ISO 3166 alpha-3 code, or EU; members of a customs union have the union's schedule.
        day: The day of entry.
        folders: Where the user's own editions are; they take the place of shipped ones of the same day.

    Raises:
        BadInput: There is no schedule of that importer, or a file is damaged.

    Example:
        >>> schedule_on("CHN", date(2018, 1, 31)).edition, len(schedule_on("CHN", date(2018, 1, 31)).lines)
        ('2018', 8547)
    """
    found = edition_on(importer, day, folders)
    return Schedule(found, read_table(found.path), day)
