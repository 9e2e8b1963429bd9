"""A deadline lapsed beside the law as it stands: two records, and whose duties on whom tell them apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.core.errors import BadInput
from detente.core.time import first_moment
from detente.duties.averages.imports import load_imports
from detente.ledger.deadlines import is_running, legal_base
from detente.ledger.entries import Deadline, State
from detente.ledger.record import Record
from detente.ledger.selections import NO_LAW
from detente.ledger.states import Change


@dataclass(frozen=True, slots=True)
class Branches:
    """The record as it stands and as it would be if deadlines lapsed, on a day; who charges whom in it."""

    held: Record
    lapsed: Record
    on: date
    known_at: date
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    deadlines: tuple[Deadline, ...]
    notes: tuple[str, ...]


def one_deadline(record: Record, deadline: Deadline, on: date | None, known_at: date | None) -> Branches:
    """Return the branches of a single deadline, for all whom it concerns.

    What it governs comes to be what it says on the day asked about: by default the last on record on which
    it ran. A tranche whose legal base a court has voided, that has ended by other means or was only
    threatened does not come back.

    Args:
        record: The record.
        deadline: The deadline.
        on: The day whose law is taken, and on which the deadline is taken to lapse.
        known_at: The day of knowledge; by default all for the law, that of the day for the look ahead.

    Raises:
        BadInput: The deadline does not run on that day.
    """
    day = on or _last_day(record, deadline, known_at)
    ahead = known_at or min(day, record.newest)
    if not is_running(deadline, day, ahead):
        what = f"the deadline {deadline.id} does not run on {day}"
        raise BadInput(what, mend=f"it was on record from {deadline.known_at} and is due on {deadline.on}")
    states: dict[str, State] = {}
    notes = []
    for item in deadline.governs:
        if item.tranche is None:
            notes.append(f"{item.control} is no duty, and is not counted")
            continue
        base = legal_base(record, item.tranche, item, ahead)
        programme = record.tables.programmes[record.measure_of[item.tranche].programme]
        if programme.legal_base == NO_LAW:
            notes.append(f"{item.tranche} is a threat, and no law that could come back")
        elif base.standing == "void":
            notes.append(f"{item.tranche} cannot come back: {base.why}")
        elif base.ended:
            notes.append(f"{item.tranche} cannot lapse: it {base.ended}")
        else:
            states[item.tranche] = item.on_lapse
    changes = {
        name: [Change(first_moment(day), state, None, "scenario lapse")] for name, state in states.items()
    }
    digest = hashlib.sha256(f"{record.digest}{deadline.id}{day}{ahead}".encode()).hexdigest()
    present = known_at or max(record.newest, day)
    lapsed = record.assuming(changes, digest)
    return Branches(record, lapsed, day, present, _concerned(record, states), (deadline,), tuple(notes))


def _last_day(record: Record, deadline: Deadline, known_at: date | None) -> date:
    """Return the last day on which a deadline ran, none after the newest material on record."""
    outcome = deadline.outcome
    settled = outcome is not None and (known_at is None or outcome.known_at <= known_at)
    end = min(deadline.on, outcome.known_at) if outcome and settled else deadline.on
    return max(min(end - timedelta(days=1), record.newest), deadline.known_at)


def _concerned(record: Record, states: dict[str, State]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each importer whose duties are governed, with the origins with trade that they are put on."""
    sides = []
    for importer in dict.fromkeys(record.measure_of[name].imposing for name in states):
        own = [name for name in states if record.measure_of[name].imposing == importer]
        imports = load_imports(importer)
        listed = imports.origins if imports else tuple(economy.code for economy in record.economies)
        sides.append((importer, tuple(o for o in listed if any(record.covers(name, o) for name in own))))
    return tuple(sides)


def narrowed(branches: Branches, importer: str) -> Branches:
    """Return the branches with one side alone.

    Raises:
        BadInput: The importer is on neither side.
    """
    sides = tuple(side for side in branches.sides if side[0] == importer)
    if not sides:
        named = ", ".join(side[0] for side in branches.sides) or "nobody's duties"
        raise BadInput(f"no duty of {importer} hangs on it", mend=f"it is a matter of {named}")
    return replace(branches, sides=sides)
