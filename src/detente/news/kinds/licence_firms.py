"""Acts of export control that name firms: listed, given a licence, refused one, in need of one."""

from __future__ import annotations

from detente.news.hints import bits_of
from detente.news.kinds.licence_words import BE, Form, any_of, worded
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern

_LIST = (
    r"(?:(?:entity|control|entities|unverified|military\s+end[-\s]user|denied\s+persons)\s+list|blacklist"
    r"|list\s+of\s+(?:(?!trusted|preferred|white|approved|reliable)\w+\s+){0,2}?(?:unreliable|controlled|restricted|banned|blacklisted|barred|export"
    r"|dual-use|military)\b)"
)
_LIST_HINTS = (" list", "blacklist")
_OWN = r"(?:(?:the|its|a|their)\s+)?"
_WHOSE = rf"{_OWN}(?:(?P<who>[EAB]+)(?:['’]s?)?\s+)?(?:[\w-]+\s+){{0,2}}?"
_ON_A_LIST = Pattern(
    lambda: rf"\b(?:{BE})?(?P<verb>{verbs('enlist')}|included)\s+(?:to|on|onto|in)\s+{_WHOSE}{_LIST}",
    hints=_LIST_HINTS,
)
_OFF_A_LIST = Pattern(
    lambda: rf"\b(?:{BE})?(?P<verb>{verbs('delist')})\s+(?:off|from)\s+{_WHOSE}{_LIST}", hints=_LIST_HINTS
)
_OFF = Pattern(
    lambda: rf"(?P<verb>{verbs('delist')})\s+(?!off\b|from\b)[^.;]{{2,80}}?\s+(?:off|from)\s+{_WHOSE}{_LIST}",
    hints=_LIST_HINTS,
)
_BLACKLISTED = Pattern(
    rf"\b(?:(?P<be>{BE})(?P<passive>blacklisted|delisted)\b"
    r"|(?P<verb>blacklist(?:ed|s|ing)|delist(?:ed|s|ing))\s+(?=(?:(?:\w+\s+){0,4}?(?:N+|dozens?|more|several|many|some|[EA]+|scores|hundreds)\b|[A-Z])))",
    hints=("blacklist", "delist"),
)
_LISTING = Pattern(
    rf"\b(?P<who>[EAB]+)(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?P<verb>listing|blacklisting|addition|inclusion)\s+of\s+[^.;]{{2,80}}?(?:\s(?:on|to|in)\s+{_OWN}(?:[\w’'-]+\s+){{0,3}}?{_LIST}|\bfirms|\bcompanies)",
    hints=(*_LIST_HINTS, "firms", "companies"),
)
_NEEDED = Pattern(
    r"\b(?P<verb>(?:(?:will|would)\s+(?:now\s+|also\s+)?)?(?:need|require)|needs|requires|needed|(?:must|shall)\s+(?:now\s+|first\s+|henceforth\s+)?(?:obtain|seek|get|hold|have|(?:apply|ask)\s+(?:to\s+(?:the\s+)?(?P<by>[EAB]+)\S*\s+)?[^.;]{0,50}?for)"
    r"|(?:is|are|was|were|been|be)\s+(?:now\s+)?(?:made\s+)?subject\s+to|made\s+[^.;]{2,60}?\s+subject\s+to)\s+"
    r"(?:(?:an?|the|special|prior|new|export|government|individual|(?P<who>[EA]+)(?:['’]s?)?)\s+){0,4}"
    r"(?:licen[cs](?:es?|ing)|permits?|export\s+(?:controls?|permission|approval))\b",
    hints=("licen", "permit", "permission", "approval", "control"),
)
_GIVEN_TO = worded(
    lambda: (
        rf"\b(?P<verb>{verbs('receive')}|(?:been|was|were)\s+{verbs('hand')})\s+"
        rf"(?:[\w-]+\s+){{0,4}}?(?:(?P<who>[EAB]+)(?:['’]s?)?\s+)?(?:[\w-]+\s+){{0,3}}?{words('licences')}(?:[^.;]{{0,80}}?\s(?:from|by)\s+(?:the\s+)?(?P<by>[EAB]+))?"
    ),
    "licences",
)
_GAVE = worded(lambda: rf"(?P<verb>{verbs('hand')})\s+(?:[^.;]{{0,60}}?\s)?{words('licences')}", "licences")
_TOLD_TO = worded(
    lambda: (
        rf"(?P<verb>{verbs('tell')})\s+[^.;,]{{2,50}}?\s(?:that\s+)?(?:it|they|he)\s+(?:(?:will|would|was|were)\s+(?:now\s+|soon\s+)?(?:{verbs('hand')}|{verbs('let')})"
        rf"\s+[^.;]{{0,40}}?(?:{words('licences')}|{words('shipments')})|(?:may|can|could)\s+(?:now\s+|again\s+|once\s+(?:more|again)\s+)*(?:sell|ship|export|supply|resume))"
    ),
    "licences",
    "shipments",
)
_TOLD_TO.needs |= bits_of(("sell", "ship", "export", "supply", "resume"))
_TOLD_TO_STOP = Pattern(
    lambda: (
        rf"(?P<verb>{verbs('tell')}|\bordered)\s+[^.;,]{{2,70}}?\s+(?:not\s+to\s+(?:sell|ship|export|supply)"
        rf"|to\s+(?:{verbs('stop')}|refrain\s+from)\s+(?:\w+\s+)?(?:selling|shipping|exporting|supplying|{words('shipments')}))"
    ),
    hints=("sell", "ship", "export", "supply", "sales", "deliver", "suppl"),
)
_TAKEN_BACK = worded(
    lambda: (
        rf"(?P<verb>{verbs('take_back')}|{verbs('refuse')}|refus(?:ed|es)\s+to\s+(?:grant|issue|approve|renew|give))\s+"
        rf"(?!by\b)(?:[^.;]{{0,50}}?\s)?(?:{words('licences')}|applications\b)(?!\s+(?:requirements?|rules?|regime|system))"
    ),
    "licences",
)
_TAKEN_BACK.needs |= bits_of(("application",))
_TURNED_DOWN = worded(
    lambda: (
        rf"\b(?:requests?|applications?|bids?|{words('licences')})\b[^.;]{{0,80}}?\s{BE}(?P<verb>{verbs('refuse')}|{verbs('take_back')})"
        r"(?:[^.;]{0,30}?\sby\s+(?:the\s+)?(?P<who>[EBA]+))?"
    ),
    "licences",
)
_TURNED_DOWN.needs |= bits_of(("request", "application", "bid"))
_NOT_TO_GO = Pattern(
    r"\b(?P<verb>no\s+[^.;,]{2,70}?\s+(?:may|shall|can|could|would|will)\s+(?:now\s+|henceforth\s+)?be\s+(?:exported|shipped|sold|supplied))\b"
    r"|\b(?P<off>(?:may|shall|must)\s+(?:not|no\s+longer)\s+be\s+(?:exported|shipped|sold|supplied))\b",
    hints=("exported", "shipped", "sold", "supplied"),
)
BY_FIRMS = (
    Form(_NOT_TO_GO, "restrict", _NOT_TO_GO.needs, "passive"),
    Form(_ON_A_LIST, "restrict", any_of("enlist") | bits_of(("included ",)), "passive"),
    Form(_OFF_A_LIST, "lift", any_of("delist"), "passive"),
    Form(_OFF, "lift", any_of("delist")),
    Form(_BLACKLISTED, "restrict", _BLACKLISTED.needs),
    Form(_LISTING, "restrict", bits_of(("listing ", "addition ", "inclusion ")), "name", real=False),
    Form(_NEEDED, "restrict", bits_of(("need", "require", "must ", "shall ", "subject ")), "passive"),
    Form(_GIVEN_TO, "approve", any_of("receive", "hand"), "name"),
    Form(_GAVE, "approve", any_of("hand")),
    Form(_TOLD_TO_STOP, "restrict", any_of("tell") | bits_of(("ordered ",))),
    Form(_TOLD_TO, "approve", any_of("tell")),
    Form(_TAKEN_BACK, "deny", any_of("take_back", "refuse")),
    Form(_TURNED_DOWN, "deny", any_of("take_back", "refuse"), "passive"),
)
"""Ways to tell acts that name firms."""
