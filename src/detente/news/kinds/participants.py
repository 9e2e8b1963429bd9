"""Participants: who takes part in a meeting or call, or announces its outcome for a side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.news.facts import Fact
from detente.news.grammar.actors import Saying
from detente.news.grammar.article import Sentence
from detente.news.grammar.names import Name
from detente.news.kinds.meeting_places import spots_in
from detente.news.lexicon.wording import listed_words, verbs
from detente.news.patterns import Pattern, TextPattern
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
_MEETING = Pattern(
    r"\b(?=[a-z])(?<!future\s)(?<!further\s)(?<!ongoing\s)(?<!may\s)(?<!might\s)(?<!could\s)(?:talks|talk|meeting"
    r"|meetings|meet|meets|met|negotiations|(?<!conference\s)call|conversation|summit|delegation|visit"
    r"|visited|spoke|speak|discussions|consultations|represent(?:s|ed|ing)?|representative\s+from|lead\s+the|(?:led"
    r"|headed|joined|attended)\s+(?:the|by|a)"
    r"|counterparts?|be\s+in\s+(?:the\s+)?E+|mechanism|round|side\s+was|delegations|(?:sit|sat|sits)\s+(?:down|in\s+on|across|opposite)"
    r"|(?:negotiating|across\s+the)\s+table|took\s+part|accompanied|on\s+the\s+phone|telephone"
    r"|received\s+(?:the\s+)?(?:[EA]+\s+)?(?:[OP]|prime\b|foreign\b|president\b|premier\b)"
    r"|saw\s+(?:[EAO]+\s+)*P"
    r"|co-chaired|chaired|flew\s+to)\b",
    hints=("received", "saw", "chaired", "flew", "sat", "sit", "table", "took ", "accompanied", "phone",
           "talk", "meet", "met", "negotiation", "call", "conversation", "summit", "delegation", "visit",
           "spoke", "speak", "discussion", "consultation", "represent", "lead", "led", "headed", "joined",
           "attended", "counterpart", " be ", "mechanism", "round", "side "),
)  # fmt: skip
_DEAL = Pattern(
    r"\b(?:reached|struck|strikes|secured|announced|signed|concluded|laid\s+out)\s+(?:(?:an?"
    r"|the)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:deal|agreement|truce|consensus|framework)\b|\bagreed?\b"
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
_APPOSED = Pattern(
    r",\s+(?:an?\s+|the\s+|his\s+|her\s+|then\s+(?:the\s+)?)?(?P<role>(?:(?:E+|A+)(?:['’]s?)?\s+)?(?:[a-z-]+\s+){0,2}?O+"
    r"(?:\s+(?:of|for|responsible\s+for|in\s+charge\s+of)\s+(?:the\s+)?(?:(?:[EA]+-)*[EA]+\s+[a-z]+|B+|[a-z]+))?(?:\s+and\s+(?:[a-z-]+\s+){0,2}?O+)?)"
)
_SPEAKS = Pattern(
    lambda: (
        rf"(?:,[^,]{{0,80}},)?\s+(?:also\s+)?(?!announc)(?:{verbs('say')})|,\s+(?:who\s+(?:said|told)"
        rf"|(?:a|an)\b)"
    )
)
_TOLD_PRESS = Pattern(
    r"(?:,[^,]{0,80},)?\s+(?:told|noted)\b|,\s+(?:a|an)\b(?!\s+O+(?:\s+of\s+E+)?,\s+(?:\w+\s+)?(?:sat|met|led|took|joined|attended|headed|was\s+(?:there|present)))|,\s+who\s+(?:said|told|noted)\b"
)
_TOLD_PAPER = Pattern(r"(?:,[^,]{0,80},)?\s+told\s+(?!reporters|journalists|state|a\b|the\b|[EABP])")
_OF_THEIRS = Pattern(
    r"\b(?:after|following|before|during|ahead\s+of|when|as)\s+(?:[\w’'-]+\s+){0,6}?(?:call|talks|meeting"
    r"|conversation|met|meet)\b"
    r"|\b(?:would|will|had)\s+(?:also\s+)?(?:meet|met|speak|spoken|hold|lead)\b|\bcounterparts?\b"
    r"|\bagreed\b|^meeting\s|\b(?:sat\s+(?:in\s+on|across|opposite)|(?:where|in\s+which)\s+(?:the\s+(?:\w+\s+)?(?:delegations|teams|negotiators|sides|envoys)|W+))\b|\b(?:who\s+)?(?:has\s+|had\s+)?(?:fronted|led|headed|attended|joined|chaired)\b"
    r"|\bwho\s+(?:also\s+|had\s+)?(?:took\s+part|taken\s+part|sat\s+(?:in|across|opposite)|visited|met\b|was\s+(?:there|present|in\s+the\s+room|at\s+the\s+t))"
)
_OUTCOME = Pattern(
    r"\b(?:W+|sides?|delegations?|teams|they|we|negotiators|governments|countries)\b(?!\s+(?:should|must|need|ought|may|might|could)\b)[^.;]{0,60}?\b(?:agreed"
    r"|reached"
    r"|arrived\s+at|made\s+(?:\w+\s+){0,2}progress|hammered\s+out|have\s+an?\s+(?:\w+\s+)?(?:deal"
    r"|framework|agreement)"
    r"|struck|concluded|settled|(?:the|a)\s+deal\s+we)|\bdeal\s+(?:that\s+)?we\s+struck\b"
)
"""What somebody says who tells of a meeting's outcome for a side."""
_MEETS = Pattern(
    r"(?:\s+and\s+(?:\w+\s+)?(?:E+\s+)?(?:O+\s+)?P+)?(?:,[^,.;]{1,60},)?\s+(?:also\s+|had\s+|have\s+"
    r"|both\s+)?"
    r"(?:met|meets?|hosts?|led|leads|headed|fronted|attended|sat\s+down|held\s+(?:talks|an?\b)|hold\s+talks"
    r"|spoke|received|hosted"
    r"|welcomed|took\s+part|said\s+(?:on\s+D+\s+)?(?:he|she)\s+(?:had\s+|would\s+|will\s+)(?:met|meet|visit|hold\s+talks|spoken)"
    r"|(?:will|would|(?:is|are|was|were)\s+(?:(?:due|scheduled|expected|set|likely)\s+)?to)\s+"
    r"(?:meet|sit\s+down|speak|hold|lead|visit|host|receive|attend))\b"
)
"""What stands after someone called by surname alone who meets somebody."""
_TITLES = TextPattern(
    r"(?:(?<=\s)|(?<![\w.’'\"“-]))(?:[A-Z][\w.’'-]*(?:\s(?:of\s(?:the\s)?|for\s|and\s)?))+$"
)
_PARTNER = 24
"""How far after the words of a meeting somebody may be named who takes part, in characters."""
_NOT_MET = Pattern(
    r"\b(?:probably|perhaps|possibly|could|might|may)\s+(?:soon\s+|also\s+|even\s+)?"
    r"(?:call|phone|meet|visit|speak|talk)\b[^,.;]*$"
    r"|\b(?:no\s+(?:reason|plans?)[”\"]?\s+to|not|never|refus\w+\s+to|declin\w+\s+to"
    r"|cancel\w*\s+(?:his|her|a|the))\s+"
    r"(?:meet|meeting|talk|talks|speak|visit|call)\b[^,.;]*$"
)
_JOINS = TextPattern(r"(?:['’]s)?(?:\s*(?:and|,)\s)?\s*")
_MET = Pattern(
    r"\b(?:met|meetings?|talks|spoke|speak|calls?|meet|sit\s+down|sat\s+down|received|hosted|welcomed"
    r"|conversation"
    r"|phone|put|accompanied|summit|led|headed|chaired|joined)\s+(?:(?:with|between|by|to|from)\s+)?"
    r"(?:(?:[EAO]+|P+(?:,[^,]{2,60},)?\s+and)\s+)*$"
)
"""What stands before someone called by surname alone who is met."""


