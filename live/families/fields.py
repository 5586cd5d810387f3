"""Ticket fields, their options and values, and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.things import change, draft, field, me, shown, tag_of, ticket, value_of

if TYPE_CHECKING:
    from live.sandbox import Sandbox

FIELDS = Family()


def _options(custom: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    return [{name: each[name] for name in ("id", "name", "value")} for each in custom["custom_field_options"]]


def _with_options(desk: Sandbox, custom: Any, options: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON
    body = {"ticket_field": {"custom_field_options": options}}
    return desk.send("PUT", f"ticket_fields/{custom['id']}", body)["ticket_field"]


@FIELDS.known("options-replaced", (["a"], []))
def _replaced(desk: Sandbox) -> object:
    custom = field(desk, "replaced")
    there = ticket(desk, tags=[tag_of(desk, "replaced", "b")])
    left = _with_options(desk, custom, _options(custom)[:1])
    return [each["name"] for each in left["custom_field_options"]], shown(desk, there)["tags"]


@FIELDS.switched("option-anew", {True: True, False: False})
def _anew(desk: Sandbox) -> object:
    custom = field(desk, "anew", ("a",))
    before = custom["custom_field_options"][0]
    after = _with_options(desk, custom, [{"name": "other", "value": before["value"]}])
    return after["custom_field_options"][0]["id"] != before["id"]


@FIELDS.switched("option-retagged", {True: "gone", False: "kept"})
def _retagged(desk: Sandbox) -> object:
    custom, old = field(desk, "retagged", ("a",)), tag_of(desk, "retagged", "a")
    there = ticket(desk, tags=[old])
    _with_options(desk, custom, [{**_options(custom)[0], "value": tag_of(desk, "retagged", "new")}])
    return "kept" if old in shown(desk, there)["tags"] else "gone"


@FIELDS.known("type-immutable", ("tagger", True))
def _type(desk: Sandbox) -> object:
    custom = field(desk, "type")
    answer = desk.call("PUT", f"ticket_fields/{custom['id']}", {"ticket_field": {"type": "text"}})
    warned = answer.headers.get("x-zendesk-api-warn", "")
    return answer.json()["ticket_field"]["type"], "ticket_field.type" in warned


@FIELDS.known("option-tag-unique", (False, True))
def _one_tag(desk: Sandbox) -> object:
    first = field(desk, "unique", ("a",))
    tag = first["custom_field_options"][0]["value"]
    values = {"type": "tagger", "title": desk.name("twice")}
    twice, across = (
        desk.tried("ticket_fields", "ticket_field", {**values, "custom_field_options": options}).ok
        for options in (
            [{"name": name, "value": desk.word("twice")} for name in ("a", "b")],
            [{"name": "a", "value": tag}],
        )
    )
    return twice, across


@FIELDS.known("system-fields", {False})
def _system(desk: Sandbox) -> object:
    listed = desk.get("ticket_fields")["ticket_fields"]
    return {each["removable"] for each in listed if each["type"] in {"subject", "description", "status", "priority"}}


@FIELDS.switched("field-deleted", {True: (True, False), False: (False, False)})
def _deleted(desk: Sandbox) -> object:
    custom, tag = field(desk, "deleted", ("a",)), tag_of(desk, "deleted", "a")
    there = ticket(desk, tags=[tag])
    desk.remove(f"ticket_fields/{custom['id']}")
    after = shown(desk, there)
    return tag in after["tags"], custom["id"] in [each["id"] for each in after["custom_fields"]]


@FIELDS.switched("field-values", {True: 422, False: 201})
def _values(desk: Sandbox) -> object:
    custom = _custom(desk)
    values = [{"id": custom["id"], "value": desk.word("none")}]
    return desk.tried("tickets", "ticket", draft(desk, custom_fields=values)).status_code


def _custom(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The field of looks that do not change it."""
    return desk.once("custom", lambda: field(desk, "custom"))


@FIELDS.known("tags-and-fields", (["b"], "b", "a"))
def _tags_and_fields(desk: Sandbox) -> object:
    custom = _custom(desk)
    a, b = (tag_of(desk, "custom", each) for each in "ab")
    made = ticket(desk, tags=[a])
    desk.send("PUT", f"tickets/{made['id']}/tags", {"tags": [b]})
    after = shown(desk, made)
    again = change(desk, made, custom_fields=[{"id": custom["id"], "value": a}])
    names = {a: "a", b: "b"}
    return (
        [names.get(tag, tag) for tag in after["tags"]],
        names.get(value_of(after, custom)),
        names.get(again["tags"][0]),
    )


