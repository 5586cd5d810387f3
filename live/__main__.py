"""`python -m live TARGET`: walk docs/assumptions.md on a sandbox account, say what is otherwise there, and clean up.

TARGET is a table of macrosync.toml with `sandbox = true`; any other account is refused. Credentials come from the
environment, as for every command. Exits with 1 where something is otherwise, or could not be deleted.
"""

from __future__ import annotations

import os
import signal
from base64 import b64encode
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import click
import requests

from live import leftovers, report
from live.checks import findings
from live.probe import Outcome
from live.sandbox import TIMEOUT, Client, Sandbox
from macrosync.definitions import settings
from macrosync.errors import ConfigError, MacrosyncError
from macrosync.gateway import ApiToken, BearerToken, ClientCredentials, Credentials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from live.probe import Finding

_LOOPBACK = "127.0.0.1"
#: Seconds that a bearer is good for: longer than the list takes.
_LIFETIME = 7_200


def opened(base: str, environment: Mapping[str, str]) -> Sandbox:
    """The account, let in to. Raises ConfigError where no credentials are set, or the account does not know them.

    A local Zendesk's clock is moved on where a real account has to be waited for.
    """
    client: Client | None = None
    match Credentials.from_environment(environment):
        case ClientCredentials(id=name, secret=secret):
            client, authorization = Client(name, secret), _minted(base, name, secret)
        case BearerToken(token=token):
            authorization = f"Bearer {token}"
        case ApiToken(email=email, token=token):
            authorization = f"Basic {b64encode(f'{email}/token:{token}'.encode()).decode()}"
        case _:
            raise ConfigError("No credentials are set.")
    if is_local(base):
        return Sandbox(base, authorization, client, partial(_move_clock, base))
    return Sandbox(base, authorization, client)


def _minted(base: str, name: str, secret: str) -> str:
    grant = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
    asked = grant | {"scope": "read write", "expires_in": _LIFETIME}
    answer = requests.post(f"{base}/oauth/tokens", json=asked, timeout=TIMEOUT)
    if not answer.ok:
        raise ConfigError(f"The account answered {answer.status_code} to the OAuth client: check its secret.")
    return f"Bearer {answer.json()['access_token']}"


def is_local(target: str) -> bool:
    """Whether that is the address of a local Zendesk."""
    parts = urlsplit(target)
    return parts.hostname == _LOOPBACK and parts.scheme == "http"


def _move_clock(base: str, seconds: float) -> None:
    requests.put(f"{base}/_local/clock", json={"advance": seconds}, timeout=TIMEOUT).raise_for_status()


def address(target: str, root: Path) -> str:
    """The account's address. Raises ConfigError for one that is no sandbox; a local Zendesk is one."""
    if is_local(target):
        return target
    found = settings.read(root).target(target)
    if not found.sandbox or found.subdomain is None:
        raise ConfigError(
            f"{settings.FILE}: target `{target}` is not marked as a sandbox: this check writes, so set sandbox = true "
            f"in [targets.{target}] of an account that holds nothing real."
        )
    return f"https://{found.subdomain}.zendesk.com"


@contextmanager
def _cleaning_when_stopped() -> Iterator[None]:
    """SIGTERM ends the list as Ctrl+C does, so that what was made is deleted all the same."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def walked(sandbox: Sandbox, tell: Callable[[Finding], None]) -> list[Finding]:
    """Every finding, told as it comes; the sandbox is clean afterwards, of an earlier run's records too."""
    found = []
    with _cleaning_when_stopped(), sandbox:
        leftovers.find(sandbox)
        for each in findings(sandbox):
            found.append(each)
            tell(each)
    return found


def _print(finding: Finding) -> None:
    for line in report.lines(finding):
        click.echo(line)


@click.command()
@click.argument("target")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document for a program, at the end.")
def main(target: str, root: Path, *, as_json: bool) -> NoReturn:
    """Look at the sandbox account TARGET and compare it with docs/assumptions.md."""
    try:
        sandbox = opened(address(target, root), os.environ)
    except MacrosyncError as error:
        raise SystemExit(f"Error: {error}") from None
    except requests.ConnectionError:
        raise SystemExit("Error: the account cannot be reached: check its subdomain and your network.") from None
    try:
        found = walked(sandbox, (lambda _: None) if as_json else _print)
    except KeyboardInterrupt:
        raise SystemExit(f"Stopped; left behind: {', '.join(sandbox.left) or 'nothing'}.") from None
    if as_json:
        click.echo(report.as_json(found, sandbox.left))
    else:
        for path in sandbox.left:
            click.echo(f"left behind, delete it by hand: {path}")
        click.echo(report.summary(found))
    otherwise = any(each.outcome is Outcome.OTHERWISE for each in found)
    raise SystemExit(1 if otherwise or sandbox.left else 0)


if __name__ == "__main__":
    main()
