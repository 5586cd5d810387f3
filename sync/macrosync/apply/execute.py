"""Do the changes of a plan, one after the other."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from macrosync.apply import ordering, reading
from macrosync.apply.rechecking import UpdateRecheck
from macrosync.apply.summary import ApplyUnfinished, Outcome, Progress, Summary, Trouble
from macrosync.apply.writing import Wanted, kept_differently, parts, wanted
from macrosync.errors import (
    AnswerLost,
    AuthenticationFailed,
    MacrosyncError,
    NotFound,
    RateLimited,
    ServiceError,
    Unavailable,
    Unreachable,
)
from macrosync.plan import mark
from macrosync.plan.model import AUTHENTICATION, TRIGGER_ORDER, Action, Change, Plan
from macrosync.resources import Id, Kind, Ref, Remote

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.apply.applied import Applied
    from macrosync.apply.journal import Journal
    from macrosync.apply.zendesk import Recheck, Zendesk

#: After these no other call would fare better.
_STOPPING = (AuthenticationFailed, Unreachable, RateLimited)
#: After these nobody knows whether it was done: an answer that never came, and one that only says that something broke.
_UNCLEAR = (AnswerLost, Unavailable)
_DONE = {Action.CREATE: Outcome.CREATED, Action.UPDATE: Outcome.UPDATED, Action.DELETE: Outcome.DELETED}


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one change; `stops` where nothing after it is tried."""

    outcome: Outcome
    id: Id | None = None
    reason: str = ""
    warning: str = ""
    after: str = ""
    request_id: str = ""
    stops: bool = False


@dataclass(slots=True)
class _Run:
    """An apply on its way: the ids that are known, growing with each create."""

    plan: Plan
    zendesk: Zendesk
    overwrite_drift: bool
    applied: Applied | None
    authenticate: Callable[[str, Id, Recheck], None] | None = None
    ids: dict[Ref, Id] = field(default_factory=dict)

    def change(self, change: Change) -> _Result:
        try:
            return self._delete(change) if change.action is Action.DELETE else self._write(change)
        except ServiceError as error:
            stops = isinstance(error, _STOPPING)
            return _Result(Outcome.FAILED, change.id, str(error), request_id=error.call.request_id, stops=stops)
        except MacrosyncError as error:
            return _Result(Outcome.FAILED, change.id, str(error))
        except KeyboardInterrupt:
            why = "it was interrupted, and may or may not have been done."
            return _Result(Outcome.FAILED, change.id, why, stops=True)

    def left_out(self, change: Change) -> _Result | None:
        """Why a change is not tried at all."""
        if missing := sorted(ref for ref in change.needs if ref not in self.ids):
            names = ", ".join(f"the {ref.kind.label} {ref.key}" for ref in missing)
            return _Result(Outcome.SKIPPED, change.id, f"it needs {names}, which could not be made.")
        if change.drift and not self.overwrite_drift:
            return _Result(
                Outcome.HELD,
                change.id,
                "it was changed by hand since the last apply, or is not known to be ours; "
                "--overwrite-drift writes over that.",
            )
        return None

    def _write(self, change: Change) -> _Result:
        want = wanted(change, self.plan.project, self.ids)
        remote = self._create(change, want) if change.action is Action.CREATE else self._update(change, want)
        self.ids[change.ref] = remote.id
        if self.applied:
            self.applied.remember(change, want.payload)
            self._keep_unmarked(change)
        self._authenticate(change, remote)
        return _Result(_DONE[change.action], remote.id, warning=self._check(change, want, remote), after=want.digest)

    def _keep_unmarked(self, change: Change) -> None:
        """Save at once what bears no mark, and deletes: a later run takes the record's word alone for who did it.

        All else is known by its mark, and saved at the end; where the file cannot be written the end says so.
        """
        if self.applied and (change.kind not in mark.CARRIERS or change.action is Action.DELETE):
            with suppress(OSError):
                self.applied.save()

    def _authenticate(self, change: Change, webhook: Remote) -> None:
        """Give a webhook its credential, which is in no payload; where that fails, the next plan shows it."""
        made = change.kind is Kind.WEBHOOK and change.action is Action.CREATE
        if self.authenticate and (made or AUTHENTICATION in change.names):
            self.authenticate(change.key, webhook.id, lambda: self._lacks_credential(change, webhook))

    def _lacks_credential(self, change: Change, webhook: Remote) -> bool:
        """Whether it is still to be given one: what it has by then is ours, or a person's that stays."""
        now = self.zendesk.read(Kind.WEBHOOK, webhook.id, key=change.key)
        return now is None or not now.payload.get("authentication")

    def _create(self, change: Change, want: Wanted) -> Remote:
        try:
            return self.zendesk.create(change.kind, change.key, want.marked)
        except _UNCLEAR:
            made = self._looked_for(lambda: reading.made(self.zendesk, want, change.key))
            if made is None:
                raise
            return made

    def _update(self, change: Change, want: Wanted) -> Remote:
        fresh = reading.unchanged(self.zendesk, change, self.plan.project, self.ids)
        recheck = UpdateRecheck(self.zendesk, change, want, self.plan.project, self.ids, fresh)
        remote = fresh
        try:
            for payload in parts(change, want, fresh):
                remote = self.zendesk.update(change.kind, change.key, fresh.id, payload, recheck)
            if TRIGGER_ORDER in change.names:  # which reads for itself, so that the read above is right before its own
                ordering.put_in_order(self.zendesk, change, fresh, self.ids)
        except _UNCLEAR:
            now = self._looked_for(lambda: reading.fresh(self.zendesk, change, self.ids))
            if now is None or TRIGGER_ORDER in change.names or kept_differently(change, want, now):
                raise
            return now
        return remote

    @staticmethod
    def _looked_for(look: Callable[[], Remote | None]) -> Remote | None:
        """What is there now; None also where that cannot be read either, so that the first error is told."""
        try:
            return look()
        except ServiceError:
            return None

    def _delete(self, change: Change) -> _Result:
        def found() -> Remote | None:
            return reading.to_delete(self.zendesk, change, self.plan.project, self.ids)

        fresh = found()
        if fresh is not None:
            payload = wanted(change, self.plan.project, self.ids).payload
            try:
                self.zendesk.delete(change.kind, change.key, fresh.id, payload, lambda: found() is not None)
            except NotFound:
                pass  # someone else was faster
            except _UNCLEAR:
                if not self._is_gone(change):
                    raise
        if self.applied:
            self.applied.forget(change)
            self._keep_unmarked(change)
        return _Result(Outcome.DELETED, change.id)

    def _is_gone(self, change: Change) -> bool:
        """Whether it is known to be gone."""
        try:
            return reading.fresh(self.zendesk, change, self.ids) is None
        except ServiceError:
            return False

    def _check(self, change: Change, want: Wanted, answer: Remote) -> str:
        """Nothing, or a warning: an answer that is not what was sent is believed only when a read says so too."""
        if not kept_differently(change, want, answer):
            return ""
        try:
            now = reading.fresh(self.zendesk, change, self.ids)
        except ServiceError as error:
            return f"{change.kind.label} {change.title}: it was written and could not be read again: {error}"
        names = kept_differently(change, want, now) if now else ("all of it",)
        return f"{change.kind.label} {change.title}: Zendesk keeps it differently: {', '.join(names)}." if names else ""


