"""Reading the texts of duty columns into typed duty expressions; what is not understood stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.core.duty_expressions import PIECE, DutyExpression, PartRate, SpecificRate

_NUMBER = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?P<fraction> \d+/\d+)?"
_PERCENT = re.compile(rf"{_NUMBER} ?%(?: ?(?:on|of) (?:the value of )?(?P<of>[a-z][^%$¢\d]*))?\Z")
_MONEY = re.compile(
    rf"(?:(?P<dollar>\$) ?)?{_NUMBER} ?(?P<currency>¢|EUR|GBP|€|[A-Z]{{3}})?(?P<rest>(?: each|[ /]).*)\Z"
)
_BASE = re.compile(
    r"/ ?(?P<count>\d[\d,]*(?:\.\d+)?)? ?(?P<per>[^,]*?)?"
    r"(?:(?: on| of) ?(?P<of>[^%$¢]+)|, (?P<including>including .+))?\Z"
)
_RANGE = re.compile(r"(\d+(?:\.\d+)?)% to (\d+(?:\.\d+)?)%\Z")
_DEGREES = re.compile(
    r"(?P<first>.+?) less (?P<less>\S+?)(?:/kg)? for each (?P<of>degree under \d+ degrees)"
    r"(?: \(and fractions? of a degree in proportion\))?\Z"
)
_NORMAL_DEGREES = re.compile(r"(?P<first>.+?) less (?P<less>\$[\d.]+)/(?P<of>degree under \d+ degrees)\Z")
_LEAST = re.compile(r"(?: but)? not less(?: than)? | MIN ")
_MOST = re.compile(r"(?: but)? not (?:more than|to exceed) | MAX ")
_GREATER = re.compile(r"(?:the )?greater of (.+) or (.+)\Z", re.IGNORECASE)
_SEE = re.compile(r"(?:see|the (?:duty|rate)\b.*\bapplicable|the rate of duty)\b", re.IGNORECASE)
_WHOLE = ("the entire set", "the entire article")
_UNITS = {
    "liters": "liter", "pf. liter": "pf.liter", "pf liter": "pf.liter", "m²": "m2", "m³": "m3", "tonne": "t",
    "tonnes": "t", "item": PIECE, "items": PIECE, "article": PIECE, "thousand": PIECE, "": PIECE,
    "lin. m": "m", "line/ gross": "line/gross", "prs.": "pr.", "pr": "pr.", "doz": "doz.",
}  # fmt: skip
_OF = {
    "net drained wt": "drained weight", "eda": "drained weight", "net dry": "dry weight", "mas": "dry weight",
    "gross": "gross weight", "std qual": "standard quality", "tot alc": "total alcohol",
    "% sacchar": "each percent of sucrose", "%sacchar": "each percent of sucrose",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def parse_duty(text: str) -> DutyExpression:
    """Return the duty that a schedule's text states.

    Understood are `Free`, rates, amounts by unit, their sums, rates on parts, bounds from below and above,
    sugar's degrees, ranges (`4% to 6%`) and pointers to another heading. Anything else is kept as text of
    kind `unknown`; it is never taken for zero.

    Args:
        text: What stands in a duty column; not the symbols of special programmes (`parse_special`).

    Example:
        >>> parse_duty("4.4¢/kg + 20%").specific[0]
        SpecificRate(amount=0.044, per='kg', count=1, of='', currency='USD')
        >>> parse_duty("6.8%").ad_valorem, parse_duty("Free").kind, parse_duty("on demand").kind
        (0.068, 'free', 'unknown')
        >>> str(parse_duty("0.9¢ each")), parse_duty("See 9903.88.15").sees
        ('$0.009 each', '9903.88.15')
    """
    words = _tidy(text)
    if words.casefold() == "free":
        return DutyExpression(kind="free", text=text, ad_valorem=0.0)
    if not words:
        return DutyExpression(kind="unknown", text=text)
    found = _range(words) or _pointer(words) or _bounded(words)
    return replace(found or DutyExpression(kind="unknown"), text=text)


def _tidy(text: str) -> str:
    """Return text with single blanks, without the hyphens of broken lines and stray marks at its end."""
    words = " ".join(text.split())
    words = re.sub(r"(?<=[a-z])- (?=[a-z])", "", words)
    words = words.replace("€", " EUR").replace("( ", "(")
    words = re.sub(r"(?<=\d) *¢ */ *", "¢/", words)
    words = re.sub(r"(?<=\d)(EUR|GBP)", r" \1", words)
    return re.sub(r" ?/\Z", "", " ".join(words.split())).rstrip(".,; ") if words[-1:] in "/.,; " else words


def _range(words: str) -> DutyExpression | None:
    found = _RANGE.match(words)
    if not found:
        return None
    low, high = _fraction(found[1]), _fraction(found[2])
    return DutyExpression(kind="range", low=low, high=high) if low <= high else None


def _pointer(words: str) -> DutyExpression | None:
    if not _SEE.match(words):
        return None
    return DutyExpression(kind="see", sees=re.sub(r"(?i)\Asee ", "", words))


def _bounded(words: str) -> DutyExpression | None:
    """Read a sum with its lowest and highest bounds."""
    greater = _GREATER.match(words)
    if greater:
        return _with_bounds(greater[1], greater[2], None)
    most = _MOST.split(words)
    least = _LEAST.split(most[0])
    if len(most) > 2 or len(least) > 2 or " MIN " in "".join(most[1:]):
        return None
    return _with_bounds(least[0], least[1] if least[1:] else None, most[1] if most[1:] else None)


def _with_bounds(first: str, least: str | None, most: str | None) -> DutyExpression | None:
    found = _sum(first)
    minimum = None if least is None else _sum(least)
    maximum = None if most is None else _sum(most)
    unread = (least is not None and minimum is None) or (most is not None and maximum is None)
    if found is None or unread:
        return None
    if least is None and most is None:
        return found
    return replace(found, kind="compound", minimum=minimum, maximum=maximum)


def _sum(words: str) -> DutyExpression | None:
    """Read terms joined by plus signs."""
    ad_valorem: float | None = None
    specific: list[SpecificRate] = []
    parts: list[PartRate] = []
    less: SpecificRate | None = None
    for place, term in enumerate(words.split("+")):
        term, taken = _degrees(term.strip())
        if taken is not None:
            if place:
                return None
            less = taken
        percent = _percent(term)
        found = _money(term) if percent is None else percent
        if isinstance(found, float) and ad_valorem is None:
            ad_valorem = found
        elif isinstance(found, PartRate):
            parts.append(found)
        elif isinstance(found, SpecificRate):
            specific.append(found)
        else:
            return None
    if less is not None and not specific:
        return None
    mixed = bool(parts or less or (specific and ad_valorem is not None))
    kind = "compound" if mixed else "specific" if specific else "ad_valorem"
    return DutyExpression(
        kind=kind,  # type: ignore[arg-type]
        ad_valorem=ad_valorem,
        specific=tuple(specific),
        parts=tuple(parts),
        less=less,
    )


def _degrees(term: str) -> tuple[str, SpecificRate | None]:
    """Split off what is taken for each degree of sugar."""
    found = _DEGREES.match(term) or _NORMAL_DEGREES.match(term)
    if not found:
        return term, None
    money = _money(f"{found['less']}/{found['of']}")
    return (found["first"], money) if isinstance(money, SpecificRate) else (term, None)


def _percent(term: str) -> float | PartRate | None:
    found = _PERCENT.match(term)
    if not found:
        return None
    rate = _fraction(found["number"], found["fraction"])
    of = (found["of"] or "").strip()
    return PartRate(rate, of) if of and of not in _WHOLE else rate


def _fraction(number: str, fraction: str | None = None) -> float:
    return round(_amount(number, fraction) / 100, 12)


def _amount(number: str, fraction: str | None = None) -> float:
    value = float(number.replace(",", ""))
    if fraction:
        above, below = fraction.split("/")
        if int(below):
            value += int(above) / int(below)
    return value


def _money(term: str) -> SpecificRate | None:
    found = _MONEY.match(term)
    if not found or bool(found["dollar"]) == bool(found["currency"]):
        return None
    amount = _amount(found["number"], found["fraction"])
    currency = "USD" if found["dollar"] or found["currency"] == "¢" else found["currency"]
    if found["currency"] == "¢":
        amount = round(amount / 100, 12)
    return _on_base(amount, currency, found["rest"].strip())


def _on_base(amount: float, currency: str, rest: str) -> SpecificRate | None:
    """Read what the amount is for: `each`, a unit, a unit of something."""
    if rest == "each":
        return SpecificRate(amount, PIECE, currency=currency)
    found = _BASE.match(rest)
    if not found:
        return None
    per, of = (found["per"] or "").strip(), (found["of"] or found["including"] or "").strip()
    count = float(found["count"].replace(",", "")) if found["count"] else 1.0
    pieces = [piece.strip() for piece in per.split("/")]
    if currency != "USD" and len(pieces) > 1 and not of:
        if pieces[0] == "% vol" or pieces[0] == "%vol":
            per = "% vol/hl"
        else:
            per, of = pieces[0], _content("/".join(piece for piece in pieces[1:]))
    elif currency != "USD" and per.startswith("kg "):
        per, _, tail = per.partition(" ")
        of = _content(tail)
    if per == "thousand":
        count *= 1000
    per = _UNITS.get(per, per)
    if per == PIECE and count == 1.0 and not (found["per"] or found["count"]):
        return None
    return SpecificRate(amount, per, int(count) if count.is_integer() else count, of, currency)


def _content(words: str) -> str:
    tidy = re.sub(r"\bnet/", "", words.replace("/ %", "/%")).strip()
    return "" if tidy == "net" else _OF.get(tidy, tidy)


@dataclass(frozen=True, slots=True)
class SpecialRate:
    """What goods of some programmes pay: the symbols as the schedule prints them, and the duty."""

    symbols: tuple[str, ...]
    duty: DutyExpression


_SPECIAL = re.compile(r"([^()]+)\(([A-Z+*., ]+(?:\([A-Z+*., ]*)?)\)")
_SYMBOL = re.compile(r"[A-Z]+[*+]?")


@lru_cache(maxsize=5_000)
def parse_special(text: str) -> tuple[SpecialRate, ...]:
    """Return the duties of the special column, each with the symbols of its programmes.

    Args:
        text: Duties, each followed by symbols in brackets.

    Example:
        >>> for special in parse_special("Free (A+,AU,S) 2.4% (KR) See 9822.06.10 (PE)"):
        ...     print(special.symbols, special.duty.kind)
        ('A+', 'AU', 'S') free
        ('KR',) ad_valorem
        ('PE',) see
    """
    found = []
    for words, symbols in _SPECIAL.findall(" ".join(text.split())):
        names = tuple(dict.fromkeys(_SYMBOL.findall(symbols)))
        if names:
            found.append(SpecialRate(names, parse_duty(words.strip(" ,;"))))
    return tuple(found)
