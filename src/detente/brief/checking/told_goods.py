"""Which goods the sentence around a rate speaks of: known ones, others by their noun, or some of all."""

from __future__ import annotations

import re
from functools import cache, partial

from detente.news.lexicon.entries import Lexicon
from detente.news.lexicon.products import Goods
from detente.news.lexicon.wording import listed_words, words
from detente.news.patterns import Pattern

TARIFF = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|taxe?s?|surtax\w*|surcharges?)\b")
_OF_ITS_OWN = re.compile(rf"\s*(?:\w+\s+){{0,2}}?{TARIFF.pattern}")
_ON_ALL = re.compile(
    r"\b(?:all|most|everything)\s+(?:other\s+|else\b)?(?:\w+\s+)?(?:goods|imports|products|exports|countries)\b|"
    r"\b(?:baseline|blanket|across[- ]the[- ]board|everything)\b"
)
_ON_A_NOUN = re.compile(
    rf"{TARIFF.pattern}\s+on\s+(?:(?:imported|foreign|new|some|certain|imports\s+of)\s+)?([a-z]{{3,}}s)\b"
)
_PART_OF_GOODS = re.compile(
    r"\b(?:items?|worth|billion|lists?|listed|certain|some|selected|lines|products? such as|qualify|satisfy|"
    r"exempt\w*|content|goods that|articles that|items that|if|per cent of)\b"
)
_SOME_GOODS = Pattern(partial(words, "some_goods"))
_KIND_OF_GOODS = Pattern(
    lambda: rf"{words('kinds_of_goods')}\s+(?:goods|products|imports|exports|tariffs|dut(?:y|ies))\b"
)
_TAXED = re.compile(
    rf"{TARIFF.pattern}(?:\s+rates?)?(?:\s+of\s+[\d.]+\s?(?:%|per\s?cent))?\s+(?:on|for|against)\s+"
    r"(?:(?:the|all|most|any|other|many|imported|imports\s+of|exports\s+of)\s+)*$",
    re.IGNORECASE,
)
_FACING = re.compile(r"\s+(?:(?:now|will|already|currently)\s+)*(?:faces?|pays?|attracts?|incurs?|bears?)\b")
_NOUN = re.compile(r"\s+(?:(?:imported|other|most)\s+)*((?:[a-z]+(?:ed|ing|en)\s+)?[a-z][a-z-]{2,})\b")
_SENT = re.compile(
    rf"{TARIFF.pattern}(?:\s+rates?)?\s+(?:on|for)\s+((?:[a-z][a-z-]*\s+){{1,4}}?)(?:from|made\s+in|entering\s+from)\s",
)
_NO_NOUN = re.compile(r"\w+(?:ed|ing|ly)$")


@cache
def _on_goods(named: str) -> re.Pattern[str]:
    """Return a pattern for a tariff and the goods that it is on, of those that are known."""
    return re.compile(rf"{TARIFF.pattern}(?:\s+rates?)?\s+(?:on|for)\s+(?:[^\s,;]+\s+){{0,3}}?({named})")


def goods_before(around: str, figure: re.Match[str], goods: Goods) -> str:
    """Return the known goods of the tariff that a figure is of, told before it; empty without any.

    Args:
        around: The sentence, in small letters.
        figure: Where it has the figure.
        goods: The goods that are known.
    """
    if _OF_ITS_OWN.match(around, figure.end()):
        return ""
    said = list(_on_goods(goods.named.pattern).finditer(around, 0, figure.start()))
    if not said or TARIFF.search(around, said[-1].end(), figure.start()):
        return ""
    return goods.called(said[-1].group(1))


def noun_after(around: str, figure: re.Match[str]) -> str:
    """Return the goods after "tariff on" right after a figure that the lists of goods do not know.

    Example:
        >>> import re
        >>> said = ("a 20% tariff on umbrellas", "a 20% tariff on goods")
        >>> [noun_after(one, re.search("20%", one)) for one in said]
        ['umbrellas', '']
    """
    found = _ON_A_NOUN.search(around, figure.end())
    near = found is not None and found.start() - figure.end() <= len(" additional ")
    return found.group(1) if found and near and found.group(1) not in listed_words("any_goods") else ""


def unknown_goods(sentence: str, lexicon: Lexicon) -> str:
    """Return the noun of goods under a tariff that are not said to be all goods of an economy.

    Args:
        sentence: The sentence as it is written.
        lexicon: The names and goods that are known.

    Example:
        >>> from detente.news.lexicon.entries import shipped_lexicon
        >>> known = shipped_lexicon()
        >>> unknown_goods("US tariffs on Chinese umbrellas are 37 percent.", known)
        'umbrellas'
        >>> unknown_goods("US tariffs on Chinese goods are 37 percent.", known)
        ''
    """
    sent = _SENT.search(sentence)
    if sent and _is_unknown(sent.group(1).split()[-1], lexicon):
        return sent.group(1).split()[-1]
    for place, written, entry in lexicon.found_in(sentence):
        end = place + len(written)
        noun = _NOUN.match(sentence, end) if entry.kind in ("economy", "adjective") else None
        if noun is None or not _is_unknown(noun.group(1), lexicon):
            continue
        if _TAXED.search(sentence[:place]) or _FACING.match(sentence, noun.end()):
            return noun.group(1)
    return ""


def is_of_some(stated: str, around: str) -> bool:
    """Say whether the words of a rate, or the sentence around, speak of some goods and not of all."""
    if _ON_ALL.search(stated):
        return False
    return any(one.search(around) for one in (_PART_OF_GOODS, _SOME_GOODS, _KIND_OF_GOODS))


def _is_unknown(noun: str, lexicon: Lexicon) -> bool:
    """Say whether a noun names goods that are not known, as far as its form tells."""
    head = noun.split()[-1]
    if head in listed_words("any_goods") or head in listed_words("no_goods") or _NO_NOUN.match(head):
        return False
    return lexicon.goods.named.fullmatch(noun) is None
