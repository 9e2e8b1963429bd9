"""Who charges a tariff rate, on whose goods, and on what."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.core.economies import WORLD
from detente.news.kinds.rate_bearers import bearer_of
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
    says_world,
    states_target,
    target_of,
    target_so_far,
)  # fmt: skip
from detente.news.kinds.rate_signs import TARIFF
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Basis

_NO_NOUN = (
    r"(?:an?|the|under|by|for|from|with|at|as|over|after|if|when|while|but|or|will|would|has|have|had|is|are|was|were|to|and|on|in|of|that|each|also|could|may|must"
    r"|(?!applied|weighted)[a-z]+ed|[a-z]+ing"
    r"|imposes?|raises?|cuts?)"
)
_OWNED = Pattern(
    lambda: (
        r"\b(?:that|those|tariffs?|dut(?:y|ies)|rates?)\s+of\s+(?:the\s+)?(?P<of>E+)|"
        rf"(?P<owner>[EA]+|\b(?:its|their|his)\b)(?:['’]s?)?\s+(?:(?!{_NO_NOUN}\s)[\w-]+\s+){{0,4}}?"
        rf"(?:{words('tariff')}|R+\s+(?:[\w-]+\s+){{0,4}}?{words('tariff')}|rate\b)"
    )
)
_PLACED = Pattern(
    lambda: (
        rf"(?:{words('tariff')})\s+(?:(?:on|against|upon)\s+[^,.;]{{2,60}}?\s+(?=that\b|which\b))?(?:(?:that|which)\s+)?"
        rf"(?:the\s+)?(?P<by>[EPB]+)\s+(?:(?:has|had"
        rf"|have)\s+)?(?:{verbs('impose')})"
    )
)
_ACTS = Pattern(
    lambda: "|".join(verbs(name) for name in ("suspend", "cut", "raise", "impose", "keep", "propose", "say"))
)
_MUTUAL = Pattern(
    r"\bbetween\s+(?:W+|E+\s+and\s+(?:the\s+)?E+)|\b(?:tit-for-tat|mutual)\b"
    r"|\beach\s+(?:cut|lower|reduce|raise|impose|suspend)"
)
_BETWEEN = Pattern(r"\bbetween\s+(?:W+|(?:the\s+)?E+\s+and\s+(?:the\s+)?E+)")
_ANY_NAME = Pattern(r"[EAPWBX]")
_JOINED_ING = Pattern(r"(?:\bby|\bwhile|\band|,|\))\s+$")
_PASSIVE = Pattern(
    r"\b(?:will|would|shall|to)\s+be\s+(?:levied|imposed|charged|raised|applied|added"
    r"|collected|increased)"
)
_PAYS = Pattern(r"\b(?:pays?|paid|faces?|faced|bears?|attracts?|draws?)\b")
_BOTH = Pattern(r"(?:the\s+)?W+\b")
_BY = Pattern(r"\bby\s+(?:the\s+)?(?P<by>[EABPW]+)")
_APPLIED_BY = Pattern(
    r"\b(?:applied|imposed|charged|levied|maintained|collected|set|retained|kept|suspended|paused|raised|cut|lowered)"
    r"\s+by\s+(?:the\s+)?(?P<by>[EABW]+)",
    hints=(" by ",),
)
_THE_RATE = Pattern(r"\bthe\s+rate\s+(?:[a-z]+\s+){1,3}?to\s+(?:about\s+|just\s+)?$")
_PLAN_OF = Pattern(
    r"(?P<by>[EAPB]+)['’]s?\s+(?:[\w-]+\s+){0,2}?(?:plans?|threats?|proposals?|vows?|pledges?|idea|offer|announcement)\s+"
    r"(?:for|of|to)\b[^,;.]*$"
)
_RELATIVE = Pattern(
    lambda: rf"(?P<by>E+),\s+(?:which\s|whose\s+(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}))[^,;]*$", hints=(", wh",)
)
_ELLIPTIC = Pattern(
    r"(?:,|;|\band|\bwhile|\bbut)\s+(?:the\s+)?(?P<own>E+)['’]s?\s+(?:(?:from|to|at|would|will|are|is|were|was|stood|stands?|fell"
    r"|rose|by|(?:an?\s+)?R+|remains?|dropped|climbed|goes|went|up|down|about)\s+)+$"
)
"""The tariffs of another, told of with the word left out."""
_ON_SIDE = Pattern(
    r"\s+(?:on|from|for)\s+(?:the\s+)?(?P<by>[EA]+)(?:['’]s?)?\s+(?:side|part|end)\b"
    r"|\s+on\s+(?P<own>[EA]+)['’]s?(?=\s*(?:[.,;:)–—-]|$|\band\b))"
)
_IMPORTERS = Pattern(
    r"(?P<by>[EA]+)(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:importers?|buyers?|consumers?|shoppers?|households|retailers?|families)\b"
    r"|\b(?:importers?|buyers?|consumers?|shoppers?|households|retailers?)\s+in\s+(?:the\s+)?(?P<there>E+)"
)
_IN_TARGET = Pattern(r"\b(?:on|against|from|of|upon)\s+(?:the\s+|all\s+|some\s+|imports\s+(?:from|of)\s+)?$")
_NAMES = Pattern(r"[EWP]")


@dataclass(frozen=True, slots=True)
class Sides:
    """Who charges whom, on what, and what that rests on."""

    imposer: tuple[str, ...]
    target: tuple[str, ...]
    product: str
    basis: Basis = "stated"


def sides_of(reading: Reading, level: Level, before: Sides | None) -> Sides:
    """Return who charges a rate, whose goods bear it, and what goods where only some do; nobody charges himself.

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
    return replace(found, imposer=charging or other or (WORLD,), basis="inferred")


