"""Who tells something by other words than a subject before its verb: cited, inverted, in an aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from detente.news.grammar.actors import Actor, Saying, by_name
from detente.news.grammar.article import Article
from detente.news.grammar.subjects import LEADING, SUBJECT
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern

CITED = Pattern(
    r"\b(?:according\s+to|in\s+the\s+(?:words|eyes|view|opinion)\s+of)\b",
    hints=("according", "words", " eyes ", " view ", "opinion"),
)
"""What stands before who is cited."""
CITED_ONE = Pattern(
    rf"\s+(?:an?\s+|the\s+)?(?:(?:[EABO]+(?:['’]s?)?\s+)?(?:[a-z.-]+\s+){{1,3}}(?=P))?{SUBJECT}"
)
"""Who is cited, after the words of `CITED`."""
INVERTED = Pattern(
    lambda: (
        rf"{verbs('say')}\s+(?:the\s+)?(?:(?:[EABO]+|[a-z.-]+)(?:['’]s)?(?:(?<=er|ry|nt|or|ef),)?\s+){{0,5}}?(?P<subject>P+"
        rf"|(?:[EA]+(?:['’]s)?\s+)?B++(?!(?:['’]s?)?\s+(?:\w+\s+)?P)"
        r"|(?<!in )(?<!of )(?<!at )(?<!from )(?<!to )E++(?=[,.;]))"
    )
)
"""A verb of saying with its subject after it."""
IN_WORDS = Pattern(
    rf"\b(?:in|by|as)\s+(?:{SUBJECT}['’]s?|(?P<own>his|her|its|their))(?:\s+own)?\s+"
    r"(?:words?|phrase|account|telling|view|reckoning|maths?|count|description|eyes"
    r"|(?:sees|tells|puts)\s+it)\b",
    hints=(
        "word", "phrase", "account", "telling", "view", "reckoning", "math", "count", "description", " eyes",
        " sees ", " tells ", " puts ",
    ),
)  # fmt: skip
"""Who sees something so, as in `in his words`, `as Ottawa sees it`."""
COLON = Pattern(r"\s*(?:[EABO]+\s+|[a-z.,]+\s+){0,9}?(?P<subject>P+|B+)(?:\s+[a-z]+)?\s*:\s*(?=[“\"])")
"""Who is quoted after a colon."""
_SAY = Pattern(partial(verbs, "say"))
_BEFORE = (", ", "” ", '" ', "? ", "! ")
"""What stands before the pronoun of an aside."""
_SAME_SUBJECT = Pattern(
    r"(?:when|after|as|before|while|if|asked|once|since|meeting|speaking|with|at|in|on|to|like|for)\b"
)
"""What a sentence begins with whose first clause has the same subject as the next: asked of Xi, he said."""
SAYS_ASIDE = Pattern(r"\s+(?:said|says|wrote|writes|added|noted),")
"""What makes of a name after a comma one who tells, as in `China, Wang said, will`, and no apposition."""
_IN_SEAT = Pattern(
    r"(?:the\s+)?(?:[a-z]+\s+){0,2}(?:officials|authorities|ministry|ministers|government|regulators)\s+in\s+(?P<seat>E+)(?=\s)"
)
"""Who governs, by where he does so."""


def is_aside(article: Article, words: str, start: int, end: int) -> bool:
    """Say whether a pronoun at a place is that of `he said` within what is told, or after it."""
    sentence, mask = article.sentence_at(start), article.mask
    if words not in ("he", "she") or mask[start - 2 : start] not in _BEFORE:
        return False
    return (
        _SAY.match(mask, end + 1, sentence.end) is not None
        and _SAME_SUBJECT.match(mask, sentence.start, start) is None
    )


def speaker_before(article: Article, sayings: Sequence[tuple[Saying, ...]], place: int) -> Actor | None:
    """Return who spoke last in a sentence or the one before it, else the person who is that one's subject.

    Args:
        article: The text.
        sayings: Who says something, by sentence, as far as it is read.
        place: A place in the sentence.
    """
    number = article.sentence_at(place).number
    for one in range(number, max(number - 2, -1), -1):
        heard = sayings[one] if one < len(sayings) else ()
        told = [saying.actor for saying in heard if saying.actor.person]
        if told:
            return told[-1]
    own = article.sentences[number]
    colon = ":" in article.mask[own.start : place]  # Lutnick went further: the duties, he said
    before = own if colon else article.sentences[number - 1] if number else None
    lead = LEADING.match(article.mask, before.start, before.end) if before else None
    name = article.names.at(lead.start("subject")) if lead else None
    return by_name(name, name.start, name.end) if name is not None and name.kind == "person" else None


def seat_after(article: Article, start: int, end: int) -> tuple[str, ...]:
    """Return the economy of those who govern and are named by where they do so, as officials in Tokyo."""
    if not article.mask.startswith(" in ", end):
        return ()
    match = _IN_SEAT.match(article.mask, start, end + 40)
    name = article.names.at(match.start("seat")) if match and match.start("seat") > end else None
    return name.codes if name else ()
