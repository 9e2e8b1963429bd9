"""Commitments whose actor is no subject: a deal commits it, or something will be done by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bits_of
from detente.news.kinds.commitment_clauses import Promise, clause_fact
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

BOUND = Rule(
    name="commitment-bound", kind="commitment",
    says="A deal commits, obliges or requires a state to do something, or includes that it is done.",
    example="The agreement commits Japan to buy American aircraft.",
    near_miss="The law requires Japan to buy American aircraft.",
)  # fmt: skip
DONE_BY = Rule(
    name="commitment-done-by", kind="commitment",
    says="Something will be done by a state.",
    example="Tariffs on American pork will be removed by Japan.",
    near_miss="Japan will be represented by its minister.",
)  # fmt: skip
OWN_WORDS = Rule(
    name="commitment-own", kind="commitment", source="Ministry of Commerce of China",
    says="A government's text says what will be granted or approved, without saying by whom.",
    example="Applications that meet the rules will be approved.",
    near_miss="Applications that meet the rules will be late.",
)  # fmt: skip
ABROAD = Rule(
    name="commitment-abroad", kind="commitment", source="The White House",
    says="Countries in general have agreed, offered or promised to do something.",
    example="Dozens of countries have offered to lower their tariffs.",
    near_miss="Dozens of firms have offered to lower their prices.",
)  # fmt: skip
_BINDS = Pattern(
    r"\b(?:commits?|committed|obliges?|obligates?|binds?|requires?|call(?:s|ed)\s+(?:for|on))\s+(?P<who>(?:the\s+)?E+(?:\s+and\s+(?:the\s+)?E+)?|W+"
    r"|(?:the|both|all)\s+(?:two\s+)?(?:countries|parties|sides|governments|nations|signatories))\s+(?:not\s+)?to\s+(?!be\b)",
    hints=(
        "commit ", "commits ", "committed ", "oblige ", "obliges ", "obligate ", "obligates ", "bind ",
        "binds ", "require ", "requires ", "calls ", "called ",
    ),
)  # fmt: skip
_DEAL = Pattern(
    r"\b(?:deal|agreement|framework|pact|accord|statement|truce|arrangement|memorandum|terms|understanding|settlement"
    r"|compact|treaty|K+)\b"
)
_IS_BOUND = Pattern(
    r"(?P<who>E+|W+|(?:the|both)\s+(?:two\s+)?(?:countries|sides|parties|governments))\s+(?:(?:is|are|was|were|will\s+be|would\s+be)\s+)"
    r"(?:also\s+|now\s+|legally\s+)?(?:required|obliged|obligated|bound|committed)\s+(?:(?:by|under)\s+[^,;.]{3,60}?\s+)?to\s+(?!be\b)",
    hints=("required", "obliged", "obligated", "bound", "committed"),
)
_PROVIDES = Pattern(
    r"\b(?:includ(?:es|ed)|covers|covered|provid(?:es|ed)\s+for|foresees|foresaw|envisag(?:es|ed)|calls?\s+for|called\s+for)\s+"
    r"[“\"]?(?:(?P<whose>(?:E+|A+)['’]s?)\s+|(?:the|an?|mutual|early|full|\w+ly)\s+)*"
    r"(?:(?!be|hav|includ|tariff|talk|noth|someth|everyth|dur|accord|regard|concern|exist|remain|ongo|manufactur|hous|shipbuild|shipp|min|farm|process|bank|pric|train|fund|spend)[a-z]+ing\s+(?!of\b)"
    r"|(?:removal|lifting|elimination|reduction|purchases?|resumption|opening|easing|scrapping|suspension|creation|phasing\s+out|licensing)\s+"
    r"(?:by\s+(?:the\s+)?(?P<by>E+)\s+)?of\b)",
    hints=("includ", "covers", "covered", "provid", "forese", "foresaw", "envisag", "call"),
)
_DEAL_LAST = Pattern(
    r"\b(?:the|this|that|their)\s+(?:[\w-]+\s+){0,3}?(?:deal|agreement|framework|pact|accord|truce|arrangement|memorandum"
    r"|understanding|consensus|settlement|compact|treaty|K+)\s+(?:also\s+|further\s+|\w+ly\s+|would\s+|will\s+)*$"
)
_DEALS = bits_of((
    "deal", "agreement", "framework", "pact", "accord", "truce", "arrangement", "memorandum", "understanding",
    "consensus", "settlement", "compact", "treaty", "KK",
))  # fmt: skip
_IT = Pattern(r"^\s*(?:it|this|which)\s+(?:also\s+|further\s+)?$")
_PASSIVE = Pattern(
    r"\b(?:will|shall|is\s+to|are\s+to)\s+(?:\w+ly\s+|all\s+|also\s+)*be\s+(?:\w+ly\s+)?"
    r"(?!represented|led\b|headed|hosted|chaired|follow|met\b|hit\b|hurt\b|affected|felt\b|paid\b|joined|accompan|imposed|felt|borne)"
    r"\w+(?:ed|en|n|t)\s+by\s+(?:the\s+)?(?P<who>E+)(?!['’\w])(?!\s+(?:companies|firms|producers|importers|consumers))",
    hints=(" be ",),
)
_OWN = Pattern(
    r"\b(?P<what>(?:tariffs?|duties|duty|applications?|restrictions|controls|quotas|licen[cs]es)\b"
    r"[^.;:]{0,80}?)\s+(?:will|shall)\s+(?:\w+ly\s+|all\s+|also\s+)*be\s+(?:\w+ly\s+)?"
    r"(?:granted|approved|waived|processed|allowed)\b(?!\s+by\b)",
    hints=("granted", "approved", "waived", "processed", "allowed"),
)
"""What a government's own text says will be done, so by itself."""
_ABROAD = Pattern(
    r"\b(?:(?:(?:dozens|scores|hundreds|a\s+number|many|most)\s+of|many|several|most|other|major|some|more\s+than\s+N+|over\s+N+|N+)"
    r"\s+(?:of\s+)?(?:our\s+|[EA]+\s+)?(?:countries|nations|trading\s+partners|partners|economies|governments|X+)|X+)"
    r"(?:\s+(?:covering|representing|including|accounting)\b[^,.;]{0,70}?)?(?:\s+(?:have|has|had|also|already|now|since))*\s+"
    r"(?P<verb>(?:agreed|offered|pledged|promised|committed)(?:\s+or\s+\w+ed)?\s+to)\s+(?!the\b|an?\b|be\b|meet\b|talk\b|negotiat)",
    hints=("agreed", "offered", "pledged", "promised", "committed"),
)
_BY = bits_of((" by ",))
BINDING = bits_of((
    " commit ", " commits ", " committed ", " oblige ", " obliges ", " obligate ", " obligates ", " bind ",
    " binds ", " require ", " requires ", " granted ", " approved ", " waived ", " processed ",
    " allowed ", " agreed ", " offered ", " pledged ", " promised ", " includes ", " included ", " covers ",
    " covered ", " provides ", " provided ", " foresees ", " foresaw ", " envisages ", " envisaged ",
    " call ", " calls ", " called ",
))  # fmt: skip
"""Words of which one is in every sentence that these rules read."""
BOUND_NEED = BINDING | _IS_BOUND.needs | _PASSIVE.needs | _PROVIDES.needs


