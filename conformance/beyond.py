"""What is served and stands in neither of Zendesk's OpenAPI files, with JSON Schemas of our own and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.own_schemas import Beyond, Schema, closed

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER: Schema = {"type": "integer"}
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
STAMP: Schema = {"type": "string", "format": "date-time"}
IDS: Schema = {"type": "array", "items": NUMBER}
HEADERS: Schema = {"type": "object", "additionalProperties": TEXT}
CURSORS = closed({"has_more": FLAG, "after_cursor": MAYBE_TEXT, "before_cursor": MAYBE_TEXT})


def one_of(*values: str) -> Schema:
    """One of some texts."""
    return {"enum": [*values]}


def help_center_list(name: str, item: Schema) -> Schema:
    """A list of the Help Center's, by offset or by cursor (REF introduction/pagination, recorded)."""
    rows: Schema = {name: {"type": "array", "items": item}}
    numbers: Schema = dict.fromkeys(("count", "page", "per_page", "page_count"), NUMBER)
    offset = rows | numbers | {"next_page": MAYBE_TEXT, "previous_page": MAYBE_TEXT}
    return {"anyOf": [closed(offset), closed(rows | {"meta": CURSORS, "links": HEADERS})]}


def webhooks_list(name: str, item: Schema) -> Schema:
    """A list of the webhooks API: `meta` without links, cursors where there is such a page (recorded)."""
    meta = closed({"has_more": FLAG, "after_cursor": TEXT, "before_cursor": TEXT}, "after_cursor", "before_cursor")
    return closed({name: {"type": "array", "items": item}, "meta": meta})


_PERMISSION_GROUPS = "REF help_center/help-center-api/permission_groups"
PERMISSION_GROUP = closed(
    {
        "permission_group": closed(
            {
                "id": NUMBER,
                "name": TEXT,
                "edit": IDS,
                "publish": IDS,
                "built_in": FLAG,
                "created_at": STAMP,
                "updated_at": STAMP,
            }
        )
    }
)
PERMISSION_GROUP_SENT = closed(
    {"permission_group": {"type": "object", "properties": {"name": TEXT, "edit": IDS, "publish": IDS}}}
)

_CONTENT_TAGS = "REF help_center/help-center-api/content_tags"
_ULID: Schema = {"type": "string", "pattern": "^[0-9A-HJKMNP-TV-Z]{26}$"}  # recorded, of webhooks too
CONTENT_TAG = closed({"id": _ULID, "name": TEXT, "created_at": STAMP, "updated_at": STAMP})
CONTENT_TAGS = closed({"records": {"type": "array", "items": CONTENT_TAG}, "meta": CURSORS, "links": HEADERS})
CONTENT_TAG_SENT = closed({"content_tag": closed({"name": TEXT})})

_WEBHOOKS = "REF webhooks/webhooks-api/webhooks"
#: Secrets are never given back (facts on webhooks).
AUTHENTICATION = closed({"type": one_of("basic_auth", "bearer_token", "api_key"), "add_position": one_of("header")})
_WEBHOOK: Schema = {
    "id": _ULID,
    "name": TEXT,
    "description": TEXT,
    "status": one_of("active", "inactive"),
    "endpoint": TEXT,
    "http_method": one_of("GET", "POST", "PUT", "PATCH", "DELETE"),
    "request_format": one_of("json", "xml", "form_encoded"),
    "subscriptions": {"type": "array", "items": TEXT},
    "authentication": AUTHENTICATION,
    "custom_headers": HEADERS,
    "external_source": {"type": "object"},
    "created_at": STAMP,
    "created_by": TEXT,
    "updated_at": STAMP,
    "updated_by": TEXT,
}
_LEFT_OUT = ("description", "authentication", "custom_headers", "external_source", "updated_at", "updated_by")
WEBHOOK = closed(_WEBHOOK, *_LEFT_OUT)
_SENT: Schema = {
    "type": "object",
    "properties": {name: _WEBHOOK[name] for name in ("name", "status", "http_method", "request_format")},
}
WEBHOOK_SENT = closed({"webhook": _SENT | {"required": ["name", "status", "endpoint", "http_method"]}})
WEBHOOK_CHANGED = closed({"webhook": _SENT})
SIGNING_SECRET = closed({"signing_secret": closed({"algorithm": one_of("SHA256"), "secret": TEXT})})
INVOCATION = closed(
    {"id": TEXT, "status": TEXT, "status_code": NUMBER, "latest_completed_at": STAMP},
    "status_code",
    "latest_completed_at",
)
#: Headers are listed as keys and values, in attempts too.
PAIRS: Schema = {"type": "array", "items": closed({"key": TEXT, "value": TEXT})}
_MESSAGE: Schema = {"headers": PAIRS, "payload": TEXT}
ATTEMPT = closed(
    {
        "id": TEXT,
        "invocation_id": TEXT,
        "invoked_at": STAMP,
        "completed_at": STAMP,
        "status": TEXT,
        "status_code": {"type": ["integer", "null"]},
        "request": closed({"endpoint": TEXT, "http_method": TEXT, **_MESSAGE}),
        "response": closed(_MESSAGE),
    }
)
TRIED = closed({"response": closed({"status_code": NUMBER, **_MESSAGE})})

