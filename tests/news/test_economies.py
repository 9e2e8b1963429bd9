"""Every economy on record is read by its name; names that are as often something else need a sign."""

from __future__ import annotations

import pytest

from detente.news.lexicon.entries import shipped_lexicon
from detente.news.lexicon.files import recorded, shipped

_DOUBTFUL = {"GEO", "JEY"}


def _codes(text: str) -> list[str]:
    return [entry.code for _, _, entry in shipped_lexicon().found_in(text)]


def test_every_economy_on_record_is_read_by_its_name() -> None:
    for row in recorded("economies.yaml")["economies"]:
        if row["code"] not in (*_DOUBTFUL, "WLD", "ROW"):
            assert _codes(f"a duty on {row['name']} (10%)")[:1] == [row["code"]], row["name"]


def test_no_name_stands_for_two_economies() -> None:
    named = [
        (name, row["code"])
        for row in shipped("economies.yaml")["economies"]
        for key in ("names", "adjectives", "seats")
        for name in row.get(key, ())
    ]
    assert len({name for name, _ in named}) == len(named)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Algerian dates, Bolivian tin and Kyrgyz gold", ["DZA", "BOL", "KGZ"]),
        ("Côte d’Ivoire, St. Lucia and Bosnia-Herzegovina", ["CIV", "LCA", "BIH"]),
        ("Armenia, Georgia and Azerbaijan", ["ARM", "GEO", "AZE"]),
        ("Georgia (10%)\nGhana (15%)", ["GEO", "GHA"]),
        ("Georgia said so in Tbilisi.", ["GEO", "GEO"]),
        ("A car plant in Georgia lost orders.", []),
        ("A tariff on Jordan and Chad", ["JOR", "TCD"]),
        ("Mike Jordan and Chad Miller farm there.", []),
        ("New Mexico lies far from the Gulf of Mexico.", []),
        ("Members of ASEAN and of Mercosur", ["ASEAN", "MERCOSUR"]),
    ],
)
def test_names(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes
