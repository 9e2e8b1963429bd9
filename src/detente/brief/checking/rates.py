"""Rates against the record: what was in force, asleep, cut or announced between two economies.

A rate in a text may mean the headline, one of its parts, a duty on a list of goods, or points of a cut. It is
confirmed where one of these fits on the days it speaks of. It is contradicted only where the record can tell:
a rate on all goods between two economies of which the record has the whole duty on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.brief.checking.answering import confirmed, unmatched
from detente.brief.checking.asking import Case
from detente.brief.checking.findings import Finding, Verdict, not_checkable, sources_of
from detente.brief.checking.level import Level
from detente.brief.checking.matching import levels_on_the_world, match, on_the_world
from detente.brief.checking.rounding import rounded
from detente.brief.checking.stated import StatedRate
from detente.core.codes import WORLD
from detente.core.wording import day_name
from detente.news.facts import Fact
from detente.news.telling import codes

Way = tuple[str, str]


def check_rate(case: Case, fact: Fact) -> Finding:
    """Return what the record says of a rate: of each pair of economies that it is said of."""
    stated = StatedRate(case, fact)
    found = [_one_way(stated, way) for way in _ways(case, fact)]
    if not found:
        return not_checkable("the text does not say between whom")
    if len(found) == 1:
        return found[0]
    both = "*" in (*codes(fact.fields.get("from")), *codes(fact.fields.get("to")))
    return _either(found) if both else _each(found)


def _ways(case: Case, fact: Fact) -> Iterator[Way]:
    """Yield importer and origin; what is said of both sides is asked both ways."""
    imposers, targets = codes(fact.fields.get("from")), codes(fact.fields.get("to"))
    if "*" in imposers:
        named = [code for code in (*imposers, *targets) if code != "*"]
        sides = tuple(dict.fromkeys((*named, *case.pair)))[:2]
        if len(sides) == 2:
            yield from ((sides[0], sides[1]), (sides[1], sides[0]))
        return
    for imposer in imposers:
        others = case.others_than(imposer)
        for target in targets or others:
            if target == "*":
                yield from ((imposer, other) for other in others)
            elif target != imposer:
                yield imposer, target


def _either(found: Sequence[Finding]) -> Finding:
    """Return the finding on what is said of both sides: it holds where it held on either."""
    verdicts: tuple[Verdict, ...] = ("confirmed", "newer")
    for verdict in verdicts:
        good = [one for one in found if one.verdict == verdict]
        if good:
            sides = {one.record for one in good}
            only = "" if len(sides) == len(found) else "said of both sides; it held on one of them"
            return _joined(verdict, good, only)
    return _joined(found[0].verdict, found, found[0].why)


def _each(found: Sequence[Finding]) -> Finding:
    """Return the finding on several pairs: as bad as the worst that is known of them."""
    verdicts: tuple[Verdict, ...] = ("contradicted", "not checkable", "newer")
    for verdict in verdicts:
        bad = [one for one in found if one.verdict == verdict]
        if bad:
            return _joined(verdict, bad, bad[0].why)
    return _joined("confirmed", found, "")


def _joined(verdict: Verdict, found: Sequence[Finding], why: str) -> Finding:
    return Finding(
        verdict=verdict,
        record="; ".join(dict.fromkeys(one.record for one in found if one.record)),
        why=why,
        warning=found[0].warning,
        measures=tuple(dict.fromkeys(name for one in found for name in one.measures)),
        sources=sources_of(source for one in found for source in one.sources),
        is_new=all(one.is_new for one in found),
    )


def _one_way(stated: StatedRate, way: Way) -> Finding:
    case, (importer, origin) = stated.case, way
    why = _out_of_reach(stated, way)
    if why:
        return not_checkable(why)
    named = case.third(stated.fact, way)
    if named and origin != WORLD and not any(map(stated.tells_of, way)):
        return not_checkable(f"the sentence tells of {' and '.join(named)}, not of {origin}")
    if origin == WORLD:
        return _towards_all(stated, importer)
    levels = case.desk.levels(way)
    if all(level.rate == 0 for level in levels.all):
        return not_checkable(f"the record has no duties of {importer} on {origin}")
    level = match(stated, levels)
    inexact = rounded(stated, level, levels)
    if inexact:
        return inexact
    if level:
        return confirmed(stated, level, levels)
    meant = _as_meant(stated, way)
    if meant:
        return meant
    later = match(stated, case.soon.levels(way)) if case.desk.has_hindsight else None
    if later and case.desk.known_at < later.known_from:
        return _newer(later)
    if stated.published > case.desk.record.newest:
        why = f"the record ends on {day_name(case.desk.record.newest)}"
        return Finding(verdict="newer", record="", why=why, is_new=True)
    return unmatched(stated, levels)


def _out_of_reach(stated: StatedRate, way: Way) -> str:
    """Return why the record cannot be asked about a rate at all; empty where it can."""
    record = stated.case.desk.record
    if way[0] == WORLD:
        return "the text does not say who charges it"
    if any(code not in record.economies and code != WORLD for code in way):
        return f"the record knows no duties of {way[0]} on {way[1]}"
    if stated.is_supposed:
        return "a study's supposition, no act"
    if stated.is_mean or stated.is_ordinary:
        return "an average or ordinary duty; the record checked here has added duties"
    if stated.value == 0:
        return "freedom from duty is not checked: which goods are spared turns on their use and origin"
    if stated.window and stated.window.last < record.earliest:
        return f"the record begins on {day_name(record.earliest)}"
    return ""


def _newer(level: Level) -> Finding:
    return Finding(
        verdict="newer",
        record=f"{level.told}, from {day_name(level.first)}",
        why=f"on record since {day_name(level.known_from)}, after the text was published",
        measures=level.tranches,
        sources=sources_of(level.sources),
    )


def _as_meant(stated: StatedRate, way: Way) -> Finding | None:
    """Return the finding on what a sentence leaves to its neighbours: whose rate it is, or since when.

    A sentence that names no side, or no day, takes them from the text around it; where the rate fits the
    other side, or without the day, that is what is meant.
    """
    case, fact = stated.case, stated.fact
    if stated.window and not stated.says_when:
        undated = StatedRate(case, fact._replace(fields={**fact.fields, "date": ""}))
        level = match(undated, case.desk.levels(way))
        if level and level.last >= stated.published:
            return confirmed(undated, level, case.desk.levels(way))
    if not any(map(stated.names, way)) and way[1] in case.pair:
        back = case.desk.levels((way[1], way[0]))
        level = match(stated, back)
        if level and level.on_all:
            why = "the sentence does not say whose; it held on this side"
            return replace(confirmed(stated, level, back), why=why)
    return None


def _towards_all(stated: StatedRate, importer: str) -> Finding:
    """Return the finding on a rate towards all countries: a duty on the world may confirm it."""
    case = stated.case
    level = on_the_world(stated, case.desk, importer)
    if level:
        return confirmed(stated, level, levels_on_the_world(case.desk, importer), of_the_world=True)
    later = on_the_world(stated, case.soon, importer)
    if later and case.desk.known_at < later.known_from:
        return _newer(later)
    if stated.is_ceiling:
        return not_checkable("the text names a ceiling, no rate")
    named = stated.product or stated.other_goods
    goods = f" on {named}" if named else ""
    return not_checkable(f"the record has no such duty of {importer} on all countries{goods}")
