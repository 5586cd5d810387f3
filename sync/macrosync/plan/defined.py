"""What is desired in canonical form, made of the definitions alone: no account's ids are in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.plan.canonical import canonical
from macrosync.plan.fingerprint import digest
from macrosync.resources import refs_in

if TYPE_CHECKING:
    from macrosync.resources import Payload, Ref, Resource


@dataclass(frozen=True, slots=True)
class Defined:
    """A desired resource: its canonical form with references as they are written, and the digest of that.

    `referring` are the fields that hold references, `refs` all that they refer to. It says nothing that the resource
    does not, and is kept beside it since it takes longer to make than to read.
    """

    form: Payload
    digest: str
    referring: tuple[str, ...]
    refs: frozenset[Ref]


def of(resource: Resource) -> Defined:
    """The form of one."""
    referring = {name: refs for name, value in resource.payload.items() if (refs := frozenset(refs_in(value)))}
    form = canonical(resource.kind, resource.payload)
    return Defined(form, digest(form), tuple(referring), frozenset().union(*referring.values()))
