"""Traces each change of a duty to what is behind it: the changes of the components, cause by cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from detente.duties.calculation.rules import Rule
from detente.duties.differences.causes import Cause, event_of, exempted, ordinary, other_goods, yielding_row
from detente.duties.differences.sights import Flags, Floats, Pairing

NEGLIGIBLE = 1e-9


class Tracing:
    """Finds the causes of the changes between two sights of one origin's goods.

    `changes` holds what each cause brings on each pair of classes; together they are the whole change.
    `tranches` names the measures through which it does. `bearing` has the causes that move bounds alone,
    and where.
    """

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.causes: dict[str, Cause] = {}
        self.changes: dict[str, Floats] = {}
        self.tranches: dict[str, dict[str, None]] = {}
        self.bearing: dict[str, Flags] = {}
        self._base = pairing.base_change()
        self._events: dict[str, Cause | None] = {}
        self._add(ordinary(), self._base, ())
        for tranche in pairing.tranches:
            change = pairing.change(tranche)
            changed = np.abs(change) > NEGLIGIBLE
            if changed.any():
                for cause, flags in self._behind(tranche, changed, np.sign(change)):
                    self._add(cause, np.where(flags, change, 0.0), (tranche,))

    def opened(self, flags: Flags) -> None:
        """Take in, without a change, what moves the bounds alone of some pairs of classes."""
        left = flags
        for tranche in self.pairing.tranches:
            for cause, found in self._openings(tranche):
                bearing = flags & found
                if bearing.any():
                    self._bear(cause, bearing, (tranche,))
                    left = left & ~bearing
        if left.any():
            self._bear(ordinary(), left, ())

    def _openings(self, tranche: str) -> Iterator[tuple[Cause, Flags]]:
        """Yield what may open, or close, the duty of a tranche, and on which pairs."""
        pairing = self.pairing
        cause = self._event(tranche)
        if cause:
            reached = pairing.before.reached(tranche)[pairing.of_before]
            yield cause, reached | pairing.after.reached(tranche)[pairing.of_after]
        else:
            yield from self._exemptions(tranche, stated=False)

    def _bear(self, cause: Cause, flags: Flags, tranches: Iterable[str]) -> None:
        self._name(cause, tranches)
        self.bearing[cause.id] = self.bearing.get(cause.id, flags) | flags

    def _add(self, cause: Cause, change: Floats, tranches: Iterable[str]) -> None:
        if (np.abs(change) > NEGLIGIBLE).any():
            self._name(cause, tranches)
            self.changes[cause.id] = self.changes[cause.id] + change

    def _name(self, cause: Cause, tranches: Iterable[str]) -> None:
        self.causes.setdefault(cause.id, cause)
        self.changes.setdefault(cause.id, np.zeros(self.pairing.size))
        self.tranches.setdefault(cause.id, {}).update(dict.fromkeys(tranches))

    def _behind(
        self, tranche: str, left: Flags, sign: Floats | None, seen: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Cause, Flags]]:
        """Yield what made a tranche charge otherwise on some pairs, or cover them, each pair once.

        `sign` is that of the change in its charge, None where its coverage is what changed.
        """
        own = self._event(tranche)
        if own:
            yield own, left
            return
        for cause, found in self._grounds(tranche, left, sign, seen | {tranche}):
            flags = found & left
            if flags.any():
                yield cause, flags
                left = left & ~flags
        if left.any():
            yield other_goods(self._rule(tranche).programme), left

    def _grounds(
        self, tranche: str, left: Flags, sign: Floats | None, seen: frozenset[str]
    ) -> Iterator[tuple[Cause, Flags]]:
        """Yield the grounds why a tranche in force throughout does otherwise, the closest to it first."""
        yield from self._exemptions(tranche)
        yield from self._yielding(tranche, left, sign, seen)
        if sign is not None:
            yield from self._rows(tranche)
            yield ordinary(), np.abs(self._base) > NEGLIGIBLE

    def _exemptions(self, tranche: str, stated: bool = True) -> Iterator[tuple[Cause, Flags]]:
        """Yield the exemptions of one side alone, and what they spare there; `stated`, or by any facts."""
        pairing = self.pairing
        before, after = pairing.rules(tranche)
        assert before
        assert after
        sides = (
            (pairing.after, pairing.of_after, after.exempt, before.exempt, True),
            (pairing.before, pairing.of_before, before.exempt, after.exempt, False),
        )
        for sight, own, here, there, now in sides:
            for exemption in here:
                if exemption not in there:
                    found = sight.spares(exemption) if stated else sight.charging.described(exemption)
                    begun = now == pairing.forward
                    cause = exempted(after.programme, exemption, begun=begun, now=now)
                    yield cause, (found & sight.reached(tranche))[own]

    def _yielding(
        self, tranche: str, left: Flags, sign: Floats | None, seen: frozenset[str]
    ) -> Iterator[tuple[Cause, Flags]]:
        """Yield the causes by which those to which a tranche yields cover goods anew, or no longer."""
        before, after = self.pairing.before, self.pairing.after
        if sign is None:
            others = before.lifted_by(tranche) | after.lifted_by(tranche)
        else:
            others = before.yields_to(tranche) | after.yields_to(tranche)
        for other in sorted(others - seen):
            first, second = self.pairing.coverage(other)
            flags = left & (first != second)
            if sign is not None:
                flags &= np.where(sign < 0, second, first)
            if flags.any():
                yield from self._behind(other, flags, None, seen)

    def _rows(self, tranche: str) -> Iterator[tuple[Cause, Flags]]:
        """Yield the rows of law by which a tranche yields to another on one side alone."""
        before, after = self.pairing.before.yields_to(tranche), self.pairing.after.yields_to(tranche)
        programme = self._rule(tranche).programme
        for other in sorted(before ^ after):
            first, second = self.pairing.coverage(other)
            cause = yielding_row(self.pairing, programme, self._rule(other).programme, other in after)
            yield cause, second if other in after else first

    def _event(self, tranche: str) -> Cause | None:
        """Return the event by which a tranche stands otherwise on the two sides; None where it does not."""
        if tranche not in self._events:
            before, after = self.pairing.rules(tranche)
            same = before and after and before.span.state == after.span.state
            self._events[tranche] = None if same else event_of(self.pairing, tranche)
        return self._events[tranche]

    def _rule(self, tranche: str) -> Rule:
        before, after = self.pairing.rules(tranche)
        found = after or before
        assert found
        return found