@FIELDS.switched("tags-before-fields", {True: "b", False: "a"})
def _tags_before_fields(desk: Sandbox) -> object:
    custom = _custom(desk)
    a, b = (tag_of(desk, "custom", each) for each in "ab")
    made = shown(desk, ticket(desk, tags=[a], custom_fields=[{"id": custom["id"], "value": b}]))
    return {a: "a", b: "b"}.get(value_of(made, custom))


@FIELDS.switched("tag-case", {False: True, True: False})
def _tag_case(desk: Sandbox) -> object:
    tag = desk.word("Case")
    return tag in ticket(desk, tags=[tag])["tags"]


@FIELDS.known("field-type", "text")
def _without_type(desk: Sandbox) -> object:
    return desk.make("ticket_fields", "ticket_field", {"title": desk.name("typeless")})["type"]


@FIELDS.known("field-creator", (True, None))
def _creator(desk: Sandbox) -> object:
    custom = _custom(desk)
    found = desk.get("ticket_fields/show_many", ids=custom["id"], creator="true")["ticket_fields"][0]
    return found["creator_user_id"] == me(desk)["id"], found["creator_app_name"]


@FIELDS.switched("field-creator-system", {True: "nobody", False: "somebody"})
def _creator_of_system_fields(desk: Sandbox) -> object:
    listed = desk.get("ticket_fields", creator="true")["ticket_fields"]
    subject = next(each for each in listed if each["type"] == "subject")
    return "nobody" if subject["creator_user_id"] == -1 else "somebody"


def _form(desk: Sandbox, what: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    values = {"name": desk.name(what), "end_user_visible": False, **more}
    return desk.make("ticket_forms", "ticket_form", values)


@FIELDS.switched("system-fields-on-forms", {True: True, False: False})
def _fields_of_a_form(desk: Sandbox) -> object:
    return len(_form(desk, "form", ticket_field_ids=[_custom(desk)["id"]])["ticket_field_ids"]) > 1


@FIELDS.switched("form-copy", {True: (200, "Copy of"), False: (200, "same")})
def _form_copy(desk: Sandbox) -> object:
    form = _form(desk, "copied")
    answer = desk.call("POST", f"ticket_forms/{form['id']}/clone")
    copy = answer.json()["ticket_form"]
    desk.keep(f"ticket_forms/{copy['id']}")
    desk.send("PUT", f"ticket_forms/{copy['id']}", {"ticket_form": {"name": desk.name("copy")}})  # to be found by
    names = {f"Copy of {form['name']}": "Copy of", form["name"]: "same"}
    return answer.status_code, names.get(copy["name"], copy["name"])


def _statuses(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    return desk.once("statuses", lambda: desk.get("custom_statuses"))["custom_statuses"]


def _offer(desk: Sandbox, form: Any, statuses: Any) -> Any:  # noqa: ANN401 - JSON
    offered = [{"custom_status_id": each["id"]} for each in statuses]
    path = f"ticket_forms/{form['id']}/ticket_form_statuses"
    return desk.send("POST", path, {"ticket_form_status": offered})["ticket_form_statuses"]


@FIELDS.known("form-statuses", shows=True)
def _form_statuses(desk: Sandbox) -> object:
    made = _offer(desk, _form(desk, "ulids"), _statuses(desk)[:1])
    return all(len(each["id"]) == len("01ARYZ6S41TSV4RRFFQ69G5FAV") for each in made)


@FIELDS.switched("form-statuses-answer", {True: (1, 2), False: (1, 1)})
def _form_statuses_answered(desk: Sandbox) -> object:
    form = _form(desk, "statuses")
    first, second = (len(_offer(desk, form, [each])) for each in _statuses(desk)[:2])
    return first, second


@FIELDS.switched("form-statuses-open", {True: 200, False: 422})
def _form_statuses_open(desk: Sandbox) -> object:
    form = _form(desk, "offered")
    _offer(desk, form, [each for each in _statuses(desk) if each["status_category"] == "new"])
    made = ticket(desk, ticket_form_id=form["id"])
    pending = next(each["id"] for each in _statuses(desk) if each["status_category"] == "pending")
    return desk.call("PUT", f"tickets/{made['id']}", {"ticket": {"custom_status_id": pending}}).status_code
