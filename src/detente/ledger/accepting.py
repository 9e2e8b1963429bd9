"""A draft entry taken into a user's folder of records: checked with all that is there, and shown."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from detente.core.errors import BadInput, CheckFailed, Place
from detente.ledger.files import bytes_of, files_of
from detente.ledger.opening import check_folder
from detente.ledger.reading import Entry, read_folder

_FOLDERS = {
    "measure": "measures", "agreement": "agreements", "deadline": "deadlines", "control": "controls",
    "series": "series", "ruling": "rulings",
}  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting a draft would write: the file, its text before (empty where it is new) and after."""

    path: Path
    before: str
    after: str

    @property
    def difference(self) -> str:
        """The change as a unified difference.

        Example:
            >>> print(Acceptance(Path("a.yaml"), "", "one").difference)
            --- /dev/null
            +++ a.yaml
            @@ -0,0 +1 @@
            +one
        """
        old, new = self.before.splitlines(), self.after.splitlines()
        name = str(self.path)
        return "\n".join(difflib.unified_diff(old, new, name if old else "/dev/null", name, lineterm=""))


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
    raw = bytes_of(draft, str(draft))
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
    held = dict(files_of(folder)) if folder.is_dir() and any(folder.rglob("*.y*ml")) else {}
    before = held.get(name, b"").decode(errors="replace")
    lines = _refused({**held, name: raw}, held)
    if lines:
        raise CheckFailed(lines[0], lines)
    return Acceptance(folder / name, before, raw.decode())


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


def _refused(files: dict[str, bytes], before: dict[str, bytes]) -> tuple[str, ...]:
    """Return what `ledger check` says of a folder with these files, less what it says of the folder now."""
    known = set(_problems(before)) if before else set()
    return tuple(line for line in _problems(files) if line not in known)


def _problems(files: dict[str, bytes]) -> list[str]:
    with TemporaryDirectory() as name:
        for path, raw in files.items():
            target = Path(name, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
        return [str(problem) for problem in check_folder(Path(name))[1]]
