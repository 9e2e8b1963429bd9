"""Tariff rates: who charges whom how much, since when, and whether it holds or is only threatened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any

from detente.news.facts import Fact, listed
from detente.news.kinds.rate_dates import effective_date, is_long_ago
from detente.news.kinds.rate_levels import LEVEL_NEEDS, Level, levels_in
from detente.news.kinds.rate_sides import Sides, respective_sides, sides_of
from detente.news.kinds.rate_status import STAGES, status_of
from detente.news.kinds.rate_targets import is_standard, says_world
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

RULES = tuple(
    Rule(name=f"rate-{name}", kind="rate", says=says, example=example, near_miss=near_miss)
    for name, says, example, near_miss in (
        ("in_force", "A tariff level that holds, or is told of without a word of plan or threat.",
         "China's tariff on American cars is 25 percent.", "China's exports of cars make up 25 percent of "
             "the total."),
        ("announced", "A level that is decided, signed or ordered, and not yet said to hold.",
         "The United States will impose a 25% tariff on Canadian steel.", "The tariff list has 25 items of "
             "steel."),
        ("proposed", "A level that is threatened, planned, estimated or depends on something else.",
         "Trump threatened a 60% tariff on Mexican trucks.", "Trump threatened Mexico with tariffs in 60 "
             "days."),
        ("suspended", "A level, or points of one, that is put on hold.",
         "China suspended its 24% tariff on American goods.", "China suspended 24% of its flights to "
             "America."),
        ("reduced", "The level that a tariff is lowered to.",
         "Canada cut its duty on American wine from 25 percent to 10 percent.",
         "Canada cut its forecast for growth from 2.5 percent to 1 percent."),
        ("reduced_by", "By how much a tariff is lowered, in points or percent; all of one done away with.",
         "Both sides cut tariffs by 115 percentage points.", "Both sides cut emissions by 15 percent."),
        ("increased", "The level that a tariff is raised to, or by how much.",
         "Washington raised its tariffs on Chinese goods to 145%.", "Washington raised its debt to 145% of "
             "GDP."),
        ("peak", "The highest level that a tariff reached.",
         "Duties on Chinese goods peaked at 145 percent.", "Exports of Chinese goods peaked at $145 "
             "billion."),
    )
)  # fmt: skip
_LATER = ("announced", "in_force", "increased", "reduced")
"""Stages at which a rate told of again may say its day."""
_TWO, _OFTEN = 2, 3
_BY_STATUS = {rule.name.removeprefix("rate-"): rule for rule in RULES}


def read_rates(reading: Reading) -> list[Fact]:
    """Return the tariff rates of a text, each once at its most advanced stage."""
    return _once(_all_told(reading))


def _all_told(reading: Reading) -> Iterator[_Told]:
    """Yield the rates of a text as often as it tells of them."""
    before: Sides | None = None
    told_last: dict[tuple[tuple[str, ...], tuple[str, ...]], Sides] = {}
    charging: Counter[tuple[str, ...]] = Counter()
    for sentence in reading.article.sentences:
        levels = levels_in(reading, sentence) if sentence.bits & LEVEL_NEEDS else ()
        if not levels:
            continue
        respective = respective_sides(levels, [*told_last.values()])
        before = before if len(told_last) < _TWO else _of_both(told_last.keys(), before)
        told_last = {}
        for place, level in enumerate(levels):
            sides = respective[place] if respective else sides_of(reading, level, _usual(before, charging))
            charging[sides.imposer] += 1
            told_last.setdefault((sides.imposer, sides.target), sides)
            before = before if is_standard(reading, level) else sides
            fact = _fact(reading, level, sides)
            day = str(fact.fields["date"])
            long_ago = day != "" and is_long_ago(day, reading.article.document.published)
            yield _Told(fact, _worth(reading, level), says_world(reading, level), long_ago)


def _usual(last: Sides | None, charging: Counter[tuple[str, ...]]) -> Sides | None:
    """Return the last sides, marked where they are one's answer to many rates of another."""
    usual = max(charging, key=charging.__getitem__, default=())
    if last is None or charging[usual] < _OFTEN * charging[last.imposer]:
        return last
    return last._replace(charging_mostly=() if usual in (last.imposer, ("*",)) else usual)


def _of_both(told: Set[tuple[tuple[str, ...], tuple[str, ...]]], last: Sides | None) -> Sides | None:
    """Return both sides where a sentence told of the tariffs of each on the other."""
    mutual = all((target, imposer) in told for imposer, target in told)
    return Sides(("*",), ("*",), "", "resolved") if mutual else last


def _fact(reading: Reading, level: Level, sides: Sides) -> Fact:
    status = status_of(reading, level)
    day, published = effective_date(reading, level, status), reading.article.document.published
    if status == "in_force" and day > published.isoformat():
        status = "announced"
    elif status == "announced" and day and is_long_ago(day, published):
        status = "in_force"
    fields = {
        "from": listed(sides.imposer), "to": listed(sides.target), "rate_percent": level.amount.value,
        "previous_percent": level.previous, "status": status, "date": day,
        "product": sides.product,
    }  # fmt: skip
    return _BY_STATUS[status].fact(level.start, level.end, fields, sides.basis)


def _worth(reading: Reading, level: Level) -> float | None:
    """Return the value of the goods that a rate is on, which tells two lists at one rate apart."""
    sums = [one for one in reading.article.amounts_in(level.start, level.sentence.end) if one.unit.isupper()]
    return min(sums, key=lambda one: abs(one.start - level.amount.start)).value if sums else None


class _Told(NamedTuple):
    """A rate as a sentence tells it: the value of its goods, whether on all the world, or long ago."""

    fact: Fact
    worth: float | None
    world: bool
    long_ago: bool

    def repeats(self, other: _Told) -> bool:
        """Say whether it is the same rate as one told before, which has the same sides and percent."""
        product, earlier = self.fact.fields["product"], other.fact.fields["product"]
        goods = product == earlier or (product == "" and not self.world)
        return (
            goods
            and (None in (self.worth, other.worth) or self.worth == other.worth)
            and (self.long_ago == other.long_ago)
        )


def _once(found: Iterable[_Told]) -> list[Fact]:
    """Return each rate once: the same sides, percent, product and list, at the most advanced stage."""
    kept: dict[tuple[Any, ...], list[_Told]] = {}
    for told in found:
        fields = told.fact.fields
        key = (fields["from"], fields["to"], fields["rate_percent"], fields["status"] == "reduced_by")
        group = kept.setdefault(key, [])
        same = next((place for place, one in enumerate(group) if told.repeats(one)), None)
        if same is None:
            group.append(told)
            continue
        old = group[same].fact
        if fields["date"] and not old.fields["date"] and fields["status"] in _LATER:
            dated = old._replace(fields={**old.fields, "date": fields["date"]})
            group[same] = group[same]._replace(fact=dated)
        elif fields["date"] and STAGES[fields["status"]] > STAGES[old.fields["status"]]:
            group[same] = told
    return [one.fact for group in kept.values() for one in group]
