"""Idempotency-Key: a create that is sent twice with one key is done once (REF ticketing/introduction/#idempotency).

The reply header says miss or hit; a key is known for two hours; the same key with another body is refused. These two
are unverified, and have a switch each.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import Family, where_field
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.records import new

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body

KEYS = Family("idempotency_keys", "idempotency_key", "/api/v2/idempotency_keys", indexed=("key",))
LONGEST = 255


def once(context: Context, create: Callable[[], Answer]) -> Answer:
    """The answer of a create, or the one that its key got before. Raises 400."""
    key = context.request.headers.get("idempotency-key")
    if not key:
        return create()
    if len(key) > LONGEST:
        raise api_errors.idempotency(f"The Idempotency-Key is longer than {LONGEST} characters")
    digest = hashlib.sha256(context.request.body).hexdigest()
    known = context.documents.first(KEYS, where_field("key", key))
    lifetime = timedelta(seconds=context.switches.idempotency_seconds)
    if known is not None and context.now - datetime.fromisoformat(str(known["created_at"])) < lifetime:
        if known["digest"] != digest and context.switches.refuses_key_of_another_body:
            raise api_errors.idempotency("The Idempotency-Key was used for another request")
        text, location, status = str(known["text"]), str(known["location"]), int(str(known["status"]))
        return Answer(status, text, {"location": location, "x-idempotency-lookup": "hit"})
    if known is not None:
        context.documents.remove(KEYS, int(str(known["id"])))
    answer = create()
    told: Body = {"status": answer.status, "text": answer.text, "location": answer.headers.get("location")}
    values = {"key": key, "digest": digest, **told}
    context.documents.put(KEYS, new(context.documents, KEYS, context.stamp, values))
    return Answer(answer.status, answer.text, {**answer.headers, "x-idempotency-lookup": "miss"})
