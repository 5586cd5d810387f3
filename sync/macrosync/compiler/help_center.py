"""Where the articles stand: a category and a section, made where the account lacks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.resources import Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from macrosync.definitions.target import Target


def places(target: Target) -> tuple[Resource, Resource]:
    """The category and the section that macrosync.toml names."""
    category: Payload = {"name": target.category, "locale": target.locale, "description": ""}
    section: Payload = {
        "name": target.section,
        "locale": target.locale,
        "description": "",
        "category_id": str(Ref(Kind.CATEGORY, target.category)),
    }
    return (
        Resource(Kind.CATEGORY, target.category, 1, category, target.place("category")),
        Resource(Kind.SECTION, target.section, 1, section, target.place("section")),
    )
