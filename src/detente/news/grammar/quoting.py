"""Who is quoted: the speaker of a quotation, by the verb of saying that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from detente.news.grammar.article import Article
from detente.news.grammar.speakers import Actor, Discourse, Saying
from detente.news.grammar.text import Span

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
    """Return the last speaker, where a quotation that is a sentence of its own goes on after another."""
    sentence = article.sentences[number]
    if sentence.start < quote.start - 1 or article.sentence_at(quote.end - 1).end > quote.end + 2:
        return None
    for before in range(number - 1, max(number - 6, -1), -1):
        if discourse.sayings[before]:
            return discourse.sayings[before][-1].actor
    return None
