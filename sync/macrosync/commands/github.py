"""`macrosync github`: what the workflows of a project say on GitHub. Hidden, since only they call it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from macrosync import github as saying
from macrosync import pipeline
from macrosync import plan as planning
from macrosync.errors import ConfigError
from macrosync.github import GitHub
from macrosync.terminal import note

_FILE = click.Path(dir_okay=False, path_type=Path)
_PLAN = click.argument("planfile", type=_FILE)


@click.group("github", hidden=True)
def github() -> None:
    """Say on GitHub Actions what other commands found; the token comes from GITHUB_TOKEN."""


@github.command()
@_PLAN
@click.option("--pull", type=int, required=True, help="The number of the pull request.")
@click.option("--head", required=True, help="The last commit of the pull request.")
def comment(planfile: Path, pull: int, head: str) -> None:
    """Write the plan as the one comment of a pull request, or bring that up to date."""
    address = saying.comment(_github(), _plan(planfile), pull=pull, head=head, run_url=_run_url())
    note(f"The plan stands at {address}.")


@github.command()
@_PLAN
@click.option("--whole", type=_FILE, metavar="FILE", help="Also write it here, however long it is.")
def plan(planfile: Path, whole: Path | None) -> None:
    """Print a plan for a job's summary."""
    made = _plan(planfile)
    if whole:
        _write(whole, saying.planned(made, limit=None))
    click.echo(saying.planned(made, run_url=_run_url()))


@github.command()
@_PLAN
@click.option("--commit", required=True, help="The commit of main that was planned.")
def reviewed(planfile: Path, commit: str) -> None:
    """Compare a plan with the one that was reviewed; print outputs of a step: changes and reviewed."""
    made = _plan(planfile)
    found = saying.reviewed(_github(), made, commit=commit)
    note(f"Reviewed: {found.why}." if found.same else f"Not reviewed: {found.why}.")
    click.echo(f"changes={str(bool(made.changes)).lower()}")
    click.echo(f"reviewed={str(found.same).lower()}")


@github.command()
@_PLAN
@click.option("--outcome", type=_FILE, required=True, help="What `apply --json` printed; it may be missing.")
@click.option("--journal", type=_FILE, required=True, help="The journal of that apply; it may be missing.")
@click.option("--errors", type=_FILE, help="What it said on stderr; it may be missing.")
@click.option("--go-on", required=True, help="The command that goes on.")
@click.option("--input", "inputs", multiple=True, metavar="NAME=VALUE", help="An input of this run, to go on with.")
def applied(
    planfile: Path, outcome: Path, journal: Path, *, errors: Path | None, go_on: str, inputs: tuple[str, ...]
) -> None:
    """Print for a job's summary what an apply did and what it did not."""
    given = [each.removesuffix("=true") for each in inputs if each.endswith("=true")]
    lines = _if_there(journal).splitlines()
    told = saying.applied(
        _plan(planfile), _if_there(outcome), lines, go_on=go_on, inputs=given, errors=_if_there(errors)
    )
    click.echo(told)


@github.command()
@click.argument("environment")
def approval(environment: str) -> None:
    """Fail where an environment asks nobody, so that what nobody reviewed would go on by itself."""
    asked = saying.asks(_github(), environment)
    note(f"The environment {environment} asks {asked} reviewer{'s' if asked > 1 else ''}, of whom one has to approve.")


@github.command()
@click.option("--commit", required=True, help="The commit that was planned.")
@click.option("--branch", default="main", show_default=True, help="The branch that it was the last of.")
def newest(commit: str, branch: str) -> None:
    """Fail where the branch has moved on since it was planned."""
    saying.newest(_github(), commit=commit, branch=branch)
    note(f"{branch} is still at {commit}.")


@github.command()
@click.argument("junit", type=_FILE)
def scenarios(junit: Path) -> None:
    """Print a JUnit file for a job's summary."""
    click.echo(saying.scenarios(_text(junit).encode()))


@github.command()
@click.argument("about", type=click.Choice([*saying.ABOUT]))
@click.option("--body", type=_FILE, help="What is to be seen to.")
@click.option("--once", is_flag=True, help="An issue that is open stays as it is.")
@click.option("--gone", is_flag=True, help="Close the issue.")
@click.pass_obj
def issue(options: pipeline.Options, about: str, *, body: Path | None, once: bool, gone: bool) -> None:
    """Open, mend or close the one issue about something."""
    if (body is None) != gone:
        raise ConfigError("Give either --body FILE or --gone.")
    target = options.target or "production"
    if body is None:
        note(f"{about}: {saying.gone(_github(), about, target=target)}.")
        return
    done = saying.tell(_github(), about, _text(body), target=target, run_url=_run_url(), once=once)
    note(f"{about}: {done}.")


@github.command("last-applied")
@click.option("--workflow", required=True, help="The file of the workflow that applies.")
@click.option("--artifact", required=True, help="The name that it keeps the file under.")
@click.option("--branch", default="main", show_default=True, help="The branch that it ran on.")
def last_applied(workflow: str, artifact: str, branch: str) -> None:
    """Print as an output of a step which run has what was last applied; nothing where none has."""
    run = saying.last_applied(_github(), workflow=workflow, branch=branch, artifact=artifact)
    if run is None:
        note("No run has what was last applied: what was changed by hand is shown without what it was before.")
        return
    click.echo(f"run={run}")


def _github() -> GitHub:
    return GitHub.of(os.environ)


def _plan(path: Path) -> planning.Plan:
    try:
        return planning.from_json(_text(path))
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{path} is no plan: make one with `macrosync plan --out {path}`.") from None


def _if_there(path: Path | None) -> str:
    return _text(path) if path and path.exists() else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from None


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from None


def _run_url() -> str:
    """The page of the run that this is a step of."""
    server, repository, run = (
        os.environ.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    )
    return f"{server}/{repository}/actions/runs/{run}" if server and repository and run else ""
