"""Deadlines against the record: days on which something on record ends, begins or runs out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.checking.asking import Case, Desk
from detente.brief.checking.findings import Finding, not_checkable
from detente.brief.checking.pauses import speaks_of_many, telling_words
from detente.brief.checking.rates import check_rate
from detente.core.sources import Source
from detente.core.wording import day_name
from detente.ledger.deadlines import concerns, running_deadlines
from detente.ledger.entries import Deadline, Tranche
from detente.ledger.states import Span
from detente.news.comparing.acts import act_of
from detente.news.facts import Fact
from detente.news.windows import Window

_OF_A_TRUCE = re.compile(r"\b(?:truce|pause|suspension|reprieve|ceasefire)\b")
_OF_ELSE = re.compile(
    r"\b(?:comments?|hearings?|reports?|votes?|elections?|applications?|bids?|divest\w*|tiktok|budget)\b"
)
_ENDS = re.compile(r"\b(?:end|expir|laps|run(?:s|ning)? out|ran out|ceas|terminat|void)\w*")
_SPARES = re.compile(r"\b(?:exempt|exclu|spare|waive|free)\w*")
_NEAR_THE_RUNNING = 30
"""By how many days a text may miss the end of the truce that runs."""
_MOST_GOVERNED = 16
"""Of how many duties and controls that a deadline governs the words are looked at."""
_A_DAY_APART = "a day apart: a last day, and the first day without"
_ENDED = frozenset({"expired", "terminated", "invalidated", "superseded"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a text says of a day: its days, its words, and those of its sentence."""

    window: Window
    about: str
    own: frozenset[str]
    around: frozenset[str]

    @property
    def matters(self) -> frozenset[str]:
        """What it is about."""
        return frozenset(act_of(self.about).matters)

    @property
    def is_plain(self) -> bool:
        """Whether it may be of all goods: of duties, or of nothing that is named."""
        return not self.matters or "tariffs" in self.matters

    @property
    def ends(self) -> bool:
        """Whether something ends then."""
        return _ENDS.search(self.about) is not None

    @property
    def spares(self) -> bool:
        """Whether it speaks of exemptions."""
        return _SPARES.search(self.about) is not None


@dataclass(frozen=True, slots=True)
class _Turn:
    """What ends or begins on a day: `text` names it, `order` comes after the words that it shares.

    `is_plain` says that a text need not name it: a deadline, or a duty on all goods.
    """

    told: str
    name: str
    source: Source | None
    known: date
    text: str
    is_plain: bool
    order: tuple[bool, bool]

    @property
    def words(self) -> frozenset[str]:
        """The words that tell it from others."""
        return telling_words(self.text)

    def is_on(self, matters: frozenset[str]) -> bool:
        """Say whether it is on one of some matters, or need not be: without any."""
        return not matters or bool(matters & set(act_of(self.text).matters))

    def likeness(self, asked: _Asked) -> tuple[int, int, int, bool, bool]:
        """Return how many words it shares with those of a fact, and with those of its sentence."""
        title, words = telling_words(self.told), self.words
        return (len(title & asked.own), len(words & asked.own), len(words & asked.around), *self.order)


def check_deadline(case: Case, fact: Fact) -> Finding:
    """Return what the record has on the day of a deadline: one of its own, or a duty that turns on it."""
    window = Window.of(fact.fields.get("date"))
    if window is None:
        return not_checkable("the text gives no day")
    about = f"{fact.fields.get('what') or ''} {case.words(fact)}".lower()
    if _OF_ELSE.search(about):
        return not_checkable("the record has no deadline of that kind", is_new=True)
    if _is_of_a_rate_unknown(case, fact):
        return not_checkable("a rate is put off to that day which the record does not have", is_new=True)
    asked = _Asked(window, about, telling_words(about), telling_words(case.sentence(fact)))
    for desk, verdict in ((case.desk, "confirmed"), (case.soon, "newer")):
        found = [
            turn
            for turn in _turns(desk, _pairs(case, fact), asked)
            if (turn.is_plain and asked.is_plain) or (turn.words & asked.around and turn.is_on(asked.matters))
        ]
        best = max(found, key=lambda turn: turn.likeness(asked), default=None)
        if best:
            late = f"on record since {day_name(best.known)}, after the text was published"
            return Finding(
                verdict="newer" if verdict == "newer" else "confirmed",
                record=best.told,
                why=late if verdict == "newer" else "",
                measures=(best.name,),
                sources=(best.source,) if best.source else (),
            )
    return (
        _a_day_off(case, fact, asked)
        or _missed(case, fact, window, about)
        or not_checkable("the record has no deadline on that day", is_new=True)
    )


def _a_day_off(case: Case, fact: Fact, asked: _Asked) -> Finding | None:
    """Return the deadline a day before or after that the words name: a last day, or the first without."""
    first, last = asked.window.first, asked.window.last
    if not (date.min < first and last < date.max):
        return None
    day = timedelta(days=1)
    wider = Window(first - day, last + day)
    near = list(_deadlines(case.desk, _pairs(case, fact), wider))
    named = [turn for turn in near if telling_words(turn.told) & asked.around]
    found = named or (near if len(near) == 1 and asked.is_plain else [])
    best = max(found, key=lambda turn: turn.likeness(asked), default=None)
    if best is None:
        return None
    return Finding(
        verdict="confirmed",
        record=best.told,
        why=_A_DAY_APART,
        measures=(best.name,),
        sources=(best.source,) if best.source else (),
    )


