"""Whose goods a tariff rate is on, and what goods."""

from __future__ import annotations

from functools import cache

from detente.core.codes import WORLD
from detente.news.grammar.article import Sentence
from detente.news.kinds.rate_levels import Level
from detente.news.kinds.rate_lists import given_to
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import TARIFF, either
from detente.news.patterns import Pattern, TextPattern
from detente.news.reading_state import Reading

_NAMED = r"(?P<target>[EA]+(?:(?:,\s+(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:the\s+)?[EA]+)*)"
_ON = Pattern(
    r"\b(?:on|against|upon)\s+(?!D)(?:(?:all|some|most|any|certain|many|those|these|the|its|their|various"
    r"|selected|articles"
    r"|imports?|goods|products?|shipments|exports|worth|items|of|from|imported|another|[\w’'-]+|M+|N+|R+"
    r"|,)\s+){0,9}?" + _NAMED
)
_FOR_GOODS = Pattern(
    r"\b(?:for|to|when)\s+(?:(?:all|any|certain|covered|most|those|these|the)\s+)*"
    r"(?:[\w-]+\s+)?(?:goods|imports|products|articles|countries|partners)\s+(?:of|from)\s+(?:the\s+)?"
    + _NAMED,
    hints=("goods ", "imports ", "products ", "articles ", "countries ", "partners "),
)
_ENTRY_FOR = Pattern(
    r"\b(?:entry|entries|line|row)\s+for\s+(?:the\s+)?" + _NAMED, hints=("entr", "line", "row")
)
_HEADING = TextPattern(r"(?:[-•*–]\s*)?(?P<named>[A-Z][\w’'&, -]{2,60}?)\s*(?::\s|$)")
"""A line that opens what a statement says of one partner."""
_AVERAGE = Pattern(
    r"\b(?:(?:effective|overall)\s+(?:[EA]+\s+)?(?:[\w-]+\s+)?(?:tariff|duty|rate)|average\s+(?:applied\s+|bound\s+)|simple\s+average|trade-weighted|most[-\s]favou?red[-\s]nation"
    r"|average\s+(?:[EA]+\s+)?(?:[\w-]+\s+)?(?:tariff|duty|rate))\b",
    hints=("effective", "overall", "average", "weighted", "most"),
)
"""Rates that an economy applies to all."""
_BY_AGREEMENT = Pattern(
    r"(?P<agreement>K+)[-\s](?:compliant|qualifying|eligible|originating|goods|content|covered|treatment)"
    r"|\b(?:(?:goods|products|articles|parts)\s+(?:under|of)|meet|meets|satisfy|qualify\w*|comply\w*|compliant)"
    r"\s+(?:\w+\s+){0,4}?(?P<named>K+)"
)
_RATE_FOR = Pattern(
    r"\b(?:rates?|dut(?:y|ies)|tariffs?)\s+(?:(?:[a-z]+ed|set)\s+)?for\s+(?:(?:goods|imports|products)\s+from\s+)?(?:the\s+)?"
    + _NAMED
    + r"(?!\s+(?:to|in)\b)",
    hints=("rate", "dut", "tariff"),
)
_BUYERS_OF = Pattern(
    r"\b(?:importers?|buyers?|shippers?|distributors?)\s+of\s+(?:the\s+)?" + _NAMED,
    hints=("importer", "buyer", "shipper", "distributor"),
)
_CHARGE = Pattern(
    r"\b(?:charge|charges|charged|charging|hit|hitting|target|targeting|slap|slapping|threatened|threaten)\s+(?:the\s+)?"
    + _NAMED
    + r"\s+(?:with\s+|(?:[\w-]+\s+){1,3}?(?=(?:an?\s+)?R))?(?:an?\s+)?",
    hints=("charg", "hit", "target", "slap", "threaten"),
)
_WORLD = Pattern(
    r"\b(?:imported|all\s+imports|foreign-made|foreign\s+\w+|all\s+(?:other\s+)?(?:countries|nations"
    r"|partners)"
    r"|every\s+country|(?:dozens|scores|most)\s+of\s+(?:other\s+)?countries|imports\s+of\s+[a-z]|global"
    r"|worldwide|everywhere|anywhere|wherever"
    r"|across-the-board|universal|blanket)\b|X+",
    hints=("import", "foreign", "countr", "nations", "partners", "global", "worldwide", "where",
           "across-the-board", "universal", "blanket", "XX"),
)  # fmt: skip
_STANDARD = Pattern(
    r"\b(?:standard|regular|normal|usual|ordinary)\s+(?:[a-z-]+\s+){0,3}?"
    r"(?:(?:of|at|is|was)\s+)?(?:about\s+)?R",
    hints=("standard", "regular", "normal", "usual", "ordinary"),
)
"""A rate that all pay, besides which another is for one."""
_CHANGES_ITS = Pattern(
    lambda: (
        rf"(?:{either((), ('suspend', 'cut', 'raise', 'abolish', 'propose'))})\s+"
        r"(?:(?:an?|any|the)\s+[a-z]+\s+(?:in|of|to|on)\s+|(?:all|part|some|most)\s+of\s+)?(?:its|their)\s+(?!own\b)"
    )
)
_ANYONE = Pattern(
    r"\b(?:any|every|all|each|those|other)\s+(?:other\s+)?(?:[a-z-]+\s+)?(?:countr(?:y|ies)|nations?|econom(?:y|ies)|states?|partners?"
    r"|buyers?|importers?|customers?|purchasers?)\s+(?:(?:that|who|which)\s+|(?=of\b)|(?:still\s+)?(?:buy|import|purchas|trad|do|deal|sell|aid|help|supply)(?:ing)\b)"
    r"|\b(?:buyers?|importers?|purchasers?|customers?)\s+of\s+[EA]+\b[^;.]{0,60}\bsecondary\b"
    r"|\bsecondary\s+[a-z]+\s+[^;.]{0,30}?\bon\s+(?:the\s+)?(?:buyers?|importers?|purchasers?|customers?)\s+of\s+[EA]",
    hints=("countr", "nation", "econom", "state", "partner", "buyer", "importer", "customer", "purchaser"),
)
"""Whoever trades with an economy, so that not its goods but all others' bear a rate."""
_WEAK = ("imported", "foreign")
"""Words of all countries' goods, unless the clause names one."""
_INTO = Pattern(r"\b(?:into|entering|enter|to)\s+(?:the\s+)?$")
_SAME_GOODS = Pattern(
    r"\b(?:these|those|such|the\s+same)\s+(?:goods|products|imports|items)\b",
    hints=("these ", "those ", "such ", "same "),
)

