"""What the words of a claim say: whom they blame, and whether they accuse, reject or demand."""

from __future__ import annotations

import re
from functools import partial

from detente.news.facts import Fact, listed
from detente.news.grammar.actors import Actor, Saying
from detente.news.grammar.article import Sentence
from detente.news.kinds.claim_judgements import defies, judgement
from detente.news.lexicon.wording import either, hint_of, verbs, words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

_NOT_AFTER = (
    r"(?<!\b(?:his|her|its) )(?<!\b(?:will"
    r"|over) )(?<!\bwould )(?<!er than )(?<!anti-)(?<!moves )(?<!reduces )(?<!eases )(?<!avoid )"
    r"(?!targeted\s+(?:[\w-]+\s+)?(?:measures?|steps?|support|aid|relief|action|investments?)\b)"
    r"(?:(?<!\bto )|(?<=ntinues\ to )|(?<=ntinued\ to ))"
)
"""Words before one of blame with which it blames nobody: its own policy, will break, over protectionism."""
_NO_GOAL = "".join(
    rf"(?<!\b{word} target)"
    for word in ("the", "its", "that", "this", "a", "growth", "price", "inflation", "output")
)
"""A target that is a goal is no blame."""
_BREAKS = (
    r"\b(?=[bdhilmnpstuw])(?:br(?:eaks?|oke|oken|eaking)\s+(?:[\w-]+\s+){0,3}?(?:rules?|laws?|word|promises?|deal|pact"
    r"|truce|accord|commitments?|faith|K+)\b"
    r"|would\s+(?:\w+ly\s+)?(?:poison|damage|harm|hurt|undermine|destabili[sz]e|wreck"
    r"|jeopardi[sz]e|endanger|sour|derail|scupper|torpedo)\b"
    r"|ha(?:ve|s|d)\s+(?:only|no\s+one\s+but)\s+(?:itself|themselves)\s+to\s+blame\b"
    r"|(?=start|launch|ignit|trigger|unleash|declar|wag|provok|instigat|beg[au]n)"
    r"(?<!could )(?<!would )(?<!might )\w+\s+"
    r"(?:[\w-]+\s+){0,4}?(?:trade|tariff|economic|commercial)\s+wars?\b"
    r"|(?:no|lack(?:s|ed|ing)?|without)\s+(?:[\w-]+\s+){0,4}?(?:basis|justification|logic|merit|rationale|grounds"
    r"|foundation)\b|ma(?:kes?|de)\s+(?:no|little)\s+(?:\w+\s+)?sense\b"
    r"|illegal(?!\s+(?:im)?migra|\s+drug|\s+alien|\s+traffic)\b)"
)


def _blaming() -> str:
    """Return a pattern for words of blame; what may not stand before one is looked for where there is one."""
    lists, classes = ("blame",), ("wrong",)
    word = either(lists, classes, f"(?={either(lists, classes)}){_NOT_AFTER}")
    return rf"{word}(?:(?<!threatened)|(?!\s+by\b)){_NO_GOAL}"


