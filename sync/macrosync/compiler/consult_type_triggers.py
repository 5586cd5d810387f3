"""Triggers that keep a ticket's tags those of the whole path of its consult type, each level, and no stale one.

The field's own tag, that of the leaf, is Zendesk's work: a drop-down and its option's tag are one thing (SUP
4408881943194). Every level above is a tag of ours, so that views, rules and reports can ask for it. Levels with the
same leaves below them share one trigger that adds their tags and one that removes them: their number grows with the
nodes where the tree branches, and not with its leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.compiler.consult_types import ARROW, JOINT
from macrosync.resources import Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions.models import ConsultType, ConsultTypes, Tagging
    from macrosync.definitions.target import Target
    from macrosync.resources import Source


@dataclass(frozen=True, slots=True)
class Level:
    """A node that has others below it: its names and slugs from the root, and the tags of the leaves below."""

    names: tuple[str, ...]
    slugs: tuple[str, ...]
    leaves: tuple[str, ...]
    source: Source

    @property
    def tag(self) -> str:
        """The slugs of its path, as in the tags of the leaves."""
        return JOINT.join(self.slugs)


def resources(tree: ConsultTypes, target: Target, made: str) -> Iterator[Resource]:
    """The triggers; none where no words name them.

    `made` tells admins in Zendesk where they come from. Raises LookupError where macrosync.toml names no category; a
    finding comes first.
    """
    groups = shared(tree)
    if tree.tagging is None or not groups:
        return
    if target.trigger_category is None:
        raise LookupError("no trigger_category in macrosync.toml")
    category = Ref(Kind.TRIGGER_CATEGORY, target.trigger_category)
    for levels in groups:
        yield from _pair(tree, tree.tagging, levels, {"category_id": str(category), "description": made})


def shared(tree: ConsultTypes) -> tuple[tuple[Level, ...], ...]:
    """The levels of the tree, those with the same leaves together, in the tree's order."""
    groups: dict[tuple[str, ...], list[Level]] = {}
    for node in tree.types:
        for level in _levels(node, (), ()):
            groups.setdefault(level.leaves, []).append(level)
    return tuple(tuple(levels) for levels in groups.values())


def _levels(node: ConsultType, names: tuple[str, ...], slugs: tuple[str, ...]) -> Iterator[Level]:
    names, slugs = (*names, node.name.strip()), (*slugs, node.slug)
    if node.types:
        yield Level(names, slugs, tuple(_leaves(node, slugs)), node.slug.source)
        for child in node.types:
            yield from _levels(child, names, slugs)


def _leaves(node: ConsultType, slugs: tuple[str, ...]) -> Iterator[str]:
    if not node.types:
        yield JOINT.join(slugs)
    for child in node.types:
        yield from _leaves(child, (*slugs, child.slug))


def _pair(tree: ConsultTypes, words: Tagging, levels: tuple[Level, ...], more: Payload) -> Iterator[Resource]:
    """The trigger that adds the tags of these levels, and the one that removes them: one of both fires each time."""
    lowest = levels[-1]
    field = f"custom_fields_{Ref(Kind.TICKET_FIELD, tree.key)}"
    tags = " ".join(level.tag for level in levels)

    def trigger(does: str, words: str, which: str, operator: str, action: str) -> Resource:
        listed: list[Json] = [{"field": field, "operator": operator, "value": leaf} for leaf in lowest.leaves]
        payload: Payload = {
            **more,
            "title": f"{words}: {ARROW.join(lowest.names)}",
            "active": True,
            "conditions": {"all": [], "any": []} | {which: listed},
            "actions": [{"field": action, "value": tags}],
        }
        key = "/".join((tree.key, *lowest.slugs, does))
        return Resource(Kind.TRIGGER, key, tree.version, payload, lowest.source)

    yield trigger("add", words.add, "any", "includes", "current_tags")
    yield trigger("remove", words.remove, "all", "not_includes", "remove_tags")
