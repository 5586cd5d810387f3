from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from responses.matchers import query_param_matcher
from tests.gateway.service import ARTICLES, BASE, MACROS, lines, macro, open_gateway, page

from macrosync.errors import ConfigError, Forbidden, UnexpectedAnswer
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Gateway
    from macrosync.resources import Json

FIELDS = f"{BASE}/api/v2/ticket_fields"
GROUPS = f"{BASE}/api/v2/groups.json"


def titles(gateway: Gateway, kind: Kind = Kind.MACRO) -> list[Json]:
    return [remote.payload.get("title") for remote in gateway.fetch([kind]).of(kind)]


def test_a_list_ends_when_no_more_is_left_though_a_next_link_is_there(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    first = {"page[size]": "100", "access": "shared"}
    edge.get(MACROS, json=page("macros", macro(1), after="abc="), match=[query_param_matcher(first)])
    second = {**first, "page[after]": "abc="}
    edge.get(MACROS, json=page("macros", macro(2)), match=[query_param_matcher(second)])
    assert titles(gateway) == ["Macro 1", "Macro 2"]


def test_a_help_center_list_ends_without_links(edge: responses.RequestsMock, gateway: Gateway) -> None:
    links: Json = {"first": "x", "last": "y"}
    more: Json = {"has_more": True, "after_cursor": "abc"}
    edge.get(ARTICLES, json={"articles": [{"id": 1, "title": "A"}], "meta": more, "links": links})
    edge.get(ARTICLES, json={"articles": [{"id": 2, "title": "B"}], "meta": {"has_more": False}, "links": links})
    assert titles(gateway, Kind.ARTICLE) == ["A", "B"]


def test_a_list_by_offset_is_followed_to_its_end(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(
        f"{ARTICLES}?page[size]=100",
        json={"articles": [{"id": 1, "title": "A"}], "next_page": f"{ARTICLES}?page=2&per_page=30", "count": 2},
    )
    edge.get(f"{ARTICLES}?page=2&per_page=30", json={"articles": [{"id": 2, "title": "B"}], "next_page": None})
    assert titles(gateway, Kind.ARTICLE) == ["A", "B"]


def test_a_next_page_at_another_host_is_not_asked_for(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, json={"macros": [], "next_page": "https://example.com/api/v2/macros?page=2"})
    with pytest.raises(ConfigError, match=r"meant for example\.com, which is not the account"):
        gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 1


@pytest.mark.parametrize("cursor", [None, "", 7])
def test_more_without_a_cursor_is_unexpected(edge: responses.RequestsMock, gateway: Gateway, cursor: Json) -> None:
    edge.get(MACROS, json={"macros": [], "meta": {"has_more": True, "after_cursor": cursor}})
    with pytest.raises(UnexpectedAnswer, match="gives no cursor"):
        gateway.fetch([Kind.MACRO])


def test_a_cursor_that_goes_in_a_circle_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, json=page("macros", macro(), after="abc="))
    with pytest.raises(UnexpectedAnswer, match=r"^macro list: GET /api/v2/macros: .*would never end"):
        gateway.fetch([Kind.MACRO])


def test_pages_that_go_in_a_circle_are_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(MACROS, json={"macros": [], "next_page": f"{MACROS}?page=2"})
    with pytest.raises(UnexpectedAnswer, match="would never end"):
        gateway.fetch([Kind.MACRO])
    assert gateway.calls.total == 2


def test_groups_that_go_in_a_circle_are_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    again = page("groups", {"id": 1, "name": "A"}, after="abc")
    again["links"] = {"next": f"{GROUPS}?page[after]=abc&page[size]=100"}
    edge.get(GROUPS, json=again)
    with pytest.raises(UnexpectedAnswer, match="may never end"):
        gateway.fetch([Kind.GROUP])


def test_a_group_without_an_id_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(GROUPS, json=page("groups", {"name": "A"}))
    with pytest.raises(UnexpectedAnswer, match="no groups with an id"):
        gateway.fetch([Kind.GROUP])


@pytest.mark.parametrize("body", [{}, {"macros": {}}, {"macros": ["A"]}, {"macros": [{"title": "A"}]}])
def test_a_list_of_another_shape_is_unexpected(
    edge: responses.RequestsMock, gateway: Gateway, body: dict[str, Json]
) -> None:
    edge.get(MACROS, json=body)
    with pytest.raises(UnexpectedAnswer, match="macros"):
        gateway.fetch([Kind.MACRO])


def test_a_ticket_field_brings_its_options(edge: responses.RequestsMock, gateway: Gateway) -> None:
    options: Json = [{"id": 31, "name": "대리_기사::배정/운행", "value": "driver__dispatch", "position": 0}]
    edge.get(
        FIELDS,
        json={"ticket_fields": [{"id": 3, "type": "tagger", "custom_field_options": options}, {"id": 4}]},
        match=[query_param_matcher({})],
    )
    snapshot = gateway.fetch([Kind.TICKET_FIELD])
    assert [remote.id for remote in snapshot.of(Kind.TICKET_FIELD)] == [3, 4]
    (option,) = snapshot.of(Kind.FIELD_OPTION)
    assert option.id == 31
    assert option.payload == {
        "id": 31,
        "ticket_field_id": 3,
        "name": "대리_기사::배정/운행",
        "value": "driver__dispatch",
        "position": 0,
    }


def test_groups_come_through_zenpy_over_the_same_door(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(GROUPS, json=page("groups", {"id": 1, "name": "채팅 상담"}, {"id": 2, "name": "Gone", "deleted": True}))
    groups = gateway.fetch([Kind.GROUP]).of(Kind.GROUP)
    assert [(group.id, group.payload["name"]) for group in groups] == [(1, "채팅 상담")]
    assert gateway.calls.total == 1


def test_groups_over_more_than_one_page_are_all_there(edge: responses.RequestsMock, gateway: Gateway) -> None:
    first = page("groups", {"id": 1, "name": "A"}, after="abc")
    first["links"] = {"next": f"{BASE}/api/v2/groups.json?page[after]=abc&page[size]=100"}
    edge.get(f"{GROUPS}?page[size]=100", json=first)
    edge.get(f"{GROUPS}?page[after]=abc&page[size]=100", json=page("groups", {"id": 2, "name": "B"}))
    assert [group.id for group in gateway.fetch([Kind.GROUP]).of(Kind.GROUP)] == [1, 2]


def test_an_error_that_zenpy_meets_is_ours(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(GROUPS, json={"error": {"title": "Forbidden", "message": "No"}}, status=403)
    with pytest.raises(Forbidden, match=r"^group list: GET /api/v2/groups\.json answered 403: Forbidden: No"):
        gateway.fetch([Kind.GROUP])


def test_an_answer_that_zenpy_cannot_read_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(GROUPS, json={"something": "else"})
    with pytest.raises(UnexpectedAnswer, match="zenpy cannot read it"):
        gateway.fetch([Kind.GROUP])


def test_zenpy_is_not_led_astray_by_the_environment(
    edge: responses.RequestsMock, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENPY_FORCE_NETLOC", "example.com")
    with pytest.raises(ConfigError, match="unset ZENPY_FORCE_NETLOC"):
        gateway.fetch([Kind.GROUP])
    assert lines(edge) == []


def test_all_kinds_are_listed_with_one_call_each(edge: responses.RequestsMock, gateway: Gateway) -> None:
    help_center = f"{BASE}/api/v2/help_center"
    edge.get(FIELDS, json={"ticket_fields": []})
    edge.get(f"{BASE}/api/v2/ticket_forms", json=page("ticket_forms"))
    for many in ("triggers", "trigger_categories", "automations", "views", "macros"):
        edge.get(f"{BASE}/api/v2/{many}", json=page(many))
    edge.get(f"{BASE}/api/v2/webhooks", json={"webhooks": [], "meta": {"has_more": False}})
    for many in ("categories", "sections", "articles"):
        edge.get(f"{help_center}/ko/{many}", json={many: []})
    edge.get(GROUPS, json=page("groups"))
    edge.get(f"{help_center}/user_segments", json={"user_segments": [{"id": 8, "user_type": "staff"}]})
    edge.get(f"{BASE}/api/v2/guide/permission_groups", json={"permission_groups": [{"id": 9, "name": "Admins"}]})
    snapshot = gateway.fetch(Kind)
    assert gateway.calls.total == 14
    assert set(snapshot.resources) == set(Kind)
    assert snapshot.of(Kind.USER_SEGMENT)[0].payload["user_type"] == "staff"
    assert snapshot.of(Kind.PERMISSION_GROUP)[0].id == 9


def test_nothing_asked_for_is_nothing_called(edge: responses.RequestsMock, gateway: Gateway) -> None:
    assert gateway.fetch([]).resources == {}
    assert lines(edge) == []


def test_one_kind_that_fails_fails_the_whole(edge: responses.RequestsMock) -> None:
    edge.get(MACROS, json=page("macros"))
    edge.get(FIELDS, json={"error": {"title": "Forbidden", "message": "No"}}, status=403)
    with pytest.raises(Forbidden, match="ticket field list: GET /api/v2/ticket_fields"):
        open_gateway().fetch([Kind.MACRO, Kind.TICKET_FIELD])
