"""Rules, and what an account is set up with: libzapi reads most of it and writes little."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from cattrs import ClassValidationError
from libzapi.application.commands.ticketing.group_cmds import CreateGroupCmd, UpdateGroupCmd
from libzapi.domain.errors import NotFound

from clients.exercise import Breaks, Kind, Not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clients.exercise import Id
    from clients.plain import Plain

READS = Not("libzapi only reads this kind")
WHOLE = Not("Zendesk lists all of this kind at once")
SOLVE = [{"field": "status", "value": "solved"}]
CONDITIONS = {"all": [{"field": "status", "operator": "is", "value": "pending"}], "any": []}


def kinds(client: Any, plain: Plain) -> Iterator[Kind | tuple[str, str]]:
    """What libzapi does with the set-up."""
    yield _read("macros", client.macros.list, client.macros.get, lambda n: _macro(plain, n), "status", many=150)
    yield _read("triggers", client.ticket_triggers.list, client.ticket_triggers.get, lambda n: _trigger(plain, n))
    yield _wrong(
        _read(
            "trigger categories",
            client.ticket_trigger_categories.list,
            client.ticket_trigger_categories.get,
            lambda n: int(plain.make("trigger_categories", "trigger_category", {"name": f"분류 {n:03}"})),
        ),
        "libzapi wants a url of each, and Zendesk's OpenAPI file has none for this kind",
    )
    yield _read("automations", client.automations.list_all, client.automations.get, lambda n: _automation(plain, n))
    yield _wrong(
        _read("views", client.views.list_all, client.views.get_by_id, lambda n: _view(plain, n)),
        "libzapi wants a list of conditions and columns with numbers for ids; Zendesk has neither (OAS, ViewObject)",
    )
    yield Kind(
        "ticket fields",
        create=lambda number: client.ticket_fields.create_field(_field(f"필드 {number}")).id,
        listed=lambda: [each.id for each in client.ticket_fields.list_all()],
        update=lambda field: _field_changed(client, field),
        delete=client.ticket_fields.delete_field,
        show=client.ticket_fields.get_by_id,
        pages=WHOLE,
        more={"options": lambda _: _options(client, plain)},
    )
    yield _read(
        "ticket forms",
        client.ticket_forms.list_all,
        client.ticket_forms.get_by_id,
        lambda n: plain.make("ticket_forms", "ticket_form", {"name": f"양식 {n}"}),
        pages=WHOLE,
    )
    yield _wrong(
        _read("brands", client.brands.list, client.brands.get, lambda _: plain.brand(), pages=WHOLE, many=1),
        "libzapi wants a logo of each brand, and one without it has null (libzapi's later source takes that)",
    )
    for name in ("custom statuses", "dynamic content", "webhooks", "job statuses", "group memberships"):
        yield name, f"libzapi has no {name}"
    yield "search", "libzapi searches the Help Center only"
    yield Kind(
        "groups",
        create=lambda number: client.groups.create(CreateGroupCmd(name=f"상담 {number:03}", is_public=True)).id,
        listed=lambda: [each.id for each in client.groups.list_all()],
        update=lambda group: ("바뀐 값", client.groups.update(group, UpdateGroupCmd(name="바뀐 값")).name),
        delete=client.groups.delete,
        show=lambda group: _there(client.groups.get_by_id(group)),
        more={"count": lambda _: (True, client.groups.count().value > 1)},
    )
    yield _read("users", client.users.list_all, client.users.get_by_id, lambda n: _user(plain, n))
    yield _read(
        "organizations",
        client.organizations.list_all,
        client.organizations.get_by_id,
        lambda n: plain.make("organizations", "organization", {"name": f"제휴사 {n:03}"}),
    )


def _read(
    name: str, listed: Callable[[], Any], get: Callable[[Id], Any], make: Callable[[int], Id], *fields: str, **more: Any
) -> Kind:
    """A kind that libzapi lists and shows, and does not write."""

    def shown(each: Id) -> tuple[object, object]:
        found = get(each)
        return [each, *fields], [found.id, *(action.field for action in getattr(found, "actions", ()) if fields)]

    return Kind(
        name,
        create=READS,
        plain=make,
        listed=lambda: [each.id for each in listed()],
        update=READS,
        delete=READS,
        **{"more": {"show": shown}, **more},
    )


def _wrong(kind: Kind, reason: str) -> Kind:
    """A kind whose model is not what Zendesk answers: reading one breaks."""
    more = {name: Breaks(call, ClassValidationError, reason) for name, call in kind.more.items() if callable(call)}
    listed = Breaks(kind.listed, ClassValidationError, reason) if callable(kind.listed) else kind.listed
    return replace(kind, listed=listed, more=more)


def _macro(plain: Plain, number: int) -> Id:
    return plain.make("macros", "macro", {"title": f"매크로::{number:03}", "actions": SOLVE})


def _trigger(plain: Plain, number: int) -> Id:
    actions = [{"field": "priority", "value": "high"}]
    values = {"title": f"트리거 {number:03}", "conditions": CONDITIONS, "actions": actions}
    return plain.make("triggers", "trigger", values)


def _automation(plain: Plain, number: int) -> Id:
    hours = {"field": "PENDING", "operator": "greater_than", "value": str(number + 24)}
    conditions = {"all": [*CONDITIONS["all"], hours], "any": []}
    values = {"title": f"자동화 {number:03}", "conditions": conditions, "actions": SOLVE}
    return plain.make("automations", "automation", values)


def _view(plain: Plain, number: int) -> Id:
    values = {"title": f"보기 {number:03}", "all": CONDITIONS["all"], "output": {"columns": ["status"]}}
    return plain.make("views", "view", values)


def _user(plain: Plain, number: int) -> Id:
    return plain.make("users", "user", {"name": f"기사 {number:03}", "email": f"driver{number}@example.com"})


def _field(title: str) -> SimpleNamespace:
    """What libzapi reads of a field that is written: title, type, required. Its models would want all the rest."""
    return SimpleNamespace(title=title, type="text", required=False)


def _field_changed(client: Any, field: Id) -> tuple[object, object]:
    client.ticket_fields.update_field(field, _field("바뀐 값"))
    return "바뀐 값", client.ticket_fields.get_by_id(field).title


def _options(client: Any, plain: Plain) -> tuple[object, object]:
    """Its models of a drop-down's options are strict; libzapi cannot write one."""
    options = [{"name": "A::제휴", "value": "a_partner"}]
    values = {"type": "tagger", "title": "상담유형", "custom_field_options": options}
    field = plain.make("ticket_fields", "ticket_field", values)
    return ["a_partner"], [each.value for each in client.ticket_fields.get_by_id(field).custom_field_options]


def _there(group: Any) -> None:
    """A deleted group can still be read, and says that it is deleted."""
    if group.deleted:
        raise NotFound(f"{group.id} is deleted")
