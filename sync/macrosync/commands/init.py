"""`macrosync init`: a new repository of one's own, from the files under starting/."""

from __future__ import annotations

import json
import os
import re
import sys
from importlib import metadata, resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from macrosync import pipeline, terminal, validating
from macrosync.definitions.load import MODELS
from macrosync.definitions.tree import LOCK
from macrosync.errors import ConfigError, DefinitionsInvalid
from macrosync.terminal import note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

#: The workflows among the files; they need to know which repository has the composite action.
WORKFLOWS = ".github/workflows/"
#: What only GitHub reads.
_GITHUB = ".github/"
#: Where the composite action is in its repository.
ACTION = ".github/actions/macrosync"
_ACTION = re.compile(r"(?P<repository>[\w.-]+/[\w.-]+)@(?P<commit>[0-9a-f]{40})", re.ASCII)
_PROJECT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@click.command()
@click.argument("folder", metavar="[DIR]", default=Path(), type=click.Path(file_okay=False, path_type=Path))
@click.option("--project", metavar="NAME", help="Its name, which stands in every mark.  [default: that of the folder]")
@click.option(
    "--action",
    metavar="OWNER/REPOSITORY@COMMIT",
    help="The repository of macrosync that the workflows take it from, at the full SHA of a commit.  [default: where "
    "this macrosync was installed from]",
)
@click.pass_obj
def init(options: pipeline.Options, folder: Path, project: str | None, action: str | None) -> None:
    """Begin a repository of one's own: folders, settings, workflows, a first question with its scenario.

    What is there already stays as it is and is named. In the new folder `validate`, `test` and `plan` work at once.
    """
    root = options.root / folder
    named = project or _name_of(root)
    if not _PROJECT.fullmatch(named):
        raise ConfigError(f"`{named}` is no short name: give --project small ASCII letters, digits and single hyphens.")
    source = _action(action) if action else installed_from()
    there: list[str] = []
    for path, content in files(named, source):
        if _write(root / path, content):
            click.echo(f"made {path}")
        else:
            there.append(path)
    for path in there:
        note(f"{path} is there already and stays as it is.")
    if source is None:
        note("The workflows were left out, since it is not known where they would take macrosync from: give --action.")
    _lock(root, options)
    note(f"Next: macrosync --root {root} validate, then test, plan and apply, all without an account.")


def _lock(root: Path, options: pipeline.Options) -> None:
    """Write the version lock, where there is none; exit where what was there already holds that up."""
    if os.path.lexists(root / LOCK):
        return
    try:
        validating.lock(pipeline.Options(root, None, None, options.environment, options.warn))
    except DefinitionsInvalid as found:
        terminal.findings(found.findings, "text", to_stderr=True)
        terminal.error(
            f"The files above were made, but {LOCK} was not, since what was there already has findings: mend them, "
            f"then run `macrosync --root {root} lock`, and `validate`, `test` and `plan` work."
        )
        sys.exit(1)
    click.echo(f"made {LOCK}")


def files(project: str, action: str | None) -> Iterator[tuple[str, str]]:
    """Every file of a new repository as (path, content); the workflows only with the action that they use."""
    for path, content in _starting(resources.files("macrosync") / "starting", ""):
        if not path.startswith(_GITHUB):
            yield path, content.replace("{project}", project)
        elif action is not None:
            yield path, content.replace("{action}", action)
    for holds, model in MODELS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        yield f"schema/{holds.value}.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def installed_from() -> str | None:
    """The composite action of the commit that pip installed macrosync from; None where it came another way.

    pip notes that in direct_url.json (PyPA, Recording the Direct URL Origin of installed distributions).
    """
    try:
        noted = json.loads(metadata.distribution("macrosync").read_text("direct_url.json") or "{}")
        repository = urlsplit(noted["url"]).path.strip("/").removesuffix(".git")
        return _action(f"{repository}@{noted['vcs_info']['commit_id']}")
    except (metadata.PackageNotFoundError, ValueError, KeyError, ConfigError):
        return None


def _action(given: str) -> str:
    found = _ACTION.fullmatch(given)
    if found is None:
        raise ConfigError(f"--action {given} is not OWNER/REPOSITORY@COMMIT with all 40 digits of the commit's SHA.")
    return f"{found['repository']}/{ACTION}@{found['commit']}"


def _name_of(root: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", root.resolve().name.lower()).strip("-") or "my-desk"


def _starting(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """The files as they are named in a repository: `dot-github` is .github, which would be taken for our own."""
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = path + re.sub(r"^dot-", ".", each.name)
        if each.is_dir():
            yield from _starting(each, f"{name}/")
        else:
            yield name, each.read_text(encoding="utf-8")


def _write(path: Path, content: str) -> bool:
    """Write a new file; False where something is there. Raises ConfigError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except FileExistsError:
        return False
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from None
    return True
