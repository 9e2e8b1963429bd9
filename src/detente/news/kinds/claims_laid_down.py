"""Accusations and demands that a government's own text makes in its own voice: of a subject and its verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.claim_verbs import (
    MAY_ACCUSE,
    accuses,
    acts,
    acts_at_all,
    may_accuse,
    restricts,
    wrongs,
)  # fmt: skip
from detente.news.kinds.claim_words import HOPED, Claim, claim_fact
from detente.news.kinds.claims_named import NAMED, read_named
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern, one_of
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

LAID_DOWN = Rule(
    name="claim-laid-down", kind="claim", source="The White House",
    says="A clause of a government's text whose subject is the other state, or what that state does, and "
        "whose verb blames it.",
    example="Canada has failed to stop the flow of drugs.",
    near_miss="Drug gangs have failed to stop.",
)  # fmt: skip
ABROAD = Rule(
    name="claim-abroad", kind="claim", source="The White House",
    says="A government's text says of foreign countries in general that they did a certain wrong.",
    example="Foreign nations have been dumping cheap glass on the American market.",
    near_miss="Foreign nations have trade barriers.",
)  # fmt: skip
ASKED = Rule(
    name="claim-asked", kind="claim", source="The White House",
    says="A clause of a government's text says what the other state should or must do.",
    example="Canada must open its market to American milk.",
    near_miss="Canada and the United States should build a pipeline.",
)  # fmt: skip
_ECONOMIES = r"[EA]+(?:(?:,\s+(?:the\s+)?[EA]+)*,?\s+and\s+(?:the\s+)?[EA]+)?"
_JOINS = one_of((
    "that", "because", "while", "as", "after", "when", "since", "although", "though", "whereas", "where",
    "but", "yet", "until", "and", "how", "once",
))  # fmt: skip
"""Words that a clause begins with, before its subject."""
_BEGINS = (
    r"(?:(?:yet|but|and|in\s+fact|for\s+(?:example|instance)|for\s+(?:\w+\s+){0,2}(?:years|decades"
    r"|long)|today|only\s+\w+"
    r"|all\s+but\s+\w+|both|because|while),?\s+)*"
)


def _subject() -> str:
    """Return a pattern for the subject of a clause, and what stands before it once the clause has begun."""
    return (
        rf"{_BEGINS}(?:"
        rf"(?:the\s+|all\s+but\s+\w+\s+|only\s+\w+\s+)?(?P<who>{_ECONOMIES}|B+)(?P<owns>['’]s?)?"
        rf"|(?:(?:senior\s+)?(?:members|officials|agents|organs"
        rf"|parts)\s+of\s+)?(?:the\s+)?(?:government|people|leaders|authorities|officials)\s+(?:of"
        rf"|in)\s+(?:the\s+)?(?P<state>{_ECONOMIES})"
        rf"|(?:the\s+|these\s+|such\s+|those\s+"
        rf"|this\s+)?(?:[\w-]++\s+){{0,3}}?(?:{words('deeds')})(?:\s+\w+){{0,3}}?\s+"
        rf"(?:of|by|from)\s+(?:the\s+)?(?P<whose>{_ECONOMIES})(?:\s+(?:side|government|administration))?"
        rf"|(?P<world>(?:(?:foreign|other|many|certain|some|several|our|these|those)\s+){{1,2}}"
        rf"(?:nations|countries|governments|trading\s+partners|competitors|economies)|(?:our\s+)?X+)"
        rf"|(?P<pronoun>it|they|this|(?:these|such|those|the"
        rf"|this)\s+(?:[\w-]+\s+){{0,2}}?(?:{words('deeds')}))"
        rf")(?=[\s,])"
    )


_FIRST_SUBJECT = Pattern(lambda: rf"(?:[—–“]\s*|[,;:(]\s+|(?P<joins>{_JOINS}\s+))??{_subject()}")
_SUBJECT = Pattern(
    lambda: (
        r"\W(?:(?<=[,;:(—–“])(?:(?<=[—–“])\s*|(?<![EA].)\s+)"
        rf"|(?<![EA]\s)(?P<joins>{_JOINS}\s+))" + _subject()
    )
)
"""The subject of a clause within a sentence. It begins with a sign, so that letters are passed over."""
_NOUN = Pattern(
    lambda: (
        rf"(?:\s+(?!(?:will|would|has|have|is|are|was|were|also|not|and|to|with)\b"
        rf"|{acts()})[\w-]+){{0,4}}?\s+"
        rf"(?:(?P<officers>{words('officers')})|(?P<deeds>{words('deeds')})|(?P<private>{words('private')}))"
        r"(?:\s+and\s+(?:territories|their\s+\w+|\w+\s+officials))?(?=[\s,])"
    )
)
_SHOULD = Pattern(
    r"(?:\s+side|\s+government)?\s+(?:\w+ly\s+)?(?:(?:should|must|ought\s+to"
    r"|needs?\s+to)\s+(?:not\s+)?(?!not\b|be\b|have\b)"
    r"|can(?:not|\s+not|[’']t)\s[^.;]{3,90}?\s(?:while|whilst|and\s+at\s+the\s+same\s+time"
    r"|at\s+the\s+same\s+time\s+as)\s+\w+ing\b)",
    hints=(" should ", " must ", " ought ", " need ", " needs ", " can ", " cannot ", "can't", "can’t"),
)
_DENIED = Pattern(
    r"\b(?:claims?|accusations?|allegations?|charges?|notion|suggestions?)\s[^.;]{0,120}?\b(?:is"
    r"|are)\s+(?:\w+\s+){0,2}?"
    r"(?:false|baseless|groundless|unfounded|untrue|fabricated|absurd|nonsense|untenable)\b",
    hints=("false", "less", "unfounded", "untrue", "fabricat", "absurd", "nonsense", "untenable"),
)
_STATE_TOO = Pattern(r"\b(?:government|governments|officials|authorities|state|ministry|party)\b")
_UNHEEDING = Pattern(
    r"(?:(?:turning\s+a|ignoring|disregarding|dismissing|defying|brushing\s+aside|paying\s+no"
    r"|without\s+(?:any\s+)?(?:regard|heed)"
    r"|in\s+(?:\w+\s+)?(?:disregard|defiance|violation|breach|contravention))\b"
    r"|(?:despite|in\s+spite\s+of|over)\s[^,;]{0,60}?(?:objections?|opposition|protests?"
    r"|representations|warnings?|appeals|pleas)\b)[^;]{0,120}?,",
    hints=(
        "turning ", "ignoring", "disregard", "dismissing", "defying", "brushing ", "paying ", "regard ",
        "heed ", "defiance", "violation", "breach", "contravention", "objection", "opposition", "protest",
        "representations", "warning", "appeals", "pleas",
    ),
)  # fmt: skip
"""An opening that says whom or what a deed passes over."""
_PRONOUNS = bits_of((" it ", " they "))
_ASKS = _SHOULD.needs | _UNHEEDING.needs
_OUTRIGHT = _DENIED.needs | HOPED.needs
_APART = NAMED | _OUTRIGHT
"""What a claim needs that is found without a subject and its verb."""
LAID_DOWN_NEED = MAY_ACCUSE | _PRONOUNS | _ASKS | _APART
"""What a sentence needs for any such claim."""
_FRESH = 2
"""For how many sentences a pronoun may stand for whom the text accused last."""


class Blamed(NamedTuple):
    """Whom a text accused last, and in which sentence."""

    codes: tuple[str, ...] = ()
    number: int = -_FRESH


def read_laid_down(reading: Reading, sentence: Sentence, blamed: Blamed) -> Iterator[Fact]:
    """Yield what a sentence of a government's text accuses others of, or asks of them."""
    before = blamed.codes if sentence.number - blamed.number <= _FRESH else ()
    bits = sentence.bits
    by_clause = bool(bits & _ASKS) or may_accuse(bits) or bool(before and bits & _PRONOUNS)
    if not (by_clause or bits & _APART):
        return
    taken_up = sentence.mask.startswith(("it ", "they ")) and _antecedent(reading, sentence)
    if not (before or taken_up or _names_others(reading, sentence)):
        return
    if bits & NAMED:
        yield from read_named(reading, sentence)
    if bits & _OUTRIGHT:
        yield from _outright(reading, sentence)
    if by_clause:
        yield from _by_clause(reading, sentence, before)


