"""Compose a picture: ask the models, and for a ladder the record, then draw what they answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.brief.pictures.picture import Look, Picture
from detente.core.errors import BadInput
from detente.impact.effects import EffectsQuestion

if TYPE_CHECKING:
    from detente.impact.ladder import Rungs
    from detente.impact.solving import Ask
    from detente.impact.uncertainty.design import Design
    from detente.ledger.record import Record

Progress = Callable[[str, int, int], None]
KINDS = ("map", "bars", "sectors", "ladder")
WHOLE = ("map", "bars")
"""Kinds of whole economies, which a model without sectors has too."""
ENDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureQuestion:
    """What is drawn and how.

    `effects` is put to the models, `look` says how wide the picture is and what it is called. `ends` is how
    many economies of each end bars show, and with a `design` of draws they show ranges; `rungs` are the
    rates of a ladder, 0 to 145% by default.
    """

    effects: EffectsQuestion = field(default_factory=EffectsQuestion)
    look: Look = field(default_factory=Look)
    ends: int = ENDS
    design: Design | None = None
    rungs: Rungs | None = None


def compose(
    record: Record, kind: str, ask: Ask, question: PictureQuestion, world: str, progress: Progress
) -> Picture:
    """Return a picture.

    Args:
        record: The record.
        kind: `map`, `bars`, `sectors` or `ladder`.
        ask: The pair and the day.
        question: What is drawn and how.
        world: Name or path of the world table.
        progress: Called with a step's name, how many steps are done and how many there are.

    Raises:
        BadInput: There is no such kind, or the question cannot be read as given.
        NoConvergence: The solver stopped early.
    """
    from detente.impact import one_sector
    from detente.impact.solving import BOTH, SECTORS

    if kind not in KINDS:
        raise BadInput(f"there is no picture '{kind}'", mend=f"use {', '.join(KINDS)}")
    if question.effects.model == BOTH:
        able = f"{SECTORS} or {one_sector.NAME}" if kind in WHOLE else SECTORS
        raise BadInput("a picture shows one model", mend=f"use {able}")
    economies = {economy.code: economy for economy in record.economies}
    look = replace(
        question.look,
        names={code: economy.name for code, economy in economies.items()},
        members={code: economy.members for code, economy in economies.items() if economy.members},
        record=record.digest,
    )
    wanted = replace(question, look=look)
    if kind == "ladder":
        return _ladder(record, ask, wanted, world, progress)
    if kind == "bars":
        return _bars(record, ask, wanted, world, progress)
    from detente.brief.pictures.sectors import sector_bars
    from detente.brief.pictures.world_map import world_map
    from detente.impact.solving import effects

    draw = world_map if kind == "map" else sector_bars
    return draw(effects(record, ask, question.effects, world), look)


def _bars(record: Record, ask: Ask, question: PictureQuestion, world: str, progress: Progress) -> Picture:
    from detente.brief.pictures.bars import Spans, ranked_bars
    from detente.impact.solving import effects
    from detente.impact.uncertainty.uncertain import uncertain_effects

    if question.design is None:
        return ranked_bars(effects(record, ask, question.effects, world), question.look, question.ends)
    found = uncertain_effects(record, ask, question.effects, world, question.design, progress)
    ends = {
        row.economy: (row.p5, row.p95)
        for row in found.ranges
        if row.scenario == found.headline and row.variable == "real_income"
    }
    told = f"5th to 95th percentile of {found.converged[found.headline]} draws from seed {found.seed}"
    return ranked_bars(found.effects, question.look, question.ends, Spans(ends, told))


def _ladder(record: Record, ask: Ask, question: PictureQuestion, world: str, progress: Progress) -> Picture:
    from detente.brief.pictures.ladder import ladder_picture
    from detente.brief.pictures.marks import marks
    from detente.duties.status import status
    from detente.impact.ladder import BOTH, Rungs, ladder

    rungs = question.rungs or Rungs()
    if rungs.side != BOTH:
        rungs = replace(rungs, side=record.economies.find(rungs.side).code)
    marked = marks(record, status(record, ask.between, ask.on, ask.known_at))
    found = ladder(record, ask, rungs, question.effects, world, progress)
    return ladder_picture(found, marked, question.look)
