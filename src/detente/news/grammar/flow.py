"""Plain text that is broken into lines of one width: which of its line ends are blanks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple

_NARROWEST, _WIDEST = 36, 130
"""Between what lengths a line lies that is broken for its width, in characters."""
_LEAST_SHARE = 0.3
"""Of the line ends within paragraphs, what share parts a sentence before a small letter, at least."""
_LEAST_FULL = 0.5
"""How much of the width a line fills that is broken before a small letter, at least."""
_NEARLY = 0.8
"""How much of the width a line fills with a word more that is broken at no end of a sentence, at least."""
_REACHED = 0.9
"""Of the lines that are broken so, what share is no longer than the width; others are beyond all measure."""
_ENDS_SENTENCE = TextPattern(r"[.!?:…][\"”’')\]*_]*$")
_BLANKS = " \t\N{NO-BREAK SPACE}"
_BULLET = TextPattern(r"[-•*–—·‣◦▪>|#+]")
_NUMBERED = TextPattern(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)\]]\s")
_BEFORE_ITEM = (".", ":", ";", ",", "and", "or")
_ROW = TextPattern(r"\t|\||\S\s{3,}\S")


class _Break(NamedTuple):
    """A line end between two lines of a paragraph, and the width of its line with and without a word more.

    `within` says whether it parts a sentence before a small letter.
    """

    place: int
    width: int
    with_next: int
    within: bool
    ends_sentence: bool

    def is_soft(self, width: int) -> bool:
        """Say whether a text of a width goes on over it."""
        if self.ends_sentence:
            return self.with_next > width
        return self.with_next > _NEARLY * width or (self.within and self.width >= _LEAST_FULL * width)


class Flow(NamedTuple):
    """A text without the line ends that lie within its paragraphs, and where its pieces stand in the body."""

    text: str
    starts: tuple[int, ...] = (0,)
    places: tuple[int, ...] = (0,)

    def place(self, index: int) -> int:
        """Return where in the body a character of the text stands."""
        number = bisect_right(self.starts, index) - 1
        return self.places[number] + index - self.starts[number]


def flowed(body: str) -> Flow:
    r"""Return a text with a blank for each line end within a paragraph.

    A text counts as broken for its width where many of its line ends part a sentence before a small letter.
    Then a line end is a blank if the next word would not have fitted on its line, or if it parts a sentence
    and the line is not short; after a hyphen it is nothing. Headings, items of lists, rows of tables, labels
    and the last lines of paragraphs stay lines. Any other text is left as it is.

    Args:
        body: A text.

    Example:
        >>> body = "TRADE\nChina raised its tariffs on goods of\nthe United States to 30%.\nTalks go on."
        >>> flow = flowed(body)
        >>> flow.text
        'TRADE\nChina raised its tariffs on goods of the United States to 30%.\nTalks go on.'
        >>> start = flow.place(flow.text.index("30"))
        >>> body[start : start + 2]
        '30'
    """
    breaks = list(_breaks(body))
    within = sorted(one.width for one in breaks if one.within)
    if not within or len(within) < _LEAST_SHARE * len(breaks):
        return Flow(body)
    width = within[int(_REACHED * (len(within) - 1))]
    return _joined(body, [one.place for one in breaks if one.is_soft(width)])


def _joined(body: str, soft: list[int]) -> Flow:
    """Return a text with some of its line ends, and the blanks about them, as one blank."""
    pieces, starts, places = [], [0], [0]
    last = length = 0
    for place in soft:
        piece = body[last:place].rstrip(_BLANKS)
        last = place + 1
        while body[last] in _BLANKS:
            last += 1
        hyphen = piece[-1] == "-" and piece[-2:-1].isalnum() and body[last].isalnum()
        pieces.append(piece if hyphen else piece + " ")
        length += len(pieces[-1])
        starts.append(length)
        places.append(last)
    return Flow("".join([*pieces, body[last:]]), tuple(starts), tuple(places))


def _breaks(body: str) -> Iterator[_Break]:
    """Yield the line ends that may lie within a paragraph."""
    start = 0
    line = following = ""
    for number, following in enumerate(body.split("\n")):
        plain, next_plain = line.strip(), following.strip()
        if number and next_plain and _NARROWEST <= len(plain) <= _WIDEST and _goes_on(line, following):
            ends = _ENDS_SENTENCE.search(plain) is not None
            with_next = len(plain) + 1 + len(next_plain.split(None, 1)[0])
            yield _Break(start - 1, len(plain), with_next, not ends and next_plain[0].islower(), ends)
        line, start = following, start + len(following) + 1


def _goes_on(line: str, following: str) -> bool:
    """Say whether its width alone may have ended a line: no item, row or indented paragraph follows."""
    plain = following.lstrip()
    if _BULLET.match(plain) or _ROW.search(line.strip()) or _ROW.search(plain.rstrip()):
        return False
    if _NUMBERED.match(plain) and line.rstrip().endswith(_BEFORE_ITEM):
        return False
    deeper = len(following) - len(plain) > len(line) - len(line.lstrip())
    return not deeper or bool(_BULLET.match(line.lstrip()) or _NUMBERED.match(line.lstrip()))
