from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import NotModelled, macro_actions
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.macro_actions import MacroComment
from macrosync.rules.placeholder_context import placeholder_context

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

FIELDS: tuple[Payload, ...] = (
    {
        "id": 11,
        "type": "tagger",
        "custom_field_options": [
            {"name": "제휴콜", "value": "policy__partner"},
            {"name": "기타", "value": "policy__other"},
        ],
    },
    {"id": 13, "type": "checkbox", "tag": "urgent_call"},
)
TICKET: Payload = {
    "id": 35,
    "subject": "Lost item",
    "status": "open",
    "group_id": 2,
    "requester_id": 7,
    "description": "first line\nsecond line",
    "tags": ["vip", "policy__partner"],
    "custom_fields": [{"id": 11, "value": "policy__partner"}, {"id": 13, "value": False}],
}
AGENT: Payload = {"id": 9, "name": "Agent One", "group_ids": [1, 2, 3], "default_group_id": 3}


def context(ticket: Payload = TICKET, agent: Payload | None = AGENT) -> dict[str, object]:
    return placeholder_context(
        ticket,
        requester={"id": 7, "name": "<Driver> One"},
        assignee=None,
        group=None,
        current_user=agent,
        organization=None,
        fields=FIELDS,
        now=datetime(2026, 11, 24, tzinfo=UTC),
    )


def action(field: str, value: Json) -> Payload:
    return {"field": field, "value": value}


def after(*actions: Payload, ticket: Payload = TICKET, agent: Payload | None = AGENT) -> Payload:
    return macro_actions.apply(actions, ticket, context(ticket, agent), fields=FIELDS).ticket


def comment(*actions: Payload, ticket: Payload = TICKET) -> MacroComment:
    made = macro_actions.apply(actions, ticket, context(ticket), fields=FIELDS).comment
    assert made is not None
    return made


def test_a_macro_without_actions_changes_nothing() -> None:
    outcome = macro_actions.apply([], TICKET, context(), fields=FIELDS)
    assert (outcome.ticket, outcome.comment) == (TICKET, None)


@pytest.mark.parametrize(("field", "value"), [("status", "solved"), ("priority", "urgent"), ("type", "task")])
def test_enumerated_properties(field: str, value: str) -> None:
    assert after(action(field, value)) == {**TICKET, field: value}


def test_the_subject_is_rendered() -> None:
    assert after(action("subject", "#{{ticket.id}} {{ticket.title}}"))["subject"] == "#35 Lost item"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("group_id", "5", 5),
        ("group_id", "", None),
        ("group_id", "__NULL__", None),
        ("assignee_id", "8", 8),
        ("assignee_id", 8, 8),
        ("assignee_id", "current_user", 9),
        ("assignee_id", "requester_id", 7),
        ("assignee_id", "", None),
        ("brand_id", "77", 77),
        ("ticket_form_id", "78", 78),
    ],
)
def test_ids(field: str, value: Json, expected: int | None) -> None:
    assert after(action(field, value)) == {**TICKET, field: expected}


@pytest.mark.parametrize(
    ("ticket_group", "agent", "expected"),
    [
        (2, {"group_ids": [1, 2, 3], "default_group_id": 3}, 2),
        (6, {"group_ids": [1, 2, 3], "default_group_id": 3}, 3),
        (None, {"group_ids": [1, 2, 3], "default_group_id": None}, 1),
    ],
)
def test_the_current_users_group_is_chosen_as_documented(
    ticket_group: int | None, agent: dict[str, Json], expected: int
) -> None:
    ticket: Payload = {**TICKET, "group_id": ticket_group}
    changed = after(action("group_id", "current_groups"), ticket=ticket, agent={**AGENT, **agent})
    assert changed["group_id"] == expected


def test_followers_are_added_once() -> None:
    ticket: Payload = {**TICKET, "follower_ids": [4]}
    actions = [action("follower", "current_user"), action("cc", "4"), action("follower", 9)]
    assert after(*actions, ticket=ticket)["follower_ids"] == [4, 9]


def test_tags_are_added_removed_and_set() -> None:
    assert after(action("current_tags", "new 분실물 vip"))["tags"] == ["vip", "policy__partner", "new", "분실물"]
    assert after(action("remove_tags", "vip other"))["tags"] == ["policy__partner"]
    assert after(action("set_tags", "new, other"))["tags"] == ["new", "other"]


def test_tags_select_options_and_options_set_tags() -> None:
    by_tag = after(action("current_tags", "policy__other"))
    by_field = after(action("custom_fields_11", "policy__other"))
    assert by_tag == by_field
    assert by_tag["tags"] == ["vip", "policy__other"]
    assert by_tag["custom_fields"] == [{"id": 11, "value": "policy__other"}, {"id": 13, "value": False}]


