"""What the subject of a verb looks like over a mask, and what may stand between the two."""

from __future__ import annotations

from detente.news.patterns import APART, Pattern, one_of

_OFFICIAL = (
    "officials", "official", "side", "government", "authorities", "negotiators", "negotiator", "delegation",
    "leaders", "leader", "leadership", "media", "office", "cabinet", "parliament", "ministry", "regulators",
    "regulator", "diplomats", "diplomat", "ministers", "minister", "envoys", "envoy", "ambassadors",
    "ambassador", "lawmakers", "capitals", "administration", "embassy", "president", "premier", "statement",
    "team", "customs", "countries", "states", "members",
)  # fmt: skip
_BODY = (
    "ministry", "commission", "department", "agency", "office", "administration", "government", "delegation",
    "cabinet", "bank",
)  # fmt: skip
_SOMEBODY = (
    "minister", "country", "officials", "leader", "body", "communique", "bloc", "authorities", "president",
)  # fmt: skip
_LETTER = (
    "letter", "letters", "post", "posts", "tweet", "tweets", "missive", "message", "office",
)  # fmt: skip
_PAPER = (
    "officials", "official", "statement", "readout", "notice", "circular", "communique", "fact sheet",
)  # fmt: skip
_PRONOUN = ("it", "he", "she", "they", "we", "authorities", "officials", "i")
_EACH = ("each", "neither", "both")
OFFICIALS = (
    r"(?:senior\s+|top\s+|other\s+|some\s+|state\s+)?(?:trade\s+|government\s+)?"
    rf"(?:{'|'.join(_OFFICIAL)}|state\s+media|presidential\s+office|\w++\s+ministry|spokes\w+|O+)"
)
_COMMON = (
    rf"(?:{'|'.join(_BODY)})"
    r"(?:['’]s)?(?:\s+(?:official|spokes\w+|statement|O+))?"
)
_FOR = (
    r"(?:\s+(?:for|of|at|from)\s+(?:the\s+)?(?:[EA]+(?:['’]s)?\s+)?"
    r"(?:B+|ministry|commission|government|embassy|delegation|administration|department|office|E+))?"
)
_RANK = r"(?:(?:senior|former|top|[EA]+)\s+){0,2}"
_KIND = r"(?:joint\s+|(?:finance|commerce|trade|foreign|transport|economy)\s+)?"
_LIKE_VERB = (
    r"(?=(?:\s+(?:also|now|then|since|both|each|already))?\s+(?:have|had|are|were|will|would|shall|could|may|did|do|say|said|agree"
    r"|agreed|promised|pledged|want|insist|complain|accuse|reject|called?|urged?|demand)\b|\s*$)"
)
"""What follows an adjective that stands for a people, as in `the Chinese say`."""
_AND_ANOTHER = r"(?:E++|A++(?=\s+and))(?:(?:,\s+(?:the\s+)?E+)*,?\s+and\s+(?:the\s+)?E+)?"
_BY_CLASS = (
    rf"(?<=,\s)P++,(?=\s)|P++(?:['’]s?\s+(?:\w+\s+)?{one_of(_LETTER)}(?:\s+(?:to|of)\s+[EAD]+)?(?=\s))?"
    rf"|(?:E++|A++)(?:['’]s?)?\s+(?:{OFFICIALS}|B+(?:\s+O+)?)"
    r"|(?:E++['’]s?|A++)\s+(?:(?!and\b|or\b)[a-z-]+\s+){1,2}?O++(?=\s)"
    rf"|B++(?:\s+of\s+(?:the\s+)?E+)?(?:\s+O+|\s+(?:spokes\w+|{one_of(_PAPER)}))?"
    rf"|{_AND_ANOTHER}|A++{_LIKE_VERB}|W++"
)
"""Subjects that begin with a class letter of the mask."""
_BY_WORD = (
    rf"(?:the\s+)?(?:government|people|council\s+of\s+ministers|cabinet|customs(?:\s+service)?|officials|authorities)\s+(?:of|in)\s+(?:the\s+)?E+"
    rf"|both\s+(?:the\s+)?{_AND_ANOTHER}|the\s+A++{_LIKE_VERB}"
    rf"|(?:one|two|another|some|several|an?\s+member)\s+of\s+the\s+(?:E++|A++)(?:['’]s?)?(?:\s+{OFFICIALS})?"
    rf"|(?:{'|'.join(_EACH)})(?=\s+(?:will|would|shall|should|has|have|had|agreed|said|says|promised|pledged|undertook|undertakes?|commits?)\b|\s*$)"
    rf"|(?:the|an?|one|its|their|his|her|this|another)\s+{_RANK}{_KIND}(?:{_COMMON}(?:\s+(?:of|in)\s+(?:the\s+)?[EB]+)?|(?:statement|O+|spokes\w+"
    rf"|official){_FOR}|{'|'.join(_SOMEBODY)})"
    rf"|(?:{'|'.join(_PRONOUN)})\b"
)
"""Subjects that begin with a word in small letters."""
SUBJECT = rf"\b(?P<subject>(?=[A-Z])(?:{_BY_CLASS})|(?=[abeghinopstw])(?:{_BY_WORD}))"
_SELF = r"(?:(?:him|her|it|them)sel(?:f|ves)|there)"
_ADVERBS = (
    "has", "have", "had", "also", "long", "later", "then", "since", "again", "repeatedly", "previously",
    "earlier", "reportedly", "both", "all", "already", "always", "often", "once", "still", "now", "however",
    "therefore", "meanwhile", "soon", "just", "duly", "more than", "all but", "almost", "nearly", "even",
    "in turn", "further", "subsequently", "would", "will", "could", "may", "might", "must", "shall", "do",
    "does", "did", "is", "are", "was", "were", "as well", "publicly", "each", "jointly", "instead", "not",
    "never", "continue to", "continued to", "continues to", "of late", "for years", "for months", "for weeks",
    "for decades", "for many years", "for some time", "at pains to", "quick to", "swift to", "keen to",
    "careful to", "been at pains to", "been quick to", "been swift to", "been keen to", "been careful to",
    "rushed to", "hastened to", "went on to", "chose to", "took pains to",
)  # fmt: skip
_ADVERB = (
    rf"(?:{one_of(_ADVERBS)}|(?:on|in|over|late|early|until|by|since)\s+D+|for\s+T+|D+"
    r"|(?!(?:app|supp|re|rep|comp)ly)\w++(?<=\wly))"
)
_IN = r"in\s+(?:(?:an?|its|his|her)\s+\w+|E+|L+)"
GAP = (
    rf"(?:\s+{_SELF})?"
    rf"(?:,\s(?:\s*wh(?:o|ich)|[^.;“”\"]{{2,110}}?,)|\s+(?:[–—]\s+who|\([^)]{{1,60}}\)|{_IN}))?"
    rf"(?:\s+{_ADVERB})*\s+"
)
LEADING = Pattern(
    rf"(?:[N\d]+\\?[.)][\s\u200b]*)?"
    rf"(?:(?:in|on|at|after|under|as|to|while|for|with|by|before|since|until|amid|despite|given|through"
    rf"|should|if|when|once|unless|but|and|yet)\b[^,;]{{2,90}},\s+"
    rf"|(?:in|on|by|since|over)\s+(?:late\s+|early\s+)?D+\s+|D+\s+|(?:but|and|yet)\s+)?"
    rf"(?:[-•*–]\s+)?(?:the\s+)?"
    rf"(?:(?:[EABO]+(?:['’]s?)?\s+)?(?:[a-z.’'-]+\s+){{0,3}}?(?=P))?{SUBJECT}"
    r"(?=\s|,)"
)
"""The subject that a sentence begins with."""
CLAUSE = Pattern(r"(?:,\s+)?\b(?:while|whereas|although)\s+|;\s+|,\s+(?:and|but)\s+(?=(?:the\s+)?[EAPBW]+)")
"""Where a clause with a subject of its own begins."""
JOINED = Pattern(
    r"(?:\b(?:and|but|or|then|nor)(?:\s+(?:also|then|will|has|have|had|would|later|\w+ly))*"
    r"|,(?:\s+(?:has|have|had|will|would|also))*)\s+$"
)
"""What joins a verb to one before it, so that they share a subject."""
_BEFORE = Pattern(rf"{APART}{SUBJECT}{GAP}$")
_BLANKS = (" ", "\t", "\n", "\r", "\f", "\v")
_ENDS = (
    *"ABDELOPTW,)'’", *_BLANKS, "'s", "’s", "self", "selves", "there", "who", "which", "ly",
    *_OFFICIAL, *_BODY, *_SOMEBODY, *_LETTER, *_PAPER, *_PRONOUN, *_EACH, *_ADVERBS,
)  # fmt: skip
"""With what a subject and the gap after it end, but for `a spokeswoman` and `China in its reply`."""
_PHRASES = tuple(end for end in _ENDS if " " in end.strip())
"""Those of several words, which need not stand on one line."""
OBJECT = Pattern(
    r"(?<!government\s)\b(?:from|of|on|to|with|against|in|into|for|by|between|towards?)\s+"
    r"(?:(?:the|its|all|both|products|goods|imports)\s+)*$"
)
"""What stands before a name that is no subject."""
_OBJECT_ENDS = (
    "from", "of", "on", "to", "with", "against", "in", "into", "for", "by", "between", "toward", "towards",
    "the", "its", "all", "both", "products", "goods", "imports", *_BLANKS,
)  # fmt: skip
"""With what it ends, a blank aside, which is quicker to see."""
BETWEEN_COMMAS = Pattern(
    r"(?:O+|official|spokes\w+)\s+(?:in|at|for|of)\s[^,.;“”\"]{2,40},\s+(?P<subject>P++),\s+$"
)
"""Somebody named after his office and where he holds it."""
FARTHEST = 190
"""How far before its verb a subject may begin, in characters."""
JOINED_VERB = Pattern(
    r"accus|complain|urg|reject|demand|claim|insist|blam|vow|threaten|criticis|criticiz"
    r"|call|den(?:y|ied)|affirm|maintain|oppos|condemn|deplor|denounc|sa(?:id|ys)|warn|argue|\w+ing$"
)
"""Verbs of saying that are read with the subject of the verb before them."""
NOUN = Pattern(
    r"\b(?:the|an?|his|her|its|their|this|of|no|any)\s"
    r"(?:(?:new|news|press|regular|daily|weekly|separate|recent|latest|earlier|written|joint|formal|own)\s)*$"
)
"""What stands before a word that could be a verb of saying and is a noun, as in `the report`."""
_NOUN_ENDS = (
    "the", "a", "an", "his", "her", "its", "their", "this", "of", "no", "any", "new", "news", "press",
    "regular", "daily", "weekly", "separate", "recent", "latest", "earlier", "written", "joint", "formal",
    "own",
)  # fmt: skip
IT = Pattern(r"\s+(?:D+\s+|on\s+D+\s+)?(?:that\s+)?it\s+(?:has\s+|had\s+|also\s+|still\s+|would\s+)?")
"""What stands between a verb of saying and the next whose subject is the same: the lobby said it hoped."""
CLAUSE_SUBJECT = Pattern(
    rf",\s+(?:(?:yet|but|and|while)\s+)?(?:the\s+)?{SUBJECT}\s+(?:has|have|had|is|was|are|were|will"
    rf"|would|\w+ed)\b"
)
"""The subject of a clause that follows another."""
SPOKEN_FOR = Pattern(
    r"ministry|commission|department|agency|office|bank|body|spokes|official|statement|communiqu"
)
SPOKESMAN = Pattern(r"spokes(?:wo)?man$|spokesperson$|official$|diplomat$")
"""Someone whom `he` can stand for though the text gives no name."""
WHICH = Pattern(r"(?P<name>[EPB]+),\s+(?:which|who)\s+[a-zD\s]{2,60}$")
"""A name with a clause of its own, in which a pronoun stands for it."""