def _sides(reading: Reading, level: Level, before: Sides | None) -> Sides:
    product = respective_goods(reading, level.sentence, level.among, level.amount) or product_of(
        reading, level
    )
    charging, named = respective_economy(reading, level.sentence, level.among, level.amount)
    charging = charging or _on_side(reading, level)
    if charging:
        target, _ = target_of(reading, level, product)
        target = tuple(code for code in target if code not in charging)
        return Sides(charging, target if not named or set(target) - set(named) else named, product) if (
            target or named
        ) else Sides(charging, reading.others(charging) or (WORLD,), product, "resolved")
    named = named or listed_economy(reading, level.sentence, level.amount)
    if named and named != ("*",):
        return Sides(_lister(reading, level, named, before), named, product)
    if before is not None and _THE_RATE.search(reading.article.mask, level.start, level.amount.start):
        if not TARIFF.search(level.sentence.mask):
            return Sides(before.imposer, before.target, before.product, "resolved")
    bearer, market = bearer_of(reading, level)
    if not bearer and product and before is not None and _goes_on(reading, level):
        return Sides(before.imposer, before.target, product, "resolved")
    if bearer:
        imposer = market or _charging(reading, bearer) or _other_named(reading, level, bearer)
        return Sides(imposer or (WORLD,), bearer, product, "stated" if market else "resolved")
    if _BETWEEN.search(reading.article.mask, level.amount.start, level.end):
        return Sides(("*",), ("*",), product)
    beside = level.amount in level.among[1:] and not _ANY_NAME.search(
        reading.article.mask, level.start, level.end
    )
    if beside and before is not None and not says_world(reading, level):
        return Sides(before.imposer, before.target, product, "resolved")
    target, world = target_of(reading, level, product)
    imposer = _imposer(reading, level, target)
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
    """Say whether goods of no named origin pay a rate, so that they are those told of before in the paragraph."""
    sentence, article = level.sentence, reading.article
    if _NAMES.search(sentence.mask) or "A" in sentence.mask or says_world(reading, level) or not sentence.number:
        return False
    last = article.sentences[sentence.number - 1]
    return _PAYS.search(article.mask, sentence.start, level.amount.start) is not None and "\n\n" not in (
        article.body[last.end : sentence.start]
    )


def _lister(reading: Reading, level: Level, named: tuple[str, ...], before: Sides | None) -> tuple[str, ...]:
    """Return who charges the rate of a list: its publisher, whose tariffs are told of, else as before."""
    if reading.issuer and (reading.issuer,) != named:
        return (reading.issuer,)
    beside = level.among and level.among[0] != level.amount
    if beside and before is not None and before.imposer != named:
        return before.imposer
    codes = _owner_named(reading, level, named)
    if codes:
        return codes
    listed = is_line(reading, level.sentence, level.amount)
    acting = () if listed else _acting(reading, level, level.sentence.start)
    if acting and acting != named:
        return acting
    if before is not None and before.imposer != named:
        return before.imposer
    return _owner_before(reading, level, named) or _charging(reading, named) or (WORLD,)


