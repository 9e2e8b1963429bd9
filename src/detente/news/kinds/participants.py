"""Participants: who takes part in a meeting or call, or announces its outcome for a side."""

from __future__ import annotations

from detente.news.facts import Fact
from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.hints import bits_of
from detente.news.kinds.meeting_places import spots_in
from detente.news.kinds.participant_titles import has_office_after, is_full, shown_as
from detente.news.kinds.participants_implied import meant_in
from detente.news.lexicon.wording import either, hint_of, verbs
from detente.news.patterns import Pattern, one_of
from detente.news.reading_state import Reading
from detente.news.rules import Rule

_TAKES_PART = Rule(
    name="participant", kind="participant",
    says="A person with an office, in a sentence that tells of a meeting, call or delegation; not one who "
        "only comments.",
    example="Treasury Secretary Scott Bessent met Vice Premier He Lifeng in Geneva.",
    near_miss="Treasury Secretary Scott Bessent told CNN that talks in Geneva were useful.",
)  # fmt: skip
_REACHES = Rule(
    name="participant-deal", kind="participant",
    says="People of two sides who reach, sign or announce an agreement with one another.",
    example="President Donald Trump and President Xi Jinping reached a deal on trade.",
    near_miss="President Donald Trump signed an order on trade.",
)  # fmt: skip
_TELLS = Rule(
    name="participant-outcome", kind="participant",
    says="An official who tells what the sides agreed or reached.",
    example="Vice Minister Li Chenggang said the two sides had reached a basic understanding.",
    near_miss="Economist Li Wei said the two sides had reached a basic understanding.",
)  # fmt: skip
RULES = (_TAKES_PART, _TELLS, _REACHES)
_SOMEBODY = r"(?:(?:the\s+)?[EA]+(?:['’]s?)?\s+)?(?:[a-z-]+,?\s+|O+,?\s+){0,5}?P++(?!['’]s\b)"
"""A person with his title and side before him."""
_AT_MEETINGS = (
    "talk", "meet", "meets", "met", "conversation", "delegation", "delegations", "visit", "visited",
    "spoke", "speak", "represents", "represented", "representing", "representative from", "represent",
    "lead the", "counterpart", "counterparts", "mechanism", "side was", "took part", "taking part",
    "accompanied", "accompanying", "on the phone", "telephone", "sat at", "sat beside", "sat next to",
    "presided over", "present were", "present was", "was present", "were present", "was also present",
    "were also present", "attending", "in attendance", "talked", "phoned", "telephoned", "dined",
    "breakfast", "co-chaired", "chaired", "flew to", "sit in on", "sat in on", "sits in on",
    *(f"{verb} {by}" for verb in ("led", "headed", "joined", "attended") for by in ("the", "by", "a")),
)  # fmt: skip
_WITH_SOMEBODY = (
    "received", "receiving", "hosted", "host", "hosts", "hosting", "welcomed", "welcomes", "welcoming",
    "entertained", "entertaining", "greeted", "saw", "to see", "faced", "facing", "beside", "opposite",
)  # fmt: skip
_MEETING = Pattern(
    lambda: (
        rf"\b(?=(?:{either(('talks',), ('confer',), besides=_AT_MEETINGS)}"
        rf"|(?=[dprt])(?:{verbs('ring')})(?=\s+[^,.;]{{0,50}}P)"
        r"|call(?<!conference\scall)|be\s+in\s+(?:the\s+)?E+|joining(?=\s+P)"
        rf"|{one_of(_WITH_SOMEBODY)}\s+{_SOMEBODY})\b)"
        r"(?<!future\s)(?<!further\s)(?<!ongoing\s)(?<!may\s)(?<!might\s)(?<!could\s)"
    ),
    hints=("receiv", "host", "welcom", "entertain", "greeted", "see ", "faced", "facing", "beside",
           "opposite", "presided", "dined", "present", "attend", "breakfast",
           "saw", "chaired", "flew", "sat", "sit", "took ", "taking ", "accompan", "phone", "talk", "meet",
           "met", "call", "lead", "conversation", "delegation", "visit", "spoke",
           "speak", "led", "represent", "headed", "join", "attended",
           "counterpart", " be ", "mechanism", "side "),
)  # fmt: skip
_MEETING.needs |= hint_of(("talks",), ("confer", "ring"))
_HE = bits_of((" he ", " she ", " he'", " she'", " he’", " she’"))
_DEAL = Pattern(
    r"\b(?:reached|struck|strikes|secured|announced|signed|concluded|laid\s+out)\s+(?:(?:an?"
    r"|the)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:deal|agreement|truce|consensus|framework)\b|\bagreed?\b",
    hints=("reached", "struck", "strikes", "secured", "announced", "signed", "concluded", "laid", "agree"),
)
"""An outcome, which those take part in who reach it with one another."""
_STRUCK = Pattern(
    r"\b(?:reached|struck|strikes|signed|concluded|sealed|negotiated|clinched|hammered\s+out"
    r"|laid\s+out|sign|signs|signing)\s+(?:(?:an?|the)"
    r"\s+)?(?:[\w-]+\s+){0,5}?(?:deal|agreement|truce|consensus|framework|pact|accord|memorandum)\b",
    hints=("reached", "struck", "strikes", "sign", "concluded", "sealed", "negotiated", "clinched",
           "hammered", "laid"),
)  # fmt: skip
"""An outcome, which a person in office takes part in who reaches it or presents it where it was made."""
_SPEAKS = Pattern(
    lambda: (
        rf"(?:\s+of\s+(?:the\s+)?E+)?(?:,[^,]{{0,80}},)?\s+(?:also\s+)?(?!announc)(?:{verbs('say')})|,\s+(?:who\s+(?:said|told)"
        rf"|(?:a|an)\b)"
    )
)
_TOLD_PARTNER = Pattern(
    r"\s+(?:told|asked|assured)\s+(?:(?:the\s+)?[EAO]+(?:['’]s?)?\s+|[a-z]+\s+){0,4}P[^.;]{0,40}\b(?:phone|call|meeting|talks)\b"
)
"""What stands after somebody who tells his partner something when they meet or telephone."""
_TOLD_PRESS = Pattern(
    r"(?:,[^,]{0,80},)?\s+(?:told|noted)\b|,\s+(?:a|an)\b(?!\s+O+(?:\s+of\s+E+)?,\s+(?:\w+\s+)?(?:sat|met|led|took|joined|attended|headed|was\s+(?:there|present)))|,\s+who\s+(?:said|told|noted)\b"
)
_TOLD_PAPER = Pattern(r"(?:,[^,]{0,80},)?\s+told\s+(?!reporters|journalists|state|a\b|the\b|[EABP])")
_OF_THEIRS = Pattern(
    r"\b(?:after|following|before|during|ahead\s+of|when|as)\s+(?:[\w’'-]+\s+){0,6}?(?:call|talks|meeting"
    r"|conversation|met|meet)\b"
    r"|\b(?:would|will|had)\s+(?:also\s+)?(?:meet|met|speak|spoken|hold|lead)\b|\bcounterparts?\b"
    r"|\bagreed\b|^meeting\s|\b(?:sat\s+(?:in\s+on|across|opposite)|(?:where|in\s+which)\s+(?:the\s+(?:\w+\s+)?(?:delegations|teams|negotiators|sides|envoys)|W+))\b|\b(?:who\s+)?(?:has\s+|had\s+)?(?:fronted|led|headed|attended|joined|chaired)\b"
    r"|\bwho\s+(?:also\s+|had\s+)?(?:took\s+part|taken\s+part|sat\s+(?:in|across|opposite)|visited|met\b|(?:hosted|received|welcomed)\s+(?=[^,.;]{0,30}P)|was\s+(?:there|present|in\s+the\s+room|at\s+the\s+t))"
)
_OUTCOME = Pattern(
    r"\b(?:W+|sides?|delegations?|teams|they|we|negotiators|governments|countries)\b(?!\s+(?:should|must|need|ought|may|might|could)\b)[^.;]{0,60}?\b(?:agreed"
    r"|reached"
    r"|arrived\s+at|made\s+(?:\w+\s+){0,2}progress|hammered\s+out|have\s+an?\s+(?:\w+\s+)?(?:deal"
    r"|framework|agreement)"
    r"|struck|concluded|settled|(?:the|a)\s+deal\s+we)"
    r"|\b(?:consensus|deal|agreement|framework|accord|understanding)\s+(?:also\s+)?(?:includ|cover|provid|contain)\w+|\bdeal\s+(?:that\s+)?we\s+struck\b",
    hints=("agree", "reached", "arrived", "progress", "hammered", "deal", "framework", "struck", "concluded",
           "settled", "consensus", "accord ", "understanding"),
)  # fmt: skip
"""What somebody says who tells of a meeting's outcome for a side."""
_MEETS = Pattern(
    r"(?:\s+and\s+"
    + _SOMEBODY
    + r")?(?:,[^,.;]{1,60},|,\s+who)?\s+(?:(?:also|had|have|both|was|were|is)\s+)*"
    r"(?:met|meets?|hosts?|led|leads|headed|fronted|attended|sat\s+down|held\s+(?:talks|an?\b)|hold\s+talks"
    r"|spoke|received|hosted"
    r"|welcomed|faced|hosting|entertaining|receiving|facing|dined|phoned|telephoned|accompanied|co-chaired|chaired|haggled|took\s+a\s+call|had\s+an?\s+(?:\w+\s+)?call|talked\s+(?:with|to|by)|took\s+part|said\s+(?:on\s+D+\s+)?(?:he|she)\s+(?:had\s+|would\s+|will\s+)(?:met|meet|visit|hold\s+talks|spoken)"
    r"|(?:will|would|(?:is|are|was|were)\s+(?:(?:due|scheduled|expected|set|likely)\s+)?to)\s+"
    r"(?:meet|sit\s+down|speak|hold|lead|visit|host|receive|attend))\b"
)
"""What stands after someone called by surname alone who meets somebody."""
_PARTNER = 24
"""How far after the words of a meeting somebody may be named who takes part, in characters."""
_BEFORE_IT = Pattern(r"(?:\s+and\s+P+)?,\s+(?=(?:in|by|over|during|at|on|meeting|speaking)\s)")
"""What stands between people and the words of their meeting, as in `Xi and Trump, in a call on Thursday`."""
_NOT_MET = Pattern(
    r"\b(?:probably|perhaps|possibly|could|might|may)\s+(?:soon\s+|also\s+|even\s+)?"
    r"(?:call|phone|meet|visit|speak|talk)\b[^,.;]*$"
    r"|\b(?:no\s+(?:reason|plans?)[”\"]?\s+to|not|never|refus\w+\s+to|declin\w+\s+to"
    r"|cancel\w*\s+(?:his|her|a|the))\s+"
    r"(?:meet|meeting|talk|talks|speak|visit|call)\b[^,.;]*$"
)
_MET = Pattern(
    r"\b(?:met|meetings?|talks|spoke|speak|calls?|meet|sit\s+down|sat\s+down|received|hosted|welcomed"
    r"|conversation"
    r"|phone|put|accompanied|summit|led|headed|chaired|joined|faced|facing|beside|opposite"
    r"|see|hosting|entertained|entertaining|receiving)\s+(?:(?:with|between|by|to|from)\s+)?"
    r"(?:(?:[EAO]+|P+(?:,[^,]{2,60},)?\s+and)\s+)*$"
)
"""What stands before someone called by surname alone who is met."""

