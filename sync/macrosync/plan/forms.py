"""The canonical forms that one plan compares, and their digests, each made once.

A plan looks at each resource from several sides: what differs, what a person changed, its fingerprint. A form lives no
longer than its plan, and what it is made from does not change meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macrosync.plan.canonical import canonical, digest_of
from macrosync.resources import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Id, Kind, Payload, Ref, Remote, Resource


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of what is there, by kind and id, and of what is wanted, references resolved to `ids`."""

    ids: Mapping[Ref, Id]
    _there: dict[tuple[Kind, Id], Payload] = field(default_factory=dict)
    _seen: dict[tuple[Kind, Id], str] = field(default_factory=dict)
    _wanted: dict[Ref, Payload] = field(default_factory=dict)
    _payloads: dict[Ref, Payload] = field(default_factory=dict)

    def there(self, remote: Remote) -> Payload:
        """A resource of the account in canonical form."""
        known = self._there.get((remote.kind, remote.id))
        if known is None:
            known = self._there[remote.kind, remote.id] = canonical(remote.kind, remote.payload)
        return known

    def seen(self, remote: Remote) -> str:
        """The digest of a resource of the account."""
        known = self._seen.get((remote.kind, remote.id))
        if known is None:
            known = self._seen[remote.kind, remote.id] = digest_of(self.there(remote))
        return known

    def wanted(self, resource: Resource) -> Payload:
        """A desired resource in canonical form, with the ids that are known."""
        known = self._wanted.get(resource.ref)
        if known is None:
            known = self._wanted[resource.ref] = canonical(resource.kind, self._resolved(resource))
        return known

    def defined(self, resource: Resource) -> Payload:
        """The same with its references as they are written: no account's ids are in it."""
        resolved = self._resolved(resource)
        referring = {name: value for name, value in resource.payload.items() if resolved[name] is not value}
        form = canonical(resource.kind, referring)
        return {**self.wanted(resource), **{name: form[name] for name in referring if name in form}}

    def _resolved(self, resource: Resource) -> Payload:
        known = self._payloads.get(resource.ref)
        if known is None:
            known = {name: resolve(value, self.ids) for name, value in resource.payload.items()}
            self._payloads[resource.ref] = known
        return known
