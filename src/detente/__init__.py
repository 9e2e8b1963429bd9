"""Detente: an open workbench for trade disputes, from a headline to a number.

Example:
    >>> import detente
    >>> detente.__version__
    '0.1.0'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.core.version import VERSION

if TYPE_CHECKING:
    from detente.workbench import Workbench

__version__ = VERSION
__all__ = ["Workbench", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "Workbench":
        from detente.workbench import Workbench

        return Workbench
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