_IS_MET = Pattern(
    r"\b(?:met(?:\s+with)?|received|receiving|host(?:ed|ing)|welcom(?:ed|ing)|entertain(?:ed|ing)|greeted|fac(?:ed|ing))\s+"
    r"(?:(?:[EA]+(?:['’]s?)?|O+|(?!in|on|at|for|after|by|to|with|as)[a-z-]+),?\s+){0,6}$"
)
"""What stands before someone who is met, though he speaks as well."""
_SERVES_IT = Pattern(r",\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}O+\s+(?:of|at|in|for)\s+its\s")
"""What stands after someone who holds an office of the state that was spoken of last."""


def read_participants(reading: Reading) -> list[Fact]:
    """Return the people who take part in meetings, each once, with what the text calls their office."""
    found: dict[str, Fact] = {}
    for sentence in reading.article.sentences:
        if not ("P" in sentence.mask or "W" in sentence.mask or sentence.bits & _HE):
            continue
        rule = _rule(reading, sentence)
        if rule is None:
            continue
        for name in reading.article.names.between(sentence.start, sentence.end):
            if name.kind == "person" and name.name not in found and _side(reading, name):
                fact = _fact(reading, sentence, name, rule)
                if fact is None and rule is _TAKES_PART and _tells(reading, sentence):
                    fact = _fact(reading, sentence, name, _TELLS)
                if fact is not None:
                    found[name.name] = fact
        for name in meant_in(reading, sentence) if rule is _TAKES_PART else ():
            fact = None if name.name in found else _told(reading, name, rule)
            if fact is not None:
                found[name.name] = fact
    return list(found.values())


