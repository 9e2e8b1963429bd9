"""Truces told without a word for one: tariffs not applied until a day, all of it paused, time given."""

from __future__ import annotations

from detente.news.grammar.article import Sentence
from detente.news.lexicon.wording import words
from detente.news.patterns import Pattern
from detente.news.reading_state import Reading

SPOKEN_OF = Pattern(lambda: rf"{words('tariff')}|Q+|R+")
_NOT_APPLIED = Pattern(
    lambda: (
        r"\b(?:(?:(?:shall|will|would|to|agreed|agrees|must|can)\s+not|(?:neither|none|no\s+(?:side|party|country|one))(?:\s+(?:side|party|of\s+\w+))?\s+(?:will|would|shall|may|is\s+to))\b"
        r"[^.;]{0,90}?\b(?:apply|collect|impose|levy|enforce|charge|raise|increase|add|hike)"
        r"|(?:refrain(?:s|ed|ing)?\s+from|h(?:old|olds|eld|olding)\s+off\s+(?:on\s+|from\s+)?)\s*(?:apply|collect|impos|levy|rais|increas|add|hik)\w*)\s"
        rf"[^.;]{{0,90}}?{words('tariff')}|{words('tariff')}[^.;]{{0,50}}?\b(?:will|would|shall|are|is)\s+(?:to\s+)?not\s+(?:to\s+)?be"
        r"\s+(?:applied|collected|imposed|levied|enforced|charged|raised|increased)\b"
    ),
    hints=("not ", "neither", "none ", "no ", "refrain", "off "),
)
"""Tariffs that are not applied until a day or for so long."""
_GIVEN_TIME = Pattern(
    r"\b(?:give|gives|gave|given|grant|grants|granted|won|got|gets?|secured|allowed)\s+(?:\S+\s+){0,4}?T+\s+"
    r"(?:before|until|to\s+(?:reach|strike|negotiate|make|work|agree|talk|avoid|clinch|find))\b",
    hints=("TT",),
)
"""A partner is given so many days before tariffs come."""
_FOR_SO_LONG = Pattern(
    r"\b(?:until|till|through|from)\s+(?:at\s+least\s+)?D|\bfor\s+(?:\w+\s+){0,2}?T|\bbefore\s+(?:the\s+end\s+of\s+|early\s+|late\s+|mid-)?D|T+\s+in\s+which\b"
)
_ALL_PAUSED = Pattern(
    r"\b(?:it|all|everything|them|they|these|those|most)\s+(?:of\s+(?:it|them|that|this)\s+)?(?:was|were|is|are|has\s+been|have\s+been)"
    r"\s+(?:all\s+|then\s+|now\s+)?(?:paused|suspended|put\s+on\s+hold|frozen|delayed)\s+for\s+(?:\w+\s+)?T",
    hints=("paused", "suspended", "hold", "frozen", "delayed"),
)
_PAUSED_THEM = Pattern(
    r"\b(?:paus(?:e|ed|es|ing)|suspend(?:s|ed|ing)?|postpon(?:e|ed|es|ing)|delay(?:s|ed|ing)?|froze|freez(?:e|es|ing)"
    r"|shelv(?:e|ed|es|ing)|put(?:s|ting)?\s+off|(?:put(?:s|ting)?|plac(?:e|ed|es|ing))(?=\s+(?:them|it|these|those|both|most|all)\b[^,;.]{0,20}\son\s+(?:hold|ice)))"
    r"\s+(?:them|it|these|those|both|most|all)\b(?:\s+of\s+(?:them|it|these|those))?(?:\s+on\s+(?:hold|ice))?\s+"
    r"(?:until|till|through|for\s+(?:\w+\s+){0,2}?T)",
    hints=("paus", "suspend", "postpon", "delay", "froz", "freez", "shelv", "put", "plac"),
)
"""He paused them until a day, where tariffs are spoken of."""
_SPARED = Pattern(
    r"\b(?:let\s+off\s+the\s+hook|stay\s+of\s+execution|days['’]?\s+grace|T+['’]?\s+(?:of\s+)?(?:grace|respite|breathing\s+space)"
    r"|T+\s+of\s+(?:peace|calm|quiet)|spar(?:ed|es|ing)\s+(?:[^.;]{2,40}?\s)?(?=for\s+(?:\w+\s+){0,2}?T)"
    r"|(?:hold|holds|held|holding)\s+(?:his|its|their)?\s*fire|leav(?:e|es|ing)\s+[^,;.]{3,40}?\s+alone"
    r"|left\s+[^,;.]{3,40}?\s+alone|(?:are|is|were|was)\s+off\s+(?:until|for))\b",
    hints=(
        "hook",
        "execution",
        "grace",
        "respite",
        "breathing",
        "fire",
        "alone",
        "off ",
        "peace",
        "calm",
        "quiet",
        "spar",
    ),
)
_RISE_PUT_OFF = Pattern(
    r"\b(?:suspend(?:s|ed|ing)?|postpon(?:e|ed|es|ing)|delay(?:s|ed|ing)?|put(?:s|ting)?\s+off|h(?:eld|old|olds|olding)\s+off"
    r"|push(?:es|ed|ing)?\s+back|defer(?:s|red|ring)?|shelv(?:e|es|ed|ing))\s+(?:on\s+)?(?:the|that|this|its|his|their|an?)\s+(?:[\w-]+\s+|D+\s+){0,3}?"
    r"(?:increases?|hikes?|rise|step|jump)\b"
    r"|\bpush(?:es|ed|ing)?\s+the\s+(?:[\w-]+\s+|D+\s+){0,3}?(?:increases?|hikes?|rise)\s+back\b",
    hints=("suspend", "postpon", "delay", "put", "off ", "push", "defer", "shelv"),
)
"""A rise of tariffs spoken of before is put off."""
_WITHOUT_END = Pattern(
    r"\b(?:suspended|postponed|paused|shelved|frozen|deferred|put\s+(?:off|on\s+hold|on\s+ice))\s+"
    r"(?:indefinitely|until\s+further\s+notice|without\s+(?:an\s+)?end|for\s+(?:now|good\s+measure|the\s+time\s+being))",
    hints=("suspended", "postponed", "paused", "shelved", "frozen", "deferred", "put "),
)
_BLOWS = Pattern(r"\b(?:hit(?:s|ting)?|str(?:ike|uck)|fire[ds]?)\s+back\b|\bretaliat|\btrade\s+war\b")
"""What also says that tariffs are meant."""
_NO_TARIFF = Pattern(
    r"\b(?:talks|negotiations|hearings?|investigations?|probes?|meetings?|sales|exports|shipments|licen\w+|controls)\b"
)
"""What else is put off without an end."""
LEFT_OFF_NEEDS = (
    _NOT_APPLIED.needs | _GIVEN_TIME.needs | _ALL_PAUSED.needs | _PAUSED_THEM.needs | _SPARED.needs
    | _RISE_PUT_OFF.needs | _WITHOUT_END.needs
)  # fmt: skip


