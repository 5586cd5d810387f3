"""Which conditions and actions triggers, automations and views may have (SALTO definitions; DOC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.local_zendesk.rule_samples import OPEN_IT, many, new, refused, sample

from macrosync.local_zendesk.families.rule_vocabulary import OPERATOR_TITLES, TERMINAL, TRIGGER

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

    from macrosync.resources import Json

_NOTIFIED = [
    ["requester_id", "제목", "본문"],
    ["requester_and_ccs", "제목", "본문"],
    ["all_agents", "제목", "본문"],
]


def condition(field: str, operator: str | None = None, value: Data = None) -> Data:
    return {name: each for name, each in locals().items() if each is not None}


def kept(api: Api, *every: Data) -> Data:
    return new(api, "trigger", conditions={"all": [*every]})["conditions"]["all"]


def said(api: Api, *every: Data) -> list[str]:
    return refused(api, "trigger", conditions={"all": [*every]})


def test_a_value_that_is_none_is_refused_in_the_recorded_words(api: Api) -> None:  # Speedygeek/ZendeskApi_v2#226
    wrong = condition("current_via_id", "is_not", "web")
    assert said(api, wrong) == ["Invalid value 'web' in 'Update via / Is not / web'"]


def test_a_record_that_is_gone_is_refused_in_the_recorded_words(api: Api) -> None:  # lanej/zendesk2
    wrong = condition("organization_id", "is", "1")
    assert said(api, wrong) == ["Organization 1 was deleted and cannot be used"]


@pytest.mark.parametrize("field", ["tags", "comment_value", "", "custom_fields_x", "NEW", "SOLVED"])
def test_an_unknown_field_is_refused(api: Api, field: str) -> None:  # facetoe/zenpy#638; times are for automations
    assert said(api, condition(field, "is", "1")) == [f"Invalid field '{field}'"]


@pytest.mark.parametrize(
    ("field", "operator"), [("type", "less_than"), ("current_tags", "is"), ("recipient", "is_not")]
)
def test_an_operator_that_the_field_has_not_is_refused(api: Api, field: str, operator: str) -> None:
    (sentence,) = said(api, condition(field, operator, "x"))
    assert sentence.startswith(f"Invalid operator '{operator}' in")


def test_every_reason_is_given_at_once(api: Api) -> None:  # lanej/zendesk2: two entries under base
    wrong = [condition("foo", "is", "1"), condition("group_id", "is", "1"), condition("status", "is", "lost")]
    assert len(said(api, *wrong)) == 3


@pytest.mark.parametrize("name", ["update_type", "comment_is_public", "ticket_is_public", "recipient"])
def test_the_operator_may_be_left_out_where_there_is_but_one(api: Api, name: str) -> None:  # DOC
    value = (*TRIGGER[name].values, "help@example.com")[0]
    assert kept(api, condition(name, value=value)) == [condition(name, "is", value)]


def test_every_listed_operator_is_taken(api: Api) -> None:  # SALTO definitions
    every: list[Data] = []
    for name, subject in TRIGGER.items():
        value = (*subject.values, *subject.words, "1")[0]
        if subject.of in {None, "Schedule"} or subject.words:
            every += [condition(name, each, None if each in TERMINAL else value) for each in subject.operators]
    assert kept(api, *every) == every
    assert len(every) > 90


def test_every_operator_has_a_title() -> None:
    assert {each for subject in TRIGGER.values() for each in subject.operators} <= set(OPERATOR_TITLES)


def test_a_terminal_operator_keeps_no_value(api: Api) -> None:  # SALTO
    assert kept(api, condition("status", "changed", "open")) == [condition("status", "changed")]


def test_numbers_and_booleans_are_kept_as_texts(api: Api) -> None:  # REC: ids and hours are texts
    group = api.get("groups")["groups"][0]["id"]
    found = kept(api, condition("group_id", "is", group), condition("comment_is_public", "is", value=True))
    assert [each["value"] for each in found] == [str(group), "true"]


@pytest.mark.parametrize("value", ["", "__NULL__", None])
def test_nothing_is_a_value_where_nothing_can_be(api: Api, value: str | None) -> None:  # facts on triggers
    none = {"field": "assignee_id", "operator": "is", "value": value}
    assert kept(api, none) == [{"field": "assignee_id", "operator": "is", "value": value or ""}]
    assert said(api, {"field": "status", "operator": "is", "value": value})


def test_conditions_on_a_custom_field_go_by_its_type(api: Api) -> None:  # SALTO definitions
    field = api.field()
    name = f"custom_fields_{field['id']}"
    assert kept(api, condition(name, "includes", "a_own"), condition(name, "not_present"))
    assert said(api, condition(name, "less_than", "a_own")) == [
        f"Invalid operator 'less_than' in '{field['title']} / Less than / a_own'"
    ]
    assert said(api, condition(name, "includes", "b")) == [
        f"Invalid value 'b' in '{field['title']} / Contains at least one of the following / b'"
    ]


def test_a_date_field_takes_days(api: Api) -> None:  # SALTO definitions
    field = api.post("ticket_fields", {"ticket_field": {"type": "date", "title": "만료"}})["ticket_field"]
    name = f"custom_fields_{field['id']}"
    assert kept(api, condition(name, "within_next_n_days", "3"), condition(name, "less_than_equal", "2026-01-02"))
    assert said(api, condition(name, "within_next_n_days", "soon"))


def test_a_deleted_field_is_gone(api: Api) -> None:
    field = api.field()
    api.delete(f"ticket_fields/{field['id']}")
    assert said(api, condition(f"custom_fields_{field['id']}", "present")) == [
        f"Custom field {field['id']} was deleted and cannot be used"
    ]


@pytest.mark.parametrize("value", _NOTIFIED)
def test_notifications_are_lists_of_three(api: Api, value: list[str]) -> None:  # facts on triggers
    action = {"field": "notification_user", "value": value}
    assert new(api, "trigger", actions=[action])["actions"] == [action]
    assert refused(api, "trigger", actions=[{"field": "notification_user", "value": value[:2]}])


def test_a_webhook_that_is_not_there_is_refused(api: Api) -> None:
    action = {"field": "notification_webhook", "value": ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "{}"]}
    assert refused(api, "trigger", actions=[action]) == [
        "Webhook 01ARZ3NDEKTSV4RRFFQ69G5FAV was deleted and cannot be used"
    ]


def test_a_webhook_is_called_with_a_text_or_with_names_and_values(api: Api) -> None:  # facts on triggers
    hook = {"name": "분실물", "status": "active", "endpoint": "https://example.com/hook", "http_method": "POST"}
    more = {"request_format": "json", "subscriptions": ["conditional_ticket_events"]}
    webhook = api.post("webhooks", {"webhook": hook | more})["webhook"]
    for second in ('{"ticket":{"type":"task"}}', [["id", "{{ticket.id}}"]]):
        action = {"field": "notification_webhook", "value": [webhook["id"], second]}
        assert new(api, "trigger", actions=[action])["actions"] == [action]


@pytest.mark.parametrize(
    "action",
    [
        {"field": "status", "value": "closed"},
        {"field": "group_id", "value": ""},
        {"field": "assignee_id", "value": "__NULL__"},
        {"field": "ticket_form_id", "value": "default_ticket_form"},
        {"field": "satisfaction_score", "value": "offered"},
        {"field": "requester.custom_fields.tier", "value": "vip"},
        {"field": "follower", "value": "current_user"},
        {"field": "notification_group", "value": ["group_id", "제목", "본문"]},
    ],
)
def test_actions_beyond_a_macros_are_taken(api: Api, action: Data) -> None:  # facts on triggers
    assert new(api, "trigger", actions=[action])["actions"] == [action]


@pytest.mark.parametrize(
    "action",
    [
        {"field": "status", "value": "new"},
        {"field": "status", "value": ["open"]},
        {"field": "comment_value", "value": "안녕하세요"},
        {"field": "subject", "value": "x"},
        {"field": "due_at", "value": "2026-01-01"},
        {"field": "current_tags", "value": ""},
        {"field": "group_id", "value": "1"},
        {"field": "custom_fields_1", "value": "x"},
        {"field": "notification_user", "value": "requester_id"},
        {"value": "x"},
    ],
)
def test_actions_that_no_trigger_has_are_refused(api: Api, action: Data) -> None:  # SALTO definitions
    assert len(refused(api, "trigger", actions=[OPEN_IT, action])) == 1


@pytest.mark.parametrize(
    "values",
    [{"conditions": []}, {"conditions": {"all": {}}}, {"conditions": {"all": ["x"]}}, {"actions": {}}, {"active": 1}],
)
def test_a_wrong_type_is_an_invalid_attribute(api: Api, values: Data) -> None:  # OAS, error examples
    body = {"title": "x", "actions": [OPEN_IT], **values}
    answer = api.call("POST", "triggers", json={"trigger": body})
    assert (answer.status_code, answer.json()["error"]["title"]) == (400, "Invalid attribute")


NAMES = st.sampled_from(
    [
        *("id", "title", "raw_title", "active", "position", "description", "conditions", "all", "any", "actions"),
        *("field", "operator", "value", "category_id", "category", "name", "restriction", "type", "ids", "output"),
        *("columns", "group_by", "sort_by", "sort_order"),
    ]
)
ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "status", "NEW", "is", "open", "current_tags", "includes", "group_id", "9" * 5000, "가\x00"]),
)
PAYLOADS = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=10
)


@pytest.mark.parametrize("one", ["trigger", "automation", "view"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=st.dictionaries(NAMES, PAYLOADS, max_size=5))
def test_any_payload_is_taken_or_refused(api: Api, one: str, payload: dict[str, Json]) -> None:
    api.control("PUT", "limits", {"support": {"calls": 100_000}})
    answer = api.call("POST", many(one), json={one: {**sample(one), **payload}})
    assert answer.status_code in {201, 400, 404, 422}, (payload, answer.text)
    if answer.status_code == 201:
        made = answer.json()[one]
        assert api.get(f"{many(one)}/{made['id']}")[one] == made
        again = api.call("PUT", f"{many(one)}/{made['id']}", json={one: payload})
        assert again.status_code in {200, 400, 404, 422}, (payload, again.text)
        api.get(many(one))
        api.page(many(one), 2)
