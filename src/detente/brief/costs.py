"""What it would cost: the effects of each scenario on both sides, on others and on sectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from detente.brief.parts import Cost, Moved, Range
from detente.brief.standing import Traded
from detente.core.citing import SourceBook
from detente.core.plain import plain
from detente.duties.status import Status
from detente.ledger.record import Record

if TYPE_CHECKING:
    from detente.brief.composition import BriefQuestion
    from detente.impact.effects import Effects, ScenarioCost

Progress = Callable[[str, int, int], None]
MOST_AFFECTED = 5


def solved_scenarios(
    record: Record, found: Status, scenarios: Sequence[str], question: BriefQuestion, progress: Progress
) -> tuple[ScenarioCost, ...]:
    """Return the effects of scenarios on the pair, day and knowledge of a status, on a question's world."""
    from detente.impact.solving import Ask
    from detente.impact.spread import effects_of_scenarios

    ask = Ask(found.between, found.on, found.known_at, found.looked_ahead_from, question.folders)
    return effects_of_scenarios(record, ask, scenarios, question.world, progress)


def costs(solved: Iterable[ScenarioCost], book: SourceBook) -> tuple[Cost, ...]:
    """Return each scenario's cost: ranges over elasticity sets, and the most affected.

    Args:
        solved: The scenarios' effects.
        book: Where sources get their numbers.
    """
    return tuple(_cost(scenario, book) for scenario in solved)


def _cost(scenario: ScenarioCost, book: SourceBook) -> Cost:
    effects = scenario.effects
    others = [row for row in effects.economies if row.economy not in effects.between]
    worst = min(others, key=lambda row: row.real_income_percent, default=None)
    return Cost(
        effects=effects,
        spread=tuple(plain(row) for row in scenario.spread),
        dropped=scenario.dropped,
        real_income={row.economy: _range(scenario, row.economy) for row in effects.economies},
        worst_elsewhere=Moved(worst.economy, worst.real_income_percent) if worst else None,
        economies=_most((row.economy, row.real_income_percent) for row in others),
        sectors={side: _sectors(effects, side) for side in effects.between},
        cites=book.cite(*effects.sources),
    )


def _range(scenario: ScenarioCost, economy: str) -> Range:
    low, high = scenario.range_of(economy)
    return Range(scenario.effects.economy(economy).real_income_percent, low, high)


def _sectors(effects: Effects, side: str) -> tuple[Moved, ...]:
    return _most((row.sector, row.output_percent) for row in effects.sectors if row.economy == side)


def _most(moves: Iterable[tuple[str, float]]) -> tuple[Moved, ...]:
    ranked = sorted(moves, key=lambda move: (-abs(move[1]), move[0]))
    return tuple(Moved(name, percent) for name, percent in ranked[:MOST_AFFECTED])


def traded(solved: Iterable[ScenarioCost]) -> Traded:
    """Return the average added duty on what each side buys of the other, under the law of the day."""
    return {
        (row.importer, row.origin): (row, scenario.effects.sources)
        for scenario in solved
        for row in scenario.today
    }