def test_actions_follow_each_other() -> None:
    changed = after(action("custom_fields_13", "true"), action("remove_tags", "urgent_call policy__partner"))
    assert changed["tags"] == ["vip"]
    assert changed["custom_fields"] == [{"id": 11, "value": None}, {"id": 13, "value": False}]


def test_a_comment_with_plain_and_rich_text() -> None:
    made = comment(
        action("comment_value", "안녕하세요, {{ticket.requester.name}}님"),
        action("comment_value_html", "<p>안녕하세요, {{ticket.requester.name}}님</p>"),
        action("comment_mode_is_public", "true"),
    )
    assert made == MacroComment(
        body="안녕하세요, <Driver> One님",
        html_body="<p>안녕하세요, &lt;Driver&gt; One님</p>",
        public=True,
        scoped_body=(("channel:all", "안녕하세요, <Driver> One님"),),
    )


def test_a_comment_scoped_to_channels() -> None:
    made = comment(
        action("comment_value", ["channel:web", "web {{ticket.id}}"]), action("comment_value", ["channel:all", "all"])
    )
    assert made.scoped_body == (("channel:web", "web 35"), ("channel:all", "all"))
    assert made.body == "all"
    assert comment(action("comment_value", ["channel:web", "web"])).body == "web"


def test_a_plain_body_comes_of_rich_text_alone() -> None:
    made = comment(action("comment_value_html", "<p>a &amp; {{ticket.requester.name}}</p><ul><li>b<br>c</li></ul>"))
    assert made.body == "a & <Driver> One\nb\nc"


@pytest.mark.parametrize(("value", "public"), [(True, True), ("true", True), (False, False), ("false", False)])
def test_the_comment_mode(value: Json, public: bool) -> None:  # noqa: FBT001 - the value under test
    assert comment(action("comment_value", "a"), action("comment_mode_is_public", value)).public is public


def test_without_a_mode_a_comment_is_as_public_as_its_ticket() -> None:
    assert comment(action("comment_value", "a")).public is True
    assert comment(action("comment_value", "a"), ticket={**TICKET, "is_public": False}).public is False


def test_the_text_shows_what_was_saved_before_the_macro() -> None:
    made = comment(
        action("custom_fields_11", "policy__other"),
        action("comment_value", "{{ticket.ticket_field_11}} {{ticket.id}}"),
    )
    assert made.body == "policy__partner 35"


def test_liquid_decides_by_the_consult_type() -> None:
    text = "{% case ticket.ticket_field_11 %}{% when 'policy__partner' %}first{% else %}both{% endcase %}"
    assert comment(action("comment_value", text)).body == "first"
    unset: Payload = {**TICKET, "custom_fields": [{"id": 11, "value": None}], "tags": []}
    assert comment(action("comment_value", text), ticket=unset).body == "both"


def test_line_breaks_of_values_are_dropped_and_those_of_the_text_are_kept() -> None:
    assert comment(action("comment_value", "a\n{{ticket.description}}")).body == "a\nfirst line second line"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "new"),
        ("status", "closed"),
        ("status", ["open"]),
        ("priority", ""),
        ("subject", None),
        ("group_id", "@{group/채팅 상담}"),
        ("assignee_id", "somebody"),
        ("assignee_id", True),
        ("ticket_form_id", "default_ticket_form"),
        ("current_tags", "{{ticket.id}}"),
        ("current_tags", ["a"]),
        ("custom_fields_11", "unknown"),
        ("custom_fields_99", "a"),
        ("comment_value", 5),
        ("comment_value", "\\{{ticket.id}}"),
        ("comment_value_html", ["channel:all", "a"]),
        ("comment_mode_is_public", "yes"),
        ("custom_status_id", "1"),
        ("locale_id", "69"),
        ("share_ticket", "1"),
        ("side_conversation", ["a", "b", "c"]),
        ("something_new", "a"),
    ],
)
def test_what_is_not_modelled_is_refused_by_name(field: str, value: Json) -> None:
    with pytest.raises(NotModelled) as caught:
        after(action(field, value))
    named = "placeholder" if value == "\\{{ticket.id}}" else field.removeprefix("custom_fields_")
    assert named in str(caught.value)


def test_the_current_user_must_be_known() -> None:
    for field in ("assignee_id", "follower"):
        with pytest.raises(NotModelled, match=field):
            after(action(field, "current_user"), agent=None)
    with pytest.raises(NotModelled, match="current_groups"):
        after(action("group_id", "current_groups"), agent={"id": 9})


def test_broken_liquid_is_refused() -> None:
    with pytest.raises(LiquidInvalid):
        comment(action("comment_value", "{{ticket.id"))


@given(st.lists(st.sampled_from(["vip", "new", "policy__other", "policy__partner", "urgent_call"])))
def test_applying_a_tag_action_twice_is_as_once(tags: list[str]) -> None:
    for field in ("current_tags", "set_tags", "remove_tags"):
        once = after(action(field, " ".join(tags)))
        assert after(action(field, " ".join(tags)), ticket=once) == once
