"""What an earlier run left behind when it was broken off: found by its name, and told to the sandbox to delete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from live.sandbox import PREFIX, Refused
from live.things import GROUPS, HELP_CENTER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from live.sandbox import Sandbox

_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where records of a kind are listed, their key there, where they are deleted, and what holds their name.

    Kinds that others need come first, since what is kept last is deleted first.
    """

    listed: str
    many: str
    at: str
    named: str = "name"


_KINDS = (
    _Kind("users/search?query=" + PREFIX, "users", "users"),
    _Kind("organizations/autocomplete?name=" + PREFIX, "organizations", "organizations"),
    _Kind("groups?page[size]=100", "groups", "groups"),
    _Kind("ticket_fields", "ticket_fields", "ticket_fields", "title"),
    _Kind("ticket_forms", "ticket_forms", "ticket_forms"),
    _Kind("dynamic_content/items?page[size]=100", "items", "dynamic_content/items"),
    _Kind("trigger_categories?page[size]=100", "trigger_categories", "trigger_categories"),
    _Kind("webhooks?filter[name_contains]=" + PREFIX, "webhooks", "webhooks"),
    _Kind(GROUPS, "permission_groups", GROUPS),
    _Kind(f"guide/content_tags?filter[name_prefix]={PREFIX}", "records", "guide/content_tags"),
    _Kind(f"{HELP_CENTER}/articles/labels?page[size]=100", "labels", f"{HELP_CENTER}/articles/labels"),
    _Kind(f"{HELP_CENTER}/categories?page[size]=100", "categories", f"{HELP_CENTER}/categories"),
    _Kind("macros/search?query=" + PREFIX, "macros", "macros", "title"),
    _Kind("views/search?query=" + PREFIX, "views", "views", "title"),
    _Kind("automations/search?query=" + PREFIX, "automations", "automations", "title"),
    _Kind("triggers/search?query=" + PREFIX, "triggers", "triggers", "title"),
    _Kind("deleted_tickets?sort_by=deleted_at&sort_order=desc", "deleted_tickets", "deleted_tickets", "subject"),
    _Kind(f"tickets?external_id={PREFIX}", "tickets", "tickets", "external_id"),
)


def find(sandbox: Sandbox) -> int:
    """Have everything deleted at the end that bears our prefix; gives how much there is.

    A category of the Help Center takes its sections and articles with it. What this account has not is passed over.
    """
    found = 0
    for kind in _KINDS:
        try:
            paths = [f"{kind.at}/{each['id']}" for each in _records(sandbox, kind) if _ours(each.get(kind.named))]
        except Refused:
            continue
        for path in paths:
            sandbox.keep(path)
        found += len(paths)
    return found


def _ours(name: object) -> bool:
    """Whether a name is one that a run gave; a tag's has low lines for its hyphens."""
    return isinstance(name, str) and name.replace("_", "-").startswith(PREFIX)


def _records(sandbox: Sandbox, kind: _Kind) -> Iterator[Mapping[str, Any]]:
    path: str | None = kind.listed
    for _ in range(_MOST_PAGES):
        if path is None:
            return
        page = sandbox.get(path)
        yield from page[kind.many]
        path = _following(sandbox, page)


def _following(sandbox: Sandbox, page: Mapping[str, Any]) -> str | None:
    """Where a list goes on: by cursor only where there is more, since `next` is on the last page too."""
    meta, links = page.get("meta"), page.get("links") or {}
    address = page.get("next_page") if meta is None else links.get("next") if meta.get("has_more") else None
    return None if address is None else str(address).removeprefix(sandbox.base)
