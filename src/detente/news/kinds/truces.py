"""Truces: a pause or suspension of tariffs, one to a text, with its length and the day it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.action_days import day_of_actions
from detente.news.kinds.rate_dates import told_after
from detente.news.kinds.truce_ends import end_of_truce, is_stretch
from detente.news.kinds.truce_forms import LEFT_OFF_NEEDS, SPOKEN_OF, left_off
from detente.news.kinds.truce_lengths import Pause, length
from detente.news.lexicon.wording import hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_TRUCE = Rule(
    name="truce", kind="truce",
    says="A pause, truce or suspension of tariffs: its length, its start, and its end where the text says "
        "both.",
    example="The United States and China agreed to a 90-day truce on tariffs.",
    near_miss="China suspended tariff concessions on 50 goods.",
)  # fmt: skip
RULES = (_TRUCE,)
_WORD = Pattern(
    lambda: (
        rf"\b(?=[a-z])(?:{verbs('suspend')}|{words('pauses')}|{words('put_off')}|on\s+hold|(?:was|were|been|be|is|are)\s+stayed"
        r"|extend(?:ed|s|ing)?\s+the\s+suspension|push(?:es|ed|ing)?\s+back(?!\s+(?:against|on)))\b"
    ),
    hints=("stayed ", "extend", "push", " hold "),
)
_WORD.needs |= hint_of(("pauses", "put_off"), ("suspend",))
_TOPIC = hint_of(("tariff", "truces"), ()) | bits_of(("RR", "QQ", "TT", "pause", "retaliat"))
"""What a sentence has that speaks of a pause of tariffs, where none was spoken of before."""
_STRONG = Pattern(lambda: rf"{words('truces')}|\bT+\s+(?:\w+\s+)?(?:{words('pauses')}|window\b)|\bpause\b")
_OF_OTHERS = Pattern(r"\s+(?:on|over|in|at)\s+(?:the\s+)?(?!tariff|trade|dut|lev|import)[a-z]")
"""What follows a truce that is none of trade, as in `the truce on the railways`."""
_OF_STATES = Pattern(r"[EAW]")
_A_PAUSE = Pattern(
    r"(?:\b(?:the|a|this)\s+|T+\s+)(?:[\w-]+\s+)?pause\b[^.]*[TD]|[TD][^.]*(?:\b(?:the|a"
    r"|this)\s+|T+\s+)(?:[\w-]+\s+)?pause\b"
)
_LONG = Pattern(r"T+\s+(?:\w+\s+)?$")
_NOT = Pattern(
    r"\bde\s+minimis\b|\belectronic\b|\bconcessions?\b|\btalks\b|\bsales\b|\bexports?\s+(?:controls?"
    r"|licen)|\bshipments\b"
    r"|\brules?\b|\bblacklist|\blicen[cs]|\bimplementation\b|\binvestigations?\b|\bnon-tariff\b|\bcountermeasures\b|\blimits\b"
)
_ELSE = (
    r"(?:hearing|meeting|summit|vote|trip|visit|decision|ruling|investigation|probe|election|payment|report"
    r"|launch|plans?|projects?|orders|production|plant|factory|investment\w*)s?\b"
)
_NOT_LEFT = Pattern(rf"\b{_ELSE}[^,;.]{{0,40}}$")
"""What else is put off."""
_NOT_NEXT = Pattern(
    rf"(?:\s+(?:the|its|their|an?|all|some))?\s+(?:[\w-]+\s+){{0,2}}?(?:{_ELSE}|exports?\s+(?:to|of)|operations|work\b)"
)
_THE_SUSPENSION = Pattern(
    r"\b(?:the|this|that)\s+(?:\w+\s+){0,2}?(?:suspension|pause|truce|moratorium|standstill|reprieve)\b(?!\s+of\b)"
)
_ANSWER = Pattern(r"\b(?:retaliation)\b")
"""By what name tariffs go that answer others."""
_NEVER = Pattern(r"\bde\s+minimis\b|\belectronic\s+transmissions\b")
_FOR_A_WHILE = Pattern(
    r"(?P<cut>\b(?:cut|cutting|slash|slashing|lower|lowering|reduce|reducing|drop|keep|kept|treatment"
    r"|regime)\b[^.;]{0,60}?)\bfor\s+(?:another\s+|an?\s+(?:initial"
    r"|further)\s+(?:period\s+of\s+)?)?T+",
    hints=("TT",),
)
_NEEDS = _WORD.needs | _FOR_A_WHILE.needs | LEFT_OFF_NEEDS
_AGREED = Pattern(
    r"\b(?:(?:suspended|postponed|paused|shelved|put\s+off|frozen)\s+(?:indefinitely|until\s+further)"
    r"|agreed|agree|reached|suspend|suspends|maintain|continue|extend|extended|led|suspending"
    r"|announced?)\b"
)
_NAMED = Pattern(r"\b(?:truce|ceasefire|cease-fire)\b")
_A_TRUCE = Pattern(
    r"\b(?:truce|ceasefire|cease-fire|pause|suspension|moratorium|standstill|reprieve|suspended|suspends|paused)\b"
)
_LENGTH = Pattern(r"T+")
_START = Pattern(
    r"\b(?:starting|beginning|starts?|begins?|began|started|from|effective|took\s+effect|takes?\s+effect)(?:\s+(?:on"
    r"|from|at|N+)\b[^D;]{0,60}?)?\s+D+"
)
_UNTIL = Pattern(
    r"\b(?:through|to|till|expir(?:es?|ing)\s+(?:on|in)|ends?\s+(?:on|in)|ending\s+on|runs?\s+out\s+(?:on|in)"
    r"|lapses?\s+(?:on|in)|deadline\s+of)\s+D|until\s+D"
)
_NOT_START = Pattern(
    r"\b(?:until|through|(?:it|they)\s+announced|order|of|imposed|(?:expir(?:es?|ing)|end(?:s|ing)?|laps(?:es?|ing)|runs?\s+out"
    r"|running\s+out)(?:\s+(?:on|in|at))?|by)\s+(?:on\s+)?$"
)
_NAMED_BY = Pattern(
    r"\b(?:truce|ceasefire|temporary\s+(?:agreement|deal)|pause)\s+(?:\w+\s+){0,2}?(?:in|of|on)\s+(?P<time>D)",
    hints=("truce", "ceasefire", "temporary", "pause"),
)
_HAPPENED = Pattern(r"\b(?:agreed|reached|met|talks|summit)\b")
_PARTIES = 2
_BREAK = Pattern(r"(?:[,;:—]\s+(?:but\s+|and\s+|while\s+|when\s+)?|\bsince\s+|\bafter\s+|\bthat\s+(?=[EW]+))")
_TAIL = Pattern(r"[^;:—\n]*?(?=,\s+(?:but|and|while|with)\b|[;:—\n]|$)")


def read_truces(reading: Reading) -> list[Fact]:
    """Return the truces of a text: that of the two economies it is about, and those with others."""
    if reading.truces is None:
        reading.truces = _read(reading)
    return reading.truces


def _read(reading: Reading) -> list[Fact]:
    pauses: list[Pause] = []
    for one in reading.article.sentences:
        place = _place(reading, one, bool(pauses)) if one.bits & _NEEDS else -1
        if place >= 0:
            pauses.append(Pause(one, one.start + place))
    if not pauses:
        return []
    groups: dict[tuple[str, ...], list[Pause]] = {}
    for pause in pauses:
        groups.setdefault(_others(reading, pause), []).append(pause)
    if () not in groups:
        return _truce(reading, pauses)
    own = groups.pop(())
    return _truce(reading, own) + [
        fact for parties, told in groups.items() for fact in _another(reading, parties, told)
    ]


def _others(reading: Reading, pause: Pause) -> tuple[str, ...]:
    """Return the parties of a truce that is none of the two economies a text is about; empty for theirs."""
    first, second = reading.pair
    sentence, pair = pause.sentence, {first, second}
    spoken_of = reading.article.names.between(sentence.start, sentence.end) if second else ()
    if all(set(one.codes) <= pair for one in spoken_of):
        return ()
    names = reading.article.names.between(*_words(reading, pause))
    states = (code for one in names if one.kind not in ("place", "sides") for code in one.codes)
    named = tuple(dict.fromkeys(code for code in states if code not in reading.lexicon.groups.no_parties))
    if not named or set(named) <= pair or len(named) > _PARTIES:
        return ()
    return named if len(named) == _PARTIES else (first, *named)


def _another(reading: Reading, parties: tuple[str, ...], told: Sequence[Pause]) -> list[Fact]:
    """Return a truce with another partner, where its own words tell how long or until when it holds."""
    days, deadline = length(reading, told, alone=False), end_of_truce(reading, [one.sentence for one in told])
    if not (days or deadline):
        return []
    fields = {"parties": list(parties), "days": days, "truce_start": "", "deadline": deadline}
    return [_TRUCE.fact(*_words(reading, told[0]), fields)]


def _truce(reading: Reading, pauses: Sequence[Pause]) -> list[Fact]:
    """Return the truce that a text is about."""
    chosen = max(pauses, key=lambda pause: (_weight(pause), -pause.start))
    days, start = length(reading, pauses), _start(reading, pauses, chosen)
    deadline = end_of_truce(reading, [pause.sentence for pause in pauses])
    start = "" if deadline and start[:7] == deadline[:7] and len(start) == 7 else start
    named = start and _A_TRUCE.search(chosen.sentence.mask)
    if not (days or named or deadline or _AGREED.search(chosen.sentence.mask)):
        return []
    if days and len(start) == 10 and not deadline and _starts_then(reading, pauses):
        deadline = (date.fromisoformat(start) + timedelta(days=days)).isoformat()
    first, last = _words(reading, chosen)
    codes = reading.codes_in(first, last)
    parties = codes if len(codes) == 2 else tuple(code for code in reading.pair if code)
    fields = {"parties": list(parties), "days": days, "truce_start": start, "deadline": deadline}
    return [_TRUCE.fact(first, last, fields)]


def _place(reading: Reading, sentence: Sentence, known: bool) -> int:
    """Return where a sentence speaks of a truce, of one spoken of before where one is known; or -1."""
    mask = sentence.mask
    bits = sentence.bits
    topical = bits & _WORD.needs and (known or bits & _TOPIC)
    for match in _WORD.finditer(mask) if topical else ():
        left, near = mask[: match.start()], mask[match.end() : match.end() + 90]
        if _NEVER.search(near):
            continue
        strong = bool(_STRONG.match(mask, match.start())) or bool(_LONG.search(left))
        tariff = SPOKEN_OF.search(left[-40:] + near) or _ANSWER.search(left[-40:] + near)
        first = SPOKEN_OF.search(near) or _ANSWER.search(near)
        what = near[: first.end() + 20] if first else near[:40]
        if known and tariff is None and _THE_SUSPENSION.search(mask, 0, match.end() + 12):
            return match.start()
        if strong and tariff is None and not _OF_STATES.search(mask) and _OF_OTHERS.match(near):
            continue
        if not strong and (
            tariff is None
            or _NOT.search(what)
            or _NOT.search(left[-24:])
            or _NOT_LEFT.search(left[-70:])
            or _NOT_NEXT.match(near)
        ):
            continue
        if match.group() == "pause" and tariff is None and not _A_PAUSE.search(mask):
            continue
        return match.start()
    place = left_off(reading, sentence) if sentence.bits & LEFT_OFF_NEEDS else -1
    if place >= 0:
        return place
    lowered = _FOR_A_WHILE.search(mask) if sentence.bits & _FOR_A_WHILE.needs else None
    if lowered and SPOKEN_OF.search(mask[max(lowered.start() - 40, 0) : lowered.end()]):
        return lowered.start()
    return -1


def _weight(pause: Pause) -> int:
    mask = pause.sentence.mask
    return (
        2 * bool(_AGREED.search(mask))
        + 2 * bool(_NAMED.search(mask))
        + bool(_LENGTH.search(mask))
        + bool("D" in mask and _UNTIL.search(mask))
    )


def _start(reading: Reading, pauses: Sequence[Pause], chosen: Pause) -> str:
    """Return when a truce began or was agreed: by its words, its day of actions, else as it is told."""
    return (
        _said_start(reading, pauses)
        or day_of_actions(reading)
        or _told_with(reading, pauses, chosen)
        or _named_by(reading)
        or _agreed_before(reading, chosen)
    )


def _said_start(reading: Reading, pauses: Sequence[Pause]) -> str:
    for pause in pauses:
        for match in _START.finditer(reading.article.mask, pause.sentence.start, pause.sentence.end):
            time = next(iter(reading.article.times_in(match.start(), match.end())), None)
            if time:
                return time.first
        for time in reading.article.times_in(pause.sentence.start, pause.sentence.end):
            if is_stretch(reading, time):
                return time.first
        after = told_after(reading, pause.sentence)
        if after:
            return after
    return ""


def _told_with(reading: Reading, pauses: Sequence[Pause], chosen: Pause) -> str:
    article = reading.article
    for pause in sorted(pauses, key=lambda one: one is not chosen):
        for time in article.times_in(pause.sentence.start, pause.sentence.end):
            future = time.value > article.document.published.isoformat()
            if future or _NOT_START.search(article.mask, max(time.start - 30, 0), time.start):
                continue
            if "week" not in article.body[time.start : time.end].lower():
                return time.first
    return ""


def _named_by(reading: Reading) -> str:
    """Return the time by which a text calls a truce or its agreement, as in the agreement of May."""
    article = reading.article
    for match in (match for one in article.sentences for match in article.searched(_NAMED_BY, one)):
        time = next(iter(article.times_in(match.start("time"), match.end())), None)
        if time and time.value < article.document.published.isoformat():
            return time.first
    return ""


def _agreed_before(reading: Reading, chosen: Pause) -> str:
    """Return the day of a meeting that the sentences just before tell of."""
    article, number = reading.article, chosen.sentence.number
    for one in reversed(article.sentences[max(number - 2, 0) : number]):
        for time in article.times_in(one.start, one.end):
            past = time.value < article.document.published.isoformat()
            if time.day and past and "/" not in time.value and _HAPPENED.search(one.mask):
                return time.value
    return ""


def _starts_then(reading: Reading, pauses: Sequence[Pause]) -> bool:
    """Say whether the day that is known is that of the suspension itself, not of its announcement."""
    return bool(day_of_actions(reading) or _said_start(reading, pauses))


def _words(reading: Reading, pause: Pause) -> tuple[int, int]:
    """Return the clause that states a truce."""
    sentence, mask = pause.sentence, reading.article.mask
    breaks = [match.end() for match in _BREAK.finditer(mask, sentence.start, pause.start)]
    tail = _TAIL.match(mask, pause.start, sentence.end)
    end = tail.end() if tail else sentence.end
    while end > pause.start and reading.article.body[end - 1] in " .,;:":
        end -= 1
    return (breaks[-1] if breaks else sentence.start), end
