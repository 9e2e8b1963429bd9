"""A row of a file is answered as the single verb answers it, or refused with the same reason."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars
from hypothesis import given, settings
from hypothesis import strategies as st
from support.strategies import days

from detente.core.errors import BadInput
from detente.duties.panels.panels import RATES
from detente.duties.schedule.schedule import schedule_on
from detente.duties.shipments.header import ADDED
from detente.duties.shipments.rating import component_text
from detente.ledger.facts import shipped_facts
from detente.workbench import Workbench

BENCH = Workbench()
LINES = {
    importer: [line.decode() for line in schedule_on(importer, BENCH.record.newest).lines]
    for importer in ("USA", "CHN", "EU")
}
BY_WEIGHT = [
    line.decode()
    for schedule in [schedule_on("USA", BENCH.record.newest)]
    for line, rate in zip(schedule.lines, schedule.base_rate, strict=True)
    if rate != rate
]
PAIRS = [("USA", origin) for origin in ("CHN", "CAN", "MEX", "KOR", "DEU", "VNM", "RUS", "AUS", "CUB", "JPN")]
PAIRS += [("CHN", "USA"), ("CHN", "AUS"), ("EU", "CHN"), ("EU", "USA"), ("IND", "USA")]
FACTS = [
    "", "usmca=yes", "usmca=no;metal_share=0.3", "fta=yes", "korus=yes", "end_use=civil-aircraft",
    "metal_share=60%;melted_in=USA", "loaded_on=2025-04-04", "metal_weight=0.1", "non_us_content=0.5",
    "us_content=0.4", "exclusion=yes;post=yes", "colour=red", "usmca=perhaps", "usmca",
]  # fmt: skip


def products(importer: str) -> st.SearchStrategy[str]:
    """Draw lines, their first eight digits, dotted codes, neighbours that are no line, and no codes."""
    lines = st.sampled_from(LINES.get(importer, LINES["CHN"]))
    return st.one_of(
        lines,
        lines.map(lambda code: code[:8]),
        st.sampled_from(BY_WEIGHT),
        lines.map(lambda code: f" {code[:4]}.{code[4:6]}.{code[6:8]}.{code[8:]}".rstrip(".")),
        lines.map(lambda code: code[:8] + "99"),
        st.sampled_from(["8507", "850760", "123456789", "9903012500", "", "abc", "00000000", "7700000000"]),
    )


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    importer, origin = draw(st.sampled_from(PAIRS))
    day = draw(st.one_of(days().map(str), st.sampled_from(["2025-04-10T12:01 Asia/Shanghai", "2025-02-30"])))
    return {
        "importer": draw(st.sampled_from([importer, importer.lower(), "XQZ"]) if draw(st.booleans()) else
                         st.just(importer)),
        "origin": draw(st.sampled_from([origin, importer])) if draw(st.integers(0, 9)) == 0 else origin,
        "product": draw(products(importer)),
        "on": day,
        "value_usd": draw(st.sampled_from([None, 1200.0, 0.5, -1.0, 0.0, 2e12])),
        "given": draw(st.sampled_from(FACTS)),
        "quantities": draw(st.sampled_from(["", "", "kg=40", "kg=40;piece=3"])),
    }  # fmt: skip


@settings(max_examples=25)
@given(st.lists(rows(), min_size=1, max_size=30))
def test_rows_are_answered_as_single_questions_are(asked: list[dict[str, Any]]) -> None:
    schema = {**dict.fromkeys(asked[0], polars.String), "value_usd": polars.Float64}
    with TemporaryDirectory() as name:
        source, out = Path(name, "in.parquet"), Path(name, "out.parquet")
        polars.DataFrame(asked, schema=schema).write_parquet(source)
        done = BENCH.shipments(source, out)
        answers = polars.read_parquet(out).select(ADDED).rows()
        rejects = polars.read_csv(done.rejects, infer_schema=False).select("line", "reason").rows()
    reasons = {int(line): reason for line, reason in rejects}
    assert done.answered + done.rejected == len(asked)
    assert len(reasons) == done.rejected
    expected = [single(row) for row in asked]
    assert reasons == {line: found for line, found in enumerate(expected, 1) if isinstance(found, str)}
    assert answers == [found for found in expected if not isinstance(found, str)]


def single(row: dict[str, Any]) -> tuple[Any, ...] | str:
    """Return what the single verb answers, or the line with which it refuses."""
    words = [word for word in row["given"].split(";") if word]
    amounts = dict(word.split("=") for word in row["quantities"].split(";") if word)
    try:
        found = BENCH.duty(
            row["importer"], row["origin"], row["product"], row["on"], given=words,
            value_usd=row["value_usd"], quantities={unit: float(many) for unit, many in amounts.items()},
        )  # fmt: skip
    except BadInput as error:
        return str(error)
    parts = [
        (part.programme, float("nan") if part.high is None else part.charged) for part in found.components
    ]
    text = component_text([name for name, _ in parts], [charged for _, charged in parts])
    return (*(getattr(found, name) for name in RATES), found.state, text)


def test_every_fact_can_be_declared_of_a_row() -> None:
    declared = {word.split("=")[0] for words in FACTS for word in words.split(";") if "=" in word}
    assert declared - {"colour"} <= set(shipped_facts())
