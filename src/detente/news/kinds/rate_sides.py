"""Who charges a tariff rate, on whose goods, and on what."""

from __future__ import annotations

from collections.abc import Sequence

from detente.core.codes import WORLD
from detente.news.kinds.rate_bearers import bearer_of
from detente.news.kinds.rate_charging import between_us
from detente.news.kinds.rate_imposers import (
    actor_of,
    charging_before,
    importing,
    imposer_of,
    member_states,
    on_whose_side,
    owner_before,
    owner_named,
    whose_one,
)
from detente.news.kinds.rate_levels import Level
from detente.news.kinds.rate_lists import (
    is_line,
    listed_economy,
    respective_economy,
    respective_goods,
)  # fmt: skip
from detente.news.kinds.rate_targets import (
    goods_so_far,
    none_else_named,
    product_of,
    says_average,
    says_world,
    states_target,
    target_of,
    target_so_far,
)  # fmt: skip
from detente.news.lexicon.wording import TARIFF
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Basis
from detente.news.tuples import NamedTuple

_BETWEEN = Pattern(r"\bbetween\s+(?:W+|(?:the\s+)?E+\s+and\s+(?:the\s+)?E+)", hints=("between",))
_ANY_NAME = Pattern(r"[EAPWBX]")
_PAYS = Pattern(r"\b(?:pays?|paid|faces?|faced|bears?|attracts?|draws?)\b")
_WHICH_BEAR = Pattern(
    r",\s+(?:which|that|both\s+of\s+which)\s+(?:[a-z]+\s+){0,2}?(?:face|faces|faced|pay|pays|paid|bear|carry|attract|incur|are\s+(?:charged|taxed|subject\s+to"
    r"|hit\s+with))\s[^,;.]*$",
    hints=("which", "that"),
)
"""Goods of no named origin that bear a rate by the way: steel, which faces 50%."""
_THE_RATE = Pattern(r"\bthe\s+rate\s+(?:[a-z]+\s+){1,3}?to\s+(?:about\s+|just\s+)?$")
_NAMES = Pattern(r"[EWP]")
_TWO = 2


class Sides(NamedTuple):
    """Who charges whom, on what, and what that rests on."""

    imposer: tuple[str, ...]
    target: tuple[str, ...]
    product: str
    basis: Basis = "stated"
    charging_mostly: tuple[str, ...] = ()
    """Who charges most of the rates before, where it is somebody else."""


def sides_of(reading: Reading, level: Level, before: Sides | None) -> Sides:
    """Return who charges a rate, whose goods bear it, and what goods where only some do.

    Nobody charges himself: one who would is left out.

    Args:
        reading: The text.
        level: The rate.
        before: The sides of the rate before it, which a sentence that names nobody goes on with.
    """
    found = _sides(reading, level, before)
    if found.imposer == ("*",) or not set(found.imposer) & set(found.target):
        return found
    charging = tuple(code for code in found.imposer if code not in found.target)
    other = tuple(code for code in reading.others(found.target) if code not in found.target)
    return found._replace(imposer=charging or other or (WORLD,), basis="inferred")


def respective_sides(levels: Sequence[Level], told: Sequence[Sides]) -> list[Sides]:
    """Return the sides of rates that `respectively` gives to each of two told before."""
    if len(levels) != len(told) or len(told) < _TWO:
        return []
    sentence, last = levels[0].sentence, levels[-1].amount.end - levels[0].sentence.start
    if "respectively" not in sentence.mask[last:] or _ANY_NAME.search(sentence.mask[:last]):
        return []
    return [one._replace(product="", basis="resolved") for one in told]


def _sides(reading: Reading, level: Level, before: Sides | None) -> Sides:
    product = respective_goods(reading, level.sentence, level.among, level.amount) or product_of(
        reading, level
    )
    return (
        _listed(reading, level, before, product)
        or _carried(reading, level, before, product)
        or _told(reading, level, before, product)
    )


def _listed(reading: Reading, level: Level, before: Sides | None, product: str) -> Sides | None:
    """Return the sides of a rate that the words give to one of several, by a list or a side."""
    imposer, target = between_us(reading, level)
    if imposer:
        return Sides(imposer, target, product, "resolved")
    charging, named = respective_economy(reading, level.sentence, level.among, level.amount)
    charging = charging or on_whose_side(reading, level)
    one = () if charging or before is None else whose_one(reading, level)
    if before is not None and one and one == before.target:
        return Sides(one, before.imposer, product, "resolved")
    if not charging:
        named = named or listed_economy(reading, level.sentence, level.amount)
        listed = named and named != ("*",)
        return Sides(_lister(reading, level, named, before), named, product) if listed else None
    target = tuple(code for code in target_of(reading, level, product)[0] if code not in charging)
    if not set(target) - set(named):
        target = named or target
    if target:
        return Sides(charging, target, product)
    if says_average(reading, level):
        return Sides(charging, (WORLD,), product, "resolved")
    return Sides(charging, reading.others(charging) or (WORLD,), product, "resolved")


