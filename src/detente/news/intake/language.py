"""Which language a text is in, by its letters and its commonest words; Detente reads English."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain

from detente.core.errors import BadInput
from detente.core.located import read_yaml
from detente.news.intake.furniture import DATA
from detente.news.intake.words import without_marks, words_of

ENGLISH = "English"
_SAMPLE = 8_000
_SCRIPT_SHARE = 0.25
_FEWEST_HITS = 3
_LONG_ENOUGH = 40
_LEAST_SHARE = 0.04
"""Running English has some 30% of its words on the list, lists of names and figures have none."""
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2e80-\uffff]")


def check_language(text: str) -> None:
    """Refuse a text that is not in English.

    Raises:
        BadInput: The text is in another language, which is named, or in none that is known here.

    Example:
        >>> check_language("Die Zölle auf Stahl sind wieder gestiegen, und das ist nicht gut für den Handel.")
        Traceback (most recent call last):
        detente.core.errors.BadInput: is in German; Detente reads English
    """
    found = language_of(text)
    if found != ENGLISH:
        what = f"is in {found}" if found else "is in a language that Detente does not know"
        raise BadInput(what, mend="Detente reads English")


def language_of(text: str) -> str:
    """Return the language of a text by name; empty where none fits. What is too short to tell is English.

    Example:
        >>> texts = ("China cut its duties.", "中国降低了关税。", "Le droit est dans la loi.")
        >>> tuple(map(language_of, texts))
        ('English', 'Chinese', 'French')
    """
    scripts, languages_of = _languages()
    sample = without_marks(text[:_SAMPLE])
    foreign = 0 if sample.isascii() else len(_NOT_LATIN.findall(sample))
    most = _SCRIPT_SHARE * sum(map(str.isalpha, sample)) if foreign else 0
    if foreign > most:
        for name, pattern in scripts.items():
            if len(pattern.findall(sample)) > most:
                return name
    words = words_of(sample)
    counts = Counter(chain.from_iterable(filter(None, map(languages_of.get, words))))
    best = max(counts, key=lambda name: counts[name], default=ENGLISH)
    if counts[best] >= _FEWEST_HITS and counts[best] > counts[ENGLISH]:
        return best
    if len(words) < _LONG_ENOUGH or counts[ENGLISH] >= _LEAST_SHARE * len(words):
        return ENGLISH
    told = len(words) - sum(map(bytes.isdigit, words))
    return ENGLISH if told < _LONG_ENOUGH or counts[ENGLISH] >= _LEAST_SHARE * told else ""


@cache
def _languages() -> tuple[dict[str, re.Pattern[str]], dict[bytes, tuple[str, ...]]]:
    """Return patterns of letters by language, and languages by word."""
    data = read_yaml((DATA / "languages.yaml").read_bytes(), "languages.yaml").mapping()
    scripts = {name: re.compile(f"[{span}]") for name, span in data["scripts"].items()}
    languages_of: dict[bytes, tuple[str, ...]] = {}
    for name, words in data["words"].items():
        for word in words_of(words):
            languages_of[word] = (*languages_of.get(word, ()), name)
    return scripts, languages_of
