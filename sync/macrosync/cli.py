"""The command line: options that all commands share, the commands, and every error as a sentence."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

import click

from macrosync import __version__, terminal
from macrosync.errors import DefinitionsInvalid, MacrosyncError
from macrosync.memory import Memory
from macrosync.pipeline import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where each command is; it is imported when it is called, since each needs a part of macrosync alone.
_COMMANDS = MappingProxyType(
    {
        name: f"macrosync.commands.{name}"
        for name in (
            *("adopt", "apply", "drift", "followups", "github", "init", "lock", "plan", "rollback", "serve", "test"),
            "validate",
        )
    }
)
#: So many new objects, and looks at young ones, before Python looks for garbage: more than most commands ever make.
_GARBAGE = (2_000_000, 50, 100)


class Commands(click.Group):
    """The commands by their names, in the order of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of all, hidden ones too."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        """One by its name."""
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    context.obj = Options(root, target, url, os.environ, terminal.warning, Memory.of(os.environ))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; every error of ours is a sentence on stderr and exit code 1."""
    # Files and lists are held until the end, and looking through them for garbage again and again costs a tenth.
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
