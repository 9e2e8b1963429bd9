"""The sheet loads no heavy library: they belong to tables and optimisers."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import sys
import detente.brief.composition, detente.brief.terminal, detente.brief.html
print(*(name for name in ("numpy", "scipy", "polars", "pyarrow", "yaml", "pydantic") if name in sys.modules))
"""


def test_heavy_libraries_stay_out() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
