"""The payloads that were last applied, by kind and key: what a resource was before a person changed it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The name of the file in the folder of a target.
FILE = "applied.json"


class Applied:
    """The last applied canonical payloads, kept in a file that is replaced as a whole."""

    def __init__(self, path: Path, payloads: Mapping[Ref, Payload] | None = None) -> None:
        self.path = path
        self._payloads: dict[Ref, Payload] = dict(payloads or {})

    @classmethod
    def read(cls, path: Path) -> Applied:
        """What the file holds; nothing where there is none. Raises ConfigError where it is broken."""
        try:
            kinds = json.loads(path.read_text(encoding="utf-8"))
            found = {Ref(Kind(kind), key): dict(payload) for kind, of in kinds.items() for key, payload in of.items()}
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, AttributeError, TypeError):
            raise ConfigError(f"{path} cannot be read: delete it, and what was last applied is forgotten.") from None
        return cls(path, found)

    def get(self, ref: Ref) -> Payload | None:
        """What was last applied to a resource."""
        return self._payloads.get(ref)

    def put(self, ref: Ref, payload: Payload) -> None:
        """Remember what was applied."""
        self._payloads[ref] = payload

    def drop(self, ref: Ref) -> None:
        """Forget a resource that was deleted."""
        self._payloads.pop(ref, None)

    def save(self) -> None:
        """Write the file: all of it, or nothing. Raises OSError."""
        kinds: dict[str, dict[str, Json]] = {}
        for ref, payload in sorted(self._payloads.items()):
            kinds.setdefault(ref.kind.value, {})[ref.key] = dict(payload)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as file:
            written = Path(file.name)
            try:
                file.write(json.dumps(kinds, ensure_ascii=False, indent=1) + "\n")
                file.flush()
                os.fsync(file.fileno())
                written.replace(self.path)
            except BaseException:
                written.unlink(missing_ok=True)
                raise
