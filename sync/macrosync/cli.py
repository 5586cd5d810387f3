"""The command line: parse, call one function of the pipeline, show, exit."""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from macrosync import __version__, pipeline, terminal
from macrosync import plan as planning
from macrosync.adopt_command import adopt
from macrosync.apply import ApplyUnfinished
from macrosync.drift_command import drift
from macrosync.errors import ConfigError, DefinitionsInvalid, MacrosyncError
from macrosync.followups_command import followups
from macrosync.github_command import github_group
from macrosync.init_command import init
from macrosync.rollback_command import rollback
from macrosync.scenario_command import test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.plan import Plan

CHANGES = 2
#: So many new objects, and looks at young ones, before Python looks for garbage.
_GARBAGE = (100_000, 50, 100)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="macrosync")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder, with macrosync.toml in it.  [default: this folder]",
)
@click.option(
    "--target",
    metavar="NAME",
    envvar="MACROSYNC_TARGET",
    help="The account: a table [targets.NAME] of macrosync.toml, or `local`.",
)
@click.option(
    "--url",
    metavar="URL",
    envvar="MACROSYNC_URL",
    help="Talk to this address instead, such as a running `macrosync serve`.",
)
@click.pass_context
def cli(context: click.Context, root: Path, target: str | None, url: str | None) -> None:
    """Keep a support desk's scripts as files, and make Zendesk match them.

    Start with `macrosync validate`, look at `macrosync plan`, then `macrosync apply`. Without an account they
    work on a local Zendesk of your own, in .macrosync/local.db.

    A real account's secrets come from the environment: ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET, or
    ZENDESK_OAUTH_TOKEN.
    """
    context.obj = pipeline.Options(root, target, url, os.environ, terminal.warning)


@cli.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines, JSON, or GitHub's annotations.",
)
@click.pass_obj
def validate(options: pipeline.Options, style: str) -> None:
    """Check every definition; needs no account.

    Prints one finding a line as file:line:column: sentence [id]; docs/findings.md explains each id. Exits with
    1 where there is one.
    """
    findings = pipeline.validate(options).findings
    terminal.findings(findings, style)
    if not findings and style == "text":
        terminal.note("No findings.")
    sys.exit(1 if findings else 0)


