"""Claims by where a state stands: opposed to something, calling it ill, wanting it gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.news.facts import Fact
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.hints import bit_of_class
from detente.news.kinds.claim_words import BLAME, Claim, claim_fact, facing
from detente.news.kinds.claims_told import opened_by
from detente.news.lexicon.wording import hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule

OPPOSED = Rule(
    name="claim-opposed", kind="claim",
    says="A state is opposed to or unhappy with a deed of the other, objects to it, protests at it or waves "
        "it off.",
    example="Beijing is firmly opposed to the American port fees.",
    near_miss="Beijing is deeply unhappy with its own exporters.",
)  # fmt: skip
CALLED = Rule(
    name="claim-called", kind="claim",
    says="A state calls a deed of the other ill, or sees it as such.",
    example="Wang Wentao described the American list as a step backwards.",
    near_miss="Wang Wentao described the American offer as a step forward.",
)  # fmt: skip
WANTED = Rule(
    name="claim-wanted", kind="claim",
    says="A state wants something of the other gone, insists on it, seeks its end, or voices the hope that "
        "the other will act.",
    example="Beijing wants the American tariffs gone.",
    near_miss="Beijing wants the American tourists back.",
)  # fmt: skip
STOOD = (OPPOSED, CALLED, WANTED)
_OPPOSING = (
    r"(?:(?P<against>opposed\s+to|averse\s+to"
    r"|(?:stands?|stood|standing|firmly|squarely)\s+(?:\w+ly\s+)?against)"
    r"|(?:dissatisfied|displeased|unhappy|dismayed|indignant|outraged|angered|angry|furious|incensed"
    r"|aggrieved|irritated|irked|annoyed|happy|pleased|satisfied)"
    r"\s+(?:with|at|by|over|about|that)\b)"
    r"|(?P<objects>object(?:s|ed|ing)?\s+(?:\w+ly\s+)?to|(?:took|takes?|taken"
    r"|taking)\s+(?:\w+\s+)?(?:exception|umbrage|offen[cs]e)\s+(?:to|at)"
    r"|(?:beg(?:s|ged)?|begging)\s+to\s+differ|(?:would|will|was|is)\s+hav(?:e|ing)\s+none\s+of"
    r"|bristl(?:es?|ed|ing)"
    r"|balk(?:s|ed|ing)?\s+at|disput(?:es?|ed|ing)\s+(?:that|the|this)|contest(?:s|ed|ing)\s+(?:that"
    r"|the|this|[EA])"
    r"|(?P<declines>(?:(?:not|n['’]t|never)\s+|refus\w+\s+to\s+|unwilling\s+to\s+|declin\w+\s+to\s+"
    r"|cannot\s+)(?:accept|recogni[sz]e|tolerate|go\s+along\s+with|entertain|countenance|stand\s+for"
    r"|put\s+up\s+with))"
    r"|(?:reject|rebuff|rul|turn)(?:s|ed|ing|ling)?\s+(?:that\s+|it\s+|this\s+"
    r"|them\s+)?(?:out\s+of\s+hand|down\s+flat))"
    r"|(?P<protest>protest(?:s|ed|ing)?\s+(?:\w+ly\s+)?(?:at|against|over|that|to|about|the)|cr(?:y"
    r"|ied|ies|ying)\s+foul"
    r"|(?:rail|rag|fulminat|inveigh|thunder|rant|fum|seeth|storm)(?:s|es|e|ed|ing)?\s+(?:at|against"
    r"|about|over|that)|resent(?:s|ed|ing)?\s+(?:the|that|this|such|[EA])|(?:took|takes?"
    r"|taking)\s+[^,;.]{2,40}?\s+to\s+task|(?:grumbl|grip|bemoan|carp|bristl)(?:es?|s|ed"
    r"|ing)?\s+(?:that|about|at|of)"
    r"|complain(?:s|ed|ing)?\s+(?:\w+\s+){0,3}?(?:that|about|of)\b"
    r"|(?P<speaks>(?:spoke|speaks?|spoken|warn(?:s|ed)?)\s+of))"
    r"|(?P<back>(?:retort(?:s|ed|ing)?|counter(?:s|ed|ing)|(?:shot|hit|fir(?:ed|ing)|snapp(?:ed"
    r"|ing))\s+back)\s+that|suspect(?:s|ed|ing)?\s+(?:the\s+)?[EA]+[^,;.]{0,30}?\s+of\s+\w+ing"
    r"|(?:pin|put|lay|laid|plac|heap)\w*\s+(?:\w+\s+){0,2}blame\b|h[eo]ld(?:s"
    r"|ing)?\s+(?:the\s+)?[EA]+\s+(?:responsible|accountable|to\s+account))"
    r"|(?P<off>(?:shrug|wav|brush|swat|bat|laugh|wip|turn)(?:s|es|ed|ged|ted|ing)?\s+(?:(?:that|it"
    r"|this|them|those|all\s+of\s+(?:it|that|this))"
    r"|(?:the|this|these|any|such|[EA]+(?:['’]s?)?)\s+(?:[\w-]+\s+){1,4}?)\s*(?:off|aside|away|down))"
)
_LOUD = "rail rag fulminat inveigh thunder rant fum seeth storm grumbl grip bemoan carp bristl"
_OFF = "shrug wav brush swat bat laugh wip turn"
_OPPOSED = Pattern(
    r"\b(?:(?:remain\w*\s+|stay\w*\s+)?(?:(?:\w++(?<=ly)|very|far\s+from)\s+)*+"
    rf"{_OPPOSING})(?!\w)",
)  # fmt: skip
_AGAINST = (
    "opposed averse firmly squarely stands stood standing "
    "dissatisfied displeased unhappy dismayed indignant outraged angered angry furious "
    "incensed aggrieved irritated irked annoyed happy pleased satisfied object objects objected objecting "
    "exception umbrage offence offense differ none balk balks balked balking contest contests contested "
    "contesting dispute disputes disputed disputing accept recognise recognize tolerate along entertain "
    "countenance stand put hand flat protest protests protested protesting foul resent resents resented "
    "resenting task complain complains complained complaining speak speaks spoke spoken warn warns warned "
    "retort retorts retorted retorting counters countered countering shot hit fired firing snapped "
    "snapping suspect suspects suspected suspecting blame responsible accountable account"
)
_OPPOSED.needs = bit_of_class(
    lambda: (
        _AGAINST.split()
        + [stem + end for stem in _LOUD.split() for end in ("", "e", "s", "es", "ed", "ing")]
        + [stem + end for stem in _OFF.split() for end in ("", "s", "es", "ed", "ged", "ted", "ing")]
    )
)
"""A word of each way of telling it, the one that fewer sentences have."""
_OPPOSES = Pattern(rf"\b(?=[a-z])(?:{_OPPOSING})(?!\w)")
"""The same without the adverbs before it, which is quicker to look for."""
_CALLED = Pattern(
    lambda: (
        r"\b(?:call|describ|label|brand|dub|term|characteri[sz]|denounc|regard|view|portray|paint"
        r"|cast|see|saw|consider|deem|judg|interpret|dismiss|slam)"
        r"(?:ing|e?d|l?l?ed|s|es|e|ned)?\s+(?!that\s+(?!an?\s)|by\s)(?:(?P<what>[^,;.“”\"]{2,90}?)[\s“\"]+)??[“\"]?(?:as\s+"
        r"|to\s+be\s+)?[“\"]?"
        rf"(?:(?:an?|the|nothing|but|little|more|than|another|yet|both|deeply|simply|outright|\w+ly"
        rf"|very|so|too|not|and|a\s+kind\s+of)\s+)*(?:[\w-]+\s+){{0,3}}?(?P<ill>{words('ill')})"
    ),
    hints=(
        " call", "describ", "label", "brand", " dub", " term", "characteri", "denounc", "regard", " view",
        "portray", "paint", " cast", " see", " saw ", "consider", " deem", " judg", "interpret",
        "dismiss", " slam",
    ),
)  # fmt: skip
_WANTED = Pattern(
    lambda: (
        r"\b(?:(?:want(?:s|ed|ing)?|would\s+like|would\s+have|(?:want(?:s|ed)?|wish(?:es|ed)?"
        r"|would\s+like)\s+to\s+see)\s+(?P<what>[^,;.]{3,80}?)\s+(?:to\s+be\s+)?"
        rf"(?:gone|undone|reversed|off\s+the\s+table|out\s+of\s+the\s+way|done\s+away\s+with"
        rf"|(?:fully\s+|first\s+|\w+ly\s+)?(?:{verbs('lift')}|{verbs('abolish')})(?<=[dn]))"
        r"|insist(?:s|ed|ing|ent)?\s+that\s+[^,;.]{2,80}?(?<!\bwill)(?<!\bwould)(?<!\bthe)(?<!\ba)(?<!\ban)(?<!\bto)(?<!\bcan)(?<!\bhad)(?<!\bhave)\s(?:should|must|be|stay|remain|begin|start|come|go|open|buy|keep|make|take|give|accept|lift|drop|end|stop|allow|let|agree|return|respect)"
        r"|insist(?:s|ed|ing)?\s+on\s+(?:an?\s+|the\s+|its\s+|[EA]+['’]s?\s+)?(?:\w+\s+)?(?:removal"
        r"|lifting|end|withdrawal|repeal|cancellation|scrapping|abolition|easing|proof|access"
        r"|changes?|commitments?|guarantees?|safeguards|reciprocity|enforcement|cuts?|full|seeing)"
        r"|(?:demand(?:s|ed|ing)?|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|urg(?:es?|ed|ing)"
        r"|press(?:es|ed|ing)?\s+for|push(?:es|ed|ing)?\s+for|ask(?:s|ed|ing)?\s+for|call(?:s|ed"
        r"|ing)?\s+for|held?\s+out\s+for|wants?|wanted)\s+"
        r"(?:an?\s+|the\s+|its\s+|their\s+|his\s+|full\s+|early\s+|immediate\s+|swift\s+|complete\s+|public\s+"
        r"|\w+er\s+)*(?:removal|lifting|end|withdrawal|repeal|cancellation|scrapping|abolition"
        r"|elimination|easing|rollback|apology|explanation|reversal|exemptions?|carve-outs?"
        r"|concessions|relief|restraint|compensation|clarification|assurances?|guarantees?"
        r"|(?:proof|answers?|evidence|details|commitments?|respect|reciprocity|action|changes)\s+(?:from|of|by)\s+(?:the\s+)?[EABP]+)\b"
        r"|(?:express|voic|convey|repeat|stat)\w*\s+(?:the|its|his|her|their"
        r"|a)\s+(?:\w+\s+)?hopes?\s+that\s+(?:the\s+)?(?:[EA]+|it|they"
        r"|he)\b(?!\s+and)[^,;.]{0,40}?\s(?:will|would|can|could|might|should)"
        r"|ask(?:s|ed|ing)?\s+(?:the\s+)?[EAB]+(?:\s+\w+)?\s+for\s+(?:an?\s+"
        r"|more\s+)?(?:\w+\s+)?(?:exemptions?|relief|carve-outs?|concessions?|restraint"
        r"|clarification|explanations?|apology|assurances?|guarantees?|time)"
        r"|g[ai]v(?:e|es|en|ing)\s+(?:the\s+)?[EAB]+\s+(?:T+|until\s+D+|an?\s+(?:\w+\s+)?(?:ultimatum"
        r"|deadline))"
        r"|appeal(?:s|ed|ing)?\s+(?:again\s+)?to\s+(?:the\s+)?[EA]+[^,;.]{0,30}?\s(?:to|for)"
        r"|(?:set|made?|lay|laid)\s+[^,;.]{2,60}?\s(?:as\s+)?an?\s+(?:pre)?condition)\b"
    ),
    hints=(
        " want", " would ", "insist", "demand", " seek", "sought", "request", " urg", " press", " push",
        " ask", " call",
        " held ", " hold ", " gave ", " give", " hope", "appeal", "condition",
    ),
)  # fmt: skip
_DEED = Pattern(
    lambda: (
        rf"\b(?:{words('deeds')}|{words('tariff')}|list|listings?|blacklist|fees?|readings?"
        rf"|interpretation|positions?|ban|bans|probe|investigation|inquiry|charges?|claims?"
        rf"|accusations?|accounts?|versions?"
        r"|remarks|comments|criticism|demands?|suggestions?|notion|idea|complaints?|question|limits?"
        r"|timing|ruling|findings?|deal|agreement|terms|offer|sale"
        r"|licen[cs]es|licensing|licen[cs]e|shipments|embargo|treatment|talk|course|that|this|it"
        r"|them|those|what)\b"
    )
)
_DECIDED = Pattern(r"\b(?:ruling|verdict|judge?ments?|courts?|judges?|vote|bill|senate)\b")
"""What a state's own courts and lawmakers do as well."""
_FOR_ITSELF = Pattern(
    r"\b(?:deficit|surplus|economy|data|figures?|jobs|markets?|rally|growth|inflation|media"
    r"|newspaper|press|poll|rate|rates|bank"
    r"|talks\s+(?:were|was)|consultations|(?:its|their)\s+own\s+\w+)\b"
)
"""What a state may judge without a word against another."""
_RELATIVE = Pattern(
    lambda: (
        rf"\b(?:(?:{words('deeds')}|{words('tariff')})(?:\s+\w+){{0,3}}?,?(?:\s+(?:which|that))?"
        r"|,\s+(?:which|that)|whose(?:\s+[\w-]+){1,3})\s+(?:the\s+)?(?:[a-z]+\s+){0,2}$"
    )
)
"""What stands before the subject of a clause about a deed that is named before."""
_NOT = Pattern(r"\b(?:not|never|no\s+longer|hardly|n['’]t)\s+(?:\w+ly\s+)?$|n['’]t\s+$")
_GOVERNED = Pattern(r"\b(?:if|should|whether|unless|would|could|might|may|to)\s+(?:\w+ly\s+|be\s+)*$")
_BESIDES = Pattern(r",\s+((?:\w+ly\s+)?[a-z]+ing)\b[^,]*$")
"""A participle that goes with the subject of its sentence."""
_ALONE = Pattern(r"\bbristl|\bfoul\b")
"""Verbs of protest that need no object."""
_GLAD = Pattern(r"\b(?:happy|pleased|satisfied)\b")
_FAR = Pattern(r"\bfar\s+from\b")
_TAIL = Pattern(r";|,\s+(?:while|which|although|but|and|as)\b|[.”\"]*$")
_BY_WORDS = (
    (OPPOSED, _OPPOSED, _OPPOSED.needs),
    (WANTED, _WANTED, _WANTED.needs),
    (CALLED, _CALLED, hint_of(("ill",), ())),
)
"""The rules with their patterns, and what a sentence needs besides the hints of those."""
STOOD_NEED = _OPPOSED.needs | _WANTED.needs | _CALLED.needs


