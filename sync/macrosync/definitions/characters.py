"""From a file's bytes to characters that a person can see, or the findings on those that cannot be seen.

What cannot be seen cannot be reviewed, is not found by an agent's search in Zendesk, and could part a run of
letters O so that it is not noticed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from macrosync.definitions.unreadable import Unreadable
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 256 * 1024
#: A file that has more of them is a broken file, and its author needs no longer list.
_MOST_FINDINGS = 20

#: Controls, line ends that only YAML 1.1 knows, text direction, zero width, fillers, tags. A joiner belongs
#: between two emoji and nowhere else.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
    "|(?<![\u2600-\u27bf\U0001f000-\U0001faff\ufe0f])\u200d"
)
_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
_LOST = re.compile("\ufffd")
#: Letters with what may be put together with the letter before it: vowels and finals of Hangul, accents.
_IN_PARTS = re.compile("[^\u0300-\u036f\u1161-\u11ff\n][\u0300-\u036f\u1161-\u11ff]+")


def decode(content: bytes, path: str) -> str:
    """The text of a file, its line ends as LF and without a byte-order mark.

    Raises Unreadable for what is too large, not UTF-8, empty, or holds characters that are refused.
    """
    if len(content) > MAX_BYTES:
        message = f"The file has more than {MAX_BYTES // 1024} KB: split it."
        raise Unreadable.at(Source(path), "file-too-large", message)
    text = _utf8(content, path).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    findings = tuple(islice(_refused(text, path), _MOST_FINDINGS))
    if findings:
        raise Unreadable(findings)
    if all(not line.strip() or line.strip().startswith("#") for line in text.split("\n")):
        raise Unreadable.at(Source(path), "file-empty", "The file is empty: write a definition, or delete it.")
    return text


def invisible(text: str) -> str | None:
    """The first character of a text that cannot be seen, as `U+202E`, for what an escape of YAML has made."""
    found = _INVISIBLE.search(text) or _SPACE.search(text)
    return _code(found[0]) if found else None


def _utf8(content: bytes, path: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        message = "The file is UTF-16, or no text at all: save it as UTF-8."
        raise Unreadable.at(Source(path), "file-not-utf8", message)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = "The file is not UTF-8 from here on (EUC-KR?): save it as UTF-8."
        raise Unreadable.at(_place(path, before, len(before)), "file-not-utf8", message) from None


def _refused(text: str, path: str) -> Iterator[Finding]:
    """The first of each sort in each line."""
    parts = next((found for found in _IN_PARTS.finditer(text) if _composed(found[0]) != found[0]), None)
    if parts:
        message = f"`{shown(_composed(parts[0]))}` is written in parts here (NFD, as macOS does): save the text as NFC."
        yield Finding(_place(path, text, parts.start()), "letter-in-parts", message)
    for number, line in enumerate(text.split("\n"), 1):
        if found := _INVISIBLE.search(line):
            message = f"The invisible character {_code(found[0])} stands here: delete it."
            yield Finding(Source(path, number, found.start() + 1), "control-character", message)
        if found := _SPACE.search(line):
            message = f"The unusual space {_code(found[0])} stands here: put a plain space in its place."
            yield Finding(Source(path, number, found.start() + 1), "unusual-space", message)
        if found := _LOST.search(line):
            message = "A letter was lost here when the file was converted (U+FFFD): write it again."
            yield Finding(Source(path, number, found.start() + 1), "letter-lost", message)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _place(path: str, text: str, offset: int) -> Source:
    line_start = text.rfind("\n", 0, offset) + 1
    return Source(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)
