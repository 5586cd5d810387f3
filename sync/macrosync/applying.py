"""The steps of `macrosync apply`, strung together: plan, ask, do it, and remember what was done."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from macrosync import apply as running
from macrosync import plan as planning
from macrosync.apply import Journal
from macrosync.errors import ConfigError
from macrosync.pipeline import STATE, account, alone, desired, losses, planned, remembered, seen, used
from macrosync.plan import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from macrosync.apply import Progress, Summary
    from macrosync.definitions.target import Target
    from macrosync.pipeline import Options
    from macrosync.plan import Plan
    from macrosync.resources import Payload, Ref, Snapshot
    from macrosync.wanted import Wanted


def apply(
    options: Options,
    *,
    reviewed: Plan | None,
    prune: bool,
    overwrite_drift: bool,
    force: bool = False,
    remove_used_options: bool = False,
    confirm: Callable[[Plan], bool],
    on_progress: Callable[[Progress], None],
    now: Callable[[], datetime],
) -> Summary | None:
    """Plan, show it to `confirm`, and do it; None where `confirm` says no.

    With a `reviewed` plan only that very plan is applied. More than a share of a kind is changed only with `force`,
    and an option that tickets have is deleted only with `remove_used_options`. Raises what `plan` raises, PlanRefused
    where the reviewed plan is not what would be planned now or a limit forbids it, AlreadyRunning, and ApplyFailed
    where it stopped before its end.
    """
    target, files = desired(options)
    folder = options.root / STATE / target.name
    with alone(options, target, now), account(options, target) as gateway:
        applied = remembered(options, target)
        snapshot = seen(gateway, target, files)
        made = planned(snapshot, target, files, applied, prune=reviewed.fingerprint.prune if reviewed else prune)
        if reviewed is not None:
            planning.refuse_other(reviewed, made)
            made = planning.held_as(reviewed, made)
        if not force:
            limits.refuse_too_much(made, overwrite_drift=overwrite_drift)
        used_by = used(gateway, limits.tried(made, overwrite_drift=overwrite_drift), snapshot)
        if not remove_used_options:
            limits.refuse_used(used_by)
        if not confirm(losses(made, used_by, snapshot)):
            return None
        with _journal(folder, now) as journal:
            applied.keep_only(_of_record(snapshot, target, files))
            applied.settle(_settled(snapshot, target, files), planning.orders(files.desired))
            return running.execute(
                made,
                gateway,
                journal,
                overwrite_drift=overwrite_drift,
                on_progress=on_progress,
                applied=applied,
                authenticate=gateway.authenticate_webhook,
            )


def _settled(snapshot: Snapshot, target: Target, files: Wanted) -> dict[Ref, Payload]:
    """What of the account is as it is wanted."""
    return planning.settled(
        files.desired,
        snapshot,
        project=target.project,
        target=target.name,
        automation_prefix=target.automation_prefix,
        known=files.defined,
    )


def _of_record(snapshot: Snapshot, target: Target, files: Wanted) -> frozenset[Ref]:
    """What of the account may be on record as applied."""
    return planning.of_record(
        files.desired,
        snapshot,
        project=target.project,
        target=target.name,
        automation_prefix=target.automation_prefix,
        known=files.defined,
    )


@contextmanager
def _journal(folder: Path, now: Callable[[], datetime]) -> Iterator[Journal]:
    with ExitStack() as stack:
        try:
            journal = stack.enter_context(Journal.open(folder, now))
        except OSError as error:
            raise ConfigError(f"The journal in {folder} cannot be written: {error.strerror}.") from None
        yield journal
