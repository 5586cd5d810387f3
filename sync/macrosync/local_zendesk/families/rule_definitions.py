"""What a rule may be made of, as `definitions` lists it: of the account as it is, its groups, agents and fields too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.records import gone
from macrosync.local_zendesk.families.rule_actions import CHOICES
from macrosync.local_zendesk.families.rule_conditions import of_field
from macrosync.local_zendesk.families.rule_references import RECORDS
from macrosync.local_zendesk.families.rule_vocabulary import OPERATOR_TITLES, TERMINAL
from macrosync.local_zendesk.families.users import USERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.families.rule_vocabulary import Subject
    from macrosync.resources import Json

#: The value that stands for none.
_NULL = "__NULL__"
_TITLES = {
    _NULL: "-",
    "current_user": "(current user)",
    "requester_id": "(requester)",
    "assignee_id": "(assignee)",
    "group_id": "(assigned group)",
    "current_groups": "(current user's groups)",
    "requester_and_ccs": "(requester and CCs)",
    "all_agents": "(all agents)",
    "default_ticket_form": "(default form)",
}
_PEOPLE = ("current_user", "requester_id", "assignee_id")
#: Actions beside those with a fixed choice: title, group, type, words, the records that can be chosen, nullable.
_ACTIONS: tuple[tuple[str, str, str, str, tuple[str, ...], str | None, bool], ...] = (
    ("brand_id", "Brand", "ticket", "list", (), "Brand", False),
    ("ticket_form_id", "Form", "ticket", "list", ("default_ticket_form",), "Form", False),
    ("group_id", "Group", "ticket", "list", (), "Group", True),
    ("assignee_id", "Assignee", "ticket", "list", ("current_user", "requester_id"), "User", True),
    ("set_tags", "Set tags", "ticket", "tags", (), None, False),
    ("current_tags", "Add tags", "ticket", "tags", (), None, False),
    ("remove_tags", "Remove tags", "ticket", "tags", (), None, False),
    ("follower", "Add follower", "ticket", "list", ("current_user",), "User", False),
    ("notification_user", "Email user", "notifications", "email", (*_PEOPLE, "requester_and_ccs"), "User", False),
    ("notification_group", "Email group", "notifications", "email", ("group_id",), "Group", False),
    ("notification_webhook", "Notify active webhook", "notifications", "webhook", (), None, False),
    ("locale_id", "Language", "requester", "list", (), "Locale", False),
)


def conditions(documents: Documents, subjects: Mapping[str, Subject]) -> Json:
    """The conditions, those on custom fields after the others."""
    own = {f"custom_fields_{field['id']}": of_field(field) for field in custom_fields(documents)}
    return [_condition(documents, name, subject) for name, subject in {**subjects, **own}.items()]


def actions(documents: Documents) -> Json:
    """The actions of a trigger, those on custom fields last."""
    listed: list[Json] = [
        _action(name, title, "ticket", "list", nullable=False) | {"values": titled_values(choices)}
        for name, (title, choices) in CHOICES.items()
    ]
    for name, title, group, kind, words, records, nullable in _ACTIONS:
        entry = _action(name, title, group, kind, nullable=nullable)
        values = [*titled_values(((_NULL,) if nullable else ()) + words), *account_values(documents, records)]
        listed.append(entry | ({"values": values} if values else {}))
    for field in custom_fields(documents):
        subject = of_field(field)
        kind = "multiselect_list" if field["type"] == "multiselect" else subject.type
        entry = _action(f"custom_fields_{field['id']}", subject.title, "ticket", kind, nullable=True)
        listed.append(entry | ({"values": titled_values(subject.values)} if subject.values else {}))
    return listed


def _condition(documents: Documents, name: str, subject: Subject) -> Json:
    operators: list[Json] = [
        {"value": operator, "title": OPERATOR_TITLES[operator], "terminal": operator in TERMINAL}
        for operator in subject.operators
    ]
    entry: Body = {
        "title": subject.title,
        "subject": name,
        "type": subject.type,
        "group": subject.group,
        "nullable": subject.nullable,
        "repeatable": False,
        "operators": operators,
    }
    words = ((_NULL,) if subject.nullable and subject.type == "list" else ()) + subject.words + subject.values
    values = [*titled_values(words), *account_values(documents, subject.of)]
    return entry | ({"values": values} if values else {})


def _action(name: str, title: str, group: str, kind: str, *, nullable: bool) -> Body:
    entry: Body = {"title": title, "subject": name, "type": kind, "group": group}
    return entry | {"nullable": nullable, "repeatable": False}


def titled_values(words: tuple[str, ...]) -> list[Json]:
    """Values with what a list of them shows."""
    return [
        {"value": word, "title": _TITLES.get(word, word.replace("_", " ").capitalize()), "enabled": True}
        for word in words
    ]


def account_values(documents: Documents, kind: str | None) -> Iterator[Json]:
    """The account's records of a kind as values: agents, groups and the like."""
    if kind == "User":
        agents = (documents.all(USERS, where_field("role", role)) for role in ("admin", "agent"))
        found = [each for listed in agents for each in listed]
    else:
        found = documents.all(RECORDS[kind]) if kind is not None and kind in RECORDS else []
    for each in found:
        if not gone(each):
            title = each.get("name", each.get("agent_label"))
            yield {"value": str(each["id"]), "title": title, "enabled": True}
