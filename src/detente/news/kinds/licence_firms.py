"""Acts of export control that name firms: listed, given a licence, refused one, in need of one."""

from __future__ import annotations

from detente.news.hints import bits_of
from detente.news.kinds.licence_words import BE, LICENCE, LICENCE_HINTS, Form
from detente.news.patterns import Pattern

_LIST = (
    r"(?:(?:entity|control|entities)\s+list|blacklist"
    r"|list\s+of\s+(?:\w+\s+){0,2}?(?:unreliable|controlled|restricted|banned|blacklisted|barred|export"
    r"|dual-use|military)\b)"
)
_LIST_HINTS = (" list", "blacklist")
_OWN = r"(?:(?:the|its|a|their)\s+)?"
_WHOSE = rf"{_OWN}(?:(?P<who>[EAB]+)(?:['’]s?)?\s+)?(?:[\w-]+\s+){{0,2}}?"
_ON_A_LIST = Pattern(
    rf"\b(?:{BE})?(?P<verb>added|put|placed|included|named|listed|entered)\s+(?:to|on|onto|in)\s+{_WHOSE}{_LIST}",
    hints=_LIST_HINTS,
)
_OFF_A_LIST = Pattern(
    rf"\b(?:{BE})?(?P<verb>removed|taken|struck|dropped|deleted|crossed)\s+(?:off|from)\s+{_WHOSE}{_LIST}",
    hints=_LIST_HINTS,
)
_OFF = Pattern(
    r"\b(?P<verb>take[ns]?|took|taking|remov(?:ed|es|ing)|str(?:uck|ikes|iking)|drop(?:ped|s|ping)|delet(?:ed|es|ing)|cross(?:ed|es|ing))"
    rf"\s+(?!off\b|from\b)[^.;]{{2,80}}?\s+(?:off|from)\s+{_WHOSE}{_LIST}",
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
_GIVEN_TO = Pattern(
    rf"\b(?P<verb>receiv(?:ed|es)|obtain(?:ed|s)|w[io]ns?|secur(?:ed|es)|got|gained|(?:been|was|were)\s+(?:given|granted|handed|issued))\s+"
    rf"(?:[\w-]+\s+){{0,4}}?(?:(?P<who>[EAB]+)(?:['’]s?)?\s+)?(?:[\w-]+\s+){{0,3}}?{LICENCE}\b(?:[^.;]{{0,80}}?\s(?:from|by)\s+(?:the\s+)?(?P<by>[EAB]+))?",
    hints=LICENCE_HINTS,
)
_GAVE = Pattern(
    rf"\b(?P<verb>gave|gives|given|giving|handed\s+(?:out|over)|handed|granted|grants|issued|issues|extended|doled\s+out)\s+"
    rf"(?:[^.;]{{0,60}}?\s)?{LICENCE}\b"
    r"|\b(?P<off>signed\s+off\s+on|waved\s+through)\s+(?:[\w-]+\s+){0,5}?(?:exports?|sales|shipments)\b",
    hints=(*LICENCE_HINTS, "signed", "waved"),
)
_TOLD_TO = Pattern(
    r"\b(?P<verb>told|assured|notified|informed)\s+[^.;,]{2,50}?\s(?:that\s+)?(?:it|they|he)\s+(?:will|would|was|were)\s+(?:now\s+|soon\s+)?"
    r"(?:grant|issu|approv|allow|clear|giv)(?:e|ing)?\s+[^.;]{0,40}?(?:licen[cs]es?|permits?|exports?|sales|shipments)\b",
    hints=("licen", "permit", "export", "sales", "shipments"),
)
_TOLD_TO_STOP = Pattern(
    r"\b(?P<verb>told|ordered|instructed|directed)\s+[^.;,]{2,70}?\s+(?:not\s+to\s+(?:sell|ship|export|supply)"
    r"|to\s+(?:stop|halt|suspend|cease|pause|end)\s+(?:\w+\s+)?(?:selling|shipping|exporting|supplying|sales|exports|shipments|deliveries))\b",
    hints=("told ", "ordered ", "instructed ", "directed "),
)
_TAKEN_BACK = Pattern(
    rf"\b(?P<verb>revok(?:ed|es|ing)|withdrew|withdrawn|cancel+ed|rescinded|pulled|refus(?:ed|es)|den(?:ied|ies)|turn(?:ed|s)\s+down|reject(?:ed|s)|refus(?:ed|es)\s+to\s+(?:grant|issue|approve|renew|give))\s+"
    rf"(?!by\b)(?:[^.;]{{0,50}}?\s)?(?:{LICENCE}|applications)\b",
    hints=(*LICENCE_HINTS, "application"),
)
_TURNED_DOWN = Pattern(
    rf"\b(?:requests?|applications?|bids?|{LICENCE})\b[^.;]{{0,80}}?\s{BE}(?P<verb>rejected|refused|denied|turned\s+down|withheld|revoked|cancel+ed|withdrawn)\b"
    r"(?:[^.;]{0,30}?\sby\s+(?:the\s+)?(?P<who>[EBA]+))?",
    hints=(*LICENCE_HINTS, "request", "application", "bid"),
)
_NOT_TO_GO = Pattern(
    r"\b(?P<verb>no\s+[^.;,]{2,70}?\s+(?:may|shall|can|could|would|will)\s+(?:now\s+|henceforth\s+)?be\s+(?:exported|shipped|sold|supplied))\b"
    r"|\b(?P<off>(?:may|shall|must)\s+(?:not|no\s+longer)\s+be\s+(?:exported|shipped|sold|supplied))\b",
    hints=("exported", "shipped", "sold", "supplied"),
)
BY_FIRMS = (
    Form(_NOT_TO_GO, "restrict", _NOT_TO_GO.needs, "passive"),
    Form(_ON_A_LIST, "restrict", bits_of((
        "added ", "put ", "placed ", "included ", "named ", "listed ", "entered ",
    )), "passive"),
    Form(_OFF_A_LIST, "lift", bits_of((
        "removed ", "taken ", "struck ", "dropped ", "deleted ", "crossed ",
    )), "passive"),
    Form(_OFF, "lift", bits_of((
        "take", "took ", "taking ", "remov", "struck ", "strik", "drop", "delet", "cross",
    ))),
    Form(_BLACKLISTED, "restrict", _BLACKLISTED.needs),
    Form(_LISTING, "restrict", bits_of(("listing ", "addition ", "inclusion ")), "name", real=False),
    Form(_NEEDED, "restrict", bits_of(("need", "require", "must ", "shall ", "subject ")), "passive"),
    Form(_GIVEN_TO, "approve", bits_of((
        "receive", "obtain", "win ", "wins ", "won", "secure", "got ", "gained ", "given ", "granted ",
        "handed ", "issued ",
    )), "name"),
    Form(_GAVE, "approve", bits_of((
        "gave ", "gives ", "given ", "giving ", "handed ", "granted ", "grants ", "issued ", "issues ",
        "extended ", "doled ", "signed ", "waved ",
    ))),
    Form(_TOLD_TO_STOP, "restrict", bits_of(("sell", "ship", "export", "suppl", "sales", "deliver"))),
    Form(_TOLD_TO, "approve", bits_of(("told ", "assured", "notified", "informed"))),
    Form(_TAKEN_BACK, "deny", bits_of((
        "revok", "withdr", "cancel", "rescinded", "pulled", "refuse", "denied", "denies", "turned", "turns ",
        "reject",
    ))),
    Form(_TURNED_DOWN, "deny", bits_of((
        "rejected", "refused", "denied", "turned", "withheld", "revoked", "cancel", "withdrawn",
    )), "passive"),
)  # fmt: skip
"""Ways to tell acts that name firms."""
