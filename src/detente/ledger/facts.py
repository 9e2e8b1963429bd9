"""The facts that an importer declares: which there are, what is presumed, what is left open."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from detente.core.economies import Economies
from detente.core.errors import BadInput
from detente.core.located import Located, read_yaml
from detente.core.time import parse_date

SHIPPED = Path(__file__).parents[1] / "data" / "facts.yaml"
CLAIMED = "claimed"
"""What `in_trade` says of a claim whose share stands with the imports on record."""
_KEYS = {"key", "kind", "title", "question", "otherwise", "settled", "in_trade", "citation"}
_OPTIONAL = {"options", "in_trade_of"}
_KINDS = ("yes-no", "share", "choice", "economy", "date")

Value = bool | float | str | date | None
Given = Mapping[str, Value]
"""Declared facts by key."""
InTrade = float | str | Mapping[str, float]
"""The share of trade for which a fact holds: a share, one for each option, or a word."""


@dataclass(frozen=True, slots=True)
class GoodsShares:
    """The shares of trade in which the options of a fact hold, of goods that begin with some digits."""

    prefixes: tuple[str, ...]
    shares: Mapping[str, float]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact the law turns on; see the head of `data/facts.yaml` for the fields."""

    key: str
    kind: str
    title: str
    question: str
    otherwise: Value
    settled: bool
    in_trade: InTrade
    citation: str
    options: tuple[str, ...] = ()
    in_trade_of: tuple[GoodsShares, ...] = ()

    def read(self, text: str, economies: Economies | None = None) -> Value:
        """Return the value written for this fact.

        Raises:
            BadInput: The text is no value of its kind.

        Example:
            >>> shipped_facts()["metal_share"].read("60%")
            0.6
        """
        if self.kind == "yes-no" and text.lower() in ("yes", "no", "true", "false"):
            return text.lower() in ("yes", "true")
        if self.kind == "choice" and text in self.options:
            return text
        if self.kind == "share":
            share = _share(text)
            if share is not None:
                return share
        if self.kind == "date":
            return parse_date(text)
        if self.kind == "economy" and economies is not None:
            return economies.find(text).code
        raise BadInput(f"'{text}' is no value of the fact {self.key}", mend=f"write {self.form}")

    @property
    def form(self) -> str:
        """How a value is written."""
        forms = {
            "yes-no": f"{self.key}=yes or {self.key}=no",
            "share": f"{self.key}=0.6 or {self.key}=60%, from 0 to 1",
            "choice": f"{self.key}= one of {', '.join(self.options)}",
            "date": f"{self.key}=2025-04-04",
            "economy": f"{self.key}=USA",
        }
        return forms[self.kind]

    @property
    def ends(self) -> tuple[Value, ...]:
        """The values between which an open fact leaves the answer."""
        if self.kind == "yes-no":
            return (False, True)
        return (0.0, 1.0) if self.kind == "share" else self.options


def shown(value: Value) -> str:
    """Return a value as it is written.

    Example:
        >>> shown(True), shown(0.6)
        ('yes', '0.6')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


@cache
def shipped_facts(path: Path = SHIPPED) -> Mapping[str, Fact]:
    """Return the facts by key, in the order of the file.

    Raises:
        BadInput: The file has an entry that is no fact.

    Example:
        >>> shipped_facts()["usmca"].otherwise
        False
    """
    located = read_yaml(path.read_bytes(), str(path))
    rows = located.mapping().get("facts")
    if not isinstance(rows, list):
        raise BadInput("there is no list of facts", located.place(()), "start with `facts:`")
    found = [_fact(located, place, row) for place, row in enumerate(rows)]
    return {fact.key: fact for fact in found}


def parse_given(pairs: Iterable[str], economies: Economies) -> dict[str, Value]:
    """Return declared facts from `KEY=VALUE` words.

    A word that is no shipped fact may name a tranche whose goods are not on record, and say `yes` or `no`
    to whether the goods are among them.

    Raises:
        BadInput: A word has another form, an unknown key, or a value that is none.

    Example:
        >>> from detente.ledger.opening import open_record
        >>> parse_given(["usmca=yes", "metal_share=60%"], open_record().economies)
        {'usmca': True, 'metal_share': 0.6}
    """
    facts, given = shipped_facts(), dict[str, Value]()
    for pair in pairs:
        key, sign, text = (part.strip() for part in pair.partition("="))
        if not sign or not text:
            raise BadInput(f"'{pair}' is not a fact", mend="write KEY=VALUE, as in usmca=yes")
        if key in given:
            raise BadInput(f"the fact {key} is given twice", mend="give it once")
        if key in facts:
            given[key] = facts[key].read(text, economies)
        elif "-" in key and text.lower() in ("yes", "no"):
            given[key] = text.lower() == "yes"
        else:
            near = difflib.get_close_matches(key, facts, n=1)
            mend = f"did you mean '{near[0]}'?" if near else "`detente duty --conditions` lists the facts"
            raise BadInput(f"there is no fact '{key}'", mend=mend)
    return given


def _share(text: str) -> float | None:
    number, percent = (text[:-1], 100) if text.endswith("%") else (text, 1)
    try:
        share = float(number) / percent
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


def _in_trade(located: Located, place: int, written: Any) -> InTrade:
    if not isinstance(written, dict):
        share = _share(str(written))
        return str(written) if share is None else share
    return _shares(located, ("facts", place, "in_trade"), written)


def _in_trade_of(located: Located, place: int, rows: list[Any]) -> Iterator[GoodsShares]:
    for number, row in enumerate(rows):
        where = ("facts", place, "in_trade_of", number)
        if not isinstance(row, dict) or set(row) != {"prefixes", "shares", "why"}:
            raise BadInput("these are no shares of goods", located.place(where), "give prefixes, shares, why")
        yield GoodsShares(tuple(row["prefixes"]), _shares(located, where, row["shares"]), row["why"])


def _shares(located: Located, where: tuple[str | int, ...], written: Mapping[str, Any]) -> dict[str, float]:
    shares = {option: _share(str(text)) for option, text in written.items()}
    if None in shares.values():
        raise BadInput("this is no share", located.place(where), "give 0 to 1")
    return {option: share for option, share in shares.items() if share is not None}


def _fact(located: Located, place: int, row: Any) -> Fact:
    where = located.place(("facts", place))
    if not isinstance(row, dict) or set(row) - _OPTIONAL != _KEYS or row["kind"] not in _KINDS:
        raise BadInput("this is no fact", where, f"give {', '.join(sorted(_KEYS))}")
    fact = Fact(
        **{name: row[name] for name in ("key", "kind", "title", "question", "citation")},
        otherwise=None,
        settled=row["settled"] == "true",
        in_trade=row["in_trade"],
        options=tuple(row.get("options", ())),
        in_trade_of=tuple(_in_trade_of(located, place, row.get("in_trade_of", []))),
    )
    known = row["otherwise"] not in ("none", "unknown")
    otherwise = fact.read(row["otherwise"]) if known else None
    in_trade = _in_trade(located, place, row["in_trade"])
    return Fact(**{**{name: getattr(fact, name) for name in fact.__slots__},
                   "otherwise": otherwise, "in_trade": in_trade})  # fmt: skip
