"""What a written day, week, month or stretch is as ISO text, seen from the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente.core.wording import MONTH_NAMES
from detente.news.grammar.seasons import season_value
from detente.news.grammar.years import BESIDE, SHIFTS, near_year, year_told
from detente.news.patterns import TextPattern
from detente.news.tuples import NamedTuple
from detente.news.windows import last_day

MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {name: number for number, name in enumerate(_WEEK)}
_NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, 2)}
_SOON = timedelta(days=45)
"""How far ahead a day without a year may lie though nothing says that it is planned."""
_CLAUSE = 240
"""How far back the verb of a day's clause is looked for, in characters."""
_PLAN = TextPattern(
    r"\b(?:will|would|set to|due to|scheduled|expected|plans? to|planned|going to|is due|are due"
    r"|upcoming|shall|to (?:meet|take|begin|start|hold|resume|travel|visit|enter|go|open|lapse|expire|end"
    r"|sit|speak|host|receive)|effective"
    r"|(?:is|are) to [a-z]+|looks? forward to|hopes? to|wants? to|promis\w+ to|vow\w* to|pledg\w+ to"
    r"|ahead of|invited|must|(?:no|not) later than|deadline|expires?|lapses?|closes?(?= on)|runs? out|arrives"
    r"|ends(?=\s*$|\s+(?:on|in|at)\b)|holds? until|renew"
    r"|travels|meets|begins?|starts?|resumes|opens|visits|flies|heads|hosts|votes"
    r"|starting)\b[^;]*$"
    r"|\b(?:by|until|from|through)\s+$"
    r"|\b(?:exten|prolong|postpon|push|delay|defer|roll)\w*\b[^;]*\bto\s+$",
    re.IGNORECASE,
)
_PAST = TextPattern(
    r"\b(?:\w{3,}ed|was|were|flew|met|took|had|went|came|began|fell|rose|struck|gave|got|sent|held)\b"
)
_TOLD = r"\b(?:said|announced|confirmed|told|reported|showed|added|signed|met|spoke)\b"
_SAID = TextPattern(rf"{_TOLD}\s+(?:\S+\s+){{0,2}}$")
_AHEAD = TextPattern(
    r"\b(?:must|shall|have to|has to|should|will)\b[^;:]*"
    r"\b(?:by|until|before|no later than|starting|beginning|on|from)\s+$"
    r"|\b(?:runs|lasts|holds|expires?|lapses?|closes?|gives|ends|valid|(?<!was )(?<!were )due)\b[^;:]{0,20}"
    r"(?:\b(?:through|until|on|by|out)\s+)?$"
)
"""What makes a day without a year one to come, though it lies nearer in the past."""
_SINCE = TextPattern(r"\bsince\s+$")
_AS_OF = TextPattern(r"\bas\s+of\s+$")
_HAPPENED = TextPattern(r"\b(?:was|were|had|stood|took|came|went|rose|fell)\b")
_FULL_STOP = TextPattern(r"[.!?](?<!\b[A-Z].)(?<!\bMrs.)(?<!\b[MD][rs].)(?<!\bSt.)[”\"’)]*\s")
_TELLING = TextPattern(_TOLD)


class Clock(NamedTuple):
    """A text and the day from which its times are seen."""

    text: str
    published: date

    @property
    def monday(self) -> date:
        """The first day of the week of publication."""
        return self.published - timedelta(days=self.published.weekday())

    def clause(self, match: re.Match[str]) -> str:
        """Return what stands before a time in its sentence, as far as it matters."""
        place, text = match.start(), self.text
        least = max(place - _CLAUSE, 0)
        stops = [one.end() - 1 for one in _FULL_STOP.finditer(text, least, place)]
        start = max(*(text.rfind(mark, least, place) for mark in ("\n", "; ")), *stops[-1:], least - 1)
        return text[max(start + 1, least) : place]

    def planned(self, match: re.Match[str], before: str) -> bool:
        """Say whether a time is told of something yet to come."""
        if before in ("by", "until"):
            return True
        text, place = self.text, match.start()
        if _SAID.search(text, max(place - 40, 0), place):
            return False
        if _AS_OF.search(text, max(place - 8, 0), place):
            return _HAPPENED.search(self.clause(match)) is None
        clause = self.clause(match) + text[place : place + len(before)]
        telling = [one.end() for one in _TELLING.finditer(clause)]
        return _PLAN.search(clause, telling[-1] if telling else 0) is not None


