"""What a plan was made from, in a few digits: a digest of each resource, as wanted and as the account has it.

Two plans of one fingerprint are the same plan. It moves with everything that a plan looks at, and with nothing else:
not with times, not with the order of lists where that says nothing, and not with what is not ours.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.resources import LOOKED_UP, Json, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Hexadecimal digits of a SHA-256 that are kept: enough that none of a million is met by chance.
DIGITS = 16
#: So many resources that moved are named; the others are counted.
_NAMED = 12
_SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The digests of what is desired and of what is there, by resource; `prune` where deletes were planned too.

    `remote` has what is ours, and of what is only looked up, which one that is. A field's options are among them.
    """

    desired: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))
    remote: Mapping[Ref, str] = field(default_factory=lambda: MappingProxyType({}))
    prune: bool = False

    @property
    def files(self) -> str:
        """The digest of all that is desired."""
        return _of_all(self.desired)

    @property
    def account(self) -> str:
        """The digest of all that was seen."""
        return _of_all(self.remote)

    @property
    def whole(self) -> str:
        """The digest of both."""
        return digest([self.files, self.account, self.prune])

    @property
    def managed(self) -> Mapping[Kind, int]:
        """How many resources of each kind are ours in the account."""
        return Counter(ref.kind for ref in self.remote if ref.kind not in LOOKED_UP)


def moved(before: Fingerprint, now: Fingerprint) -> tuple[str, ...]:
    """A sentence on the files and one on the account, each where it is not what it was, that says what moved."""
    files = _told(before.desired, now.desired, gone="is no longer defined")
    redefined = before.desired.keys() ^ now.desired.keys()
    wanted_now = {ref for ref in before.remote.keys() ^ now.remote.keys() if ref in redefined or ref.kind in LOOKED_UP}
    # What only the files begin or cease to name neither came to the account nor went from it.
    account = _told(
        {ref: seen for ref, seen in before.remote.items() if ref not in wanted_now},
        {ref: seen for ref, seen in now.remote.items() if ref not in wanted_now},
        gone="is gone",
    )
    told = [f"In the files, {files}."] * bool(files) + [f"In the account, {account}."] * bool(account)
    return tuple(told)


def _of_all(digests: Mapping[Ref, str]) -> str:
    return digest([[str(ref), digest] for ref, digest in sorted(digests.items())])


def digest(value: Json) -> str:
    """The digest of any JSON."""
    written = _SORTED.encode(value)
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:DIGITS]


def digest_of_words(*words: str) -> str:
    """The digest of a few words without blanks, which is made faster than that of any JSON."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:DIGITS]


def _told(before: Mapping[Ref, str], now: Mapping[Ref, str], *, gone: str) -> str:
    """What moved, as one phrase for each resource."""
    told = [
        f"the {ref.kind.label} {ref.key} {gone if ref not in now else 'is new' if ref not in before else 'changed'}"
        for ref in sorted(before.keys() | now.keys())
        if before.get(ref) != now.get(ref)
    ]
    more = len(told) - _NAMED
    return ", ".join(told[:_NAMED]) + (f" and {more} more" if more > 0 else "")
