"""World tables: who sells what to whom, what it is made of and which tariff it pays.

A table is an npz file of these arrays, with a metadata file of the same name (`.yaml`) beside it:

    economies            (economy,)                     labels, ISO 3166 alpha-3 or ROW
    sectors              (sector,)                      labels
    goods                (sector,)                      whether the sector's products pay duty
    flows                (exporter, importer, sector)   sales at basic prices, net of tariffs
    input_coefficients   (economy, input, sector)       input bought per unit of output
    value_added          (economy, sector)
    output               (economy, sector)
    tariffs              (exporter, importer, sector)   applied ad valorem rates, fractions
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput, Place
from detente.world.metadata import Metadata, read_metadata
from detente.world.shelf import own_worlds

Floats = npt.NDArray[np.float64]

SHIPPED = Path(__file__).parents[1] / "data" / "world"
SHAPES = {
    "goods": ("sectors",),
    "flows": ("economies", "economies", "sectors"),
    "input_coefficients": ("economies", "sectors", "sectors"),
    "value_added": ("economies", "sectors"),
    "output": ("economies", "sectors"),
    "tariffs": ("economies", "economies", "sectors"),
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class World:
    """The world economy of one year on economies and sectors; money in million USD, rates as fractions.

    Example:
        >>> world = load_world("icio-2022")
        >>> len(world.economies), len(world.sectors), world.economies[-1]
        (81, 23, 'ROW')
        >>> round(world.output.sum() / 1e6), "million million USD"
        (200, 'million million USD')
    """

    name: str
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    goods: npt.NDArray[np.bool_]
    flows: Floats
    input_coefficients: Floats
    value_added: Floats
    output: Floats
    tariffs: Floats
    metadata: Metadata
    digest: str
    path: Path | None = None

    @property
    def value_added_share(self) -> Floats:
        """Share of value added in cost, `(economy, sector)`: what the inputs leave of one."""
        share: Floats = 1.0 - self.input_coefficients.sum(axis=1)
        return share

    @property
    def final_demand(self) -> Floats:
        """Purchases that are nobody's input, `(economy, sector)`, at basic prices, never below zero."""
        used = np.einsum("iks,is->ik", self.input_coefficients, self.output)
        demand: Floats = np.maximum(self.flows.sum(axis=0) - used, 0.0)
        return demand

    @property
    def imports(self) -> Floats:
        """Purchases from abroad, `(importer, sector)`, at basic prices."""
        abroad: Floats = self.flows.sum(axis=0) - np.einsum("iik->ik", self.flows)
        return abroad


def digest_of(arrays: Mapping[str, npt.NDArray[np.generic]]) -> str:
    """Return the SHA-256 of a table's arrays by name, type, shape and content.

    Example:
        >>> digest_of({"goods": np.array([True])})[:12]
        'b7e3bd0f97f9'
    """
    total = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        total.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        total.update(array.tobytes())
    return total.hexdigest()


def shipped_worlds() -> tuple[str, ...]:
    """Return the names of the world tables that come with Detente.

    Example:
        >>> shipped_worlds()
        ('icio-2022',)
    """
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.npz")))


def load_world(name_or_path: str | Path = "icio-2022") -> World:
    """Return a world table by its name, shipped or imported, or from a user's npz file.

    A shipped name always means the shipped table, and an imported one goes before a file of that name.

    Raises:
        BadInput: No such table, not an npz file, an array that is missing or has the wrong shape, a value
            that is negative or not a number; the line names file, array, economy and sector.

    Example:
        >>> load_world("icio-2022").metadata.year
        2022
    """
    path = _find(str(name_or_path))
    arrays = read_arrays(path)
    digest = digest_of(arrays)
    economies, sectors = _labels(path, arrays, "economies"), _labels(path, arrays, "sectors")
    labels = {"economies": economies, "sectors": sectors}
    for name, axes in SHAPES.items():
        _check(path, name, arrays[name], tuple(labels[axis] for axis in axes))
    metadata = read_metadata(path.with_suffix(".yaml"), digest)
    values = {name: arrays[name].astype(np.float64) for name in SHAPES if name != "goods"}
    for array in values.values():
        array.setflags(write=False)
    goods = arrays["goods"].astype(bool)
    return World(
        name=metadata.name or path.stem,
        economies=economies,
        sectors=sectors,
        goods=goods,
        metadata=metadata,
        digest=digest,
        path=path,
        **values,
    )


def _find(name: str) -> Path:
    """Return the file of a table: a shipped one, one of the user's own, or the file that is named."""
    if name in shipped_worlds():
        return SHIPPED / f"{name}.npz"
    own = own_worlds()
    path = own.get(name, Path(name))
    if not path.is_file():
        known = ", ".join((*shipped_worlds(), *own))
        raise BadInput(f"no world table '{name}'", mend=f"give an npz file or one of {known}")
    return path


def read_arrays(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a table's file, as they stand in it.

    Raises:
        BadInput: It is no npz file, or lacks an array.
    """
    wanted = ("economies", "sectors", *SHAPES)
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            missing = [name for name in wanted if name not in file.files]
            if missing:
                what = f"no array '{missing[0]}'"
                raise BadInput(what, Place(str(path)), f"a world table holds {', '.join(wanted)}")
            return {name: file[name] for name in wanted}
    except (BadZipFile, ValueError, TypeError, OSError, EOFError, AttributeError, MemoryError) as error:
        raise BadInput("not a readable npz file", Place(str(path)), "write it with numpy.savez") from error


def _labels(path: Path, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> tuple[str, ...]:
    """Return an array of labels, each once."""
    array = arrays[name]
    where = Place(str(path), field=name)
    if array.ndim != 1 or array.dtype.kind != "U" or not array.size:
        raise BadInput("not a list of names", where, "give an array of strings")
    labels = tuple(str(label) for label in array)
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise BadInput(f"'{twice}' stands twice", where, "name each once")
    wrong = next((label for label in labels if name == "economies" and not is_code(label)), None)
    if wrong is not None:
        raise BadInput(
            f"'{wrong}' is not a three-letter code", where, "use ISO 3166 alpha-3, as NOR for Norway"
        )
    return labels


def is_code(label: str) -> bool:
    """Say whether the label looks like an ISO 3166 alpha-3 code, or is the EU's.

    Example:
        >>> is_code("NOR"), is_code("ROW"), is_code("Norway")
        (True, True, False)
    """
    return label == "EU" or (len(label) == 3 and label.isascii() and label.isalpha() and label.isupper())


def _check(path: Path, name: str, array: npt.NDArray[np.generic], axes: tuple[tuple[str, ...], ...]) -> None:
    """Raise for a wrong shape or type, and for the first value that is negative or not a number."""
    where = Place(str(path), field=name)
    shape = tuple(len(labels) for labels in axes)
    if array.shape != shape:
        raise BadInput(f"the shape is {array.shape}", where, f"give {shape}, as the labels say")
    if array.dtype.kind not in "biuf":
        raise BadInput("not numbers", where, "give floats")
    values = array.astype(np.float64, copy=False)
    for wrong, what in ((~np.isfinite(values), "is not a number"), (values < 0, "is negative")):
        if wrong.any():
            cell = tuple(np.argwhere(wrong)[0])
            words = " ".join(labels[position] for labels, position in zip(axes, cell, strict=True))
            more = f" (and {int(wrong.sum()) - 1} more)" if wrong.sum() > 1 else ""
            raise BadInput(f"{words} {what}: {values[cell]:g}{more}", where, "correct the table")
