"""The canonical forms that one plan compares, and their digests, each made once.

A plan looks at each resource from several sides: what differs, what a person changed, its fingerprint. A form lives no
longer than its plan, and what it is made from does not change meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.plan import mark
from macrosync.plan.canonical import beside, canonical, digest_of, some
from macrosync.resources import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.plan.defined import Defined
    from macrosync.resources import Id, Kind, Payload, Ref, Remote, Resource


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of what is there, by kind and id, and of what is wanted, references resolved to `ids`.

    `defined` has every desired resource; `desired` those that are there, by kind and id.
    """

    ids: Mapping[Ref, Id]
    defined: Mapping[Ref, Defined]
    desired: Mapping[tuple[Kind, Id], Resource] = field(default_factory=lambda: MappingProxyType({}))
    _there: dict[tuple[Kind, Id], Payload] = field(default_factory=dict)
    _seen: dict[tuple[Kind, Id], str] = field(default_factory=dict)
    _wanted: dict[Ref, Payload] = field(default_factory=dict)
    _sent: dict[Ref, Payload] = field(default_factory=dict)

    def there(self, remote: Remote) -> Payload:
        """A resource of the account in canonical form; where it is just as it is wanted, the very form of that."""
        known = self._there.get((remote.kind, remote.id))
        if known is None:
            known = self._there[remote.kind, remote.id] = self._made(remote)
        return known

    def seen(self, remote: Remote) -> str:
        """The digest of a resource of the account."""
        known = self._seen.get((remote.kind, remote.id))
        if known is None:
            known = self._seen[remote.kind, remote.id] = self._digest(remote)
        return known

    def wanted(self, resource: Resource) -> Payload:
        """A desired resource in canonical form, with the ids that are known."""
        known = self._wanted.get(resource.ref)
        if known is None:
            defined = self.defined[resource.ref]
            known = defined.form
            if defined.referring:
                known = {**known, **some(resource.kind, self.resolved(resource), defined.referring)}
            self._wanted[resource.ref] = known
        return known

    def resolved(self, resource: Resource) -> Payload:
        """What is sent of a desired resource, with the ids that are known."""
        referring = self.defined[resource.ref].referring
        if not referring:
            return resource.payload
        known = self._sent.get(resource.ref)
        if known is None:
            known = {**resource.payload, **{name: resolve(resource.payload[name], self.ids) for name in referring}}
            self._sent[resource.ref] = known
        return known

    def _made(self, remote: Remote) -> Payload:
        resource = self.desired.get((remote.kind, remote.id))
        if resource is None:
            return canonical(remote.kind, remote.payload)
        wanted = self.wanted(resource)
        there = beside(remote.kind, remote.payload, self.resolved(resource), wanted)
        return wanted if there == wanted else there

    def _digest(self, remote: Remote) -> str:
        there, resource = self.there(remote), self.desired.get((remote.kind, remote.id))
        if resource is not None and there is (defined := self.defined[resource.ref]).form:
            return defined.digest[: mark.DIGITS]
        return digest_of(there)
