"""Measures that a scenario adds to the record: checked as those on record are, but for their sources."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from detente.core.errors import BadInput, Place
from detente.core.located import Located
from detente.ledger.checking import check_assumed
from detente.ledger.entries import Measure
from detente.ledger.reading import Entry
from detente.ledger.record import Record


def with_measures(record: Record, scenario: str, measures: Sequence[Measure]) -> Record:
    """Return the record with measures added; the record itself stays as it is.

    Args:
        record: The record to build on.
        scenario: What the scenario is called, for the refusal.
        measures: New measures; a hypothetical rate needs no source.

    Raises:
        BadInput: A measure or tranche is on record already, or is not sound.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> with_measures(open_record(), "hold", ()).newest.year
        2026
    """
    if not measures:
        return record
    where = Place(scenario)
    measures = [_coded(record, measure) for measure in measures]
    for measure in measures:
        if measure.id in record.tables.measures:
            mend = "give it another id; events change measures on record"
            raise BadInput(f"the added measure {measure.id} exists", where, mend)
        for tranche in measure.tranches:
            if tranche.id in record.tranches:
                mend = "give it another id; events change tranches on record"
                raise BadInput(f"the added tranche {tranche.id} exists", where, mend)
    joined = {**record.tables.measures, **{measure.id: measure for measure in measures}}
    digest = hashlib.sha256(f"{record.digest}{measures!r}".encode()).hexdigest()
    found = Record(replace(record.tables, measures=joined), digest)
    file = Located(scenario)
    entries = [Entry("measure", measure, file, ("measures", row)) for row, measure in enumerate(measures)]
    for problem in check_assumed(entries, found):
        raise BadInput(problem.what, where, problem.mend)
    return found


def two_letter_codes(record: Record) -> dict[str, str]:
    """Return the alpha-3 code of each economy by its ISO alpha-2 code.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> two_letter_codes(open_record())["NO"]
        'NOR'
    """
    return {
        alias: economy.code for economy in record.economies for alias in economy.aliases if len(alias) == 2
    }


def _coded(record: Record, measure: Measure) -> Measure:
    """Write ISO alpha-2 codes of origins as alpha-3, as the record's own reader does: NO is NOR."""
    two_letters = two_letter_codes(record)
    scope = measure.scope
    origins = tuple(two_letters.get(code, code) for code in scope.origins)
    spared = tuple(two_letters.get(code, code) for code in scope.except_origins)
    return replace(
        measure,
        imposing=two_letters.get(measure.imposing, measure.imposing),
        scope=replace(scope, origins=origins, except_origins=spared),
    )
