"""POST /trigger_categories/jobs: places of many categories and triggers at once, done before it answers (OAS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.documents import LARGEST_ID
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import trigger_categories, triggers
from macrosync.local_zendesk.families.records import changed
from macrosync.local_zendesk.families.rule_references import digits
from macrosync.local_zendesk.families.trigger_categories import CATEGORIES
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json


def run(context: Context) -> Answer:
    """Do all of it: 200 complete. Where anything is wrong, 400 failed with every error, and nothing done (assumed)."""
    job = context.payload("job")
    items = job.get("items")
    if job.get("action") != "patch" or not isinstance(items, dict):
        raise api_errors.invalid_attribute("job", 'an object with the action "patch" and items')
    errors: list[Json] = []
    categories = [_category(context, each, errors) for each in _objects(items, "trigger_categories")]
    rules = [_trigger(context, each, errors) for each in _objects(items, "triggers")]
    failed: Body = {"status": "failed", "errors": errors}
    if errors and not context.switches.trigger_jobs_are_whole:
        return Answer.of(failed, 400)  # what was right is kept
    if errors:
        raise ApiError(400, failed)
    return Answer.of({"status": "complete", "results": {"trigger_categories": categories, "triggers": rules}})


def _objects(items: Body, name: str) -> list[Body]:
    found = items.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise api_errors.invalid_attribute(name, "an array of objects")
    return [each for each in found if isinstance(each, dict)]


def _category(context: Context, item: Body, errors: list[Json]) -> Json:
    before = trigger_categories.found(context.documents, item.get("id"))
    if before is None:
        said = f"Category {item.get('id')} can’t be found. Check the ID and try again."
        errors.append({"code": "TriggerCategoryNotFound", "title": said})
        return None
    if not _place(item.get("position")):
        errors.append({"code": "InvalidTriggerCategory", "title": "position is not valid"})
        return None
    after = changed(before, before | {"position": item["position"]}, context.stamp)
    context.documents.put(CATEGORIES, after)
    return after


def _trigger(context: Context, item: Body, errors: list[Json]) -> Json:
    text = str(item.get("id"))
    before = context.documents.get(TRIGGERS, int(text)) if digits(text) else None
    wrong = "id" if before is None else _wrong(context, item)
    if before is None or wrong is not None:
        errors.append({"code": "InvalidTrigger", "title": f"{wrong} is not valid", "trigger_id": text})
        return None
    given: Body = {name: item[name] for name in ("position", "active", "category_id") if name in item}
    after = changed(before, triggers.moved(context, before, given), context.stamp)
    context.documents.put(TRIGGERS, after)
    return after


def _wrong(context: Context, item: Body) -> str | None:
    """The key of a trigger's item that has no right value; the title is OAS's."""
    if "category_id" in item and trigger_categories.found(context.documents, item["category_id"]) is None:
        return "category_id"
    if not _place(item.get("position", 0)):
        return "position"
    return None if isinstance(item.get("active", True), bool) else "active"


def _place(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_ID


ROUTES = (Route("POST", "/api/v2/trigger_categories/jobs", run, "triggers"),)
