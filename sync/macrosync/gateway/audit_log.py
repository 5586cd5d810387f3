"""Who changed a business rule, and when: the audit log, which only Enterprise plans have (REF audit_logs)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.errors import Forbidden, NotFound
from macrosync.gateway.client import PAGE_SIZE
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macrosync.gateway.client import Client
    from macrosync.resources import Id, Json

#: The word that the log has for macros, triggers, automations and views alike (OAS, AuditLogObject); those that it has
#: for other kinds are not documented, and a guess would name the wrong person.
RULES = frozenset({Kind.MACRO, Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW})
#: The log of a large account is long; what was changed earlier than this many entries ago goes without a name.
MOST = 10 * PAGE_SIZE
_PATH = "/api/v2/audit_logs"
_WORDS = "change_description"
_QUERY = MappingProxyType({"filter[source_type]": "rule", "sort": "-created_at"})


@dataclass(frozen=True, slots=True)
class Entry:
    """The latest change of a rule that the log has: by whom, when, and in whose words."""

    actor: str
    at: str
    description: str


def latest(client: Client, ids: Iterable[Id]) -> dict[Id, Entry] | None:
    """The latest entry of each of these rules, as far as the log has them; None where the account has no log.

    Raises ServiceError.
    """
    missing = {each for each in ids if isinstance(each, int)}
    found: dict[Id, Entry] = {}
    if not missing:
        return found
    try:
        for entry in islice(client.every(_PATH, "audit_logs", _QUERY, paged=True), MOST):
            number = entry.get("source_id")
            if number in missing and isinstance(number, int) and entry.get("action") != "create":
                missing.discard(number)
                found[number] = Entry(*(_text(entry.get(name)) for name in ("actor_name", "created_at", _WORDS)))
            if not missing:
                break
    except (Forbidden, NotFound):
        return None
    return found


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
