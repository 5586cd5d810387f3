"""The steps of `macrosync adopt`, strung together: compile, fetch, judge, write the mark, look again."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError, PlanRefused
from macrosync.pipeline import account, alone, desired, seen
from macrosync.plan import adoption, mark
from macrosync.plan.canonical import canonical
from macrosync.resources import TEXT_IDS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from macrosync.gateway import Gateway
    from macrosync.pipeline import Options
    from macrosync.plan.adoption import Adoption
    from macrosync.resources import Id, Remote


def adopt(
    options: Options,
    kind: Kind,
    number: str,
    key: str,
    *,
    dry_run: bool = False,
    confirm: Callable[[Adoption], bool],
    now: Callable[[], datetime],
) -> Adoption | None:
    """Write our mark onto a resource of the target's account; None where `confirm` says no, or it is a dry run.

    Only what writes keeps others out, of which a second one could give the same key to something else meanwhile.
    Raises DefinitionsInvalid, ConfigError, AlreadyRunning, PlanRefused and ServiceError.
    """
    target, files = desired(options)
    if kind is Kind.FIELD_OPTION:
        raise ConfigError(
            "An option bears no mark and goes by its value, the tag: give the option of the same value in the files "
            "its name, and the next plan takes it for ours."
        )
    with nullcontext() if dry_run else alone(options, target, now), account(options, target) as gateway:
        snapshot = seen(gateway, target, files)
        remote = _found(gateway, kind, _id(kind, number))
        if kind not in mark.CARRIERS:
            raise ConfigError(adoption.by_name(remote, files.desired, key, target.automation_prefix))
        made = adoption.adopt(remote, key, files.desired, snapshot, target.project)
        if not confirm(made) or dry_run:
            return None
        _refuse_if_changed(remote, gateway.read(kind, remote.id, key=key))
        gateway.update(kind, key, remote.id, made.payload, recheck=partial(_is_to_do, gateway, made))
        _check(made, gateway.read(kind, remote.id, key=key))
        return made


def _id(kind: Kind, number: str) -> Id:
    if kind in TEXT_IDS and number.isascii() and number.isalnum():
        return number
    if number.isascii() and number.isdigit():
        return int(number)
    raise ConfigError(
        f"`{number:.60}` is no id of a {kind.label}: take the one that the plan or Zendesk's address says."
    )


def _found(gateway: Gateway, kind: Kind, number: Id) -> Remote:
    """It is read where it can be, for somebody's own macro is on no list; what is only looked up is listed."""
    remote = gateway.fetch((kind,)).get(kind, number) or gateway.read(kind, number)
    if remote is None:
        raise ConfigError(f"The account has no {kind.label} with the id {number}: look it up in Zendesk.")
    return remote


def _is_to_do(gateway: Gateway, made: Adoption, _names: Collection[str], _done: Collection[str]) -> bool:
    """Whether a mark whose write had to wait, or was lost, is still to be written."""
    now = gateway.read(made.remote.kind, made.remote.id, key=made.key)
    if now is not None and mark.find(now.kind, now.payload) == made.mark:
        return False
    _refuse_if_changed(made.remote, now)
    return True


def _refuse_if_changed(seen_: Remote, now: Remote | None) -> None:
    """Zendesk has no locking: what is written between this read and the write is lost, if it is the mark's field."""
    if now is None or now.payload.get(carrier := mark.CARRIERS[seen_.kind]) != seen_.payload.get(carrier):
        raise PlanRefused("It was changed in the account meanwhile; run `macrosync adopt` again.")


def _check(made: Adoption, now: Remote | None) -> None:
    """The mark is there, and nothing else is another."""
    before = canonical(made.remote.kind, made.remote.payload)
    if now is None or mark.find(now.kind, now.payload) != made.mark or canonical(now.kind, now.payload) != before:
        raise PlanRefused(
            f"The mark was written, and Zendesk does not keep the {made.remote.kind.label} as it was: look at its "
            f"{made.carrier} there, and run `macrosync plan`."
        )
