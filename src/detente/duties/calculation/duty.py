"""The duty on one entry and why: each component with its measure, what did not apply, what is left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.duties.calculation.answer import Base, Component, Duty, NotApplied, State
from detente.duties.calculation.charging import Charge, Charging
from detente.duties.calculation.entry import Basis, Entry, basis_of
from detente.duties.calculation.law import LawBook
from detente.duties.calculation.questions import questions
from detente.duties.calculation.reasons import Stated, reason
from detente.duties.calculation.rules import PREFIX, Law, Rule
from detente.duties.calculation.suppositions import Supposed, facts_named, suppose
from detente.duties.scope.goods import Lines
from detente.duties.scope.lists import ProductLists
from detente.ledger.grounds import ground_of
from detente.ledger.record import Record

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """An entry with everything needed to answer it."""

    record: Record
    entry: Entry
    known_at: date
    law: Law
    basis: Basis
    names: set[str]
    charging: Charging
    supposed: Supposed
    charges: tuple[Charge, ...]
    stated: Stated


def duty(
    record: Record, book: LawBook, lists: ProductLists, entry: Entry, folders: Sequence[Path] = ()
) -> Duty:
    """Return the duty on an entry, with its derivation.

    Duties add up unless a programme's own row says otherwise; goods a duty reaches follow from product lists
    by longest prefix, from what a measure spares, and from the facts declared. What nobody declared and
    nobody can presume leaves a range between the least and the most that it allows.

    Args:
        record: The record, or one under a scenario.
        book: The law of the importer on the origin, as known on a day.
        lists: The importer's product lists.
        entry: What is asked.
        folders: Where the user's own schedules are.

    Raises:
        BadInput: The product is no line of the importer's schedule.

    Example:
        >>> from detente.core.time import Instant
        >>> from detente.duties.scope.lists import load_lists
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> book = LawBook(record, ("USA", "CHN"), record.newest)
        >>> entry = Entry(importer="USA", origin="CHN", product="9503.00.00.73",
        ...               instant=Instant.parse("2025-06-09T12:00 America/New_York"))
        >>> duty(record, book, load_lists("USA"), entry).total_rate
        0.3
    """
    basis = basis_of(entry, folders)
    law = book.at(entry.instant)
    goods = Lines.of(basis.codes, lists, basis.base, basis.preferences)
    prefixes = {PREFIX + code[:width] for code in basis.codes for width in range(2, len(code) + 1)}
    names = prefixes.union(*goods.names)
    charging = Charging(law, goods, law.bearing_on(names))
    supposed = suppose(charging, entry.given)
    charges = tuple(charging.charges(supposed.cases))
    place = supposed.first[supposed.goods == 0][0]
    covering = frozenset(charge.rule.tranche.id for charge in charges if charge.covered[place])
    stated = Stated(supposed.of_first_good(), covering)
    return _answer(
        _Work(record, entry, book.known_at, law, basis, names, charging, supposed, charges, stated)
    )


def _answer(work: _Work) -> Duty:
    basis, supposed = work.basis, work.supposed
    size = len(supposed.cases.good)
    low, high = (sum((getattr(c, edge) for c in work.charges), np.zeros(size)) for edge in ("low", "high"))
    unknown = any(charge.unknown.any() for charge in work.charges)
    base_low, base_high = _base_bounds(work)
    base = (
        _one(supposed.stated(work.charging.base(supposed.cases))[0]) if base_low[0] == base_high[0] else None
    )
    additional = round(float(supposed.stated(high)[0]), 9)
    least, most = round(float(low.min()), 9), None if unknown else round(float(high.max()), 9)
    total_low, total_high = _one((base_low + low).min()), _one((base_high + high).max())
    return Duty(
        importer=work.entry.importer,
        origin=work.entry.origin,
        product=basis.product,
        on=work.entry.instant.day,
        known_at=work.known_at,
        base=_base(work),
        base_rate=base,
        additional_rate=additional,
        additional_low=least,
        additional_high=most,
        total_rate=None if base is None else round(base + additional, 9),
        low=total_low,
        high=None if unknown else total_high,
        state=_state(total_low, None if unknown else total_high),
        components=tuple(_component(work, charge) for charge in work.charges if _charged(charge)),
        not_applied=(*_idle(work), *_asleep(work)),
        given=work.entry.given,
        presumed=work.supposed.presumed,
        questions=questions(work.charging, basis.codes, supposed, work.charges, (base_low, base_high)),
        notices=(*basis.notes, *_without_bearing(work), *_beyond(work)),
    )


def _base_bounds(work: _Work) -> tuple[Floats, Floats]:
    """Return the least and most ordinary duty in each case, preferences taken where claimed."""
    good, claimed = work.supposed.cases.good, work.charging.base(work.supposed.cases)
    low, high = work.basis.low[good], work.basis.high[good]
    return np.where(np.isnan(claimed), low, claimed), np.where(np.isnan(claimed), high, claimed)


def _one(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 9)


def _state(low: float | None, high: float | None) -> State:
    if low is None or high is None:
        return "unknown"
    return "known" if low == high else "range"


def _charged(charge: Charge) -> bool:
    return bool((charge.high > 0).any() or charge.unknown.any())


def _component(work: _Work, charge: Charge) -> Component:
    rule, record = charge.rule, work.record
    place = next(place for place in work.charging.places if work.law.rules[place] is rule)
    measure = record.measure_of[rule.tranche.id]
    programme = record.tables.programmes[rule.programme]
    source = ground_of(record, rule.tranche.id, rule.span)
    stated = work.supposed.stated
    whole = stated(charge.left)[0] == 1.0
    return Component(
        programme=rule.programme,
        label=programme.short or programme.id,
        measure=measure.id,
        tranche=rule.tranche.id,
        title=rule.tranche.title or measure.title,
        heading=rule.tranche.heading or "",
        rate=rule.tranche.rate,
        semantics=rule.tranche.semantics,
        charged=round(float(stated(charge.high)[0]), 9),
        low=round(float(charge.low.min()), 9),
        high=None if charge.unknown.any() else round(float(charge.high.max()), 9),
        state=rule.span.state,
        certain=rule.certain,
        why="" if whole else reason(record, work.charging, place, work.stated),
        sources=(source,) if source else (),
    )


def _idle(work: _Work) -> list[NotApplied]:
    """Return the measures in force on the origin that charge nothing on these goods."""
    charged = {charge.rule.tranche.id for charge in work.charges if _charged(charge)}
    idle = [(place, work.law.rules[place]) for place in work.charging.places]
    return [
        _not_applied(work, rule, reason(work.record, work.charging, place, work.stated))
        for place, rule in idle
        if rule.tranche.id not in charged and rule.tranche.semantics != "exempt"
    ]


def _not_applied(work: _Work, rule: Rule, why: str) -> NotApplied:
    measure = work.record.measure_of[rule.tranche.id]
    source = ground_of(work.record, rule.tranche.id, rule.span)
    return NotApplied(
        programme=rule.programme,
        measure=measure.id,
        tranche=rule.tranche.id,
        title=rule.tranche.title or measure.title,
        rate=rule.tranche.rate,
        state=rule.span.state,
        why=why,
        sources=(source,) if source else (),
    )


def _asleep(work: _Work) -> list[NotApplied]:
    """Return the measures on these goods that are suspended, announced or void at the moment."""
    record, found = work.record, []
    for asleep in work.law.asleep_on(work.names):
        tranche, span = asleep.tranche, asleep.span
        measure = record.measure_of[tranche.id]
        source = ground_of(record, tranche.id, span)
        found.append(
            NotApplied(
                programme=measure.programme, measure=measure.id, tranche=tranche.id,
                title=tranche.title or measure.title, rate=tranche.rate, state=span.state,
                why=f"{span.state.replace('_', ' ')} since {span.start.day}",
                sources=(source,) if source else (),
            )
        )  # fmt: skip
    return found


def _base(work: _Work) -> Base:
    basis = work.basis
    return Base(
        expression=str(basis.duty) if basis.duty else "",
        column=basis.column,
        low=_one(basis.low.min()),
        high=_one(basis.high.max()),
        schedule=basis.schedule.found.title if basis.schedule else "",
        line=basis.line.code if basis.line else "",
        description=basis.line.description if basis.line else "",
        preferences=tuple((claim.symbol, claim.fact, str(claim.duty)) for claim in basis.claims),
    )


def _without_bearing(work: _Work) -> Iterator[str]:
    """Yield what the asker should know of facts that change nothing, and of an importer without a record."""
    named = set(facts_named(work.charging))
    for key in work.entry.given:
        if key not in named:
            yield f"the fact {key} has no bearing on this entry"
    importer = work.entry.importer
    if next(iter(work.record.tranches_of_importer(importer)), None) is None:
        yield f"no added duties of {importer} are on record; what it charges on top is unknown"


def _beyond(work: _Work) -> list[str]:
    """Return the warning that a day lies beyond what is on record."""
    newest, day = min(work.record.newest, work.known_at), work.entry.instant.day
    if day <= newest:
        return []
    return [f"the newest material on record is of {newest}, {(day - newest).days} days before {day}: "
            "what was decided since is unknown, and the law is shown as its instruments have it"]  # fmt: skip