def subject_span(apart: str, first: int, verb: int) -> tuple[int, int] | None:
    """Return where the subject stands that a verb follows, None where none does.

    Args:
        apart: A mask after a blank, so that something stands before its first word too.
        first: Where in the mask the subject may begin.
        verb: Where in the mask the verb begins.

    Example:
        >>> subject_span(" the ministry also said", 0, 18)
        (0, 12)
    """
    if not apart.endswith(_ENDS, first, verb):
        words = apart[first:verb].rsplit(None, 3)[-3:]
        told = " ".join(words)
        if not (words[:1] == ["in"] or told.endswith(_PHRASES) or "spokes" in told):
            return None
    match = _BEFORE.search(apart, first, verb + 1)
    return (match.start("subject") - 1, match.end("subject") - 1) if match else None


def is_object(mask: str, first: int, name: int) -> bool:
    """Say whether what stands between two places of a mask makes the name after it no subject."""
    return mask.endswith(_OBJECT_ENDS, first, name - 1) and OBJECT.search(mask, first, name) is not None


def is_noun(mask: str, first: int, word: int) -> bool:
    """Say whether what stands between two places of a mask makes the word after it a noun."""
    return mask.endswith(_NOUN_ENDS, first, word - 1) and NOUN.search(mask, first, word) is not None
