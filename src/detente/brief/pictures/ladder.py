"""The tariff ladder: rates against real income, trade and tariff revenue of both sides, real rates marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

from detente.brief.pictures.curves import CURVES, ROOM, panel
from detente.brief.pictures.frame import BASES, Told, framed, made_with, pair_and_day, signed
from detente.brief.pictures.marks import Mark
from detente.brief.pictures.picture import Look, Picture
from detente.brief.pictures.strip import strip
from detente.core.wording import percent

if TYPE_CHECKING:
    from detente.impact.ladder import Ladder


def ladder_picture(found: Ladder, marked: Sequence[Mark], look: Look) -> Picture:
    """Return a ladder as three panels under the rates of the record.

    Args:
        found: The answer that is drawn.
        marked: Rates on record; those off the ladder or of a side that stays as it is are left out.
        look: How the picture is wanted.
    """
    rates = [rung.rate for rung in found.rungs]
    charging = [code for code in found.between if found.side in (code, "both")]
    low, high = min(rates), max(rates)
    shown = [mark for mark in marked if mark.rate and low <= mark.rate <= high and mark.importer in charging]
    title = look.title or f"A ladder of tariffs: {pair_and_day(found, look)}"
    other = [code for code in found.between if code not in charging]
    stays = f"; {other[0]} as the law of the day has it" if other else ""
    told = Told(
        title=title,
        subtitle=f"One added duty of {' and '.join(charging)} on all goods of the other, in place of those "
        f"on record{stays}; changes compared with {BASES.get(found.against, found.against)}",
        foot=made_with(found, look),
        description=_description(title, found),
    )
    panels = [
        *([strip(shown, found, look)] if shown else ()),
        *(panel(curve, found, shown, look) for curve in CURVES),
    ]
    columns = tuple(item.name for item in fields(found.rungs[0]))
    return Picture(
        kind="ladder", title=title, description=told.description,
        spec=framed(look, told, panels, ROOM), columns=columns,
        rows=tuple(astuple(rung) for rung in found.rungs), notes=found.notes,
    )  # fmt: skip


def _description(title: str, found: Ladder) -> str:
    """Return what the ladder shows to those who cannot see it: real income at its two ends."""
    told = []
    for code in found.between:
        known = [rung for rung in found.of(code) if rung.real_income_percent is not None]
        ends = (
            f"{signed(rung.real_income_percent or 0.0)} at {percent(rung.rate)}"
            for rung in (known[0], known[-1])
        )
        told.append(f"{code}: real income {', '.join(ends)}")
    return f"Lines in three panels. {title}. {'; '.join(told)}."
