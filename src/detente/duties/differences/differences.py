"""Compares two laws over all lines: which duties rose or fell, by how much, why, and on what trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.duties.averages.imports import load_imports
from detente.duties.differences.changes import By, Changes, Difference, Effect
from detente.duties.differences.sights import Flags, Pairing, Places, Sight, Standpoint
from detente.duties.differences.tracing import NEGLIGIBLE, Tracing
from detente.duties.panels.panels import DIGITS, HIGH, LOW, Floats, LineRates, Rater, beyond
from detente.duties.schedule.schedule import schedule_on
from detente.duties.scope.universe import Classes, Codes
from detente.ledger.facts import Given


@dataclass(frozen=True, slots=True)
class Sides:
    """The two laws compared, what they differ in, and what each is called; `forward` as in `Pairing`."""

    before: Standpoint
    after: Standpoint
    labels: tuple[str, str]
    by: By = "on"
    forward: bool = True


def difference(sides: Sides, origins: Sequence[str], given: Given) -> Difference:
    """Return what changed between two laws, over all lines of the later side's schedule.

    Each component of the duty is compared before and after, and its change is put down to the event,
    exemption or row of law behind it: the changes by cause of a line add up to its change. A line that the
    other edition of the schedule does not have is compared with the duty of its first eight digits there.

    Args:
        sides: The two laws.
        origins: The partners.
        given: Facts declared of all goods.

    Raises:
        BadInput: There is no schedule of the importer.

    Example:
        >>> from datetime import date
        >>> from detente.core.time import end_of_day
        >>> from detente.duties.calculation.customs import Customs
        >>> from detente.ledger.opening import open_record
        >>> record = open_record()
        >>> customs = Customs(record, "USA", record.newest)
        >>> days = [end_of_day(date(2025, 4, day), "America/New_York") for day in (9, 10)]
        >>> sides = Sides(*(Standpoint(customs, day) for day in days), ("2025-04-09", "2025-04-10"))
        >>> found = difference(sides, ["CHN"], {})
        >>> [(effect.cause.id, effect.cause.instrument) for effect in found.effects]
        [('ieepa-reciprocal 2025-04-10', 'EO 14266 (90 FR 15625)')]
    """
    work = _Work(sides, given)
    changes = [found for origin in origins if (found := work.compare(origin)) is not None]
    imports = work.imports
    latest = sides.after if sides.forward else sides.before
    effects = sorted(work.effects.values(), key=lambda effect: (-effect.trade_usd, -effect.rows))
    return Difference(
        importer=sides.after.customs.importer,
        by=sides.by,
        labels=sides.labels,
        on=None if sides.by == "on" else sides.after.instant.day,
        codes=work.codes,
        origins=tuple(origins),
        changes=tuple(changes),
        effects=tuple(effects),
        year=imports.year if imports else None,
        source=imports.source if imports else "",
        notices=(*beyond(latest.customs, latest.instant.day), *_on_trade(work, origins)),
    )


class _Work:
    """A comparison under way: what origins share is kept."""

    def __init__(self, sides: Sides, given: Given) -> None:
        self.sides, self.given = sides, given
        later = sides.after if sides.forward else sides.before
        customs = later.customs
        self.codes = schedule_on(customs.importer, later.instant.day, customs.folders).lines
        self.imports = load_imports(customs.importer)
        self.effects: dict[str, Effect] = {}
        same = sides.before.customs is sides.after.customs
        after = Rater(sides.after.customs, self.codes)
        self._raters = (after if same else Rater(sides.before.customs, self.codes), after)
        self._pairs: dict[tuple[int, int], tuple[Classes, Classes, Places, Places]] = {}
        self._placed: Places | None = None

    def compare(self, origin: str) -> Changes | None:
        """Return what changed for one origin, adding to the effects of each cause; None for nothing."""
        stand = (self.sides.before, self.sides.after)
        laws = [one.customs.book(origin).at(one.instant) for one in stand]
        classes = [
            rater.classes(origin, one.instant.day) for rater, one in zip(self._raters, stand, strict=True)
        ]
        if laws[0] is laws[1] and classes[0] is classes[1]:
            return None
        sights = [
            Sight.of(one, law, own, self.given) for one, law, own in zip(stand, laws, classes, strict=True)
        ]
        example, pair_of = self._paired(classes[0], classes[1])
        before, after = (own.class_of[example] for own in classes)
        tracing = Tracing(Pairing(sights[0], sights[1], before, after, self.sides.forward))
        rates = [
            rater.rates(origin, one.instant, self.given)
            for rater, one in zip(self._raters, stand, strict=True)
        ]
        return self._told(origin, tracing, rates, (example, pair_of))

    def _told(
        self,
        origin: str,
        tracing: Tracing,
        rates: Sequence[LineRates],
        paired: tuple[Places, Places],
    ) -> Changes | None:
        example, pair_of = paired
        nothing = np.zeros(len(example))
        change = sum(tracing.changes.values(), nothing)
        edges = [found.rates[[LOW, HIGH]][:, example] for found in rates]
        shifted = np.abs(change) > NEGLIGIBLE
        moved = ~shifted & (np.nan_to_num(edges[0], nan=-1) != np.nan_to_num(edges[1], nan=-1)).any(axis=0)
        if moved.any():
            tracing.opened(moved)
        kept = shifted | moved
        line = np.flatnonzero(kept[pair_of])
        if not line.size:
            return None
        trade = self.trade(origin)
        self._tally(origin, tracing, pair_of, trade)
        words, told = _words(tracing, kept)
        return Changes(
            origin=origin,
            line=line,
            before=rates[0].rates[:, line],
            after=rates[1].rates[:, line],
            change=np.round(change, DIGITS)[pair_of[line]],
            trade_usd=trade[line],
            told=told[pair_of[line]],
            words=words,
        )

    def _paired(self, before: Classes, after: Classes) -> tuple[Places, Places]:
        """Return an example line of each pair of classes, and the pair of each line."""
        key = (id(before), id(after))
        if key not in self._pairs:
            both = before.class_of * len(after.base) + after.class_of
            _, example, pair_of = np.unique(both, return_index=True, return_inverse=True)
            self._pairs[key] = (before, after, example, pair_of)
        return self._pairs[key][2:]

    def trade(self, origin: str) -> Floats:
        """Return the imports of an origin on each line, in the dollars of the table's year."""
        found = np.zeros(len(self.codes))
        if self.imports is None:
            return found
        if self._placed is None:
            self._placed = placed(self.imports.lines, self.codes)
        rows = self.imports.of(origin)
        place = self._placed[self.imports.line_of[rows]]
        np.add.at(found, place[place >= 0], self.imports.value_usd[rows][place >= 0])
        return found

    def unplaced(self, origins: Sequence[str]) -> float:
        """Return the share of imports on lines that the schedule does not have."""
        if self.imports is None:
            return 0.0
        whole = sum(float(self.imports.value_usd[self.imports.of(origin)].sum()) for origin in origins)
        here = sum(float(self.trade(origin).sum()) for origin in origins)
        return 1 - here / whole if whole else 0.0

    def _tally(self, origin: str, tracing: Tracing, pair_of: Places, trade: Floats) -> None:
        lines = np.bincount(pair_of, minlength=tracing.pairing.size)
        usd = np.bincount(pair_of, trade, tracing.pairing.size)
        for name, change in tracing.changes.items():
            own = np.abs(change) > NEGLIGIBLE
            effect = self.effects.setdefault(name, Effect(tracing.causes[name]))
            effect.tranches.update(tracing.tranches[name])
            effect.origins[origin] = None
            effect.rows += int(lines[own].sum())
            effect.rose += int(lines[change > NEGLIGIBLE].sum())
            effect.fell += int(lines[change < -NEGLIGIBLE].sum())
            effect.trade_usd += float(usd[own].sum())
            effect.change += float((lines * change).sum())
            effect.change_usd += float((usd * change).sum())


