"""Tickets with what belongs to them, jobs, search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zenpy.lib.api_objects import Comment, Ticket
from zenpy.lib.exception import SearchResponseLimitExceeded

from clients.exercise import MANY, Breaks, Kind, Not
from clients.with_zenpy.objects import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clients.exercise import Id
    from clients.plain import Plain

NO_SUCH = Not("Zendesk has no such call")


def kinds(client: Any, plain: Plain) -> Iterator[Kind]:
    """What zenpy does with tickets."""
    yield kind(
        "tickets",
        client.tickets,
        field="subject",
        create=lambda number: client.tickets.create(_ticket(f"분실물 {number:03}")).ticket.id,
        more={
            "comments": lambda ticket: _comments(client, ticket),
            "tags": lambda ticket: _tags(client, ticket),
            "audits": lambda ticket: (True, "Create" in _events(client, ticket)),
            "incremental": lambda ticket: (True, _exported(client, plain, ticket)),
        },
    )
    yield Kind(
        "job statuses",
        create=lambda number: client.tickets.create([_ticket(f"묶음 {number}"), _ticket(f"묶음 {number} b")]).id,
        listed=lambda: [each.id for each in client.job_status()["job_statuses"]],
        pages=Not("a job is there for an hour, and 30 may run: there is one page"),
        ordered=False,
        update=NO_SUCH,
        delete=NO_SUCH,
        more={"show": lambda job: ("completed", client.job_status(id=job).status)},
    )

    def found_by_search() -> list[Id]:
        plain.wait(600)
        return [each.id for each in client.search("검색될", type="ticket", sort_by="created_at", sort_order="asc")]

    yield Kind(
        "search",
        create=Not("what is searched for are tickets"),
        plain=lambda number: client.tickets.create(_ticket(f"검색될 분실물 {number:03}")).ticket.id,
        listed=found_by_search,
        update=NO_SUCH,
        delete=NO_SUCH,
        more={
            "count": lambda _: (MANY, client.search.count("검색될", type="ticket")),
            "export": Breaks(
                lambda _: (MANY, len(list(client.search_export("검색될", type="ticket")))),
                SearchResponseLimitExceeded,
                "zenpy writes type: into the query beside filter[type], which the export refuses (OAS)",
            ),
        },
    )


def _ticket(subject: str) -> Ticket:
    return Ticket(subject=subject, comment=Comment(body="찾아주세요"), tags=["lost"])


def _comments(client: Any, ticket: Id) -> tuple[object, object]:
    client.tickets.update(Ticket(id=ticket, comment=Comment(body="확인했습니다", public=False)))
    found = [(each.body, each.public) for each in client.tickets.comments(ticket)]
    return [("찾아주세요", True), ("확인했습니다", False)], found


def _tags(client: Any, ticket: Id) -> tuple[object, object]:
    client.tickets.add_tags(ticket, ["a", "b"])
    client.tickets.delete_tags(ticket, ["a"])
    return ["b", "lost"], sorted(client.tickets(id=ticket).tags)


def _exported(client: Any, plain: Plain, ticket: Id) -> bool:
    plain.wait(120)  # the export leaves out the latest minute
    return ticket in {each.id for each in client.tickets.incremental(start_time=1_000_000_000)}


def _events(client: Any, ticket: Id) -> set[str]:
    return {event["type"] for event in next(iter(client.tickets.audits(ticket))).events}
