"""Tickets with their audits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cattrs import StructureHandlerNotFoundError

from clients.exercise import Breaks, Kind, Not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clients.exercise import Id
    from clients.plain import Plain


def kinds(client: Any, plain: Plain) -> Iterator[Kind]:
    """What libzapi does with tickets."""

    def create(number: int) -> Id:
        return client.tickets.create(subject=f"분실물 {number:03}", description="찾아주세요", tags=["lost"]).id

    yield Kind(
        "tickets",
        create=create,
        listed=lambda: [each.id for each in client.tickets.list()],
        # Its plain list reads one page by design; this one follows the links.
        pages=lambda: [each.id for each in client.tickets.list_user_requested(plain.admin())],
        update=lambda ticket: ("바뀐 값", client.tickets.update(ticket, subject="바뀐 값").subject),
        delete=Not("libzapi cannot delete a ticket"),
        more={
            "show": lambda ticket: (["lost"], client.tickets.get(ticket).tags),
            "show many": lambda ticket: (1, len(list(client.tickets.show_multiple_tickets([ticket])))),
            "audits": Breaks(
                lambda ticket: (ticket, next(iter(client.ticket_audits.list_by_ticket(ticket))).ticket_id),
                StructureHandlerNotFoundError,
                "libzapi wants an audit's events as Iterable[dict], which its cattrs has no way to make",
            ),
            "create many": lambda _: (1, client.tickets.create_many([{"subject": "s", "description": "d"}]).total),
        },
    )
