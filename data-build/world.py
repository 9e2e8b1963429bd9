"""Build the shipped world table from the OECD's inter-country input-output table of 2022.

Run: python data-build/world.py SOURCE.npz [--out src/detente/data/world]

SOURCE.npz holds, for 80 economies and the rest of the world: `X[exporter, importer, sector]` all flows,
`use[input, using sector, economy]`, `T_bilateral` and `F_bilateral` `[sector, exporter, importer]` the flows
split into intermediate and final, `tariff[exporter, importer, sector]`. Money is million USD, basic prices.
The steps that change a figure return an Adjustment, and all of them go into the table's metadata.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from detente.world.metadata import Adjustment
from detente.world.tables import digest_of

Floats = npt.NDArray[np.float64]
HERE = Path(__file__).parent
OUT = HERE.parent / "src/detente/data/world"
OWN_SALES_FLOOR = 1e-3
"""Million USD for an economy that sells itself nothing in a sector: near the source's finest digit, 1e-4."""


@dataclass(slots=True)
class Table:
    """The table while it is built; the last axis of `use` is the using sector."""

    economies: list[str]
    sectors: list[str]
    goods: npt.NDArray[np.bool_]
    flows: Floats
    use: Floats
    value_added: Floats
    tariffs: Floats

    def name(self, mask: npt.NDArray[np.bool_], size: Floats) -> str:
        """Name the cell of `mask[economy, sector]` in which `size` is largest."""
        if not mask.any():
            return "none"
        economy, sector = np.unravel_index(np.argmax(np.where(mask, size, -np.inf)), mask.shape)
        return f"{self.economies[economy]} {self.sectors[sector]}"


def give_rest_of_world_inputs(
    source: dict[str, Floats], codes: list[str], economies: list[str]
) -> tuple[Floats, Floats, Adjustment]:
    """Return use and value added in which inputs from the rest of the world count as inputs.

    The source's `use` is the sum of the flows among the 80 economies alone, so that what they buy from the
    rest of the world is final demand and their value added is too large by the inputs among it. Each
    importer's purchases are split as its purchases from other foreigners are, and spread over using sectors
    as its use of that input is.
    """
    foreign = 1 - np.eye(80)
    intermediate = (source["T_bilateral"] * foreign).sum(axis=1)
    final = (source["F_bilateral"] * foreign).sum(axis=1)
    share = np.divide(intermediate, intermediate + final, out=np.zeros_like(final), where=intermediate > 0)
    inputs = share * source["X"][80, :80].T
    use, total = source["use"], source["use"].sum(axis=1)
    spread = np.divide(use, total[:, None], out=np.zeros_like(use), where=total[:, None] > 0)
    added = spread * inputs[:, None]
    moved = added.sum(axis=0)
    sector, economy = np.unravel_index(np.argmax(moved), moved.shape)
    step = Adjustment(
        "inputs bought from the rest of the world moved from final demand and value added to use",
        int((inputs > 0).sum()),
        float(added.sum()),
        f"{economies[economy]} {codes[sector]}: {moved[sector, economy]:,.0f}",
    )
    return use + added, source["va"] - moved, step


