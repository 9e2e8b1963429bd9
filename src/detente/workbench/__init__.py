"""The public Python face: one object, one method per verb; shell, API and page call the same.

The verbs stand by kind in modules of their own; `Workbench` joins them, and nothing else does.
"""

from __future__ import annotations

from detente.workbench.check_verbs import CheckVerbs
from detente.workbench.number_verbs import NumberVerbs
from detente.workbench.panel_verbs import PanelVerbs
from detente.workbench.picture_verbs import PictureVerbs
from detente.workbench.questions import BASELINE, Day, Progress
from detente.workbench.record_verbs import RecordVerbs
from detente.workbench.shipment_verbs import ShipmentVerbs
from detente.workbench.sweep_verbs import SweepVerbs
from detente.workbench.world_verbs import WorldVerbs

__all__ = ["BASELINE", "Day", "Progress", "Workbench"]


class Workbench(
    RecordVerbs, PanelVerbs, ShipmentVerbs, NumberVerbs, PictureVerbs, SweepVerbs, WorldVerbs, CheckVerbs
):
    """Detente from Python.

    Args:
        records: Folders of the user's own record, laid over the shipped one in order.
        world: Name of a world table, shipped or imported, or the path of one.
        progress: Called with a step's name, how many steps are done and how many there are.

    Example:
        >>> workbench = Workbench()
        >>> workbench.status("USA", "CHN", on="2025-06-09").sides[0].rate
        0.3
    """
