"""What an account is set up with: fields, forms, brands, statuses, dynamic content, webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zenpy.lib.api_objects import (
    Brand,
    CustomFieldOption,
    CustomStatus,
    Item,
    TicketField,
    TicketForm,
    Variant,
    Webhook,
)
from zenpy.lib.exception import APIException, RecordNotFoundException

from clients.exercise import Breaks, Not
from clients.with_zenpy.objects import kind, updating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clients.exercise import Id, Kind
    from clients.plain import Plain

WHOLE = Not("Zendesk lists all of this kind at once")
KO, EN = 69, 1


def kinds(client: Any, plain: Plain) -> Iterator[Kind]:
    """What zenpy does with the set-up."""
    options = [{"name": "A::제휴", "value": "a_partner"}, {"name": "A::자사", "value": "a_own"}]
    yield kind(
        "ticket fields",
        client.ticket_fields,
        lambda number: TicketField(
            type="tagger", title=f"상담유형 {number}", custom_field_options=_apart(options, number)
        ),
        update=lambda field: _retitled(client, field),
        pages=WHOLE,
        more={
            "options": lambda field: _option(client, field),
            "read and write": Breaks(
                updating(client.ticket_fields, "title"),
                APIException,
                "zenpy sends the options of a field that was read without their names and tags",
            ),
        },
    )
    yield kind(
        "ticket forms", client.ticket_forms, lambda number: TicketForm(name=f"양식 {number}"), "name", pages=WHOLE
    )
    yield kind(
        "brands",
        client.brands,
        lambda number: Brand(name=f"브랜드 {number}", subdomain=f"brand-{number}"),
        "name",
        pages=WHOLE,
        show=lambda brand: _not_deleted(client.brands(id=brand)),
    )
    yield kind(
        "custom statuses",
        client.custom_statuses,
        lambda number: CustomStatus(status_category="open", agent_label=f"상태 {number}"),
        "agent_label",
        pages=WHOLE,
        delete=Not("Zendesk cannot delete a status, and zenpy says so"),
    )
    yield kind(
        "dynamic content",
        client.dynamic_content,
        lambda number: Item(
            name=f"dc {number:03}",
            default_locale_id=KO,
            variants=[{"locale_id": KO, "default": True, "content": "안녕하세요"}],
        ),
        "name",
        more={"variants": lambda item: _variant(client, item)},
    )
    yield kind(
        "webhooks",
        client.webhooks,
        create=lambda number: _new_webhook(client, plain, number),
        listed=lambda: [each.id for each in client.webhooks.list()],
        update=lambda webhook: _webhook_changed(client, webhook),
        more={
            "patch": lambda webhook: _webhook_patched(client, webhook),
            "secret": lambda webhook: (True, bool(client.webhooks.show_secret(webhook).secret)),
        },
    )


def _not_deleted(brand: Any) -> None:
    """Zendesk goes on showing a deleted brand, marked (OAS, is_deleted)."""
    if brand.is_deleted:
        raise RecordNotFoundException({})


def _retitled(client: Any, field: Id) -> tuple[object, object]:
    client.ticket_fields.update(TicketField(id=field, title="바뀐 값"))
    return "바뀐 값", client.ticket_fields(id=field).title


def _apart(options: list[dict[str, str]], number: int) -> list[dict[str, str]]:
    """Options with tags of their own: two fields cannot share them in Zendesk's own pages."""
    return [{**option, "value": f"{option['value']}_{number}"} for option in options]


def _option(client: Any, field: Id) -> tuple[object, object]:
    made = client.ticket_fields.options.create_or_update(field, CustomFieldOption(name="B::새것", value="b_new"))
    found = client.ticket_fields.options.show(field, made.id).name
    client.ticket_fields.options.delete(field, made.id)
    return ("B::새것", 2), (found, len(client.ticket_fields(id=field).custom_field_options))


def _variant(client: Any, item: Id) -> tuple[object, object]:
    client.dynamic_content.variants.create(item, Variant(locale_id=EN, default=False, active=True, content="Hello"))
    return ["Hello", "안녕하세요"], sorted(each.content for each in client.dynamic_content.variants(item))


def _new_webhook(client: Any, plain: Plain, number: int) -> Id:
    if number % 60 == 59:  # noqa: PLR2004 - webhooks take 100 calls a minute
        plain.wait(60)
    return client.webhooks.create(_webhook(f"webhook {number:03}")).id


def _webhook(name: str) -> Webhook:
    return Webhook(
        name=name,
        status="active",
        endpoint="https://example.com/hook",
        http_method="POST",
        request_format="json",
        subscriptions=["conditional_ticket_events"],
    )


def _webhook_changed(client: Any, webhook: Id) -> tuple[object, object]:
    client.webhooks.update(webhook, _webhook("바뀐 웹훅"))
    return "바뀐 웹훅", client.webhooks(id=webhook).name


def _webhook_patched(client: Any, webhook: Id) -> tuple[object, object]:
    client.webhooks.patch(Webhook(id=webhook, status="inactive"))
    return "inactive", client.webhooks(id=webhook).status