_GROUPS, _TAGS, _HOOKS = "/api/v2/guide/permission_groups", "/api/v2/guide/content_tags", "/api/v2/webhooks"
#: By method and route.
BEYOND: Mapping[str, Beyond] = {
    f"GET {_GROUPS}": Beyond(
        _PERMISSION_GROUPS,
        {200: help_center_list("permission_groups", PERMISSION_GROUP["properties"]["permission_group"])},
    ),
    f"POST {_GROUPS}": Beyond(_PERMISSION_GROUPS, {201: PERMISSION_GROUP}, PERMISSION_GROUP_SENT),
    f"GET {_GROUPS}/{{id}}": Beyond(_PERMISSION_GROUPS, {200: PERMISSION_GROUP}),
    f"PUT {_GROUPS}/{{id}}": Beyond(_PERMISSION_GROUPS, {200: PERMISSION_GROUP}, PERMISSION_GROUP_SENT),
    f"DELETE {_GROUPS}/{{id}}": Beyond(_PERMISSION_GROUPS, {204: None}),
    f"GET {_TAGS}": Beyond(_CONTENT_TAGS, {200: CONTENT_TAGS}),
    f"POST {_TAGS}": Beyond(_CONTENT_TAGS, {201: closed({"content_tag": CONTENT_TAG})}, CONTENT_TAG_SENT),
    f"GET {_TAGS}/{{tag}}": Beyond(_CONTENT_TAGS, {200: closed({"content_tag": CONTENT_TAG})}),
    f"PUT {_TAGS}/{{tag}}": Beyond(_CONTENT_TAGS, {200: closed({"content_tag": CONTENT_TAG})}, CONTENT_TAG_SENT),
    f"DELETE {_TAGS}/{{tag}}": Beyond(_CONTENT_TAGS, {204: None}),
    f"GET {_HOOKS}": Beyond(_WEBHOOKS, {200: webhooks_list("webhooks", WEBHOOK)}),
    f"POST {_HOOKS}": Beyond(f"{_WEBHOOKS}, recorded", {201: closed({"webhook": WEBHOOK})}, WEBHOOK_SENT),
    f"POST {_HOOKS}/test": Beyond(_WEBHOOKS, {200: TRIED}),
    f"GET {_HOOKS}/{{webhook}}": Beyond(_WEBHOOKS, {200: closed({"webhook": WEBHOOK})}),
    f"PUT {_HOOKS}/{{webhook}}": Beyond(f"{_WEBHOOKS}, recorded", {204: None}, WEBHOOK_CHANGED),
    f"PATCH {_HOOKS}/{{webhook}}": Beyond(f"{_WEBHOOKS}, recorded", {204: None}, WEBHOOK_CHANGED),
    f"DELETE {_HOOKS}/{{webhook}}": Beyond(f"{_WEBHOOKS}, recorded", {204: None}),
    f"GET {_HOOKS}/{{webhook}}/signing_secret": Beyond(_WEBHOOKS, {200: SIGNING_SECRET}),
    f"POST {_HOOKS}/{{webhook}}/signing_secret": Beyond(_WEBHOOKS, {200: SIGNING_SECRET, 201: SIGNING_SECRET}),
    f"GET {_HOOKS}/{{webhook}}/invocations": Beyond(_WEBHOOKS, {200: webhooks_list("invocations", INVOCATION)}),
    f"GET {_HOOKS}/{{webhook}}/invocations/{{invocation}}/attempts": Beyond(
        _WEBHOOKS, {200: closed({"attempts": {"type": "array", "items": ATTEMPT}})}
    ),
}
