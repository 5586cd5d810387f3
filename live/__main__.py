"""`python -m live TARGET`: look at a sandbox account, say what is otherwise there, and clean up.

TARGET is a table of macrosync.toml with `sandbox = true`; any other account is refused. Credentials come from the
environment, as for every command. Exits with 1 where something differs, or something could not be deleted.
"""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import click
import requests

from live.checks import CHECKS
from live.sandbox import TIMEOUT, Differs, Sandbox
from macrosync.definitions import settings
from macrosync.errors import ConfigError, MacrosyncError
from macrosync.gateway import ApiToken, BearerToken, ClientCredentials, Credentials
from macrosync.local_zendesk.assumptions import BEHAVIOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from live.checks import Check

_LOOPBACK = "127.0.0.1"


def authorization(base: str, environment: Mapping[str, str]) -> str:
    """The header that lets in. Raises ConfigError where nothing is set, or the account does not know it."""
    match Credentials.from_environment(environment):
        case ClientCredentials(id=client, secret=secret):
            grant = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
            answer = requests.post(f"{base}/oauth/tokens", json=grant | {"scope": "read write"}, timeout=TIMEOUT)
            if not answer.ok:
                raise ConfigError(f"The account answered {answer.status_code} to the OAuth client: check its secret.")
            return f"Bearer {answer.json()['access_token']}"
        case BearerToken(token=token):
            return f"Bearer {token}"
        case ApiToken(email=email, token=token):
            return f"Basic {b64encode(f'{email}/token:{token}'.encode()).decode()}"
    raise ConfigError("No credentials are set.")


def address(target: str, root: Path) -> str:
    """The account's address. Raises ConfigError for one that is no sandbox; a local Zendesk is one."""
    parts = urlsplit(target)
    if parts.hostname == _LOOPBACK and parts.scheme == "http":
        return target
    found = settings.read(root).target(target)
    if not found.sandbox or found.subdomain is None:
        raise ConfigError(
            f"{settings.FILE}: target `{target}` is not marked as a sandbox: this check writes, so set sandbox = true "
            f"in [targets.{target}] of an account that holds nothing real."
        )
    return f"https://{found.subdomain}.zendesk.com"


def look(check: Check, sandbox: Sandbox) -> str:
    """What is otherwise there; nothing where it is as assumed."""
    try:
        check.look(sandbox)
    except Differs as difference:
        return str(difference)
    except (KeyError, IndexError, StopIteration, ValueError) as problem:
        return f"the answer cannot be read ({type(problem).__name__})"
    return ""


@click.command()
@click.argument("target")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path())
def main(target: str, root: Path) -> NoReturn:
    """Look at the sandbox account TARGET and compare it with docs/assumptions.md."""
    known = {behaviour.id: behaviour for behaviour in BEHAVIOURS}
    differences = 0
    try:
        base = address(target, root)
        with Sandbox(base, authorization(base, os.environ)) as sandbox:
            for check in CHECKS:
                seen = look(check, sandbox)
                differences += bool(seen)
                behaviour = known[check.behaviour]
                click.echo(f"{'differs' if seen else 'ok':7}  {behaviour.status.value:10}  {behaviour.behaviour}")
                if seen:
                    set_it = f"; set the switch {behaviour.switch}" if behaviour.switch else ""
                    click.echo(f"         {seen}{set_it}")
    except MacrosyncError as error:
        raise SystemExit(f"Error: {error}") from None
    except requests.ConnectionError:
        raise SystemExit("Error: the account cannot be reached: check its subdomain and your network.") from None
    for path in sandbox.left:
        click.echo(f"left behind, delete it by hand: {path}")
    click.echo(f"{len(CHECKS)} behaviours, {differences} differ.")
    raise SystemExit(1 if differences or sandbox.left else 0)


if __name__ == "__main__":
    main()
