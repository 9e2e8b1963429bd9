"""Named tuples as those of `typing`, made in a third of the time, so that the reader starts at once."""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:

    class _Making(type):
        """Makes a named tuple of a class; the types of its fields, which `typing` compiles, stay text."""

        def __new__(cls, name: str, bases: tuple[type, ...], told: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, told)
            fields = told["__annotations__"]
            defaults = [told[field] for field in fields if field in told]
            made = namedtuple(name, fields, defaults=defaults, module=told["__module__"])
            for key in told.keys() - fields - {"__module__", "__qualname__"}:
                setattr(made, key, told[key])
            return made

    class NamedTuple(metaclass=_Making):
        """What is derived from it is a named tuple.

        Example:
            >>> class Stretch(NamedTuple):
            ...     start: int
            ...     end: int = 9
            >>> Stretch(2), Stretch(2)._replace(end=4).end, isinstance(Stretch(2), tuple)
            (Stretch(start=2, end=9), 4, True)
        """
