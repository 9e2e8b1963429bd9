"""The compiled copy of the record: bound to its code, sound or not used at all, and never many of them."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import types
import typing
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from detente.core.cache import code_digest
from detente.core.economies import Economy
from detente.core.time import Instant
from detente.ledger import compiled, entries, restrictions, scenarios
from detente.ledger.compiled import FLOORS, NEWEST_KEPT, unpacked
from detente.ledger.opening import open_record
from detente.ledger.record import Record
from detente.ledger.scenarios import built_in_scenarios, read_scenario
from detente.ledger.tables import tables_of

CODE = sorted(
    path.relative_to(compiled.PACKAGE).as_posix()
    for folder in FLOORS
    for path in (compiled.PACKAGE / folder).rglob("*.py")
)
ENTRY_TYPES = [
    item
    for item in {**vars(entries), **vars(restrictions)}.values()
    if isinstance(item, type) and is_dataclass(item)
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("DETENTE_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that shapes the tables."""
    package = tmp_path_factory.mktemp("package")
    for folder in FLOORS:
        shutil.copytree(compiled.PACKAGE / folder, package / folder)
    return package


def filled(kind: typing.Any) -> typing.Any:
    """Return some value of a type, with a dataclass wherever one may stand and nothing left out."""
    arms = typing.get_args(kind)
    if kind in (str, float, int, bool):
        return kind(1)
    if kind is date:
        return date(2025, 6, 9)
    if kind is Instant:
        return Instant.parse("2025-05-14T12:01 Asia/Shanghai")
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{item.name: filled(hints[item.name]) for item in fields(kind)})
    if typing.get_origin(kind) is typing.Literal:
        return arms[0]
    if typing.get_origin(kind) is tuple:
        return (filled(arms[0]),)
    if typing.get_origin(kind) is dict:
        return {filled(arms[0]): filled(arms[1])}
    assert typing.get_origin(kind) in (typing.Union, types.UnionType), kind
    return filled(next((arm for arm in arms if is_dataclass(arm)), arms[0]))


@pytest.mark.parametrize("kind", [*ENTRY_TYPES, Economy], ids=lambda kind: kind.__name__)
def test_every_type_of_entry_comes_back_as_it_went(kind: type) -> None:
    """A type that the reader does not admit would turn the copy off for good, and nobody would see it."""
    tables = replace(tables_of({}), measures={"one": filled(kind)})
    assert unpacked(pickle.dumps(tables, protocol=pickle.HIGHEST_PROTOCOL)) == tables


def test_the_same_answers_from_the_compiled_record(
    cache: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = open_record()
    assert len(list(cache.iterdir())) == 1
    monkeypatch.delattr("detente.ledger.opening.read_folder")  # whatever opens now is the copy
    kept = open_record()
    assert kept.digest == read.digest == record.digest
    assert kept.tables == read.tables == record.tables


@pytest.mark.parametrize("module", CODE)
def test_a_change_of_any_module_makes_another_copy(module: str, code: Path) -> None:
    before, file = code_digest(code, FLOORS), code / module
    good = file.read_bytes()
    file.write_bytes(good + b"\n")
    changed = code_digest(code, FLOORS)
    file.write_bytes(good)
    assert changed != before
    assert code_digest(code, FLOORS) == before


def test_a_new_module_and_another_python_make_another_copy(
    code: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code_digest(code, FLOORS)
    (code / "core" / "new.py").touch()
    assert code_digest(code, FLOORS) != before
    (code / "core" / "new.py").unlink()
    with monkeypatch.context() as other:
        other.setattr(sys, "version_info", (3, 99, 0, "final", 0))
        assert code_digest(code, FLOORS) != before


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "text", "other object", "unsealed"])
def test_a_damaged_copy_is_read_over(damage: str, cache: Path, record: Record) -> None:
    open_record()
    file = next(cache.iterdir())
    good = file.read_bytes()
    middle = len(good) // 2
    file.write_bytes(
        {
            "empty": b"",
            "short": good[:middle],
            "flipped": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
            "text": b"not a record",
            "other object": _sealed(pickle.dumps([1])),
            "unsealed": good[32:],
        }[damage]
    )
    assert open_record().tables == record.tables
    assert file.read_bytes() == good, "the copy is written anew"


