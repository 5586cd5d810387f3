"""Triggers, automations and views to begin with, and what a refusal says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

NEW = {"field": "status", "operator": "is", "value": "new"}
OPEN_IT = {"field": "status", "value": "open"}
UNSOLVED = {"field": "status", "operator": "less_than", "value": "solved"}
DAY_OLD = {"field": "NEW", "operator": "greater_than", "value": "24"}
SOLVE = {"field": "status", "value": "solved"}


def new(api: Api, one: str, **values: Data) -> Data:
    """A trigger, an automation or a view that is taken."""
    return api.post(f"{many(one)}", {one: {"title": "분실물", **sample(one), **values}})[one]


def refused(api: Api, one: str, **values: Data) -> list[str]:
    """The sentences of the 422 to a create."""
    answer = api.call("POST", many(one), json={one: {"title": "분실물", **sample(one), **values}})
    assert answer.status_code == 422, answer.text
    body = answer.json()
    assert (body["error"], body["description"]) == ("RecordInvalid", "Record validation errors")
    return [entry["description"] for entries in body["details"].values() for entry in entries]


def titles(api: Api, path: str, **query: Data) -> list[str]:
    """The titles of a list, in order."""
    page = api.get(path, **query)
    key = next(name for name in ("triggers", "automations", "views") if name in page)
    return [rule["title"] for rule in page[key]]


def many(one: str) -> str:
    """Where they live."""
    return f"{one}s"


def sample(one: str) -> Data:
    """The least that is taken, without a title."""
    match one:
        case "trigger":
            return {"conditions": {"all": [NEW], "any": []}, "actions": [OPEN_IT]}
        case "automation":
            return {"conditions": {"all": [UNSOLVED, DAY_OLD], "any": []}, "actions": [SOLVE]}
    return {"all": [UNSOLVED]}
