"""A body cut into paragraphs, sentences and quotations, by place."""

from __future__ import annotations

from detente.news.lexicon.wording import listed_words
from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple

_END = TextPattern(r"[.!?\n](?:(?<!\n)[.!?]*[\"”’')\]]*(?=\s|$)|(?<=\n)\n*)")
_MARK = TextPattern(r'[“”"\n](?:(?<=\n)\s*)?')
_SINGLE = TextPattern(
    r"(?<![^\W_])(?:‘(?=\w)[^‘\n]{1,600}?\S’|'(?=[^\W\d_])[^'\n](?:[^'\n]|(?<=\w)'(?=\w)){0,600}?[^'\s]')(?![^\W_])"
)
"""A quotation in single marks; one between two letters is an apostrophe."""
_WORD_BEFORE = TextPattern(r"[A-Za-z.]+$")
_LONGEST_WORD = 12
"""How many characters of a word before a full stop tell whether it is an abbreviation."""
_OPENS = TextPattern(r"\s*(?:The|A|An|It|In|On|At|But|And|He|She|They|This|That|These|If|As|After|While)\b")
"""What a sentence is likely to open with: after U.S., a name goes on and an article does not."""
_NAMES_LETTER = TextPattern(r"[a-z]\s[A-Z]$")
"""A capital alone after a common word, which is no initial: he wrote on X."""
_LONGEST = 1500
"""How long a sentence may be, in characters, so that no text costs more than its length."""
_OPENING, _CLOSING = "“", "”"


class Span(NamedTuple):
    """A piece of the body, from its first character to the one after its last."""

    start: int
    end: int

    def covers(self, place: int) -> bool:
        """Say whether a place lies within."""
        return self.start <= place < self.end


def sentences(body: str) -> tuple[Span, ...]:
    """Return the sentences of a text; a line break ends one, an abbreviation does not.

    Example:
        >>> text = 'The U.S. raised duties on Aug. 1. "It is unfair," he said.'
        >>> [text[one.start : one.end] for one in sentences(text)]
        ['The U.S. raised duties on Aug. 1.', '"It is unfair," he said.']
    """
    found: list[Span] = []
    start = 0
    for match in _END.finditer(body):
        if body[match.start()] == "." and not _ends(body, *match.span()):
            continue
        _take(found, body, start, match.end())
        start = match.end()
    _take(found, body, start, len(body))
    return tuple(found)


def _ends(body: str, start: int, end: int) -> bool:
    """Say whether a full stop and what closes with it ends a sentence."""
    if body.startswith("..", start):
        return True
    before = body[max(start - _LONGEST_WORD, 0) : start]
    plain = before[before.rfind(" ") + 1 :].lower()
    if not plain.isalpha():
        word = _WORD_BEFORE.search(before)
        if word is None:
            return True
        plain = word.group().lower()
    if plain not in listed_words("abbreviations") and not (len(plain) == 1 and plain.isalpha()):
        return True
    goes_on = "." not in plain and not _NAMES_LETTER.search(body, max(start - 3, 0), start)
    return body.startswith("\n", end) or (not goes_on and _OPENS.match(body, end) is not None)


def _take(found: list[Span], body: str, start: int, end: int) -> None:
    """Add a sentence without the blanks around it; one beyond all measure in pieces."""
    while end - start > _LONGEST:
        cut = body.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        _add(found, body, start, cut)
        start = cut
    _add(found, body, start, end)


def _add(found: list[Span], body: str, start: int, end: int) -> None:
    while start < end and body[start].isspace():
        start += 1
    while start < end and body[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def quotations(body: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, marks included.

    A mark left open ends with its paragraph, and is a quotation if the next one opens with a mark again. A
    text without double marks may have single ones, as many British papers do.

    Example:
        >>> text = 'He spoke of "a reset" and “a win.”'
        >>> [text[one.start : one.end] for one in quotations(text)]
        ['"a reset"', '“a win.”']
    """
    if "“" not in body and '"' not in body:
        return tuple(Span(*match.span()) for match in _SINGLE.finditer(body))
    found: list[Span] = []
    start, straight = -1, False
    for match in _MARK.finditer(body):
        mark, place = match.group(), match.start()
        if mark[0] == "\n":
            if start >= 0 and not straight and body.startswith(_OPENING, match.end()):
                found.append(Span(start, place))
            start = -1
        elif start < 0 and mark != _CLOSING:
            start, straight = place, mark == '"'
        elif start >= 0 and mark == ('"' if straight else _CLOSING):
            found.append(Span(start, place + 1))
            start = -1
    return tuple(found)
