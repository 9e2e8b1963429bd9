"""Entries for small records on which every duty can be worked out by hand."""

from __future__ import annotations

from datetime import date

from detente.core.economies import Economy
from detente.core.sources import Source
from detente.core.time import Instant
from detente.ledger.entries import (
    Exemption,
    Interaction,
    Measure,
    Products,
    Programme,
    RecordInformation,
    Scope,
    Tranche,
)
from detente.ledger.record import Record
from detente.ledger.tables import tables_of

SOURCE = Source(citation="a test", evidence="instrument", confidence="high", verified=True)
NEWEST = date(2030, 1, 1)
START = Instant.parse("2025-01-01T00:00 UTC")


def tranche(name: str, rate: float, **more: object) -> Tranche:
    return Tranche(id=name, rate=rate, start=START, source=SOURCE, **more)  # type: ignore[arg-type]


def measure(name: str, programme: str, scope: Scope, *tranches: Tranche) -> Measure:
    return Measure(
        id=f"usa/{programme}/{name}", imposing="USA", programme=programme, title=name, scope=scope,
        tranches=tranches,
    )  # fmt: skip


def on_all(*origins: str, exempt: tuple[Exemption, ...] = ()) -> Scope:
    return Scope(products="all", origins=origins, exempt=exempt)


def on_list(name: str, *origins: str) -> Scope:
    return Scope(products=Products(description=name, lists=(name,)), origins=origins)


def of_worth(trade_usd: float, *origins: str, exempt: tuple[Exemption, ...] = ()) -> Scope:
    """A list of which the trade is stated and no line is on record."""
    return Scope(products=Products(description="", trade_usd=trade_usd), origins=origins, exempt=exempt)


def programme(name: str, *interactions: Interaction) -> Programme:
    return Programme(id=name, imposing="USA", title=name, legal_base="law", interactions=interactions)


def rule(kind: str, *programmes: str) -> Interaction:
    return Interaction(rule=kind, citation="a test", programmes=programmes)  # type: ignore[arg-type]


def record_of(measures: list[Measure], programmes: list[Programme]) -> Record:
    economies = [Economy(code=code, name=code) for code in ("USA", "CHN", "VNM", "DEU", "FRA", "WLD")] + [
        Economy(code="EU", name="European Union", members=("DEU", "FRA"))
    ]
    return Record(
        tables_of(
            {
                "measure": {item.id: item for item in measures},
                "programme": {item.id: item for item in programmes},
                "economy": {item.code: item for item in economies},
                "record": {"test": RecordInformation(name="test", newest=NEWEST)},
            }
        ),
        "test",
    )
