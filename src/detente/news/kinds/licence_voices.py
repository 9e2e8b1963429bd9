"""Acts of export control by the class of their verb and of its object, in any voice.

Firms are refused licences by a state, licences that it granted come through, its withdrawal of them is told,
goods may no longer leave the country.
"""

from __future__ import annotations

from detente.news.hints import bits_of
from detente.news.kinds.licence_words import BE, Form, any_of, worded
from detente.news.lexicon.wording import verbs, words
from detente.news.patterns import Pattern

_BY = r"(?:the\s+)?(?P<by>[EAB]+)"
_OUT = r"(?:abroad|overseas|out\s+of\s+(?:the\s+country|E+)|across\s+the\s+border)"
_SENT = r"(?:sold|shipped|exported|supplied|sent|delivered)"
_SEND = r"(?:sell|ship|export|supply|send|deliver|leave)"
_WHO_SELLS = (
    r"(?:exporters?|firms|companies|producers|suppliers|makers|traders|miners|sellers|shippers|anyone|manufacturers"
    r"|smelters|refiners|growers|dealers)"
)


_GRANTED_BY = worded(
    lambda: (
        rf"(?P<passive>{verbs('hand')})\s+(?:[\w-]+\s+){{0,4}}?{words('licences')}[^.;,]{{0,60}}?\s(?:by|from)\s+{_BY}"
    ),
    "licences",
)
_REFUSED_BY = worded(
    lambda: (
        rf"(?P<passive>{verbs('refuse')})\s+(?:[\w-]+\s+){{0,4}}?{words('licences')}[^.;,]{{0,60}}?\sby\s+{_BY}"
        rf"|{words('licences')}[^.;,]{{0,60}}?\s(?P<off>{verbs('refuse')}|{verbs('take_back')})[^.;,]{{0,40}}?\sby\s+(?:the\s+)?(?P<who>[EAB]+)"
    ),
    "licences",
)
_REFUSED_TO = worded(
    lambda: (
        rf"{BE}(?P<passive>{verbs('refuse')})\s+(?:an?\s+|the\s+|any\s+)?(?:[\w-]+\s+){{0,3}}?{words('licences')}"
    ),
    "licences",
)
_THAT_WERE_GRANTED = worded(
    lambda: (
        rf"{words('licences')}[^.;,]{{0,40}}?,?\s+(?:that\s+|which\s+)?(?P<who>(?:the\s+)?[EB]+|it|they)\s+"
        rf"(?:(?:has|have|had|also|earlier|first|only|recently)\s+){{0,2}}(?P<verb>{verbs('hand')})"
    ),
    "licences",
)
_THAT_WERE_REFUSED = worded(
    lambda: (
        rf"{words('licences')}[^.;,]{{0,40}}?,?\s+(?:that\s+|which\s+)?(?P<who>(?:the\s+)?[EB]+|it|they)\s+"
        rf"(?:(?:has|have|had|also|earlier|first|only|recently)\s+){{0,2}}(?P<verb>{verbs('refuse')}|{verbs('take_back')})"
    ),
    "licences",
)
_CAME = worded(
    lambda: (
        rf"{words('licences')}\b[^.;]{{0,60}}?\s(?P<passive>(?:came|come|coming)\s+through|(?:went|gone)\s+(?:out\s+)?to\s"
        r"|(?:was|were)\s+forthcoming|(?:has|have)\s+landed)"
    ),
    "licences",
)
_IT_DOWN = Pattern(
    r"(?:applications?|requests?|bids?)\b[^.;]{0,110}?\s(?P<verb>turned\s+(?:it|them)\s+(?:down|away)|(?:refused|rejected|denied|vetoed|blocked)\s+(?:it|them)\b)",
    hints=("application", "request", "bid"),
)
_SIGNED_OFF = worded(
    lambda: (
        rf"(?P<verb>(?:signed|signs|signing)\s+off\s+on|(?:waved|waves|waving|let|lets|nodded)\s+through|clear(?:ed|s|ing)|approv(?:ed|es|ing)|authori[sz](?:ed|es|ing))\s+"
        rf"(?:[\w-]+\s+){{0,6}}?(?:applications?|requests?|{words('licences')}|{words('shipments')})"
    ),
    "licences",
    "shipments",
)
_SIGNED_OFF.needs |= bits_of(("application", "request"))