def read_stood(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the claims of a sentence that tell where a state stands."""
    bits = sentence.bits
    for rule, pattern, needs in _BY_WORDS:
        if not (bits & pattern.needs and bits & needs):
            continue
        if rule is OPPOSED and not _OPPOSES.search(sentence.mask):
            continue
        for match in reading.article.searched(pattern, sentence):
            actor = opened_by(reading, sentence, match) or _stander(reading, sentence, match.start())
            if actor is None:
                continue
            stance = _stance(reading, sentence, rule, match)
            claim = _against(reading, sentence, actor, match, stance) if stance else None
            if claim is not None:
                yield claim_fact(reading, claim, rule)


def _stander(reading: Reading, sentence: Sentence, place: int) -> Actor | None:
    """Return the state that is the subject of a verb; in a quotation only the one who is quoted."""
    besides = _BESIDES.search(reading.article.mask, sentence.start, place + 20)
    carried = reading.discourse.carried(sentence, place) if besides and besides.start(1) == place else None
    actor = carried or reading.subject(sentence, place)
    if actor is None or not actor.state or not actor.codes or actor.codes == ("*",):
        return None
    quote = reading.article.quote_at(place)
    if quote is not None:
        speaker = reading.speaker_of(quote)
        if speaker is None or speaker.codes != actor.codes:
            return None
    return actor


def _stance(reading: Reading, sentence: Sentence, rule: Rule, match: re.Match[str]) -> str | None:
    """Return the stance of a match; None where it is denied, or depends on something."""
    before = reading.article.mask[sentence.start : match.start()]
    denied = bool(_NOT.search(before))
    if rule is OPPOSED:
        if _GLAD.search(match.group()) and not re.search(r"\bunhappy|displeased|dissatisfied", match.group()):
            return "accuse" if denied or _FAR.search(match.group()) else None
        if denied:
            return None
        return (
            "accuse"
            if match["protest"] or not (match["against"] or match["objects"] or match["off"])
            else "reject"
        )
    if denied or _GOVERNED.search(before):
        return None
    return "demand" if rule is WANTED else "accuse"


def _against(
    reading: Reading, sentence: Sentence, actor: Actor, match: re.Match[str], stance: str
) -> Claim | None:
    """Return a claim to the end of its clause; None where it is about nothing of another state."""
    mask = reading.article.mask
    tail = _TAIL.search(mask, match.end(), sentence.end)
    end = tail.start() if tail else sentence.end
    if _has(match, "declines") and not _DEED.search(mask, match.end(), end):
        return None
    start = actor.start if sentence.start <= actor.start <= match.start() else match.start()
    turned_down = _has(match, "declines") or _has(match, "off")
    if reading.issuer and reading.issuer not in actor.codes and turned_down:
        issuer = Actor((reading.issuer,), "", actor.start, actor.end)  # who complains that the other did so
        return Claim(start, end, issuer, actor.codes, "accuse")
    target = _target(reading, sentence, actor, match, end)
    return Claim(start, end, actor, target, stance) if target else None


def _target(
    reading: Reading, sentence: Sentence, actor: Actor, match: re.Match[str], end: int
) -> tuple[str, ...]:
    """Return whom a stand is against; nobody where it is about what is a state's own."""
    mask = reading.article.mask
    relative = _RELATIVE.search(mask, sentence.start, actor.start) if _has(match, "ill") else None
    if relative is not None and not _FOR_ITSELF.search(relative.group()):
        codes = reading.codes_in(sentence.start, actor.start, but=actor.codes)
        return codes[-1:] or facing(reading, actor.codes)
    about = mask[match.start() : end]
    if _has(match, "ill"):
        about = mask[match.start() : match.start("ill")]
    elif _has(match, "what"):
        about = match["what"]
    blames = BLAME.search(about) is not None
    if _has(match, "speaks") and not blames:
        return ()
    named = reading.codes_in(match.start(), end, but=actor.codes)
    in_pair = tuple(code for code in named if code in reading.pair)
    own = _FOR_ITSELF.search(about) is not None and not (named and _has(match, "objects"))
    if named:
        return () if own and not (blames or _has(match, "protest")) else in_pair[:1] or named[:1]
    if own or (_has(match, "ill") and _DECIDED.search(about)):
        return ()
    free = blames or _has(match, "back") or not {"ill", "against"} & match.re.groupindex.keys()
    alone = free or _ALONE.search(about) or _DEED.search(about)
    return facing(reading, actor.codes) if alone else ()


def _has(match: re.Match[str], group: str) -> bool:
    return group in match.re.groupindex and match[group] is not None
