"""A draft entry taken into a user's folder of records: checked with all that is there, and shown."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.core.errors import BadInput, CheckFailed, Place
from detente.ledger.files import Files, bytes_of, digest_of, files_of
from detente.ledger.opening import SHIPPED, check_folder, open_record
from detente.ledger.reading import Entry, read_folder

_FOLDERS = {
    "measure": "measures", "agreement": "agreements", "deadline": "deadlines", "control": "controls",
    "series": "series", "ruling": "rulings",
}  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting a draft would write: the file, its text before (empty where it is new) and after.

    `replaces` are the shipped entries whose place it takes, `digest` names the folder's files as they were
    checked.
    """

    folder: Path
    path: Path
    before: str
    after: str
    replaces: tuple[Entry, ...] = ()
    digest: str = ""

    @property
    def difference(self) -> str:
        """The change as a unified difference: to the user's own file, else to the shipped entries replaced.

        Example:
            >>> print(Acceptance(Path("."), Path("a.yaml"), "", "one").difference)
            --- /dev/null
            +++ a.yaml
            @@ -0,0 +1 @@
            +one
        """
        old, name = self.before.splitlines(), str(self.path)
        if self.before == self.after:
            return ""
        if not old:
            old = [line for entry in self.replaces for line in _lines_of(entry)]
            name = " ".join(dict.fromkeys(f"shipped/{entry.located.file}" for entry in self.replaces))
        told = [f"# replaces the shipped {entry.kind} {entry.id} as a whole" for entry in self.replaces]
        changed = difflib.unified_diff(
            old, self.after.splitlines(), name or "/dev/null", str(self.path), lineterm=""
        )
        return "\n".join([*told, *changed])

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for the caller to write the file, so that nothing is lost that was not shown.

        Raises:
            BadInput: The folder is no longer as it was checked, or no folder can be made there.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _locked(self.folder):
                if digest_of([_held(self.folder)]) != self.digest:
                    mend = "nothing was written; give the command again to see the difference"
                    raise BadInput(f"'{self.folder}' has changed since it was checked", mend=mend)
                self.path.parent.mkdir(parents=True, exist_ok=True)
                yield
        except OSError as error:
            what = f"cannot write {self.path}: {(error.strerror or str(error)).lower()}"
            raise BadInput(what, mend="write somewhere else") from error


def acceptance(draft: Path, folder: Path) -> Acceptance:
    """Return what accepting a draft into a folder would write; nothing is written here.

    The entry goes to the file that its kind and id name. It is checked on top of the shipped record together
    with all that the folder holds, as `ledger check` would once it is there.

    Args:
        draft: A file with one entry, and the programmes it needs.
        folder: The user's folder of records; it need not hold anything yet.

    Raises:
        BadInput: The draft cannot be read, holds no single entry, or its id is no path.
        CheckFailed: `ledger check` would refuse it.
    """
    raw = bytes_of(draft, str(draft), _LARGEST + 1)
    if len(raw) > _LARGEST:
        raise BadInput("is larger than 1 MB", Place(str(draft)), "give a draft of one entry")
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"'{folder}' is no folder", mend="name the folder of your record")
    read = read_folder({str(draft): raw})
    if read.problems:
        lines = tuple(map(str, read.problems))
        raise CheckFailed(lines[0], lines)
    entry = _single(draft, read.entries)
    name = f"{_FOLDERS[entry.kind]}/{entry.id}.yaml"
    held = _held(folder)
    before = held.get(name, b"").decode(errors="replace")
    lines = _refused({**held, name: raw}, held)
    if lines:
        raise CheckFailed(lines[0], lines)
    replaces = _replaced(read.entries)
    return Acceptance(folder, folder / name, before, raw.decode(), replaces, digest_of([held]))


def _held(folder: Path) -> Files:
    """Return the files of a folder of records, none where there is none yet."""
    return files_of(folder) if folder.is_dir() and any(folder.rglob("*.y*ml")) else {}


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait for others who accept into a folder; where a system has no such lock, go on without."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _single(draft: Path, entries: list[Entry]) -> Entry:
    where = Place(str(draft))
    found = [entry for entry in entries if entry.kind != "programme"]
    if len(found) != 1 or found[0].kind not in _FOLDERS:
        raise BadInput("is no draft of one entry", where, f"give one of {', '.join(_FOLDERS)}")
    if not _ID.fullmatch(found[0].id):
        raise BadInput(
            f"'{found[0].id}' is no id", where, "use small letters, digits and hyphens, parted by /"
        )
    return found[0]


def _replaced(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the shipped entries whose place those of a draft take."""
    tables = open_record().tables
    names = {**_FOLDERS, "programme": "programmes"}
    mine = {(entry.kind, entry.id) for entry in entries if entry.id in getattr(tables, names[entry.kind])}
    if not mine:
        return ()
    return tuple(entry for entry in read_folder(files_of(SHIPPED)).entries if (entry.kind, entry.id) in mine)


def _lines_of(entry: Entry) -> list[str]:
    """Return the lines of its file in which a shipped entry stands."""
    lines = bytes_of(SHIPPED / entry.located.file, entry.located.file).decode().splitlines()
    *above, last = entry.path
    following = entry.located.places.get((*above, last + 1)) if isinstance(last, int) else None
    first = entry.located.places[entry.path][0] - 1
    return lines[first : following[0] - 1 if following else None]


def _refused(files: Files, before: Files) -> tuple[str, ...]:
    """Return what `ledger check` says of a folder with these files, less what it says of the folder now."""
    known = set(_problems(before)) if before else set()
    return tuple(line for line in _problems(files) if line not in known)


def _problems(files: Files) -> list[str]:
    with TemporaryDirectory() as name:
        for path, raw in files.items():
            target = Path(name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
        return [str(problem) for problem in check_folder(Path(name))[1]]