def value_of(match: re.Match[str], clock: Clock) -> str:
    """Return a time as ISO text; empty for a day that no calendar has."""
    try:
        return _READERS[str(match.lastgroup)](match, clock)
    except ValueError:
        return ""


def _iso(match: re.Match[str], clock: Clock) -> str:
    return date.fromisoformat(match["iso"]).isoformat()


def _between(match: re.Match[str], clock: Clock) -> str:
    month = MONTHS[match["bm2"].lower()]
    first = MONTHS[match["bm1"].lower()] if match["bm1"] else month
    year = match["by"]
    return _stretch(_whole(year, first, match["b1"], clock), _whole(year, month, match["b2"], clock))


def _range(match: re.Match[str], clock: Clock) -> str:
    first = MONTHS[match["rm1"].lower()]
    last = MONTHS[match["rm2"].lower()] if match["rm2"] else first
    year = match["ry1"] or match["ry2"]
    return _stretch(
        _whole(year, first, match["r1"], clock), _whole(match["ry2"] or year, last, match["r2"], clock)
    )


def _stretch(first: str, last: str) -> str:
    if last < first:  # the second is the next such day after the first
        last = f"{int(first[:4]) + (last[4:] < first[4:])}{last[4:]}"
    return f"{first}/{last}"


def _month_day(match: re.Match[str], clock: Clock) -> str:
    return _told_day(match["mdy"], MONTHS[match["mdm"].lower()], match["mdd"], clock, match)


def _day_month(match: re.Match[str], clock: Clock) -> str:
    return _told_day(match["dmy"], MONTHS[match["dmm"].lower()], match["dmd"], clock, match)


def _whole(year: str | None, month: int, day: str, clock: Clock) -> str:
    """Return a day, of the year that is said or else of the nearest one."""
    number = int(re.sub(r"\D", "", day))
    told = year_told(year, clock.published) if year else near_year(month, number, clock.published)
    return date(told, month, number).isoformat()


def _told_day(year: str | None, month: int, day: str, clock: Clock, match: re.Match[str]) -> str:
    """Return a day; one far ahead without a year is of the year before, in the past tense."""
    beside = BESIDE.match(clock.text, match.end()) if not year else None
    year = beside["year"] if beside else year
    found = _whole(year, month, day, clock)
    since = not year and _SINCE.search(clock.text, max(match.start() - 12, 0), match.start())
    if since and found > clock.published.isoformat():
        return _whole(str(int(found[:4]) - 1), month, day, clock)
    late = not year and found > (clock.published + _SOON).isoformat()
    if late and _PAST.search(clock.clause(match)) and not clock.planned(match, ""):
        return _whole(str(int(found[:4]) - 1), month, day, clock)
    if not year and found < (clock.published - _SOON).isoformat() and _AHEAD.search(clock.clause(match)):
        return _whole(str(int(found[:4]) + 1), month, day, clock)
    return found


def _part(match: re.Match[str], clock: Clock) -> str:
    month = MONTHS[match["partm"].lower()]
    year = int(match["party"]) if match["party"] else near_year(month, 15, clock.published)
    return f"{year}-{month:02}-15" if match["partw"] == "mid" else _end_of(year, month, match["partw"])


def _end_of(year: int, month: int, word: str) -> str:
    """Return the first or last days of a month."""
    first, last = (1, 10) if "early" in word else (21, last_day(year, month))
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}"


def _months(match: re.Match[str], clock: Clock) -> str:
    first, last = MONTHS[match["m1"].lower()], MONTHS[match["m2"].lower()]
    end = int(match["my2"] or match["my1"] or near_year(last, 15, clock.published))
    start = int(match["my1"] or (end if first <= last else end - 1))
    return f"{start}-{first:02}/{end}-{last:02}"


def _month_year(match: re.Match[str], clock: Clock) -> str:
    return f"{match['myy']}-{MONTHS[match['mym'].lower()]:02}"


def _quarter(match: re.Match[str], clock: Clock) -> str:
    number = (
        int(match["qd"]) - 1 if match["qd"] else ("first", "second", "third", "fourth").index(match["qn"])
    )
    year = (
        int(match["qy"]) if match["qy"] else clock.published.year - (3 * number + 1 > clock.published.month)
    )
    return f"{year}-{3 * number + 1:02}/{year}-{3 * number + 3:02}"


def _half(match: re.Match[str], clock: Clock) -> str:
    year = int(match["hy"]) if match["hy"] else clock.published.year
    return f"{year}-01/{year}-06" if match["hn"] == "first" else f"{year}-07/{year}-12"