def _rule(reading: Reading, sentence: Sentence) -> Rule | None:
    """Return by what a sentence has participants: a meeting, its outcome, or a deal between two sides."""
    if sentence.number in reading.meetings:
        return _TAKES_PART
    if sentence.bits & _MEETING.needs and _MEETING.search(sentence.mask):
        return _TAKES_PART
    if "P" not in sentence.mask:  # only who takes part is ever meant without a name
        return None
    if _tells(reading, sentence):
        return _TELLS
    if sentence.bits & _DEAL.needs and _DEAL.search(sentence.mask):
        names = reading.article.names.between(sentence.start, sentence.end)
        if len({name.codes for name in names if name.kind == "person"}) > 1:
            return _REACHES
    if not sentence.bits & _STRUCK.needs or _STRUCK.search(sentence.mask) is None:
        return None
    return _REACHES if spots_in(reading, sentence) else None


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Say whether somebody says in a sentence what the sides agreed or reached."""
    said = reading.discourse.sayings[sentence.number]
    if not said:
        return False
    quote = reading.article.quote_at(said[0].end) if said[0].verb == ":" else None
    if quote:  # a label such as `Secretary Bessent:` opens all of it
        return _OUTCOME.search(reading.article.mask, sentence.start, quote.end) is not None
    return bool(sentence.bits & _OUTCOME.needs) and _OUTCOME.search(sentence.mask) is not None


def _fact(reading: Reading, sentence: Sentence, name: Name, rule: Rule) -> Fact | None:
    article = reading.article
    if rule is _TELLS:
        if _TOLD_PAPER.match(article.mask, name.end, name.end + 90):
            return None
        told = reading.discourse.sayings[sentence.number]
        if not any(one.actor.person and one.actor.attribution == name.name for one in told):
            return None
    elif _comments_only(reading, sentence, name) or _NOT_MET.search(
        article.mask, max(sentence.start, name.start - 60), name.start
    ):
        return None
    full = is_full(reading, name) or has_office_after(reading, sentence, name)
    if not (full or rule is _TELLS or _meets(reading, sentence, name) or _within(reading, name)):
        return None
    return _told(reading, name, rule)


def _told(reading: Reading, name: Name, rule: Rule) -> Fact | None:
    """Return a participant by how the text names him."""
    shown = shown_as(reading, name)
    if shown is None:
        return None
    fields = {"person": shown.person, "role": shown.role, "side": _side(reading, name)}
    return rule.fact(shown.start, shown.end, fields)


def _meets(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone called by surname alone is the one who meets, or is met."""
    mask = reading.article.mask
    return bool(name.role) and bool(
        _MEETS.match(mask, name.end, sentence.end)
        or _MET.search(mask, max(name.start - 40, sentence.start), name.start)
    )


