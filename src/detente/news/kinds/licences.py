"""Export licences and controls: approved, imposed, lifted, denied."""

from __future__ import annotations

from collections.abc import Iterator

from detente.news.facts import Fact, listed
from detente.news.grammar.actors import Actor
from detente.news.grammar.article import Sentence
from detente.news.grammar.subjects import LEADING
from detente.news.kinds.licence_actions import FARTHEST, GOVERNING, action_in
from detente.news.kinds.licence_clauses import CLAUSES_ACT, CLAUSES_NEED, clauses_in
from detente.news.kinds.licence_forms import ACTS_NEED, ASIDE, FORMS_NEED, Told, acts_in, agent_after
from detente.news.lexicon.products import Goods
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading
from detente.news.rules import Rule
from detente.news.tuples import NamedTuple

RULES = tuple(
    Rule(name=f"licence-{name}", kind="export_licence", says=says, example=example, near_miss=near_miss)
    for name, says, example, near_miss in (
        ("approve", "A state approves, grants or issues licences to export goods.",
         "China's Ministry of Commerce approved some export licences for rare earths.",
         "China's Ministry of Commerce received some export applications for rare earths."),
        ("restrict", "A state imposes, tightens or adds to controls on exports.",
         "Beijing imposed export controls on gallium and germanium.", "Beijing threatened export controls "
             "on gallium."),
        ("lift", "A state eases, suspends or removes controls on exports.",
         "China suspended its export controls on rare earths.", "China pledged to lift its export controls "
             "on rare earths."),
        ("deny", "A state refuses or revokes licences to export.",
         "The United States revoked export licences for chips.", "The United States denied that it limits "
             "chips."),
    )
)  # fmt: skip
_BY_ACTION = {rule.name.removeprefix("licence-"): rule for rule in RULES}
_CONTROL = Pattern(
    r"\b(?=[eclrspRatinougbmqf])(?:(?:export|control)\s+(?:controls?|licen[cs]\w+(?:\s+(?:requirements?|rules?|regimes?|systems?))?"
    r"|restrictions?|curbs?|bans?|permits?|regimes?|prohibitions?|embargo(?:es)?|moratorium|quotas?"
    r"|applications?|rules?|limits?|list)"
    r"|(?:restrictions?|limits?|curbs?|bans?|controls?)\s+on\s+(?:the\s+)?(?:sales?|shipments?)\b"
    r"|exports?\s+of|sale\s+of|shipment\s+of|licen[cs]es?(?:\s+(?:requirements?|rules?|regimes?|systems?))?|licen[cs]ing|(?:prohibition|embargo|moratorium|quotas?|freeze)(?=\s+(?:on|to|for)\b)|controls?\s+on|restrictions?\s+on\s+exports?|sales\s+(?:to\s+(?:the\s+)?[EA]+\s+)?of|permits\s+for"
    r"|end-user\s+controls?|(?:export\s+)?blacklist|affiliates?\s+rule|R+\s+rule"
    r"|(?:the|its|their|these|those|new|all)\s+(?:\w+\s+)?(?:controls|curbs)|applications?\s+(?:for"
    r"|to\s+export)"
    r"|(?:compliant|eligible|such|civilian|of|some|these|individual)\s+applications"
    r"|licen[cs]ing\s+(?:requirements?"
    r"|regime|rules?"
    r"|system)|shipments\s+of"
    r"|entity\s+list|unreliable\s+entit\w+(?:\s+list)?|interim\s+final\s+rule|curbs?\s+on"
    r"|general\s+licen[cs]es?|exports\s+to"
    r"|(?:its|new|the)\s+rules\s+(?:on|for)\s+(?:\w+\s+)?(?:producers|exporters|exports"
    r"|suppliers))\b",
    hints=(
        "export", "licen", "control", "sale ", "sales ", "permits", "entit", "rule", "curb", "blacklist",
        "shipment",
        "application", "restriction", "limit", "ban ", "bans ", "prohibition", "embargo", "moratorium",
        "quota", "freeze",
    ),
)  # fmt: skip
_NEEDS = _CONTROL.needs | ACTS_NEED | CLAUSES_NEED
_MERE = Pattern(
    r"\b(?:pledged|promised|agreed|vowed|committed|urged|accused|demanded|asked|called\s+on|failed"
    r"|refused\s+to\s+lift|accuses"
    r"|would|could|may|might|commitments?|want|wants|threatened|threatens|if|unless"
    r"|den(?:ied|ies|y|ying)\s+(?:that|having|any|\w+ing)|considering|considers|weighing|weighs|mulling|mulls|fears?|preparing|prepares|planning|plans?|intends?)\b"
)
_DECIDED = Pattern(
    r"\b(?:announced|confirmed)\s+(?:[\w,]+\s+){0,4}?(?:that\s+)?(?:it|they)\s+(?:would|will)\b(?!\s+(?:lift|eas|remov))"
)
"""What makes a deed to come one that is decided."""
_TAIL = Pattern(
    r"(?:[,;.]\s|[,;]|\.$|\s+(?:while|but|although|though|and\s+(?:(?:has|have|had|then|later|also)\s+)*[a-z]+ed)\s|$)"
)
_OF_EXPORTS = Pattern(
    r"entit|export|blacklist|affiliat|R+\s+rule|licen[cs]\w+\s+requirement|shipped|shipment|\bsales?\s+to\b"
    r"|\bto\s+(?:ship|sell|supply)\b"
)
_SALE = Pattern(r"\bsales?\s+(?:of|by)\b")
_AWAY = Pattern(
    r"\b(?:to|in)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?[EAW]|\b(?:abroad|overseas|foreign|exports?|licen[cs]\w+|shipments?)\b"
)
"""What makes a sale one to another country."""
_IMPORT = Pattern(r"\bimport")
_PART_OF = Pattern(r"\b(?:in|stake|shares?)\b")
_REACH = 110
"""How far the words on what is controlled may reach, in characters."""
_BEGINS = Pattern(
    r"\b(?:begun|began|begins?|started|starts|stopped|ceased|resumed|continued|kept"
    r"|(?:decided|resolved|chose|opted|moved)(?=\s+to))\s+(?:to\s+)?$"
)
_PARTICIPLE = Pattern(r"\w+ing\b")
_BARE = Pattern(r"\bcontrols?\b|\brules\b|licen[cs]|\bapplications?\b|\bban\b|\bpermits\b")
_OF_EXPORT_CONTROL = Pattern(r"export|rare[-\s]earth|licen[cs]ing")
"""Words of controls that are on exports whatever the goods."""
_DECISION = Pattern(
    r"(?:(?P<who>[EABP]+)['’]s?\s+(?:\w+\s+){0,3}?(?:decision|move|step|order)"
    r"|\b(?:decision|move|step|order)\s+by\s+(?:the\s+)?(?P<by>[EABP]+(?:\s+B+)?))\s+(?:\w+\s+){0,4}?to\s+$"
)
_NEAR = 700
"""How far after an act another may be told of the same state without its name, in characters."""


