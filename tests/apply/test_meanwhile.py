"""What somebody changed between the plan and the write is never overwritten, whichever kind it is of."""

from __future__ import annotations

from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pytest
from tests.apply.in_memory_zendesk import InMemoryZendesk
from tests.plan import rule_samples
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import PROJECT, applied, article, form, macro, places, ticket_field

from macrosync.apply import ApplyUnfinished, Journal, Summary, execute
from macrosync.plan import Plan, make
from macrosync.resources import Id, Json, Kind, Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Edit = Callable[[dict[str, Json]], None]

BEFORE = (ticket_field("own", "partner"), form(), *places(), article(), macro(), *rule_samples.rules())


def plan(desired: Sequence[Resource], zendesk: InMemoryZendesk, *, prune: bool = False) -> Plan:
    return make(desired, zendesk.snapshot(), project=PROJECT, target="local", prune=prune, automation_prefix=PREFIX)


def refused(reviewed: Plan, zendesk: InMemoryZendesk) -> Summary:
    with TemporaryFile() as file:
        journal = Journal(file, lambda: datetime(2026, 11, 24, tzinfo=UTC))
        with pytest.raises(ApplyUnfinished) as caught:
            execute(reviewed, zendesk, journal, overwrite_drift=True, authenticate=zendesk.authenticate)
    return caught.value.summary


def setting(**fields: Json) -> Edit:
    return lambda held: held.update(fields)


def options(held: dict[str, Json]) -> list[Json]:
    found = held["custom_field_options"]
    assert isinstance(found, list)
    return found


def rename_an_option(held: dict[str, Json]) -> None:
    (first, *rest) = options(held)
    assert isinstance(first, dict)
    held["custom_field_options"] = [{**first, "name": "그 사이", "raw_name": "그 사이"}, *rest]


def turn_options(held: dict[str, Json]) -> None:
    held["custom_field_options"] = options(held)[::-1]


CASES: list[tuple[Kind, Sequence[Resource], Edit, str]] = [
    (Kind.MACRO, [macro(text="새 말", version=2)], setting(title="그 사이"), "title"),
    (Kind.MACRO, [macro(text="새 말", version=2)], setting(actions=[]), "actions"),
    (Kind.MACRO, [macro(text="새 말", version=2)], setting(description="그 사이"), "no longer bears our mark"),
    (Kind.ARTICLE, [*places(), article(body="<p>새 글</p>", version=2)], setting(body="<p>그 사이</p>"), "body"),
    (Kind.ARTICLE, [*places(), article(promoted=True, version=2)], setting(body="<p>그 사이</p>"), "body"),
    (Kind.ARTICLE, [*places(), article(body="<p>새 글</p>", version=2)], setting(draft=True), "draft"),
    (
        Kind.TICKET_FIELD,
        [ticket_field("own", "partner", title="새 이름")],
        setting(agent_description="macrosync:x"),
        "mark",
    ),
    (Kind.TICKET_FIELD, [ticket_field("own", "partner", title="새 이름")], setting(active=False), "active"),
]


def others(changed: Sequence[Resource]) -> list[Resource]:
    refs = {each.ref for each in changed}
    return [*changed, *(each for each in BEFORE if each.ref not in refs)]