def execute(
    plan: Plan,
    gateway: Zendesk,
    journal: Journal,
    *,
    overwrite_drift: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    applied: Applied | None = None,
    authenticate: Callable[[str, Id, Recheck], None] | None = None,
) -> Summary:
    """Apply a plan.

    What was changed by hand is held, unless `overwrite_drift`. `authenticate` gives the webhook of a key and an id its
    credential, and asks first where that comes late; no other part of an apply knows of any. A change that fails holds
    up only those that need it; an interrupt (Ctrl+C) and a journal that cannot be written end the apply. Raises
    ApplyUnfinished, with the summary, where one failed.
    """
    calls = gateway.calls.total
    run = _Run(plan, gateway, overwrite_drift, applied, authenticate, dict(plan.ids))
    results: list[tuple[Change, _Result]] = []
    stopped = ""
    try:
        for number, change in enumerate(plan.changes, 1):
            result = _Result(Outcome.SKIPPED, change.id, stopped) if stopped else run.left_out(change)
            result = result or _recorded(run, change, journal)
            stopped = "it was not reached." if stopped or result.stops else ""
            results.append((change, result))
            if on_progress:
                on_progress(Progress(number, len(plan.changes), change, result.outcome))
    finally:
        unsaved = _saved(applied, results, whole=len(results) == len(plan.changes))
    summary = _summary(results, gateway.calls.total - calls, unsaved)
    if summary.failed:
        raise ApplyUnfinished(summary)
    return summary


def _recorded(run: _Run, change: Change, journal: Journal) -> _Result:
    """Do a change, written down before and after; nothing is sent that could not be written down."""
    try:
        journal.intend(change)
    except OSError as error:
        why = f"it was not tried, since the journal cannot be written: {error.strerror}."
        return _Result(Outcome.FAILED, change.id, why, stops=True)
    result = run.change(change)
    try:
        journal.conclude(change, result.outcome, number=result.id, after=result.after, request_id=result.request_id)
    except OSError as error:
        what = result.reason.rstrip(".") or f"it was {result.outcome}"
        why = f"{what}; the journal cannot be written any more: {error.strerror}."
        return replace(result, outcome=Outcome.FAILED, reason=why, stops=True)
    return result


def _saved(applied: Applied | None, results: list[tuple[Change, _Result]], *, whole: bool) -> tuple[str, ...]:
    """Keep what was applied; a warning where that cannot be written, for the account itself is as it should be."""
    if applied is None:
        return ()
    if whole and not any(result.outcome in {Outcome.FAILED, Outcome.SKIPPED} for _, result in results):
        applied.complete({change.ref for change, result in results if result.outcome is Outcome.HELD})
    try:
        applied.save()
    except OSError as error:
        return (f"{applied.path} cannot be written: {error.strerror}.",)
    return ()


def _summary(results: list[tuple[Change, _Result]], calls: int, warnings: tuple[str, ...]) -> Summary:
    count = Counter(result.outcome for _, result in results)

    def troubles(outcome: Outcome) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(change.kind, change.key, change.title, result.reason)
            for change, result in results
            if result.outcome is outcome
        )

    return Summary(
        created=count[Outcome.CREATED],
        updated=count[Outcome.UPDATED],
        deleted=count[Outcome.DELETED],
        held=troubles(Outcome.HELD),
        failed=troubles(Outcome.FAILED),
        skipped=troubles(Outcome.SKIPPED),
        warnings=(*(result.warning for _, result in results if result.warning), *warnings),
        calls=calls,
    )