class _Act(NamedTuple):
    """An act of export control: what is done to which goods, by whom, who tells it, where its words begin."""

    action: str
    product: str
    actor: Actor
    attribution: str
    start: int


def read_licences(reading: Reading) -> list[Fact]:
    """Return the acts of export control that a text reports as done, decided or set."""
    found: list[Fact] = []
    for sentence in reading.article.sentences:
        bits = sentence.bits
        if not bits & _NEEDS or sentence.mask.endswith("?"):
            continue
        first, last = sentence.start, found[-1] if found else None
        facts: list[Fact] = []
        if bits & FORMS_NEED and bits & ACTS_NEED:
            facts += _otherwise_told(reading, sentence, acts_in(reading, sentence), last)
        if bits & GOVERNING and bits & _CONTROL.needs:
            facts += _acts(reading, sentence)
        if bits & CLAUSES_NEED and bits & CLAUSES_ACT:
            facts += _otherwise_told(reading, sentence, clauses_in(reading, sentence), last)
        for fact in facts:
            apart = all(fact.end <= one.start or one.end <= fact.start for one in found if one.end > first)
            named = fact.fields["product"] or fact.fields["date"]
            told = (
                one
                for one in found
                if (named and one.fields == fact.fields) or (not named and one.end > first)
            )
            if apart and not any(_same_act(one, fact) for one in told):
                found.append(fact)
    return found


