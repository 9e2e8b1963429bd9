"""Licences beside duties: what they come to, what they add, and what a scenario of them may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.core.errors import BadInput
from detente.duties.averages.imports import load_imports
from detente.impact.effects import Effects, EffectsQuestion
from detente.impact.restrictions import on_flows, parts_of, stated
from detente.impact.solving import Ask, effects
from detente.impact.spread import effects_of_scenarios
from detente.ledger.record import Record
from detente.world.elasticities import load_elasticities
from detente.world.tables import World, load_world

PAIR = ("USA", "CHN")
ON = date(2025, 6, 9)
MAGNETS = "chn-magnets-2025-05"
Scenario = Callable[[str], str]

HEAD = "scenario: mine\ntitle: A test\n"
OWN = """restrictions:
  - id: mine
    title: A test
    exporters: [CHN]
    importers: [USA]
    sectors: [electrical]
    quantity: 0.5
"""
PART = "splits:\n  - {id: a, title: a, parent: food, share: 0.1}\n"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    """Write a scenario and return its path."""

    def write(text: str) -> str:
        path = tmp_path / "mine.yaml"
        path.write_text(HEAD + text, encoding="utf-8")
        return str(path)

    return write


def asked(record: Record, **options: object) -> Effects:
    return effects(record, Ask(PAIR, ON), EffectsQuestion(**options), "icio-2022")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def magnets(record: Record) -> Effects:
    return asked(record, scenario="lapse", against="hold", restrictions=(MAGNETS,))


def test_the_quantity_is_the_series_figure_over_its_normal_level(record: Record) -> None:
    found = stated(record, "hold", [MAGNETS])
    assert found.restrictions[0].quantity == pytest.approx(1238 / 5000, rel=1e-12)


def test_a_cap_is_met_by_its_wedge(magnets: Effects) -> None:
    assert magnets.licences is not None
    one = magnets.licences.restrictions[0]
    assert one.binding
    assert one.quantity == pytest.approx(one.allowed, rel=1e-8)
    assert one.wedge == pytest.approx(1.9, abs=0.1), "nearly three times the price"
    assert (one.control, one.state, one.importers) == ("cn-seven-ree", "in_force", ("WLD",))
    assert one.rent_usd == pytest.approx(one.wedge * one.trade_usd * one.quantity, rel=0.05)


def test_what_licences_add_is_the_difference_with_and_without(record: Record, magnets: Effects) -> None:
    """Two ways to one number: the scenario asked twice, once with them; only the split is in both."""
    assert magnets.licences is not None
    alone = asked(record, scenario="lapse", against="hold")
    for code in PAIR:
        row = magnets.licences.economy(code)
        assert row.together_percent == magnets.economy(code).real_income_percent
        assert row.added_percent == pytest.approx(row.together_percent - row.duties_alone_percent, abs=1e-12)
        assert row.duties_alone_percent == pytest.approx(alone.economy(code).real_income_percent, abs=1e-3)
        assert row.added_percent == pytest.approx(row.licences_alone_percent, abs=1e-3), "small, so nearly so"
    assert magnets.licences.economy("CHN").added_percent > 0, "the rent is China's"
    assert magnets.licences.economy("DEU").added_percent < 0
    assert alone.licences is None
    with pytest.raises(BadInput, match="LIE is not in"):
        magnets.licences.economy("LIE")


def test_parts_stand_beside_what_is_left_of_their_parents(magnets: Effects) -> None:
    sectors = [row.sector for row in magnets.sectors if row.economy == "CHN"]
    place = sectors.index("rare-earth-magnets")
    assert sectors[place - 1] == "electrical"
    assert magnets.sectors[0].economy == "AGO"
    assert magnets.world.endswith(" with rare-earth-magnets")
    assert any("GACC" in source.citation for source in magnets.sources)


def test_licences_and_sheet_agree(record: Record, scenario: Scenario) -> None:
    name = scenario(f"restrictions_on_record: [{MAGNETS}]\n")
    costs = effects_of_scenarios(record, Ask(PAIR, ON), (name, "hold"), "icio-2022", lambda *_: None)
    alone = asked(record, scenario=name)
    for code in PAIR:
        here = costs[0].effects.economy(code).real_income_percent
        assert here == pytest.approx(alone.economy(code).real_income_percent, abs=1e-9)
    assert costs[0].effects.licences is not None
    assert costs[1].effects.licences is None
    assert costs[0].dropped == ()


def test_notes_say_what_licences_leave_as_it_is(record: Record, magnets: Effects) -> None:
    own = "rare-earth-magnets: its own trade elasticity 0.76 is taken as it is, in the first year too"
    rents = "first order is of duties: it leaves out what licences add to prices, and their rents"
    short = asked(record, horizon="short", restrictions=(MAGNETS,))
    assert {own, rents} <= set(short.notes)
    assert rents in magnets.notes
    assert own not in magnets.notes


def test_an_elasticity_of_the_set_takes_the_place_of_a_part_s_own(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    values = {**load_elasticities().values, "rare-earth-magnets": 4.0}
    rows = "".join(f"{sector},{value!r},{value / 2!r}\n" for sector, value in values.items())
    path.write_text(f"sector,value,short\n{rows}", encoding="utf-8")
    found = asked(record, elasticities=str(path), horizon="short", restrictions=(MAGNETS,))
    told = [note for note in found.notes if note.startswith("rare-earth-magnets")]
    assert len(told) == 1
    assert told[0].endswith("its trade elasticity that of the set")


@pytest.mark.parametrize("rent", ["exporter", "importer", "dissipated"])
def test_buyers_of_magnets_lose_whoever_has_the_rent(record: Record, scenario: Scenario, rent: str) -> None:
    """Assumption 32: only where its exporters have the rent does China gain."""
    text = OWN.replace("[USA]", "[WLD]").replace("[electrical]", "[rare-earth-magnets]")
    text = text.replace("0.5", "0.2476") + f"    rent: {rent}\n"
    found = asked(record, scenario=scenario(text), against="hold").licences
    assert found is not None
    assert (found.economy("CHN").added_percent > 0) == (rent == "exporter")
    assert all(found.economy(code).added_percent < -5e-4 for code in ("USA", "DEU", "JPN", "KOR"))


def test_a_wedge_of_nothing_adds_nothing(record: Record, scenario: Scenario) -> None:
    name = scenario(OWN.replace("quantity: 0.5", "wedge: 0"))
    found = asked(record, scenario=name, against="hold").licences
    assert found is not None
    assert not found.restrictions[0].binding
    assert max(abs(row.added_percent) for row in found.economies) < 1e-7


def test_whose_the_rent_is_decides_who_pays(record: Record, scenario: Scenario) -> None:
    """China sells: it fares best where it has the rent."""
    found = {
        rent: asked(record, scenario=scenario(f"{OWN}    rent: {rent}\n"), against="hold").economy("CHN")
        for rent in ("importer", "exporter", "dissipated")
    }
    china = {rent: row.real_income_percent for rent, row in found.items()}
    assert china["exporter"] > china["importer"]
    assert china["exporter"] > china["dissipated"]


def test_groups_and_the_world_are_written_out(record: Record, world: World, scenario: Scenario) -> None:
    name = scenario(OWN.replace("[CHN]", "[EU]").replace("[USA]", "[WLD]"))
    (laid,) = on_flows(record, world, stated(record, name))
    assert len(laid.exporters) == 27
    assert len(laid.importers) == 81 - 27, "members of a group do not restrict one another"
    name = scenario(OWN.replace("[CHN]", "[CN]").replace("[USA]", "[EU, DE]"))
    (laid,) = on_flows(record, world, stated(record, name))
    assert laid.exporters == ("CHN",)
    assert len(laid.importers) == 27


def test_shares_of_parts_are_counted_from_imports_by_line(record: Record, world: World) -> None:
    """The splits on record state what each economy sold the USA in 2024, by line."""
    imports = load_imports("USA")
    assert imports is not None
    lines, sectors = imports.lines.astype(str), np.array(imports.sectors)[imports.sector_of]
    value = imports.value_usd.astype(float)
    for split, prefixes in (("rare-earth-magnets", ("850511",)), ("processors-memory", ("854231", "854232"))):
        entry = record.tables.splits[split]
        on = np.any([np.char.startswith(lines, prefix) for prefix in prefixes], axis=0)[imports.line_of]
        within = (sectors == entry.parent)[imports.line_of]
        origin = np.array(imports.origins)[imports.origin_of]
        named = set(entry.shares) - {"USA"}
        for code in named:
            share = value[on & (origin == code)].sum() / value[within & (origin == code)].sum()
            assert entry.shares[code] == pytest.approx(share, abs=6e-4), f"{split} of {code}"
        others = ~np.isin(origin, list(named))
        assert entry.share == pytest.approx(value[on & others].sum() / value[within & others].sum(), abs=6e-4)
    (part,) = parts_of(record, world, stated(record, "hold", [MAGNETS]))
    assert part.share[world.economies.index("DEU")] == 0.0015, "a member has its group's"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{OWN}    controls: cn-seven-ree\n", "10:5: unknown key 'controls'; did you mean 'control'"),
        (OWN.replace("CHN", "XYZ"), r"6:\d+: there is no economy 'XYZ'"),
        (f"{OWN}    control: cn-seven-re\n", "10:5: there is no control 'cn-seven-re'; did you mean"),
        (f"{OWN}    wedge: 0.1\n", "9:5: the restriction states wedge and quantity; give one"),
        (OWN.replace("0.5", "25"), "9:5: a quantity of 25 is out of bounds; write a quarter"),
        (OWN.replace("0.5", "0"), "9:5: a quantity of 0 has no finite wedge"),
        (OWN.replace("0.5", "nan"), "9:5: a quantity of nan is out of bounds"),
        (OWN.replace("0.5", "much"), "9:5: 'much' "),
        (OWN.replace("quantity: 0.5", "wedge: -0.1"), "9:5: a wedge of -0.1 is out of bounds"),
        (OWN.replace("quantity: 0.5", "wedge: inf"), "9:5: a wedge of inf is out of bounds"),
        (OWN.replace("[CHN]", "[]"), "6:5: the restriction names no exporters"),
        (f"{OWN}    rent: me\n", "10:5: 'me' is not allowed for 'rent'"),
        (OWN.replace("quantity: 0.5", "series: chn-magnets-wld"), r"\d+:5: series and period go"),
        (
            OWN.replace("quantity: 0.5", "series: chn-magnets-wld\n    period: 2031-05"),
            "10:5: 'chn-magnets-wld' has no figure for 2031-05",
        ),
        (
            OWN.replace("quantity: 0.5", "series: chn-rare-earths-wld\n    period: 2024-05"),
            "9:5: 'chn-rare-earths-wld' states no normal level",
        ),
        (PART.replace("0.1", "2"), "4:.*: a share of 2 is no part"),
        (PART.replace("0.1", "0"), "4:.*: nobody makes any"),
        (PART.replace("food", "a"), "4:.*: the part is called 'a' as"),
        (PART.replace("0.1", "0.1, shares: {XX: 0.2}"), "4:.*: there is no economy 'XX'"),
        (PART.replace("0.1", "0.1, shares: {DEU: -1}"), "4:.*: a share of -1 is no part"),
        (PART.replace("0.1", "0.1, trade_elasticity: 0"), "4:.*: an elasticity of 0 is not positive"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    record: Record, scenario: Scenario, text: str, said: str
) -> None:
    with pytest.raises(BadInput, match=f"mine.yaml:{said}"):
        stated(record, scenario(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace("0.5", "unknown"), "how much the restriction 'mine' leaves is not on"),
        ("restrictions_on_record: [magnets]\n", "no restriction 'magnets' is on record; did you mean"),
        (f"restrictions_on_record: [{MAGNETS}, {MAGNETS}]\n", f"'{MAGNETS}' is named twice"),
        (PART + PART.removeprefix("splits:\n"), "the split 'a' is named twice"),
    ],
)
def test_what_cannot_be_gathered_is_refused(record: Record, scenario: Scenario, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        stated(record, scenario(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace("[electrical]", "[electric]"), "8:.* names 'electric', which is no sector"),
        (OWN.replace("CHN", "LIE"), "6:.* the restriction 'mine' names LIE, which is not in icio"),
        (OWN.replace("[CHN]", "[EU, CHN]").replace("USA", "WLD"), "6:.* has EU and others sell"),
    ],
)
def test_what_the_world_table_lacks_is_named_with_its_place(
    record: Record, world: World, scenario: Scenario, text: str, said: str
) -> None:
    found = stated(record, scenario(text))
    with pytest.raises(BadInput, match=f"mine.yaml:{said}"):
        on_flows(record, world, found)


def test_a_part_of_no_sector_is_refused(record: Record, world: World, scenario: Scenario) -> None:
    found = stated(record, scenario(PART.replace("food", "feed")))
    with pytest.raises(BadInput, match=r"mine.yaml:4:.* 'feed' is no sector of icio-2022; did you mean"):
        parts_of(record, world, found)


def test_what_is_assumed_or_asleep_is_told(record: Record, scenario: Scenario) -> None:
    name = scenario(OWN + "    control: cn-five-more-ree\n")
    notes = effects(record, Ask(PAIR, date(2026, 1, 15)), EffectsQuestion(scenario=name), "icio-2022").notes
    assert "mine is assumed: it states no source" in notes
    assert any(note.startswith("mine: cn-five-more-ree is suspended on 2026-01-15") for note in notes)


def test_a_figure_of_later_is_told(record: Record) -> None:
    question = EffectsQuestion(restrictions=(MAGNETS,))
    notes = effects(record, Ask(PAIR, ON, known_at=ON), question, "icio-2022").notes
    assert f"{MAGNETS}: its figure was published on 2025-06-20, after 2025-06-09" in notes
