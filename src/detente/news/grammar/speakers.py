"""Who says or does something: the subject before a verb, and what pronouns and `the ministry` stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from detente.news.grammar.actors import Actor, Saying, by_name, nobody, of_side
from detente.news.grammar.article import Article, Sentence
from detente.news.grammar.asides import (
    CITED,
    CITED_ONE,
    COLON,
    IN_WORDS,
    INVERTED,
    SAYS_ASIDE,
    is_aside,
    seat_after,
    speaker_before,
)  # fmt: skip
from detente.news.grammar.issuing import own_named
from detente.news.grammar.sources import source_after, source_before
from detente.news.grammar.subjects import (
    BETWEEN_COMMAS,
    CLAUSE,
    CLAUSE_SUBJECT,
    FARTHEST,
    IT,
    JOINED,
    JOINED_VERB,
    LEADING,
    SPOKEN_FOR,
    SPOKESMAN,
    WHICH,
    is_noun,
    is_object,
    subject_span,
)  # fmt: skip
from detente.news.lexicon.wording import hint_of, verbs
from detente.news.patterns import APART, Pattern

_SAY = Pattern(lambda: f"{APART}{verbs('say')}")
_SAYS = hint_of((), ("say",))
_WITH = Pattern(r"P(?:,[^,.;]{0,60},)?\s+and\s+(?:his|her|the|[EA]+)?[^.;“”]{0,50}$")
_TELLS = _SAYS | CITED.needs | IN_WORDS.needs
"""What a sentence needs in which somebody says something, if no colon."""
_AFTER_QUOTE = Pattern(r"[,”\"’'?!]\s*$")
_LEADERS = ("president", "premier", "leader", "prime minister", "chancellor", "O")
_PERSON_NOUN = Pattern(r"president|minister|O+$|leader")
_BODY_NOUN = Pattern(r"ministry|commission|department|agency|bank")
_SOURCED = ("in words", "according to")
_ACTS = ("economy", "body", "adjective")
_REMEMBERED = 24
"""How many speakers back a pronoun may reach."""


class Discourse:
    """Who says what through a text, so that a pronoun finds whom it stands for.

    Args:
        article: The text.
        issuer: The economy whose government publishes it, which is what `we` and `I` stand for; else empty.
    """

    def __init__(self, article: Article, issuer: str = "") -> None:
        self.article, self.issuer = article, issuer
        self._apart = f" {article.mask}"
        self._actors: list[Actor] = []
        self._starts: list[int] = []
        self._subjects: dict[int, Actor | None] = {}
        self.sayings: list[tuple[Saying, ...]] = []
        for sentence in article.sentences:
            found = self._sayings(sentence) if sentence.bits & _TELLS or ":" in sentence.mask else ()
            self.sayings.append(found)
            for saying in found:
                self._actors.append(saying.actor)
                self._starts.append(sentence.start)

    def subject_before(self, sentence: Sentence, verb: int) -> Actor | None:
        """Return the subject of the verb that begins at a place, None where none is seen."""
        if verb not in self._subjects or len(self.sayings) <= sentence.number:  # not all is heard yet
            self._subjects[verb] = self._subject_before(sentence, verb)
        return self._subjects[verb]

    def _subject_before(self, sentence: Sentence, verb: int) -> Actor | None:
        mask, first = self.article.mask, max(sentence.start, verb - FARTHEST)
        span = subject_span(self._apart, first, verb)
        if span is None or is_object(mask, max(sentence.start, span[0] - 60), span[0]):
            match = BETWEEN_COMMAS.search(mask, first, verb) if mask.find("P,", first, verb) >= 0 else None
            span = match.span("subject") if match else None
        if span is None:
            return None
        start, end = span
        person = self.article.names.at(end + 2) if mask.startswith(", ", end) else None
        aside = person is not None and SAYS_ASIDE.match(mask, person.end, verb)
        if person is not None and person.kind == "person" and not aside:  # the minister, Wang Wentao, said
            named = by_name(person, start, person.end)
            return named if named.codes else of_side(named, self.actor_of(start, end))
        actor = self.actor_of(start, end)
        return self._joined(actor) if actor else None

    def carried(self, sentence: Sentence, verb: int) -> Actor | None:
        """Return the subject that a verb shares with one it is joined to by `and`, `but` or a comma."""
        mask = self.article.mask
        if not JOINED.search(mask, max(verb - 40, sentence.start), verb):
            return None
        told = self.sayings[sentence.number] if sentence.number < len(self.sayings) else ()
        clauses = [match.end() for match in CLAUSE.finditer(mask, sentence.start, verb)]
        spoken = [one.actor for one in told if one.end < verb and one.verb not in _SOURCED]
        speaker = spoken[-1] if spoken else None
        if speaker is not None and (not clauses or speaker.start >= clauses[-1]):
            return speaker
        match = LEADING.match(mask, clauses[-1] if clauses else sentence.start, verb)
        return self.actor_of(*match.span("subject")) if match else speaker

    def actor_of(self, start: int, end: int) -> Actor | None:
        """Return who a subject stands for, None where that cannot be told."""
        names = self.article.names.between(start, end)
        last = {name.kind: name for name in names}
        named = last.get("person") or last.get("body")
        if named is not None:
            return by_name(named, start, end)
        if "sides" in last:
            return Actor(("*",), "", start, end)
        codes = tuple(dict.fromkeys([code for name in names for code in name.codes])) if names else ()
        codes = codes or seat_after(self.article, start, end)
        words = self.article.mask[start:end].strip()
        if not codes:
            return self._meant(self.article.body[start:end].strip().lower(), words, start, end)
        if words.endswith(_LEADERS):
            leader = self._last(start, lambda actor: actor.codes == codes and actor.person)
            if leader is not None:
                return leader._replace(start=start, end=end)
        return Actor(codes, "", start, end)

    def _joined(self, actor: Actor) -> Actor:
        """Return both sides where a person acts with one of the other side, as in Xi and his counterpart."""
        mask, first = self.article.mask, max(actor.start - 110, 0)
        match = _WITH.search(mask, first, actor.start) if mask.find("and", first, actor.start) >= 0 else None
        other = self.article.names.covering(match.start()) if match else None
        if other is None or not other.codes or other.codes == actor.codes:
            return actor
        return Actor(("*",), "", other.start, actor.end)

    def _meant(self, words: str, masked: str, start: int, end: int) -> Actor | None:
        """Return who a pronoun or common noun stands for: the last fitting one that was named."""
        if words in ("it", "he", "she", "they"):
            told = WHICH.search(self.article.mask, max(start - 90, 0), start)
            name = self.article.names.covering(told.start("name")) if told else None
            if name is not None and name.codes:
                return by_name(name, start, end)
        if words in ("each", "neither", "both"):
            return Actor(("*",), "", start, end)
        if words in ("we", "i"):
            return Actor((self.issuer,), "", start, end) if self.issuer else None
        his = words.startswith(("his ", "her "))
        if SPOKEN_FOR.search(words) and not his:
            found = self._body(words, start)
        elif his or words in ("he", "she", "him") or any(map(_PERSON_NOUN.search, (masked, words))):
            found = self._person(words, start, end)
        elif words in ("they", "the parties"):
            found = self._they(start)
        else:
            found = self._subject_of_last(start)
            found = found or self._last(start, lambda actor: actor.state and not actor.person)
        if found is None and self.issuer and masked.endswith("O"):
            return Actor((self.issuer,), "", start, end)  # an office of the government that writes
        spoken = found is not None and not found.person and bool(SPOKESMAN.search(words))
        return found._replace(start=start, end=end, person=found.person or spoken) if found else None

    def _person(self, words: str, start: int, end: int) -> Actor | None:
        """Return the person that a pronoun or office stands for; for `her minister` one of her side."""
        aside = is_aside(self.article, words, start, end)
        found = speaker_before(self.article, self.sayings, start) if aside else None
        place = self.article.sentence_at(start).start if aside else start
        if found is None and "president" in words:
            found = own_named(self.article, self.issuer, "person", "President")
        if found is None and words.startswith(("its ", "their ")):
            state = self.last_state(place)
            return Actor(state.codes, "", start, end) if state else None
        found = found or self._last(place, lambda actor: actor.person)
        if found is not None and found.codes and words.startswith(("his ", "her ")):
            return Actor(found.codes, "", start, end)
        return found

    def _subject_of_last(self, start: int) -> Actor | None:
        """Return the state that is the subject of the sentence before, in the same paragraph."""
        sentence = self.article.sentence_at(start)
        if not sentence.number:
            return None
        before = self.article.sentences[sentence.number - 1]
        if "\n" in self.article.body[before.end : sentence.start]:
            return None
        clauses = list(CLAUSE_SUBJECT.finditer(self.article.mask, before.start, before.end))
        lead = clauses[-1] if clauses else LEADING.match(self.article.mask, before.start, before.end)
        if lead is None or not re.search(r"[EBA]", lead["subject"]):
            return None
        actor = self.actor_of(*lead.span("subject"))
        return actor if actor and actor.state and not actor.person and actor.codes != ("*",) else None

    def _body(self, words: str, start: int) -> Actor | None:
        """Return the body that was last named with the same noun, else the last body, else the last state."""
        noun = _BODY_NOUN.search(words)
        if noun:
            same = self._last(start, lambda actor: actor.body and noun.group() in actor.attribution.lower())
            if same is not None:
                return same
        own = own_named(self.article, self.issuer, "body") if "spokes" in words else None
        body = self._last(start, lambda actor: actor.body)
        return body or own or self._last(start, lambda actor: actor.state)

    def _last(self, place: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the last actor before a place that fits: of those that spoke, or were named."""
        number = bisect_left(self._starts, place)
        told = self._actors[max(number - _REMEMBERED, 0) : number]
        spoken = next((actor for actor in reversed(told) if actor.start < place and fits(actor)), None)
        sentence = self.article.sentence_at(place)
        for before in range(sentence.number, max(sentence.number - 3, -1), -1):
            one = self.article.sentences[before]
            for name in self.article.names.between(one.start, min(one.end, place)):
                if not (name.kind == "person" or (name.codes and name.kind in _ACTS)):
                    continue
                actor = by_name(name, name.start, name.end)
                if fits(actor):
                    return spoken if spoken and spoken.start >= name.start else actor
        return spoken

    def last_state(self, place: int) -> Actor | None:
        """Return the state, or body or leader of one, that was spoken of last before a place."""
        return self._last(place, lambda actor: actor.state and self.article.mask[actor.start] != "A")

    def _they(self, place: int) -> Actor | None:
        sentence = self.article.sentence_at(place)
        for number in range(sentence.number, max(sentence.number - 2, -1), -1):
            one = self.article.sentences[number]
            names = self.article.names.between(one.start, min(one.end, place))
            kinds = ("person", "sides", "economy")
            codes = {code for name in names if name.kind in kinds for code in name.codes}
            if codes:
                return Actor(("*",) if len(codes) > 1 else tuple(codes), "", place, place)
        return None

    def _sayings(self, sentence: Sentence) -> tuple[Saying, ...]:
        """Return who says something in a sentence, outside of quotations."""
        article, mask = self.article, self.article.mask
        heard: list[Saying] = []
        if sentence.bits & _SAYS:
            last, done = None, -2
            for match in _SAY.finditer(self._apart, sentence.start, sentence.end + 1):
                start, end = match.start(), match.end() - 1
                if start > done + 1:  # told state television
                    last = self._saying(sentence, start, end, last)
                    heard += (last,) if last is not None else ()
                done = end
        for match in article.searched(CITED, sentence):
            told = CITED_ONE.match(mask, match.end(), sentence.end)
            actor = self.actor_of(*told.span("subject")) if told else None
            if actor is None or not actor.person:
                source = source_after(article, match.end(), sentence.end)
                actor = nobody(source) if source else actor
            if actor is not None and not article.quote_at(match.start()):
                heard.append(Saying(actor, "according to", match.start(), actor.end))
        for match in article.searched(IN_WORDS, sentence):
            actor = self.actor_of(*match.span("own" if match["own"] else "subject"))
            if actor is not None and not article.quote_at(match.start()):
                heard.append(Saying(actor, "in words", match.start(), match.end()))
        if not heard and ":" in sentence.mask and ("“" in sentence.mask or '"' in sentence.mask):
            colon = COLON.match(mask, sentence.start, sentence.end)
            actor = self.actor_of(*colon.span("subject")) if colon else None
            return (Saying(actor, ":", colon.end() - 2, colon.end()),) if colon and actor else ()
        return tuple(sorted(heard, key=lambda saying: saying.start) if len(heard) > 1 else heard)

    def _saying(self, sentence: Sentence, start: int, end: int, last: Saying | None) -> Saying | None:
        """Return who says something by a verb of saying."""
        article, mask, verb = self.article, self.article.mask, self.article.mask[start:end]
        quote = article.quote_at(start)
        if quote is not None and quote.start == start - 1 and JOINED_VERB.match(verb):
            told = self.subject_before(sentence, quote.start)  # China "opposes" it
            return Saying(told, verb, start, end) if told else None
        if quote is not None or is_noun(mask, max(start - 24, 0), start):
            return None
        actor = self.subject_before(sentence, start)
        if actor is None:
            actor = nobody(source_before(article, sentence.start, start))
        if actor is None and JOINED_VERB.match(verb):
            actor = self.carried(sentence, start)
            if actor is None and last is not None and not mask[last.end : start].strip(" ,"):
                actor = last.actor  # she said, adding that
        if actor is not None and last is not None and IT.fullmatch(mask, last.end, start):
            actor = last.actor._replace(start=actor.start, end=actor.end)  # the lobby said it hoped
        if actor is None or actor.end < start - 60:
            quoted = _AFTER_QUOTE.search(mask, max(start - 3, 0), start)
            inverted = INVERTED.match(mask, start, sentence.end) if quoted else None
            if inverted:
                actor, end = self.actor_of(*inverted.span("subject")), inverted.end()
            elif quoted and actor is None:
                actor = nobody(source_after(article, end, sentence.end))
        return Saying(actor, verb, start, end) if actor is not None else None
