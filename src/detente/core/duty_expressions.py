"""Duty expressions as typed values: free, ad valorem, specific, compound, a range, a pointer, or unknown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["free", "ad_valorem", "specific", "compound", "range", "see", "unknown"]
PIECE = "piece"
"""The unit of duties by the piece ("each")."""


@dataclass(frozen=True, slots=True)
class SpecificRate:
    """An amount of money on each `count` units of `per`; `of` says what is measured, if not the whole good.

    Example:
        >>> str(SpecificRate(0.028, "kg", of="lead content")), SpecificRate(0.009, "piece").unit
        ('$0.028/kg on lead content', 'piece')
    """

    amount: float
    per: str
    count: float = 1
    of: str = ""
    currency: str = "USD"

    @property
    def unit(self) -> str:
        """The quantity it needs: a unit, or a unit of a part such as `kg of lead content`."""
        return f"{self.per} of {self.of}" if self.of else self.per

    def __str__(self) -> str:
        figure = _figure(self.amount)
        money = f"${figure}" if self.currency == "USD" else f"{figure} {self.currency}"
        if self.per == PIECE and self.count == 1 and self.currency == "USD":
            base = " each"
        else:
            base = f"/{self.per}" if self.count == 1 else f"/{_figure(self.count)} {self.per}"
        return f"{money}{base}" + (f" on {self.of}" if self.of else "")


@dataclass(frozen=True, slots=True)
class PartRate:
    """A rate on the value of a part of the good only, such as the case of a watch.

    Example:
        >>> str(PartRate(0.0625, "the case")), PartRate(0.0625, "the case").unit
        ('6.25% on the case', 'USD of the case')
    """

    rate: float
    of: str

    @property
    def unit(self) -> str:
        """The quantity it needs: the value of that part."""
        return f"USD of {self.of}"

    def __str__(self) -> str:
        return f"{_figure(100 * self.rate)}% on {self.of}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyExpression:
    """One duty as the schedule states it. Rates are fractions; `text` is the schedule's own wording.

    The parts add up: `ad_valorem` of the value, each `specific` amount, each rate in `parts`. `less` is taken
    off the first specific amount for each degree (sugar). `minimum` and `maximum` bound the sum. A `range`
    has `low` and `high` where lines below have different rates. `see` points elsewhere (in `sees`).

    Example:
        >>> DutyExpression(kind="ad_valorem", text="6.8%", ad_valorem=0.068).rate(1000.0)
        0.068
    """

    kind: Kind
    text: str = ""
    ad_valorem: float | None = None
    specific: tuple[SpecificRate, ...] = ()
    parts: tuple[PartRate, ...] = ()
    less: SpecificRate | None = None
    minimum: DutyExpression | None = None
    maximum: DutyExpression | None = None
    low: float | None = None
    high: float | None = None
    sees: str = ""

    @property
    def plain_rate(self) -> float | None:
        """The rate where value alone decides: zero for free, the ad valorem rate; else None."""
        if self.kind == "free":
            return 0.0
        return self.ad_valorem if self.kind == "ad_valorem" else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The lowest and highest ad valorem rate where only value counts; else None."""
        if self.kind == "range" and self.low is not None and self.high is not None:
            return self.low, self.high
        plain = self.plain_rate
        return None if plain is None else (plain, plain)

    @property
    def units(self) -> tuple[str, ...]:
        """The quantities needed to know the duty, besides the value."""
        found = [piece.unit for piece in self.specific] + [part.unit for part in self.parts]
        for bound in (self.minimum, self.maximum):
            found += bound.units if bound else ()
        if self.less:
            found.append(self.less.unit)
        return tuple(dict.fromkeys(found))

    def rate(self, value_usd: float, quantities: Mapping[str, float] | None = None) -> float | None:
        """Return the ad valorem equivalent: the duty over the value; None when it cannot be known.

        Args:
            value_usd: Customs value, above zero.
            quantities: Amounts by the names in `units`, for the same goods as the value.

        Example:
            >>> from detente.core.duty_texts import parse_duty
            >>> parse_duty("$1.035/kg + 17%").rate(1000.0, {"kg": 100.0})
            0.2735
            >>> parse_duty("$1.035/kg + 17%").rate(1000.0) is None
            True
        """
        if not (math.isfinite(value_usd) and value_usd > 0):
            return None
        duty = self._duty_usd(value_usd, quantities or {})
        return None if duty is None else round(duty / value_usd, 12)

    def _duty_usd(self, value_usd: float, quantities: Mapping[str, float]) -> float | None:
        """Return the duty in USD, None when it cannot be known."""
        if self.kind not in ("free", "ad_valorem", "specific", "compound"):
            return None
        duty = value_usd * (self.ad_valorem or 0.0)
        for piece in self.specific:
            quantity = quantities.get(piece.unit)
            if quantity is None or piece.currency != "USD":
                return None
            amount = piece.amount
            if self.less and piece is self.specific[0]:
                degrees = quantities.get(self.less.unit)
                if degrees is None:
                    return None
                amount -= self.less.amount * degrees
            duty += amount * quantity / piece.count
        for part in self.parts:
            value = quantities.get(part.unit)
            if value is None:
                return None
            duty += part.rate * value
        return self._bounded(duty, value_usd, quantities)

    def _bounded(self, duty: float, value_usd: float, quantities: Mapping[str, float]) -> float | None:
        for bound, choose in ((self.minimum, max), (self.maximum, min)):
            if bound:
                limit = bound._duty_usd(value_usd, quantities)
                if limit is None:
                    return None
                duty = choose(duty, limit)
        return duty

    def __str__(self) -> str:
        """Return the normal form, which reads back as the same value; the text where it is not understood."""
        if self.kind == "free":
            return "Free"
        if self.kind == "range" and self.low is not None and self.high is not None:
            return f"{_figure(100 * self.low)}% to {_figure(100 * self.high)}%"
        if self.kind in ("see", "unknown"):
            return self.text
        pieces = [str(piece) for piece in self.specific]
        if self.less and pieces:
            pieces[0] += f" less {self.less}"
        if self.ad_valorem is not None:
            pieces.append(f"{_figure(100 * self.ad_valorem)}%")
        whole = " + ".join([*pieces, *(str(part) for part in self.parts)])
        if self.minimum:
            whole += f" but not less than {self.minimum}"
        return f"{whole} but not more than {self.maximum}" if self.maximum else whole


def _figure(value: float) -> str:
    """Return a figure with every digit that counts and none of a float's dust."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text or "0"
