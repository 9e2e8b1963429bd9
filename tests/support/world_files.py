"""Small world tables in each layout that `world import` takes, for tests to spoil one thing at a time."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
ICIO_USES = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")
WIOD_USES = 5


@dataclass(eq=False)
class Made:
    """A table that adds up.

    `inputs` are by seller, industry, buyer and using industry, `final` by seller, industry, buyer and use.
    """

    economies: tuple[str, ...]
    industries: tuple[str, ...]
    inputs: Floats
    final: Floats

    @property
    def output(self) -> Floats:
        return self.inputs.sum(axis=(2, 3)) + self.final.sum(axis=(2, 3))

    @property
    def flows(self) -> Floats:
        return np.einsum("ikns->ink", self.inputs) + np.einsum("iknu->ink", self.final)

    @property
    def use(self) -> Floats:
        return np.einsum("ikns->nks", self.inputs)


def made(
    economies: Sequence[str] = ("AUS", "CHN", "ROW"),
    industries: Sequence[str] = ("A01", "C24A", "C26", "G"),
    uses: int = len(ICIO_USES),
    seed: int = 1,
) -> Made:
    """Draw a table whose value added is positive everywhere: final uses are large beside inputs."""
    chance = np.random.default_rng(seed)
    size = len(economies), len(industries)
    inputs = chance.uniform(0.5, 2.0, (*size, *size)).round(3)
    final = chance.uniform(3.0, 20.0, (*size, len(economies), uses)).round(3)
    own = np.arange(len(economies))
    final[own, :, own] += 50.0
    return Made(tuple(economies), tuple(industries), inputs, final)


def write_rows(path: Path, rows: Sequence[Sequence[object]], separator: str = ",") -> Path:
    """Write rows as text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator, lineterminator="\n").writerows(rows)
    return path


def icio_rows(table: Made, tax: float = 0.5) -> list[list[object]]:
    """Return a table as the OECD publishes it; each column of an industry pays a tax on its inputs."""
    economies, industries = table.economies, table.industries
    inner = [f"{code}_{industry}" for code in economies for industry in industries]
    outer = [f"{code}_{use}" for code in economies for use in ICIO_USES[: table.final.shape[3]]]
    rows: list[list[object]] = [["V1", *inner, *outer, "OUT"]]
    size = len(inner)
    inputs, final = table.inputs.reshape(size, size), table.final.reshape(size, -1)
    for place, label in enumerate(inner):
        cells = [*inputs[place].tolist(), *final[place].tolist()]
        rows.append([label, *cells, sum(cells)])
    output, blank = table.output.ravel(), [0.0] * len(outer)
    added = output - inputs.sum(axis=0) - tax
    rows.append(["TLS", *[tax] * size, *[0.1] * len(outer), 0.0])
    rows.append(["VA", *added.tolist(), *blank, added.sum()])
    rows.append(["OUT", *output.tolist(), *blank, output.sum()])
    return rows


def wiod_rows(table: Made, year: int = 2014) -> list[list[object]]:
    """Return a table in the wide layout of WIOD 2016, final uses numbered 57 to 61."""
    economies, industries = table.economies, table.industries
    inner = [f"v{code}{place + 1}" for code in economies for place in range(len(industries))]
    outer = [f"v{code}{57 + use}" for code in economies for use in range(WIOD_USES)]
    head = ["IndustryCode", "IndustryDescription", "Country", "RNr", "Year"]
    rows: list[list[object]] = [[*head, *inner, *outer, "TOT"]]
    size = len(inner)
    inputs, final = table.inputs.reshape(size, size), table.final.reshape(size, -1)
    for place in range(size):
        economy, industry = divmod(place, len(industries))
        cells = [*inputs[place].tolist(), *final[place].tolist()]
        label = [industries[industry], f"Industry, {industry}", economies[economy], industry + 1, year]
        rows.append([*label, *cells, sum(cells)])
    output = table.output.ravel()
    below = {"II_fob": inputs.sum(axis=0), "TXSP": np.full(size, 0.3), "EXP_adj": np.zeros(size),
             "PURR": np.zeros(size), "PURNR": np.zeros(size)}  # fmt: skip
    below["VA"] = output - inputs.sum(axis=0) - 0.3 - 0.2
    below |= {"IntTTM": np.full(size, 0.2), "GO": output}
    for number, (code, values) in enumerate(below.items()):
        rows.append(
            [code, code, "TOT", 65 + number, year, *values.tolist(), *[0.0] * len(outer), values.sum()]
        )
    return rows


def long_rows(table: Made) -> dict[str, list[list[object]]]:
    """Return a table as the three CSV files of a user's own."""
    economies, industries = table.economies, table.industries
    places = [(e, k) for e in range(len(economies)) for k in range(len(industries))]
    flows: list[list[object]] = [["exporter", "importer", "sector", "flow_musd"]]
    flows += [
        [economies[i], economies[n], industries[k], float(table.flows[i, n, k])]
        for i, k in places
        for n in range(len(economies))
    ]
    value_added = table.output - table.use.sum(axis=1)
    production: list[list[object]] = [["economy", "sector", "output", "value_added"]]
    production += [
        [economies[e], industries[k], float(table.output[e, k]), float(value_added[e, k])] for e, k in places
    ]
    inputs: list[list[object]] = [["economy", "input", "user", "value"]]
    inputs += [
        [economies[e], industries[k], industries[s], float(table.use[e, k, s])]
        for e, k in places
        for s in range(len(industries))
    ]
    return {"flows": flows, "production": production, "inputs": inputs}


def write_long(folder: Path, files: dict[str, list[list[object]]]) -> list[Path]:
    """Write the three files."""
    return [write_rows(folder / f"{name}.csv", rows) for name, rows in files.items()]