BLAME = Pattern(
    lambda: f"{_blaming()}|{_BREAKS}",
    hints=(
        "poison", "destabili", "sour", "derail", "scupper", "torpedo", "illegal", " war", "basis",
        "justification",
        "logic", "merit", "rationale", "grounds", "foundation", " sense ",
    ),
)  # fmt: skip
BLAME.needs |= hint_of(("blame",), ("wrong",))
_BLAMING = Pattern(lambda: either(("blame", "wrongs"), ("wrong",)))
UNDONE = Pattern(
    lambda: (
        rf"(?:{words('not_done')}|n['’]t\b|\bhas\s+yet\s+to\b)(?:\s+\w+){{0,4}}?\s+(?:{words('done')})"
        r"|\bnot\s+(?:at|as|fully|yet|been)\b|\bshort\s+of\b|\bha(?:s|ve|d)\s+yet\s+to\b"
    ),
    hints=("short ", "n't", "n’t"),
)
UNDONE.needs |= hint_of(("not_done",), ())
FORCED = Pattern(
    r"\b(?:was|were|is|been|felt)\s+(?:forced|compelled|obliged)\s+to\b"
    r"|\b(?:had|has|have)\s+(?:no\s+(?:other\s+)?(?:choice|option|alternative)"
    r"|to)\s+(?:but\s+(?:to\s+)?)?(?:respond|retaliate|answer|hit"
    r"|strike|fight|defend|take\s+(?:\w+\s+){0,2}(?:measures|action|steps|counter\S+))\b"
    r"|\bleft\s+(?:\w+\s+)?with\s+no\s+(?:other\s+)?(?:choice|option|alternative)\b"
    r"|\bdriven\s+to\s+(?:respond|retaliate|defend)",
    hints=(
        "forced",
        "compelled",
        "obliged",
        "choice",
        "option",
        "alternative",
        "respond",
        "retaliate",
        "answer",
        "strike",
        "fight",
        "defend",
        " hit",
        "take ",
    ),
)
_REJECT, _DEMAND = (Pattern(partial(verbs, name)) for name in ("reject", "demand"))
_NEVER = Pattern(
    r"regret|praise|welcome|promis|pledg|vow|agree|confirm|continu|announc|expect|predict|estimat|report"
)
_NAMES_SO = Pattern(r"call|describ|consider|deem")
_CHARGE = Pattern(r"\b(?:accusations?|allegations?|charges?|claims?|remarks|reports?|assertions?|comments)\b")
_DENIED = Pattern(
    r"\b(?:groundless|baseless|unfounded|false|fabricated|nonsense|untrue|without\s+(?:merit|basis)|absurd)\b"
)
_ANSWERS = Pattern(
    r"\b(?:taken|imposed|adopted|made|introduced|levied|enacted|is|are|was|were)\s+in\s+(?:response"
    r"|answer|reply|retaliation)\s+to\b",
    hints=("response", "answer", "reply", "retaliation"),
)
_HARMFUL = Pattern(partial(words, "harmful"))
_ALWAYS = Pattern(r"deplor|accus|blam|slam|denounc|condemn|criticiz|criticis|complain|decr|lament|fault")
_NO = Pattern(r"\s+(?:a\s+\w+\s+)?[“\"]?no[”\"]?(?:[.,;!]|\s+to\s+(?:the\s+)?(?:[EA]|P|that)|$)")
"""What is said by who refuses."""
_AS = Pattern(r"\bas\s+(?:the\s+)?$")
_TO_SOMEBODY = Pattern(
    r"\s+(?:the\s+|its\s+|on\s+|that\s+)*(?:(?:[a-z-]+\s+){0,2}(?:O+\s+)?P+|[EABPWX]+)|\s+that\s+(?:it|they|he|she)\b"
)
_NO_DEED = Pattern(
    r"\s+(?:(?:the|its|his|this|that|those|these|any|new|weak|recent|latest|market|economic|D+"
    r"|[EA]+)\s+){0,4}"
    r"(?:data|figures?|numbers?|worries|fears|concerns\s+(?:about|over)\s+(?:inflation|prices|growth"
    r"|a\s+recession)|polls?|jobs|talk\s+of\s+(?:a\s+)?recession|markets?|selloff|sell-off|slump|deficit)\b"
)
"""What is dismissed without a word against another state."""
_TO_DO = Pattern(r"^\s+that\b|\bto\b|\bfor\b|\bnot\b|\bstop\b|\bresist\b")
_HOPE = Pattern(
    r"(?:hope|hopes|hoped|hoping|expects?|wants?|called\s+on|urges?|urged)\s+(?:that\s+)?(?:the\s+)?"
    r"(?P<target>[EA]+)(?:['’]s)?[^.;]{0,40}?\b(?:will|would|can|to|should|gets?|stays?|\w+s)\b"
)
HOPED = Pattern(
    r"\bit\s+is\s+hoped\s+(?:that\s+)?(?:the\s+)?(?P<target>[EA]+)(?:\s+(?:side|government"
    r"|B+))?\s+(?:will|would|can|could)\b",
    hints=("hoped",),
)
_SHOULD = Pattern(
    r"\b[EA]+(?:\s+\w+){0,2}?\s+(?:should|must|had\s+better|need(?:s|ed)?\s+to|has\s+to|had\s+to|have\s+to|ought)\b"
)
_REFERS = Pattern(
    r"\b(?:its?|they|them|such|these|(?:the|this)\s+(?:\w+\s+)?(?:moves?|measures?|decisions?|tariffs?"
    r"|duties|duty|levy|levies|surcharge|threats?|steps?"
    r"|curbs?|rules?|ban|blacklist|policy|policies|plans?|sanctions|order|action|probe|volume"
    r"|shipments|deal|agreement))\b|\bshipments\b"
)
_WILL_DO = Pattern(
    r"(?:\s+that)?[\s“\"]*(?:(?:the\s+)?[EA]+\s+will\b|any\s[^,;]{3,80}?\s(?:would|will)\s+(?:be|meet|draw|face|prompt)\b)"
)
_MENDED = Pattern(
    r"(?<!\bnot )(?<!\bof )(?<!\bto )\b"
    r"(?:correct|remov|lift|end|revers|undo|withdraw|eas|address|dropp|cancel|rectify)ing\s+"
    r"(?:its|their|his|these|those|the)\s+(?:[\w-]+\s+){0,3}?(?:\w+s)\b",
    hints=(
        "correcting", "removing", "lifting", "ending ", "reversing", "undoing", "withdrawing", "easing ",
        "addressing", "dropping", "canceling", "rectifying",
    ),
)  # fmt: skip
"""A wrong that is being put right."""
_REASON = Pattern(r"\b(?:since|because|after|while|but|which)\b")
_CONDITION = Pattern(r"\b(?:if|unless)\b[^,;]*", hints=(" if", "if ", "unless"))
_JOINT = Pattern(
    r"(?:,\s+(?:while|and|but)\s+|;\s+|,\s+and\s+then\s+.*|\s+while\s+|\s+and\s+)(?:[\w\s]{0,24})$"
)
_ASIDE = Pattern(
    r",\s+(?:although|though|while|which\s+are|which\s+is|a\s+(?:move|charge|claim|accusation"
    r"|allegation)|adding|and\s+(?:it|they|he|she)\s+(?:has\s+|have\s+|also\s+)*(?:filed|lodged"
    r"|requested|challenged))\b"
)


