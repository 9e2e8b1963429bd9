"""Read the file of a product list.

A list is a text file, `lists/IMPORTER/NAME.txt`: header lines that begin with `#`, then one code a line, of
digits only. A code covers whatever begins with it; a leading `-` takes a finer code off again; the longest
code decides. Ten digits that end in 00 name the eight-digit line itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from detente.core.errors import BadInput, Place

WIDTHS = (2, 4, 6, 8, 10)
CODE = re.compile(r"-?(?:[0-9]{2}){1,5}")
HEADER = re.compile(r"(?:#.*\n)*")

Codes = Mapping[str, bool]
"""True puts what begins with the code on the list, False takes it off."""


def read_list(path: Path) -> Codes:
    r"""Return the codes of a list file, shortest first.

    Args:
        path: A text file: lines that begin with `#`, then codes.

    Raises:
        BadInput: A line is no code, stands twice, or takes off what is not on; or the file is no text.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "screens.txt")
        ...     _ = path.write_text("# Screens\n8528\n-8528420000\n")
        ...     read_list(path)
        {'8528': True, '85284200': False}
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        mend = "write it as UTF-8 text"
        raise BadInput("the product list cannot be read", Place(str(path)), mend) from error
    codes = read_tidy(text)
    if codes is None:
        codes = read_entries(text.splitlines(), str(path))
    for code in [code for code, on in codes.items() if not on] if "-" in text else ():
        if not any(codes.get(code[:width]) for width in WIDTHS if width < len(code)):
            raise BadInput(f"-{code} takes off what is not on the list", Place(str(path)), "leave it out")
    return codes if len(set(map(len, codes))) == 1 else {code: codes[code] for code in sorted(codes, key=len)}


def read_tidy(text: str) -> dict[str, bool] | None:
    """Return the codes of a file as the scripts write it, all lines at once; None if it is not so tidy."""
    head = HEADER.match(text)
    *entries, rest = text[head.end() if head else 0 :].split("\n")
    codes = dict.fromkeys(entries, True)
    if "-" in text:
        codes = {entry.removeprefix("-"): not entry.startswith("-") for entry in entries}
    signs, widths = "".join(codes), set(map(len, codes))
    tidy = (signs.isdecimal() and signs.isascii()) or not codes
    if rest or not tidy or len(codes) < len(entries) or not widths <= set(WIDTHS):
        return None
    if 10 in widths and any(code.endswith("00") for code in codes if len(code) == 10):
        return None
    return codes


def read_entries(lines: list[str], file: str) -> dict[str, bool]:
    """Return the codes of lines read one by one, or say which of them is wrong."""
    codes: dict[str, bool] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        place = Place(file, line=number)
        if not CODE.fullmatch(text):
            raise BadInput(f"{text!r} is no code", place, "write 2, 4, 6, 8 or 10 digits and nothing else")
        code = shortened(text.removeprefix("-"))
        if code in codes:
            raise BadInput(f"code {code} stands on the list twice", place, "leave one out")
        codes[code] = not text.startswith("-")
    return codes


def shortened(code: str) -> str:
    """Return the eight-digit line that ten digits ending in 00 name; any other code as it is."""
    return code[:8] if len(code) == 10 and code.endswith("00") else code
