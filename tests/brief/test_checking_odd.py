"""Facts with odd fields: every verb on them answers, and nothing breaks."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest

from detente.brief.articles import said
from detente.brief.checking.checking import check
from detente.brief.checking.findings import VERDICTS
from detente.brief.checking.news import news_to
from detente.core.citing import SourceBook
from detente.core.located import read_yaml
from detente.core.plain import plain
from detente.ledger.record import Record
from detente.news.comparing.comparison import compare
from detente.news.documents import Document
from detente.news.facts import Fact
from detente.news.proposing.draft import drafts

CODES = ("USA", "CHN", "EU", "*", "WLD", "CAN,MEX", "", "XXX", "DEU", "CHN,WLD", None)
DATES = (
    "2025-05",
    "2025-05-14",
    "2025",
    "2018-09-24",
    "1930",
    "2199-01-01",
    "2025-06-02/2025-06-08",
    "",
    "x",
    "2025-13",
    "2025-02-30",
    "2025-08-10",
    "2025-08-12",
    None,
)
GOODS = ("", "steel", "vehicles", "rare earths", "toys", "tungsten", None)
SIDES = {"actor": CODES, "target": CODES}
ODD: dict[str, dict[str, tuple[Any, ...]]] = {
    "rate": {
        "from": CODES,
        "to": CODES,
        "rate_percent": (0, 10, 30.0, 145, 24, 115, 1e9, -5, 12.5),
        "date": DATES,
        "status": (
            "in_force",
            "announced",
            "proposed",
            "suspended",
            "reduced",
            "reduced_by",
            "peak",
            "",
            None,
            "odd",
        ),
        "product": GOODS,
        "previous_percent": (None, 3),
    },
    "truce": {
        "parties": (["USA", "CHN"], ("CHN",), [], None, "USA,CHN", ["*"]),
        "days": (90, 60, 0, -1, 10**9, "90", None),
        "truce_start": DATES,
        "deadline": DATES,
    },
    "deadline": {"date": DATES, "what": ("truce", "", None)},
    "meeting": {
        "mode": ("phone", "in_person", "visit", "", None),
        "place": ("London", "UK", "", "(", None),
        "date": DATES,
    },
    "participant": {
        "person": ("Xi Jinping", "Donald J. Trump", "", None),
        "role": ("President", None),
        "side": CODES,
    },
    "claim": {**SIDES, "stance": ("accuse", "reject", "demand", "", None)},
    "commitment": {**SIDES, "date": DATES},
    "export_licence": {
        **SIDES,
        "action": ("approve", "restrict", "lift", "deny", ""),
        "product": GOODS,
        "date": DATES,
    },
    "statistic": {
        "metric": ("exports", "imports", "gdp", "(", "", None),
        "value": (None, 4.8, -3.4, 1e12, float("nan"), float("inf")),
        "unit": ("percent_yoy", "USD", "", None),
        "geo": CODES,
        "period": DATES,
        "expected": (None, 5.0),
        "relation": ("below", "above", "inline", "", None),
    },
    "quote": {"attribution": ("x", None)},
}
TEXT = (
    "US tariffs on Chinese goods now stand at 47 percent . China promised to buy 5 million tonnes of "
    "soybeans exports to the United States restrictions (rare earth) average items \n “ ” é 1930 May"
)


def odd_documents(draw: random.Random) -> list[tuple[Document, list[Fact]]]:
    rows = []
    for number in range(draw.randint(1, 3)):
        body = " ".join(draw.choices(TEXT.split(" "), k=draw.randint(0, 40)))
        published = date(2018, 1, 1) + timedelta(days=draw.randint(-400, 4000))
        facts = []
        for _ in range(draw.randint(0, 5)):
            kind = draw.choice(list(ODD))
            first = draw.randint(0, len(body))
            fields = {name: draw.choice(values) for name, values in ODD[kind].items()}
            facts.append(
                Fact(kind=kind, start=first, end=draw.randint(first, len(body)), rule="", fields=fields)
            )
        url = draw.choice(("", "https://a.example", "javascript:1"))
        rows.append((Document(name=f"d{number}", body=body, published=published, url=url), facts))
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_odd_facts_get_an_answer(record: Record, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(25):
        rows = odd_documents(draw)
        found = check(record, rows, draw.choice((None, date(2025, 6, 9))))
        assert all(row.finding.verdict in VERDICTS for row in found.facts)
        json.dumps(plain(found.as_json()), allow_nan=False)
        json.dumps(plain(compare(rows).as_json()), allow_nan=False)
        said(record, rows, None, SourceBook())
        for draft in drafts(record, news_to(found)):
            assert not read_yaml(draft.yaml.encode(), draft.path).problems
