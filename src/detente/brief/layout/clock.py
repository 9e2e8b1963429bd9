"""The words of THE CLOCK."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.blocks import Apart, Cite, Line, Section
from detente.brief.parts import Clock, SideLapse, Tally, Ticking
from detente.brief.wording import cited, listed
from detente.core.sources import Evidence
from detente.core.wording import counted, day_name, percent

SAYS: dict[Evidence, str] = {
    "instrument": "an instrument says",
    "statement": "a statement says",
    "press": "the press says",
    "publication": "a publication says",
}
_ALONE: dict[Evidence, str] = {
    "statement": "statements",
    "press": "press reports",
    "publication": "publications",
}


def the_clock(clock: Clock) -> Section:
    """Return the section on running deadlines; without any, only the tally of those before."""
    lines = [line for deadline in clock.deadlines for line in _deadline(deadline)]
    if not lines:
        lines.append(Line(("no deadline between the two runs on this day",)))
    return Section("The clock", (*lines, *_tally(clock.tally)))


def _deadline(deadline: Ticking) -> Iterator[Line]:
    ends = f"runs out on {day_name(deadline.on)}, in {counted(deadline.days_left, 'day')} "
    alone = _ALONE.get(deadline.evidence)
    rests = f" (rests on {alone} alone)" if alone else ""
    yield Line((f"{deadline.title}: {ends}", Cite(deadline.cites), rests), opens=True)
    label = "if it lapses"
    for lapse in deadline.lapses:
        yield from _lapse(lapse, label)
        label = ""
    if deadline.governs:
        matters = [cited(f"{matter.text} ", matter.cites) for matter in deadline.governs]
        yield Line(listed(matters), label="it also governs")
    if deadline.note:
        yield Line((Apart("told with hindsight"), f": {deadline.note}"), label="note")
    if deadline.later:
        later = deadline.later
        mark = f"known later, on {day_name(later.known_at)}"
        yield Line((Apart(mark), f": {later.kind}. {later.text}"), label="what came of it")


def _lapse(lapse: SideLapse, label: str) -> Iterator[Line]:
    lead = f"{lapse.importer} on {lapse.origin}  "
    claims = [cited(f"{SAYS[claim.evidence]} {percent(claim.rate)} ", claim.cites) for claim in lapse.claims]
    said = ("(", *listed(claims), ")") if claims else ()
    if lapse.from_rate == lapse.to_rate:
        stays = f"stays at {percent(lapse.from_rate)} by law "
        # What is void says nothing of the duty that stays; the ruling is cited below.
        rests = () if lapse.legal_base == "void" else lapse.cites
        yield Line((stays, Cite(rests), *((" ", *said) if said else ())), label, lead)
    else:
        moves = f"{percent(lapse.from_rate)} -> {percent(lapse.to_rate)} by law "
        yield Line((moves, Cite(lapse.cites), *((" ", *said) if said else ())), label, lead)
    indent = " " * len(lead)
    asleep = f"the {percent(lapse.asleep)} that sleeps"
    if lapse.legal_base == "void":
        yield Line((f"{asleep} cannot come back: {lapse.why} ", Cite(lapse.ruling_cites)), lead=indent)
    elif lapse.legal_base == "disputed":
        comes = f"{asleep} comes back, but its legal base is disputed: {lapse.why} "
        yield Line((comes, Cite(lapse.ruling_cites)), lead=indent)
    for claim in lapse.claims:
        yield Line(cited(f"{claim.why} ", claim.cites), lead=indent)


def _tally(tally: Tally) -> Iterator[Line]:
    if tally.settled:
        counts = ", ".join(f"{many} {kind}" for kind, many in sorted(tally.counts.items()))
        yield Line(
            (f"{tally.settled} between the two so far: {counts} ", Cite(tally.cites)), label="such deadlines"
        )