def read_participants(reading: Reading) -> list[Fact]:
    """Return the people who take part in meetings, each once, with what the text calls their office."""
    found: dict[str, Fact] = {}
    for sentence in reading.article.sentences:
        rule = _rule(reading, sentence)
        if rule is None:
            continue
        for name in reading.article.names.between(sentence.start, sentence.end):
            if name.kind == "person" and name.codes and name.name not in found:
                fact = _fact(reading, sentence, name, rule)
                if fact is None and rule is _TAKES_PART and _tells(reading, sentence):
                    fact = _fact(reading, sentence, name, _TELLS)
                if fact is not None:
                    found[name.name] = fact
    return list(found.values())


def _rule(reading: Reading, sentence: Sentence) -> Rule | None:
    """Return by what a sentence has participants: a meeting, its outcome, or a deal between two sides."""
    if "P" not in sentence.mask:
        return None
    if _MEETING.may_be_in(sentence.bits) and _MEETING.search(sentence.mask):
        return _TAKES_PART
    if any(sentence.start <= one.start < sentence.end for one in reading.meetings):
        return _TAKES_PART
    if _tells(reading, sentence):
        return _TELLS
    names = reading.article.names.between(sentence.start, sentence.end)
    sides = {name.codes for name in names if name.kind == "person"}
    if len(sides) > 1 and _DEAL.search(sentence.mask):
        return _REACHES
    if not _STRUCK.may_be_in(sentence.bits) or _STRUCK.search(sentence.mask) is None:
        return None
    return _REACHES if spots_in(reading, sentence) else None


