"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from detente.ledger.opening import open_record
from detente.ledger.record import Record

BESIDE = Path(__file__).parents[2] / "shared"
# The same examples on every run and machine, however slow.
settings.register_profile("steady", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write golden files anew."""
    parser.addoption(
        "--regenerate-goldens",
        action="store_true",
        help="write the answers of golden files anew, then read the diff",
    )


@pytest.fixture(scope="session")
def reference_folder() -> Path:
    """The folder of facts, data and published results that the record is compared with."""
    folder = Path(os.environ.get("DETENTE_REFERENCE", BESIDE))
    if not (folder / "facts" / "measures.csv").is_file():
        pytest.skip(f"no reference data at {folder}; set DETENTE_REFERENCE to run this test")
    return folder


@pytest.fixture(scope="session")
def record() -> Record:
    """The shipped record."""
    return open_record()
