"""What all scenarios of a sweep stand on: the world at rest and the law, as arrays in one file."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.core.errors import BadInput
from detente.impact.borders import Weighed
from detente.impact.bridge import Day
from detente.impact.restrictions import stated
from detente.impact.setting import prepare
from detente.impact.solving import Ask, law_of
from detente.impact.sweeps.plan import Sweep
from detente.ledger.record import Record
from detente.models import Baseline
from detente.world.elasticities import load_elasticities
from detente.world.tables import digest_of

Floats = npt.NDArray[np.float64]
_LABELS = ("economies", "sectors")
_DUTIES = ("ordinary", "today", "law")
_THETA = "theta of "


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ground:
    """The world at rest and the law, as machines that solve scenarios need them.

    Args:
        baseline: The world under the duties of its own year.
        theta: The trade elasticities of each set, by its name.
        ordinary: Ordinary duties by exporter, importer and sector.
        today: All duties of the day as the law stands.
        law: All duties that hold where a scenario sets none.
    """

    baseline: Baseline
    theta: Mapping[str, Floats]
    ordinary: Floats
    today: Floats
    law: Floats

    def packed(self) -> bytes:
        """Return the arrays as an npz file."""
        stream = io.BytesIO()
        np.savez(stream, **self._arrays())
        return stream.getvalue()

    @property
    def digest(self) -> str:
        """The hash of all of it."""
        return digest_of({name: np.asarray(values) for name, values in self._arrays().items()})

    def _arrays(self) -> dict[str, Any]:
        base = {field.name: getattr(self.baseline, field.name) for field in dataclasses.fields(Baseline)}
        theta = {_THETA + name: values for name, values in self.theta.items()}
        return {**base, **theta, **{name: getattr(self, name) for name in _DUTIES}}

    @classmethod
    def read(cls, path: Path) -> Ground:
        """Return the arrays of a file.

        Raises:
            OSError: It cannot be read.
        """
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        labels = {name: tuple(str(label) for label in arrays.pop(name)) for name in _LABELS}
        theta = {
            name.removeprefix(_THETA): arrays.pop(name) for name in list(arrays) if name.startswith(_THETA)
        }
        duties = {name: arrays.pop(name) for name in _DUTIES}
        baseline = Baseline(**labels, **arrays)  # type: ignore[arg-type]
        return cls(baseline=baseline, theta=theta, **duties)


def lay_ground(
    record: Record, sweep: Sweep, world: str, folders: tuple[Path, ...] = ()
) -> tuple[Ground, tuple[str, ...]]:
    """Return what the scenarios of a sweep stand on, and what an asker must know of it.

    Raises:
        BadInput: The scenario they build on restricts trade, or the table does not add up.
        NoConvergence: The table has no equilibrium near it.
    """
    law = sweep.law
    found = stated(record, law.scenario)
    if found.restrictions or found.splits:
        named = ", ".join([*(one.id for one in found.restrictions), *(one.id for one in found.splits)])
        what = f"the scenario '{law.scenario}' restricts trade beside the duties: {named}"
        raise BadInput(what, mend="a sweep has duties alone; ask `detente effects` about licences and quotas")
    sets = {group.elasticities: load_elasticities(group.elasticities) for group in sweep.groups}
    setting = prepare(record, world, sweep.groups[0].elasticities, folders)
    table = setting.world.tariffs
    today = rates = setting.baseline.tariffs
    doubts = setting.doubts
    if law.on is not None:
        held = setting.bridge.added(record, Day(law.on, law.known_at or max(record.newest, law.on)))
        today, built_on = table + held.rates, Weighed(table + held.rates, held.doubts)
        if law.between is not None:
            ask = Ask(law.between, law.on, law.known_at, folders=folders)
            built_on = law_of(setting, law.scenario, ask, held)
        rates, doubts = built_on.rates, built_on.doubts.joined(setting.doubts)
    ground = Ground(
        baseline=setting.baseline,
        theta={name: setting.theta(chosen) for name, chosen in sets.items()},
        ordinary=table,
        today=today,
        law=rates,
    )
    return ground, (*setting.notes, *doubts.lines)