def _same_act(one: Fact, fact: Fact) -> bool:
    """Say whether two facts are of one act of a state."""
    return all(one.fields[name] == fact.fields[name] for name in ("actor", "action"))


def _otherwise_told(
    reading: Reading, sentence: Sentence, acts: Iterator[Told], last: Fact | None
) -> Iterator[Fact]:
    """Yield the acts of a sentence that are told without a control that a verb governs."""
    mask = reading.article.mask
    for told in acts:
        before = mask[max(told.verb - FARTHEST, sentence.start) : told.verb]
        if not told.presupposed and _MERE.search(ASIDE.sub("", before)):
            continue
        who = _agent(reading, sentence, told, last)
        words = mask[sentence.start : min(told.end + 90, sentence.end)]
        product = _product(reading.lexicon.goods, words)
        exports = product or _OF_EXPORTS.search(words)
        if who is None or _at_home(reading, told.start, sentence):
            continue
        if exports or _goes_on(reading, sentence, words):
            product = product or ("" if exports else _last_product(reading, sentence))
            yield _fact(reading, sentence, told, _Act(told.action, product, *who))


def _agent(
    reading: Reading, sentence: Sentence, told: Told, last: Fact | None
) -> tuple[Actor, str, int] | None:
    """Return who does what is told: by the passive, as subject, who acted before, or was spoken of last."""
    if told.agent is not None:
        return (told.agent, told.agent.attribution, told.start) if told.agent.codes else None
    if not told.passive:
        return _who(reading, sentence, told.verb, sentence.start)
    place = agent_after(reading, told, sentence.end)
    name = reading.article.names.covering(place) if place is not None else None
    actor = reading.discourse.actor_of(name.start, name.end) if name else None
    if actor is None and last is not None and told.start - last.end < _NEAR:
        actor = Actor((str(last.fields["actor"]),), "", told.start, told.start)
    actor = actor or reading.discourse.last_state(told.start) or _teller(reading, sentence)
    if actor is None and reading.issuer:
        actor = Actor((reading.issuer,), "", told.start, told.start)
    return (actor, actor.attribution, told.start) if actor is not None and actor.codes else None


def _teller(reading: Reading, sentence: Sentence) -> Actor | None:
    """Return the state that tells of what is done, as in `half were cleared, the ministry said`."""
    sayings = reading.discourse.sayings[sentence.number]
    return next((one.actor for one in sayings if one.actor.state and one.actor.codes), None)


def _acts(reading: Reading, sentence: Sentence) -> Iterator[Fact]:
    """Yield the acts of a sentence, one to each control that a verb governs."""
    mask, first = reading.article.mask, sentence.start
    for match in reading.article.searched(_CONTROL, sentence):
        if match.start() < first:
            continue
        left = mask[first : match.start()]
        found = action_in(left, match.group())
        quoted = reading.article.quote_at(match.start()) and not left.strip('“" ')
        if found is None or quoted or _MERE.search(_DECIDED.sub("", left)):
            continue
        action, start = found
        goods = reading.lexicon.goods
        words = mask[match.start() : min(match.end() + 90, sentence.end)]
        product = _product(goods, words) or _product(goods, mask[first : match.start()])
        who = _who(reading, sentence, first + start, first)
        exports = product or _OF_EXPORTS.search(words)
        if who is None or _at_home(reading, match.start(), sentence):
            continue
        if not (exports or _goes_on(reading, sentence, match.group())):
            continue
        product = product or ("" if exports else _last_product(reading, sentence))
        fact = _fact(
            reading,
            sentence,
            Told(action, match.start(), first + start, match.end()),
            _Act(action, product, *who),
        )
        yield fact
        first = fact.end


