"""Bytes as text: UTF-8, UTF-16 with its mark, or what a page declares; anything else is refused."""

from __future__ import annotations

import codecs
import re

from detente.core.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_FORMATS = (
    (b"PK\x03\x04", "a zip archive (a .docx, .odt or .epub is one too)"), (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"\x7fELF", "a program"),
)  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
_ACCEPTED = re.compile(
    r"(?:iso8859-\d+|cp125\d|gb2312|gbk|gb18030|big5|shift_jis|euc_jp|euc_kr|koi8-[ru]|ascii)"
)
_AS_ON_THE_WEB = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_SAVE = "save it as UTF-8 text"


def text_of(content: bytes) -> str:
    r"""Return the text that bytes hold; line ends become single characters.

    Raises:
        BadInput: They are empty, no text, or not sound in their encoding.

    Example:
        >>> text_of("Zölle\r\nsteigen".encode("utf-16"))
        'Zölle\nsteigen'
    """
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise BadInput("is empty", mend="give a file with an article")
    if "\0" in text or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        raise BadInput("is binary, not text", mend=_SAVE)
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark) if encoding == "utf-8" else content, encoding)
    for opening, what in _FORMATS:
        if content.startswith(opening):
            raise BadInput(f"is {what}, not text", mend=_SAVE)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        declared = _declared(content)
        if declared:
            return _strictly(content, declared)
        if b"\0" in content:
            raise BadInput("is binary, not text", mend=_SAVE) from error
        raise _not_sound(content, error, "UTF-8") from error


def _declared(content: bytes) -> str:
    """Return the encoding that a page or feed declares in its head, if it is one that pages have."""
    found = _DECLARED.search(content[:_HEAD])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return _AS_ON_THE_WEB.get(name, name) if _ACCEPTED.fullmatch(name) else ""


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_sound(content, error, encoding.upper()) from error


def _not_sound(content: bytes, error: UnicodeDecodeError, encoding: str) -> BadInput:
    line = content.count(b"\n", 0, error.start) + 1
    what = f"is not all {encoding}: line {line} holds the byte 0x{content[error.start]:02x}"
    return BadInput(what, mend=_SAVE)