def _owner_before(reading: Reading, level: Level, but: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariffs the three sentences before a rate speak of."""
    number = level.sentence.number
    for one in reversed(reading.article.sentences[max(number - 3, 0) : number]):
        for owner in _OWNED.finditer(reading.article.mask, one.start, one.end):
            codes = reading.codes_in(*owner.span("owner"))[:1] if (owner["owner"] or "-")[0] in "EA" else ()
            if codes and codes[0] not in but:
                return codes
    return ()


def _owner_named(reading: Reading, level: Level, but: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariffs the sentence speaks of anywhere, besides those that bear a rate."""
    for owner in _OWNED.finditer(reading.article.mask, level.sentence.start, level.sentence.end):
        codes = reading.codes_in(*owner.span("owner"))[:1] if (owner["owner"] or "-")[0] in "EA" else ()
        away = _IN_TARGET.search(reading.article.mask, max(owner.start() - 30, 0), owner.start())
        if codes and codes[0] not in but and not away:
            return codes
    return ()


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
    if not target and not world:
        target = target_so_far(reading, level, imposer)
    if not imposer:
        imposer = _importing(reading, level, target) or _owner_named(reading, level, target)
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


def _imposer(reading: Reading, level: Level, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return who imposes: whose tariff it is called, else the subject of the verb, else of the sentence."""
    mask, sentence, amount = reading.article.mask, level.sentence, level.amount
    placed = _PLACED.search(mask, amount.end, min(amount.end + 110, sentence.end))
    if placed:
        return reading.codes_in(placed.start("by"), placed.start("by") + 1)[:1]
    applied = _APPLIED_BY.search(mask, level.start, level.end) if _APPLIED_BY.may_be_in(sentence.mask) else None
    if applied and applied["by"][0] == "W":
        return ("*",)
    applied = applied or _PLAN_OF.search(mask, sentence.start, amount.start) or _RELATIVE.search(mask, sentence.start, amount.start)
    if applied:
        return reading.codes_in(applied.start("by"), applied.start("by") + 1)[:1]
    owner = _owner(reading, level, level.start, target)
    own = level.start > sentence.start + 2 and _acting(reading, level, level.start)
    return owner or own or _owner(reading, level, level.start - 60, target) or _subject(reading, level)


def _on_side(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return on whose side a rate is charged, as in 145% on the American side."""
    mask, amount = reading.article.mask, level.amount
    match = _ON_SIDE.match(mask, amount.end, min(amount.end + 40, level.sentence.end))
    if match:
        return reading.codes_in(*match.span("by" if match["by"] else "own"))[:1]
    beside = _ELLIPTIC.search(mask, max(level.sentence.start, amount.start - 60), amount.start)
    return reading.codes_in(*beside.span("own"))[:1] if beside and TARIFF.search(level.sentence.mask) else ()


def _importing(reading: Reading, level: Level, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return where those live who buy abroad and pay a rate."""
    match = _IMPORTERS.search(reading.article.mask, level.sentence.start, level.amount.start)
    codes = reading.codes_in(*match.span("by" if match["by"] else "there"))[:1] if match else ()
    return codes if codes and codes[0] not in target else ()


def _owner(reading: Reading, level: Level, first: int, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariff a rate is called, as in China's 25 percent duty, from a place on."""
    mask, sentence, amount = reading.article.mask, level.sentence, level.amount
    last = min(amount.end + 50, sentence.end)
    owners = [
        found for found in _OWNED.finditer(mask, max(sentence.start, first - 30), last)
        if first <= found.start() <= amount.end + 1
    ]  # fmt: skip
    owner = owners[-1] if owners else None
    if owner is None or owner["owner"] in ("its", "their", "his"):
        return ()
    if owner["of"]:
        return reading.codes_in(*owner.span("of"))[:1]
    if _IN_TARGET.search(mask, max(owner.start() - 30, 0), owner.start()):
        return ()
    codes = reading.codes_in(*owner.span("owner"))
    return codes[:1] if codes != target else ()


def _acting(reading: Reading, level: Level, first: int) -> tuple[str, ...]:
    """Return the subject of the nearest verb of doing before a rate; none where no verb has one."""
    mask, sentence = reading.article.mask, level.sentence
    told_of = level.amount.end if level.amount.value == 0 else level.amount.start
    for match in reversed(list(_ACTS.finditer(mask, first, told_of))):
        joined = _JOINED_ING.search(mask, max(match.start() - 7, 0), match.start())
        actor = None if match.group().endswith("ing") and joined else reading.subject(sentence, match.start())
        own = actor is not None and (first == sentence.start or actor.start >= first)
        if actor is not None and own and actor.codes and (actor.state or actor.codes == ("*",)):
            return ("*",) if len(actor.codes) > 1 else actor.codes
    return ()


def _subject(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return the subject of the nearest verb of doing before the rate, else who the sentence begins with."""
    sentence, mask = level.sentence, reading.article.mask
    if _MUTUAL.search(mask, level.start, level.amount.start):
        return ("*",)
    acting = _acting(reading, level, sentence.start)
    if acting:
        return acting
    if _BOTH.match(mask, level.start, level.amount.start):
        return ("*",)
    by = _BY.search(mask, level.amount.end, sentence.end)
    if by and by["by"][0] == "W":
        return ("*",)
    if by:
        return reading.codes_in(by.start("by"), by.start("by") + 1)[:1]
    if _PASSIVE.search(mask, level.amount.end, sentence.end):
        speakers = [one.actor for one in reading.discourse.sayings[sentence.number] if one.actor.body]
        return speakers[-1].codes[:1] if speakers else ()
    return ()
