"""Write what is made from the code: JSON Schemas, findings, placeholders, the command line's help, the README's plan.

`python docs/generate.py` writes; `--check` says what is stale and exits with 1.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from macrosync.checks import catalogue
from macrosync.cli import cli
from macrosync.commands.init import WORKFLOWS, files
from macrosync.definitions.load import MODELS
from macrosync.local_zendesk import assumptions
from macrosync.rules import placeholders
from macrosync.rules.placeholders import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made by docs/generate.py: change the code, then run `make docs`. -->"
PLAN = re.compile(r"(<!-- plan: made by docs/generate\.py -->\n).*?(<!-- /plan -->)", re.DOTALL)
#: The question of docs/author.md, which the README's plan rewords, and an article for it.
EXAMPLE = re.compile(r"```yaml\n(key: fare-receipt.*?)```", re.DOTALL)
EXAMPLE_ARTICLE = """\
key: receipts
version: 1
source: new
title: "[채팅-전화] 영수증 안내"
menu: 영수증
questions: [fare-receipt]
"""
REWORDED = ("보실 수 있습니다.", "바로 보실 수 있습니다.")


def generated() -> Iterator[tuple[str, str]]:
    """Every generated file as (path from the root, content)."""
    for holds, model in MODELS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        yield f"schema/{holds.value}.json", json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    yield "docs/findings.md", _findings()
    yield "docs/placeholders.md", _placeholders()
    yield "docs/command-line.md", _command_line()
    yield "docs/assumptions.md", _assumptions()
    yield "README.md", _readme()
    yield from _workflows()


def _workflows() -> Iterator[tuple[str, str]]:
    """This repository's own workflows: those of a new one, with the action that stands here."""
    note = "# Made by docs/generate.py: change sync/macrosync/starting/dot-github, then run `make docs`.\n"
    for path, content in files("driver-desk", "./.github/actions/macrosync"):
        if path.startswith(WORKFLOWS):
            yield path, note + content


def _page(title: str, text: str, *lines: str) -> str:
    return "\n".join((f"# {title}", MADE, "", text, *lines)) + "\n"


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        yield f"| {' | '.join(_cell(each) for each in row)} |"


def _findings() -> str:
    text = (
        "`macrosync validate` prints one line for each: `file:line:column: sentence [id]`. All of one run are shown "
        "at once. With none, it exits with 0."
    )
    lines: list[str] = []
    for title, group in catalogue.GROUPS.items():
        rows = ((f"`{name}`", entry.meaning, entry.mend) for name, entry in sorted(group.items()))
        lines += ["", f"## {title}", *_table(("id", "what it means", "what to do"), rows)]
    return _page("Findings", text, *lines)


def _placeholders() -> str:
    text = (
        "What a reply may hold between `{{` and `}}`. Zendesk fills it in when the macro is applied, from what is "
        "saved on the ticket at that moment; a blank one leaves nothing (SUP 4408887218330). Small and capital "
        "letters count."
    )
    documented = placeholders.all_documented(Place.MACRO)
    rows = ((f"`{{{{{each.name}}}}}`", each.meaning, each.source) for each in documented)
    return _page("Placeholders", text, *_table(("placeholder", "what it shows", "source"), rows))


def _assumptions() -> str:
    text = (
        "What the local Zendesk and the rules model, and how we know: `documented` by Zendesk, `recorded` from the "
        "real service (REC), or `assumed`, where neither says. REF and DOC are developer.zendesk.com's reference and "
        "documentation, SUP n is the article of that number on support.zendesk.com, OAS and HCOAS the published "
        "OpenAPI files. A switch sets an assumption the other way, on a running local Zendesk by "
        "`PUT /_local/switches`; the main job is tested under every setting. `make live TARGET=NAME` looks at a "
        "sandbox account."
    )
    known = {status: sum(each.status is status for each in assumptions.BEHAVIOURS) for status in assumptions.Status}
    counts = ", ".join(f"{count} {status.value}" for status, count in known.items())
    rows = (
        (each.behaviour, each.status.value, each.source, f"`{each.switch}`" if each.switch else "")
        for each in assumptions.BEHAVIOURS
    )
    table = _table(("behaviour", "known", "source", "switch"), rows)
    return _page("What we assume of Zendesk", text, "", f"{len(assumptions.BEHAVIOURS)} behaviours: {counts}.", *table)


def _command_line() -> str:
    lines = ["```text", *_help(cli, "macrosync"), "```"]
    for name, command in _commands(cli, "macrosync"):
        lines += ["", f"## {name}", "", "```text", *_help(command, name), "```"]
    return _page(
        "Command line", "Exit codes: 0 done, 1 an error or findings, 2 changes, drift or a broken scenario.", "", *lines
    )


def _commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below a group, by its whole name."""
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if command is None or command.hidden:
            continue
        yield f"{name} {each}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {each}")


def _help(command: click.Command, name: str) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=100, max_content_width=100)
    return [line.rstrip() for line in command.get_help(context).splitlines()]


def _readme() -> str:
    """The README with a plan in it that the real commands printed, on a local Zendesk."""
    plan = _plan_of_a_reworded_reply()
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return PLAN.sub(lambda match: f"{match[1]}```text\n{plan}```\n{match[2]}", text)


def _plan_of_a_reworded_reply() -> str:
    example = EXAMPLE.search((ROOT / "docs" / "author.md").read_text(encoding="utf-8"))
    if example is None:
        sys.exit("docs/author.md has no example question, which the README's plan is made from.")
    with TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copy(ROOT / "macrosync.toml", project)
        for part in ("macros", "workflows"):
            shutil.copytree(ROOT / part, project / part)
        receipts = project / "macros" / "receipts"
        receipts.mkdir()
        (receipts / "article.yaml").write_text(EXAMPLE_ARTICLE, encoding="utf-8")
        question = receipts / "fare-receipt.yaml"
        question.write_text(example[1], encoding="utf-8")
        _run(project, "lock")
        _run(project, "apply", "--yes")
        reworded = example[1].replace(*REWORDED).replace("version: 1", "version: 2", 1)
        question.write_text(reworded, encoding="utf-8")
        _run(project, "lock")
        return _run(project, "plan")


def _run(project: Path, *arguments: str) -> str:
    macrosync = Path(sys.executable).with_name("macrosync")
    command = [str(macrosync), "--root", str(project), "--target", "local", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")  # noqa: S603
    return done.stdout


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    stale = []
    for path, content in generated():
        file = ROOT / path
        if file.is_file() and file.read_text(encoding="utf-8") == content:
            continue
        stale.append(path)
        if "--check" not in arguments:
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, encoding="utf-8")
    verb = "is stale: run `make docs`" if "--check" in arguments else "is written"
    for path in stale:
        click.echo(f"{path} {verb}.")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
