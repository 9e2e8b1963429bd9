"""Values as JSON holds them: one way from dataclasses, days and instants to objects, lists and text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from detente.core.time import Instant


def plain(value: Any) -> Any:
    """Return a value as JSON has it: entries as objects, days and instants as text, no NaN.

    A dataclass becomes an object of its fields, less those marked `plain: False`, so a range of rates becomes
    `{low, high}`; a number that is not finite becomes null; a number of numpy becomes one of Python.

    Example:
        >>> plain((date(2025, 6, 9), Instant.parse("2025-05-14T00:01 America/New_York"), float("nan")))
        ['2025-06-09', '2025-05-14T00:01 America/New_York', None]
    """
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Instant):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: plain(getattr(value, item.name))
            for item in fields(value)
            if item.metadata.get("plain", True)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(item) for item in value]
    return plain(value.item()) if hasattr(value, "item") else str(value)
