"""What could not be weighed as the law says: one line a reason, with all it concerns."""

from __future__ import annotations

from dataclasses import dataclass, field

UNSURE = "by the published instruments, not known to be so"
NOT_AD_VALOREM = "left out, not an ad valorem duty"


@dataclass(slots=True)
class Doubts:
    """Reasons in order of mention, each with what it concerns.

    Example:
        >>> doubts = Doubts()
        >>> doubts.add("left out, its rate is unknown", "us-232-pharma")
        >>> doubts.add("left out, its rate is unknown", "us-232-uas-25")
        >>> doubts.lines
        ('left out, its rate is unknown: us-232-pharma, us-232-uas-25',)
    """

    reasons: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, reason: str, about: str = "") -> None:
        """Note a reason, and what it concerns, once."""
        concerned = self.reasons.setdefault(reason, {})
        if about:
            concerned[about] = None

    def take(self, others: Doubts) -> None:
        """Note all that others hold."""
        for reason, about in others.reasons.items():
            self.reasons.setdefault(reason, {}).update(about)

    def joined(self, *others: Doubts) -> Doubts:
        """Return these and others as one.

        Example:
            >>> own, more = Doubts({"unknown": {"a": None}}), Doubts({"unknown": {"b": None}})
            >>> own.joined(more).lines, own.lines
            (('unknown: a, b',), ('unknown: a',))
        """
        whole = Doubts()
        for one in (self, *others):
            whole.take(one)
        return whole

    def of(self, occasion: str) -> Doubts:
        """Return the same doubts, told apart as those of an occasion.

        Example:
            >>> Doubts({"unknown": {"a": None}}).of("in the base year").lines
            ('in the base year: unknown: a',)
        """
        return Doubts({f"{occasion}: {reason}": dict(about) for reason, about in self.reasons.items()})

    @property
    def lines(self) -> tuple[str, ...]:
        """The reasons as text."""
        return tuple(
            f"{reason}: {', '.join(about)}" if about else reason for reason, about in self.reasons.items()
        )