class Claim(NamedTuple):
    """A claim where it stands: who makes it, against whom, in which stance."""

    start: int
    end: int
    actor: Actor
    target: tuple[str, ...]
    stance: str


def claim_fact(reading: Reading, claim: Claim, rule: Rule) -> Fact:
    """Return a claim as a fact, its clause without the mark that ends it."""
    body, end = reading.article.body, claim.end
    while end > claim.start and body[end - 1] in " ,;":
        end -= 1
    fields = {
        "actor": listed(claim.actor.codes), "target": listed(claim.target), "stance": claim.stance,
        "attribution": claim.actor.attribution,
    }  # fmt: skip
    return rule.fact(claim.start, end, fields)


def stems(reading: Reading, fact: Fact) -> list[str]:
    """Return what a claim blames for, in order, whatever the form of the words."""
    found = (match.group() for match in _BLAMING.finditer(reading.article.mask, fact.start, fact.end))
    return [word[:8] for word in found if word not in ("short of", "at odds", "inaction")]


def opponents(reading: Reading, actor: Actor, start: int, end: int) -> tuple[str, ...]:
    """Return the economies named in a stretch besides that of the actor."""
    return reading.codes_in(start, end, but=actor.codes)


def blames(bits: int, said: str) -> bool:
    """Say whether words blame somebody; `bits` are the hints of their sentence."""
    return bool(bits & BLAME.needs) and BLAME.search(said) is not None


def leaves_undone(bits: int, said: str) -> bool:
    """Say whether words tell of something left undone."""
    return bool(bits & UNDONE.needs) and UNDONE.search(said) is not None


def is_neutral(verb: str) -> bool:
    """Say whether a verb of saying neither accuses nor rejects nor demands, whatever is said."""
    return _NEVER.match(verb) is not None


