"""Deadlines: dated limits other than the end of the truce."""

from __future__ import annotations

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.kinds.truces import read_truces
from detente.news.lexicon.wording import verbs
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_LIMIT = Rule(
    name="deadline", kind="deadline",
    says="A day by or until which something is to be done, holds or ends; not the end of the truce, nor a "
        "bare window.",
    example="Comments on the list are due by 17 June.", near_miss="The sides have 30 days to comment.",
)  # fmt: skip
RULES = (_LIMIT,)
_ENDS = r"(?:expir\w+|end(?:s|ed|ing)?|laps\w+|clos(?:e|es|ed|ing)|run(?:s|ning)?\s+out)"
_BEFORE = Pattern(
    r"\b(?=[butndelcrvaf])(?:by|until|till|before|(?:no|not)\s+later\s+than|deadline\s+(?:of|on|is|for\s+[\w\s]{0,30}\s+is)"
    r"|due(?:\s+(?:on|by))?|(?:by|before|until)\s+(?:the\s+)?(?:close|end)\s+of\s+(?:business|play|trading)\s+on"
    rf"|{_ENDS}(?:\s+(?:on|in|at|by|at\s+the\s+end\s+of|as\s+of))?|valid\s+(?:until|through)"
    rf"|through|(?:at|by|until|before)\s+(?:midnight|noon)\s+on"
    r"|(?:last|final)\s+day\s+(?:for|to|of)\s+[^D;.]{3,40}?\s(?:is|was|will\s+be|falls\s+on)"
    r"|extended\s+(?:until|to|through)|as\s+late\s+as|up\s+to\s+and\s+including|on\s+or\s+before"
    r"|(?:deadline|cut-?off|target|time\s+limit|(?:end|due|expiry|target|closing)\s+date)\s+(?:of|was|set\s+(?:for|at)|falls\s+on|remains)"
    r"|deadline\s+(?:for|to)\s+[^.;,D]{2,50},"
    r"|(?:received|submitted|filed|lodged|sent|postmarked|arriving)\s+(?:after|later\s+than))\s+(?:N+\S{0,6}\s+[^D]{0,45}?\s?on\s+)?$"
)
_PUBLISHED = Pattern(
    r"\b(?:surveys?|data|figures|numbers|results|statistics|index|earnings|readings?|release|minutes|those|poll|gdp|estimates?)\b"
    r"[^;]*\bdue\s+(?:on\s+)?$|\bcomes?\s+due\s+$"
)
"""What is due to be published, so that nobody has to do it by then."""
_PERIOD = Pattern(
    r"\b(?:week|month|year|quarter|(?<!grace\s)(?<!transition\s)(?<!comment\s)period|season|half|days|T+)\s+(?:that\s+)?end(?:ing|ed|s)\s+(?:on\s+)?$"
)
"""The end of a week or month that figures are of."""
_NOT_TILL = Pattern(r"\b(?:not|never|n['’]t)\b[^.;]{0,40}\b(?:till|until)\s+$")
_DID = Pattern(
    r",?\s+(?:[EAPWO]+(?:['’]s?)?|he|she|it|they|the\s+\w+)\s+(?:had|was|were|\w+ed|said|began|came|took)\b"
    r"|,?\s+(?:the|an?|its|their|his|her|most|many|all)\s+(?:[\w’'-]+\s+){1,5}?(?:had|was|were)\b"
)
"""By Saturday he was talking of it: what was so by then."""
_MOVED = Pattern(
    lambda: (
        rf"(?:{verbs('suspend')}|\b(?:extend\w*|push\w*|mov(?:e|es|ed|ing)|shift\w*|reschedul\w*|brought\s+forward"
        r"|(?:set|put)\s+back)\b)[^;]{0,60}\bto\s+$"
    )
)
_ON_THE_WAY = Pattern(
    r"\b(?:loaded|transit|entered|withdrawn|shipped|made|built|ordered|imported|on\s+the\s+water|at\s+sea|afloat|under\s+way)\b[^.;]{0,40}\bbefore\s+(?:N+[^D]{0,60})?$"
)
"""Which goods are meant, told by the day before which they left."""
_NAMED = Pattern(
    r"\s+(?:(?:is|was|will\s+be|remains)\s+(?:the|their|its|his|an?)\s+)?(?:[\w-]+\s+)?"
    r"(?:deadline|cut-?off|due\s+date|expir(?:y|ation)|time\s+limit|target\s+date|last\s+day)\b"
)
_ENDS_THEN = Pattern(
    r",?\s+(?:when|on\s+which|is\s+when)\s+(?!P|he\b|she\b|they\b)[^.;,]{2,60}?\b(?:ends?|expires?|lapses?|closes?|runs?\s+out|(?:is|are)\s+due)\b"
)
"""What stands after the last day of something, as in `November 30, when the transition period ends`."""
_AS_LIMIT = Pattern(
    r"\s+as\s+(?:the|its|their|an?)\s+(?:[\w-]+\s+){0,2}?(?:date\s+by|target|deadline|cut-?off|last\s+day|limit|day\s+by)\b"
)
_HAPPENING = Pattern(
    r"(?:(?:P|\b(?:he|she|they|who|delegation|team|ministers?|envoys?|leaders?|president))\s+"
    r"(?:(?:is|are|was|were)\s+due\s+(?:\w+\s+){0,4}?(?:on\s+)?|(?:stay|stays|stayed|remained|(?:is|are|was|were)\s+in)\b[^.;,]{0,30}(?:until|till|through)\s+)"
    r"|\b(?:summit|fair|conference|meeting|visit|forum|trip|stay|exhibition|tour|session)\b[^.;,]{0,30}?"
    r"\b(?:runs?|lasts?|ends?|ended|closes?|closed)\s+(?:until\s+|through\s+|till\s+|on\s+)?|\bended\s+on\s+)$"
)
"""What stands before a day on which somebody comes or goes, or an event ends."""
_AND_BY = Pattern(r"(?P<by>\bby)\s+(?:the\s+end\s+of\s+)?D+\s+and\s+$")
"""The day of another limit, told before this one's: by June 1 and July 1."""
_AT_HOUR = Pattern(r"\bat\s+(?:midnight|noon)\s+on\s+$")
_CLOSES = Pattern(rf"\b(?:{_ENDS}|must|shall|due|deadline|until|exten\w+|valid|cut-?off)\b")
"""What makes an hour of a day a limit; else something happened then."""
_OPEN = Pattern(r"\b(?:by|before|until|till)\s+$")
_TO_DO = Pattern(
    r"\b(?:must|shall|will|would|should|to|may|can|had\s+until|has\s+until|have\s+until|deadline|due|required|needs?"
    r"|valid|exten\w+)\b"
)
_HAD_BEEN = Pattern(
    r"\b(?:had|having)\s+(?:already\s+|only\s+)?(?:been\s+)?\w+(?:ed|en|ld|ght|de|id|nt)\s+by\s+$"
)
"""What had been done by a day that is past, which nobody had to do by then."""
_BY = Pattern(r"\bby\s+$|^by\b")
_THROUGH = Pattern(r"\bthrough\s+$")
_LASTS = Pattern(
    r"\b(?:runs?|holds?|in\s+(?:effect|place|force)|valid|remain|extended?|continue|taken|accepted|open)\b"
)
_STATED = Pattern(r"^(?:by|until|till)\b")
_COMPARED = Pattern(
    r"\b(?:decreased|increased|rose|fell|grew|dropped|up|down|from|between|since|data"
    r"|compared)\b"
)
_COMES = Pattern(
    r"\b(?:come|comes|enter|enters|go|goes|take|takes)\s+(?:into\s+(?:force|effect)"
    r"|effect)\s+by\s+$"
)
_OTHER = Pattern(r"\b(?:exclusion|exemption|waiver|comment|licen|quota|payment|report|hearing|consultation)")
"""What may end on the last day of a truce and is not it."""
_DAY = len("2025-06-09")
_AFTER = 60
"""How far after a day what it limits may be told, in characters."""
_BREAK = Pattern(r"(?:[,;:—(]\s+|\band\s+(?=[a-z]+\s+(?:will|would)\b)|\bthat\s+the\s+)")
_WHAT = (
    ("exclusion", "tariff exclusions"), ("exemption", "exemption"), ("action", "take actions"),
    ("measure", "measures"), ("payment", "payment"), ("comment", "comments"), ("waiver", "waiver"),
    ("consultation", "consultation"), ("licen", "licences"), ("report", "report"), ("talk", "talks"),
    ("negotiat", "talks"), ("deal", "agreement"), ("agreement", "agreement"), ("tariff", "tariffs"),
    ("dut", "tariffs"),
)  # fmt: skip
"""What a deadline is of, by a word before it; the first that stands there says it."""


