"""Who is quoted: the speaker of a quotation, by the verb of saying that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.article import Article
from detente.news.grammar.speakers import Actor, Discourse, Saying
from detente.news.grammar.subjects import LEADING
from detente.news.grammar.text import Span
from detente.news.patterns import Pattern

_LABEL = Pattern(r"[^.:;“”\"\n]{2,80}:\s+(?=[“\"])")
_LONGEST_LABEL = 90
_LINES = 24
"""How many sentences back the lead of a list of quotations may stand."""
_AFTER_TEXT = 5
"""How many sentences back a speaker may stand with other text between, to whom a quotation belongs."""
_AT_ONCE = 6
"""How far after a quotation its speaker may stand to be taken before all others, in characters."""


def speaker_of(article: Article, discourse: Discourse, quote: Span) -> Actor | None:
    """Return who is quoted: by the nearest verb of saying of the sentence, else of the one around it."""
    quote = article.closed(quote)
    first, last = article.sentence_at(quote.start), article.sentence_at(quote.end - 1)
    sayings = [one for number in range(first.number, last.number + 1) for one in discourse.sayings[number]]
    if (
        not sayings
        and last.number + 1 < len(article.sentences)
        and not article.mask[quote.end : last.end].strip()
    ):
        following = article.sentences[last.number + 1]
        if "\n" not in article.body[last.end : following.start]:
            sayings = [one for one in discourse.sayings[following.number] if one.start - following.start < 40]
    chosen = _nearest(sayings, quote)
    return chosen.actor if chosen is not None else _previous(article, discourse, first.number, quote)


def _nearest(sayings: Sequence[Saying], quote: Span) -> Saying | None:
    """Return the saying that a quotation belongs to: one right after it, else the last before it."""
    after = [one for one in sayings if one.start >= quote.end]
    before = [one for one in sayings if one.end <= quote.start]
    if after and (after[0].actor.start - quote.end < _AT_ONCE or after[0].start - quote.end < _AT_ONCE):
        return after[0]
    return before[-1] if before else after[0] if after else None


def _previous(article: Article, discourse: Discourse, number: int, quote: Span) -> Actor | None:
    """Return the speaker of the lines before, where a quotation that is a line of its own goes on."""
    if article.sentence_at(quote.end - 1).end > quote.end + 2 or not _alone(article, number, quote):
        return None
    for before in range(number - 1, max(number - _LINES, -1), -1):
        sentence = article.sentences[before]
        if discourse.sayings[before]:
            return discourse.sayings[before][-1].actor
        if sentence.mask.endswith(":"):
            lead = LEADING.match(article.mask, sentence.start, sentence.end)
            return discourse.actor_of(*lead.span("subject")) if lead else None
        if number - before > _AFTER_TEXT and not article.quote_at(sentence.start + 1):
            opened = _label(article, sentence.start)
            if opened is None:
                return None
    return None


def _alone(article: Article, number: int, quote: Span) -> bool:
    """Say whether a quotation is a line of its own, with no more than a label such as `On tariffs:`."""
    start = article.sentences[number].start
    return start >= quote.start - 1 or _label(article, start) == quote.start


def _label(article: Article, start: int) -> int | None:
    """Return where the quotation begins whose label stands at a place, None where there is none."""
    match = _LABEL.match(article.mask, start, start + _LONGEST_LABEL)
    return match.end() if match else None