_NEED = worded(
    lambda: (
        rf"\b(?P<verb>(?:(?:will|would)\s+)?(?:now\s+|also\s+|henceforth\s+)?(?:require|requires|need|needs)|(?:must|shall)\s+(?:\w+\s+)?"
        rf"(?:obtain|seek|get|hold|have|secure|apply\s+for|ask\s+for|clear))\s+(?:(?:(?P<who>[EAB]+)(?:['’]s?)?|[\w-]+)\s+){{0,4}}?"
        rf"{words('licences')}(?:\s+(?:from|of|by)\s+(?:the\s+)?(?P<by>[EAB]+))?[^.;]{{0,60}}?(?:\b{_SEND}|\b{_SENT}\b|{_OUT})"
    ),
    "licences",
)
_MADE_TO = worded(
    lambda: (
        rf"(?P<verb>{verbs('oblige')})\s+"
        rf"(?:[\w-]+\s+){{0,4}}?{_WHO_SELLS}\s+[^.;]{{0,40}}?(?:seek|obtain|get|apply\s+for|hold|have|secure|ask\s+for)\s+[^.;]{{0,40}}?{words('licences')}"
    ),
    "licences",
)
_NO_MORE = worded(
    lambda: (
        rf"(?P<passive>\bno\s+(?:more\s+|longer\s+|further\s+)?(?:[\w-]+\s+){{0,2}}?{words('licences')}\s+(?:(?:will|would)\s+(?:any\s+longer\s+)?be|is|are)\s+(?:any\s+longer\s+)?(?:required|needed|necessary)"
        rf"|\bno\s+longer\s+(?:requires?|needs?|(?:has|have)\s+to\s+(?:seek|obtain|get|apply\s+for))\s+(?:[\w-]+\s+){{0,3}}?{words('licences')})"
    ),
    "licences",
)
_NOT_OUT = Pattern(
    rf"\b(?P<verb>(?:no\s+longer|not)\s+(?:allow|let|permit)(?:s|ting|ing)?)\s+[^.;,]{{2,60}}?\s(?:{_OUT}|to\s+(?:leave|be\s+{_SENT}))"
    rf"|\b(?P<passive>(?:may|can|could|shall)\s*(?:no\s+longer|not)\s+(?:{_SEND}|be\s+{_SENT})\b)",
    hints=("abroad", "overseas", " out ", "leave", "border", "longer ", "cannot"),
)
_MAY_AGAIN = Pattern(
    rf"\b(?P<passive>(?:may|can)\s+(?:now\s+)?(?:again|once\s+(?:more|again)|resume)\s+(?:be\s+{_SENT}|{_SEND}|(?:sales|exports|shipments|deliveries))"
    rf"|(?:is|are)\s+(?:now\s+)?(?:again|once\s+(?:more|again))\s+(?:permitted|allowed|free\s+to\s+be\s+{_SENT}))\b",
    hints=("again", "once ", "resume"),
)
_FLOW = worded(
    lambda: (
        rf"(?P<verb>{verbs('stop')})\s+(?:(?:all|its|most|the|some|their|any|of|further)\s+)*(?:[\w-]+\s+(?:and\s+[\w-]+\s+)?){{1,2}}?{words('shipments')}"
        rf"(?!\s+(?:chain|growth|deal|target|tax|dut|{words('controls')}|{words('licences')}|applications?|rules?|curbs|limits))"
    ),
    "shipments",
)
_CAME_BITS = bits_of(("came ", "come ", "coming ", "went ", "gone ", "forthcoming", "landed"))
_LET_BITS = bits_of(("signed ", "signs ", "signing ", "through", "clear", "approv", "authori"))
_MAY_BITS = bits_of(("allow", "let ", "lets ", "permit", " may ", " can", "could ", "shall "))
BY_VOICE = (
    Form(_REFUSED_BY, "deny", any_of("refuse", "take_back"), "name"),
    Form(_GRANTED_BY, "approve", any_of("hand"), "name"),
    Form(_REFUSED_TO, "deny", any_of("refuse"), "name"),
    Form(_THAT_WERE_REFUSED, "deny", any_of("refuse", "take_back"), "name", real=False),
    Form(_THAT_WERE_GRANTED, "approve", any_of("hand"), "name", real=False),
    Form(_CAME, "approve", _CAME_BITS, "passive"),
    Form(_IT_DOWN, "deny", bits_of((" it ", " them "))),
    Form(_SIGNED_OFF, "approve", _LET_BITS),
    Form(_NO_MORE, "lift", bits_of(("required", "needed", "necessary", "longer ")), "passive", real=False),
    Form(_NEED, "restrict", bits_of(("need", "require", "must ", "shall ")), "passive"),
    Form(_MADE_TO, "restrict", any_of("oblige")),
    Form(_NOT_OUT, "restrict", _MAY_BITS),
    Form(_MAY_AGAIN, "lift", bits_of((" may ", " can ", "permitted", "allowed", "free "))),
    Form(_FLOW, "restrict", any_of("stop")),
)
"""Ways to tell acts by the class of verb and object."""
