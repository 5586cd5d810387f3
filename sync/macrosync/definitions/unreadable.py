"""What is raised for a file that no definition can be read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.resources import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.resources import Source


class Unreadable(Exception):
    """A file that is no YAML document of ours; carries every finding up to where it could not be read further."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(" ".join(str(finding) for finding in self.findings))

    @classmethod
    def at(cls, source: Source, id: str, message: str) -> Unreadable:  # noqa: A002 - the finding's own word
        """With one finding."""
        return cls([Finding(source, id, message)])
