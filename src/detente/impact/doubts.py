"""What could not be weighed as the law says: one line a reason, with all it concerns."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Doubts:
    """Reasons in order of mention, each with what it concerns.

    Example:
        >>> doubts = Doubts()
        >>> doubts.add("left out, its lines are not on record", "us-232-pharma")
        >>> doubts.add("left out, its lines are not on record", "us-232-uas-25")
        >>> doubts.lines
        ('left out, its lines are not on record: us-232-pharma, us-232-uas-25',)
    """

    reasons: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, reason: str, about: str = "") -> None:
        """Note a reason, and what it concerns, once."""
        concerned = self.reasons.setdefault(reason, {})
        if about:
            concerned[about] = None

    def copy(self) -> Doubts:
        """Return the same doubts, to add to."""
        return Doubts({reason: dict(about) for reason, about in self.reasons.items()})

    @property
    def lines(self) -> tuple[str, ...]:
        """The reasons as text."""
        return tuple(
            f"{reason}: {', '.join(about)}" if about else reason for reason, about in self.reasons.items()
        )
