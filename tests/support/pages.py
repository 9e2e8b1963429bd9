"""The pages of the documentation and what can be run in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
PAGES = tuple(sorted([HOUSE / "README.md", *DOCS.rglob("*.md")]))
_BLOCK = re.compile(r"(?:^<!-- file: (\S+) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, and the file that a comment above it names."""

    language: str
    text: str
    file: str | None


def name(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def blocks(page: Path) -> list[Block]:
    return [Block(found[2], found[3], found[1]) for found in _BLOCK.finditer(page.read_text("utf-8"))]


def prose(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def table_after(page: Path, heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the first table below a heading, without its two head lines."""
    _, found, rest = page.read_text("utf-8").partition(f"\n{heading}\n")
    assert found, f"{name(page)} has no heading '{heading}'"
    rest = re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in rest.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in lines[2:]]
    return [tuple(cell.strip() for cell in row) for row in cells]
