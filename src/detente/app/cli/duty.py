"""The verbs on one good and on a year's imports: duty, average."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.app.cli.options import Face, face, file_option, known_at, on, scenario
from detente.app.cli.output import Answer, deliver
from detente.app.cli.progress import progress
from detente.core.errors import BadInput
from detente.core.time import Instant

if TYPE_CHECKING:
    from detente.duties.averages.averages import By

BY = ("origin", "sector", "chapter", "programme")


@click.command()
@click.option("--importer", metavar="E", help="The economy of entry, by alpha-3 code or name.")
@click.option("--origin", metavar="E", help="The economy of origin.")
@click.option("--product", metavar="CODE", help="A tariff line of 8 or 10 digits; dots do not matter.")
@on(instant=True)
@click.option("--value-usd", type=float, metavar="V", help="Customs value, for duties by weight or number.")
@click.option(
    "--quantity",
    "quantities",
    multiple=True,
    metavar="UNIT=N",
    help="Amount in a unit of the schedule, as in kg=500; may be repeated.",
)
@click.option("--given", multiple=True, metavar="KEY=VALUE", help="A fact declared; may be repeated.")
@click.option("--conditions", is_flag=True, help="List the facts that can be declared.")
@click.option("--explain", is_flag=True, help="Draw the derivation as a tree.")
@file_option("--batch", "Answer every row of a CSV or Parquet file; see `detente shipments`.")
@file_option("--out", "The file to write the answers of a batch to.")
@known_at()
@scenario()
@face()
def duty(
    face: Face,
    importer: str | None,
    origin: str | None,
    product: str | None,
    on: date | Instant | None,
    value_usd: float | None,
    quantities: tuple[str, ...],
    given: tuple[str, ...],
    conditions: bool,
    explain: bool,
    batch: Path | None,
    out: Path | None,
    known_at: date | None,
    scenario: str,
) -> int:
    """Tell the duty on a good and why: base, added duties, what did not apply, what is left open.

    What nobody declared and nobody can presume (a preference, a share of metal, an end use) leaves a range,
    with the question that would settle it.
    """  # fmt: skip
    if conditions:
        from detente.app.cli.duty_text import conditions_text, facts_json

        deliver(face, Answer(record=None, json=facts_json(), text=conditions_text))
        return 0
    if batch or out:
        from detente.app.cli.shipments import run_batch

        return run_batch(face, batch, out, given, known_at, scenario)
    _require(importer=importer, origin=origin, product=product, on=on)
    assert importer is not None
    assert origin is not None
    assert product is not None
    assert on is not None
    workbench = face.workbench()
    found = workbench.duty(
        importer, origin, product, on=on, given=given, value_usd=value_usd,
        quantities=_amounts(quantities), known_at=known_at, scenario=scenario,
    )  # fmt: skip

    def text() -> str:
        from detente.app.cli.duty_text import duty_text, duty_tree

        return duty_tree(found) if explain else duty_text(found)

    json = {"scenario": scenario, **found.as_json()}
    deliver(face, Answer(record=workbench.record.digest, json=json, text=text))
    return 0


@click.command()
@click.option("--importer", default="USA", show_default=True, metavar="E", help="Whose imports are weighed.")
@on(required=True, instant=True)
@click.option(
    "--by",
    type=click.Choice(BY),
    default="origin",
    metavar="WHAT",
    show_default=True,
    help="What a row is: origin, sector, chapter or programme.",
)
@click.option("--origin", "origins", multiple=True, metavar="E", help="Only this origin; may be repeated.")
@click.option("--given", multiple=True, metavar="KEY=VALUE", help="A fact declared of all imports.")
@click.option("--cluster", metavar="ADDRESS", help="Work on a Dask cluster, as in tcp://host:8786.")
@known_at()
@scenario()
@face(rows=True)
def average(
    face: Face,
    importer: str,
    on: date | Instant,
    by: By,
    origins: tuple[str, ...],
    given: tuple[str, ...],
    cluster: str | None,
    known_at: date | None,
    scenario: str,
) -> None:
    """Tell average duties, each line weighed by what was bought of it.

    Claims of preference weigh as they were made in trade, other open facts as `duty --conditions` tells.
    """
    from detente.app.cli.duty_text import average_rows, average_text

    with progress() as tell:
        workbench = face.workbench(tell)
        found = workbench.average(
            importer, on=on, by=by, origins=origins, given=given, known_at=known_at, scenario=scenario,
            cluster=cluster,
        )  # fmt: skip
    answer = Answer(
        record=workbench.record.digest,
        json={"scenario": scenario, **found.as_json()},
        text=lambda: average_text(found),
        rows=lambda: average_rows(found),
    )
    deliver(face, answer)


def _require(**given: object) -> None:
    """Refuse a question that leaves out what it is about."""
    missing = [f"--{name}" for name, value in given.items() if value is None]
    if missing:
        mend = "name them, or give --batch FILE --out FILE for many goods"
        raise BadInput(f"the question lacks {', '.join(missing)}", mend=mend)


def _amounts(words: tuple[str, ...]) -> dict[str, float]:
    """Return quantities by unit from words such as kg=500."""
    found: dict[str, float] = {}
    for word in words:
        unit, _, number = word.partition("=")
        try:
            amount = float(number)
        except ValueError:
            amount = -1.0
        if not unit or not 0 <= amount < float("inf"):
            raise BadInput(f"'{word}' is no quantity", mend="write UNIT=NUMBER, as in kg=500")
        found[unit] = amount
    return found
