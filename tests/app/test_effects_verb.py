"""`effects` in the shell: licences, the other model, and the choices by name."""

from __future__ import annotations

import csv
import io

import pytest

ASK = ("effects", "--between", "USA", "CHN", "--on", "2025-06-09", "--against", "hold")
MAGNETS = ("--restriction", "chn-magnets-2025-05")


def test_licences_stand_apart_on_the_screen(run) -> None:
    text = run(*ASK, *MAGNETS, "--restriction", "usa-chips-chn=2").out
    after = text.partition("LICENCES (what they add to the duties)")[2]
    assert "CHN to WLD" in after
    assert "the exporter" in after
    chips = next(line for line in after.splitlines() if "USA, TWN to CHN" in line)
    assert chips.split()[6] == "none", "what does not bind has no wedge"
    assert "duties alone" in after
    assert "rare-earth-magnets" in after.partition("SECTORS OF CHN")[2]


def test_licences_as_rows(run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASK, *MAGNETS, "--csv", "-").out)))
    found = {(row["economy"], row["sector"], row["variable"]): row for row in rows}
    wedge = found["CHN", "rare-earth-magnets", "chn-magnets-2025-05.wedge"]
    assert (wedge["unit"], wedge["scenario"]) == ("fraction", "hold")
    assert 1.5 < float(wedge["value"]) < 2.5
    assert float(found["CHN", "rare-earth-magnets", "chn-magnets-2025-05.quantity"]["value"]) < 0.25
    added = [
        float(found["DEU", "all", f"real_income.{name}"]["value"]) for name in ("added", "licences_alone")
    ]
    assert added[0] == pytest.approx(added[1], abs=1e-6), (
        "without other changes, what they add is what they do"
    )


def test_the_other_model_stands_beside(run) -> None:
    text = run(*ASK, "--scenario", "lapse", "--model", "both").out
    assert "BESIDE IT: one-sector" in text
    assert "scale elasticity 0.1675" in " ".join(text.split())
    alone = run(*ASK, "--scenario", "lapse", "--model", "one-sector").out
    assert "SECTORS OF" not in alone
    usa = next(line for line in alone.splitlines() if line.startswith("  USA  "))
    assert usa.split()[2] == "-", "the one-sector model has no first-order figure"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--restriction", "chn-magnets"), "no restriction 'chn-magnets' is on record; did you mean"),
        (("--restriction", "usa-chips-chn"), "is not on record; say it, as usa-chips-chn=0.5"),
        (("--restriction", "usa-chips-chn=half"), "'half' is no number; write usa-chips-chn=0.5"),
        (("--restriction", "usa-chips-chn=50"), "a quantity of 50 is out of bounds"),
        (("--restriction", "=0.5"), "no restriction '' is on record"),
        ((*MAGNETS, *MAGNETS), "the restriction 'chn-magnets-2025-05' is named twice"),
        ((*MAGNETS, "--restriction", "chn-magnets-2025-06"), "both hold for"),
        (("--horizon", "soon"), "there is no horizon 'soon'"),
        (("--tax", "services"), "use goods, all"),
        (("--model", "x"), "there is no model 'x'; use caliendo-parro, one-sector, both"),
        (("--revenue", "income_tax_relief"), "take --model one-sector"),
    ],
)
def test_bad_choices_are_one_line(run, words: tuple[str, ...], said: str) -> None:
    found = run(*ASK, *words)
    assert (found.status, found.out) == (2, "")
    assert said in found.err
    assert found.err.count("\n") == 1