def merge(
    source: dict[str, Floats], codes: list[str], economies: list[str]
) -> tuple[Table, list[Adjustment]]:
    """Return the table on the shipped sectors, with a row of zeros for what the rest of the world uses."""
    with (OUT / "sectors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    grouping = np.array([[code in row["isic4"].split(";") for row in rows] for code in codes], dtype=float)
    if not (grouping.sum(axis=1) == 1).all():
        raise SystemExit("sectors.csv does not place every sector of the source exactly once")
    goods = np.array([row["goods"] == "yes" for row in rows])
    use, value_added, step = give_rest_of_world_inputs(source, codes, economies)
    flows = source["X"] @ grouping
    duties = (source["X"] * source["tariff"]) @ grouping
    simple = source["tariff"] @ (grouping / grouping.sum(axis=0))
    tariffs = np.divide(duties, flows, out=simple, where=flows > 0)
    taxed = (tariffs > 0) & ~goods
    spurious = Adjustment(
        "tariffs on services set to zero",
        int(taxed.sum()),
        float((tariffs * flows)[taxed].sum()),
        f"{tariffs[taxed].max():.3f}",
    )
    tariffs[..., ~goods] = 0.0
    merged_use = np.zeros((81, len(rows), len(rows)))
    merged_use[:80] = np.einsum("kjc,kK,jJ->cKJ", use, grouping, grouping, optimize=True)
    merged_value = np.zeros((81, len(rows)))
    merged_value[:80] = value_added.T @ grouping
    table = Table(economies, [row["sector"] for row in rows], goods, flows, merged_use, merged_value, tariffs)
    return table, [step, spurious]


def impute_coefficients(table: Table) -> tuple[Floats, Adjustment]:
    """Return input coefficients; the rest of the world and sectors without output take the world's mix."""
    output = table.use.sum(axis=1) + table.value_added
    world = table.use.sum(axis=0) / output.sum(axis=0)
    coefficients = np.broadcast_to(world, table.use.shape).copy()
    np.divide(table.use, output[:, None], out=coefficients, where=output[:, None] > 0)
    made = output[:80] > 0
    others = table.flows[:80].sum(axis=1)[~made].sum()
    step = Adjustment(
        "inputs and value added imputed from the world's mix: ROW, and sectors without output",
        len(table.sectors) + int((~made).sum()),
        float(table.flows[80].sum() + others),
        f"ROW, all {len(table.sectors)} sectors",
    )
    return coefficients, step


def floor_own_sales(table: Table) -> Adjustment:
    own = np.einsum("iik->ik", table.flows)
    empty = own <= 0
    absorbed = table.flows.sum(axis=0)
    largest = table.name(empty, absorbed)
    np.einsum("iik->ik", table.flows)[empty] = OWN_SALES_FLOOR
    return Adjustment(
        "own sales of zero raised to a floor", int(empty.sum()), OWN_SALES_FLOOR * int(empty.sum()), largest
    )


def keep_value_added_positive(table: Table, coefficients: Floats) -> Adjustment:
    """Scale down the inputs of a sector that cost more than it makes."""
    cost = coefficients.sum(axis=1)
    over = cost > 1
    coefficients *= np.where(over, 1 / np.where(over, cost, 1), 1)[:, None]
    lost = ((cost - 1) * table.flows.sum(axis=1))[over].sum()
    return Adjustment(
        "inputs that exceed output scaled down to it", int(over.sum()), float(lost), table.name(over, cost)
    )


def keep_final_demand_positive(table: Table, coefficients: Floats) -> Adjustment:
    """Scale down the use of an input of which more is used than the economy buys."""
    used = np.einsum("cKJ,cJ->cK", coefficients, table.flows.sum(axis=1))
    bought = table.flows.sum(axis=0)
    short = used > bought
    coefficients *= np.where(short, bought / np.where(short, used, 1) * (1 - 1e-6), 1)[:, :, None]
    gap = np.where(short, used - bought, 0)
    return Adjustment(
        "implied final demand below zero raised to zero",
        int(short.sum()),
        float(gap.sum()),
        table.name(short, gap),
    )


def rebalance(table: Table) -> Adjustment:
    """State the gap between output and sales; output becomes sales, the coefficients stay."""
    output = table.use[:80].sum(axis=1) + table.value_added[:80]
    sales = table.flows[:80].sum(axis=1)
    gap = np.abs(sales - output)
    apart = gap > 1e-6 * np.maximum(output, 1.0)
    relative = np.divide(gap, output, out=np.zeros_like(gap), where=output > 1.0)
    what = "output set to the sum of sales, where they differ by more than a millionth"
    largest = f"{table.name(apart, relative)} {relative.max():.1e} (among outputs above 1 million USD)"
    return Adjustment(what, int(apart.sum()), float(gap[apart].sum()), largest)


def build(path: Path) -> tuple[dict[str, npt.NDArray[np.generic]], list[Adjustment], Table]:
    """Return the arrays of the shipped file, the adjustments made, and the table they were made on."""
    with np.load(path, allow_pickle=False) as file:
        names = ("X", "use", "va", "T_bilateral", "F_bilateral", "tariff")
        source = {name: file[name].astype(np.float64) for name in names}
        codes, economies = file["sectors"].tolist(), file["countries_X"].tolist()
    table, steps = merge(source, codes, economies)
    steps.append(rebalance(table))
    coefficients, imputed = impute_coefficients(table)
    steps.append(imputed)
    steps.append(floor_own_sales(table))
    steps.append(keep_value_added_positive(table, coefficients))
    steps.append(keep_final_demand_positive(table, coefficients))
    flows = table.flows.astype(np.float32)
    shares = coefficients.astype(np.float32)
    output = flows.astype(np.float64).sum(axis=1)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "economies": np.array(economies),
        "sectors": np.array(table.sectors),
        "goods": table.goods,
        "flows": flows,
        "input_coefficients": shares,
        "value_added": output * (1 - shares.astype(np.float64).sum(axis=1)),
        "output": output,
        "tariffs": table.tariffs.astype(np.float32),
    }
    return arrays, steps, table


