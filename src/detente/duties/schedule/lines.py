"""What a line of a schedule is, and what duty several lines have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.core.duty_expressions import DutyExpression
from detente.core.duty_texts import SpecialRate


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A row under which a line stands; `code` is empty where the row has no number."""

    code: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a schedule with its duties, where they come from and what stands above and below it.

    `inherited_from` is the code of the row that states the duties where it is not the line itself.
    `children` are the lines below a code that is cut further. `notes` say what was done to find it.
    """

    importer: str
    edition: str
    code: str
    description: str
    ancestors: tuple[Ancestor, ...]
    unit: str
    general: DutyExpression
    special: tuple[SpecialRate, ...]
    column_2: DutyExpression
    inherited_from: str = ""
    children: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def common(duties: Sequence[DutyExpression]) -> DutyExpression:
    """Return the duty that several lines share: the same, a range of rates, or unknown.

    Example:
        >>> from detente.core.duty_texts import parse_duty
        >>> str(common([parse_duty("4%"), parse_duty("Free")]))
        '0% to 4%'
    """
    if len({str(duty) for duty in duties}) == 1:
        return duties[0]
    bounds = [duty.bounds for duty in duties]
    if any(both is None for both in bounds):
        return DutyExpression(kind="unknown", text="; ".join(dict.fromkeys(str(duty) for duty in duties)))
    low = min(both[0] for both in bounds if both)
    high = max(both[1] for both in bounds if both)
    found = DutyExpression(kind="range", low=low, high=high)
    return replace(found, text=str(found))
