"""What is read through zenpy: groups here, and tickets. zenpy sends nothing by itself, for it holds our session."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zenpy import Zenpy
from zenpy.lib.exception import ZenpyException

from macrosync.errors import Call, UnexpectedAnswer
from macrosync.gateway.client import objects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    import requests

    from macrosync.gateway.account import Account
    from macrosync.resources import Json

#: At DEBUG zenpy logs whole answers: names, subjects and numbers of tickets are in no log.
logging.getLogger("zenpy").setLevel(logging.INFO)


def groups(session: requests.Session, account: Account) -> list[dict[str, Json]]:
    """Every group that is not deleted. Raises ServiceError."""
    client = zenpy_client(session, account)
    call = Call("GET", "/api/v2/groups")
    found: dict[Json, Json] = {}
    with zenpy_at(call):
        for group in client.groups():
            # zenpy follows `links.next` wherever that leads.
            if group.id in found:
                raise UnexpectedAnswer(call, "the list gives the same group twice and may never end")
            found[group.id] = group.to_dict()
    listed = objects({"groups": [*found.values()]}, "groups", call)
    return [group for group in listed if not group.get("deleted")]


def zenpy_client(session: requests.Session, account: Account) -> Any:  # noqa: ANN401 - zenpy says no types
    """A zenpy over our session, for one use, as it is not safe for threads.

    It can build no address but https://SUBDOMAIN.DOMAIN, and keeps the scheme in an attribute of each of its parts.
    """
    subdomain, _, domain = account.host.partition(".")
    client = Zenpy(subdomain=subdomain, domain=domain, session=session, anonymous=True, disable_cache=True)
    for part in (client.groups, client.tickets):
        part.protocol = account.base_url.partition("://")[0]
    return client


@contextmanager
def zenpy_at(call: Call) -> Iterator[None]:
    """Let a ServiceError pass as it is: zenpy breaks, in ways of its own, on an answer that it does not know."""
    try:
        yield
    except (ZenpyException, AttributeError, KeyError, TypeError, ValueError) as problem:
        raise UnexpectedAnswer(call, f"zenpy cannot read it ({type(problem).__name__})") from problem