def _within(reading: Reading, name: Name) -> bool:
    """Say whether somebody is named in the words of a meeting, or right after them."""
    number = reading.article.sentence_at(name.start).number
    near = [one for place in (number - 1, number) for one in reading.meetings.get(place, ())]
    aside = _BEFORE_IT.match(reading.article.mask, name.end)
    begins = aside.end() if aside else -1
    return any(one.start <= name.start < one.end + _PARTNER or one.start == begins for one in near)


def _side(reading: Reading, name: Name) -> str:
    """Return the side of somebody: that of the name, else the last state where he serves `its` regulator."""
    if name.codes:
        return name.codes[0]
    if _SERVES_IT.match(reading.article.mask, name.end, name.end + 70) is None:
        return ""
    state = reading.discourse.last_state(name.start)
    return state.codes[0] if state is not None and state.codes[0] != "*" else ""


def _comments_only(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone only speaks about a meeting, for a paper or as an adviser."""
    mask = reading.article.mask
    if _TOLD_PARTNER.match(mask, name.end, sentence.end):
        return False
    if mask.startswith(":", name.end) or _TOLD_PRESS.match(mask, name.end, name.end + 90):
        return True
    if _IS_MET.search(mask, max(name.start - 60, sentence.start), name.start):
        return False
    spoken = _SPEAKS.match(mask, name.end, name.end + 120)
    return spoken is not None and not _OF_THEIRS.search(mask, sentence.start, sentence.end)
