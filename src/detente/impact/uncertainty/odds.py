"""Odds on scenarios: shares that sum to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from detente.core.errors import BadInput, Place
from detente.core.wording import percent

_SUM_TOLERANCE = 1e-9
OPTION = "--odds"


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely each of several scenarios is held to be, as fractions by scenario that sum to one.

    Raises:
        BadInput: No scenario, odds that are no share, or odds that do not sum to one.

    Example:
        >>> Odds({"lapse": 0.3, "hold": 0.6})
        Traceback (most recent call last):
        detente.core.errors.BadInput: the odds sum to 90%; give every scenario its share, 100% in all
    """

    shares: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.shares:
            raise BadInput("there are no odds", mend="give each scenario its share")
        for name, share in self.shares.items():
            if not isinstance(share, int | float) or not 0 <= share <= 1:
                mend = "give a share from 0 to 1, or from 0% to 100%"
                told = f"{share:g}" if isinstance(share, int | float) else repr(share)
                raise BadInput(f"{told} are no odds on '{name}'", mend=mend)
        total = sum(self.shares.values())
        if abs(total - 1) > _SUM_TOLERANCE:
            told = percent(round(total, 6))
            raise BadInput(f"the odds sum to {told}", mend="give every scenario its share, 100% in all")

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The scenarios, in the order given."""
        return tuple(self.shares)

    @property
    def weights(self) -> tuple[float, ...]:
        """The share of each scenario, in the same order."""
        return tuple(self.shares.values())


def parse_odds(words: Iterable[str]) -> Odds:
    """Return the odds written as SCENARIO=SHARE, each share a fraction or a percentage.

    Raises:
        BadInput: A word is not so written, a scenario stands twice, or the odds are not sound.

    Example:
        >>> parse_odds(("lapse=0.3", "hold=70%")).shares
        {'lapse': 0.3, 'hold': 0.7}
    """
    shares: dict[str, float] = {}
    for word in words:
        name, _, text = (part.strip() for part in word.rpartition("="))
        share = _share(text)
        if not name or share is None:
            mend = "write SCENARIO=SHARE such as lapse=0.3 or lapse=30%"
            raise BadInput(f"'{word}' are no odds", Place(OPTION), mend)
        if name in shares:
            raise BadInput(f"the scenario '{name}' has odds twice", Place(OPTION), "give its share once")
        shares[name] = share
    return Odds(shares)


def _share(text: str) -> float | None:
    """Return a fraction, or a percentage as a fraction; None for anything else."""
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        return None
    if not isfinite(value):
        return None
    return value / 100 if text.endswith("%") else value
