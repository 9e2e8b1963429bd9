"""Equilibrium solvers on plain arrays; no dates, no law, no files."""

from detente.models.baseline import Baseline
from detente.models.batch import BatchSolver
from detente.models.batch_outcomes import Outcomes
from detente.models.batch_shocks import TariffChange
from detente.models.calibration import WorldFlows, baseline_from_flows
from detente.models.caliendo_parro import SolveOptions, imbalance, rebase, solve
from detente.models.equilibrium import Equilibrium
from detente.models.fixed_point import FixedPoint, FixedPointOptions, solve_fixed_point
from detente.models.restrictions import Rent, Restriction, RestrictionEffect
from detente.models.small_steps import first_order_in_steps

__all__ = [
    "Baseline",
    "BatchSolver",
    "Equilibrium",
    "FixedPoint",
    "FixedPointOptions",
    "Outcomes",
    "Rent",
    "Restriction",
    "RestrictionEffect",
    "SolveOptions",
    "TariffChange",
    "WorldFlows",
    "baseline_from_flows",
    "first_order_in_steps",
    "imbalance",
    "rebase",
    "solve",
    "solve_fixed_point",
]
