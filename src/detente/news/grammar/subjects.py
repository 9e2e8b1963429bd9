"""What the subject of a verb looks like over a mask, and what may stand between the two."""

from __future__ import annotations

from detente.news.patterns import Pattern

OFFICIALS = (
    r"(?:senior\s+|top\s+|other\s+|some\s+|state\s+)?(?:trade\s+|government\s+)?"
    r"(?:officials?|side|government|authorities|negotiators?|delegation|leaders?|leadership|state\s+media"
    r"|media"
    r"|(?:presidential\s+)?office|cabinet|parliament|(?:\w+\s+)?ministry|regulators?|diplomats?|ministers?|envoys?|ambassadors?|lawmakers|capitals"
    r"|administration|embassy|president|premier|statement|team|customs|spokes\w+|O+)"
)
_COMMON = (
    r"(?:ministry|commission|department|agency|office|administration|government|delegation|cabinet|bank)"
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
    r"(?<=,\s)P++,(?=\s)|P++(?:['’]s?\s+(?:\w+\s+)?(?:letters?|posts?|tweets?|missive|message|office)"
    r"(?:\s+(?:to|of)\s+[EAD]+)?(?=\s))?"
    rf"|(?:E++|A++)(?:['’]s?)?\s+(?:{OFFICIALS}|B+(?:\s+O+)?)"
    rf"|B++(?:\s+of\s+(?:the\s+)?E+)?(?:\s+O+|\s+(?:spokes\w+|officials?|statement|readout|notice|circular"
    rf"|communiqu[eé]|fact\s+sheet))?"
    rf"|{_AND_ANOTHER}|A++{_LIKE_VERB}|W++"
)
"""Subjects that begin with a class letter of the mask."""
_BY_WORD = (
    rf"(?:the\s+)?(?:government|people)\s+of\s+(?:the\s+)?E+"
    rf"|both\s+(?:the\s+)?{_AND_ANOTHER}|the\s+A++{_LIKE_VERB}"
    rf"|(?:one|two|another|some|several|an?\s+member)\s+of\s+the\s+(?:E++|A++)(?:['’]s?)?(?:\s+{OFFICIALS})?"
    rf"|(?:each|neither|both)(?=\s+(?:will|would|shall|should|has|have|had|agreed|said|says|promised|pledged|undertook|undertakes?|commits?)\b|\s*$)"
    rf"|(?:the|an?|one|its|their|his|her|this|another)\s+{_RANK}{_KIND}(?:{_COMMON}|(?:statement|O+|spokes\w+"
    rf"|official){_FOR}|minister"
    rf"|country|officials|leader|body|communiqu[eé]|bloc|authorities|president)"
    rf"|(?:it|he|she|they|we|authorities|officials|i)\b"
)
"""Subjects that begin with a word in small letters."""
SUBJECT = rf"\b(?P<subject>(?=[A-Z])(?:{_BY_CLASS})|(?=[a-z])(?:{_BY_WORD}))"
GAP = (
    r"(?:\s+(?:him|her|it|them)sel(?:f|ves)|\s+there)?"
    r"(?:,\s+wh(?:o|ich)|\s+[–—]\s+who|,\s[^.;“”\"]{2,110}?,|\s+\([^)]{1,60}\)"
    r"|\s+in\s+(?:(?:an?|its|his|her)\s+\w+|E+|L+))?"
    r"(?:\s+(?:has|have|had|also|long|later|then|since|again|repeatedly|previously|earlier|reportedly"
    r"|both|all"
    r"|already|always|often"
    r"|once|still|now|however|therefore|meanwhile|soon|just|duly|more\s+than|all\s+but|almost|nearly|even|in\s+turn|further|subsequently|would|will|could|may|might|must|shall|do|does"
    r"|did|is|are"
    r"|was|were|(?:on|in|over|late|early|until|by)\s+D+|D+|as\s+well|publicly|(?!apply|supply|rely|reply"
    r"|comply)\w+ly|each|jointly|instead|not|never"
    r"|continue[sd]?\s+to))*\s+"
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
BEFORE = Pattern(SUBJECT + GAP + r"$")
OBJECT = Pattern(
    r"(?<!government\s)\b(?:from|of|on|to|with|against|in|into|for|by|between|towards?)\s+"
    r"(?:(?:the|its|all|both|products|goods|imports)\s+)*$"
)
"""What stands before a name that is no subject."""
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
