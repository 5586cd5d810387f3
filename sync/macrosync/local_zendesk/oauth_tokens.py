"""Bearers and OAuth clients as the API lists them (OAS, OauthTokenObject, OAuthClientObject).

A token is shown with its first ten characters, a client's secret not at all but when it is made (OAS).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors, paging
from macrosync.local_zendesk.authentication import CLIENT, TOKENS, authenticate
from macrosync.local_zendesk.context import flag
from macrosync.local_zendesk.documents import FIELD, Documents, Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer, compact
from macrosync.local_zendesk.families.records import listing, new, number, showing
from macrosync.local_zendesk.paging import Listing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

CLIENTS = Family("clients", "client", "/api/v2/oauth/clients", indexed=("identifier",))


def client(documents: Documents, stamp: str, user_id: int) -> Body:
    """The account's client, made where an older file has none."""
    known = documents.first(CLIENTS, where_field("identifier", CLIENT[0]))
    if known is not None:
        return known
    values: Body = {
        "name": "Local client",
        "identifier": CLIENT[0],
        "company": "",
        "description": "",
        "kind": "confidential",
        "global": False,
        "redirect_uri": [],
        "user_id": user_id,
    }
    made = new(documents, CLIENTS, stamp, values)
    documents.put(CLIENTS, made)
    return made


def shown(token: Body) -> Body:
    """A token without the part that lets its holder in."""
    return {name: value for name, value in token.items() if name != "full_token"}


def list_tokens(context: Context) -> Answer:
    """The caller's tokens, with `all` everybody's, of one client where asked (OAS); lapsed ones too (assumed)."""
    query = context.request.query
    filters: list[Filter] = []
    if not context.switches.lapsed_tokens_are_listed:
        filters.append(Filter(f"{FIELD.format('expires_at')} > ?", (context.stamp,)))
    if not flag(query, "all"):
        filters.append(where_field("user_id", int(str(context.caller["id"]))))
    if wanted := query.get("client_id"):
        filters.append(where_field("client_id", number(wanted, "client_id")))
    return paging.answer(context, Listing(TOKENS, tuple(filters), shown=lambda text: compact(shown(json.loads(text)))))


def show(context: Context) -> Answer:
    """One token by its id (OAS, ShowToken)."""
    return Answer.of({"token": shown(context.found(TOKENS))})


def revoke(context: Context) -> Answer:
    """Revoke a token: who comes with it is not let in any more (OAS)."""
    context.found(TOKENS)
    context.documents.remove(TOKENS, context.id())
    return Answer.empty()


def current(context: Context) -> Answer:
    """The token that the caller came with (OAS, ShowCurrentToken); 404 for one who came without."""
    return Answer.of({"token": shown(_current(context)) | {"used_at": context.stamp}})  # which is now, by this call


def revoke_current(context: Context) -> Answer:
    """Revoke the caller's token (OAS, RevokeCurrentToken)."""
    context.documents.remove(TOKENS, int(str(_current(context)["id"])))
    return Answer.empty()


def _current(context: Context) -> Body:
    token = authenticate(context.documents, context.request, context.now).token
    if token is None:
        none = context.switches.no_current_token_is_404
        raise api_errors.not_found() if none else api_errors.could_not_authenticate()
    return token


_TOKENS = TOKENS.path
ROUTES = (
    Route("GET", f"{_TOKENS}/current", current),
    Route("DELETE", f"{_TOKENS}/current", revoke_current),
    Route("GET", _TOKENS, list_tokens),
    Route("GET", f"{_TOKENS}/{{id}}", show),
    Route("DELETE", f"{_TOKENS}/{{id}}", revoke),
    Route("GET", CLIENTS.path, listing(CLIENTS)),
    Route("GET", f"{CLIENTS.path}/{{id}}", showing(CLIENTS)),
)
