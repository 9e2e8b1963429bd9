"""What facts are called elsewhere: types of PLOVER and of the Global Trade Alert."""

from __future__ import annotations

import pytest

from detente.news.facts import Fact
from detente.news.types import types_of


@pytest.mark.parametrize(
    ("kind", "fields", "quoted", "types"),
    [
        ("rate", {"status": "increased"}, "raised to 45%", {"plover": "SANCTION", "gta": "Import tariff"}),
        ("rate", {"status": "proposed"}, "threatened 60%", {"plover": "THREATEN", "gta": "Import tariff"}),
        ("rate", {"status": "in_force"}, "stands at 10%", {"gta": "Import tariff"}),
        ("rate", {"status": "announced"}, "Export duties of 5%", {"plover": "SANCTION", "gta": "Export tax"}),
        ("truce", {}, "a pause", {"plover": "AGREE", "gta": "Import tariff"}),
        ("claim", {"stance": "demand"}, "urged", {"plover": "REQUEST"}),
        (
            "export_licence",
            {"action": "restrict"},
            "banned exports",
            {"plover": "SANCTION", "gta": "Export ban"},
        ),
        (
            "export_licence",
            {"action": "approve"},
            "approved licences",
            {"plover": "COOPERATE", "gta": "Export licensing requirement"},
        ),
        ("quote", {}, "“no”", {}),
        ("statistic", {}, "exports fell", {}),
    ],
)
def test_facts_have_types(kind: str, fields: dict[str, str], quoted: str, types: dict[str, str]) -> None:
    assert types_of(Fact(kind=kind, start=0, end=1, rule="r", fields=fields), quoted) == types
