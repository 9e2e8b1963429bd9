"""Which layout files have, and the table that is in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from detente.core.errors import BadInput, Place
from detente.world.importing import long_csv
from detente.world.importing.delimited import opened
from detente.world.importing.icio import is_icio, read_icio
from detente.world.importing.source_table import Progress, SourceTable
from detente.world.importing.wiod import is_wiod, read_wiod
from detente.world.tables import load_world

_KINDS = (long_csv.PRODUCTION, long_csv.INPUTS, long_csv.FLOWS)
_LAYOUTS = "the OECD's ICIO, WIOD 2016, or the three CSV files of flows, production and inputs"


def read_source(files: Sequence[Path], scale: float, tell: Progress) -> SourceTable:
    """Return the table in some files, which tell their layout by their headers.

    Args:
        files: The files of one table.
        scale: Million USD in a unit of the files.
        tell: Takes the progress.

    Raises:
        BadInput: No layout fits, a file is missing or one too many, or what is in them is wrong.
    """
    if not files:
        raise BadInput("no file is given", mend=f"give a table: {_LAYOUTS}")
    alone, *others = files
    if alone.suffix == ".npz" and not others:
        return _read_npz(alone, scale)
    kinds = [_kind(path) for path in files]
    if kinds[0] in ("icio", "wiod"):
        if others:
            raise BadInput(f"{len(files)} files are given", mend="give one table, of one year")
        with opened(alone) as file:
            return (read_icio if kinds[0] == "icio" else read_wiod)(file, scale, tell)
    for kind in _KINDS:
        if kinds.count(kind) != 1:
            some = "no file" if kind not in kinds else "more than one file"
            mend = "give one file of flows, one of production and one of inputs"
            raise BadInput(f"there is {some} of {kind}", mend=mend)
    if len(files) > len(_KINDS):
        raise BadInput(f"{len(files)} files are given", mend="give one table")
    return _read_long(dict(zip(kinds, files, strict=True)), scale, tell)


def _kind(path: Path) -> str:
    """Return the layout of a file."""
    with opened(path) as file:
        if is_wiod(file.header):
            return "wiod"
        found = long_csv.kind_of(file.header) or ("icio" if is_icio(file.header) else None)
        if found is None:
            mend = f"give {_LAYOUTS}; `detente world import --help` tells more"
            raise BadInput("is no world table of a known layout", Place(str(path), file.header_line), mend)
        return found


def _read_long(paths: dict[str, Path], scale: float, tell: Progress) -> SourceTable:
    """Return the table in three CSV files; production comes first, as it names economies and sectors."""
    for step, kind in enumerate(_KINDS):
        tell(f"reading {paths[kind].name}", step, len(_KINDS))
        with opened(paths[kind]) as file:
            if kind == long_csv.PRODUCTION:
                made = long_csv.read_production(file, scale)
            elif kind == long_csv.INPUTS:
                inputs = long_csv.read_inputs(file, made, scale)
            else:
                flows, tariffs = long_csv.read_flows(file, made, scale)
    return long_csv.table_of(made, inputs, flows, tariffs)


def _read_npz(path: Path, scale: float) -> SourceTable:
    """Return a table in Detente's own layout, which may have a metadata file beside it."""
    world = load_world(path)
    about = world.metadata
    return SourceTable(
        layout="npz",
        economies=world.economies,
        sectors=world.sectors,
        flows=world.flows * scale,
        use=np.einsum("iks,is->iks", world.input_coefficients, world.output) * scale,
        value_added=world.value_added * scale,
        output=world.output * scale,
        goods=world.goods,
        tariffs=world.tariffs,
        year=about.year,
        title=about.title,
        prices=about.prices,
        tariff_content=about.tariff_content,
        adjustments=about.adjustments,
        sources=about.sources,
    )
