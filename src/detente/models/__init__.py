"""Equilibrium solvers on plain arrays; no dates, no law, no files."""

from detente.models.baseline import Baseline
from detente.models.calibration import WorldFlows, baseline_from_flows
from detente.models.caliendo_parro import SolveOptions, imbalance, rebase, solve
from detente.models.equilibrium import Equilibrium
from detente.models.fixed_point import FixedPoint, FixedPointOptions, solve_fixed_point

__all__ = [
    "Baseline",
    "Equilibrium",
    "FixedPoint",
    "FixedPointOptions",
    "SolveOptions",
    "WorldFlows",
    "baseline_from_flows",
    "imbalance",
    "rebase",
    "solve",
    "solve_fixed_point",
]
