"""Files of macros as records: at most five of a macro, whose `attachments` holds their ids (OAS; SALTO)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Family
from macrosync.local_zendesk.families.records import number

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

ATTACHMENTS = Family("macro_attachments", "macro_attachment", "/api/v2/macros/attachments")
#: Of one macro (OAS, CreateAssociatedMacroAttachment).
MOST = 5


def checked(context: Context, value: Json) -> list[Json]:
    """The ids of a macro's files as they are kept. Raises 400, and 422 for one too many or one that is not there."""
    if not isinstance(value, list):
        raise api_errors.invalid_attribute("attachments", "an array of ids")
    ids: list[Json] = list(dict.fromkeys(number(each, "attachments") for each in value))
    if len(ids) > MOST:
        usual = context.switches.sixth_macro_file_is_422
        raise _too_many() if usual else api_errors.invalid_attribute("attachments", f"at most {MOST} ids")
    if any(context.documents.get(ATTACHMENTS, int(str(each))) is None for each in ids):
        raise api_errors.invalid("attachments", "is invalid")
    return ids


def _too_many() -> api_errors.ApiError:
    return api_errors.invalid("attachments", f"cannot be more than {MOST}")


def ids_of(macro: Body) -> list[int]:
    """The ids of a macro's files; one without any has no such key (SALTO asks whether it is there)."""
    listed = macro.get("attachments")
    return [int(str(each)) for each in listed] if isinstance(listed, list) else []