def _is_of_a_rate_unknown(case: Case, fact: Fact) -> bool:
    """Say whether a threatened rate is put off to a day, and the record has no such rate."""
    return any(
        check_rate(case, other).verdict not in ("confirmed", "newer")
        for other in case.facts
        if other.kind == "rate"
        and other.fields.get("status") == "proposed"
        and other.start < fact.end
        and fact.start < other.end
    )


def _pairs(case: Case, fact: Fact) -> list[tuple[str, ...]]:
    """Return between whom a deadline may be: the text's two sides, each with others in the sentence."""
    others = [(side, other) for side in case.pair for other in case.third(fact, case.pair)]
    return [case.pair[:2], *others] if case.pair else []


def _turns(desk: Desk, pairs: list[tuple[str, ...]], asked: _Asked) -> Iterator[_Turn]:
    """Yield what ends or begins within days between some sides, each once."""
    seen: set[str] = set()
    for turn in (*_deadlines(desk, pairs, asked.window), *_duties(desk, pairs, asked)):
        if turn.name not in seen:
            seen.add(turn.name)
            yield turn


def _deadlines(desk: Desk, pairs: list[tuple[str, ...]], window: Window) -> Iterator[_Turn]:
    record = desk.record
    for one in record.tables.deadlines.values():
        if not window.first <= one.on <= window.last or one.known_at > desk.known_at:
            continue
        if any(concerns(record, one, pair) or record.party_to(one.parties, pair[0]) for pair in pairs):
            told = f"{one.title}: {day_name(one.on)}"
            on_all = any(row.tranche and record.on_all_goods(row.tranche) for row in one.governs)
            text = _governed(desk, one)
            yield _Turn(told, one.id, one.source, one.known_at, text, is_plain=True, order=(True, on_all))


def _governed(desk: Desk, one: Deadline) -> str:
    """Return the words for what a deadline governs."""
    record, told = desk.record, [one.title]
    for row in one.governs[:_MOST_GOVERNED]:
        if row.tranche and row.tranche in record.measure_of:
            told.append(_named(desk, row.tranche))
        if row.control and row.control in record.tables.controls:
            told.append(f"export controls {record.tables.controls[row.control].items}")
    return " ".join(told)


def _named(desk: Desk, tranche_id: str) -> str:
    measure = desk.record.measure_of[tranche_id]
    programme = desk.record.tables.programmes[measure.programme]
    return f"{measure.title} {programme.short} {programme.title}"


def _duties(desk: Desk, pairs: list[tuple[str, ...]], asked: _Asked) -> Iterator[_Turn]:
    """Yield duties that change within days; where the text says that something ends, what ends is nearer."""
    record = desk.record
    ways = [way for pair in pairs if len(pair) > 1 for way in ((pair[0], pair[1]), (pair[1], pair[0]))]
    for way in dict.fromkeys(ways):
        for tranche in record.tranches_against(*way):
            if tranche.semantics == "exempt" and not asked.spares:
                continue
            for span in record.timeline(tranche.id, desk.known_at):
                if asked.window.first <= span.start.day <= asked.window.last:
                    yield _turn(desk, tranche, span, ends=asked.ends)


def _turn(desk: Desk, tranche: Tranche, span: Span, *, ends: bool) -> _Turn:
    record = desk.record
    title = tranche.title or record.measure_of[tranche.id].title
    on_all = record.on_all_goods(tranche.id)
    fits = (span.state in _ENDED) if ends else (span.state == "in_force")
    return _Turn(
        f"{title}: {span.state.replace('_', ' ')} from {day_name(span.start.day)}",
        tranche.id,
        tranche.source,
        span.change.known_at or span.start.day,
        f"{tranche.title} {_named(desk, tranche.id)}",
        is_plain=on_all,
        order=(False, fits),
    )


def _missed(case: Case, fact: Fact, window: Window, about: str) -> Finding | None:
    """Return the finding on what is called a truce and misses the one that runs between the two sides."""
    apart = (
        len(case.pair) < len(("one", "other")) or case.third(fact, case.pair) or speaks_of_many(case, fact)
    )
    if apart or not window.is_day or not _OF_A_TRUCE.search(about):
        return None
    known = case.desk.known_at
    running = running_deadlines(case.desk.record, case.pair[:2], case.document.published, known)
    near = min(running, key=lambda one: abs((one.deadline.on - window.first).days), default=None)
    apart_by = abs((near.deadline.on - window.first).days) if near else _NEAR_THE_RUNNING + 1
    if near is None or apart_by > _NEAR_THE_RUNNING:
        return None
    return Finding(
        verdict="confirmed" if apart_by <= 1 else "contradicted",
        record=f"{near.deadline.title}: {day_name(near.deadline.on)}",
        why=_A_DAY_APART if apart_by <= 1 else "",
        measures=(near.deadline.id,),
        sources=(near.deadline.source,),
    )
