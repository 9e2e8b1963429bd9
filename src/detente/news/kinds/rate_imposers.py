"""Who charges a tariff rate: whose tariff it is called, who acts, on whose side it is, who imports."""

from __future__ import annotations

from detente.news.kinds.rate_charging import COLLECTS, asked_of, requiring
from detente.news.kinds.rate_levels import Level
from detente.news.lexicon.wording import TARIFF, either, hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

_NO_NOUN = (
    r"(?:an?|the|under|by|for|from|with|at|as|over|after|if|when|while|but|or|will|would|has|have|had|is|are|was|were|to|and|on|in|of|that|each|also|could|may|must"
    r"|(?!applied|weighted)[a-z]+ed|[a-z]+ing"
    r"|imposes?|raises?|cuts?)"
)
_OWNED = Pattern(
    lambda: (
        r"\b(?=[EAtdrih])(?:(?:that|those|tariffs?|dut(?:y|ies)|rates?)\s+of\s+(?:the\s+)?(?P<of>E+)|"
        rf"(?P<owner>[EA]++|(?:its|their|his)\b)(?:['’]s?)?\s+(?:(?!{_NO_NOUN}\s)[\w-]+\s+){{0,4}}?"
        rf"(?:{words('tariff')}|R+\s+(?:[\w-]+\s+){{0,4}}?{words('tariff')}|rate\b))"
    )
)
_PLACED = Pattern(
    lambda: (
        rf"(?:{words('tariff')}|\brates?)\s+(?:(?:on|against|upon)\s+[^,.;]{{2,60}}?\s+(?=that\b|which\b))?(?:(?:that|which)\s+)?"
        rf"(?:the\s+)?(?P<by>[EPB]+)\s+(?:(?:has|had"
        rf"|have)\s+)?(?:{either((), ('impose', 'propose'))})"
    )
)
_PLACED.needs = hint_of((), ("impose", "propose"))
_DEEDS = ("suspend", "cut", "raise", "impose", "keep", "propose", "say", "retort")
_ACTS = Pattern(lambda: either((), _DEEDS))
_ACTS.needs = hint_of((), _DEEDS)
_LETS_IN = Pattern(
    r"\b(?:admits?|admitted|admitting|lets?|letting|allows?|allowed|allowing|accepts?|accepted|gives?|gave|grants?|granted|opens?|opened)\b",
    hints=("admit", "let ", "lets ", "letting", "allow", "accept", "give", "gave", "grant", "open"),
)
"""What one does who takes no duty on another's goods."""
_ONLY_SAYS = Pattern(lambda: rf"(?!{verbs('retort')}){verbs('say')}")
_MEMBERS = Pattern(r"\bmember\s+(?:states|countries|governments)\b", hints=("member",))
_BLOC = Pattern(lambda: words("blocs_of_member_states"))
"""Blocs that decide on tariffs by the votes of their member states."""
_CHANGES_TARIFFS = Pattern(
    lambda: (
        rf"(?:{either((), ('cut', 'raise', 'impose', 'suspend', 'keep'))})\s+(?!talks\b|exports?\b)"
        r"(?:[\w’'-]+\s+){0,4}?"
        rf"{words('tariff')}"
    )
)
"""What somebody did to tariffs that he may be taken to charge."""
_MUTUAL = Pattern(
    r"(?<!talks\s)(?<!discussions\s)(?<!negotiations\s)(?<!consultations\s)(?<!meeting\s)(?<!meetings\s)"
    r"(?<!agreement\s)(?<!call\s)\bbetween\s+(?:W+|E+\s+and\s+(?:the\s+)?E+)|\b(?:tit-for-tat|mutual)\b"
    r"|\beach\s+(?:cut|lower|reduce|raise|impose|suspend)",
    hints=("between", "tit-for-tat", "mutual", "each"),
)
_JOINED_ING = Pattern(r"(?:\bby|\bwhile|\band|,|\))\s+$")
_IT_PUT = Pattern(
    lambda: rf"(?:{words('tariff')})\s+(?:(?:that|which)\s+)?(?:it|they|he|she)\s+(?:(?:had|has|have)\s+)?$"
)
"""Before a deed told only to say which tariffs are meant, as in cutting the duties it imposed."""
_PASSIVE = Pattern(
    r"\b(?:will|would|shall|to)\s+be\s+(?:levied|imposed|charged|raised|applied|added"
    r"|collected|increased)",
    hints=("levied", "imposed", "charged", "raised", "applied", "added", "collected", "increased"),
)
_BOTH = Pattern(r"(?:the\s+)?W+\b")
_BY = Pattern(r"\bby\s+(?:the\s+)?(?P<by>[EABPW]+)", hints=("by ",))
_APPLIED_BY = Pattern(
    r"\b(?:applied|imposed|charged|levied|maintained|collected|set|retained|kept|suspended|paused|raised|cut|lowered|threatened|announced|proposed|floated|assessed)"
    r"\s+by\s+(?:the\s+)?(?P<by>[EABW]+)",
    hints=(" by ",),
)
_PLAN_OF = Pattern(
    r"(?P<by>[EAPB]++)['’]s?\s+(?:[\w-]+\s+){0,2}?(?:plans?|threats?|proposals?|vows?|pledges?|idea|offer|announcement|decisions?|moves?)\s+"
    r"(?:(?:in\s+|on\s+)?D+\s+)?(?:for|of|to)\b[^,;.]*$",
    hints=("plan", "threat", "proposal", "vow", "pledge", "idea", "offer", "announcement", "decision",
           "move"),
)  # fmt: skip
_BILL_OF = Pattern(
    r"(?P<by>[EA]++)(?:['’]s?)?\s+(?:(?:lower|upper)\s+house|house|parliament|congress|senate|legislature|assembly|lawmakers"
    r"|legislators|deputies|cabinet|government|B+)\b[^.;]{0,80}?\b(?:bill|law|legislation|act|decree|measure|motion)\s+"
    r"(?:(?:that|which)\s+(?:would|will|could)\s+|to\s+)[^.;]*$",
    hints=("bill", "law", "legislation", " act", "decree", "measure", "motion"),
)
"""Whose parliament is to pass a bill that would raise tariffs."""
_SPARED = Pattern(r"\b(?:exempt\w*|spared|shield\w*|protect\w*|relief|free)\s+(?:from\s+)?(?:the\s+)?$")
_IN_MARKET = Pattern(
    lambda: rf"[^,;.]{{0,30}}?(?:{words('tariff')})\s+in\s+(?:the\s+)?(?P<by>E+)(?=\s*(?:[.,;]|$))"
)
_RELATIVE = Pattern(
    lambda: (
        rf"(?<!on\s)(?<!on\sthe\s)(?<!against\s)(?<!from\s)(?<!from\sthe\s)(?P<by>E++),\s+(?:which\s|whose\s+(?:[\w-]+\s+){{0,3}}?(?:{words('tariff')}))[^,;]*$"
    ),
    hints=(" wh",),
)
_PLANS = _PLAN_OF.needs | COLLECTS.needs | _BILL_OF.needs | _RELATIVE.needs
_ELLIPTIC = Pattern(
    r"(?:,|;|\b(?:and|while|but))\s+(?:the\s+)?(?:(?P<own>E+)['’]s?\s+(?:(?:from|to|at|would|will|are|is|were|was|stood|stands?|fell"
    r"|rose|by|(?:an?\s+)?R+|remains?|dropped|climbed|goes|went|up|down|about)\s+)+$"
    r"|(?P<mean>[EA]+)(?:['’]s?)?\s+(?:[\w-]+\s+)?average\s+(?:is|was|stood\s+at|stands\s+at|of)"
    r"\s+(?:about\s+|only\s+|just\s+)?$)",
    hints=("E'", "E’", "average"),
)
"""The tariffs of another, told of with the word left out."""
_ITS_ONE = Pattern(
    r"(?:,|;|\band|\bwhile|\bbut)\s+(?:the\s+)?(?P<own>[EA]+)(?:['’]s?)?\s+ones?\s+(?:at|to|is|was|stands\s+at|stood\s+at|of)\s+"
    r"(?:about\s+|only\s+|just\s+)?$",
    hints=(" one",),
)
"""The American tariff on Chinese goods is told of, then the Chinese one."""
_ON_SIDE = Pattern(
    r"\s+(?:on|from|for)\s+(?:the\s+)?(?P<by>[EA]+)(?:['’]s?)?\s+(?:side|part|end)\b"
    r"|\s+on\s+(?P<own>[EA]+)['’]s?(?=\s*(?:[.,;:)–—-]|$|\band\b))"
)
_ON_OTHER = Pattern(r"\s+on\s+the\s+(?P<own>A+)(?=\s*(?:[.,;:)–—-]|$|\band\b))")
"""The other side, after one that is called so: 54% on the American side and 34% on the Chinese."""
_IMPORTERS = Pattern(
    r"(?P<by>[EA]++)(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:importers?|buyers?|consumers?|shoppers?|households|retailers?|families)\b"
    r"|\b(?:importers?|buyers?|consumers?|shoppers?|households|retailers?)\s+in\s+(?:the\s+)?(?P<there>E+)",
    hints=("importer", "buyer", "consumer", "shopper", "household", "retailer", "families"),
)
_SOME_OF = Pattern(
    r"\b(?:rounds?|sets?|waves?|batch(?:es)?|tranches?|series|lists?|package|slew|threat|spate|raft|barrage)\s+of\s+(?:the\s+)?$"
)
"""A round of American tariffs is tariffs of America's, not on its goods."""
_IN_TARGET = Pattern(r"\b(?:on|against|from|of|upon)\s+(?:the\s+|all\s+|some\s+|imports\s+(?:from|of)\s+)?$")


