"""The payloads that were last applied, by kind and key: what a resource was before a person changed it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError
from macrosync.plan import options
from macrosync.plan.canonical import canonical
from macrosync.plan.json_text import json_text
from macrosync.plan.model import ORDERS, Action
from macrosync.resources import Json, Kind, Payload, Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from macrosync.plan.model import Change

#: The name of the file in the folder of a target.
FILE = "applied.json"


class Applied:
    """The last applied canonical payloads, kept in a file that is replaced as a whole."""

    def __init__(self, path: Path, payloads: Mapping[Ref, Payload] | None = None) -> None:
        self.path = path
        self._payloads: dict[Ref, Payload] = dict(payloads or {})
        self._orders: Mapping[Ref, Payload] = {}

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

    @property
    def payloads(self) -> Mapping[Ref, Payload]:
        """All of it, as it is now."""
        return dict(self._payloads)

    def put(self, ref: Ref, payload: Payload) -> None:
        """Remember what was applied; an order that was, stays until another one is."""
        known = self._payloads.get(ref, {})
        self._payloads[ref] = {name: known[name] for name in ORDERS if name in known} | dict(payload)

    def remember(self, change: Change, payload: Payload) -> None:
        """Remember a change that was done; `payload` is what was wanted, references resolved."""
        orders = {field.name: field.after for field in change.fields if field.name in ORDERS}
        self.put(change.ref, canonical(change.kind, payload) | orders)
        if change.kind is Kind.TICKET_FIELD and change.action is Action.CREATE:
            for value, option in options.by_value(payload).items():
                self.put(options.ref(change.ref, value), canonical(Kind.FIELD_OPTION, option))

    def forget(self, change: Change) -> None:
        """Forget what was deleted: a field with its options, an automation under whichever key it was known."""
        self._payloads.pop(change.ref, None)
        before = {field.name: field.before for field in change.fields}
        for ref, payload in self.payloads.items():
            is_option = ref.kind is Kind.FIELD_OPTION and change.kind is Kind.TICKET_FIELD
            is_it = ref.kind is change.kind is Kind.AUTOMATION and payload == before
            if is_it or (is_option and ref.key.startswith(f"{change.key}/")):
                del self._payloads[ref]

    def keep_only(self, refs: Collection[Ref]) -> None:
        """Forget all else: what an apply deleted that was killed before it could say so, is not what people deleted."""
        self._payloads = {ref: payload for ref, payload in self._payloads.items() if ref in refs}

    def settle(self, settled: Mapping[Ref, Payload], orders: Mapping[Ref, Payload]) -> None:
        """Remember what is there as it is wanted, and the orders that will be there once all was applied."""
        for ref, payload in settled.items():
            self.put(ref, payload)
        self._orders = orders

    def complete(self, held: Collection[Ref]) -> None:
        """Remember the orders, for all was applied but what is held."""
        for ref, order in self._orders.items():
            if ref not in held and ref in self._payloads:
                self.put(ref, {**self._payloads[ref], **order})

    def save(self) -> None:
        """Write the file: all of it, or nothing. Raises OSError."""
        kinds: dict[str, dict[str, Json]] = {}
        for ref, payload in sorted(self._payloads.items()):
            kinds.setdefault(ref.kind.value, {})[ref.key] = dict(payload)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=self.path.parent, delete=False) as file:
            written = Path(file.name)
            try:
                file.write(json_text(kinds) + "\n")
                file.flush()
                os.fsync(file.fileno())
                written.replace(self.path)
            except BaseException:
                written.unlink(missing_ok=True)
                raise