_SECTION = 15
"""How many sentences a section of a statement has at most."""


@cache
def _from(goods: Goods) -> Pattern:
    """Return the pattern for goods that are from somewhere."""
    return Pattern(
        rf"\b(?:imports?|imported|goods?|products?|articles|resources|shipments|{goods.words}|coming|made"
        r"|originating|[a-z]+(?=\s+from))\s+(?:\w+\s+){0,2}?(?:from|of)\s+(?:the\s+)?" + _NAMED
    )


@cache
def _of_origin(goods: Goods) -> Pattern:
    """Return the pattern for an economy's goods."""
    return Pattern(
        r"(?P<target>[EA]++)(?:['’]s)?[-\s]+(?:made\s+|originating\s+)?(?:(?![EA]|on\b|tariff|dut|levy|levies|tax)[\w-]+\s+){0,2}?"
        rf"(?:goods|imports|products|exports|articles|{goods.words})\b"
        r"(?!\s+(?:industr|mill|maker|produc|sector|compan|farm|work|tariff(?!-free)|dut(?!y-free)|lev|market|firm|giant|grower|export))"
    )


def goods_so_far(reading: Reading, level: Level) -> tuple[str, ...]:
    """Return whose goods the sentence or two before spoke of with tariffs, which `these goods` are."""
    if not reading.article.has(_SAME_GOODS, level.sentence):
        return _headed(reading, level.sentence) if reading.issuer else ()
    number = level.sentence.number
    for one in reversed(reading.article.sentences[max(number - 2, 0) : number]):
        for pattern in (_ON, _of_origin(reading.lexicon.goods)) if reading.article.has(TARIFF, one) else ():
            match = pattern.search(reading.article.mask, one.start, one.end)
            codes = reading.codes_in(*match.span("target")) if match else ()
            if len(codes) == 1:
                return codes
    return ()


def states_target(reading: Reading, level: Level) -> bool:
    """Say whether the words of a rate name whose goods it is on."""
    mask, from_there = reading.article.mask, _from(reading.lexicon.goods)
    return bool(_ON.search(mask, level.start, level.end) or from_there.search(mask, level.start, level.end))