@cli.command()
@click.option("--renew", is_flag=True, help="Begin the lock anew, when it is damaged. Earlier versions are forgotten.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def lock(options: pipeline.Options, *, renew: bool, as_json: bool) -> None:
    """Write macros/macrosync.lock: the digest of the wording at each version.

    Run it after raising a version, and commit the file. Wording that changed without a higher version is
    refused.
    """
    locked = pipeline.lock(options, renew=renew)
    if as_json:
        click.echo(json.dumps(asdict(locked)))
        return
    new = f"; new: {', '.join(locked.added)}" if locked.added else "; nothing is new"
    click.echo(f"{locked.definitions} definitions are locked{new}.")


@cli.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the plan here, for `apply FILE`.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="For a terminal, a comment, or a program.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option("--detailed-exitcode", is_flag=True, help="Exit with 2 where there are changes.")
@click.option("--prune", is_flag=True, help="Also plan to delete what macrosync made and is no longer defined.")
@click.pass_obj
def plan(options: pipeline.Options, *, out: Path | None, style: str, detailed_exitcode: bool, prune: bool) -> None:
    """Show what would be changed, and change nothing.

    Each change shows both sides and the line of the definition that it comes from. The fingerprint tells what the
    plan was made from: two plans that have the same one are the same plan.
    """
    with terminal.working("Reading the account"):
        planned = pipeline.plan(options, prune=prune)
    terminal.plan(planned.plan, style)
    if style == "text":
        digests = planned.plan.fingerprint
        told = f"Fingerprint {digests.whole} (files {digests.files}, account {digests.account})."
        terminal.note(f"{planned.calls} calls. {told}")
    if out:
        terminal.save(out, planning.to_json(planned.plan))
    sys.exit(CHANGES if detailed_exitcode and planned.plan.changes else 0)


@cli.command()
@click.argument("planfile", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--prune", is_flag=True, help="Also delete what macrosync made and is no longer defined.")
@click.option("--overwrite-drift", is_flag=True, help="Also overwrite what was changed by hand.")
@click.option("--force", is_flag=True, help="Also change more than 30 % of ten or more resources of a kind.")
@click.option("--remove-used-options", is_flag=True, help="Also delete options that tickets have; they lose the value.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.pass_obj
def apply(
    options: pipeline.Options,
    *,
    planfile: Path | None,
    yes: bool,
    prune: bool,
    overwrite_drift: bool,
    force: bool,
    remove_used_options: bool,
    as_json: bool,
) -> None:
    """Make the account match the definitions.

    Shows the plan and asks first. With PLANFILE, made by `plan --out`, exactly that plan is applied, or
    nothing, and what moved since is said. What was changed by hand is left alone unless --overwrite-drift is given.
    One apply runs at a time: a second one to the same target says so and ends.
    """
    if as_json and not yes:
        raise ConfigError("With --json nobody is asked: give --yes too.")
    reviewed = _read_plan(planfile) if planfile else None
    if reviewed and prune and not reviewed.fingerprint.prune:
        raise ConfigError(f"{planfile} was made without --prune: make it anew with it, or leave it out here.")

    def confirm(made: Plan) -> bool:
        if not as_json:
            terminal.plan(made, "text")
        return yes or not made.changes or _asked(made)

    try:
        with terminal.Bar(quiet=as_json) as bar:
            done = pipeline.apply(
                options,
                reviewed=reviewed,
                prune=prune,
                overwrite_drift=overwrite_drift,
                force=force,
                remove_used_options=remove_used_options,
                confirm=confirm,
                on_progress=bar.show,
                now=lambda: datetime.now(UTC),
            )
    except ApplyUnfinished as unfinished:
        terminal.summary(unfinished.summary, as_json=as_json)
        raise
    if done is None:
        terminal.error("Nothing was changed.")
        sys.exit(1)
    terminal.summary(done, as_json=as_json)


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), help="Its data.  [default: .macrosync/local.db]")
@click.option(
    "--seed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What the account has from the start: an export of another one, or names, as JSON.",
)
@click.pass_obj
def serve(options: pipeline.Options, port: int, db: Path | None, seed: Path | None) -> None:
    """Run the local Zendesk until it is stopped with Ctrl+C.

    It answers as Zendesk does, on 127.0.0.1 only, with what macrosync.toml's local target names in it. Other
    commands talk to it with --url.

    GET /_local/state exports the account. --seed begins a new --db from such a file, or from one of your own, such
    as {"groups": ["채팅 상담"], "users": [{"name": "홍길동", "email": "hong@example.com", "groups": ["채팅 상담"]}]},
    which also knows ticket_forms, permission_groups and locales. An account that is there already stays, and gets
    of these what it has not.
    """
    with pipeline.serve(options, port=port, database=db, seed=seed) as zendesk:
        if seed and not zendesk.is_new:
            terminal.note(f"{zendesk.database} has an account already: of {seed}, what it lacks by name was added.")
        click.echo(f"The local Zendesk runs at {zendesk.url}, its data in {zendesk.database}.")
        click.echo("Client id `local`, secret `local`; or admin@example.com/token with the token `local`.")
        click.echo(f"Try: macrosync --url {zendesk.url} plan")
        zendesk.wait()


cli.add_command(test)
cli.add_command(rollback)
cli.add_command(followups)
cli.add_command(drift)
cli.add_command(adopt)
cli.add_command(github_group)
cli.add_command(init)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; every error of ours is a sentence on stderr and exit code 1."""
    # Files and lists are held until the end, and looking through them for garbage again and again costs a fifth.
    gc.set_threshold(*_GARBAGE)
    try:
        code = cli.main(arguments, standalone_mode=False)
    except DefinitionsInvalid as error:
        terminal.findings(error.findings, "text", to_stderr=True)
        terminal.error(str(error))
        code = 1
    except MacrosyncError as error:
        terminal.error(str(error))
        code = 1
    except click.ClickException as error:
        error.show()
        code = 1  # 2, which click uses, says "there are changes" here
    except (click.Abort, KeyboardInterrupt):
        terminal.error("Stopped.")
        code = 1
    sys.exit(code or 0)


def _asked(made: Plan) -> bool:
    if not sys.stdin.isatty():
        raise ConfigError("There is no terminal to ask at: give --yes to apply without being asked.")
    return click.confirm(f"Apply this to the target `{made.target}`?", err=True)


def _read_plan(path: Path) -> Plan:
    try:
        return planning.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{path} is no plan: make one with `macrosync plan --out {path}`.") from None