def tariff_content(table: Table) -> str:
    """Say what the tariffs hold, from what the USA charges China and Germany."""
    place = table.economies.index
    china, germany, america = place("CHN"), place("DEU"), place("USA")
    gap = float(np.abs(table.tariffs[china, america] - table.tariffs[germany, america]).max())
    food = table.tariffs[germany, america, table.sectors.index("food")]
    goods_flows = table.flows[china, america][table.goods]
    average = float((goods_flows * table.tariffs[china, america][table.goods]).sum() / goods_flows.sum())
    return (
        f"Most-favoured-nation and preferential rates of 2021 only. The USA charges CHN and DEU the same in "
        f"every sector (largest gap {gap:.4f}; mean over goods from CHN {average:.3f}): the duties of "
        f"2018-19 (Section 301, Section 232 and the answers to them) are not in the tariffs, although the "
        f"flows of 2022 were traded under them. Rates are simple means over industries, capped below 1 in "
        f"the source: food stands at {food:.2f} in the USA because food and tobacco weigh the same. For what "
        f"ROW charges and pays no rate is recorded; it stands as 0."
    )


def metadata(arrays: dict[str, npt.NDArray[np.generic]], steps: list[Adjustment], table: Table) -> str:
    content = {
        "name": "icio-2022",
        "title": "World trade and production 2022, 80 economies and the rest of the world, 23 sectors",
        "year": "2022",
        "unit": "million USD",
        "currency": "USD",
        "prices": "basic prices, net of tariffs",
        "digest": digest_of(arrays),
        "tariff_content": tariff_content(table),
        "sources": [
            {
                "citation": "OECD Inter-Country Input-Output Tables (ICIO), 2025 edition, extended, 2022",
                "url": "https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html",
                "licence": "OECD terms and conditions: use and reuse with attribution",
                "provides": "flows, input use, value added, output",
            },
            {
                "citation": "Teti, F. A., Global Tariff Database (beta of December 2024), see Teti (2024), "
                "Missing Tariffs; mapped to ICIO sectors in the package of Lashkaripour (2021)",
                "url": "https://github.com/ahmadlp/tariffwar",
                "licence": "not stated by the source; cited as its author asks",
                "provides": "applied tariffs",
            },
        ],
        "adjustments": [{**asdict(step), "million_usd": round(step.million_usd, 3)} for step in steps],
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return f"# Written by data-build/world.py; do not edit.\n{text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    arrays, steps, table = build(arguments.source)
    np.savez_compressed(arguments.out / "icio-2022.npz", allow_pickle=False, **arrays)
    (arguments.out / "icio-2022.yaml").write_text(metadata(arrays, steps, table), encoding="utf-8")
    for step in steps:
        print(f"{step.cells:6d} cells  {step.million_usd:16,.3f} million USD  {step.what} ({step.largest})")
    print(digest_of(arrays))


if __name__ == "__main__":
    main()
