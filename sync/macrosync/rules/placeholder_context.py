"""What placeholders stand for on one ticket: the context for `macrosync.rules.liquid.render`.

Names and formats are those of SUP 4408886858138. Not filled, so blank: the account, brand and form names,
CCs and followers, languages, extended roles, business hours and holidays, `_formatted` comments,
satisfaction, titles of users' drop-downs, and lookup relationships. Zendesk shows statuses, dates and the
like in the requester's language; here they are English (assumed to matter to no script).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from macrosync.rules import tags
from macrosync.rules.liquid import NOW

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

#: The context's key for the user who works on the ticket, as the API gives users; no template can name it.
AGENT = "macrosync:agent"

STATUSES = {
    "new": "New",
    "open": "Open",
    "pending": "Pending",
    "hold": "On-hold",
    "solved": "Solved",
    "closed": "Closed",
}
ROLES = {"admin": "Admin", "agent": "Agent", "end-user": "End user"}
CHANNELS = {"web": "Web form", "email": "Mail"}

_USER_FIELDS = ("id", "name", "email", "phone", "external_id", "details", "notes", "time_zone", "locale", "signature")
_ORGANIZATION_FIELDS = ("id", "name", "external_id", "details", "notes")


class Shown(dict[str, object]):
    """An object with fields for Liquid that has a text of its own: `{{ticket.latest_comment}}`."""

    def __init__(self, fields: Mapping[str, object], text: str = "") -> None:
        super().__init__(fields)
        self.text = text

    def __str__(self) -> str:
        return self.text


def placeholder_context(
    ticket: Payload,
    *,
    requester: Payload | None,
    assignee: Payload | None,
    group: Payload | None,
    current_user: Payload | None,
    organization: Payload | None,
    fields: Sequence[Payload],
    now: datetime,
    submitter: Payload | None = None,
    comments: Sequence[Payload] = (),
    dynamic_content: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Everything that a template may read, from objects as the API gives them.

    `now` is aware, and its zone the account's: dates are shown in it. `comments` stand oldest first, as the
    API lists them; one with an `author` (a user) can show its name. `dynamic_content` is text by `dc` key.
    """
    theirs = _organization(organization)
    return {
        "ticket": Shown(
            {
                **_ticket(ticket, now),
                **_custom_fields(ticket, fields),
                **_comments(comments, now),
                "requester": _user(requester, theirs),
                "assignee": _user(assignee, alias=True),
                "submitter": _user(submitter),
                "organization": theirs,
                "group": Shown({"name": _text((group or {}).get("name"))}),
            }
        ),
        "current_user": _user(current_user),
        "dc": Shown(dict(dynamic_content or {})),
        NOW: now,
        AGENT: current_user,
    }


def _ticket(ticket: Payload, now: datetime) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": _text(ticket.get("id")),
        "external_id": _text(ticket.get("external_id")),
        "encoded_id": _text(ticket.get("encoded_id")),
        "title": _text(ticket.get("subject")),
        "description": _text(ticket.get("description")),
        "verbatim_description": _text(ticket.get("description")),
        "status": STATUSES.get(_text(ticket.get("status")), ""),
        "status_category": STATUSES.get(_text(ticket.get("status")), ""),
        "priority": _text(ticket.get("priority")).capitalize(),
        # "If the ticket type is not specified, this placeholder returns "Ticket""
        "ticket_type": _text(ticket.get("type") or "ticket").capitalize(),
        "tags": " ".join(tags.tagging_of(ticket).tags),
        "via": _channel(ticket.get("via")),
        "due_date": _date(ticket.get("due_at"), now, "%b-%d"),
        "due_date_with_timestamp": _timestamp(ticket.get("due_at")),
    }
    for name in ("created_at", "updated_at"):
        moment = ticket.get(name)
        shown[name] = _day(moment, now)
        shown[f"{name}_with_time"] = _date(moment, now, "%B %d, %H:%M")
        shown[f"{name}_with_timestamp"] = _timestamp(moment)
    host = urlsplit(_text(ticket.get("url"))).netloc
    if host and ticket.get("id") is not None:
        shown["url"] = f"{host}/agent/tickets/{ticket['id']}"
        shown["link"] = f"https://{shown['url']}"
    return shown


def _custom_fields(ticket: Payload, fields: Sequence[Payload]) -> dict[str, object]:
    """`ticket_field_<id>` is the tag, `ticket_field_option_title_<id>` the option's name (SUP 4408887218330).

    A nested option's name is the whole path, `A::B::C` (assumed). A checkbox shows 1 or 0.
    """
    shown: dict[str, object] = {}
    values = tags.tagging_of(ticket).values
    for number, value in values.items():
        shown[f"ticket_field_{number}"] = " ".join(_text(each) for each in _all(value))
    for field in fields:
        value = values.get(int(str(field["id"])))
        if value is None and next(tags.options(field), None) is not None:  # no option is called nothing
            shown[f"ticket_field_option_title_{field['id']}"] = ""
            continue
        names = {_text(option["value"]): _text(option.get("name")) for option in tags.options(field)}
        if names:
            chosen = [names[_text(each)] for each in _all(value) if _text(each) in names]
            shown[f"ticket_field_option_title_{field['id']}"] = ", ".join(chosen)
    return shown