def imposer_of(reading: Reading, level: Level, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return who imposes: whose tariff it is called, else the subject of the verb, else of the sentence."""
    article, sentence, amount = reading.article, level.sentence, level.amount
    mask = article.mask
    placed = article.search(_PLACED, sentence, amount.end, min(amount.end + 110, sentence.end))
    if placed:
        return reading.codes_in(placed.start("by"), placed.start("by") + 1)[:1]
    applied = article.search(_APPLIED_BY, sentence, level.start, level.end)
    if applied and applied["by"][0] == "W":
        return ("*",)
    applied = applied or _IN_MARKET.match(mask, amount.end, min(amount.end + 70, sentence.end))
    for pattern in (
        (_PLAN_OF, COLLECTS, _BILL_OF, _RELATIVE) if sentence.bits & _PLANS and not applied else ()
    ):
        applied = applied or article.search(pattern, sentence, sentence.start, amount.start)
    if applied:
        return reading.codes_in(applied.start("by"), applied.start("by") + 1)[:1]
    owner = _owner(reading, level, level.start, target)
    own = level.start > sentence.start + 2 and actor_of(reading, level, level.start, target)
    if not owner and not own and level.start > sentence.start:
        owner = _owner(reading, level, level.start - 60, target)
    return owner or own or requiring(reading, level) or _subject(reading, level, target)


def whose_one(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return whose tariff is meant by the Chinese one and the like, after another's."""
    if not level.sentence.bits & _ITS_ONE.needs:
        return ()
    match = _ITS_ONE.search(reading.article.mask, level.sentence.start, level.amount.start)
    return reading.codes_in(*match.span("own"))[:1] if match else ()


def on_whose_side(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return on whose side a rate is charged, as in 145% on the American side."""
    mask, amount = reading.article.mask, level.amount
    match = _ON_SIDE.match(mask, amount.end, min(amount.end + 40, level.sentence.end))
    if match:
        return reading.codes_in(*match.span("by" if match["by"] else "own"))[:1]
    if level.among and level.among[0] != amount and _ON_SIDE.match(mask, level.among[0].end):
        match = _ON_OTHER.match(mask, amount.end, min(amount.end + 40, level.sentence.end))
        if match:
            return reading.codes_in(*match.span("own"))[:1]
    if not level.sentence.bits & _ELLIPTIC.needs:
        return ()
    beside = _ELLIPTIC.search(mask, max(level.sentence.start, amount.start - 60), amount.start)
    if beside is None or not reading.article.has(TARIFF, level.sentence):
        return ()
    return reading.codes_in(*beside.span("own" if beside["own"] else "mean"))[:1]


def owner_named(reading: Reading, level: Level, but: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariffs the sentence speaks of anywhere, besides those that bear a rate."""
    for owner in _OWNED.finditer(reading.article.mask, level.sentence.start, level.sentence.end):
        codes = reading.codes_in(*owner.span("owner"))[:1] if (owner["owner"] or "-")[0] in "EA" else ()
        away = _IN_TARGET.search(reading.article.mask, max(owner.start() - 30, 0), owner.start())
        if codes and codes[0] not in but and not away:
            return codes
    return ()


def owner_before(reading: Reading, level: Level, but: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariffs the three sentences before a rate speak of."""
    number = level.sentence.number
    for one in reversed(reading.article.sentences[max(number - 3, 0) : number]):
        for owner in _OWNED.finditer(reading.article.mask, one.start, one.end):
            codes = reading.codes_in(*owner.span("owner"))[:1] if (owner["owner"] or "-")[0] in "EA" else ()
            if codes and codes[0] not in but:
                return codes
    return ()


def member_states(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return the bloc whose member states a sentence tells of, in a text that names one."""
    if not level.sentence.bits & _MEMBERS.needs or not _MEMBERS.search(level.sentence.mask):
        return ()
    blocs = (code for name in reading.article.names.found for code in name.codes if _BLOC.fullmatch(code))
    return tuple(dict.fromkeys(blocs))


def charging_before(reading: Reading, level: Level, but: tuple[str, ...]) -> tuple[str, ...]:
    """Return who raised, cut or put on tariffs in the nearest of the three sentences before a rate."""
    article, number = reading.article, level.sentence.number
    for one in reversed(article.sentences[max(number - 3, 0) : number]):
        if not article.has(TARIFF, one):
            continue
        for deed in _CHANGES_TARIFFS.finditer(article.mask, one.start, one.end):
            actor = reading.subject(one, deed.start())
            if actor is not None and actor.state and len(actor.codes) == 1 and actor.codes[0] not in but:
                return actor.codes
    return ()


def importing(reading: Reading, level: Level, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return where those live who buy abroad and pay a rate."""
    match = reading.article.search(_IMPORTERS, level.sentence, level.sentence.start, level.amount.start)
    codes = reading.codes_in(*match.span("by" if match["by"] else "there"))[:1] if match else ()
    return codes if codes and codes[0] not in target else ()


def actor_of(reading: Reading, level: Level, first: int, target: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the subject of the nearest verb of doing before a rate; its target may speak of it."""
    mask, sentence = reading.article.mask, level.sentence
    told_of = level.amount.end if level.amount.value == 0 else level.amount.start
    deeds = [*_ACTS.finditer(mask, first, told_of)] if sentence.bits & _ACTS.needs else []
    if level.amount.value == 0 and sentence.bits & _LETS_IN.needs:
        deeds = sorted((*deeds, *_LETS_IN.finditer(mask, first, told_of)), key=lambda deed: deed.start())
    for match in reversed(deeds):
        if match is not deeds[0] and _IT_PUT.search(mask, max(match.start() - 40, first), match.start()):
            continue
        joined = match.group().endswith("ing") and _JOINED_ING.search(
            mask, max(match.start() - 7, 0), match.start()
        )
        if mask.startswith("to ", match.start() - 3):
            asked = asked_of(reading, max(match.start() - 60, first), match.start())
            if asked:
                return asked
        actor = None if joined else reading.subject(sentence, match.start())
        own = actor is not None and (first == sentence.start or actor.start >= first)
        if actor is not None and actor.codes == target and _ONLY_SAYS.fullmatch(match.group()):
            continue
        if actor is not None and own and actor.codes and (actor.state or actor.codes == ("*",)):
            return ("*",) if len(actor.codes) > 1 else actor.codes
    return ()


def _owner(reading: Reading, level: Level, first: int, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose tariff a rate is called, as in China's 25 percent duty, from a place on."""
    mask, sentence, amount = reading.article.mask, level.sentence, level.amount
    last = min(amount.end + 50, sentence.end)
    named = mask[max(sentence.start, first) : last]
    if "E" not in named and "A" not in named:
        return ()
    owners = [
        found for found in _OWNED.finditer(mask, max(sentence.start, first - 30), last)
        if first <= found.start() <= amount.end + 1
    ]  # fmt: skip
    owner = owners[-1] if owners else None
    if owner is None or owner["owner"] in ("its", "their", "his"):
        return ()
    spared = _SPARED.search(mask, max(owner.start() - 30, 0), owner.start())
    if spared:
        return reading.codes_in(*owner.span("owner"))[:1]
    if owner["of"]:
        return reading.codes_in(*owner.span("of"))[:1]
    first = max(owner.start() - 30, 0)
    if _IN_TARGET.search(mask, first, owner.start()) and not _SOME_OF.search(mask, first, owner.start()):
        return ()
    codes = reading.codes_in(*owner.span("owner"))
    return codes[:1] if codes != target else ()


def _subject(reading: Reading, level: Level, target: tuple[str, ...]) -> tuple[str, ...]:
    """Return the subject of the nearest verb of doing before the rate, else who the sentence begins with."""
    sentence, mask = level.sentence, reading.article.mask
    if reading.article.search(_MUTUAL, sentence, level.start, level.amount.start):
        return ("*",)
    acting = actor_of(reading, level, sentence.start, target)
    if acting:
        return acting
    if _BOTH.match(mask, level.start, level.amount.start):
        return ("*",)
    by = reading.article.search(_BY, sentence, level.amount.end, sentence.end)
    if by and by["by"][0] == "W":
        return ("*",)
    if by:
        return reading.codes_in(by.start("by"), by.start("by") + 1)[:1]
    if reading.article.search(_PASSIVE, sentence, level.amount.end, sentence.end):
        speakers = [one.actor for one in reading.discourse.sayings[sentence.number] if one.actor.body]
        return speakers[-1].codes[:1] if speakers else ()
    return ()
