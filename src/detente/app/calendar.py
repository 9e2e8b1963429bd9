"""Deadlines as an iCalendar file (RFC 5545): one all-day event for each, under a name that stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.core.version import VERSION
from detente.ledger.entries import Deadline

LONGEST_LINE = 75  # octets, RFC 5545 section 3.1


def calendar(deadlines: Sequence[Deadline]) -> str:
    """Return an iCalendar text whose events a calendar updates in place when it is read again.

    The stamp of an event is the day the deadline (or its outcome) came on record, so the same record gives
    the same file.

    Example:
        >>> calendar([]).splitlines()[:2]
        ['BEGIN:VCALENDAR', 'VERSION:2.0']

    Source:
        RFC 5545, sections 3.1 (folding), 3.3.11 (escaping) and 3.6.1 (events).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Detente//Detente {VERSION}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Trade deadlines",
    ]
    for deadline in deadlines:
        lines += _event(deadline)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(deadline: Deadline) -> Iterable[str]:
    outcome = deadline.outcome
    stamp = outcome.known_at if outcome else deadline.known_at
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(deadline.id)}@deadlines.detente"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{deadline.on:%Y%m%d}"
    yield f"SUMMARY:{escaped(_summary(deadline))}"
    yield f"DESCRIPTION:{escaped(_description(deadline))}"
    yield f"CATEGORIES:{','.join(escaped(party) for party in deadline.parties)}"
    if deadline.source.url and deadline.source.url.isprintable():
        yield f"URL:{deadline.source.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(deadline: Deadline) -> str:
    became = f" ({deadline.outcome.kind})" if deadline.outcome else ""
    return f"{' - '.join(deadline.parties)}: {deadline.title}{became}"


def _description(deadline: Deadline) -> str:
    lines = [
        f"{item.tranche or item.control}: {item.on_lapse.replace('_', ' ')} from {item.at}"
        for item in deadline.governs
    ]
    if deadline.outcome:
        lines.append(f"{deadline.outcome.kind} on {deadline.outcome.known_at}: {deadline.outcome.text}")
    lines += [deadline.note] if deadline.note else []
    lines.append(f"Source: {deadline.source.citation} ({deadline.source.evidence})")
    return "\n".join(lines)


def escaped(text: str) -> str:
    r"""Return text as an iCalendar value; characters that may not stand in one are left out.

    Example:
        >>> escaped("a, b; c\nd")
        'a\\, b\\; c\\nd'
    """
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return "".join(letter for letter in text if letter == "\t" or (letter >= " " and letter != "\x7f"))


def fold(line: str) -> str:
    r"""Return a line cut into pieces of at most 75 octets, never inside a character.

    Example:
        >>> [len(piece.encode()) for piece in fold("税" * 40).split("\r\n")]
        [75, 46]
    """
    pieces, current = [], b""
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(current) + len(octets) > LONGEST_LINE:
            pieces.append(current.decode())
            current = b" "
        current += octets
    return "\r\n".join([*pieces, current.decode()])
