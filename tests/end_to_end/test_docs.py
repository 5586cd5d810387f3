"""The docs cannot lead nowhere: every link, every command and every option in them is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest
from tests.conftest import ROOT

from macrosync.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_OPTION = re.compile(r"(?<=\s)--[a-z-]+")
_CODE = re.compile(r"`(?:\.venv/bin/)?(macrosync [^`\n]+)`|^\$ (?:\.venv/bin/)?(macrosync [^\n]+)$", re.MULTILINE)


def code(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [first or second for first, second in _CODE.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith(("http", "mailto", "tel", "question:"))]
    assert [target for target in local if not (page.parent / target).exists() and "…" not in target] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_is_one_of_ours(page: Path) -> None:
    context = click.Context(cli)
    commands = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    known = {option for parameter in cli.params for option in parameter.opts}
    for line in code(page):
        for part in line.split("&&"):
            words = part.split("#")[0].split()
            names = [word for word in words if word in commands]
            assert names, f"{page.name}: {line}"
            command = commands[names[0]]
            assert command is not None
            if isinstance(command, click.Group):
                (below,) = (word for word in words if word in command.commands)
                command = command.commands[below]
            options = known | {option for parameter in command.params for option in parameter.opts} | {"--help"}
            assert [option for option in _OPTION.findall(part.split("#")[0]) if option not in options] == []


def test_both_commands_stand_on_the_first_screen_of_both_readmes() -> None:
    for name in ("README.md", "README.ko.md"):
        first_screen = "\n".join((ROOT / name).read_text(encoding="utf-8").splitlines()[:24])
        assert "make demo" in first_screen
        assert "make test" in first_screen
