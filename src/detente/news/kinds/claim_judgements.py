"""What is said of a deed or of oneself: it must go, it is ill; one will not bow, or did no wrong."""

from __future__ import annotations

from detente.news.lexicon.wording import hint_of, verbs, words
from detente.news.patterns import Pattern

_DEFIES = Pattern(
    r"\b(?:(?:will|would)\s+(?:not|never)|(?:wo|would)n['’]t|(?:not|never)\s+going\s+to|no\s+intention\s+of"
    r"|refus\w+\s+to|not\s+(?:prepared|ready|willing)\s+to)\s+(?:\w+ly\s+)?(?:be(?:ing)?\s+(?:lectured"
    r"|bullied|intimidated|blackmailed|pushed|cowed"
    r"|dictated|coerced|threatened|pressured|bossed)|(?:bow|yield|kneel|bend|cav|capitulat|surrender|tolerat)(?:e|ing)?"
    r"|(?:back|backing)\s+down|(?:give|giving)\s+in"
    r"|(?:sit|stand|look)\s+(?:idly|back|by|on\s+(?:as|while))|(?:stay|remain)\s+silent|take\s+lessons"
    r"|(?:talk|negotiate|bargain|deal|act)\s+(?:\w+\s+)?(?:under\s+(?:\w+\s+)?(?:pressure|duress"
    r"|threats?|coercion)|at\s+gunpoint|with\s+a\s+(?:gun|knife|pistol)))\b"
    r"|\b(?:not|never|n['’]t)\s+(?:\w+ly\s+)?(?:accept|allow|permit|submit\s+to|give\s+in\s+to|put\s+up\s+with|stand\s+for)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:pressure|coercion|tutelage|meddling|interference|bullying|blackmail|dictat\w+|diktats?|threats?"
    r"|ultimatums?|intimidation|impositions?|subordination|lectures|humiliation)\b"
    r"|\b(?:is|are|was|were)\s+(?:an?\s+)?(?:\w+\s+){0,2}?(?:sovereign|free|independent)\s+(?:nation|country|state|power)s?\b"
    r"|\b(?:is|are|was|were)\s+(?:an?\s+|its\s+|their\s+)?(?:\w+\s+)?(?:internal"
    r"|domestic)\s+(?:affair|matter)s?\b"
    r"|\b(?:is|are|remains?)\s+free\s+to\s+(?:buy|sell|trade|choose|decide|set|do)\b"
    r"|\bnone\s+of\s+[\w’']+\s+business\b",
    hints=(
        "lectured", "bullied", "intimidated", "blackmailed", "pushed", "cowed", "dictated", "coerced",
        "threatened", "pressured", "bossed", " bow", "yield", "kneel", " bend", " down", " give", " cave",
        "capitulate", "surrender", "tolerate", " idly", "lessons", "pressure", "duress", "threat",
        "coercion", "tutelage", "meddling", "interference", "bullying", "blackmail", "dictat", "diktat",
        "ultimatum", "intimidation", "imposition", "subordination", "lectures", "humiliation", " free ",
        "independent", " sit ", "stand ", " look ", "silent",
        "gun", "knife", "pistol", "sovereign", "affair", "matter", "none ",
    ),
)  # fmt: skip
_DENIES = Pattern(
    r"\b(?:that|this|it|such\s+\w+|(?:claims?|accusations?|allegations?|charges?|assertions?|reports?|stor(?:y|ies)|suggestions?)"
    r"(?:\s+(?:in|that|of|from|by|about)\s[^,;.]{2,60}?)?)"
    r"(?:\s+(?:is|are|was|were)|['’]s)(?:\s+\w+){0,2}?(?:\s+not|n['’]t)\s+(?:\w+\s+)?(?:true|correct|accurate"
    r"|the\s+case)(?!\w)"
    r"|\b(?:not\s+a\s+word|none|nothing|no\s+part)\s+of\s+(?:it|that|this|what)\b[^.;]{0,30}?\b(?:is|was)\s+"
    r"(?:true|correct|accurate)\b"
    r"|\b(?:no|not\s+(?:a|one)\s+(?:\w+\s+)?)(?:shred|grain|iota|scrap|word|ounce)?\s*(?:of\s+)?truth\s+(?:in|to)\b"
    r"|\b(?:not|nothing|never|n['’]t)\s+(?:\w+ly\s+|at\s+all\s+)*(?:discriminat\w+|unfair|illegal|unlawful|protectionist"
    r"|in\s+(?:breach|violation)|directed|dumping|subsidi[sz]\w+)\b"
    r"|\bfurther\s+from\s+the\s+truth\b",
    hints=(
        " true",
        "correct",
        "accurate",
        " case",
        " truth",
        "discriminat",
        "unfair",
        "illegal",
        "unlawful",
        "protectionist",
        "breach",
        "violation",
        "dumping",
        "subsidi",
    ),
)
"""Somebody says that what is told of him is not so."""
_CLEARS = Pattern(
    lambda: (
        r"(?:\s+that)?\s+(?:it|they|he|she|(?:its|their|his|her"
        r"|our)\s+(?:\w+\s+){1,3}?)\s*(?:\w+\s+){0,2}?(?:not|never|n['’]t)\s+"
        rf"(?:\w+\s+){{0,2}}?(?:{verbs('wrong')}|to\s+blame|at\s+fault)"
    )
)
"""Somebody says that he, or who is his, did no wrong."""
_IS_ILL = Pattern(
    lambda: (
        rf"\b(?:(?:{words('deeds')}|{words('tariff')}|listings?|list|ban|fees?|probe|(?<!said )that"
        rf"|this|it)\b[^,;.“”\"]{{0,50}}?\s"
        r"(?:is|are|was|were|amount(?:s|ed)?\s+to|constitute[sd]?|represent(?:s|ed)?)|(?:it|that"
        r"|this)['’]s)\s+[“\"]?"
        r"(?:(?:an?|the|nothing|but|another|both|deeply|simply|outright|\w+ly|very|so"
        r"|too)\s+)*(?:[\w-]+\s+){0,1}?"
        rf"(?P<ill>{words('ill')})(?!\s+(?:to\s+(?:bet|think|expect|assume|say|believe|suppose)|day|week|luck)\b)"
    )
)
_NO_RIGHT = Pattern(
    r"\bha(?:s|ve|d)\s+no\s+right\b|\bno\s+(?:country|one|nation|state|government)\s+ha(?:s|d)\s+(?:the|any|a)\s+right\b"
    r"|\b(?:neither|nothing|nor|not)\b[^.;]{0,60}?\bbe\s+justified\b",
    hints=(" right ", "right,", " justified"),
)
_ILL = hint_of(("ill",), ())
_MUST_GO = Pattern(
    lambda: (
        rf"\b(?:{words('deeds')}|{words('tariff')}|listings?|list|ban|fees?|it|they|these|and"
        rf"|those)(?:\s+(?:on|of|by|against|for|in)\s[^,;.]{{2,50}}?)?\s+(?:should|must|ought\s+to|needs?\s+to|ha(?:s|ve|d)\s+to)\s+"
        rf"(?:\w+ly\s+|first\s+|all\s+|now\s+)*(?:go|end|stop|come\s+(?:off|down|out)"
        rf"|be\s+(?:\w+ly\s+)?(?:{verbs('lift')}|{verbs('abolish')}|undone|corrected|changed|amended|revised|rewritten))\b"
    ),
    hints=("should", "must", "ought", "need", " has ", " have ", " had "),
)
"""What is done is said to have to go."""
JUDGES = _DEFIES.needs | _DENIES.needs | _MUST_GO.needs | _NO_RIGHT.needs | _ILL
"""What a sentence needs in which somebody defies, or says that something must go or is ill."""


def defies(bits: int, said: str) -> bool:
    """Say whether somebody says that he will not bow, that something is his own affair or is not so.

    Args:
        bits: The hints of the sentence.
        said: What is said, of its mask.
    """
    if bits & _DEFIES.needs and _DEFIES.search(said):
        return True
    return bool(bits & _DENIES.needs) and _DENIES.search(said) is not None


def must_go(bits: int, said: str) -> bool:
    """Say whether what is done is said to have to go, as in `the list must be withdrawn`."""
    return bool(bits & _MUST_GO.needs) and _MUST_GO.search(said) is not None


def is_ill(bits: int, said: str) -> bool:
    """Say whether a deed is said to be something ill, as in `the fees are a mistake`."""
    if bits & _NO_RIGHT.needs and _NO_RIGHT.search(said):
        return True
    return bool(bits & _ILL) and _IS_ILL.search(said) is not None


def judgement(bits: int, said: str) -> str | None:
    """Return the stance of what is said, where it says that something must go, is ill, or was not done."""
    if must_go(bits, said):
        return "demand"
    if _CLEARS.match(said):
        return "reject"
    return "accuse" if is_ill(bits, said) else None