def _months_of(match: re.Match[str], clock: Clock) -> str:
    many, said = _COUNTS[match["sn"]], match["sy"] or ""
    year = int(said) if said.isdigit() else clock.published.year
    if match["sw"] == "first":
        return f"{year}-01/{year}-{many:02}"
    return f"{year}-{13 - many:02}/{year}-12" if said else ""


def _weekdays(match: re.Match[str], clock: Clock) -> str:
    first, last = DAYS[match["d1"].lower()], DAYS[match["d2"].lower()]
    many = (last - first) % 7
    if clock.planned(match, ""):
        day = clock.published + timedelta(days=(first - clock.published.weekday()) % 7)
        return f"{day}/{day + timedelta(days=many)}"
    end = clock.published - timedelta(days=(clock.published.weekday() - last) % 7)
    return f"{end - timedelta(days=many)}/{end}"


def _weekday(match: re.Match[str], clock: Clock) -> str:
    """Return the nearest such day: the coming one in a plan, else the last one, today included."""
    wanted = DAYS[match["wd"].lower()]
    back = (clock.published.weekday() - wanted) % 7
    before = (match["rd"] or "").strip()
    if before == "next":
        shift = 7 - back if back else 7
    elif before == "last":
        shift = -(back or 7)
    else:
        shift = (-back) % 7 if before == "from" or clock.planned(match, before) else -back
    return (clock.published + timedelta(days=shift)).isoformat()


def _deictic(match: re.Match[str], clock: Clock) -> str:
    gap = {"yesterday": -1, "tomorrow": 1}.get(match["today"].lower(), 0)
    return (clock.published + timedelta(days=gap)).isoformat()


def _week(match: re.Match[str], clock: Clock) -> str:
    said = match.group().lower()
    if "weekend" in said:
        return _weekend(said, clock, match)
    shift = 7 * SHIFTS.get(_plain(match["wk"]), 0)
    first = clock.monday + timedelta(days=shift)
    last = first + timedelta(days=6)
    if shift == 0 and not (said.startswith("later") or clock.planned(match, "")):
        last = clock.published
    return f"{first}/{last}"


def _weekend(said: str, clock: Clock, match: re.Match[str]) -> str:
    weekend = clock.published.weekday() >= 5 and "last" not in said
    this = "this" in said and (clock.planned(match, "") or " would " in clock.clause(match))
    saturday = clock.monday + timedelta(days=5 if weekend or this or "next" in said else -2)
    sunday = saturday + timedelta(days=1)
    return f"{saturday}/{min(sunday, clock.published) if saturday <= clock.published else sunday}"


def _month(match: re.Match[str], clock: Clock) -> str:
    shift = SHIFTS.get(_plain(match["mw"]), 0)
    count = clock.published.year * 12 + clock.published.month - 1 + shift
    return f"{count // 12}-{count % 12 + 1:02}"


def _of_month(match: re.Match[str], clock: Clock) -> str:
    return f"{clock.published.year}-{clock.published.month:02}"


def _season(match: re.Match[str], clock: Clock) -> str:
    return season_value(match, clock.published, clock.planned(match, ""))


def _year(match: re.Match[str], clock: Clock) -> str:
    return str(clock.published.year + SHIFTS.get(_plain(match["yw"]), 0))


def _named_month(match: re.Match[str], clock: Clock) -> str:
    month, word = MONTHS[match["lmm"].lower()], match["lmw"].lower()
    year, now = clock.published.year, clock.published.month
    ahead = word in ("next", "by", "until", "from") or clock.planned(match, "")
    if ahead and month < now - (3 if word == "from" else 0):
        year += 1
    elif (not ahead and month > now) or (word == "last" and month == now):
        year -= 1
    if "late" in word or "early" in word:
        return _end_of(year, month, word)
    return f"{year}-{month:02}"


def _named_year(match: re.Match[str], clock: Clock) -> str:
    return match["iy"]


def _plain(said: str) -> str:
    """Return words as the tables have them, whatever blanks part them."""
    return " ".join(said.lower().split())


_READERS = {
    "iso": _iso, "between": _between, "range": _range, "md": _month_day, "dm": _day_month, "part": _part,
    "months": _months, "my": _month_year, "quarter": _quarter, "half": _half, "span": _months_of,
    "days": _weekdays, "relday": _weekday, "today": _deictic, "week": _week, "month": _month, "year": _year,
    "season": _season, "ofmonth": _of_month,
    "lastmonth": _named_month, "inyear": _named_year,
}  # fmt: skip
