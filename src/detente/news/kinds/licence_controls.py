"""Acts of export control that name the control or the goods: what a state imposed, its suspension, a ban."""

from __future__ import annotations

from detente.news.hints import bits_of
from detente.news.kinds.licence_words import CONTROL, Form, any_of, worded
from detente.news.lexicon.wording import hint_of, verbs, words
from detente.news.patterns import Pattern

_CONTROL_HINTS = (
    "control", "curb", "restriction", "ban ", "bans ", "embargo", "rule", "regime", "licen", "limits",
    "requirement", "system", "prohibition", "moratorium", "quota",
)  # fmt: skip
_ON = r"(?:\s+(?:on|over|of|for|against)\s+[^.;,]{2,60}?)?"


def _controlled(told: str, *classes: str) -> Pattern:
    """Return a pattern in which each name of a class in angles stands for its verbs."""

    def full() -> str:
        found = told
        for name in classes:
            found = found.replace(f"<{name}>", verbs(name))
        return found

    return Pattern(full, hints=_CONTROL_HINTS)


_THAT_WAS_SET = _controlled(
    rf"\b{CONTROL}\b{_ON},?\s+(?:(?:that|which)\s+)?"
    r"(?P<who>(?:the\s+)?(?:[EB]+|A+\s+government)|it|they)\s+(?:(?:has|have|had|itself|first)\s+){0,2}"
    r"(?P<verb><lay>)",
    "lay",
)
_SET_BY = _controlled(
    rf"\b{CONTROL}\b{_ON},?\s+(?:(?:that|which)\s+(?:were|was)\s+)?(?:first\s+)?(?P<verb><lay>)\s+"
    r"(?:(?:on\s+(?!D)[^.;,]{2,60}?\s+)?by\s+(?:the\s+)?(?P<who>[EBA]+)|(?:in|on|last|this|early|late)\s+(?:last\s+|early\s+|late\s+)?D+|D+)",
    "lay",
)
_IN_FORCE = Pattern(
    rf"\b{CONTROL}\b{_ON}(?:,?\s+which)?\s+(?P<verb>(?:(?:will\s+)?(?:take|come|go|enter)|takes|comes|goes|enters"
    r"|took|came|went|entered)\s+(?:into\s+)?(?:effect|force)|kick(?:ed|s)?\s+in|(?:has|have|had)\s+been\s+in\s+(?:force|effect|place)\s+since)\b",
    hints=_CONTROL_HINTS,
)
"""When a control took effect."""
_CUT_OFF = Pattern(
    r"\b(?P<verb>chok(?:ed|es|ing)\s+off|cut(?:s|ting)?\s+off|shut(?:s|ting)?\s+off|throttl(?:ed|es|ing)|stanch(?:ed|es))\s+"
    r"(?:[\w-]+\s+){0,5}?access\b|\b(?P<off>cut(?:s|ting)?)\s+[^.;,]{2,40}?\s+off\s+from\b",
    hints=(" off ", "throttl", "stanch"),
)
_BAN = (
    r"(?:bans?|embargo|curbs?|limits?|restrictions?|controls?|caps?|quotas?|freeze|prohibition|moratorium)\s+on\s+"
    r"(?:[\w-]+\s+){1,4}?(?:exports?|shipments)\b(?!\s+(?:of|to\s+export))"
)
_BAN_SET = worded(lambda: rf"(?P<verb>{verbs('lay')})\s+(?:[\w-]+\s+){{0,4}}?{_BAN}", "shipments")
_BAN_ENDED = worded(lambda: rf"(?P<verb>{verbs('undo')})\s+(?:[\w-]+\s+){{0,4}}?{_BAN}", "shipments")
_AFTER_A_BAN = Pattern(
    r"\b(?:after|following|since|sparked\s+by|triggered\s+by)\s+(?:the\s+)?(?P<who>[EAB]+)(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}?(?P<noun>bans?|embargo|curbs|controls|restrictions)\s+on\b",
    hints=("ban ", "bans ", "embargo", "curbs", "controls", "restrictions"),
)
_LAPSED = Pattern(
    rf"\b(?P<verb>let|lets|letting|allowed)\s+(?:[\w-]+\s+){{0,4}}?{CONTROL}\b[^.;]{{0,50}}?\s(?:to\s+)?(?:lapse|expire|run\s+out)\b",
    hints=("lapse", "expire", "run "),
)
_SAID_SO = (
    r"(?:,?\s+(?:(?:that|which)\s+(?:was|were)\s+)?(?:ordered|announced|published|decided|decreed|signed|agreed"
    r"|disclosed|approved|gazetted|notified)(?:\s+(?:on\s+)?D+|\s+(?:in|last|this|late|early)\s+[D\w\s]{1,20}?)?)?\s+by\s+"
)


def _deed(deed: str, objects: str, besides: str = "") -> Pattern:
    """Return what the noun of a deed to an object looks like, with whose deed it is."""

    def told() -> str:
        thing = rf"(?:{words(objects)}{besides})"
        return (
            rf"(?P<verb>{words(deed)})\s+(?:by\s+(?:the\s+)?(?P<by>[EAB]+)(?:\s+\w+)?\s+)?of\s+(?:[\w’'-]+\s+){{0,4}}?{thing}"
            rf"(?:[^.;,]{{0,70}}?{_SAID_SO}(?:the\s+)?(?P<name>[EAB]+))?"
        )

    pattern = worded(told, objects)
    pattern.needs |= bits_of(("rules",)) if besides else 0
    return pattern


_RULES = r"|\brules\b(?=\s+(?:on|for|over|covering|governing)\b)"
_DEEDS = (
    ("setting", "controls", "restrict", _RULES),
    ("undoing", "controls", "lift", _RULES),
    ("stopping", "shipments", "restrict", ""),
    ("granting", "licences", "approve", ""),
    ("granting", "shipments", "approve", ""),
    ("denying", "licences", "deny", ""),
)
BY_CONTROLS = (
    Form(_IN_FORCE, "restrict", bits_of((" effect", " force", "kick", " place ")), "passive"),
    Form(_THAT_WAS_SET, "restrict", any_of("lay"), "name", real=False),
    Form(_SET_BY, "restrict", any_of("lay"), "passive", real=False),
    *(
        Form(_deed(deed, objects, besides), action, hint_of((deed,), ()), "name")
        for deed, objects, action, besides in _DEEDS
    ),
    Form(_CUT_OFF, "restrict", bits_of(("chok", "cut ", "cuts ", "cutting", "shut", "throttl", "stanch"))),
    Form(_BAN_SET, "restrict", any_of("lay")),
    Form(_BAN_ENDED, "lift", any_of("undo")),
    Form(_AFTER_A_BAN, "restrict", bits_of((
        "after ", "following ", "since ", "sparked", "triggered",
    )), "name", real=False),
    Form(_LAPSED, "lift", bits_of(("let ", "lets ", "letting ", "allowed "))),
)  # fmt: skip
"""Ways to tell acts that name controls or goods."""
