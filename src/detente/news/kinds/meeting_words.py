"""The words that tell of a call, of talks in person, and of a journey."""

from __future__ import annotations

import re

from detente.news.grammar.article import Sentence
from detente.news.hints import bit_of_class
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

CALL = Pattern(
    r"\b(?:(?:tele)?phone\s+(?:calls?|conversations?)|(?:spoke|spoken|talked|speak"
    r"|talk)\s+(?:[\w’'.]+\s+){0,5}?(?:by|on|over)"
    r"\s+(?:the\s+)?(?:tele)?phone|video\s+(?:call|conference|conversation|meeting|link)|virtual\s+(?:meeting|talks|summit|round)"
    r"|(?:took|made|placed|had)\s+an?\s+(?:\w+\s+)?calls?\s+(?:from|to)\s+(?:[\w’'-]+\s+){0,4}?P+"
    r"|(?:held|hold|holds)\s+(?:[\w-]+\s+){0,3}?calls?(?!\s+(?:for|option|on\s+[EPBWA]|to\s+[a-z]))|phoned|telephoned"
    r"|(?:last|latest|next|first|previous)\s+call,?\s+on\s+D+|(?<!conference\s)calls?\s+(?:with|between)\s+(?:[\w’'-]+\s+){0,4}?P+|(?:by|on|over)\s+(?:the\s+)?(?:tele)?(?:phone|video)"
    r"|(?:held|had|hold|have|in)\s+(?:an?|another|their|the)\s+(?:[\w-]+\s+){0,3}?(?<!conference\s)calls?"
    r"(?!\s+(?:for|option|on\s+[EPBWA]|to\s+[a-z])))\b",
    hints=("phone", "call", "video", "virtual"),
)
_MADE = (
    r"(?:struck|shook\s+hands\s+on|signed|sealed|clinched|agreed|concluded|hammered\s+out|reached"
    r"|brokered|forged"
    r"|stitched\s+together)"
)
_GUESTS = (
    r"(?=\s+[^,.;]{0,50}?(?:[PO]|\b(?:talks|ministers?|leaders?|officials|delegations?|envoys|negotiators|team"
    r"|counterparts?|summit|meetings?|president|premier|round)\b))"
)
"""Whom or what a host receives, where it is a meeting."""
TALKS = Pattern(
    r"\b(?=[a-z])(?:talks|meetings?|negotiations?|summit|discussions|consultations|round|(?<!been\s)(?<!be\s)(?<!were\s)met|meets?(?=\s+(?:with|in"
    r"|at|on|again|for|this|next|last|[EPWOD]|his|her|late|early|(?:[a-z-]+\s+){1,4}P))|(?:sat|sits?|sitting)\s+down|spoke"
    r"|(?:had|have|has)\s+(?:last\s+|only\s+|already\s+)?(?:spoken|met|talked)(?=\s+(?:in|at)\s)"
    r"|(?:one|them|round|session|meeting|first|second|third|fourth|fifth|sixth|latest|last|next|edition|encounter),?\s+"
    r"(?:(?:which|that)\s+(?:was|were|will\s+be|is\s+to\s+be)\s+)?(?:held|hosted|convened|staged)(?=\s+(?:in|at|on|over|last|this)\s)"
    r"|agreed|(?:hosts?|hosted|hosting|received|welcomed)" + _GUESTS
    + r"|entertain(?:ed|ing)(?=\s+[^,.;]{0,60}P)|to\s+see(?=\s+[^,.;]{0,40}P)"
    r"|put\s+their\s+names"
    r"|dialogue\s+(?:was\s+held|took\s+place|opened|convened)"
    r"|(?:negotiators|delegations?|envoys|teams?|sides)\b[^.;,]{0,60}?\s(?:left|emerged|filed\s+out|walked\s+out|gathered)"
    r"|it\s+was\s+(?:(?:over|at|in|on|during)\s+)[^.;]{3,60}?\bthat\s+(?:W+|they|P+\s+and\s+P+)\s+"
    r"(?:\w+ly\s+|had\s+)?(?:agreed|settled|reached|called|met|struck|signed|drew|shook|hammered|made|sealed)"
    r"|(?:truce|deal|agreement|accord|consensus)\s+(?:was\s+)?reached|(?:re-?)?convened?|gathered|haggled|huddled|conferred|bargained|talked(?=\s+(?:in|at|for)\s)"
    r"|weekend\s+of\s+talks|(?:negotiating|across\s+the)\s+table|session"
    r"|exchange\s+of\s+views|shook\s+hands(?!\s+on\b)|saw|dinner|lunch|agree"
    r"|(?:truce|deal|agreement|accord|pact|consensus|framework|understanding|arrangement),?(?:\s+(?:that|which|was|the"
    r"|two|both|sides|countries"
    r"|governments|and|one|he|she|they|[EPW]+)){0,5}\s+" + _MADE + r"|" + _MADE + r"\s+(?:(?:an?|the"
    r"|their)\s+)?(?:[\w-]+\s+){0,4}?(?:truce|deal|agreements?|accord|pact|consensus)"
    r"|sign(?:s|ing|ed)?\s+(?:an?|the|their)\s+(?:[\w-]+\s+){0,4}?(?:memorandum|agreement|deal|accord|pact)"
    r"|reached\s+(?:(?:an?|the)\s+)?(?:[\w-]+\s+){0,4}?(?:deal|agreement|truce|consensus|accord))\b",
)  # fmt: skip
_TALKING = (
    "talks meeting meetings negotiation negotiations summit discussions consultations round met meet "
    "meets sat sit sits sitting spoke spoken talked held hosted convened staged agreed agree host hosts "
    "hosting received welcomed entertained entertaining see names dialogue left emerged filed walked "
    "gathered settled reached called struck signed drew shook hammered made sealed convene reconvene "
    "reconvened haggled huddled conferred bargained table session views saw dinner lunch clinched "
    "concluded brokered forged stitched sign signs signing"
)
TALKS.needs = bit_of_class(_TALKING.split)
"""A word of each way of telling it, the one that fewer sentences have."""
TRAVEL = Pattern(
    r"\b(?=[a-z])(?<!exchange\s)(?:visits?|visited|visiting|(?:will|would|to)\s+be\s+in|trip\s+to|delegation\s+to"
    r"|visit\s+of\b"
    r"|travel(?:s|led|ed|ling)?\s+to|(?:come|comes|coming|came|back|return|returns|returned)\s+(?:to|in)"
    r"|(?:goe?s?|went)\s+to(?=\s+(?:the\s+)?[EL])|(?:leaves?|left|departs?|departed|sets?\s+off|setting\s+off)\s+for(?=\s+(?:the\s+)?[EL])"
    r"|going\s+to\s+E|(?:(?<=[PO]\s)|(?<=\bwho\s))(?:(?:is|was|are|were)\s+)?due\s+(?:back\s+)?in(?=\s+(?:the\s+)?[EL])"
    r"|(?:heads?|headed|heading)\s+(?:back\s+)?to(?=\s+(?:the\s+)?[EL])|(?:flying|returning|rush(?:ed|es|ing)|raced|jetted|jets|hurried|hastened|dispatched|was\s+sent|(?:his|her|their)\s+way)"
    r"\s+(?:back\s+)?to(?=\s+(?:the\s+)?[EL])"
    r"|invit(?:ed|ation)\s+to(?=\s+(?:the\s+)?[EL])|(?<=P\s)(?:is|was)\s+(?:expected|awaited)\s+(?:in|at)(?=\s+(?:the\s+)?[ELB])"
    r"|arrived?\s+in|arrives\s+in|flew\s+to|fly\s+to|flies\s+to)\b",
)  # fmt: skip
_GOING = (
    "visit visits visited visiting trip delegation travel travels travelled traveled travelling come "
    "comes coming came back return returns returned returning go gos goe goes went leave leaves left "
    "depart departs departed set sets setting going due head heads headed heading flying rushed rushes "
    "rushing raced jetted jets hurried hastened dispatched sent way invited invitation expected awaited "
    "arrive arrived arrives flew fly flies"
)
_GOES = bit_of_class(_GOING.split)
_BE_IN = Pattern(r"be\s+in\b", hints=(" be ",))
TRAVEL.needs = _GOES | _BE_IN.needs
_FIRST_TO = Pattern(r"\b(?:first|only|last|latest|second|third)\s+(?:[\w.-]+\s+){1,5}?to\s+$")
"""What makes a journey a mark of somebody: the first president to visit Japan."""
_OTHERS = Pattern(
    r"\b(?:board|congress|senate|carmakers|traders|firms|committee|council|panel|jury|unions?|growers|farmers|lobby|association|industry|executives|investors|shareholders"
    r"|economists|lawmakers|parliament|senators|members|court|judges|dispute\s+(?:settlement\s+)?body|bankers|(?:central\s+)?bank)\b"
    r"(?:['’]s\s+\w+)?(?:\s+(?:that|which|of|in|for|from)\s+(?:[\w-]+\s+){0,4}?)?\s*(?:,\s+which\s+)?(?:(?:will|is\s+to|are\s+to|also|next|then)\s+)*$"
)
"""Who meets that is no side of a dispute, before the verb."""


def travel_in(reading: Reading, sentence: Sentence) -> re.Match[str] | None:
    """Return the words of a journey, unless they are a mark of somebody."""
    if not sentence.bits & _GOES and not _BE_IN.search(sentence.mask):
        return None
    mask = reading.article.mask
    travel = TRAVEL.search(mask, sentence.start, sentence.end)
    marks = travel and " to " in sentence.mask and _FIRST_TO.search(mask, sentence.start, travel.start())
    return None if marks else travel


def talks_in(reading: Reading, sentence: Sentence) -> re.Match[str] | None:
    """Return the words of a meeting, unless it is one of a body or of firms."""
    talks = TALKS.search(reading.article.mask, sentence.start, sentence.end)
    met = talks is not None and talks.group().startswith("me")
    others = talks and met and _OTHERS.search(reading.article.mask, sentence.start, talks.start())
    return None if others else talks
