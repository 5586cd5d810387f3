"""Whatever a client sends, it is answered, and never by a bug of the local Zendesk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

    from macrosync.resources import Json

NAMES = st.sampled_from(
    [
        *("id", "ids", "title", "name", "type", "value", "field", "actions", "restriction", "tags", "comment", "body"),
        *("custom_fields", "custom_field_options", "position", "status", "due_at", "requester", "email", "role"),
        *("label_names", "translations", "locale", "section_id", "permission_group_id", "ticket_field_ids", "draft"),
    ]
)
ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "tagger", "Group", "task", "2026-11-24", "ko", "{{", "x", "가\x00"]),
)
VALUES = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=8
)
PAYLOADS = st.dictionaries(NAMES, VALUES, max_size=6)
SENSIBLE: dict[str, Data] = {
    "macro": {"title": "x", "actions": [{"field": "subject", "value": "x"}]},
    "ticket": {"comment": {"body": "x"}},
    "ticket_field": {"title": "x", "type": "tagger"},
    "ticket_form": {"name": "x"},
    "user": {"name": "x"},
    "category": {"name": "x"},
}
PATHS = {
    "macro": "macros",
    "ticket": "tickets",
    "ticket_field": "ticket_fields",
    "ticket_form": "ticket_forms",
    "user": "users",
    "category": "help_center/ko/categories",
}


@pytest.mark.parametrize("name", sorted(PATHS))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=PAYLOADS, sensible=st.booleans())
def test_any_payload_is_taken_or_refused(api: Api, name: str, payload: dict[str, Json], *, sensible: bool) -> None:
    api.control("PUT", "limits", {"support": {"calls": 100_000}, "help_center": {"calls": 100_000}})
    body: Data = {name: {**(SENSIBLE[name] if sensible else {}), **payload}}
    answer = api.call("POST", PATHS[name], json=body)
    assert answer.status_code in {201, 400, 404, 422}, (body, answer.text)
    if answer.status_code == 201:
        made = answer.json()[name]
        shown = api.get(made["url"].removeprefix(api.url))[name]
        assert shown == made
        assert api.call("PUT", made["url"].removeprefix(api.url), json=body).status_code in {200, 400, 422}
        api.get(PATHS[name])