def _comments(comments: Sequence[Payload], now: datetime) -> dict[str, object]:
    """Comments, most recent first."""
    every = [_comment(comment, now) for comment in reversed(comments)]
    public = [comment for comment in every if comment["is_public"]]
    shown: dict[str, object] = {"comments": every, "public_comments": public}
    for name, listed in (("comment", every), ("public_comment", public)):
        if listed:
            shown[f"latest_{name}"] = listed[0]
            shown[f"latest_{name}_html"] = shown[f"latest_{name}_rich"] = listed[0]["value_rich"]
    return shown


def _comment(comment: Payload, now: datetime) -> Shown:
    author = comment.get("author")
    text = _text(comment.get("plain_body") or comment.get("body"))
    return Shown(
        {
            "id": _text(comment.get("id")),
            "value": text,
            "value_rich": _text(comment.get("html_body")),
            "is_public": comment.get("public") is not False,
            "created_at": _day(comment.get("created_at"), now),
            "created_at_with_time": _date(comment.get("created_at"), now, "%B %d, %H:%M"),
            "author": _user(author if isinstance(author, Mapping) else None),
        },
        text,
    )


def _user(user: Payload | None, organization: Shown | None = None, *, alias: bool = False) -> Shown:
    """A user; an assignee goes by the alias, where there is one."""
    if user is None:
        return Shown({})
    shown: dict[str, object] = {name: _text(user.get(name)) for name in _USER_FIELDS}
    shown["first_name"], shown["last_name"] = first_and_last(_text(user.get("name")))
    shown["role"] = ROLES.get(_text(user.get("role")), "")
    shown["tags"] = " ".join(_text(tag) for tag in _all(user.get("tags")))
    shown["custom_fields"] = _keyed(user.get("user_fields"))
    shown["organization"] = organization or Shown({})
    if alias and user.get("alias"):
        shown["name"] = _text(user["alias"])
    return Shown(shown)


def _organization(organization: Payload | None) -> Shown:
    if organization is None:
        return Shown({})
    shown: dict[str, object] = {name: _text(organization.get(name)) for name in _ORGANIZATION_FIELDS}
    shown["is_shared"] = organization.get("shared_tickets") is True
    shown["is_shared_comments"] = organization.get("shared_comments") is True
    shown["tags"] = " ".join(_text(tag) for tag in _all(organization.get("tags")))
    shown["custom_fields"] = _keyed(organization.get("organization_fields"))
    return Shown(shown)


def first_and_last(name: str) -> tuple[str, str]:
    """The first and last name that Zendesk reads out of a full name: `A b C` and `b C, A` alike.

    The last word is the last name, and all before a comma. A name of one word, as most Korean ones are, is
    the first name and leaves the last one blank (assumed).
    """
    if "," in name:
        last, first = name.split(",", 1)
        return first.strip(), last.strip()
    words = name.split()
    return (words[0] if words else ""), (words[-1] if len(words) > 1 else "")


def _channel(via: Json) -> str:
    channel = _text(via.get("channel")) if isinstance(via, dict) else ""
    return CHANNELS.get(channel, channel.replace("_", " ").capitalize())


def _day(moment: Json, now: datetime) -> str:
    """`May 18, 2014`; the year goes unsaid where it is the current one."""
    parsed = _moment(moment, now)
    if parsed is None:
        return ""
    year = "" if parsed.year == now.year else f", {parsed.year}"
    return f"{parsed:%B} {parsed.day}{year}"


def _date(moment: Json, now: datetime, form: str) -> str:
    parsed = _moment(moment, now)
    return "" if parsed is None else parsed.strftime(form)


def _timestamp(moment: Json) -> str:
    """ISO 8601 to the minute, as documented: `2013-12-12T05:35Z`."""
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%MZ}" if isinstance(moment, str) else ""


def _moment(moment: Json, now: datetime) -> datetime | None:
    return datetime.fromisoformat(moment).astimezone(now.tzinfo) if isinstance(moment, str) else None


def _keyed(values: Json) -> Shown:
    return Shown({key: _text(value) for key, value in values.items()} if isinstance(values, dict) else {})


def _all(value: Json) -> Iterable[Json]:
    return value if isinstance(value, list) else [value]


def _text(value: Json) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case _:
            return str(value)
