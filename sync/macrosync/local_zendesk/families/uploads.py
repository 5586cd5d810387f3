"""Files that come as forms (multipart/form-data, RFC 7578): what they are called, their type and size, not more.

Nothing here ever shows a file again, so that its bytes are not kept.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

#: Nothing looks for malware here (public answer of an attachment).
NOT_SCANNED: Body = {"malware_access_override": False, "malware_scan_result": "not_scanned"}
_UNKNOWN = "application/octet-stream"
#: A name is cut at the length of a file system's.
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class _Part:
    field: str
    name: str | None
    content_type: str | None
    content: bytes


def uploaded(context: Context, field: str) -> Upload:
    """The file of a form's field; a field `filename` beside it names it otherwise (SALTO). Raises 400 without one."""
    parts = {part.field: part for part in _parts(context)}
    file, named = parts.get(field), parts.get("filename")
    if file is None:
        raise api_errors.invalid_attribute(field, "a file of multipart/form-data")
    name = named.content.decode("utf-8", "replace") if named is not None else file.name or "attachment"
    kind = file.content_type or mimetypes.guess_type(name)[0] or _UNKNOWN
    return Upload(" ".join(name.split())[:_LONGEST], kind, len(file.content))


def _parts(context: Context) -> Iterator[_Part]:
    header = _header("content-type", context.request.headers.get("content-type", ""))
    boundary = header.get_boundary()
    if header.get_content_type() != "multipart/form-data" or not boundary:
        return
    delimiter = b"\r\n--" + boundary.encode("utf-8", "replace")
    for piece in (b"\r\n" + context.request.body).split(delimiter)[1:]:
        head, blank, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not blank:  # the end, or no part
            continue
        found = dict(_fields(head))
        shown = _header("content-disposition", found.get("content-disposition", ""))
        field = shown.get_param("name", header="content-disposition")
        if isinstance(field, str):
            yield _Part(field, shown.get_filename(), found.get("content-type"), content)


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    for line in head.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = " ".join(value.split())
    return message
