"""What may be taken over, and what is written for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.rule_samples import PREFIX, automation, trigger_category
from tests.plan.samples import FIELD, PROJECT, account, applied, article, form, macro, places, ticket_field

from macrosync.errors import ConfigError, PlanRefused
from macrosync.plan import adoption, make, mark
from macrosync.plan.canonical import canonical
from macrosync.resources import Json, Kind, Remote, Resource, Snapshot

LOST = "after-ride/lost-item/chat"
MACRO = Remote(Kind.MACRO, 7, {"title": "남의 것", "description": "손으로 쓴 설명", "actions": []})


def adopt(remote: Remote, key: str, *desired: Resource, there: Snapshot | None = None) -> adoption.Adoption:
    return adoption.adopt(remote, key, desired, there or account(remote), PROJECT)


def test_only_the_mark_is_written_and_the_next_plan_holds_what_differs() -> None:
    made = adopt(MACRO, LOST, macro())
    assert made.payload == {"description": f"손으로 쓴 설명\nmacrosync:{PROJECT}/{LOST}@1#000000000000"}
    after = Remote(Kind.MACRO, 7, {**MACRO.payload, **made.payload})
    assert canonical(after.kind, after.payload) == canonical(MACRO.kind, MACRO.payload)
    (change,) = make([macro()], account(after), project=PROJECT, target="local").changes
    assert (change.action, change.id, change.drift) == ("update", 7, True)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_what_is_there_stays_whatever_it_is(text: str, labels: list[str]) -> None:
    listed: list[Json] = [*labels]
    for kind, resource, payload in (
        (Kind.MACRO, macro(), {"description": text}),
        (Kind.ARTICLE, article(), {"label_names": listed}),
        (Kind.TICKET_FIELD, ticket_field("own"), {"type": "tagger", "agent_description": text}),
    ):
        remote = Remote(kind, 7, {"title": "남의 것", **payload})
        made = adopt(remote, resource.key, resource)
        after = {**remote.payload, **made.payload}
        assert canonical(kind, after) == canonical(kind, remote.payload)
        assert mark.find(kind, after) == made.mark
        assert set(made.payload) == {mark.CARRIERS[kind]}


@pytest.mark.parametrize(("project", "who"), [(PROJECT, "this project"), ("other-desk", "the project `other-desk`")])
def test_what_bears_a_mark_is_refused_and_whose_it_is_is_said(project: str, who: str) -> None:
    marked = Remote(Kind.MACRO, 7, {"title": "가", "description": f"macrosync:{project}/a/b@1#0123456789ab"})
    with pytest.raises(PlanRefused, match=rf"id 7\) bears the mark of {who} already, with the key `a/b`"):
        adopt(marked, LOST, macro())


def test_a_key_that_the_account_has_elsewhere_is_refused() -> None:
    with pytest.raises(PlanRefused, match=rf"macro {LOST} is in the account already: .*id 1000"):
        adopt(MACRO, LOST, macro(), there=applied([macro()], MACRO))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("after-ride/lost-item", "No macro has the key `after-ride/lost-item` in the files, such as after-ride"),
        (FIELD.key, f"`{FIELD.key}` is the key of a ticket field, and not of a macro"),
    ],
)
def test_a_key_that_is_not_defined_or_of_another_kind(key: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        adopt(MACRO, key, macro(), ticket_field("own"))
    assert said in str(caught.value)


def test_a_field_of_another_type_is_refused() -> None:
    with pytest.raises(PlanRefused, match=r"is of type text, and workflows/.* wants tagger"):
        adopt(Remote(Kind.TICKET_FIELD, 7, {"title": "가", "type": "text"}), FIELD.key, ticket_field("own"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.TICKET_FORM, 'ticket_forms = ["가 \\"나\\""]'),
        (Kind.TRIGGER_CATEGORY, 'trigger_category = "가 \\"나\\""'),
        (Kind.CATEGORY, 'category = "가 \\"나\\""'),
        (Kind.SECTION, 'section = "가 \\"나\\""'),
        (Kind.PERMISSION_GROUP, 'permission_group = "가 \\"나\\""'),
        (Kind.USER_SEGMENT, 'user_segment = "가 \\"나\\""'),
        (Kind.GROUP, '"가 \\"나\\"" into `groups`'),
    ],
)
def test_what_goes_by_name_is_named_in_the_settings(kind: Kind, said: str) -> None:
    desired = [form(), trigger_category(), *places()]
    assert said in adoption.by_name(Remote(kind, 7, {"name": '가 "나"'}), desired, "x", PREFIX)


def test_an_automation_is_to_be_renamed() -> None:
    wanted = automation()
    remote = Remote(Kind.AUTOMATION, 7, {"title": "가"})
    assert f"rename it to `{wanted.payload['title']}`" in adoption.by_name(remote, [wanted], wanted.key, PREFIX)
    assert f"begin its title with `{PREFIX}`" in adoption.by_name(remote, [wanted], "x", PREFIX)
