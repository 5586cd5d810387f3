"""Where the steps are strung together that commands share: compile, fetch, plan.

What else a command does stands beside, in a file of its own: `applying`, `drifting`, `validating` and so on.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macrosync import plan as planning
from macrosync import targets, wanted
from macrosync.apply import APPLIED, LOCK, Applied, account_lock, held
from macrosync.definitions.target import FILE, LOCAL
from macrosync.errors import ConfigError
from macrosync.gateway import Account, ClientCredentials, Credentials, connect
from macrosync.memory import Memory
from macrosync.plan import limits, personal
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from macrosync.definitions.target import Target
    from macrosync.gateway import Gateway
    from macrosync.plan import Change, Plan
    from macrosync.plan.limits import Removal
    from macrosync.resources import Snapshot
    from macrosync.wanted import Wanted

#: For who says nothing of it.
NOTHING_KEPT = Memory()
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
    #: What is kept for speed alone: nothing, unless it is said where.
    memory: Memory = NOTHING_KEPT

    @property
    def in_ci(self) -> bool:
        """Whether this runs where nobody would notice that the wrong account was taken."""
        return self.environment.get("CI", "").lower() not in {"", "0", "false"}


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and how many calls it took to make it."""

    plan: Plan
    calls: int


def choose_target(options: Options) -> Target:
    """The target that was said, or the local one while there is no other and this is not CI.

    Raises ConfigError where the choice is left open.
    """
    found = targets.read(options.root, options.memory)
    if options.target:
        return found.target(options.target)
    known = ", ".join(found.names)
    if options.in_ci:
        raise ConfigError(f"CI is set, so no target is taken by default: give --target ({known}).")
    if [name for name in found.names if name != LOCAL]:
        raise ConfigError(f"{FILE} has more than one target: give --target ({known}).")
    return found.target(LOCAL)


def plan(options: Options, *, prune: bool = False, files: Path | None = None) -> Planned:
    """What would be changed, with the definitions in another folder where `files` says so.

    Raises DefinitionsInvalid, ConfigError, MissingReference, PlanRefused, ServiceError.
    """
    target, found = desired(options, files)
    with account(options, target) as gateway:
        snapshot = seen(gateway, target, found)
        made = planned(snapshot, target, found, remembered(options, target), prune=prune)
        return Planned(losses(made, used(gateway, made.changes, snapshot), snapshot), gateway.calls.total)


def desired(options: Options, files: Path | None = None) -> tuple[Target, Wanted]:
    """The target, and what the files want of it. Raises ConfigError, and DefinitionsInvalid for findings."""
    target = choose_target(options)
    return target, wanted.read(files or options.root, target, options.memory)


def remembered(options: Options, target: Target) -> Applied:
    """What was last applied to a target from here. Raises ConfigError where the file is broken."""
    return Applied.read(options.root / STATE / target.name / APPLIED)


def seen(gateway: Gateway, target: Target, files: Wanted) -> Snapshot:
    """All that a plan looks at, with what somebody made their own of ours: it is on no shared list.

    Only where something would be made are the personal ones listed.
    """
    snapshot = gateway.fetch(KINDS)
    missing = personal.missing(files.desired, snapshot, target.project)
    return personal.beside(snapshot, {kind: gateway.personal(kind) for kind in missing}, missing, target.project)


def planned(snapshot: Snapshot, target: Target, files: Wanted, applied: Applied, *, prune: bool) -> Plan:
    """The plan of what was seen. Raises what `plan` raises of files and account."""
    return planning.make(
        files.desired,
        snapshot,
        project=target.project,
        target=target.name,
        prune=prune,
        automation_prefix=target.automation_prefix,
        applied=applied.payloads,
        known=files.defined,
    )


def used(gateway: Gateway, changes: Iterable[Change], snapshot: Snapshot) -> dict[Removal, int]:
    """How many tickets have each option that would be deleted; no call where none would."""
    removals = limits.removals(changes, snapshot)
    latest = gateway.tickets.latest() if removals else []
    return {each: gateway.tickets.having(each.query, each.tag, latest) for each in removals}


def losses(made: Plan, used_by: Mapping[Removal, int], snapshot: Snapshot) -> Plan:
    """The plan with what tickets lose by it among its notes."""
    return replace(made, notes=(*made.notes, *limits.used_notes(used_by), *limits.loss_notes(made.changes, snapshot)))


@contextmanager
def alone(options: Options, target: Target, now: Callable[[], datetime]) -> Iterator[None]:
    """While nobody else of this machine writes what a plan is of: from this folder to the target, or to its account.

    Raises AlreadyRunning where somebody does, and ConfigError where no lock can be had.
    """
    # Without an address, the local Zendesk is the project's, and known by its data.
    address = _address(options, target) or str(local_database(options.root).resolve())
    with (
        held(options.root / STATE / target.name / LOCK, now),
        held(account_lock.path(address, options.environment), now),
    ):
        yield


@contextmanager
def account(options: Options, target: Target) -> Iterator[Gateway]:
    """The target's account, with the caller known to it; the local one is started where it does not run."""
    with ExitStack() as stack:
        base = _address(options, target)
        if base is None:
            # Imported only now: most commands talk to a server that runs elsewhere, and need not wait for one.
            from macrosync import serving  # noqa: PLC0415

            base = stack.enter_context(serving.serve(target, local_database(options.root))).url
        # Without an address, the local Zendesk has a free port of its own each time.
        moves = target.subdomain is None and not options.url
        gateway = connect(Account(base, target.locale, moves), _credentials(options, target))
        stack.callback(gateway.close)
        gateway.check_identity()
        yield gateway


def _address(options: Options, target: Target) -> str | None:
    """Where the account is; None where the local Zendesk is yet to be started."""
    if options.url:
        return options.url.rstrip("/")
    return f"https://{target.subdomain}.zendesk.com" if target.subdomain else None


def _credentials(options: Options, target: Target) -> Credentials:
    if target.subdomain is None:
        return LOCAL_CREDENTIALS
    credentials = Credentials.from_environment(options.environment)
    if credentials.warning:
        options.warn(credentials.warning)
    return credentials


def local_database(root: Path) -> Path:
    """Where the local Zendesk of a project keeps its data, unless another file is named."""
    return root / STATE / "local.db"