def _carried(reading: Reading, level: Level, before: Sides | None, product: str) -> Sides | None:
    """Return the sides of a rate whose goods pay it, is between both, or goes on with the one before it."""
    mask = reading.article.mask
    alone = not reading.article.has(TARIFF, level.sentence) and _THE_RATE.search(
        mask, level.start, level.amount.start
    )
    if before is not None and alone:
        return Sides(before.imposer, before.target, before.product, "resolved")
    bearer, market = bearer_of(reading, level)
    if bearer:
        imposer = market or _charging(reading, bearer) or _other_named(reading, level, bearer)
        return Sides(imposer or (WORLD,), bearer, product, "stated" if market else "resolved")
    if reading.article.search(_BETWEEN, level.sentence, level.amount.start, level.end):
        return Sides(("*",), ("*",), product)
    beside = level.amount in level.among[1:] and not _ANY_NAME.search(mask, level.start, level.end)
    beside = beside and not says_world(reading, level)
    which = before is not None and reading.article.search(
        _WHICH_BEAR, level.sentence, level.start - 30, level.amount.start
    )
    if before is not None and which and not _ANY_NAME.search(mask, which.start(), level.end):
        return Sides(before.imposer, before.target, product, "resolved")
    goes_on = before is not None and not beside and product and _goes_on(reading, level)
    if before is not None and goes_on and before.charging_mostly:
        return Sides(before.charging_mostly, (WORLD,), product, "inferred")
    if before is not None and (beside or goes_on):
        return Sides(before.imposer, before.target, product, "resolved")
    return None


def _told(reading: Reading, level: Level, before: Sides | None, product: str) -> Sides:
    """Return the sides of a rate by who is said to charge it and on whose goods."""
    target, world = target_of(reading, level, product)
    imposer = imposer_of(reading, level, target) or member_states(reading, level)
    if imposer and imposer == target:
        world = product != "" and none_else_named(reading, level)
        target = () if world else reading.others(imposer)
    silent = not imposer and not target and not world
    meant = goods_so_far(reading, level) if silent else ()
    if meant:
        own = (reading.issuer,) if reading.issuer and reading.issuer not in meant else ()
        return Sides(own or reading.others(meant) or (WORLD,), meant, product, "resolved")
    if silent and before is not None and not _NAMES.search(level.sentence.mask):
        return Sides(before.imposer, before.target, product, "resolved")
    if imposer == ("*",) and not states_target(reading, level):
        return Sides(imposer, imposer, product)
    return _filled(reading, level, imposer, target, world, product)


def _goes_on(reading: Reading, level: Level) -> bool:
    """Say whether goods of no named origin pay a rate, so they are those told of before."""
    sentence, article = level.sentence, reading.article
    if (
        _NAMES.search(sentence.mask)
        or "A" in sentence.mask
        or says_world(reading, level)
        or not sentence.number
    ):
        return False
    last = article.sentences[sentence.number - 1]
    return (
        _PAYS.search(article.mask, sentence.start, level.amount.start) is not None
        and "\n\n" not in (article.body[last.end : sentence.start])
    )


def _lister(reading: Reading, level: Level, named: tuple[str, ...], before: Sides | None) -> tuple[str, ...]:
    """Return who charges the rate of a list: its publisher, whose tariffs are told of, else as before."""
    if reading.issuer and (reading.issuer,) != named:
        return (reading.issuer,)
    beside = level.among and level.among[0] != level.amount
    if beside and before is not None and before.imposer != named:
        return before.imposer
    codes = owner_named(reading, level, named)
    if codes:
        return codes
    listed = is_line(reading, level.sentence, level.amount)
    acting = () if listed else actor_of(reading, level, level.sentence.start)
    if acting and acting != named:
        return acting
    if before is not None and before.imposer != named:
        return before.imposer
    return owner_before(reading, level, named) or _charging(reading, named) or (WORLD,)


def _other_named(reading: Reading, level: Level, bearer: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one economy that a sentence names besides those that bear a rate."""
    named = reading.codes_in(level.sentence.start, level.sentence.end, but=bearer)
    return named if len(named) == 1 else ()


def _charging(reading: Reading, bearer: tuple[str, ...]) -> tuple[str, ...]:
    """Return who charges what an economy bears, as the text is about them or published by them."""
    own = tuple(code for code in (reading.issuer,) if code and code not in bearer)
    main = tuple(code for code in reading.pair[:1] if code and code not in bearer)
    return (reading.others(bearer) if len(bearer) == 1 else ()) or own or main


def _filled(
    reading: Reading,
    level: Level,
    imposer: tuple[str, ...],
    target: tuple[str, ...],
    world: bool,
    product: str,
) -> Sides:
    """Return the sides with what the rate's own words leave out taken from the text."""
    basis: Basis = "stated" if imposer and (target or world) else "inferred"
    own = reading.issuer and imposer and reading.issuer not in imposer and imposer != ("*",)
    if own and not target and not world:
        target = (reading.issuer,)
    if not target and not world:
        target = target_so_far(reading, level, imposer)
    if not imposer:
        imposer = importing(reading, level, target) or owner_named(reading, level, target)
    if not imposer and not reading.issuer:
        imposer = charging_before(reading, level, target)
    if not imposer:
        own = bool(reading.issuer) and (reading.issuer,) != target
        main = tuple(code for code in reading.pair[:1] if code and code not in target)
        imposer = (reading.issuer,) if own else reading.others(target) or main or (WORLD,)
    if not target and not world and not reading.issuer:
        named = reading.codes_in(level.sentence.start, level.sentence.end, but=imposer)
        target = named if len(named) == 1 and imposer != ("*",) else ()
    if not target:
        other = reading.others(imposer) if reading.is_dispute and not world else ()
        target = other or (WORLD,)
    return Sides(imposer, target, product, basis)
