"""Pictures: encodings that have their data, figures of the answers, files that can be opened."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.pictures import rendering
from detente.brief.pictures.bars import Spans, padded_domain, ranked_bars
from detente.brief.pictures.classes import GAINS, LOSSES, NO_DATA, breaks
from detente.brief.pictures.ladder import ladder_picture
from detente.brief.pictures.marks import Mark, marks
from detente.brief.pictures.outlines import outlines
from detente.brief.pictures.picture import Look, Picture
from detente.brief.pictures.rendering import DENSITY, rendered
from detente.brief.pictures.sectors import sector_bars
from detente.brief.pictures.strip import strip
from detente.brief.pictures.world_map import world_map
from detente.core.errors import BadInput
from detente.duties.status import status
from detente.impact.ladder import Ladder, Rung, Rungs
from detente.ledger.record import Record
from detente.world.tables import load_world

from .conftest import INCOME, ON, PAIR, made_up

EFFECTS = made_up("lapse", 1.0).effects
LOOK = Look(names={"USA": "United States", "CHN": "China", "EU": "European Union"}, record="f" * 64)
MARKS = (
    Mark("USA", 0.3, "in force", ON),
    Mark("USA", 1.45, "highest", date(2025, 4, 10)),
    Mark("CHN", 0.1, "in force", ON),
)


def made_up_ladder(side: str = "both") -> Ladder:
    """A ladder on which both sides fall, their lines close at the end, with one rung unsolved."""
    rungs = [
        Rung(rate=rate, economy=code) if rate == 0.5 else
        Rung(rate=rate, economy=code, real_income_percent=fall * rate, bought_percent=-60 * rate,
             exports_percent=-rate, imports_percent=-rate, tariff_revenue_change_usd=5e10 * rate)
        for rate in Rungs(steps=29).rates
        for code, fall in (("USA", -0.5), ("CHN", -0.501))
    ]  # fmt: skip
    return Ladder(
        between=PAIR, on=ON.isoformat(), side=side, against="base", model="made-up", options={},
        world="made-up", rungs=tuple(rungs), notes=(), sources=(),
    )  # fmt: skip


def pictures(look: Look = LOOK) -> dict[str, Picture]:
    return {
        "map": world_map(EFFECTS, look),
        "bars": ranked_bars(EFFECTS, look, 2),
        "sectors": sector_bars(EFFECTS, look),
        "ladder": ladder_picture(made_up_ladder(), MARKS, look),
    }


NARROW = Look(width=360, names=LOOK.names)
ALL = [*pictures().values(), *pictures(NARROW).values()]


def panels(spec: Any) -> Iterator[Any]:
    """Yield every single view of a specification with the data it inherits."""
    for inner in (*spec.get("vconcat", ()), *spec.get("hconcat", ()), *spec.get("layer", ())):
        yield from panels({"data": spec.get("data"), **inner})
    if "mark" in spec:
        yield spec


@pytest.mark.parametrize("picture", ALL, ids=lambda picture: picture.kind)
def test_every_field_has_its_data(picture: Picture) -> None:
    assert json.loads(json.dumps(picture.spec, allow_nan=False)) == picture.spec
    views = list(panels(picture.spec))
    assert views
    for view in views:
        fields = {
            channel.get("field") for channel in view.get("encoding", {}).values() if type(channel) is dict
        }
        rows = view["data"].get("values")
        if rows is None:
            assert view["data"]["name"] in picture.spec["datasets"]
            rows = view["transform"][0]["from"]["data"]["values"]
        assert all(fields - {None} <= row.keys() for row in rows)


@pytest.mark.parametrize("picture", ALL, ids=lambda picture: picture.kind)
def test_domains_take_in_their_values(picture: Picture) -> None:
    for view in panels(picture.spec):
        for channel in view.get("encoding", {}).values():
            domain = type(channel) is dict and (channel.get("scale") or {}).get("domain")
            if not domain:
                continue
            values = {row[channel["field"]] for row in view["data"]["values"]} - {None}
            if channel["type"] == "quantitative":
                assert all(domain[0] <= value <= domain[1] for value in values)
            else:
                assert values <= set(domain)


def test_figures_are_those_of_effects() -> None:
    for kind in ("map", "bars"):
        picture = pictures()[kind]
        place = picture.columns.index("real_income_percent")
        assert {row[0]: row[place] for row in picture.rows}.items() <= INCOME.items()
    assert {row[0] for row in pictures()["map"].rows} == INCOME.keys()
    found = {(row.sector, row.economy, row.output_percent, row.exports_percent) for row in EFFECTS.sectors}
    assert set(pictures()["sectors"].rows) == found


def test_bars_keep_the_pair_and_count_what_is_left_out() -> None:
    picture = ranked_bars(EFFECTS, LOOK, 1)
    assert [row[0] for row in picture.rows] == ["VNM", "CHN", "USA", "CAN"]
    panel = picture.spec["vconcat"][0]
    labels = panel["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert [label.strip() for label in labels] == [
        "VNM", "… 4 more", "China", "United States", "CAN",
    ]  # fmt: skip
    assert len(set(labels)) == len(labels)


def test_ranges_are_drawn_where_there_are_any() -> None:
    spans = Spans({code: (value - 0.1, value + 0.2) for code, value in INCOME.items()}, "a test")
    picture = ranked_bars(EFFECTS, LOOK, 3, spans)
    assert picture.columns[-2:] == ("low_percent", "high_percent")
    kinds = [view["mark"] for view in panels(picture.spec) if "x2" in view.get("encoding", {})]
    assert [mark["type"] for mark in kinds] == ["rule"]
    assert not any("x2" in view.get("encoding", {}) for view in panels(ranked_bars(EFFECTS, LOOK).spec))


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=20))
def test_classes_are_even_on_both_sides_of_zero(values: list[float]) -> None:
    bounds = breaks(values)
    assert list(bounds) == sorted(set(bounds))
    assert list(bounds) == [-bound for bound in reversed(bounds)]
    assert len(bounds) == 7
    assert max(bounds) < max(*map(abs, values), 1.1e-6) or max(map(abs, values)) < 1e-6


def test_colours_keep_their_order_in_grey() -> None:
    def grey(colour: str) -> float:
        linear = [(int(colour[place : place + 2], 16) / 255) ** 2.2 for place in (1, 3, 5)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    shades = [grey(colour) for colour in (*LOSSES, *GAINS, NO_DATA)]
    assert all(after > 1.12 * before for before, after in pairwise(shades))


def test_the_map_places_every_economy_of_the_shipped_world() -> None:
    held = outlines()
    assert set(load_world().economies) - held.points.keys() == {"ROW"}
    assert held.drawn <= held.points.keys()
    lands = next(view for view in panels(pictures()["map"].spec) if "transform" in view)
    rows = {row["economy"]: row for row in lands["transform"][0]["from"]["data"]["values"]}
    assert held.drawn <= rows.keys()
    assert {code for code, row in rows.items() if row["colour"] != NO_DATA} == INCOME.keys()
    assert "rest of the world" in json.dumps(pictures()["map"].spec["vconcat"][-1], ensure_ascii=False)


def test_a_union_is_drawn_by_its_members() -> None:
    look = Look(members={"EU": ("DEU", "FRA")})
    picture = world_map(EFFECTS, look)
    assert look.parts(("EU", "CHN")) == ("DEU", "FRA", "CHN")
    assert "datum.id" in json.dumps(picture.spec)


def test_marks_are_the_headline_rates_of_the_record(record: Record) -> None:
    found = marks(record, status(record, PAIR, ON))
    assert {(mark.importer, mark.rate, mark.kind) for mark in found} == {
        ("USA", 0.3, "in force"), ("USA", 1.45, "highest"), ("USA", 0.54, "if lapsed"),
        ("CHN", 0.1, "in force"), ("CHN", 1.25, "highest"), ("CHN", 0.34, "if lapsed"),
    }  # fmt: skip


def test_a_ladder_marks_only_the_sides_that_climb_it() -> None:
    spec = ladder_picture(made_up_ladder("USA"), MARKS, LOOK).spec
    strip = spec["vconcat"][0]
    assert {row["side"] for row in strip["data"]["values"]} == {"USA"}
    rules = spec["vconcat"][1]["layer"][0]["data"]["values"]
    assert [row["rate"] for row in rules] == [0.3, 1.45]


@pytest.mark.parametrize(("stop", "aligned"), [(1.45, ["left", "right"]), (10.0, ["left", "left"])])
def test_figures_of_marks_stay_on_the_picture(stop: float, aligned: list[str]) -> None:
    found = replace(made_up_ladder(), rungs=tuple(Rung(rate=rate, economy="USA") for rate in (0.0, stop)))
    rows = strip([MARKS[1], MARKS[0]], found, LOOK)["data"]["values"]
    assert [row["align"] for row in rows] == aligned


def test_marks_that_crowd_drop_figures_rather_than_lay_them_over_one_another() -> None:
    found = replace(made_up_ladder(), rungs=tuple(Rung(rate=rate, economy="USA") for rate in (0.0, 10.0)))
    close = [Mark("USA", 0.30, "in force", ON), Mark("USA", 0.35, "highest", ON)]
    rows = strip(close, found, LOOK)["data"]["values"]
    assert [row["align"] for row in rows] == ["", "left"]


def test_names_of_lines_that_meet_stand_apart() -> None:
    panel = ladder_picture(made_up_ladder(), MARKS, LOOK).spec["vconcat"][1]
    line, names = panel["layer"][2], panel["layer"][3]["data"]["values"]
    low, high = line["encoding"]["y"]["scale"]["domain"]
    pixels = sorted((row["value"] - low) / (high - low) * panel["height"] for row in names)
    assert pixels[1] - pixels[0] >= 12.9, "labels are 11 pixels high"
    assert None in [row["value"] for row in line["data"]["values"]]


@given(st.lists(st.floats(-1e3, 1e3), min_size=1), st.integers(120, 900))
def test_figures_have_room_beside_their_bars(ends: list[float], width: int) -> None:
    low, high = padded_domain(ends, width, 50)
    assert low < min(0.0, *ends) or not any(ends) or max(map(abs, ends)) < 1e-6
    assert high > low


@pytest.mark.parametrize(
    "wrong", [{"width": 10}, {"width": 10_000}, {"title": "a\x1bb"}, {"title": "\udcff"}]
)
def test_looks_that_nobody_can_draw_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Look(**wrong)


def test_without_the_library_only_the_specification_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    picture = pictures()["bars"]
    assert json.loads(rendered(picture, ".json")) == picture.spec
    with pytest.raises(BadInput, match=r"detente\[charts\]"):
        rendered(picture, ".svg")


@pytest.mark.parametrize("kind", ["map", "bars", "sectors", "ladder"])
def test_drawings_open_and_are_as_wide_as_asked(kind: str) -> None:
    pytest.importorskip("vl_convert", reason="drawing needs the extra `charts`")
    look = Look(width=640, names={**LOOK.names, "VNM": "<Việt Nam> & co"})
    picture = pictures(look)[kind]
    svg = rendered(picture, ".svg")
    root = ElementTree.fromstring(svg)
    assert [child.text for child in root if child.tag.endswith(("title", "desc"))] == [
        picture.title, picture.description,
    ]  # fmt: skip
    assert float(root.attrib["width"]) == pytest.approx(640, abs=6), "the margins and a hair line"
    assert rendered(picture, ".svg") == svg
    if kind == "bars":
        png = rendered(picture, ".png")
        assert png.startswith(b"\x89PNG")
        assert struct.unpack(">I", png[16:20])[0] == pytest.approx(640 * DENSITY, abs=12)


def test_long_paths_are_shortened_and_nothing_else() -> None:
    picture = pictures()["bars"]
    told = rendering._told('<svg a="1.2345"><path d="M1.2345,2.04L3,4Z" opacity="0.123"/></svg>', picture)
    assert 'd="M1.2,2L3,4Z" opacity="0.123"' in told
