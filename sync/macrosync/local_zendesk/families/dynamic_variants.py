"""The variants of dynamic content: one for a language, one of them the default (OAS, dynamic content item variants).

A variant is outdated once the default's content has changed after it (assumed: OAS says only that it can be).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families.dynamic_text import ITEMS, variants_of
from macrosync.local_zendesk.families.locales import LOCALES
from macrosync.local_zendesk.families.records import changed, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset({"locale_id", "content", "active", "default"})
_FLAGS = ("active", "default")


def first_ones(context: Context, item: Body, payload: Body) -> Body:
    """The variants of a new item, and its default locale. Raises 422 where they name no default one."""
    listed = payload.get("variants")
    if not isinstance(listed, list) or not listed:
        raise api_errors.blank("variants")
    default = _locale(context, payload.get("default_locale_id"), "default_locale_id")
    wanted = [_object(each) for each in listed]
    if not any(each.get("default") is True for each in wanted):
        if not context.switches.default_locale_chooses_variant:
            default = number(wanted[0].get("locale_id"), "locale_id")
        wanted = [each | {"default": str(each.get("locale_id")) == str(default)} for each in wanted]
    made, _ = added(context, item | {"variants": []}, wanted)
    return made


def added(context: Context, item: Body, wanted: Sequence[Mapping[str, Json]]) -> tuple[Body, list[Body]]:
    """The item with more variants, and these. Raises 400 and 422."""
    made = [_made(context, item, each) for each in wanted]
    variants = [*variants_of(item), *made]
    moved = [each for each in made if each["default"] is True]
    after = _written(context, item, variants, moved[-1] if moved else None)
    return after, [each for each in variants_of(after) if each["id"] in {one["id"] for one in made}]


def amended(context: Context, item: Body, wanted: Sequence[Mapping[str, Json]]) -> Body:
    """The item with some variants changed, which are named by their ids. Raises 400, 404 and 422."""
    variants, moved = variants_of(item), None
    for each in wanted:
        before = _of_id(variants, number(each.get("id"), "id"))
        given = context.permitted("variant", each, WRITABLE | {"id"}) | {"id": before["id"]}
        _check_default(before, given)
        after = changed(before, before | _checked(context, given), context.stamp)
        if after["content"] != before["content"]:
            after["outdated"] = False
            if before["default"] is True and context.switches.content_outdates_variants:
                variants = [one | {"outdated": one["default"] is not True} for one in variants]
        moved = after if after["default"] is True and before["default"] is not True else moved
        variants = [after if one["id"] == after["id"] else one for one in variants]
    return _written(context, item, variants, moved)


def settled(item: Body) -> Body:
    """The item, itself outdated where a variant is."""
    return item | {"outdated": any(each["outdated"] is True for each in variants_of(item))}


def found(context: Context, item: Body) -> Body:
    """The variant that the path names. Raises 404."""
    return _of_id(variants_of(item), context.id("variant_id"))


def several(context: Context) -> list[Body]:
    """The variants of a body. Raises 400 for what is no list of objects."""
    listed = context.json().get("variants")
    if not isinstance(listed, list):
        raise api_errors.invalid_attribute("variants", "an array")
    return [_object(each) for each in listed]


def _made(context: Context, item: Body, wanted: Mapping[str, Json]) -> Body:
    given = _checked(context, context.permitted("variant", wanted, WRITABLE))
    if "locale_id" not in given:
        raise api_errors.blank("locale_id")
    if "content" not in given:
        raise api_errors.blank("content")
    identity = context.documents.new_id()
    return {
        "id": identity,
        "url": f"{context.documents.base}{ITEMS.path}/{item['id']}/variants/{identity}.json",
        "content": given["content"],
        "locale_id": given["locale_id"],
        "outdated": False,
        "active": given.get("active", True),
        "default": given.get("default", False),
        "created_at": context.stamp,
        "updated_at": context.stamp,
    }


def _written(context: Context, item: Body, variants: list[Body], moved: Body | None) -> Body:
    """The item as it is kept: one variant a locale, and the default where it was moved to."""
    locales = [each["locale_id"] for each in variants]
    if len(set(map(str, locales))) < len(locales):
        raise api_errors.duplicate("locale_id", "has already been taken")
    if moved is not None:
        variants = [each | {"default": each["id"] == moved["id"]} for each in variants]
    default = next((each for each in variants if each["default"] is True), None)
    if default is None:
        raise api_errors.invalid("variants", "must have a variant of the default locale")
    if default["active"] is not True:
        raise api_errors.invalid("active", "the default variant must be active")
    listed: list[Json] = [*variants]
    after = item | {"default_locale_id": default["locale_id"], "variants": listed}
    return changed(item, settled(after), context.stamp)


def _check_default(before: Body, given: Body) -> None:
    """The default stays default and active until another variant is made the default (OAS, update variant)."""
    for name in _FLAGS:
        if before["default"] is True and given.get(name, True) is False:
            raise api_errors.invalid(name, "cannot be switched off for the default variant")


def _checked(context: Context, given: Body) -> Body:
    for name in _FLAGS:
        if not isinstance(given.get(name, False), bool):
            raise api_errors.invalid_attribute(name, "a boolean")
    if "content" in given:
        if not isinstance(given["content"], str):
            raise api_errors.invalid_attribute("content", "a string")
        if not given["content"].strip():
            raise api_errors.blank("content")
    if "locale_id" in given:
        given["locale_id"] = _locale(context, given["locale_id"], "locale_id")
    return given


def _locale(context: Context, value: Json, name: str) -> int:
    """A locale that the account has active (OAS). Raises 422 for another one."""
    if value is None:
        raise api_errors.blank(name)
    wanted = number(value, name)
    if context.documents.get(LOCALES, wanted) is None:
        raise api_errors.invalid(name, f"{wanted} is no active locale of this account")
    return wanted


def _object(value: Json) -> Body:
    if not isinstance(value, dict):
        raise api_errors.invalid_attribute("variants", "an array of objects")
    return value


def _of_id(variants: Sequence[Body], wanted: int) -> Body:
    for each in variants:
        if each["id"] == wanted:
            return each
    raise api_errors.not_found()
