"""Speakers who hold no known office: firms, institutes, studies, `analysts`, people named in full."""

from __future__ import annotations

import re

from detente.news.grammar.article import Article
from detente.news.lexicon.wording import listed_words
from detente.news.patterns import TextPattern, one_of
from detente.news.tuples import NamedTuple

_FARTHEST = 190
"""How far before its verb of saying a source may begin, in characters."""
_CAPITAL = r"[A-Z][\w’'&.-]*"
_NEXT = r"\s(?:of\s(?:the\s)?|for\s|and\s|in\s|&\s)?"
_NAME = rf"{_CAPITAL}(?:{_NEXT}{_CAPITAL}){{0,5}}"
_WHOLE_NAME = rf"{_CAPITAL}+(?:{_NEXT}{_CAPITAL}+){{0,5}}"
"""The same where a blank or comma follows: no word of it is tried shortened."""
_ADVERBS = ("also", "later", "has", "had", "have", "recently", "then")
_ASIDE = (
    r"(?:,\s[^.;“”\"]{2,110}?,|\s\([^)]{1,60}\))?"
    rf"(?:\s(?:{'|'.join(_ADVERBS)}|in\s[A-Z]\w+))*\s$"
)


def _nouns() -> str:
    """Return a pattern for the common nouns of sources."""
    return one_of(form for word in listed_words("sources") for form in (word, word.capitalize()))


def _common(rest: str) -> str:
    """Return a pattern for a source by a common noun: a 2024 study, analysts at a bank."""
    return (
        r"\b(?=\w)(?:(?i:an?|the|one|another|its|some|many|most|several|two)\s)?"
        rf"(?P<name>(?:(?:\d{{4}}|[a-z][\w-]++)\s)?{_nouns()})"
        rf"(?P<whose>\s(?:from|by|of|at|in|on|for|with|published|released|that|who)\s{rest})?"
    )


_NAMED = TextPattern(rf"(?=[A-Z])(?<![\w’'-])(?:The\s)?(?P<name>{_WHOLE_NAME})(?<!['’]s)(?P<whose>){_ASIDE}")
_NOUN = TextPattern(lambda: rf"(?<!\w){_nouns()}(?=[,\s])")
"""What a source by a common noun has, which is quick to look for."""
_CALLED = TextPattern(lambda: _common(r"[^.;“”\"]{2,110}?(?=[,\s])") + _ASIDE)
_NAMED_AFTER = TextPattern(rf"\s+(?:the\s)?(?P<name>{_NAME})(?P<whose>)")
_CALLED_AFTER = TextPattern(lambda: r"\s+" + _common(r"[^.,;“”\"]{2,80}"))
_WHOLE = r"(?:[A-Z][\w’'-]*\w|[A-Z]\.)"
"""A word of a name, without a full stop that ends the sentence."""
_TITLED_AFTER = TextPattern(
    rf"\s+(?:the\s|an?\s)?(?:[\w’'&.-]+\s){{0,8}}?[\w’'&-]+,\s(?P<name>{_WHOLE}(?:\s{_WHOLE}){{1,2}})"
    r"(?P<whose>)(?=[.,;]|\s(?:on|in|at|who|told)\b|$)"
)
"""Someone named after what he is, as in `said the president of the Wool Board, Roy Hill`."""
_OPENS = TextPattern(
    lambda: (
        r"(?:[,;:—–“”\"(]\s?|\b(?:(?:[Tt]he|and|but|that|as|while|when|because|then)"
        rf"|{one_of(listed_words('sources'))})\s)$"
    )
)
"""What stands before the subject of a clause."""
_UNKNOWN = TextPattern(r"[a-zO]")
"""What the mask of a source has: a word that names no economy, body or person, if an office at most."""
_MAKER = TextPattern(
    r"\s(?:(?:published|released|conducted|done|written)\s(?:\w+\s){0,3}?)?(?:from|by|of|at)\s(?:the\s)?"
    rf"(?P<name>{_NAME})(?<!['’]s)(?!['’])"
)
_BODY = TextPattern(
    r"\b(?:of|for|and|&|[A-Z]\w+(?:tute|tion|cil|ber|oup|ank|ity|ute|rch|ews|ess|imes|ost|nal"
    r"|try))\b"
)


class Source(NamedTuple):
    """Who is quoted or cited without an office: what the text calls them, and where."""

    name: str
    start: int
    end: int
    person: bool


def source_before(article: Article, start: int, verb: int) -> Source | None:
    """Return the source that stands before a verb of saying, in a sentence that begins at `start`."""
    first = max(start, verb - _FARTHEST)
    named = _NAMED.search(article.body, first, verb) if _ends_name(article.body[first:verb]) else None
    if (
        named is not None
        and named.start() > start
        and not _OPENS.search(article.body, max(named.start() - 16, start), named.start())
    ):
        named = None
    source = _source(article, named)
    noun = _NOUN.search(article.body, first, verb) if source is None else None
    if noun is None:
        return source
    # A source begins two words before its noun at most.
    words = article.body[first : noun.start()].rsplit(None, 2)
    first += len(words[0]) if len(words) > 2 else 0
    return _source(article, _CALLED.search(article.body, first, verb))


def _ends_name(text: str) -> bool:
    """Say whether a text ends with a name, or with what may stand between one and a verb."""
    last = "".join(text.rsplit(None, 1)[-1:])
    return not last.islower() or last[-1] in ",)" or last in _ADVERBS


def source_after(article: Article, verb: int, end: int) -> Source | None:
    """Return the source that stands after a verb of saying, or after `according to`."""
    titled = _source(article, _TITLED_AFTER.match(article.body, verb, end))
    if titled is not None and titled.person:
        return titled
    named = _NAMED_AFTER.match(article.body, verb, end)
    return _source(article, named) or _source(article, _CALLED_AFTER.match(article.body, verb, end))


def _source(article: Article, match: re.Match[str] | None) -> Source | None:
    """Return a source by its match; none for a word that opens a sentence, or for those with an office."""
    if match is None or match["name"].split()[0] in listed_words("no_names"):
        return None
    start, end = match.span("name")
    if not _UNKNOWN.search(article.mask, start, end):
        return None
    maker = _MAKER.match(match["whose"] or "")
    name = (maker["name"] if maker else match["name"]).removesuffix(".")
    first, of, _ = name.partition(" of ")
    if of and first[0].isupper() and " " in first and not _BODY.search(first):
        name = first  # Ana Ruiz of Ruiz Toys
    person = name[0].isupper() and " " in name and len(name.split()) < 4 and not _BODY.search(name)
    return Source(name, start, end, person)
