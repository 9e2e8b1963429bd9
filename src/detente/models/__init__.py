"""Equilibrium solvers on plain arrays; no dates, no law, no files."""
