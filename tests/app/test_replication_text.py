from __future__ import annotations

from detente.app.cli.replication_text import replication_text
from detente.impact.replication import NotRun, Replication, ReplicationRow
from detente.impact.replication.rows import meets


def row(economy: str, value: float, published: str | None, table: str) -> ReplicationRow:
    return ReplicationRow(
        scenario="tariffs",
        economy=economy,
        sector="all",
        variable="welfare",
        value=value,
        unit="percent",
        published=published,
        table=table,
        matches=meets(value, published),
    )


def shown(*rows: ReplicationRow) -> list[str]:
    part = NotRun("table 2", "column 2", "no data")
    found = Replication("paper", "A paper", "Somebody (2025)", rows, (part,), 7, 0.1)
    return replication_text(found).splitlines()


def test_figures_stand_beside_the_printed_ones() -> None:
    lines = shown(
        row("USA", 1.1307, "1.13", "table 1"),
        row("CHN", -0.8, "-0.9", "table 1"),
        row("DEU", 0.5, None, "table 1"),
        row("NOR", 0.4, None, "not printed"),
    )
    assert "  welfare  1.131     1.13  -0.800  -0.9 OFF  0.500        ?  table 1" in lines
    assert not any("NOR" in line for line in lines)
    assert "1 of 2 printed figures met, 7 iterations" in lines
    assert any(line.startswith("`?` marks") for line in lines)
    assert any(line.startswith("1 figures of other economies") for line in lines)
    assert "  table 2  column 2  no data" in lines


def test_many_economies_are_broken_into_blocks() -> None:
    codes = ("USA", "CHN", "DEU", "FRA", "GBR")
    lines = shown(*(row(code, 1.0, "1.0", "table 1") for code in codes))
    heads = [line for line in lines if "printed" in line and line.startswith(" ")]
    assert [line.split()[::2] for line in heads] == [["USA", "CHN", "DEU", "FRA"], ["GBR"]]
    assert max(map(len, lines)) <= 110