def left_off(reading: Reading, sentence: Sentence) -> int:
    """Return where a sentence says that tariffs are not applied for a while, or all is paused; or -1."""
    mask, bits = sentence.mask, sentence.bits
    endless = _WITHOUT_END.search(mask) if bits & _WITHOUT_END.needs else None
    left = mask[: endless.start()] if endless else ""
    if endless and SPOKEN_OF.search(left) and not _NO_TARIFF.search(left):
        return endless.start()
    if "D" not in mask and "T" not in mask:
        return -1
    if bits & _NOT_APPLIED.needs and _FOR_SO_LONG.search(mask):
        match = _NOT_APPLIED.search(mask)
        if match:
            return match.start()
    given = _GIVEN_TIME.search(mask) if bits & _GIVEN_TIME.needs else None
    if given and SPOKEN_OF.search(mask):
        return given.start()
    for form in (_ALL_PAUSED, _PAUSED_THEM, _SPARED, _RISE_PUT_OFF):
        paused = form.search(mask) if bits & form.needs else None
        if paused:
            break
    else:
        return -1
    if form is _SPARED and "T" not in mask and not _FOR_SO_LONG.search(mask):
        return -1
    near = reading.article.sentences[max(sentence.number - 2, 0) : sentence.number + 1]
    return (
        paused.start() if any(SPOKEN_OF.search(one.mask) or _BLOWS.search(one.mask) for one in near) else -1
    )
