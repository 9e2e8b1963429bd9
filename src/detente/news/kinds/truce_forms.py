"""Truces told without a word for one: tariffs not applied until a day, all of it paused, time given."""

from __future__ import annotations

from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

SPOKEN_OF = Pattern(lambda: rf"{words('tariff')}|Q+|R+")
_NOT_APPLIED = Pattern(
    lambda: (
        r"\b(?:shall|will|would|to|agreed|agrees|must|can)\s+not\b[^.;]{0,90}?\b(?:apply|collect|impose|levy|enforce|charge)\s"
        rf"[^.;]{{0,90}}?{words('tariff')}"
    ),
    hints=("not ",),
)
"""Tariffs that are not applied until a day or for so long."""
_GIVEN_TIME = Pattern(
    r"\b(?:give|gives|gave|given|grant|grants|granted|won|got|gets?|secured|allowed)\s+(?:\S+\s+){0,4}?T+\s+"
    r"(?:before|until|to\s+(?:reach|strike|negotiate|make|work|agree|talk|avoid|clinch|find))\b",
    hints=("TT",),
)
"""A partner is given so many days before tariffs come."""
_FOR_SO_LONG = Pattern(r"\b(?:until|till|through|from)\s+(?:at\s+least\s+)?D|\bfor\s+(?:\w+\s+){0,2}?T")
_ALL_PAUSED = Pattern(
    r"\b(?:it|all|everything|them|they|these|those|most)\s+(?:of\s+(?:it|them|that|this)\s+)?(?:was|were|is|are|has\s+been|have\s+been)"
    r"\s+(?:all\s+|then\s+|now\s+)?(?:paused|suspended|put\s+on\s+hold|frozen|delayed)\s+for\s+(?:\w+\s+)?T",
    hints=("paused", "suspended", "hold", "frozen", "delayed"),
)
LEFT_OFF_NEEDS = _NOT_APPLIED.needs | _GIVEN_TIME.needs | _ALL_PAUSED.needs


def left_off(reading: Reading, sentence: Sentence) -> int:
    """Return where a sentence says that tariffs are not applied for a while, or all is paused; or -1."""
    mask = sentence.mask
    if "D" not in mask and "T" not in mask:
        return -1
    if _NOT_APPLIED.may_be_in(sentence.bits) and _FOR_SO_LONG.search(mask):
        match = _NOT_APPLIED.search(mask)
        if match:
            return match.start()
    given = _GIVEN_TIME.search(mask) if _GIVEN_TIME.may_be_in(sentence.bits) else None
    if given and SPOKEN_OF.search(mask):
        return given.start()
    paused = _ALL_PAUSED.search(mask) if _ALL_PAUSED.may_be_in(sentence.bits) else None
    if paused is None:
        return -1
    near = reading.article.sentences[max(sentence.number - 2, 0) : sentence.number + 1]
    return paused.start() if any(SPOKEN_OF.search(one.mask) for one in near) else -1