def target_so_far(reading: Reading, level: Level, imposer: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose goods the tariffs spoken of last are on, in a government's own text."""
    if not reading.issuer:
        return ()
    headed = _headed(reading, level.sentence)
    if headed:
        return tuple(code for code in headed if code not in imposer) or (reading.issuer,)
    sentences = reading.article.sentences
    for one in reversed(sentences[max(level.sentence.number - 8, 0) : level.sentence.number]):
        if reading.article.has(TARIFF, one):
            for pattern in (_from(reading.lexicon.goods), _ON):
                match = pattern.search(reading.article.mask, one.start, one.end)
                codes = reading.codes_in(*match.span("target"), but=imposer) if match else ()
                if codes:
                    return codes
    return ()


def _headed(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the partner under whose heading a sentence of a government's text stands."""
    article = reading.article
    for one in reversed(article.sentences[max(sentence.number - _SECTION, 0) : sentence.number + 1]):
        opens = one.start == 0 or article.body[one.start - 1] == "\n"
        match = _HEADING.match(article.body, one.start, one.end) if opens else None
        if match is None:
            continue
        named = reading.lexicon.found_in(match["named"].title())
        codes = [
            entry.code for _, _, entry in named if entry.kind == "economy" and entry.code != reading.issuer
        ]
        if codes:
            return tuple(dict.fromkeys(codes))
    return ()


def target_of(reading: Reading, level: Level, product: str) -> tuple[tuple[str, ...], bool]:
    """Return whose goods bear a rate, and whether the words say all countries'."""
    article, sentence = reading.article, level.sentence
    end = min(max(level.end, level.amount.end), sentence.end)
    if article.search(_ANYONE, sentence, level.start, end):
        return (), True
    if is_standard(reading, level) and not given_to(reading, sentence, level.amount):
        return (), True
    named = (
        given_to(reading, sentence, level.amount)
        or _beside(reading, level, end)
        or _members(reading, level, end)
    )
    if named:
        return named, False
    world = article.search(_WORLD, sentence, level.start, end)
    if world and world.group().startswith(_WEAK):
        named = reading.codes_in(level.start, end, but=(reading.issuer, WORLD))
        if reading.issuer and len(named) == 1:
            return named, False
    goods_of_all = product and not reading.lexicon.goods.are_of_the_parties(product)
    if world or (goods_of_all and none_else_named(reading, level) and not _is_of_dispute(reading, level)):
        return (), True
    named = _in_sentence(reading, sentence)
    all_told = not named and (
        says_average(reading, level)
        or article.search(_WORLD, sentence, sentence.start, sentence.end) is not None
    )
    return named, all_told


def _beside(reading: Reading, level: Level, end: int) -> tuple[str, ...]:
    """Return whose goods the words of a rate name: after it first, else before it."""
    mask, sentence = reading.article.mask, level.sentence
    goods = reading.lexicon.goods
    stretches = ((level.amount.start, min(end + 2, sentence.end)), (level.start, end))
    named = [one for one in stretches if mask.find("E", *one) >= 0 or mask.find("A", *one) >= 0]
    for pattern in (_ON, _CHARGE, _RATE_FOR, _BUYERS_OF, _from(goods), _of_origin(goods)):
        for first, last in named:
            match = reading.article.search(pattern, sentence, first, last)
            codes = reading.codes_in(*match.span("target")) if match else ()
            if match and codes:
                place = match.start("target")
                if not _INTO.search(mask, max(place - 16, 0), place):
                    return codes
    return ()


def _in_sentence(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return whose goods a sentence names anywhere, its publisher's own aside."""
    for pattern in (_ON, _FOR_GOODS, _ENTRY_FOR):
        for match in reading.article.searched(pattern, sentence):
            codes = reading.codes_in(*match.span("target"), but=(reading.issuer,))
            if codes:
                return codes
    return ()


def says_world(reading: Reading, level: Level) -> bool:
    """Say whether the words of a rate are of all economies' goods."""
    if is_standard(reading, level):
        return True
    return reading.article.search(_WORLD, level.sentence, level.start, level.end) is not None


def is_standard(reading: Reading, level: Level) -> bool:
    """Say whether a rate is called the standard one."""
    sentence, amount = level.sentence, level.amount
    return reading.article.search(_STANDARD, sentence, level.start, amount.start + 1) is not None


def _is_of_dispute(reading: Reading, level: Level) -> bool:
    """Say whether a side of the text's dispute changes a tariff of its own, which is on the other's goods."""
    sentence = level.sentence
    first = max(level.start - 30, sentence.start)
    return (
        reading.is_dispute
        and _CHANGES_ITS.search(reading.article.mask, first, level.amount.end) is not None
        and not set(reading.codes_in(sentence.start, sentence.end)) - set(reading.pair)
    )


def says_average(reading: Reading, level: Level) -> bool:
    """Say whether the rates of a sentence are averages, which are of all economies' goods."""
    sentence = level.sentence
    return reading.article.search(_AVERAGE, sentence, sentence.start, level.amount.start) is not None


def _members(reading: Reading, level: Level, end: int) -> tuple[str, ...]:
    """Return the other members of an agreement whose goods a rate is on, as in goods under the agreement."""
    if "K" not in level.sentence.mask:
        return ()
    match = _BY_AGREEMENT.search(reading.article.mask, level.start, end)
    place = match.start("agreement" if match["agreement"] else "named") if match else -1
    name = reading.article.names.covering(place) if match else None
    members = reading.lexicon.groups.members.get(name.name, ()) if name else ()
    imposer = reading.issuer or next((code for code in reading.pair if code in members), "")
    return tuple(code for code in members if code != imposer)


def none_else_named(reading: Reading, level: Level) -> bool:
    """Say whether a sentence on goods names no economy besides the one that charges or publishes it."""
    named = reading.codes_in(level.sentence.start, level.sentence.end)
    if reading.issuer:
        return not set(named) - {reading.issuer}
    return len(named) == 1


def product_of(reading: Reading, level: Level) -> str:
    """Return the goods that a rate is on, where its words name some."""
    mask, goods = reading.article.mask, reading.lexicon.goods
    for first, last in ((level.amount.end, level.end), (level.start, level.amount.start)):
        match = goods.named.search(mask, first, last)
        if match:
            return goods.called(match.group())
    return ""