def _who(reading: Reading, sentence: Sentence, verb: int, first: int) -> tuple[Actor, str, int] | None:
    """Return who acts, from whom it is known, and where the words on it begin."""
    begins = _BEGINS.search(reading.article.mask, max(verb - 24, sentence.start), verb)
    place = begins.start() if begins else verb
    actor = _decider(reading, sentence, verb) or reading.subject(sentence, place)
    if actor is None and _PARTICIPLE.match(reading.article.mask, verb):
        lead = LEADING.match(reading.article.mask, sentence.start, verb)
        actor = reading.discourse.actor_of(*lead.span("subject")) if lead else None
    sayings = reading.discourse.sayings[sentence.number]
    speaker = next((one.actor for one in sayings if one.end <= verb + 1), None)
    chosen = actor if actor is not None and actor.codes else speaker
    if chosen is None or not chosen.codes or not chosen.state:
        return None
    starts = [one.start for one in (chosen, speaker) if one is not None and one.start >= first - 1]
    return chosen, (speaker or chosen).attribution, min(starts) if chosen.start >= first - 1 else verb


def _decider(reading: Reading, sentence: Sentence, verb: int) -> Actor | None:
    """Return whose decision or move it is to do something."""
    match = _DECISION.search(reading.article.mask, max(verb - FARTHEST, sentence.start), verb)
    return reading.discourse.actor_of(*match.span("who" if match["who"] else "by")) if match else None


def _at_home(reading: Reading, start: int, sentence: Sentence) -> bool:
    """Say whether what is controlled are imports, or sales that go nowhere abroad."""
    words = reading.article.mask[start : min(start + _REACH, sentence.end)]
    if _IMPORT.search(words) and "export" not in words:
        return True
    sale = _SALE.search(words)
    if sale is None or _AWAY.search(words):
        return False
    goods = reading.lexicon.goods.controlled.search(words, sale.end())
    return goods is None or _PART_OF.search(words, sale.end(), goods.start()) is not None


def _goes_on(reading: Reading, sentence: Sentence, words: str) -> bool:
    """Say whether controls or licences are those that this sentence or the ones before it spoke of."""
    if not _BARE.search(words):
        return False
    near = reading.article.sentences[max(sentence.number - 2, 0) : sentence.number + 1]
    return any(_OF_EXPORT_CONTROL.search(one.mask) for one in near)


def _last_product(reading: Reading, sentence: Sentence) -> str:
    """Return the goods under control that were named last in the sentences before."""
    for one in reversed(reading.article.sentences[max(sentence.number - 2, 0) : sentence.number]):
        product = _product(reading.lexicon.goods, one.mask)
        if product:
            return product
    return ""


def _product(goods: Goods, said: str) -> str:
    match = goods.controlled.search(said)
    return goods.control(match.group()) if match else ""


def _fact(reading: Reading, sentence: Sentence, told: Told, act: _Act) -> Fact:
    article, actor = reading.article, act.actor
    tail = _TAIL.search(article.mask, told.end, sentence.end)
    end = tail.start() if tail else sentence.end
    named = reading.codes_in(told.end, min(end + 10, sentence.end), but=actor.codes) or reading.codes_in(
        min(actor.end, told.start), told.end, but=actor.codes
    )
    times = article.times_in(sentence.start, sentence.end)
    time = next((one for one in times if one.day or "/" in one.value), None)
    fields = {
        "actor": listed(actor.codes[:1]), "action": act.action, "product": act.product,
        "target": listed(named[:1]), "date": time.value if time else "", "attribution": act.attribution,
    }  # fmt: skip
    return _BY_ACTION[act.action].fact(act.start, end, fields)