def stance_of(reading: Reading, sentence: Sentence, saying: Saying, end: int) -> str | None:
    """Return whether what is said accuses, rejects or demands; None where it does none."""
    mask, verb = reading.article.mask, saying.verb
    if _ALWAYS.match(verb):
        return "accuse"
    said = mask[saying.end : end]
    if _NAMES_SO.match(verb):
        named = opponents(reading, saying.actor, saying.end, end) or _REFERS.search(said)
        if named and _CHARGE.search(said) and _DENIED.search(said):
            return "reject"
        if named and blames(sentence.bits, said):
            return "accuse"
    if said.startswith((" no", " “no", ' "no', " a ")) and verb.startswith("sa") and _NO.match(said):
        return "reject"
    if _DEMAND.fullmatch(verb) or verb.startswith(("ask", "call")):
        if said[:1] in (",", ".", "") and _AS.search(mask, sentence.start, saying.actor.start):
            return "demand"
        return "demand" if _TO_SOMEBODY.match(said) and _TO_DO.search(said) else None
    if verb.startswith("hope"):
        hoped = _HOPE.match(mask, saying.start, end)
        return "demand" if hoped and not re.match(r"\s+and\s", mask[hoped.end("target") :]) else None
    if _REJECT.fullmatch(verb):
        return None if _NO_DEED.match(said) else "reject"
    return _by_content(reading, sentence, saying, end)


def _by_content(reading: Reading, sentence: Sentence, saying: Saying, end: int) -> str | None:
    said, bits = reading.article.mask[saying.end : end], sentence.bits
    for left_out in (_CONDITION, _MENDED):
        if bits & left_out.needs:
            said = left_out.sub("", said)
    if bits & FORCED.needs and FORCED.search(said):
        return "accuse"
    if defies(bits, said):
        return "reject"
    answered = _ANSWERS.search(said) if bits & _ANSWERS.needs else None
    if answered and (BLAME.search(said, answered.end()) or _HARMFUL.search(said, answered.end())):
        return "accuse"
    if _WILL_DO.match(said):  # only the reason for what it will do can blame
        said = "".join(_REASON.split(said, maxsplit=1)[1:])
    named = bool(opponents(reading, saying.actor, saying.end, end))
    if named and (_SHOULD.search(said) or (bits & HOPED.needs and HOPED.search(said))):
        return "demand"
    if not (named or _REFERS.search(said)):
        return None
    judged = judgement(bits, said)
    if judged is not None:
        return judged
    blamed = blames(bits, said) or (leaves_undone(bits, said) and _left_undone(reading, saying, end))
    return "accuse" if blamed else None


def facing(reading: Reading, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the other side of the text's dispute, or for a third economy the one that it speaks of most."""
    return reading.others(codes) or tuple(code for code in reading.pair if code and code not in codes)[:1]


def _left_undone(reading: Reading, saying: Saying, end: int) -> bool:
    """Say whether something is said to be undone, by another than the one who says so."""
    undone = UNDONE.search(reading.article.mask, saying.end, end)
    if undone is None:
        return False
    before = reading.article.names.between(saying.end, undone.start() + 1)
    doers = [
        name for name in before if name.codes and name.kind in ("economy", "adjective", "body", "person")
    ]
    return not doers or not set(doers[-1].codes) <= set(saying.actor.codes)


def ends_at(reading: Reading, sentence: Sentence, saying: Saying, following: Saying | None) -> int:
    """Return where what is said ends: at the next one's subject, at a contrast, or with the sentence."""
    mask = reading.article.mask
    end = sentence.end
    quote = reading.article.quote_at(saying.start)
    if quote is not None:
        return min(quote.end, end)
    if following is not None and following.actor.start > saying.end + 12:
        joint = _JOINT.search(mask, saying.end, following.actor.start)
        end = joint.start() if joint else end
    elif following is not None and following.start > saying.end + 12:
        joint = _JOINT.search(mask, saying.end, following.start)
        end = joint.start() if joint else end
    aside = _ASIDE.search(mask, saying.end, end)
    return aside.start() if aside else end
