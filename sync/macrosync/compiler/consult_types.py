"""The consult-type tree as a tagger field: paths, tags, and which leaves a path means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.resources import Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.load import Loaded
    from macrosync.definitions.models import ConsultType, ConsultTypes
    from macrosync.definitions.target import Target

#: Between the levels of a path, as the source article writes it.
ARROW = " ▶ "
#: Between the slugs in a tag; no slug can hold it, so a tag can be read back.
JOINT = "__"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A consult type that a ticket can have: its names from the root, and its tag."""

    names: tuple[str, ...]
    tag: str

    @property
    def path(self) -> str:
        """As authors write it: 대리_기사 ▶ 배정/운행 ▶ 운행정책 ▶ 제휴콜."""
        return ARROW.join(self.names)

    @property
    def option(self) -> str:
        """As a nested option of Zendesk is named (facts: `A::B::C` nests)."""
        return "::".join(self.names)


def leaves(tree: ConsultTypes) -> tuple[Leaf, ...]:
    """Every leaf of the tree, in its order."""
    return tuple(leaf for node in tree.types for leaf in _below(node, (), ()))


def _below(node: ConsultType, names: tuple[str, ...], slugs: tuple[str, ...]) -> Iterator[Leaf]:
    names, slugs = (*names, node.name.strip()), (*slugs, node.slug)
    if not node.types:
        yield Leaf(names, JOINT.join(slugs))
    for child in node.types:
        yield from _below(child, names, slugs)


def under(path: str, among: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The leaves that a path means: itself, or all below it; none where the tree has no such path."""
    wanted = tuple(name.strip() for name in path.split(ARROW.strip()))
    return tuple(leaf for leaf in among if leaf.names[: len(wanted)] == wanted)


def lines(chosen: tuple[Leaf, ...]) -> tuple[str, ...]:
    """The consult types as the source article writes them: one line a parent, its leaves after commas."""
    by_parent: dict[tuple[str, ...], list[str]] = {}
    for leaf in chosen:
        by_parent.setdefault(leaf.names[:-1], []).append(leaf.names[-1])
    return tuple(ARROW.join((*parent, ", ".join(names))) for parent, names in by_parent.items())


def field(loaded: Loaded, tree: ConsultTypes, made: str) -> Resource:
    """The nested tagger field; `made` tells admins in Zendesk where it comes from."""
    payload: Payload = {
        "type": "tagger",
        "title": tree.title,
        "active": True,
        "agent_description": made,
        "custom_field_options": [{"name": leaf.option, "value": leaf.tag} for leaf in leaves(tree)],
    }
    return Resource(Kind.TICKET_FIELD, tree.key, tree.version, payload, loaded.place())


def forms(fields: Sequence[Ref], target: Target) -> Iterator[Resource]:
    """The ticket forms that hold these fields; of a form only that is managed."""
    for name in target.ticket_forms:
        payload: Payload = {"ticket_field_ids": [str(each) for each in fields]}
        yield Resource(Kind.TICKET_FORM, name, 1, payload, target.place("ticket_forms"))