def placed(lines: Codes, codes: Codes) -> Places:
    """Return the place among sorted codes of each line of a trade table; -1 where there is none.

    A line that is not there takes the first with its eight digits, else with its six.

    Example:
        >>> codes = np.array([b"8507600010", b"8507600020", b"95030000"], dtype="S10")
        >>> traded = np.array([b"8507600020", b"8507600090", b"9503000073", b"01"], dtype="S10")
        >>> placed(traded, codes).tolist()
        [1, 0, 2, -1]
    """
    found = np.full(len(lines), -1, dtype=np.intp)
    for digits in (10, 8, 6):
        wanted = lines.astype(f"S{digits}")
        place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        same = (codes[place].astype(f"S{digits}") == wanted) & (np.char.str_len(wanted) >= min(digits, 6))
        found = np.where((found < 0) & same, place, found)
    return found


def _words(tracing: Tracing, kept: Flags) -> tuple[tuple[str, ...], Places]:
    """Return the causes of each pair in words, and which words each pair has."""
    names, openings = list(tracing.changes), list(tracing.bearing)
    changes = np.array([tracing.changes[name] for name in names]).reshape(len(names), len(kept))
    bearing = np.array([tracing.bearing[name] for name in openings]).reshape(len(openings), len(kept))
    table = np.ascontiguousarray(np.concatenate([np.round(changes, DIGITS), bearing])[:, kept].T)
    kinds: dict[bytes, int] = {}
    told = np.zeros(len(kept), dtype=np.intp)
    told[kept] = [kinds.setdefault(row.tobytes(), len(kinds)) for row in table]
    words = []
    for kind in kinds:
        row = np.frombuffer(kind).tolist()
        parts = [f"{name} {value:+g}" for name, value in zip(names, row, strict=False) if value]
        opened = zip(openings, row[len(names) :], strict=True)
        words.append("; ".join((*parts, *(f"{name} (bounds)" for name, flag in opened if flag))))
    return tuple(words), told


def _on_trade(work: _Work, origins: Sequence[str]) -> tuple[str, ...]:
    imports = work.imports
    if imports is None:
        return (
            f"no imports of {work.sides.after.customs.importer} by line are on record: trade is left at 0",
        )
    share = work.unplaced(origins)
    if share < 0.0005:
        return ()
    return (f"{share:.1%} of the imports of {imports.year} are on lines that the schedule does not have",)