def _tells(reading: Reading, sentence: Sentence) -> bool:
    """Say whether somebody says in a sentence what the sides agreed or reached."""
    said = reading.discourse.sayings[sentence.number]
    return bool(said) and _OUTCOME.search(_with_quote(reading, sentence, said)) is not None


def _with_quote(reading: Reading, sentence: Sentence, said: Sequence[Saying]) -> str:
    """Return a sentence, or all of the quotation that a label such as `Secretary Bessent:` opens."""
    quote = reading.article.quote_at(said[0].end) if said[0].verb == ":" else None
    return reading.article.mask[sentence.start : quote.end] if quote else sentence.mask


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
    full = " " in article.body[name.start : name.end].removeprefix("Mr. ").removeprefix("Ms. ")
    apposed = _APPOSED.match(article.mask, name.end, sentence.end)
    if not (full or apposed or rule is _TELLS or _meets(reading, sentence, name) or _within(reading, name)):
        return None
    shown = name if full or apposed else _in_full(reading, name)
    if shown is not name:
        sentence = article.sentence_at(shown.start)
        apposed = _APPOSED.match(article.mask, shown.end, sentence.end)
    start, role = _title(reading, sentence, shown)
    end, person = shown.end, name.name
    if apposed:
        end, role = apposed.end(), _without_economy(reading, apposed)
        said = article.body[shown.start : shown.end]
        person = said if " " in said else person
    if not role and not full:
        return None
    if role.startswith("counterpart"):
        before = article.names.between(sentence.start, start)
        role = next((one.role for one in before if one.kind == "person" and one.role), role)
    return rule.fact(start, end, {"person": person, "role": role.strip(), "side": name.codes[0]})


def _in_full(reading: Reading, name: Name) -> Name:
    """Return the first mention of a person with the whole name, itself where there is none."""
    text = reading.article.body
    return next(
        (
            one
            for one in reading.article.names.found
            if one.kind == "person"
            and one.name == name.name
            and text[one.start : one.end].count(" ") > 0
            and not text.startswith(("Mr", "Ms", "Dr"), one.start)
        ),
        name,
    )


def _title(reading: Reading, sentence: Sentence, name: Name) -> tuple[int, str]:
    """Return where the title before a person begins and what it says, else their office."""
    match = _TITLES.search(reading.article.body, max(sentence.start, name.start - 60), name.start)
    if match is None:
        return name.start, name.role
    start = match.start()
    for one in reading.article.names.between(start, name.start):
        start = one.end if one.kind in ("economy", "adjective", "sides", "world", "person") else start
    joined = _JOINS.match(reading.article.body, start, name.start)
    start = joined.end() if joined else start
    title = reading.article.body[start : name.start].strip()
    if not title or title.split()[0] in listed_words("no_names"):
        return name.start, name.role
    return start, title


def _meets(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone called by surname alone is the one who meets, or is met."""
    mask = reading.article.mask
    return bool(name.role) and bool(
        _MEETS.match(mask, name.end, sentence.end)
        or _MET.search(mask, max(name.start - 40, sentence.start), name.start)
    )


def _within(reading: Reading, name: Name) -> bool:
    """Say whether somebody is named in the words of a meeting, or right after them."""
    return any(one.start <= name.start < one.end + _PARTNER for one in reading.meetings)


def _without_economy(reading: Reading, match: re.Match[str]) -> str:
    """Return an office without the economy that it begins with."""
    name = reading.article.names.at(match.start("role"))
    start = name.end if name is not None and name.kind in ("economy", "adjective") else match.start("role")
    return re.sub(r"^['’]s?\s+", "", reading.article.body[start : match.end("role")])


def _comments_only(reading: Reading, sentence: Sentence, name: Name) -> bool:
    """Say whether someone only speaks about a meeting, for a paper or as an adviser."""
    mask = reading.article.mask
    if _TOLD_PRESS.match(mask, name.end, name.end + 90):
        return True
    spoken = _SPEAKS.match(mask, name.end, name.end + 120)
    return spoken is not None and not _OF_THEIRS.search(mask, sentence.start, sentence.end)
