"""Files that macros bring into a ticket, over HTTP (OAS, CreateMacroAttachment and its kin).

What is kept of one is its name, type and size: the bytes are not, so that `content_url` is answered 501.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families import macro_files, uploads
from macrosync.local_zendesk.families.macro_files import ATTACHMENTS
from macrosync.local_zendesk.families.macros import MACROS
from macrosync.local_zendesk.families.records import showing
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json


def create(context: Context) -> Answer:
    """Take a file that a macro will be given later, by its id in `attachments`."""
    return _created(_made(context))


def create_of_macro(context: Context) -> Answer:
    """Take a file and give it to a macro. Raises 422 for the sixth one."""
    macro = context.found(MACROS)
    made = _made(context)
    ids = macro_files.checked(context, [*macro_files.ids_of(macro), made["id"]])
    context.documents.put(MACROS, macro | {"attachments": ids, "updated_at": context.stamp})
    return _created(made)


def list_of_macro(context: Context) -> Answer:
    """The files of a macro, in no pages (OAS)."""
    found = [context.documents.get(ATTACHMENTS, each) for each in macro_files.ids_of(context.found(MACROS))]
    listed: list[Json] = [each for each in found if each is not None]
    return Answer.of({"macro_attachments": listed})


def _made(context: Context) -> Body:
    try:
        file = uploads.uploaded(context, "attachment")
    except api_errors.ApiError:
        if context.switches.sixth_macro_file_is_422:
            raise
        raise api_errors.blank("attachment") from None
    number = context.documents.new_id()
    made: Body = {
        "id": number,
        "filename": file.name,
        "content_type": file.content_type,
        "content_url": f"{context.documents.base}/api/v2/macros/attachments/{number}/content",
        "size": file.size,
        "created_at": context.stamp,
    }
    context.documents.put(ATTACHMENTS, made)
    return made


def _created(made: Body) -> Answer:
    """201, with where it is shown (assumed: a file has no `url`)."""
    location = str(made["content_url"]).removesuffix("/content")
    return Answer.of({"macro_attachment": made}, 201, {"location": f"{location}.json"})


_PATH = "/api/v2/macros/attachments"
ROUTES = (
    Route("POST", _PATH, create, "macros"),
    Route("GET", f"{_PATH}/{{id}}", showing(ATTACHMENTS), "macros"),
    Route("POST", "/api/v2/macros/{id}/attachments", create_of_macro, "macros"),
    Route("GET", "/api/v2/macros/{id}/attachments", list_of_macro, "macros"),
)
