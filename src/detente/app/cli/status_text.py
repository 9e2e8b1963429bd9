"""`status` on the screen: both directions, what sleeps, listed goods, the clock, sources."""

from __future__ import annotations

from detente.app.cli.printing import Sources, block, days, heading, long_day, percent, rate, table, width
from detente.core.version import VERSION
from detente.duties.headline import Component, Headline
from detente.duties.status import Lapse, Lapsing, Status

EVIDENCE = {"press": "the press says", "statement": "statements say", "instrument": "instruments say"}
STATES = {"in_force": "in force", "suspended": "sleeping"}


def status_text(found: Status, scenario: str, digest: str) -> str:
    """Return the whole answer as text."""
    sources = Sources()
    title = f"{found.between[0]} - {found.between[1]} on {long_day(found.on)}"
    if scenario != "hold":
        title += f", scenario {scenario}"
    stamp = f"record {digest[:8]}  detente {VERSION}"
    lines = [heading(title) + stamp.rjust(max(width() - len(title), len(stamp) + 2))]
    for side in found.sides:
        lines += _side(side, sources)
    lines += ["", heading("THE CLOCK")]
    for lapsing in found.deadlines:
        lines += _lapsing(lapsing, sources)
    if not found.deadlines:
        lines.append("  no deadline between the two was running")
    if found.notices:
        lines += ["", heading("NOTE")]
        for notice in found.notices:
            lines += block(notice)
    return "\n".join(lines + sources.lines())


def _side(side: Headline, sources: Sources) -> list[str]:
    lines = ["", heading(f"{side.importer} on {side.origin}  {percent(side.rate)}") + " on all goods"]
    rows = [
        (
            rate(part.rate, part.semantics),
            STATES.get(part.state, part.state),
            part.label,
            part.tranche,
            f"{_life(part)} {sources.cite(*part.sources)}",
        )
        for part in sorted(side.components, key=lambda part: (part.state, -_size(part)))
    ]
    lines += table([""] * 5, rows, right=(0,))
    if side.listed:
        lines.append("  on listed goods only:")
        lines += table([""] * 4, _listed(side, sources), indent=4)
    return lines


def _life(part: Component) -> str:
    until = f", until {part.until.day}" if part.until else ""
    return f"since {part.since.day}{until}"


def _size(part: Component) -> float:
    return part.rate if isinstance(part.rate, float) else 0.0


def _listed(side: Headline, sources: Sources) -> list[tuple[str, str, str, str]]:
    """Return one row for the measures of a programme that share a state."""
    groups: dict[tuple[str, str], list[Component]] = {}
    for part in side.listed:
        groups.setdefault((part.label, part.state), []).append(part)
    rows = []
    for (label, state), parts in sorted(groups.items()):
        figures = ", ".join(dict.fromkeys(map(_figure, parts)))
        cited = sources.cite(*(source for part in parts for source in part.sources))
        count = f"{len(parts)} tranche{'' if len(parts) == 1 else 's'}"
        rows.append((label, STATES.get(state, state), count, f"{figures} {cited}"))
    return rows


def _figure(part: Component) -> str:
    """Return the rate, or what the rule is where it is not a rate."""
    return "exempt" if part.semantics == "exempt" else rate(part.rate, part.semantics)


def _lapsing(lapsing: Lapsing, sources: Sources) -> list[str]:
    running = lapsing.running
    deadline = running.deadline
    head = f"{deadline.title}: {days(running.days_left)} left ({deadline.source.evidence})"
    lines = block(f"{head} {sources.cite(deadline.source)}", 14, f"  {deadline.on}")
    for lapse in lapsing.lapses:
        lines += _lapse(lapse, sources)
    for other in lapsing.others:
        lines += block(f"also: {other}", 14)
    if running.later_outcome:
        outcome = running.later_outcome
        lines += block(f"later: {outcome.kind} on {outcome.known_at}: {outcome.text}", 14)
    if deadline.note:
        lines += block(f"note: {deadline.note}", 14)
    return lines


def _lapse(lapse: Lapse, sources: Sources) -> list[str]:
    base = lapse.legal_base
    ruling = sources.cite(base.ruling.source) if base.ruling else ""
    side = f"{lapse.importer} on {lapse.origin}"
    moves = f"{percent(lapse.from_rate)} -> {percent(lapse.to_rate)}"
    if lapse.from_rate == lapse.to_rate:
        moves = f"stays at {percent(lapse.to_rate)}"
    lines = block(f"{side}  {moves}, legal base {base.standing}: {lapse.why} {ruling}".rstrip(), 14)
    for claim in lapse.claims:
        says = EVIDENCE[claim.source.evidence]
        law = f"{says} {percent(claim.rate)}, by law {percent(lapse.to_rate)}"
        lines += block(f"{law}: {claim.why} {sources.cite(claim.source)}", 14)
    return lines
