"""What duties do to economies and sectors: the answer of `effects` and its JSON shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from detente.core.errors import BadInput
from detente.core.sources import Source


def not_in_the_table(code: str, world: str, within: str = "") -> BadInput:
    """Return the refusal of an economy that a world table does not hold by itself.

    Example:
        >>> str(not_in_the_table("LIE", "icio-2022", within="ROW"))
        'LIE is not in icio-2022; its trade is within ROW: ask about an economy of the table, see ...'
    """
    mend = "ask about an economy of the table, see `detente world info`"
    return BadInput(
        f"{code} is not in {world}", mend=f"its trade is within {within}: {mend}" if within else mend
    )


@dataclass(frozen=True, slots=True)
class EffectsQuestion:
    """What `effects` and `brief` ask of the models.

    `against` is `base` (the world table's own year) or `hold` (the law of the day). `horizon` is `long`
    (trade has settled) or `short` (the first year), `taxed` what duties on all goods fall on: `goods`, or
    `all`, services too. `deficits` is the rule for deficits, None the model's own. `revenue` is the use of
    tariff revenue: `lump_sum`, or in the one-sector model `income_tax_relief`. `restrictions` are ids of
    restrictions on record, laid beside the scenario's own; `id=0.5` gives the quantity left as a share of
    the normal one.

    Raises:
        BadInput: The restrictions are one text and no tuple.

    Example:
        >>> EffectsQuestion().deficit_rule
        'fixed_nominal'
    """

    scenario: str = "hold"
    against: str = "base"
    model: str = "caliendo-parro"
    elasticities: str = "caliendo-parro-2015"
    deficits: str | None = None
    horizon: str = "long"
    taxed: str = "goods"
    revenue: str = "lump_sum"
    restrictions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.restrictions, str):
            what = f"restrictions is the text '{self.restrictions}'"
            raise BadInput(what, mend=f"give ids in a tuple, as ('{self.restrictions}',)")

    @property
    def deficit_rule(self) -> str:
        """The rule for deficits of the model with sectors: the one asked for, else the usual one."""
        return "fixed_nominal" if self.deficits is None else self.deficits


@dataclass(frozen=True, slots=True)
class EconomyEffect:
    """Changes in one economy; percent where the name says so, money in USD of the world table's year.

    `real_income_percent` is exact (equivalent variation under Cobb-Douglas preferences);
    `first_order_percent` is Caliendo and Parro's measure, kept apart under its own name. What a model does
    not tell is None.
    """

    economy: str
    real_income_percent: float
    first_order_percent: float | None
    exports_percent: float
    imports_percent: float
    price_index_percent: float
    wage_percent: float
    tariff_revenue_usd: float | None
    tariff_revenue_change_usd: float
    trade_balance_usd: float


@dataclass(frozen=True, slots=True)
class SectorEffect:
    """Changes in one sector of one economy, and the average added duty it meets or charges."""

    economy: str
    sector: str
    output_percent: float
    exports_percent: float
    imports_percent: float
    added_duty_on_imports: float
    added_duty_on_exports: float


@dataclass(frozen=True, slots=True)
class SolverReport:
    """How the equilibrium was reached."""

    status: str
    residual: float
    iterations: int
    seconds: float
    advice: str = ""


@dataclass(frozen=True, slots=True)
class PairDuty:
    """The trade-weighted added duty of an importer on an origin: now, and in the table's own year.

    `left_out` names tranches in force between the two that could not be weighed: the rate is the least.
    """

    importer: str
    origin: str
    added_rate: float
    added_rate_in_base_year: float
    trade_usd: float
    weights: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """The same scenario in another model: its choices by name, and what it says of economies."""

    model: str
    options: Mapping[str, str]
    economies: tuple[EconomyEffect, ...]
    solver: SolverReport


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionAnswer:
    """What a licence or quota came to: the wedge on the price, the quantity left, the rent and whose it is.

    `allowed` is the quantity it leaves as a share of that in the base, None where it states a wedge;
    `quantity` the share that is traded, `wedge` the share added to the price, 0 where it does not bind.
    `trade_usd` is the restricted trade in the base. `control` is the export control behind it, `state` the
    state of that on the day.
    """

    restriction: str
    title: str
    control: str | None
    state: str | None
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    sectors: tuple[str, ...]
    allowed: float | None
    wedge: float
    quantity: float
    binding: bool
    rent: str
    rent_usd: float
    trade_usd: float
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedByLicences:
    """Changes of real income in one economy with and without the licences; percent of what it is in the base.

    `added_percent` is that of duties and licences together less that of the duties alone.
    """

    economy: str
    duties_alone_percent: float
    licences_alone_percent: float
    together_percent: float
    added_percent: float


@dataclass(frozen=True, slots=True)
class Licences:
    """The restrictions of a scenario, and what they add to its duties."""

    restrictions: tuple[RestrictionAnswer, ...]
    economies: tuple[AddedByLicences, ...]

    def economy(self, code: str) -> AddedByLicences:
        """Return the row of an economy.

        Raises:
            BadInput: There is no such economy.
        """
        for row in self.economies:
            if row.economy == code:
                return row
        raise not_in_the_table(code, "the world table")


@dataclass(frozen=True, slots=True)
class Effects:
    """The answer of `effects`: one scenario in one model on one world table.

    `licences` is None where nothing restricts trade beside the duties; where something does, the rows of
    economies and sectors are those of both together. `beside` holds the answers of other models.
    """

    scenario: str
    title: str
    between: tuple[str, str]
    on: str
    against: str
    model: str
    options: Mapping[str, str]
    world: str
    economies: tuple[EconomyEffect, ...]
    sectors: tuple[SectorEffect, ...]
    duties: tuple[PairDuty, ...]
    solver: SolverReport
    notes: tuple[str, ...]
    sources: tuple[Source, ...]
    licences: Licences | None = None
    beside: tuple[ModelAnswer, ...] = ()

    def economy(self, code: str) -> EconomyEffect:
        """Return the row of an economy, or of a group that was asked about.

        Raises:
            BadInput: The table has no such economy.
        """
        for row in self.economies:
            if row.economy == code:
                return row
        raise not_in_the_table(code, self.world)

    def as_json(self) -> dict[str, Any]:
        """Return the documented JSON shape."""
        return {**asdict(self), "options": dict(self.options)}


@dataclass(frozen=True, slots=True)
class ElasticityAnswer:
    """The real income changes of the same scenario under another set of trade elasticities."""

    elasticities: str
    citation: str
    real_income_percent: Mapping[str, float]
    solver: SolverReport


@dataclass(frozen=True, slots=True)
class ScenarioCost:
    """A scenario's effects, the same under every other elasticity set, and the duties it starts from.

    `today` holds the average added duties of the pair under the law of the day, whatever the scenario.
    """

    effects: Effects
    spread: tuple[ElasticityAnswer, ...]
    today: tuple[PairDuty, ...]

    @property
    def dropped(self) -> tuple[str, ...]:
        """The elasticity sets under which the model did not converge; no range holds them."""
        return tuple(answer.elasticities for answer in self.spread if answer.solver.advice)

    def range_of(self, economy: str) -> tuple[float, float]:
        """Return the lowest and highest real income change of an economy over converged answers.

        Raises:
            BadInput: The table has no such economy.
        """
        own = self.effects.economy(economy).real_income_percent
        values = [answer.real_income_percent[economy] for answer in self.spread if not answer.solver.advice]
        return min([own, *values]), max([own, *values])
