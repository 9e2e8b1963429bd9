"""Charts: specifications that hold the sheet's numbers, and drawings that hold the specification's."""

from __future__ import annotations

import json
import re

import pytest

from detente.brief.axes import linear
from detente.brief.charts import duty_chart, income_chart, shipments_chart
from detente.brief.sheet import Brief
from detente.brief.svg import draw


def test_specifications_are_plain_vega_lite(sheet: Brief) -> None:
    specs = [duty_chart(sheet), income_chart(sheet), *(shipments_chart(row) for row in sheet.evidence)]
    for spec in specs:
        assert json.loads(json.dumps(spec)) == spec
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
        for layer in spec["layer"]:
            fields = {encoding["field"] for encoding in layer["encoding"].values()}
            assert all(fields <= row.keys() for row in layer["data"]["values"])


def test_duty_chart_holds_the_path_and_the_lapse(sheet: Brief) -> None:
    line, lapse, *_ = duty_chart(sheet)["layer"]
    assert max(row["rate"] for row in line["data"]["values"]) == 1.45
    assert [row["rate"] for row in lapse["data"]["values"]] == [0.54, 0.34]


def test_bars_are_as_tall_as_their_figures(sheet: Brief) -> None:
    magnets = sheet.evidence[0]
    spec = shipments_chart(magnets)
    drawn = draw(spec, "magnets")
    heights = [float(height) for height in re.findall(r'<rect [^>]*?height="([\d.]+)"', drawn)]
    values = [row["value"] for row in spec["layer"][0]["data"]["values"]]
    assert len(heights) == len(values)
    scale = heights[0] / values[0]
    assert heights == pytest.approx([scale * value for value in values], abs=0.1), "pixels are rounded to 0.1"


def test_figures_published_later_are_drawn_hollow(sheet: Brief) -> None:
    magnets = sheet.evidence[0]
    later = [row for row in magnets.shipments if row.later]
    assert 0 < len(later) < len(magnets.shipments)
    bars = sum(row.months for row in later)
    assert draw(shipments_chart(magnets), "magnets").count("bar s0 later") == bars


@pytest.mark.parametrize("values", [[0.0], [1e-9], [-0.66, -0.06], [5.0, 1238.0], [-3.0, 4.0], [1e12]])
def test_axes_take_in_their_values_and_zero(values: list[float]) -> None:
    axis = linear(values, "g", (0.0, 100.0))
    assert 2 <= len(axis.ticks) <= 8
    assert all(-1e-6 <= axis.place(value) <= 100 + 1e-6 for value in (0.0, *values))
