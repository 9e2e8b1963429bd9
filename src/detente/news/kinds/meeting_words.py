"""The words that tell of a call, of talks in person, and of a journey."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.news.grammar.article import Sentence
from detente.news.grammar.times import Time
from detente.news.hints import bit_of_class, bits_of
from detente.news.kinds.meeting_places import Spot
from detente.news.lexicon.wording import hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

CALL = Pattern(
    lambda: (
        r"\b(?:(?:tele)?phone\s+(?:calls?|conversations?)|(?:spoke|spoken|talked|speak"
        r"|talk)\s+(?:[\w’'.]+\s+){0,5}?(?:by|on|over)"
        r"\s+(?:the\s+)?(?:tele)?phone|video\s+(?:call|conference|conversation|meeting|link)|virtual\s+(?:meeting|talks|summit|round)"
        r"|(?:took|made|placed|had)\s+an?\s+(?:\w+\s+)?calls?\s+(?:from|to)\s+(?:[\w’'-]+\s+){0,4}?P+"
        r"|(?:held|hold|holds)\s+(?:[\w-]+\s+){0,3}?calls?(?!\s+(?:for|option|on\s+[EPBWA]|to\s+[a-z]))"
        rf"|phoned(?!\s+in\b)|telephoned|(?<!would\s)(?<!could\s)(?<!should\s)(?<!have\s)(?:{verbs('ring')})(?=\s+[^,.;]{{0,50}}P)"
        r"|(?:last|latest|next|first|previous)\s+call,?\s+on\s+D+"
        r"|(?<!conference\s)calls?(?:\s+(?:(?:on|in|last|this|early|late)\s+)*D+)?\s+(?:with|between)\s+(?:[\w’'-]+\s+){0,4}?(?:P+|W+|presidents|leaders|ministers)"
        r"|(?:by|on|over|via)\s+(?:the\s+|an?\s+)?(?:secure\s+|encrypted\s+)?(?:tele)?(?:phone|video)"
        r"|(?:held|had|hold|have|in)\s+(?:an?|another|their|the)\s+(?:[\w-]+\s+){0,3}?(?<!conference\s)calls?"
        r"(?!\s+(?:for|option|on\s+[EPBWA]|to\s+[a-z])))\b"
    ),
    hints=("phone", "call", "video", "virtual"),
)
CALL.needs |= hint_of((), ("ring",))
_GUESTS = (
    r"(?=\s+[^,.;]{0,50}?(?:[PO]|\b(?:talks|ministers?|leaders?|officials|delegations?|envoys|negotiators|team"
    r"|counterparts?|summit|meetings?|president|premier|round)\b))"
)
"""Whom or what a host receives, where it is a meeting."""
_OF_WHOM = (
    r"(?:\s+(?:that|which|was|the|two|both|sides|countries|governments|and|one|he|she|they|[EPW]+"
    r"|in|of|on|for|tariff|trade|war|dispute|their|D+)){0,9}"
)
"""What may stand between a deal and the word that it was made, as in `the truce that they reached`."""
TALKS = Pattern(
    lambda: (
        rf"\b(?=[a-z])(?:{words('talks')}|{verbs('confer')}|(?<!been\s)(?<!be\s)(?<!were\s)met(?!\s+with\s+(?:[a-z-]+\s+)?(?:disbelief"
        r"|dismay|anger|outrage|relief|silence|resistance|criticism|scepticism|skepticism|opposition|protests?|applause|approval|derision))"
        r"|meets?(?=\s+(?:with|in|at|on|again|for|this|next|last|[EPWOD]|his|her|late|early|(?:[a-z-]+\s+){1,4}P))|spoke"
        r"|(?:had|have|has)\s+(?:last\s+|only\s+|already\s+)?(?:spoken|met|talked)(?=\s+(?:in|at)\s)"
        r"|(?:one|them|round|session|meeting|first|second|third|fourth|fifth|sixth|latest|last|next|edition|encounter),?\s+"
        r"(?:(?:which|that)\s+(?:was|were|will\s+be|is\s+to\s+be)\s+)?(?:held|hosted|convened|staged)(?=\s+(?:in|at|on|over|last|this)\s)"
        rf"|agreed?|(?:hosts?|hosted|hosting|received|welcomed){_GUESTS}"
        r"|joining(?=\s+P)|entertain(?:ed|ing)(?=\s+[^,.;]{0,60}P)|to\s+see(?=\s+[^,.;]{0,40}P)"
        r"|dialogue\s+(?:was\s+held|took\s+place|opened|convened)"
        r"|(?:(?:negotiators|delegations?|envoys|teams?|sides)\b[^.;,]{0,60}?|W++)\s(?:left|emerged|filed\s+out|walked\s+out)"
        r"|it\s+was\s+(?:(?:over|at|in|on|during)\s+)[^.;]{3,60}?\bthat\s+(?:W+|they|P+\s+and\s+P+)\s+"
        r"(?:\w+ly\s+|had\s+)?(?:agreed|settled|reached|met|struck|signed|shook|hammered|sealed)"
        r"|(?:truce|deal|agreement|accord|consensus)\s+(?:was\s+)?reached|talked(?=\s+(?:in|at|for)\s)"
        r"|shook\s+hands(?!\s+on\b)|saw"
        rf"|{words('deals')},?{_OF_WHOM}\s+{verbs('strike')}"
        rf"|{verbs('strike')}\s+(?:(?:an?|the|their)\s+)?(?:[\w-]+\s+){{0,4}}?{words('deals')})\b"
    ),
)  # fmt: skip
_TALKING = (
    "met meet meets spoke spoken talked held hosted convened staged agreed agree host hosts hosting "
    "received welcomed joining entertained entertaining see dialogue left emerged filed walked settled "
    "shook hammered saw"
)
_TALK = bit_of_class(_TALKING.split) | hint_of(("talks",), ("confer",))
_DEALS, _STRIKES = hint_of(("deals",), ()), hint_of((), ("strike",))
TALKS.needs = _TALK | _DEALS
"""A word of each way of telling it but that of a deal, the one that fewer sentences have."""
TRAVEL = Pattern(
    lambda: (
        r"\b(?=[a-z])(?<!exchange\s)(?:visits?|visited|visiting(?!\s+(?:A+|O+)\s)|(?:will|would|to)\s+be\s+in|trip\s+to|delegation\s+to"
        rf"|visit\s+of\b|{verbs('travel')}|{verbs('go_to')}(?=\s+(?:the\s+)?[EL])|(?:come|comes|coming|came|back|return|returns|returned)\s+(?:to|in)"
        r"|going\s+to\s+E|(?:(?<=[PO]\s)|(?<=P,\s)|(?<=\bwho\s)|(?<=\bhe\s))(?:(?:is|was|are|were)\s+)?due\s+(?:back\s+)?(?:in(?=\s+(?:the\s+)?[EL])|on(?=\s+D))"
        r"|(?:his|her|their)\s+way\s+(?:back\s+)?to(?=\s+(?:the\s+)?[EL])|was\s+sent\s+to(?=\s+(?:the\s+)?[EL])"
        r"|invit(?:ed|ation)\s+to(?=\s+(?:the\s+)?[EL])|(?:(?<=P\s)|(?<=team\s)|(?<=delegation\s)|(?<=minister\s)|(?<=,\s))(?:is|was)\s+(?:expected|awaited)\s+(?:in|at)(?=\s+(?:the\s+)?[ELB]))\b"
    ),
)  # fmt: skip
_GOING = (
    "visit visits visited visiting trip delegation come comes coming came back return returns returned going "
    "due sent way invited invitation expected awaited"
)
_GOES = bit_of_class(_GOING.split) | hint_of((), ("travel", "go_to"))
_BE_IN = Pattern(r"be\s+in\b", hints=(" be ",))
TRAVEL.needs = _GOES | _BE_IN.needs
PROCESS = Pattern(
    r"\b(?:(?:multiple|many|several|numerous)\s+rounds|rounds\s+of|each\s+round|began\s+in|ongoing"
    r"|continued?\s+(?:trade\s+)?(?:talks|negotiations|discussions)|future\s+discussions|speed\s+up"
    r"|further\s+negotiations|may\s+(?:be|meet)|(?:could|might)\s+(?:meet|be\s+held)|if\s+talks"
    r"|joint\s+frameworks|no\s+(?:date|(?:(?:separate|further|new|other)\s+)?(?:meeting|talks|round))"
    r"|(?:whether|if|should)\s+(?:the\s+)?(?:W+|they|P+|leaders|presidents|negotiators|sides)\s+(?:[^,.;]{0,30}\s)?(?:meets?|talks)"
    r"|(?:talks|meetings?|round)\b[^.;,]{0,40}?\b(?:could|might)\s+(?:open|start|begin|resume|take|follow|happen)"
    r"|(?<!P)(?<!and\s)P++\s+spoke\s+(?:in|at)\b(?!\s+the\s+(?:[\w-]+\s+)?summit)"
    r"|meet\s+(?:the|their|its|this|demand|rising|growing)|agreed\s+to\s+(?:in|buy|purchase)"
    r"|\bto\s+meet\s+(?:\w+\s+){0,2}?(?:demand|needs|requirements|obligations|standards|targets?)"
    r"|no\s+(?:reason|plans?)\s+to\s+meet|(?:refused|declined)\s+to\s+meet|cancel\w*\s+(?:the|a"
    r"|his)\s+(?:meeting|talks))\b"
)
"""What makes talks a running process, or talks that may be."""
_FIRST_TO = Pattern(r"\b(?:first|only|last|latest|second|third)\s+(?:[\w.-]+\s+){1,5}?to\s+$")
"""What makes a journey a mark of somebody: the first president to visit Japan."""
_OTHERS = Pattern(
    lambda: (
        rf"{words('outsiders')}"
        r"(?:['’]s\s+\w+)?(?:\s+(?:that|which|of|in|for|from)\s+(?:[\w-]+\s+){0,4}?)?\s*(?:,\s+which\s+)?(?:(?:will|is\s+to|are\s+to|also|next|then)\s+)*$"
    )
)
"""Who meets that is no side of a dispute, before the verb."""
_OUTSIDE = hint_of(("outsiders",), ()) | bits_of(("reporters", "journalists", "voters"))
_OF_OTHERS = Pattern(
    lambda: (
        rf"\s+(?:(?:of|between|with|among)\s+)?(?:(?!and\b)[\w-]+\s+){{0,2}}?(?:{words('outsiders')}|reporters\b|journalists\b|voters\b)"
        rf"|\s+[^,.;]{{2,30}}?\swith\s+(?:its|his|her|their)\s+{words('outsiders')}"
    )
)
"""Whose meeting it is, where that is no side."""


def may_tell_of_talks(bits: int) -> bool:
    """Say whether a sentence with these bits may tell of talks, or of a deal that was made at some."""
    return bool(bits & _TALK or (bits & _DEALS and bits & _STRIKES))


def travel_in(reading: Reading, sentence: Sentence) -> re.Match[str] | None:
    """Return the words of a journey, unless they are a mark of somebody."""
    if not sentence.bits & _GOES and not _BE_IN.search(sentence.mask):
        return None
    mask = reading.article.mask
    travel = TRAVEL.search(mask, sentence.start, sentence.end)
    if travel and sentence.bits & _OUTSIDE and _OTHERS.search(mask, sentence.start, travel.start()):
        return None
    marks = travel and " to " in sentence.mask and _FIRST_TO.search(mask, sentence.start, travel.start())
    return None if marks else travel


def talks_in(reading: Reading, sentence: Sentence) -> re.Match[str] | None:
    """Return the words of a meeting, unless it is one of a body or of firms."""
    talks = TALKS.search(reading.article.mask, sentence.start, sentence.end)
    if talks is None or not sentence.bits & _OUTSIDE:
        return talks
    mask, end = reading.article.mask, talks.end()
    others = _OTHERS.search(mask, sentence.start, talks.start()) or _OF_OTHERS.match(mask, end, sentence.end)
    return None if others else talks


def besides(
    reading: Reading, sentence: Sentence, call: re.Match[str], spots: list[Spot], times: Sequence[Time]
) -> tuple[re.Match[str] | None, list[Spot]]:
    """Return the talks that a sentence tells of besides a call, and their places: after it, else before."""
    mask = reading.article.mask
    after = [spot for spot in spots if spot.start > call.end()]
    before = [spot for spot in spots if spot.end < call.start()]
    if after:
        return TALKS.search(mask, call.end(), sentence.end) if times else None, after
    if before and any(one.end < call.start() for one in times):
        return TALKS.search(mask, sentence.start, before[-1].start), before
    return None, after


def aloud(
    reading: Reading,
    sentence: Sentence,
    talks: re.Match[str] | None,
    spots: list[Spot],
    times: Sequence[Time],
) -> tuple[re.Match[str] | None, list[Spot]]:
    """Return talks and places, those after a quotation where what is quoted gives no day of its talks."""
    quote = reading.article.quote_at(talks.start()) if talks is not None else None
    if quote is None or (spots and any(quote.start < one.start < quote.end for one in times)):
        return talks, spots
    after = [spot for spot in spots if spot.start > quote.end]
    told = after and times
    return TALKS.search(reading.article.mask, quote.end, sentence.end) if told else None, after
