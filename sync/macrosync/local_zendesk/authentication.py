"""Who is calling, and what their bearer lets them do.

An OAuth client `local` with the secret `local`, and `admin@example.com/token` with the token `local`: both are the
one admin of the account, and guard nothing, since the server is on loopback only.
"""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Documents, Family, where_field
from macrosync.local_zendesk.families.users import USERS

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body
    from macrosync.local_zendesk.exchange import Request
    from macrosync.local_zendesk.routing import Route

CLIENT = ("local", "local")
ADMIN = "admin@example.com"
API_TOKEN = "local"  # noqa: S105 - documented, and for loopback only

TOKENS = Family("tokens", "token", "/api/v2/oauth/tokens", indexed=("full_token",))
#: Those that OAS lists no scopes for, though one client was told of `groups:read` (switch every_resource_has_scopes).
_NOT_LISTED = frozenset({"groups", "ticket_fields", "ticket_forms"})
#: Broad scopes, and the resources that have their own (OAS, scopes).
BROAD = frozenset({"read", "write", "impersonate"})
SCOPED = frozenset(
    {
        *("tickets", "users", "auditlogs", "organizations", "hc", "apps", "triggers", "automations", "targets"),
        *("webhooks", "macros", "requests", "satisfaction_ratings", "dynamic_content", "any_channel", "web_widget"),
        *("security", "unrestricted"),
    }
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A user, and the scopes of their bearer; None where they came without one."""

    user: Body
    scopes: frozenset[str] | None = None
    token: Body | None = None


ANONYMOUS = Caller({})


def authenticate(documents: Documents, request: Request, now: datetime) -> Caller:
    """The caller. Raises 401 in the recorded forms for wrong or missing credentials."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _bearer(documents, value.strip(), now)
    if scheme.lower() == "basic" and _decoded(value) == f"{ADMIN}/token:{API_TOKEN}":
        admin = documents.first(USERS, where_field("email", ADMIN))
        if admin is not None:
            return Caller(admin)
    raise api_errors.could_not_authenticate()


def check_scope(caller: Caller, route: Route | None, *, reads: bool, every: bool = False) -> None:
    """Raise 403 where the bearer's scopes do not reach the route; with `every` each resource has its own."""
    if caller.scopes is None:
        return
    verb = "read" if reads else "write"
    resource = None if route is None else route.scope or (route.resource if every else None)
    own = {f"{resource}:{verb}", str(resource)} if resource else set()
    if not caller.scopes & {verb, f"unrestricted:{verb}", *own}:
        raise api_errors.missing_scope(verb)


def known_scope(scope: str, *, every: bool = False) -> bool:
    """Whether the client is allowed a scope: `read`, `write`, a resource's, or a resource's read or write."""
    resource, _, verb = scope.partition(":")
    known = resource in SCOPED or (every and resource in _NOT_LISTED)
    return scope in BROAD or (known and verb in {"", "read", "write"})


def _bearer(documents: Documents, value: str, now: datetime) -> Caller:
    token = documents.first(TOKENS, where_field("full_token", value)) if value else None
    if token is None or _lapsed(token, now):
        raise api_errors.invalid_token()
    user = documents.get(USERS, int(str(token["user_id"])))
    if user is None:
        raise api_errors.invalid_token()
    scopes = token["scopes"]
    return Caller(user, frozenset(map(str, scopes)) if isinstance(scopes, list) else frozenset(), token)


def _lapsed(token: Body, now: datetime) -> bool:
    return token["expires_at"] is not None and now >= datetime.fromisoformat(str(token["expires_at"]))


def _decoded(value: str) -> str:
    try:
        return b64decode(value, validate=True).decode()
    except ValueError:
        return ""
