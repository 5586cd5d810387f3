"""Expectations on comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.scenarios.account import AGENT_ID, SERVICE_ID
from macrosync.scenarios.words import one_line, quoted, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions.scenarios import CommentExpected
    from macrosync.resources import Payload
    from macrosync.scenarios.expectations import Scope
    from macrosync.scenarios.results import Failure

_WHO = {AGENT_ID: "agent", SERVICE_ID: "api"}


def latest(wanted: CommentExpected, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """The latest comment, and each thing that is not as expected of it."""
    comment = scope.record.comments[-1]
    for place, expected, found in _faults(wanted, comment):
        yield scope.failure((*path, *place), expected, found)


def some(wanted: CommentExpected, path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """Some comment is all that is expected; where none is, the failure tells them all."""
    if all(list(_faults(wanted, comment)) for comment in scope.record.comments):
        expected = "; ".join(_told(wanted))
        found = " · ".join(f"{_kind(comment)} {quoted(comment['body'])}" for comment in scope.record.comments)
        yield scope.failure(path, f"a comment with {expected}", found)


def _faults(wanted: CommentExpected, comment: Payload) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Where the expectation stands, what it is, and what was found."""
    texts = _texts(comment)
    for at, part in enumerate(wanted.contains or ()):
        for name, text in texts.items():
            if one_line(part) not in one_line(text):
                yield ("contains", at), f"a comment whose {name} holds {quoted(part)}", quoted(text)
    for at, part in enumerate(wanted.lacks or ()):
        for name, text in texts.items():
            if one_line(part) in one_line(text):
                yield ("lacks", at), f"a comment whose {name} lacks {quoted(part)}", quoted(text)
    if wanted.public is not None and comment["public"] is not wanted.public:
        yield ("public",), f"a comment that is {_publicity(public=wanted.public)}", _kind(comment)
    if wanted.by is not None and _by(comment) != wanted.by:
        yield ("by",), f"a comment by the {wanted.by}", f"by the {_by(comment)}"


def _texts(comment: Payload) -> dict[str, str]:
    """The plain text, and that of the HTML where there is some: both are sent."""
    texts = {"text": str(comment["body"])}
    rich = comment.get("html_body")
    return texts | ({"HTML": text_of(rich)} if isinstance(rich, str) else {})


def _told(wanted: CommentExpected) -> Iterator[str]:
    yield from (f"the text {quoted(part)}" for part in wanted.contains or ())
    yield from (f"no text {quoted(part)}" for part in wanted.lacks or ())
    if wanted.public is not None:
        yield _publicity(public=wanted.public)
    if wanted.by is not None:
        yield f"by the {shown(wanted.by)}"


def _kind(comment: Payload) -> str:
    return _publicity(public=comment["public"] is True)


def _publicity(*, public: bool) -> str:
    return "public" if public else "internal"


def _by(comment: Payload) -> str:
    author = comment.get("author")
    return _WHO.get(int(str(author["id"])), "driver") if isinstance(author, dict) else "driver"
