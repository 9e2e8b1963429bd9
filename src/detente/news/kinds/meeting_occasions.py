"""When two mentions of a meeting are of one occasion."""

from __future__ import annotations

from detente.news.facts import Fact
from detente.news.kinds.meeting_places import Spot
from detente.news.tuples import NamedTuple


class Occasion(NamedTuple):
    """A meeting with its place, and the people named with it; whether it is the next of several."""

    fact: Fact
    spot: Spot | None
    people: frozenset[str]
    to_come: bool = False


def same(one: Occasion, other: Occasion) -> bool:
    """Say whether two mentions are of one occasion: of a kind, in one place, on days that touch.

    Two calls of one day are two where each names somebody whom the other does not.
    """
    if one.fact.fields["mode"] != other.fact.fields["mode"]:
        return False
    spot, its = one.spot, other.spot
    if spot and its and spot.name != its.name and not _within(spot, its):
        return False
    if one.people - other.people and other.people - one.people:
        return False
    day, its_day = one.fact.fields["date"], other.fact.fields["date"]
    if one.to_come and not its_day:
        return False
    return not day or not its_day or _touch(day, its_day)


def _within(spot: Spot, its: Spot) -> bool:
    """Say whether one place is the country that the other lies in."""
    return bool(spot.country) and spot.country == its.country and (spot.whole or its.whole)


def _touch(one: str, two: str) -> bool:
    """Say whether two dates or stretches share a day, as far as they say."""
    (first, _, last), (its_first, _, its_last) = one.partition("/"), two.partition("/")
    size = min(len(first), len(its_first))
    return first[:size] <= (its_last or its_first)[:size] and its_first[:size] <= (last or first)[:size]
