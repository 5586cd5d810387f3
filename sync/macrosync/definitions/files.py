"""Reading one file of a project: a regular file, of a bounded size."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, most: int) -> bytes:
    """A file's bytes; of a larger file one byte more than `most`, by which the caller sees that it is too large.

    A link is not followed, since what was reviewed must be in the repository itself. What is no regular file is
    not opened: a named pipe would wait for a writer for ever. Raises OSError, its strerror in words for people.
    """
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        what = "it is a link" if stat.S_ISLNK(mode) else "it is a folder" if stat.S_ISDIR(mode) else "it is no file"
        raise OSError(errno.EINVAL, what)
    with path.open("rb") as file:
        return file.read(most + 1)
