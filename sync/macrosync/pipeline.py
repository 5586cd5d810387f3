"""The one place that strings the steps together: load, check, compile, fetch, plan, apply."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macrosync import apply as applying
from macrosync import checks
from macrosync import plan as planning
from macrosync.apply import Applied, Journal
from macrosync.definitions import lock as version_lock
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.definitions.tree import LOCK
from macrosync.errors import ConfigError, DefinitionsInvalid
from macrosync.gateway import Account, ClientCredentials, Credentials, connect
from macrosync.local_zendesk import LocalZendesk, Seed
from macrosync.local_zendesk import seed_files as seeds
from macrosync.plan import limits, personal
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from macrosync.apply import Progress, Summary
    from macrosync.checks import Report
    from macrosync.definitions.settings import Settings, Target
    from macrosync.gateway import Gateway
    from macrosync.plan import Change, Plan
    from macrosync.plan.limits import Removal
    from macrosync.resources import Payload, Ref, Snapshot

#: What macrosync keeps between runs: journals, the local Zendesk's data. Never committed.
STATE = ".macrosync"
#: What the local Zendesk lets in; it opens nothing else.
LOCAL_CREDENTIALS = ClientCredentials("local", "local")
#: All that a plan looks at. Options come with their fields.
KINDS = tuple(kind for kind in Kind if kind is not Kind.FIELD_OPTION)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the environment say."""

    root: Path
    target: str | None
    url: str | None
    environment: Mapping[str, str]
    #: Told of what does not stop anything, in one sentence.
    warn: Callable[[str], None]

    @property
    def in_ci(self) -> bool:
        """Whether this runs where nobody would notice that the wrong account was taken."""
        return self.environment.get("CI", "").lower() not in {"", "0", "false"}