def read_deadlines(reading: Reading) -> list[Fact]:
    """Return the dated limits of a text, each once, the end of its truce aside."""
    truces = read_truces(reading)
    ends = {fact.fields["deadline"] for fact in truces}
    found: dict[tuple[str, str], Fact] = {}
    for time in reading.article.times:
        day = time.value
        if len(day) != _DAY:
            continue
        sentence = reading.article.sentence_at(time.start)
        if not _is_limit(reading, sentence, time):
            continue
        start, end = _words(reading, sentence, time)
        within = any(fact.start < end and start < fact.end for fact in truces)
        if day in ends and (within or not _OTHER.search(reading.article.mask, sentence.start, time.end)):
            continue
        what = _what(reading, sentence, time)
        if what == "deadline" and any(known == day for known, _ in found):
            continue
        found.pop((day, "deadline"), None)
        found.setdefault((day, what), _LIMIT.fact(start, end, {"date": day, "what": what}))
    return list(found.values())


def _is_limit(reading: Reading, sentence: Sentence, time: Time) -> bool:
    """Say whether a day is the last of something, not a day of comparison."""
    article = reading.article
    said = article.body[time.start : time.end].lower()
    left = article.mask[max(time.start - 80, sentence.start) : time.start]
    left = _AND_BY.sub(r"\g<by> ", left) if left.endswith("and ") else left
    if any(one.match(article.mask, time.end, sentence.end) for one in (_NAMED, _ENDS_THEN, _AS_LIMIT)):
        return True
    moved = left.endswith("to ") and _MOVED.search(left)
    if not (_BEFORE.search(left) or _STATED.match(said) or moved):
        return False
    if _ON_THE_WAY.search(left) or _PUBLISHED.search(left) or _NOT_TILL.search(left) or _COMES.search(left):
        return False
    after = article.mask[time.end : min(time.end + 60, sentence.end)]
    if after.startswith(("'s", "’s")) or (_BY.search(left or said) and _DID.match(after)):
        return False
    if _THROUGH.search(left) and not _LASTS.search(article.mask, sentence.start, time.start):
        return False
    if _HAD_BEEN.search(left) or _PERIOD.search(left):
        return False
    if _HAPPENING.search(left):
        return False
    if _AT_HOUR.search(left) and not _CLOSES.search(left):
        return False
    past = time.value < article.document.published.isoformat()
    if past and _OPEN.search(left) and not _TO_DO.search(article.mask, sentence.start, time.start):
        return False
    plain = any(
        word in left[-9:] for word in ("until", "by ", "due ", "night on ", "noon on ")
    ) or _STATED.match(said)
    return bool(plain or moved) or not _COMPARED.search(left[-40:])


def _words(reading: Reading, sentence: Sentence, time: Time) -> tuple[int, int]:
    last = max(time.start - 10, sentence.start)
    breaks = [match.end() for match in _BREAK.finditer(reading.article.mask, sentence.start, last)]
    return (breaks[-1] if breaks else sentence.start), time.end


def _what(reading: Reading, sentence: Sentence, time: Time) -> str:
    left = reading.article.mask[sentence.start : time.start]
    right = reading.article.mask[time.end : min(time.end + _AFTER, sentence.end)]
    return next((what for words in (left, right) for word, what in _WHAT if word in words), "deadline")
