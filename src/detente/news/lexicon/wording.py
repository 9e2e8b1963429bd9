"""Words by what they do, ready to be put into patterns over a mask."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial

from detente.news.hints import PARTS, bit_of_class
from detente.news.lexicon.files import shipped
from detente.news.patterns import Pattern, one_of


@cache
def verbs(name: str) -> str:
    """Return a pattern for the forms of the verbs of a class.

    Example:
        >>> import re
        >>> bool(re.fullmatch(verbs("cut"), "slashed")), bool(re.fullmatch(verbs("cut"), "raised"))
        (True, False)
    """
    return _any(form for row in shipped("verbs.yaml")[name] for form in forms_of(row))


@cache
def participles(*classes: str) -> str:
    """Return a pattern for the past participles and past forms of classes of verbs.

    Example:
        >>> import re
        >>> pattern = participles("cut", "rebuff")
        >>> [bool(re.fullmatch(pattern, word)) for word in ("slashed", "shot down", "slash", "slashing")]
        [True, True, False, False]
    """
    return _any(form for name in classes for row in shipped("verbs.yaml")[name] for form in _forms(row)[1])


@cache
def gerunds(*classes: str) -> str:
    """Return a pattern for the forms in -ing of classes of verbs.

    Example:
        >>> import re
        >>> pattern = gerunds("cut", "rebuff")
        >>> [bool(re.fullmatch(pattern, word)) for word in ("slashing", "shooting down", "slash")]
        [True, True, False]
    """
    return _any(_gerunds(classes))


@cache
def words(name: str) -> str:
    """Return a pattern for words of a class.

    Example:
        >>> import re
        >>> bool(re.search(words("tariff"), "the levy on cars"))
        True
    """
    return _any(shipped("wording.yaml")[name])


@cache
def hedges() -> str:
    """Return a pattern for the words before a figure that say how exact it is, if any.

    Example:
        >>> import re
        >>> bool(re.fullmatch(hedges(), "just more  than "))
        True
    """
    return rf"(?:{one_of(shipped('wording.yaml')['hedges'])}\s+)*"


@cache
def either(
    lists: tuple[str, ...], classes: tuple[str, ...], before: str = "", besides: tuple[str, ...] = ()
) -> str:
    """Return one pattern for the words of several lists and the forms of several classes of verbs.

    `before` is what must hold before a word; it is tried only where one of the letters that begin them is.
    `besides` are more words.

    Example:
        >>> import re
        >>> pattern = either(("tariff",), ("cut",))
        >>> bool(re.search(pattern, "the levy")), bool(re.search(pattern, "slashed"))
        (True, True)
    """
    told = [*_told(lists, classes), *besides]
    if not before:
        return _any(told)
    return rf"\b(?=[{''.join(sorted({word[0] for word in told}))}]){before}{one_of(told)}(?!\w)"


def hint_of(lists: tuple[str, ...], classes: tuple[str, ...]) -> int:
    """Return the bit of the words of several lists and classes of verbs, by one word of each that tells most.

    A sentence without it need not be searched for any of them.

    Example:
        >>> from detente.news.hints import bits_in
        >>> bool(hint_of(("tariff",), ("cut",)) & bits_in("duties"))
        True
    """
    return bit_of_class(lambda: map(_telling, _told(lists, classes)))


def bit_of_gerunds(*classes: str) -> int:
    """Return the bit of the forms in -ing of classes of verbs, by the first word of each.

    Example:
        >>> from detente.news.hints import bits_in
        >>> bool(bit_of_gerunds("cut") & bits_in("slashing")), bool(bit_of_gerunds("cut") & bits_in("slash"))
        (True, False)
    """
    return bit_of_class(lambda: (form.partition(" ")[0] for form in _gerunds(classes)))


@cache
def listed_words(name: str) -> frozenset[str]:
    """Return the words of a list that is written as a text.

    Example:
        >>> "Monday" in listed_words("no_names")
        True
    """
    return frozenset(str(shipped("wording.yaml")[name]).split())


def _gerunds(classes: Iterable[str]) -> list[str]:
    """Return the forms in -ing of classes of verbs."""
    told = (form for name in classes for row in shipped("verbs.yaml")[name] for form in _forms(row)[0])
    return [form for form in told if form.partition(" ")[0].endswith("ing")]


def _told(lists: tuple[str, ...], classes: tuple[str, ...]) -> list[str]:
    """Return the words of several lists and the forms of several classes of verbs."""
    told = [word for name in lists for word in shipped("wording.yaml")[name]]
    return told + [form for name in classes for row in shipped("verbs.yaml")[name] for form in forms_of(row)]


def _telling(phrase: str) -> str:
    """Return the first word of a phrase that is not in every other sentence."""
    parts: list[str] = PARTS.findall(phrase)
    small = listed_words("small_words")
    return next((part for part in parts if part not in small), parts[0])


def _any(forms: Iterable[str]) -> str:
    return rf"\b{one_of(forms)}(?!\w)"


def forms_of(row: str) -> Iterable[str]:
    """Return the forms of a verb: its irregular ones as given, and the regular ones.

    Example:
        >>> sorted(forms_of("cut/cutting")), sorted(forms_of("bring/brought down"))[0]
        (['cut', 'cuts', 'cutting'], 'bring down')
    """
    present, past = _forms(row)
    return sorted({*present, *past})


def _forms(row: str) -> tuple[list[str], list[str]]:
    """Return the forms of a verb for the present and those for the past."""
    *parts, last = row.split("/")
    head, _, particle = last.partition(" ")
    verb, *irregular = (*parts, head)
    continuous = [form for form in irregular if form.endswith("ing")]
    past = [form for form in irregular if not form.endswith("ing")] or [verb]
    consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith(("s", "x", "ch", "sh", "z", "o")):
        third = f"{verb}es"
    else:
        third = f"{verb[:-1]}ies" if consonant_y else f"{verb}s"
    if not continuous:
        doubled = [form[:-2] for form in past if form.endswith("ed") and form[-3:-2] == form[-4:-3]]
        continuous = [f"{(doubled or [stem])[0]}ing"]
    if not irregular:
        past = [f"{verb[:-1]}ied" if consonant_y else f"{stem}ed"]
    with_particle = f" {particle}" if particle else ""
    present = [verb, third, *continuous]
    return [form + with_particle for form in present], [form + with_particle for form in past]


TARIFF = Pattern(partial(words, "tariff"))
TARIFF.needs = hint_of(("tariff",), ())
"""Words for tariffs."""