def _outright(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a text denies or hopes in so many words."""
    issuer = Actor((reading.issuer,), "", sentence.start, sentence.start)
    if any(reading.article.searched(_DENIED, sentence)):
        codes = reading.codes_in(sentence.start, sentence.end, but=issuer.codes)[:1]
        codes = codes or reading.others(issuer.codes)
        if codes:
            claim = Claim(sentence.start, sentence.end, issuer, codes, "reject")
            yield claim_fact(reading, claim, LAID_DOWN)
    for hoped in reading.article.searched(HOPED, sentence):
        codes = reading.codes_in(*hoped.span("target"), but=issuer.codes)
        if codes:
            yield claim_fact(reading, Claim(hoped.start(), sentence.end, issuer, codes, "demand"), ASKED)


def _by_clause(reading: Reading, sentence: Sentence, before: tuple[str, ...]) -> Iterator[Fact]:
    """Yield what the clauses of a sentence say of their subjects."""
    charges: list[tuple[re.Match[str], tuple[str, ...], Rule]] = []
    for match in _subjects(sentence.mask):
        codes, rule = _charge(reading, sentence, match, before)
        if rule is not None:
            charges.append((match, codes, rule))
    if not charges:
        return
    issuer = Actor((reading.issuer,), "", sentence.start, sentence.start)
    kept = [
        one
        for number, one in enumerate(charges)
        if not number or _is_new(charges[number - 1][0], one[0], sentence)
    ]
    for number, (match, codes, rule) in enumerate(kept):
        start = sentence.start + _beginning(match)
        end = sentence.start + _start(kept[number + 1][0]) if number + 1 < len(kept) else sentence.end
        while reading.article.body[end - 1] in ' .,;”"':
            end -= 1
        stance = "demand" if rule is ASKED else "accuse"
        if end > start:
            yield claim_fact(reading, Claim(start, end, issuer, codes, stance), rule)


def _subjects(mask: str) -> Iterator[re.Match[str]]:
    """Yield the subjects of clauses: of the first, and of each after a mark or a word that joins."""
    first = _FIRST_SUBJECT.match(mask)
    if first is not None:
        yield first
    yield from _SUBJECT.finditer(mask, first.end() if first else 0)


def _start(match: re.Match[str]) -> int:
    """Return where the clause of a subject begins: at a mark, or at a word that joins it."""
    return match.start("joins") if match["joins"] else match.start()


def _names_others(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence speaks of anybody abroad, which is cheaper to see than what it says of them."""
    issuer = reading.issuer
    for name in reading.article.names.between(sentence.start, sentence.end):
        if name.kind in ("sides", "world") or issuer not in name.codes:
            return True
    if reading.is_dispute and sentence.mask.startswith(("such ", "these ", "those ", "this ")):
        return True
    return "foreign" in sentence.mask or "countries" in sentence.mask or "nations" in sentence.mask


def _beginning(match: re.Match[str]) -> int:
    groups = ("who", "state", "whose", "world", "pronoun")
    place = next(match.start(group) for group in groups if match[group])
    if match["who"] or match["pronoun"] or match["world"]:
        return place
    head = match.string[_start(match) : place]
    return place - len(head.lstrip(" ,;:(—–“"))


def _is_new(first: re.Match[str], second: re.Match[str], sentence: Sentence) -> bool:
    """Say whether a second charge of a sentence is one of its own: after a comma, of another subject."""
    joined = re.match(r"\s*[,;:]\s+(?:and\s+|but\s+)?", second.group()) or _start(second) > first.end() + 200
    before = sentence.mask[: _start(second) + 1].rstrip()
    same = first["pronoun"] is not None and first["pronoun"] == second["pronoun"]
    return bool(joined or before.endswith((",", ";"))) and not same


def _charge(
    reading: Reading, sentence: Sentence, match: re.Match[str], before: tuple[str, ...]
) -> tuple[tuple[str, ...], Rule | None]:
    """Return whom a subject stands for, and by which rule its verb accuses it or asks something of it."""
    rest = sentence.mask[match.end() :]
    if match["world"]:
        return ("WLD",), ABROAD if wrongs(rest) else None
    if match["pronoun"]:
        codes = (
            reading.codes_in(sentence.start, sentence.start + match.start(), but=(reading.issuer,))
            or before
            or (reading.others((reading.issuer,)) if " " in match["pronoun"] else ())
        )
        codes = codes or (_antecedent(reading, sentence) if match["pronoun"] in ("it", "they") else ())
        return codes, LAID_DOWN if codes and (
            accuses(rest) or _goes_on(reading, sentence, match, before)
        ) else None
    group = "who" if match["who"] else "state" if match["state"] else "whose"
    place = sentence.start + match.start(group)
    codes = reading.codes_in(place, sentence.start + match.end(group))
    if not codes or reading.issuer in codes:
        return (), None
    if group == "who":
        return codes, _of_state(match, rest)
    return codes, LAID_DOWN if accuses(rest) else None


def _antecedent(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the one other state that the sentence before names, if it does not name the issuer."""
    if not sentence.number:
        return ()
    earlier = reading.article.sentences[sentence.number - 1]
    codes = reading.codes_in(earlier.start, earlier.end)
    return codes if len(codes) == 1 and reading.issuer not in codes else ()


def _goes_on(reading: Reading, sentence: Sentence, match: re.Match[str], before: tuple[str, ...]) -> bool:
    """Say whether a pronoun's clause goes on with what its state does to the issuer, or does unheeding."""
    rest = sentence.mask[match.end() :]
    if _UNHEEDING.match(sentence.mask[: match.end()]) and acts_at_all(rest):
        return True
    hurt = reading.codes_in(sentence.start + match.end(), sentence.end)[:1] == (reading.issuer,)
    head = sentence.mask[: match.start("pronoun")]
    opens = match["pronoun"] in ("it", "they") and (not head or head.endswith((", ", "and ", "but ", "yet ")))
    return bool(before) and opens and hurt and restricts(rest)


def _of_state(match: re.Match[str], rest: str) -> Rule | None:
    """Return by which rule a state, its officers or its deeds are blamed; its firms with it alone."""
    if not match["owns"] and not match["who"].endswith("A"):
        if _SHOULD.match(rest):
            return ASKED
        if accuses(rest):
            return LAID_DOWN
    noun = _NOUN.match(rest)
    if noun is None or (noun["private"] and not _STATE_TOO.search(rest, noun.end())):
        return None
    after = rest[noun.end() :]
    if noun["officers"] and _SHOULD.match(after):
        return ASKED
    return LAID_DOWN if accuses(after) else None
