"""Build the shipped table of the one-sector model: trade, incomes and announced US tariffs of 194 economies.

Run: python data-build/one_sector_world.py SOURCE [--out src/detente/data/one_sector]

SOURCE is the folder of the paper's data (country_labels.csv, gdp.csv, tariffs.csv, trade_cepii.csv). Figures
are taken over as they are; only GDP is divided by a thousand, so that all money is in thousand USD.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import yaml

from detente.impact.replication.liberation_data import read_folder
from detente.world.tables import digest_of

OUT = Path(__file__).parent.parent / "src/detente/data/one_sector"

METADATA = {
    "name": "baci-2023",
    "title": "Trade, national income and announced US tariffs of 194 economies",
    "year": "2023",
    "unit": "thousand USD",
    "contents": (
        "economies; trade (exporter, importer), goods; income, gross domestic product; announced_tariffs, "
        "the rate announced on 2 April 2025 for each economy's goods, fraction, 0 where none is"
    ),
    "sources": [
        {
            "citation": "CEPII, BACI, bilateral trade in goods 2023",
            "url": "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
            "licence": "Etalab 2.0",
            "provides": "trade",
        },
        {
            "citation": "World Bank, World Development Indicators, gross domestic product 2023, current USD",
            "url": "https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
            "licence": "CC BY 4.0",
            "provides": "income",
        },
        {
            "citation": "Executive Order 14257 of 2 April 2025, annex I; China with the 20% in force before",
            "url": "https://www.federalregister.gov/documents/2025/04/07/2025-06063",
            "licence": "US government work",
            "provides": "announced tariffs",
        },
    ],
    "selection": (
        "The economies, and the figures as put together by Ignatenko, Lashkaripour, Macedoni and Simonovska "
        "(2025), Journal of International Economics 157. Taiwan is not among them."
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    data = read_folder(arguments.source)
    arrays = {
        "economies": np.array(data.economy.economies),
        "trade": np.ascontiguousarray(data.economy.trade),
        "income": data.economy.income,
        "announced_tariffs": data.announced,
    }
    np.savez_compressed(arguments.out / "baci-2023.npz", allow_pickle=False, **arrays)
    content = {**METADATA, "digest": digest_of(arrays)}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    head = "# Written by data-build/one_sector_world.py; do not edit.\n"
    (arguments.out / "baci-2023.yaml").write_text(head + text, encoding="utf-8")
    print(digest_of(arrays))


if __name__ == "__main__":
    main()
