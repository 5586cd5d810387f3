"""What is read through zenpy: the groups. zenpy sends nothing by itself, for it holds our session."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from zenpy import Zenpy
from zenpy.lib.exception import ZenpyException

from macrosync.errors import Call, UnexpectedAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    import requests

    from macrosync.gateway.account import Account
    from macrosync.resources import Json


def groups(session: requests.Session, account: Account) -> list[dict[str, Json]]:
    """Every group that is not deleted. Raises ServiceError.

    zenpy can build no address but https://SUBDOMAIN.DOMAIN, and keeps the scheme in an attribute of each of its
    parts; one client is made for each use, as it is not safe for threads.
    """
    subdomain, _, domain = account.host.partition(".")
    client = Zenpy(subdomain=subdomain, domain=domain, session=session, anonymous=True, disable_cache=True)
    client.groups.protocol = account.base_url.partition("://")[0]
    with _zenpy_at("/api/v2/groups"):
        found = [group.to_dict() for group in client.groups()]
    return [group for group in found if not group.get("deleted")]


@contextmanager
def _zenpy_at(path: str) -> Iterator[None]:
    """Let a ServiceError pass as it is: zenpy breaks, in ways of its own, on an answer that it does not know."""
    try:
        yield
    except (ZenpyException, AttributeError, KeyError, TypeError, ValueError) as problem:
        raise UnexpectedAnswer(Call("GET", path), f"zenpy cannot read it ({type(problem).__name__})") from problem