class _Hostile:
    """Pickled, this asks whoever reads it back to run a command."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.trace}",)


@pytest.mark.usefixtures("read_once")
def test_a_copy_cannot_run_code(cache: Path, record: Record, tmp_path: Path) -> None:
    open_record()
    trace = tmp_path / "was-here"
    next(cache.iterdir()).write_bytes(_sealed(pickle.dumps(_Hostile(trace))))
    assert open_record().tables == record.tables
    assert not trace.exists()


@pytest.mark.usefixtures("read_once")
def test_a_place_that_cannot_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("DETENTE_CACHE", str(blocked / "cache"))
    assert open_record().tables == record.tables


def _sealed(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest() + packed


@pytest.mark.parametrize("name", ["Literal", "ClassVar", "State", "dataclass"])
def test_what_merely_stands_beside_the_types_is_not_admitted(name: str) -> None:
    with pytest.raises(pickle.UnpicklingError, match=f"detente.ledger.entries.{name} has no place"):
        unpacked(f"cdetente.ledger.entries\n{name}\n.".encode())


def test_a_copy_that_cannot_be_put_in_place_leaves_nothing_behind(
    cache: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    compiled.keep(record.tables, record.digest)
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_copy_is_for_its_owner_only(cache: Path, record: Record) -> None:
    compiled.keep(record.tables, record.digest)
    assert [path.stat().st_mode & 0o777 for path in cache.iterdir()] == [0o600]


def test_only_the_newest_copies_stay(cache: Path, record: Record) -> None:
    cache.mkdir()
    for age in range(1, NEWEST_KEPT + 3):
        old = cache / f"record-{age}.pickle{'.99-1' if age == NEWEST_KEPT else ''}"
        old.touch()
        os.utime(old, (1e9 - age, 1e9 - age))
    (cache / "notes.txt").touch()
    compiled.keep(record.tables, record.digest)
    left = {path.name for path in cache.iterdir()}
    old = {f"record-{age}.pickle" for age in range(1, NEWEST_KEPT)}
    assert old < left, "those just below the new one stay"
    assert len(left - old - {"notes.txt"}) == 1, "the new one stays, a forgotten draft goes"
    assert compiled.kept(record.digest) == record.tables


MEET = """
import sys
from detente.ledger import compiled, opening
missing = compiled.kept
def meet(digest):
    found = missing(digest)
    print("missed" if found is None else "found", flush=True)
    sys.stdin.readline()
    return found
compiled.kept = meet
print(opening.open_record().digest, flush=True)
"""


def _meeting() -> subprocess.Popen[str]:
    """Start a process that says when it found no copy and then waits for a line."""
    return subprocess.Popen([sys.executable, "-c", MEET], stdin=-1, stdout=-1, stderr=-1, text=True)


def test_two_processes_may_start_at_once(cache: Path) -> None:
    """Both find no copy before either has written one; both read, both write, both answer."""
    with _meeting() as one, _meeting() as other:
        both = (one, other)
        for process in both:
            assert process.stdout
            assert process.stdout.readline() == "missed\n"
        answers = [process.communicate("\n", timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers[0] == answers[1]
    assert answers[0][1] == "", "and neither complained"
    copy = next(iter(cache.iterdir()))
    assert list(cache.iterdir()) == [copy]
    assert copy.name.startswith(f"record-{answers[0][0][:24]}-")
    assert unpacked(copy.read_bytes()[32:]).measures


def test_built_in_scenarios_come_back_as_they_were_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged copy, or one of something else, is read anew; a sound one is taken."""
    read = {name: read_scenario(name) for name in built_in_scenarios()}
    scenarios._built_in.cache_clear()
    assert {name: read_scenario(name) for name in built_in_scenarios()} == read
    (copy,) = cache.glob("scenarios-*.pickle")
    others = (sealed(pickle.dumps(other)) for other in ({"hold": 1}, ("hold",), print))
    for content in (b"", copy.read_bytes()[:-1], *others):
        copy.write_bytes(content)
        scenarios._built_in.cache_clear()
        assert {name: read_scenario(name) for name in built_in_scenarios()} == read
    monkeypatch.delattr("detente.ledger.scenarios._parsed")  # whatever is read now is the copy
    scenarios._built_in.cache_clear()
    assert {name: read_scenario(name) for name in built_in_scenarios()} == read
    scenarios._built_in.cache_clear()


def sealed(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest() + packed
