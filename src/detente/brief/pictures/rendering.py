"""A specification as the file that was asked for: SVG, PNG, or the specification itself."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from detente.brief.pictures.picture import Picture
from detente.core.errors import BadInput

SUFFIXES = (".svg", ".png", ".json")
DENSITY = 2
"""Pixels of a PNG for each of the picture's, so that it is sharp on today's screens."""
_VEGA_LITE = "5.20"
_OUTLINE, _NUMBER = re.compile(r' d="[^"]*"'), re.compile(r"\d+\.\d+")


def check_suffix(path: Path) -> str:
    """Return the suffix that says how a picture is written, where it can be.

    Raises:
        BadInput: Another suffix, or the drawing library is not installed.

    Example:
        >>> check_suffix(Path("map.PNG"))
        '.png'
        >>> check_suffix(Path("map.gif"))
        Traceback (most recent call last):
        detente.core.errors.BadInput: cannot draw map.gif; name a file that ends in .svg, .png or .json
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInput(f"cannot draw {path}", mend="name a file that ends in .svg, .png or .json")
    if suffix != ".json":
        _require_library()
    return suffix


def rendered(picture: Picture, suffix: str) -> bytes:
    """Return a picture as bytes of a file.

    Args:
        picture: What is drawn.
        suffix: `.svg`, `.png` or `.json`, the last being the specification.

    Raises:
        BadInput: The drawing library is not installed.
    """
    text = json.dumps(picture.spec, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if suffix == ".json":
        return f"{text}\n".encode()
    _require_library()
    import vl_convert

    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(text, _VEGA_LITE, scale=DENSITY, allowed_base_urls=[]))
    drawn = vl_convert.vegalite_to_svg(text, _VEGA_LITE, allowed_base_urls=[])
    return _told(drawn, picture).encode()


def _told(svg: str, picture: Picture) -> str:
    """Return an SVG that says what it shows to those who cannot see it."""
    opening, rest = svg.split(">", 1)
    rest = _OUTLINE.sub(lambda path: _NUMBER.sub(_short, path[0]), rest)
    words = f"<title>{escape(picture.title)}</title><desc>{escape(picture.description)}</desc>"
    return f'{opening} role="img">{words}{rest}\n'


def _short(number: re.Match[str]) -> str:
    """Return a place on an outline to a tenth of a pixel: finer ones only make the file large."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _require_library() -> None:
    from importlib.util import find_spec

    if find_spec("vl_convert") is None:
        mend = "pip install 'detente[charts]', or name a .json file for the specification"
        raise BadInput("SVG and PNG need vl-convert-python", mend=mend)
