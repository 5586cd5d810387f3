"""What goes where: output to stdout, errors and progress to stderr, colour on a terminal only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.end_to_end.account import api

from macrosync import __version__, terminal
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

MACROSYNC = Path(sys.executable).with_name("macrosync")
EVIL = Finding(Source("macros/a%b,c:d.yaml", 3, 7), "unknown-key", "keep\x1b[31m one\n::set-output name=x::y %0A")
#: What a terminal or a runner would obey, and what does not show, in letters that Zendesk takes for a title.
STEERING = "##[error]\x9b2J\x85\u202e\u2066\u200b\u2028\x7f 가"


def broken(project: Path) -> None:
    (project / "macros/call-contact/article.yaml").write_text("key: call-contact\nkey: x\n", encoding="utf-8")


def test_findings_of_a_broken_tree(run: Run, project: Path) -> None:
    broken(project)
    shown = run("validate")
    assert shown.code == 1
    assert shown.out.startswith("macros/call-contact/article.yaml:2:1: `key` was given already in line 1")
    assert shown.out.rstrip().endswith("[yaml-duplicate-key]")
    assert shown.err == ""


def test_a_plan_of_a_broken_tree_says_so_on_stderr_and_nothing_else(run: Run, project: Path) -> None:
    broken(project)
    shown = run("plan")
    assert (shown.code, shown.out) == (1, "")
    assert "Error: 1 finding in the definitions; nothing was changed." in shown.err


def test_findings_as_annotations_cannot_start_another_command(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.findings([EVIL], "github")
    assert capsys.readouterr().out == (
        "::error file=macros/a%25b%2Cc%3Ad.yaml,line=3,col=7,title=unknown-key::"
        "keep\\x1b[31m one\\x0a::set-output name=x::y %250A\n"
    )


def test_findings_as_text_cannot_steer_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.findings([EVIL], "text")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert shown.count("\n") == 1


def test_findings_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.findings([EVIL], "json")
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert found["message"] == EVIL.message
    assert (found["path"], found["line"], found["column"], found["id"]) == (EVIL.source.path, 3, 7, "unknown-key")


def holds(shown: str, title: str) -> bool:
    """Whether JSON has a title, which steers neither a terminal nor a runner."""
    assert shown.replace("\n", "").isprintable()
    assert "##[" not in shown
    return repr(title) in repr(json.loads(shown))


@pytest.mark.parametrize("command", ["plan --json", "plan --format json", "drift --json", "apply --yes --json"])
def test_json_of_what_a_person_wrote_steers_nothing(run: Run, zendesk: LocalZendesk, command: str) -> None:
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    first = api(zendesk, "GET", "macros")["macros"][0]["id"]
    api(zendesk, "PUT", f"macros/{first}", json={"macro": {"title": STEERING}})
    shown = run("--url", zendesk.url, *command.split()).out
    assert holds(shown, STEERING) != command.startswith("apply")  # which names what it leaves alone by its key


def test_json_of_what_is_taken_over_steers_nothing(run: Run, zendesk: LocalZendesk) -> None:
    wanted = json.loads(run("--url", zendesk.url, "plan", "--json").out)["changes"]
    key = next(each["key"] for each in wanted if each["kind"] == "macro")
    theirs = {"title": STEERING, "actions": [{"field": "status", "value": "open"}]}
    made = api(zendesk, "POST", "macros", json={"macro": theirs})["macro"]["id"]
    assert holds(run("--url", zendesk.url, "adopt", "macro", str(made), key, "--yes", "--json").out, STEERING)


def test_no_colour_and_no_bar_where_the_output_is_no_terminal(run: Run) -> None:
    shown = run("apply", "--yes")
    assert "\x1b" not in shown.out + shown.err
    assert "[1/" in shown.err


def test_a_line_is_never_folded_or_padded_in_a_pipe(run: Run) -> None:
    lines = run("plan").out.splitlines()
    assert max(map(len, lines)) > 120
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "No such command 'nonsense'"),
        (("plan", "--format", "xml"), "'xml' is not one of"),
        (("plan", "--nonsense"), "No such option"),
        (("apply", "--json"), "With --json nobody is asked: give --yes too."),
        (("apply", "--yes", "no-such-plan.json"), "cannot be read"),
    ],
)
def test_a_wrong_command_line_exits_with_1_and_says_why(run: Run, arguments: tuple[str, ...], said: str) -> None:
    shown = run(*arguments)
    assert (shown.code, shown.out) == (1, "")
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_file_that_is_no_plan(run: Run, project: Path) -> None:
    for content in ("", "{}", "[]", '{"format": 99}', "\x00"):
        (project / "plan.json").write_text(content, encoding="utf-8")
        shown = run("apply", "--yes", str(project / "plan.json"))
        assert shown.code == 1
        assert "is no plan: make one with `macrosync plan --out" in shown.err


def test_the_installed_command_runs_and_knows_its_version() -> None:
    shown = subprocess.run(  # noqa: S603 - our own command
        [MACROSYNC, "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.split()[-1] == __version__


@pytest.mark.parametrize(
    "command", [(), ("validate",), ("lock",), ("plan",), ("apply",), ("drift",), ("adopt",), ("serve",)]
)
def test_every_command_has_help_that_starts_with_what_it_does(run: Run, command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.code == 0
    assert shown.out.startswith("Usage: ")
    assert len(shown.out.splitlines()) > 6
