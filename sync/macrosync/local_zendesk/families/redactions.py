"""Words taken out of comments for good, and comments made private (REF ticketing/tickets/ticket_comments).

What is redacted is gone from the comment, the ticket's description and the audit; each of its characters is ▇. The
ticket gets the tag `redacted_content` (SUP 4408846470170).
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import audits, comments, ticket_changes
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.records import number, text
from macrosync.local_zendesk.families.ticket_records import AUDITS, COMMENTS, TICKETS, complete
from macrosync.local_zendesk.routing import Route
from macrosync.rules import tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

BLOCK = "▇"
TAG = "redacted_content"
_WRAPPED = re.compile(r"<redact>(.*?)</redact>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"</?redact>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"<[a-z][^>]*\sredact[\s>=/]", re.IGNORECASE)
_PIECES = re.compile(r"(<[^>]*>)")


def redact_words(context: Context) -> Answer:
    """Take a text out of a comment, wherever it stands in it; not on closed tickets (OAS, RedactStringInComment)."""
    ticket = context.found(TICKETS)
    ticket_changes.check_open(ticket)
    comment = _comment(context, ticket, context.id("comment_id"))
    word = text(context.json(), "text")
    if word not in str(comment["body"]):
        raise api_errors.invalid("text", "is not in the comment")
    after = comment | {"html_body": _in_texts(str(comment["html_body"]), word)}
    return _redacted(context, ticket, comment, after, [word])


def redact_marked(context: Context) -> Answer:
    """Take out what `<redact>` tags mark in the comment's HTML; on closed tickets too (OAS, comment_redactions)."""
    payload = context.json()
    ticket = context.found(TICKETS, number(payload.get("ticket_id"), "ticket_id"))
    comment = _comment(context, ticket, context.id())
    if payload.get("external_attachment_urls"):
        raise api_errors.not_built("redaction of attachments (external_attachment_urls)")
    marked = text(payload, "html_body")
    if _ATTRIBUTE.search(marked):
        raise api_errors.not_built("redaction of an element (the redact attribute)")
    # That the rest has to be the comment's own HTML is assumed.
    same = _MARKUP.sub("", marked) == comment["html_body"]
    if not (same or not context.switches.redaction_html_is_checked) or not _WRAPPED.search(marked):
        raise api_errors.invalid("html_body", "is not the comment's with parts in <redact> tags")
    words = [word for found in _WRAPPED.finditer(marked) if (word := comments.plain_text(found[1]))]
    rich = _WRAPPED.sub(lambda found: _blocked(found[1]), marked)
    if not same:
        rich = str(comment["html_body"])
        for word in words:
            rich = _in_texts(rich, word)
    return _redacted(context, ticket, comment, comment | {"html_body": rich}, words)


def make_private(context: Context) -> Answer:
    """Make a public comment internal; answered with nothing (OAS)."""
    ticket = context.found(TICKETS)
    ticket_changes.check_open(ticket)
    _private(context, ticket, _comment(context, ticket, context.id("comment_id")))
    return Answer(200, "")


def make_audit_private(context: Context) -> Answer:
    """Make the comment of an audit internal."""
    ticket = context.found(TICKETS)
    ticket_changes.check_open(ticket)
    for comment in context.documents.all(COMMENTS, parent=context.id()):
        if comment["audit_id"] == context.id("audit_id"):
            _private(context, ticket, comment)
            return Answer(200, "")
    raise api_errors.not_found()


def _private(context: Context, ticket: Body, comment: Body) -> None:
    if comment["public"] is not True:
        return
    context.documents.put(COMMENTS, comment | {"public": False}, int(str(ticket["id"])))
    audits.noted(context, ticket, {"type": "CommentPrivacyChange", "comment_id": comment["id"], "public": False})
    _touch(context, ticket)


def _redacted(context: Context, ticket: Body, before: Body, after: Body, words: Sequence[str]) -> Answer:
    parent = int(str(ticket["id"]))
    for name in ("body", "plain_body"):
        after[name] = _without(str(before[name]), words)
    context.documents.put(COMMENTS, after, parent)
    copies = context.switches.redaction_reaches_copies
    if copies:
        _redact_audit(context, parent, before, after)
    fields = custom_fields(context.documents)
    whole = complete(context.documents, ticket)
    tagged = tags.with_tagging(whole, tags.add(tags.tagging_of(whole), [TAG], fields))
    if copies and ticket["description"] == before["plain_body"]:
        tagged["description"] = after["plain_body"]
    audits.noted(context, ticket, {"type": "CommentRedactionEvent", "comment_id": before["id"]})
    audits.made(context, whole, tagged, None)
    if context.switches.search_forgets_at_once:
        context.documents.forget_versions(TICKETS, parent)
    _touch(context, tagged)
    return Answer.of({"comment": after})


def _redact_audit(context: Context, parent: int, before: Body, after: Body) -> None:
    """The audit's copy of the comment loses the words too."""
    for audit in context.documents.all(AUDITS, parent=parent):
        events = audit["events"] if isinstance(audit["events"], list) else []
        mended: list[Json] = [
            event | {name: after[name] for name in ("body", "plain_body", "html_body")}
            if isinstance(event, dict) and event["id"] == before["id"]
            else event
            for event in events
        ]
        if mended != events:
            context.documents.put(AUDITS, audit | {"events": mended}, parent)


def _touch(context: Context, ticket: Body) -> None:
    moment: Body = {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
    context.documents.put(TICKETS, ticket | moment)


def _comment(context: Context, ticket: Body, identity: int) -> Body:
    found = context.documents.all(COMMENTS, parent=int(str(ticket["id"])))
    comment = next((each for each in found if each["id"] == identity), None)
    if comment is None:
        raise api_errors.not_found()
    return comment


def _without(plain: str, words: Sequence[str]) -> str:
    for word in words:
        plain = plain.replace(word, BLOCK * len(word))
    return plain


def _in_texts(rich: str, word: str) -> str:
    """The word is looked for in the texts between tags, as it reads there."""
    return _each_text(rich, lambda piece: piece.replace(word, BLOCK * len(word)))


def _blocked(rich: str) -> str:
    """Every character of the texts, tags left alone."""
    return _each_text(rich, lambda piece: BLOCK * len(piece))


def _each_text(rich: str, change: Callable[[str], str]) -> str:
    pieces = _PIECES.split(rich)
    changed = [
        piece if piece.startswith("<") else html.escape(change(html.unescape(piece)), quote=False) for piece in pieces
    ]
    return "".join(changed)


_TICKET = "/api/v2/tickets/{id}"
ROUTES = (
    Route("PUT", "/api/v2/comment_redactions/{id}", redact_marked, "tickets"),
    Route("PUT", f"{_TICKET}/comments/{{comment_id}}/redact", redact_words, "tickets"),
    Route("PUT", f"{_TICKET}/comments/{{comment_id}}/make_private", make_private, "tickets"),
    Route("PUT", f"{_TICKET}/audits/{{audit_id}}/make_private", make_audit_private, "tickets"),
)