def read_bound(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a deal commits states to, what is to be done by them, what countries in general promise."""
    for match in reading.article.searched(_BINDS, sentence):
        before = sentence.mask[: match.start() - sentence.start]
        if not (_DEAL.search(before) or _IT.match(before)):
            continue
        codes = reading.codes_in(*match.span("who"))
        actor = Actor(codes if len(codes) == 1 else ("*",), "", sentence.start, match.end())
        yield clause_fact(reading, sentence, Promise(sentence.start, match.end(), actor, ""), BOUND)
    if sentence.bits & _DEALS:
        yield from _provided(reading, sentence)
        yield from _obliged(reading, sentence)
    for match in reading.article.searched(_PASSIVE, sentence) if sentence.bits & _BY else ():
        codes = reading.codes_in(*match.span("who"))
        if codes and not re.search(r"\bif\b", sentence.mask[: match.start() - sentence.start]):
            actor = Actor(codes, "", match.start("who"), match.end("who"))
            yield clause_fact(reading, sentence, Promise(sentence.start, match.end(), actor, ""), DONE_BY)
    if reading.issuer:
        for match in reading.article.searched(_OWN, sentence):
            actor = Actor((reading.issuer,), "", match.start("what"), match.end())
            yield clause_fact(reading, sentence, Promise(actor.start, match.end(), actor, ""), OWN_WORDS)
        for match in reading.article.searched(_ABROAD, sentence):
            actor = Actor(("WLD",), "", match.start(), match.end())
            yield clause_fact(reading, sentence, Promise(match.start(), match.end(), actor, ""), ABROAD)


def _provided(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a deal includes, by one state where the clause names it, else by both."""
    for match in reading.article.searched(_PROVIDES, sentence):
        head = _DEAL_LAST.search(reading.article.mask, max(match.start() - 90, sentence.start), match.start())
        if head is not None:
            codes = reading.codes_in(*match.span("whose" if match["whose"] else "by"))[:1] or ("*",)
            actor = Actor(codes, "", head.start(), match.end())
            yield clause_fact(reading, sentence, Promise(actor.start, match.end(), actor, ""), BOUND)


def _obliged(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield what a state is obliged to do by a deal that the sentence tells of."""
    for match in reading.article.searched(_IS_BOUND, sentence):
        codes = reading.codes_in(*match.span("who"))
        actor = Actor(codes if len(codes) == 1 else ("*",), "", match.start(), match.end())
        yield clause_fact(reading, sentence, Promise(match.start(), match.end(), actor, ""), BOUND)
