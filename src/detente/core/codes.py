"""Codes that stand for no single economy."""

from __future__ import annotations

WORLD = "WLD"
"""All the world."""
