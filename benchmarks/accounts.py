"""An account as an apply of a project leaves it, made in seconds, whatever its size.

`python -m benchmarks.accounts FOLDER SIZE` writes both the project and its account, SIZE being a JSON of `Size`.

Our own desk and all kinds that there are few of are made by a real apply. What the corpus has thousands of is written
beside them into the same file: what the apply would have sent of each, mark and digest included, in the shape that a
real one has there. A plan says whether that is right: it is empty, and the benchmarks measure no other.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import corpus
from benchmarks.processes import python
from macrosync import compiling, pipeline, serving
from macrosync import plan as planning
from macrosync.apply import Journal, execute
from macrosync.definitions import settings
from macrosync.gateway import bodies
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.help_center.contents import ARTICLES
from macrosync.plan import mark
from macrosync.plan.canonical import digest
from macrosync.plan.mark import Mark
from macrosync.resources import Kind, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macrosync.definitions.settings import Target
    from macrosync.local_zendesk.documents import Body, Documents, Family
    from macrosync.resources import Id, Ref, Resource

_FAMILIES: Mapping[Kind, Family] = {Kind.MACRO: MACROS, Kind.TRIGGER: TRIGGERS, Kind.ARTICLE: ARTICLES.family}


#: The names of both in their folder.
PROJECT, DATABASE = "project", "account.db"


@dataclass(frozen=True, slots=True)
class Size:
    """How much an account holds: so much of our desk, and all that is missing of these numbers is other people's."""

    desk: corpus.Desk
    macros: int = 0
    triggers: int = 0
    articles: int = 0


def make(folder: Path, size: Size) -> None:
    """Write a project and the file of an account to which it is applied."""
    corpus.write(folder / PROJECT, size.desk)
    _make(folder / PROJECT, folder / DATABASE, size)


def make_apart(folder: Path, size: Size) -> None:
    """The same in a process of its own, whose memory is not ours: a child's peak begins with its parent's."""
    python("-m", "benchmarks.accounts", str(folder), json.dumps(asdict(size)))


def _make(root: Path, database: Path, size: Size) -> None:
    target = settings.read(root).target(settings.LOCAL)
    report = compiling.check(root, target)
    if report.findings:
        raise RuntimeError(f"the recipe is wrong: {report.findings[0]}")
    desired = report.desired
    many = [each for each in desired if corpus.has_made(each)]
    with serving.serve(target, database) as zendesk:
        ids = _apply(root, target, [each for each in desired if not corpus.has_made(each)], zendesk.url)
        with zendesk.account.store.writing() as documents:
            shapes = {kind: documents.all(family)[-1] for kind, family in _FAMILIES.items()}
            for resource in many:
                _write(documents, resource, target.project, ids, shapes[resource.kind])
            _put_in_order(documents, desired)
            _add(documents, MACROS, size.macros, shapes[Kind.MACRO])
            _add(documents, TRIGGERS, size.triggers, shapes[Kind.TRIGGER])
            _add(documents, ARTICLES.family, size.articles, shapes[Kind.ARTICLE])


def _apply(root: Path, target: Target, desired: Sequence[Resource], url: str) -> Mapping[Ref, Id]:
    """Make these as ever; gives the ids of all that the others refer to."""
    options = pipeline.Options(root, target.name, url, {}, click.echo)
    with pipeline.account(options, target) as gateway:

        def plan() -> planning.Plan:
            return planning.make(
                desired,
                gateway.fetch(pipeline.KINDS),
                project=target.project,
                target=target.name,
                automation_prefix=target.automation_prefix,
            )

        with Journal.open(root / pipeline.STATE / "benchmarks", lambda: datetime.now(UTC)) as journal:
            execute(plan(), gateway, journal, authenticate=gateway.authenticate_webhook)
        return plan().ids


def _write(documents: Documents, resource: Resource, project: str, ids: Mapping[Ref, Id], shape: Body) -> None:
    """What the apply would have sent of a resource, in the shape of another one of its kind."""
    payload = {name: resolve(value, ids) for name, value in resource.payload.items()}
    made = Mark(project, resource.key, resource.version, digest(resource.kind, payload))
    sent = bodies.created(resource.kind, "sent", mark.put(resource.kind, payload, made))["sent"]
    if isinstance(sent, dict):
        family = _FAMILIES[resource.kind]
        number = documents.new_id()
        body = shape | {"id": number, "url": family.url(documents.base, number)}
        documents.put(family, body | (_article(body, sent) if resource.kind is Kind.ARTICLE else _rule(sent)))


def _rule(sent: Body) -> Body:
    """A macro or a trigger holds what it is sent, and its title twice (recorded)."""
    return sent | {"raw_title": sent["title"]}


def _article(body: Body, sent: Body) -> Body:
    """An article's text is that of its one translation."""
    translations = body["translations"]
    held = translations[str(sent["locale"])] if isinstance(translations, dict) else {}
    if not isinstance(held, dict):
        raise TypeError("a translation is an object")
    text = held | {"title": sent["title"], "body": sent["body"], "source_id": body["id"]}
    return {"label_names": sent["label_names"], "translations": {str(sent["locale"]): text}}


def _put_in_order(documents: Documents, desired: Sequence[Resource]) -> None:
    """Triggers stand as they are defined, as they would have been made."""
    by_key = {found.key: body for body in documents.all(TRIGGERS) if (found := mark.find(Kind.TRIGGER, body))}
    keys = [each.key for each in desired if each.kind is Kind.TRIGGER]
    for position, key in enumerate(keys, 1):
        documents.put(TRIGGERS, by_key[key] | {"position": position})


def _add(documents: Documents, family: Family, number: int, shape: Body) -> None:
    """Other people's, without a mark of ours, until there are so many."""
    for each in range(documents.count(family), number):
        identity, title = documents.new_id(), f"다른 팀 {each:05}"
        own: Body = {"id": identity, "url": family.url(documents.base, identity), "title": title, "raw_title": title}
        own |= {"label_names": []} if family is ARTICLES.family else {"description": title, "position": 10_000 + each}
        documents.put(family, {**shape, **own})


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    given["desk"]["steps"] = tuple(given["desk"]["steps"])
    make(Path(sys.argv[1]), Size(**{**given, "desk": corpus.Desk(**given["desk"])}))
