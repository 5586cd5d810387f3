"""Labels of articles: names on the article, and records of their own (HCOAS, labels). Case counts (REF)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Family, Filter, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import changed, listing, new, showing
from macrosync.local_zendesk.help_center.contents import ARTICLES
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

LABELS = Family("labels", "label", "/api/v2/help_center/articles/labels", indexed=("name",))


def names(value: Json) -> list[Json]:
    """The labels of an article as they are kept: each once, in order. Raises 400 for what is no list of texts."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise api_errors.help_center_invalid("label_names", "is not a list of names")
    return [each for each in dict.fromkeys(str(each).strip() for each in value) if each]


def note(context: Context, value: Json) -> list[Body]:
    """The records of these labels, made where they are new."""
    return [_noted(context, str(name)) for name in (value if isinstance(value, list) else [])]


def drop(context: Context, held: Json) -> None:
    """Forget the records of labels that no article has any more, where the switch labels_outlive_articles is off."""
    for name in () if context.switches.labels_outlive_articles or not isinstance(held, list) else held:
        known = context.documents.first(LABELS, where_field("name", str(name)))
        if known is not None and not context.documents.count(ARTICLES.family, _having(str(name))):
            context.documents.remove(LABELS, int(str(known["id"])))


def _having(name: str) -> Filter:
    return Filter("EXISTS (SELECT 1 FROM json_each(body, '$.label_names') WHERE value = ?)", (name,))


def list_of_article(context: Context) -> Answer:
    """The labels of one article."""
    article = context.found(ARTICLES.family)
    labels: list[Json] = [*_records(context, article)]
    return Answer.of({"labels": labels, "count": len(labels), "next_page": None, "previous_page": None})


def add(context: Context) -> Answer:
    """Put a label on an article; 201 (HCOAS)."""
    article = context.found(ARTICLES.family)
    given = names([context.payload("label").get("name")])
    if not given:
        raise api_errors.help_center_invalid("name", "can't be blank")
    held = article["label_names"] if isinstance(article["label_names"], list) else []
    after = changed(article, article | {"label_names": list(dict.fromkeys([*held, *given]))}, context.stamp)
    context.documents.put(ARTICLES.family, after)
    return Answer.created("label", note(context, given)[0])


def take_off(context: Context) -> Answer:
    """Take a label off an article."""
    article, label = context.found(ARTICLES.family), context.found(LABELS, context.id("label_id"))
    held = article["label_names"] if isinstance(article["label_names"], list) else []
    if label["name"] not in held:
        raise api_errors.not_found()
    kept: list[Json] = [each for each in held if each != label["name"]]
    context.documents.put(ARTICLES.family, changed(article, article | {"label_names": kept}, context.stamp))
    drop(context, [label["name"]])
    return Answer.empty()


def delete(context: Context) -> Answer:
    """Delete a label, and take it off all articles (HCOAS)."""
    label = context.found(LABELS)
    for article in context.documents.all(ARTICLES.family, _having(str(label["name"]))):
        held = article["label_names"] if isinstance(article["label_names"], list) else []
        kept: list[Json] = [each for each in held if each != label["name"]]
        context.documents.put(ARTICLES.family, article | {"label_names": kept, "updated_at": context.stamp})
    context.documents.remove(LABELS, context.id())
    return Answer.empty()


def _noted(context: Context, name: str) -> Body:
    known = context.documents.first(LABELS, where_field("name", name))
    if known is not None:
        return known
    made = new(context.documents, LABELS, context.stamp, {"name": name})
    context.documents.put(LABELS, made)
    return made


def _records(context: Context, article: Body) -> Iterator[Body]:
    for name in article["label_names"] if isinstance(article["label_names"], list) else []:
        if known := context.documents.first(LABELS, where_field("name", str(name))):
            yield known


def _routes() -> Iterator[Route]:
    yield Route("GET", LABELS.path, listing(LABELS), "hc")
    yield Route("GET", f"{LABELS.path}/{{id}}", showing(LABELS), "hc")
    yield Route("DELETE", f"{LABELS.path}/{{id}}", delete, "hc")
    for prefix in ("/api/v2/help_center", "/api/v2/help_center/{locale}"):
        path = f"{prefix}/articles/{{id}}/labels"
        yield Route("GET", path, list_of_article, "hc")
        yield Route("POST", path, add, "hc")
        yield Route("DELETE", f"{path}/{{label_id}}", take_off, "hc")


ROUTES = tuple(_routes())
