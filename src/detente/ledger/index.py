"""What follows from the entries of a record alone, worked out once and shared by all that lies on top."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.core.codes import WORLD
from detente.core.economies import Economies
from detente.ledger.entries import Measure, Scope, Tranche
from detente.ledger.states import Change
from detente.ledger.tables import Tables, tranches_of


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins that a scope takes in: those of `codes`, or with `all_but` every other.

    Example:
        >>> "CHN" in Origins(frozenset({"CAN", "MEX"}), all_but=True)
        True
    """

    codes: frozenset[str]
    all_but: bool = False

    def __contains__(self, origin: str) -> bool:
        return (origin in self.codes) is not self.all_but


class Index:
    """Tranches, scopes, origins and rulings, each found by the id or code that is asked for."""

    def __init__(self, tables: Tables) -> None:
        measures = tables.measures.values()
        self.economies = Economies(list(tables.economies.values()))
        self.newest = max((information.newest for information in tables.information), default=date.min)
        starts = [information.earliest for information in tables.information if information.earliest]
        self.earliest = min(starts, default=date.min)
        self.tranches = {tranche.id: tranche for measure in measures for tranche in tranches_of(measure)}
        self.measure_of = {tranche.id: measure for measure in measures for tranche in measure.tranches}
        self.scopes = {
            tranche.id: _narrowed(self.measure_of[tranche.id].scope, tranche)
            for tranche in self.tranches.values()
        }
        self.origins = self._origins()
        self.by_imposing: dict[str, list[str]] = {}
        for measure in measures:
            ids = self.by_imposing.setdefault(measure.imposing, [])
            ids.extend(tranche.id for tranche in measure.tranches)
        self._legal_bases = {programme.id: programme.legal_base for programme in tables.programmes.values()}
        self._voiding: dict[tuple[str, str], list[Change]] = {}
        for ruling in tables.rulings.values():
            if ruling.effect == "voids" and ruling.takes_effect:
                change = Change(ruling.takes_effect, "invalidated", ruling.on, ruling.id, only_if_alive=True)
                self._voiding.setdefault((ruling.imposing, ruling.legal_base), []).append(change)

    def voiding_of(self, tranche_id: str) -> list[Change]:
        """Return the changes by which rulings void the legal base of a tranche."""
        measure: Measure = self.measure_of[tranche_id]
        return self._voiding.get((measure.imposing, self._legal_bases.get(measure.programme, "")), [])

    def _origins(self) -> dict[str, Origins]:
        """Return the origins of every tranche; those that list the same share one."""
        shared: dict[tuple[tuple[str, ...], tuple[str, ...]], Origins] = {}
        found: dict[str, Origins] = {}
        for tranche_id, scope in self.scopes.items():
            key = (scope.origins, scope.except_origins)
            if key not in shared:
                shared[key] = self._taken_in(scope)
            found[tranche_id] = shared[key]
        return found

    def _taken_in(self, scope: Scope) -> Origins:
        """Return the origins of a scope with groups written out; what is excepted is out in any case."""
        left_out = self._members(scope.except_origins)
        if WORLD in left_out:
            return Origins(frozenset())
        listed = self._members(scope.origins)
        return Origins(left_out, all_but=True) if WORLD in listed else Origins(listed - left_out)

    def _members(self, listed: tuple[str, ...]) -> frozenset[str]:
        """Return the codes listed and those of the members of each group among them."""
        groups = [self.economies[code].members for code in listed if code in self.economies]
        return frozenset(listed).union(*groups)


def _narrowed(scope: Scope, tranche: Tranche) -> Scope:
    return replace(
        scope, origins=tranche.origins or scope.origins, products=tranche.products or scope.products
    )