@dataclass(frozen=True, slots=True)
class Locked:
    """What `lock` did: the definitions that it knows, and the versions that are new in it."""

    definitions: int
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and how many calls it took to make it."""

    plan: Plan
    calls: int


def choose_target(options: Options, found: Settings) -> Target:
    """The target that was said, or the local one while there is no other and this is not CI.

    Raises ConfigError where the choice is left open.
    """
    if options.target:
        return found.target(options.target)
    known = ", ".join(found.targets)
    if options.in_ci:
        raise ConfigError(f"CI is set, so no target is taken by default: give --target ({known}).")
    if [name for name in found.targets if name != settings.LOCAL]:
        raise ConfigError(f"{settings.FILE} has more than one target: give --target ({known}).")
    return found.target(settings.LOCAL)


def validate(options: Options) -> Report:
    """Every finding; needs no account. The names of the account are those of the target, or the local ones."""
    found = settings.read(options.root)
    return check(options.root, found.target(options.target or settings.LOCAL))


def lock(options: Options, *, renew: bool = False) -> Locked:
    """Write the version lock.

    With `renew` a damaged or missing history is begun anew. Raises DefinitionsInvalid where wording changed
    without a higher version, or where files cannot be read.
    """
    found, findings = load(options.root)
    known, lock_findings = version_lock.read(options.root)
    refused = [finding for finding in version_lock.compare(known, found) if finding.id != "version-not-locked"]
    broken = [] if renew else [finding for finding in lock_findings if finding.id != "lock-missing"]
    if findings or broken or (refused and not renew):
        raise DefinitionsInvalid([*findings, *broken, *refused])
    updated = version_lock.updated({} if renew else known, found)
    try:
        (options.root / LOCK).write_text(version_lock.render(updated), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{LOCK} cannot be written: {error.strerror}.") from None
    added = (f"{key}@{number}" for key, entry in updated.items() for number in entry.keys() - known.get(key, {}).keys())
    return Locked(len(found.worded), tuple(sorted(added)))


def plan(options: Options, *, prune: bool = False, files: Path | None = None) -> Planned:
    """What would be changed, with the definitions in another folder where `files` says so.

    Raises DefinitionsInvalid, ConfigError, MissingReference, PlanRefused, ServiceError.
    """
    target, report = desired(options, files)
    with account(options, target) as gateway:
        snapshot = seen(gateway, target, report)
        planned = _plan(snapshot, target, report, remembered(options, target), prune=prune)
        used = _used(gateway, planned.changes, snapshot)
        planned = replace(planned, notes=(*planned.notes, *limits.used_notes(used)))
        return Planned(planned, gateway.calls.total)


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
    target, report = desired(options)
    folder = options.root / STATE / target.name
    with applying.held(folder, now), account(options, target) as gateway:
        applied = remembered(options, target)
        snapshot = seen(gateway, target, report)
        planned = _plan(snapshot, target, report, applied, prune=reviewed.fingerprint.prune if reviewed else prune)
        if reviewed is not None:
            planning.refuse_other(reviewed, planned)
            planned = planning.held_as(reviewed, planned)
        if not force:
            limits.refuse_too_much(planned, overwrite_drift=overwrite_drift)
        if not remove_used_options:
            done = limits.tried(planned, overwrite_drift=overwrite_drift)
            limits.refuse_used(_used(gateway, done, snapshot))
        if not confirm(planned):
            return None
        with _journal(folder, now) as journal:
            applied.keep_only(of_record(snapshot, target, report))
            applied.settle(settled(snapshot, target, report), planning.orders(report.desired))
            return applying.execute(
                planned,
                gateway,
                journal,
                overwrite_drift=overwrite_drift,
                on_progress=on_progress,
                applied=applied,
                authenticate=gateway.authenticate_webhook,
            )


def serve(options: Options, *, port: int, database: Path | None, seed: Path | None = None) -> LocalZendesk:
    """The local Zendesk, not yet started, with what the local target and the seed file name already in it.

    Raises ConfigError for a seed that cannot be taken.
    """
    found = settings.read(options.root)
    named = _seed(found.target(options.target or settings.LOCAL))
    if seed is not None:
        named = seeds.read(seed).beside(named)
    return LocalZendesk(database or _local_database(options.root), port=port, seed=named)


def check(root: Path, target: Target) -> Report:
    """What the definitions in a folder compile to for a target, and every finding."""
    found, findings = load(root)
    known, lock_findings = version_lock.read(root)
    if lock_findings:  # then nothing is known of versions, and one finding says so
        known = version_lock.updated({}, found)
    return checks.run(found, [*findings, *lock_findings], known, target)


def desired(options: Options, files: Path | None = None) -> tuple[Target, Report]:
    """The target, and what the files want of it. Raises ConfigError, and DefinitionsInvalid for findings."""
    target = choose_target(options, settings.read(options.root))
    report = check(files or options.root, target)
    if report.findings:
        raise DefinitionsInvalid(report.findings)
    return target, report


def remembered(options: Options, target: Target) -> Applied:
    """What was last applied to a target from here. Raises ConfigError where the file is broken."""
    return Applied.read(options.root / STATE / target.name / applying.APPLIED)


def seen(gateway: Gateway, target: Target, report: Report) -> Snapshot:
    """All that a plan looks at, with what somebody made their own of ours: it is on no shared list.

    Only where something would be made are the personal ones listed.
    """
    snapshot = gateway.fetch(KINDS)
    missing = personal.missing(report.desired, snapshot, target.project)
    return personal.beside(snapshot, {kind: gateway.personal(kind) for kind in missing}, missing, target.project)


def settled(snapshot: Snapshot, target: Target, report: Report) -> dict[Ref, Payload]:
    """What of the account is as it is wanted."""
    return planning.settled(
        report.desired,
        snapshot,
        project=target.project,
        target=target.name,
        automation_prefix=target.automation_prefix,
    )


def of_record(snapshot: Snapshot, target: Target, report: Report) -> frozenset[Ref]:
    """What of the account may be on record as applied."""
    return planning.of_record(
        report.desired,
        snapshot,
        project=target.project,
        target=target.name,
        automation_prefix=target.automation_prefix,
    )


def _plan(snapshot: Snapshot, target: Target, report: Report, applied: Applied, *, prune: bool) -> Plan:
    return planning.make(
        report.desired,
        snapshot,
        project=target.project,
        target=target.name,
        prune=prune,
        automation_prefix=target.automation_prefix,
        applied=applied.payloads,
    )


def _used(gateway: Gateway, changes: Iterable[Change], snapshot: Snapshot) -> dict[Removal, int]:
    """How many tickets have each option that would be deleted; a call for each of these and none otherwise."""
    return {each: gateway.tickets.count(each.query) for each in limits.removals(changes, snapshot)}


@contextmanager
def account(options: Options, target: Target) -> Iterator[Gateway]:
    """The target's account, with the caller known to it; the local one is started where it does not run."""
    with ExitStack() as stack:
        if options.url:
            base = options.url.rstrip("/")
        elif target.subdomain:
            base = f"https://{target.subdomain}.zendesk.com"
        else:
            database = _local_database(options.root)
            base = stack.enter_context(LocalZendesk(database, seed=_seed(target))).url
        # Without an address, the local Zendesk has a free port of its own each time.
        moves = target.subdomain is None and not options.url
        gateway = connect(Account(base, target.locale, moves), _credentials(options, target))
        stack.callback(gateway.close)
        gateway.check_identity()
        yield gateway


@contextmanager
def _journal(folder: Path, now: Callable[[], datetime]) -> Iterator[Journal]:
    with ExitStack() as stack:
        try:
            journal = stack.enter_context(Journal.open(folder, now))
        except OSError as error:
            raise ConfigError(f"The journal in {folder} cannot be written: {error.strerror}.") from None
        yield journal


def _credentials(options: Options, target: Target) -> Credentials:
    if target.subdomain is None:
        return LOCAL_CREDENTIALS
    credentials = Credentials.from_environment(options.environment)
    if credentials.warning:
        options.warn(credentials.warning)
    return credentials


def _local_database(root: Path) -> Path:
    return root / STATE / "local.db"


def _seed(target: Target) -> Seed:
    """A local account has what its target names: who tries macrosync out need not click it together first."""
    groups = dict.fromkeys([*(name for names in target.groups.values() for name in names), *target.lost_item_groups])
    return Seed(groups=tuple(groups), ticket_forms=target.ticket_forms, permission_groups=(target.permission_group,))
