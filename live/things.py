"""Records to look at: made as small as they may be, and shared by the looks that only read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.sandbox import PREFIX

if TYPE_CHECKING:
    from live.sandbox import Sandbox

HELP_CENTER, GROUPS = "help_center", "guide/permission_groups"
COMMENT = {"field": "comment_value", "value": "안녕하세요"}


def macro(desk: Sandbox, what: str = "macro", **more: Any) -> Any:  # noqa: ANN401 - JSON
    """A macro that nobody but us would choose."""
    return desk.make("macros", "macro", {"title": desk.name(what), "actions": [COMMENT], **more})


def field(desk: Sandbox, what: str = "field", tags: tuple[str, ...] = ("a", "b"), **more: Any) -> Any:  # noqa: ANN401
    """A drop-down with these options; their tags are ours alone. What it is: in `what`, since tags are by field."""
    options = [{"name": tag, "value": tag_of(desk, what, tag)} for tag in tags]
    values = {"type": "tagger", "title": desk.name(what), "custom_field_options": options}
    return desk.make("ticket_fields", "ticket_field", values | more)


def tag_of(desk: Sandbox, what: str, tag: str) -> str:
    """The tag of an option of `field`."""
    return desk.word(f"{what}_{tag}")


def ticket(desk: Sandbox, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket whose first comment is internal, so that Zendesk mails no requester of it."""
    return desk.make("tickets", "ticket", draft(desk, **more))


def draft(desk: Sandbox, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The values of such a ticket."""
    comment = {"body": "보기", "public": False}
    return {"subject": desk.name("ticket"), "comment": comment, "external_id": PREFIX, **more}


def change(desk: Sandbox, record: Any, **values: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket after a change."""
    return desk.send("PUT", f"tickets/{record['id']}", {"ticket": values})["ticket"]


def shown(desk: Sandbox, record: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket as it is now."""
    return desk.get(f"tickets/{record['id']}")["ticket"]


def value_of(record: Any, custom: Any) -> Any:  # noqa: ANN401 - JSON
    """A custom field's value on a ticket."""
    return next(each["value"] for each in record["custom_fields"] if each["id"] == custom["id"])


def comments(desk: Sandbox, record: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket's comments."""
    return desk.get(f"tickets/{record['id']}/comments")["comments"]


def audits(desk: Sandbox, record: Any) -> Any:  # noqa: ANN401 - JSON
    """A ticket's audits."""
    return desk.get(f"tickets/{record['id']}/audits")["audits"]


def user(desk: Sandbox, who: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """An end user with an address that is not written to."""
    values = {"name": desk.name(who), "email": desk.email(who), "skip_verify_email": True, **more}
    return desk.make("users", "user", values)


def requester(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The one end user of most tickets that need one."""
    return desk.once("requester", lambda: user(desk, "requester"))


def me(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """Who looks."""
    return desk.once("me", lambda: desk.get("users/me")["user"])


def group(desk: Sandbox, what: str = "group") -> Any:  # noqa: ANN401 - JSON
    """A group without members."""
    return desk.make("groups", "group", {"name": desk.name(what)})


def locale(desk: Sandbox) -> str:
    """The Help Center's own locale."""
    return str(desk.once("locale", lambda: desk.get(f"{HELP_CENTER}/locales"))["default_locale"])


def category(desk: Sandbox, what: str = "category") -> Any:  # noqa: ANN401 - JSON
    """A category of the Help Center."""
    values = {"name": desk.name(what), "locale": locale(desk), "description": "보기"}
    return desk.make(f"{HELP_CENTER}/categories", "category", values)


def section(desk: Sandbox, what: str = "section") -> Any:  # noqa: ANN401 - JSON
    """A section, in the one category of all."""
    home = desk.once("category", lambda: category(desk))
    path = f"{HELP_CENTER}/categories/{home['id']}/sections"
    return desk.make(path, "section", {"name": desk.name(what), "locale": locale(desk)}, at=f"{HELP_CENTER}/sections")


def article(desk: Sandbox, what: str = "article", where: Any = None, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """An article that nobody sees: a draft, for staff; in the one section of all unless one is given."""
    home = where or desk.once("section", lambda: section(desk))
    segments = desk.once("segments", lambda: desk.get(f"{HELP_CENTER}/user_segments"))["user_segments"]
    values = {
        "title": desk.name(what),
        "body": "<p>보기</p>",
        "locale": locale(desk),
        "user_segment_id": next(each["id"] for each in segments if each["user_type"] == "staff"),
        "permission_group_id": permission_group(desk)["id"],
        "draft": True,
    }
    path = f"{HELP_CENTER}/sections/{home['id']}/articles"
    return desk.make(path, "article", values | more, at=f"{HELP_CENTER}/articles", notify_subscribers=False)


def permission_group(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The permission group that there is from the start."""
    return desk.once("permission group", lambda: desk.get(GROUPS)["permission_groups"][0])
