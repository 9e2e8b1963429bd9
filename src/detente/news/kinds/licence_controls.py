"""Acts of export control that name the control or the goods: what a state imposed, its suspension, a ban."""

from __future__ import annotations

from detente.news.hints import bits_of
from detente.news.kinds.licence_words import CONTROL, Form
from detente.news.patterns import Pattern

_SET = (
    r"(?:imposed|introduced|placed|put|announced|adopted|slapped|tightened|unveiled|enacted|issued|brought\s+in"
    r"|rolled\s+out|set|clamped)"
)
_CONTROL_HINTS = (
    "control", "curb", "restriction", "ban ", "bans ", "embargo", "rule", "regime", "licen", "limits",
    "requirement", "system",
)  # fmt: skip
_SET_BITS = bits_of((
    "imposed", "introduced", "placed", " put", "announced", "adopted", "slapped", "tightened", "unveiled",
    "enacted", "issued", "brought", "rolled", " set", "clamped",
))  # fmt: skip
_THAT_WAS_SET = Pattern(
    rf"\b{CONTROL}\b(?:\s+(?:on|over|of|for|against)\s+[^.;,]{{2,60}}?)?,?\s+(?:(?:that|which)\s+)?"
    r"(?P<who>(?:the\s+)?(?:[EB]+|A+\s+government)|it|they)\s+(?:(?:has|have|had|itself|first)\s+){0,2}"
    rf"(?P<verb>{_SET})\b",
    hints=_CONTROL_HINTS,
)
_SET_BY = Pattern(
    rf"\b{CONTROL}\b(?:\s+(?:on|over|of|for|against)\s+[^.;,]{{2,60}}?)?,?\s+(?:(?:that|which)\s+(?:were|was)\s+)?(?:first\s+)?(?P<verb>{_SET})\s+"
    r"(?:(?:on\s+(?!D)[^.;,]{2,60}?\s+)?by\s+(?:the\s+)?(?P<who>[EBA]+)|(?:in|on|last|this|early|late)\s+(?:last\s+|early\s+|late\s+)?D+|D+)",
    hints=_CONTROL_HINTS,
)
_IN_FORCE = Pattern(
    rf"\b{CONTROL}\b(?:\s+(?:on|over|of|for|against)\s+[^.;,]{{2,60}}?)?(?:,?\s+which)?\s+(?P<verb>(?:(?:will\s+)?(?:take|come|go|enter)|takes|comes|goes|enters"
    r"|took|came|went|entered)\s+(?:into\s+)?(?:effect|force)|kick(?:ed|s)?\s+in|(?:has|have|had)\s+been\s+in\s+(?:force|effect|place)\s+since)\b",
    hints=_CONTROL_HINTS,
)
"""When a control took effect."""
_DEED = (
    r"(?:imposition|introduction|tightening|extension|expansion|widening|suspension|lifting|easing|removal|withdrawal|relaxation"
    r"|loosening|scrapping|reversal|approval|granting|issuance|refusal|denial|revocation|halting|curbing|pause)"
)
_DEED_OF = Pattern(
    rf"\b(?:(?P<who>[EAB]+)(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?P<verb>{_DEED})\s+of"
    rf"|(?:the|an?)\s+(?:\w+\s+){{0,2}}?(?P<noun>{_DEED})\s+by\s+(?:the\s+)?(?P<by>[EAB]+)\s+of)\s+(?:its\s+|the\s+|their\s+|all\s+)?"
    rf"(?:[\w-]+\s+){{0,4}}?(?:{CONTROL}|rules|licen[cs]es?|permits|exports|shipments|sales)\b",
    hints=(*_CONTROL_HINTS, " ban", "permits", "export", "shipments", "sales"),
)
_DEED_BITS = bits_of((
    "imposition", "introduction", "tightening", "extension", "expansion", "widening", "suspension",
    "lifting", "easing", "removal", "withdrawal", "relaxation", "loosening", "scrapping", "reversal",
    "approval", "granting", "issuance", "refusal", "denial", "revocation", "halting", "curbing", "pause ",
))  # fmt: skip
_CUT_OFF = Pattern(
    r"\b(?P<verb>chok(?:ed|es|ing)\s+off|cut(?:s|ting)?\s+off|shut(?:s|ting)?\s+off|throttl(?:ed|es|ing)|stanch(?:ed|es))\s+"
    r"(?:[\w-]+\s+){0,5}?(?:exports?|supply|supplies|sales|shipments|flows?|deliveries|access)\b"
    r"|\b(?P<off>cut(?:s|ting)?)\s+[^.;,]{2,40}?\s+off\s+from\b",
    hints=(" off ", "throttl", "stanch"),
)
_FLOW = Pattern(
    r"\b(?P<verb>curb(?:ed|s|ing)|bann(?:ed|ing)|bans|restrict(?:ed|s|ing)|halt(?:ed|s|ing)|block(?:ed|s|ing)|barr(?:ed|ing)|prohibit(?:ed|s|ing)"
    r"|suspend(?:ed|s|ing)|stopp(?:ed|ing)|limit(?:ed|s|ing)|outlaw(?:ed|s)|forb(?:ade|ids))\s+"
    r"(?:all\s+|its\s+|most\s+|the\s+|some\s+|their\s+|any\s+)*(?:(?:[\w-]+\s+(?:and\s+[\w-]+\s+)?)?(?:[\w-]+\s+)(?:exports|shipments|sales)|their\s+exports?)\b(?!\s+(?:controls?|curbs|restrictions|bans?|licen|rules?|permits?|applications?))",
    hints=("export", "shipments", "sales"),
)
_BAN = (
    r"(?:bans?|embargo|curbs?|limits?|restrictions?|controls?|caps?|quotas?|freeze)\s+on\s+"
    r"(?:[\w-]+\s+){1,4}?(?:exports?|shipments)\b(?!\s+(?:of|to\s+export))"
)
_BAN_SET = Pattern(
    rf"\b(?P<verb>impos(?:ed|es|ing)|slapped|slaps|placed|introduc(?:ed|es|ing)|announc(?:ed|es|ing)|put|enacted|clamped|adopt(?:ed|s)|tighten(?:ed|s|ing)|extend(?:ed|s|ing))\s+(?:[\w-]+\s+){{0,4}}?{_BAN}",
    hints=("export", "shipments"),
)
_BAN_ENDED = Pattern(
    rf"\b(?P<verb>lift(?:ed|s|ing)|eas(?:ed|es|ing)|scrap(?:ped|s)|end(?:ed|s|ing)|drop(?:ped|s)|suspend(?:ed|s)|remov(?:ed|es|ing)|relax(?:ed|es)|loosen(?:ed|s)|rescinded|revers(?:ed|es|ing)|withdrew|waived)\s+(?:[\w-]+\s+){{0,4}}?{_BAN}",
    hints=("export", "shipments"),
)
_AFTER_A_BAN = Pattern(
    r"\b(?:after|following|since|sparked\s+by|triggered\s+by)\s+(?:the\s+)?(?P<who>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}?(?P<noun>bans?|embargo|curbs|controls|restrictions)\s+on\b",
    hints=("ban ", "bans ", "embargo", "curbs", "controls", "restrictions"),
)
_LAPSED = Pattern(
    rf"\b(?P<verb>let|lets|letting|allowed)\s+(?:[\w-]+\s+){{0,4}}?{CONTROL}\b[^.;]{{0,50}}?\s(?:to\s+)?(?:lapse|expire|run\s+out)\b",
    hints=("lapse", "expire", "run "),
)
BY_CONTROLS = (
    Form(_IN_FORCE, "restrict", bits_of((" effect", " force", "kick", " place ")), "passive"),
    Form(_THAT_WAS_SET, "restrict", _SET_BITS, "name", real=False),
    Form(_SET_BY, "restrict", _SET_BITS, "passive", real=False),
    Form(_DEED_OF, "", _DEED_BITS, "name"),
    Form(_CUT_OFF, "restrict", bits_of(("chok", "cut ", "cuts ", "cutting", "shut", "throttl", "stanch"))),
    Form(_FLOW, "restrict", bits_of((
        "curb", "banned", "banning", "bans ", "restrict", "halt", "block", "barred", "barring", "prohibit",
        "suspend", "stopp", "limit", "outlaw", "forb",
    ))),
    Form(_BAN_SET, "restrict", bits_of((
        "impos", "slapped", "slaps", "placed", "introduc", "announc", "put ", "enacted", "clamped", "adopt",
        "tighten", "extend",
    ))),
    Form(_BAN_ENDED, "lift", bits_of((
        "lift", "eased", "eases", "easing", "scrap", "ended", "ends ", "ending", "drop", "suspend",
        "remov", "relax", "loosen", "rescinded", "revers", "withdr", "waived",
    ))),
    Form(_AFTER_A_BAN, "restrict", bits_of((
        "after ", "following ", "since ", "sparked", "triggered",
    )), "name", real=False),
    Form(_LAPSED, "lift", bits_of(("let ", "lets ", "letting ", "allowed "))),
)  # fmt: skip
"""Ways to tell acts that name controls or goods."""
