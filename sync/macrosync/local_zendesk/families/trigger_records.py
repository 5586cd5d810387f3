"""Triggers as records: their family, and the order that they run and are listed in."""

from __future__ import annotations

from macrosync.local_zendesk.documents import FIELD, Family, Order

_CATEGORY = f"CAST({FIELD.format('category_id')} AS INTEGER)"
#: Where the category of a trigger stands among the categories.
_CATEGORY_POSITION = (
    f"(SELECT category.sort FROM documents AS category WHERE category.family = 'trigger_categories'"  # noqa: S608 - code's own
    f" AND category.id = {_CATEGORY.replace('(body', '(documents.body')})"
)
#: By the category's position, then the trigger's own, then title and id (recorded in cursors).
BY_POSITION = Order(
    "position,position,title,id", (f"ifnull({_CATEGORY_POSITION}, 0)", FIELD.format("position"), "sort", "id")
)
TRIGGERS = Family(
    "triggers", "trigger", "/api/v2/triggers", BY_POSITION, key=lambda body: str(body["title"]).casefold()
)
