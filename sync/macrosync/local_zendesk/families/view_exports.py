"""Views as CSV files, which the service makes in a job and sends by e-mail (OAS, ExportView).

No mail is sent here, and no file is made: each call says that it begins, as the published example does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.views import VIEWS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context


def export(context: Context) -> Answer:
    """Say that the file is being made."""
    status = "starting" if context.switches.view_exports_begin else "enqueued"
    return Answer.of({"export": {"view_id": context.found(VIEWS)["id"], "status": status}})


ROUTES = (Route("GET", "/api/v2/views/{id}/export", export),)