@pytest.mark.parametrize(("kind", "changed", "edit", "told"), CASES)
def test_what_somebody_saved_meanwhile_stays_and_is_named(
    kind: Kind, changed: Sequence[Resource], edit: Edit, told: str
) -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    reviewed = plan(others(changed), zendesk)
    number = next(each.id for each in reviewed.changes if each.kind is kind)
    assert number is not None
    edit(zendesk.held[kind][number])
    there = dict(zendesk.held[kind][number])
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was changed meanwhile (" in trouble.reason
    assert told in trouble.reason
    assert zendesk.held[kind][number] == there


RULES: list[tuple[Kind, str, Json]] = [
    (Kind.TRIGGER, "active", False),
    (Kind.AUTOMATION, "active", False),
    (Kind.VIEW, "active", False),
    (Kind.WEBHOOK, "status", "inactive"),
]


@pytest.mark.parametrize(("kind", "field", "value"), RULES)
def test_rules_views_and_webhooks_that_changed_meanwhile_are_refused_and_the_rest_goes_on(
    kind: Kind, field: str, value: Json
) -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    changed = [each for each in BEFORE if each.kind is kind][:1]
    name = "name" if kind is Kind.WEBHOOK else "title"
    # An automation goes by its title, so that it is changed elsewhere.
    opened: dict[str, Json] = {"actions": [{"field": "status", "value": "open"}]}
    edit = opened if kind is Kind.AUTOMATION else {name: "새 이름"}
    reworded = [Resource(each.kind, each.key, each.version, {**each.payload, **edit}, each.source) for each in changed]
    reviewed = plan(others([*reworded, macro(text="새 말", version=2)]), zendesk)
    number = next(each.id for each in reviewed.changes if each.kind is kind)
    assert number is not None
    zendesk.held[kind][number][field] = value
    summary = refused(reviewed, zendesk)
    assert [each.kind for each in summary.failed] == [kind]
    assert f"it was changed meanwhile ({field})" in summary.failed[0].reason
    assert summary.updated == 1


def test_an_option_that_was_renamed_meanwhile_is_not_deleted() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (field,) = zendesk.held[Kind.TICKET_FIELD].values()
    reviewed = plan(others([ticket_field("partner")]), zendesk, prune=True)
    rename_an_option(field)
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was changed meanwhile (name)" in trouble.reason
    assert len(options(field)) == 2


def test_options_that_were_put_in_another_order_meanwhile_stay_so() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (field,) = zendesk.held[Kind.TICKET_FIELD].values()
    reviewed = plan(others([ticket_field("partner", "own")]), zendesk)
    turn_options(field)
    there = list(options(field))
    (trouble,) = refused(reviewed, zendesk).failed
    assert "its options were put in another order" in trouble.reason
    assert options(field) == there


def test_a_form_that_somebody_changed_meanwhile() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (shape,) = zendesk.held[Kind.TICKET_FORM].values()
    shape["ticket_field_ids"] = [1, 2]
    reviewed = plan(BEFORE, zendesk)
    shape["ticket_field_ids"] = [2, 1]
    (trouble,) = refused(reviewed, zendesk).failed
    assert (trouble.kind, "meanwhile (ticket_field_ids)" in trouble.reason) == (Kind.TICKET_FORM, True)
    assert shape["ticket_field_ids"] == [2, 1]


def test_a_webhook_that_was_given_a_credential_meanwhile_keeps_it() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (number,) = zendesk.held[Kind.WEBHOOK]
    del zendesk.held[Kind.WEBHOOK][number]["authentication"]
    reviewed = plan(BEFORE, zendesk)
    theirs: dict[str, Json] = {"type": "basic_auth", "add_position": "header"}
    zendesk.held[Kind.WEBHOOK][number]["authentication"] = theirs
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was given a credential" in trouble.reason
    assert zendesk.held[Kind.WEBHOOK][number]["authentication"] == theirs


def test_what_another_apply_wrote_meanwhile_is_not_taken_back_a_version() -> None:
    zendesk = InMemoryZendesk.of(applied([macro()]))
    reviewed = plan([macro(title="새 이름")], zendesk)
    (number,) = (each.id for each in reviewed.changes)
    held: dict[Id, dict[str, Json]] = zendesk.held[Kind.MACRO]
    assert number is not None
    held[number]["description"] = str(held[number]["description"]).replace("@1#", "@4#")
    (trouble,) = refused(reviewed, zendesk).failed
    assert "version 4 was applied from elsewhere" in trouble.reason


def test_a_delete_of_what_changed_meanwhile_is_refused() -> None:
    zendesk = InMemoryZendesk.of(applied([macro(), macro("a/b/chat")]))
    reviewed = plan([macro()], zendesk, prune=True)
    (number,) = (each.id for each in reviewed.changes)
    assert number is not None
    zendesk.held[Kind.MACRO][number]["actions"] = []
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was changed meanwhile (actions)" in trouble.reason
    assert number in zendesk.held[Kind.MACRO]


def test_an_option_that_is_renamed_while_the_whole_list_waits_keeps_its_name() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (field,) = zendesk.held[Kind.TICKET_FIELD].values()
    reviewed = plan(others([ticket_field("partner", "own")]), zendesk)
    zendesk.meanwhile = [lambda: rename_an_option(field)]
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was changed meanwhile (custom_field_options)" in trouble.reason
    assert "그 사이" in str(options(field)[0])


def test_a_form_that_is_changed_while_the_write_waits_stays_so() -> None:
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (shape,) = zendesk.held[Kind.TICKET_FORM].values()
    shape["ticket_field_ids"] = [1, 2]
    reviewed = plan(BEFORE, zendesk)
    zendesk.meanwhile = [lambda: shape.update(ticket_field_ids=[2, 1])]
    (trouble,) = refused(reviewed, zendesk).failed
    assert (trouble.kind, "meanwhile (ticket_field_ids)" in trouble.reason) == (Kind.TICKET_FORM, True)
    assert shape["ticket_field_ids"] == [2, 1]


def test_a_webhook_that_is_given_a_credential_while_its_write_waits_keeps_it() -> None:
    zendesk, reviewed, give = lacking_a_credential()
    zendesk.meanwhile = [give]
    (trouble,) = refused(reviewed, zendesk).failed
    assert "it was given a credential" in trouble.reason
    assert authentications(zendesk) == [THEIRS]


def test_a_webhook_that_is_given_a_credential_while_its_own_waits_has_what_it_lacked() -> None:
    zendesk, reviewed, give = lacking_a_credential()
    zendesk.meanwhile = [lambda: None, give]
    with TemporaryFile() as file:
        journal = Journal(file, lambda: datetime(2026, 11, 24, tzinfo=UTC))
        assert execute(reviewed, zendesk, journal, authenticate=zendesk.authenticate).failed == ()
    assert authentications(zendesk) == [THEIRS]


THEIRS: dict[str, Json] = {"type": "basic_auth", "add_position": "header"}


def lacking_a_credential() -> tuple[InMemoryZendesk, Plan, Callable[[], object]]:
    """An account, the plan that gives its webhook a credential, and somebody who gives it one."""
    zendesk = InMemoryZendesk.of(applied(BEFORE))
    (number,) = zendesk.held[Kind.WEBHOOK]
    del zendesk.held[Kind.WEBHOOK][number]["authentication"]
    return zendesk, plan(BEFORE, zendesk), lambda: zendesk.held[Kind.WEBHOOK][number].update(authentication=THEIRS)


def authentications(zendesk: InMemoryZendesk) -> list[Json]:
    return [each["authentication"] for each in zendesk.held[Kind.WEBHOOK].values()]
