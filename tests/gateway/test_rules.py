"""Triggers, categories, automations, views and webhooks at the HTTP edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from responses.matchers import query_param_matcher
from tests.gateway.service import BASE, BEARER, CLIENT, TOKENS, Clock, lines, open_gateway, page, sent

from macrosync.errors import ConfigError, NotFound, Rejected, UnexpectedAnswer
from macrosync.gateway import Account, ApiToken, connect
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Credentials, Gateway
    from macrosync.resources import Json

CATEGORIES = f"{BASE}/api/v2/trigger_categories"
TRIGGERS = f"{BASE}/api/v2/triggers"
AUTOMATIONS = f"{BASE}/api/v2/automations"
VIEWS = f"{BASE}/api/v2/views"
WEBHOOKS = f"{BASE}/api/v2/webhooks"
ULID = "01HGE4MTRJ1K2M3N4P5Q6R7S8T"
SECRET = "webhook-bearer-0001"


def webhook(**fields: Json) -> dict[str, Json]:
    return {"id": ULID, "name": "분실물", "endpoint": f"{BASE}/api/v2/tickets", **fields}


def test_lists_are_asked_for_by_the_hundred_and_ids_are_what_the_kind_has(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    hundred = {"page[size]": "100"}
    edge.get(CATEGORIES, json=page("trigger_categories", {"id": "7"}), match=[query_param_matcher(hundred)])
    edge.get(TRIGGERS, json=page("triggers", {"id": 1}), match=[query_param_matcher(hundred)])
    edge.get(AUTOMATIONS, json=page("automations", {"id": 2}), match=[query_param_matcher(hundred)])
    edge.get(VIEWS, json=page("views", {"id": 3}), match=[query_param_matcher({**hundred, "access": "shared"})])
    kinds = (Kind.TRIGGER_CATEGORY, Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW)
    snapshot = gateway.fetch(kinds)
    assert [each.id for kind in kinds for each in snapshot.of(kind)] == ["7", 1, 2, 3]


def test_a_category_whose_id_comes_as_a_number_is_the_same(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(f"{CATEGORIES}/7", json={"trigger_category": {"id": 7, "name": "macrosync"}})
    found = gateway.read(Kind.TRIGGER_CATEGORY, "7")
    assert found is not None
    assert found.id == "7"


def test_a_list_of_webhooks_ends_by_meta_alone(edge: responses.RequestsMock, gateway: Gateway) -> None:
    first, second = webhook(), webhook(id=ULID[:-1] + "9")
    more: Json = {"has_more": True, "after_cursor": "abc"}
    edge.get(f"{WEBHOOKS}?page[size]=100", json={"webhooks": [first], "meta": more})
    edge.get(f"{WEBHOOKS}?page[size]=100&page[after]=abc", json={"webhooks": [second], "meta": {"has_more": False}})
    assert [each.id for each in gateway.fetch([Kind.WEBHOOK]).of(Kind.WEBHOOK)] == [first["id"], second["id"]]


@pytest.mark.parametrize("id", ["", "../macros/1", "7?x", 1.5, None, True])
def test_an_id_that_would_lead_elsewhere_is_none(
    edge: responses.RequestsMock,
    gateway: Gateway,
    id: Json,  # noqa: A002 - the field's own word
) -> None:
    edge.get(WEBHOOKS, json={"webhooks": [webhook(id=id)], "meta": {"has_more": False}})
    with pytest.raises(UnexpectedAnswer, match="no webhooks with an id"):
        gateway.fetch([Kind.WEBHOOK])


def test_a_trigger_whose_id_is_a_text_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(TRIGGERS, json=page("triggers", {"id": "1"}))
    with pytest.raises(UnexpectedAnswer):
        gateway.fetch([Kind.TRIGGER])


def test_a_category_is_changed_by_patch(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.patch(f"{CATEGORIES}/7", json={"trigger_category": {"id": "7", "name": "새"}})
    assert gateway.update(Kind.TRIGGER_CATEGORY, "새", "7", {"name": "새"}).payload["name"] == "새"
    assert sent(edge) == {"trigger_category": {"name": "새"}}


def test_a_category_is_never_deleted(edge: responses.RequestsMock, gateway: Gateway) -> None:
    with pytest.raises(ValueError, match="does not delete a trigger category"):
        gateway.delete(Kind.TRIGGER_CATEGORY, "macrosync", "7")
    assert lines(edge) == []


def test_a_missing_category_is_none(edge: responses.RequestsMock, gateway: Gateway) -> None:
    body: Json = {"errors": [{"code": "TriggerCategoryNotFound", "title": "Category can’t be found."}]}
    edge.get(f"{CATEGORIES}/7", json=body, status=404)
    assert gateway.read(Kind.TRIGGER_CATEGORY, "7") is None
    edge.get(TRIGGERS, json=body, status=404)
    with pytest.raises(NotFound):
        gateway.fetch([Kind.TRIGGER])


def test_ids_in_a_rule_are_sent_as_texts(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(TRIGGERS, json={"trigger": {"id": 1}}, status=201)
    conditions: Json = {"all": [{"field": "group_id", "operator": "is", "value": 5}], "any": []}
    actions: Json = [{"field": "group_id", "value": 5}, {"field": "notification_webhook", "value": [ULID, "{}"]}]
    gateway.create(Kind.TRIGGER, "a", {"conditions": conditions, "actions": actions, "category_id": "7"})
    assert sent(edge) == {
        "trigger": {
            "conditions": {"all": [{"field": "group_id", "operator": "is", "value": "5"}], "any": []},
            "actions": [{"field": "group_id", "value": "5"}, {"field": "notification_webhook", "value": [ULID, "{}"]}],
            "category_id": "7",
        }
    }


@pytest.mark.parametrize("kind", [Kind.TRIGGER, Kind.AUTOMATION])
@pytest.mark.parametrize("alone", ["conditions", "actions"])
def test_one_of_conditions_and_actions_is_never_sent_alone(
    edge: responses.RequestsMock, gateway: Gateway, kind: Kind, alone: str
) -> None:
    with pytest.raises(ValueError, match="one alone empties the other"):
        gateway.update(kind, "a", 1, {"title": "A", alone: []})
    assert lines(edge) == []


def test_a_view_is_told_its_lists_and_its_output(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{VIEWS}/3", json={"view": {"id": 3}})
    conditions: Json = {"all": [{"field": "status", "operator": "is", "value": "open"}], "any": []}
    output: Json = {"columns": ["status"]}
    restriction: Json = {"type": "Group", "ids": [5]}
    gateway.update(Kind.VIEW, "a", 3, {"conditions": conditions, "output": output, "restriction": restriction})
    assert sent(edge) == {
        "view": {
            "all": [{"field": "status", "operator": "is", "value": "open"}],
            "any": [],
            "output": output,
            "restriction": {"type": "Group", "id": 5, "ids": [5]},
        }
    }


def test_positions_go_in_one_call(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(f"{CATEGORIES}/jobs", json={"status": "complete", "results": {}})
    gateway.order_triggers("macrosync", {1: 2, 3: 4})
    items: Json = {"triggers": [{"id": "1", "position": 2}, {"id": "3", "position": 4}]}
    assert sent(edge) == {"job": {"action": "patch", "items": items}}


@pytest.mark.parametrize(("status", "said"), [(400, "InvalidTrigger: position is not valid"), (200, "not complete")])
def test_positions_that_were_refused_are_an_error(
    edge: responses.RequestsMock, gateway: Gateway, status: int, said: str
) -> None:
    errors: Json = [{"code": "InvalidTrigger", "title": "position is not valid"}]
    edge.post(f"{CATEGORIES}/jobs", json={"status": "failed", "errors": errors}, status=status)
    with pytest.raises(Rejected, match=f"trigger category macrosync: .*{said}"):
        gateway.order_triggers("macrosync", {1: 2})


def test_positions_whose_answer_was_lost_are_sent_again(
    edge: responses.RequestsMock, gateway: Gateway, clock: Clock
) -> None:
    edge.post(f"{CATEGORIES}/jobs", status=502)
    edge.post(f"{CATEGORIES}/jobs", json={"status": "complete"})
    gateway.order_triggers("macrosync", {1: 2})
    assert len(clock.slept) == 1


def test_a_webhook_is_made_at_the_accounts_own_address_and_read_back_as_the_symbol(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.post(WEBHOOKS, json={"webhook": webhook()}, status=201)
    made = gateway.create(Kind.WEBHOOK, "task", {"name": "분실물", "endpoint": "@{account}/api/v2/tickets"})
    assert sent(edge) == {"webhook": {"name": "분실물", "endpoint": f"{BASE}/api/v2/tickets"}}
    assert (made.id, made.payload["endpoint"]) == (ULID, "@{account}/api/v2/tickets")


def test_a_webhook_is_changed_by_patch_and_read_again(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.patch(f"{WEBHOOKS}/{ULID}", status=204)
    edge.get(f"{WEBHOOKS}/{ULID}", json={"webhook": webhook(status="active")})
    assert gateway.update(Kind.WEBHOOK, "task", ULID, {"status": "active"}).payload["status"] == "active"
    assert lines(edge) == [f"PATCH /api/v2/webhooks/{ULID}", f"GET /api/v2/webhooks/{ULID}"]


@pytest.mark.parametrize(
    ("address", "moves", "shown"),
    [
        ("http://127.0.0.1:8080/a", False, "@{account}/a"),
        ("http://127.0.0.1:8081/a", False, "http://127.0.0.1:8081/a"),
        ("http://127.0.0.1:8081/a", True, "@{account}/a"),
        ("http://127.0.0.1:80810/a", False, "http://127.0.0.1:80810/a"),
        ("https://example.com/http://127.0.0.1:8080/a", True, "https://example.com/http://127.0.0.1:8080/a"),
    ],
)
def test_an_address_of_the_accounts_own_is_the_symbol(address: str, moves: bool, shown: str) -> None:  # noqa: FBT001
    account = Account("http://127.0.0.1:8080", moves=moves)
    assert account.symbolic(address) == shown
    assert account.addressed("@{account}/a") == "http://127.0.0.1:8080/a"


def test_a_webhook_gets_a_bearer_of_its_own(edge: responses.RequestsMock) -> None:
    edge.post(TOKENS, json={"access_token": SECRET, "expires_in": 172_800})
    edge.post(TOKENS, json={"access_token": "own-bearer-0001", "expires_in": 3600})
    edge.patch(f"{WEBHOOKS}/{ULID}", status=204)
    opened = open_gateway(credentials=CLIENT)
    opened.authenticate_webhook("task", ULID)
    authentication: Json = {"type": "bearer_token", "data": {"token": SECRET}, "add_position": "header"}
    assert sent(edge) == {"webhook": {"authentication": authentication}}
    bodies = [sent(edge, at) for at, call in enumerate(edge.calls) if call.request.url == TOKENS]
    assert [body["expires_in"] for body in bodies] == [172_800, 3600]
    opened.close()


def test_the_bearer_of_a_webhook_stands_in_no_message(edge: responses.RequestsMock) -> None:
    for token in (SECRET, "own-bearer-0001"):
        edge.post(TOKENS, json={"access_token": token, "expires_in": 3600})
    edge.patch(f"{WEBHOOKS}/{ULID}", json={"error": "invalid", "description": f"no {SECRET}"}, status=422)
    told: list[str] = []
    opened = open_gateway(credentials=CLIENT, on_call=lambda record: told.append(repr(record)))
    with pytest.raises(Rejected, match=r"^webhook task: PATCH .*\[hidden\]") as caught:
        opened.authenticate_webhook("task", ULID)
    assert SECRET not in "".join([str(caught.value), repr(caught.value), *told, repr(opened)])
    assert caught.value.__cause__ is None
    opened.close()


@pytest.mark.parametrize("credentials", [BEARER, ApiToken("a@example.com", "token-0001")])
def test_without_an_oauth_client_no_bearer_is_minted(edge: responses.RequestsMock, credentials: Credentials) -> None:
    opened = open_gateway(credentials=credentials)
    with pytest.raises(ConfigError, match="set ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET"):
        opened.authenticate_webhook("task", ULID)
    assert lines(edge) == []
    opened.close()


def test_webhooks_have_a_rate_limit_of_their_own(edge: responses.RequestsMock) -> None:
    clock = Clock()
    opened = connect(Account(BASE), BEARER, sleep=clock.sleep, clock=clock)
    edge.get(WEBHOOKS, json={"webhooks": [], "meta": {"has_more": False}}, headers={"x-rate-limit-remaining": "0"})
    edge.get(TRIGGERS, json=page("triggers"))
    opened.fetch([Kind.WEBHOOK])
    opened.fetch([Kind.TRIGGER])
    assert clock.slept == []
    opened.fetch([Kind.WEBHOOK])
    assert len(clock.slept) == 1
    opened.close()
