"""Any calls about tickets, their comments and their tags, against a model of the facts about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

#: As they are sent and as they are kept: what is not allowed vanishes, blanks separate (SUP 4408835059482).
TAGS = {"분실물": ["분실물"], "call:back": ["call:back"], "v!i.p": ["vip"], "a b": ["a", "b"], "?!": []}
SENT = st.lists(st.sampled_from([*TAGS]), max_size=3)
TEXTS = st.text("찾아주세요 \n<&", min_size=1, max_size=6).filter(str.strip)
PUBLIC = st.sampled_from([None, True, False])
#: The stamp that a safe update bears: of the moment that the ticket has, an earlier one, or none at all.
STAMPS = st.sampled_from(["its own", "an earlier one", "none"])
KEYS = st.sampled_from([None, "하나".encode().hex(), "two"])
EARLIER = "2026-11-24T08:59:59Z"


@dataclass
class Ticket:
    """A ticket as it must be; comments are (text, public)."""

    id: int
    updated_at: str
    public: bool
    subject: str
    external_id: str | None = None
    status: str = "new"
    tags: set[str] = field(default_factory=set)
    comments: list[tuple[str, bool]] = field(default_factory=list)
    audits: int = 1
    deleted: bool = False


def kept(sent: list[str]) -> set[str]:
    """The tags that are made of what is sent."""
    return {tag for each in sent for tag in TAGS[each]}


class TicketMachine(AccountMachine):
    """Tickets by their number, which counts up from 1."""

    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Ticket] = {}
        self.keys: dict[str, tuple[Data, int]] = {}

    @rule(
        target=tickets,
        text=TEXTS,
        public=PUBLIC,
        sent=SENT,
        external_id=st.sampled_from([None, "a1", "b2"]),
        key=KEYS,
    )
    def create(
        self, text: str, *, public: bool | None, sent: list[str], external_id: str | None, key: str | None
    ) -> Data:
        """A key makes it once (facts (l)): the same again gives the first one, another under it is refused."""
        now = self.tick()
        comment = {"body": text} | ({} if public is None else {"public": public})
        body = {"ticket": {"subject": "분실물", "comment": comment, "tags": sent, "external_id": external_id}}
        headers = {} if key is None else {"Idempotency-Key": key}
        answer = self.api.call("POST", "tickets", json=body, headers=headers)
        if key in self.keys:
            first, identity = self.keys[key]
            assert answer.status_code == (201 if first == body else 400)
            if first == body:
                assert (answer.json()["ticket"]["id"], answer.headers["x-idempotency-lookup"]) == (identity, "hit")
            return multiple()
        made = answer.json()["ticket"]
        assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
        identity = int(self.new_id(made["id"]))
        assert identity == len(self.ids)  # numbers are given one by one, and never again
        if key is not None:
            self.keys[key] = (body, identity)
        shown = public is not False
        ticket = Ticket(identity, now, shown, "분실물", external_id, tags=kept(sent), comments=[(text, shown)])
        self.model[identity] = ticket
        return identity

    @rule(number=tickets, text=TEXTS, public=PUBLIC, stamp=STAMPS)
    def comment(self, number: int, text: str, public: bool | None, stamp: str) -> None:  # noqa: FBT001 - hypothesis
        """`public` left out is as the ticket is; a public comment makes the ticket public (OAS)."""
        ticket = self.model[number]
        comment = {"body": text} | ({} if public is None else {"public": public})
        if self._write(ticket, {"comment": comment}, stamp):
            shown = ticket.public if public is None else public
            ticket.public = ticket.public or shown
            ticket.comments.append((text, shown))

    @rule(
        number=tickets,
        status=st.sampled_from(["open", "pending", "solved", "closed"]),
        subject=st.sampled_from(["분실물", "문의"]),
        sent=SENT,
        stamp=STAMPS,
    )
    def update(self, number: int, status: str, subject: str, sent: list[str], stamp: str) -> None:
        """`tags` is the whole list (facts (e)); `description` is passed over (REC)."""
        ticket = self.model[number]
        after = (status, subject, kept(sent))
        changes = after != (ticket.status, ticket.subject, ticket.tags)
        given = {"status": status, "subject": subject, "tags": sent, "description": "새"}
        if self._write(ticket, given, stamp, changes=changes):
            ticket.status, ticket.subject, ticket.tags = after

    @rule(number=tickets, sent=SENT, method=st.sampled_from(["POST", "PUT", "DELETE"]), stamp=STAMPS)
    def write_tags(self, number: int, sent: list[str], method: str, stamp: str) -> None:
        """POST sets, PUT adds, DELETE removes; all take a stamp (facts (e))."""
        ticket, now = self.model[number], self.tick()
        answer = self.api.call(method, f"tickets/{number}/tags", json={"tags": sent, **self._stamp(ticket, stamp)})
        if not self._taken(answer.status_code, ticket, stamp):
            return
        given = kept(sent)
        after = {"POST": given, "PUT": ticket.tags | given, "DELETE": ticket.tags - given}[method]
        assert answer.status_code == (201 if method == "POST" else 200)
        assert set(answer.json()["tags"]) == after
        if after != ticket.tags:
            ticket.tags, ticket.updated_at, ticket.audits = after, now, ticket.audits + 1

    @rule(number=tickets)
    def delete(self, number: int) -> None:
        """It is no longer there, and can be restored (facts (n))."""
        ticket = self.model[number]
        assert self.status("DELETE", f"tickets/{number}") == (404 if ticket.deleted else 204)
        ticket.deleted = True
        self.missing(f"tickets/{number}")
        self.missing(f"tickets/{number}/comments")

    @rule(number=tickets)
    def restore(self, number: int) -> None:
        """With all that it had; whether that is an update is said nowhere."""
        ticket = self.model[number]
        assert self.status("PUT", f"deleted_tickets/{number}/restore") == (200 if ticket.deleted else 404)
        ticket.deleted = False
        ticket.updated_at = self.api.get(f"tickets/{number}")["ticket"]["updated_at"]

    @rule(number=tickets, size=st.integers(1, 3))
    def comments(self, number: int, size: int) -> None:
        """The oldest first (REC: created_at,id)."""
        ticket = self.model[number]
        if ticket.deleted:
            return
        for listed in (
            self.by_cursor(f"tickets/{number}/comments", "comments", size),
            self.by_offset(f"tickets/{number}/comments", "comments", size),
        ):
            assert [(each["plain_body"], each["public"]) for each in listed] == ticket.comments
        assert self.api.get(f"tickets/{number}/comments/count")["count"]["value"] == len(ticket.comments)
        audits = self.by_cursor(f"tickets/{number}/audits", "audits", size)
        assert len(audits) == ticket.audits  # one for each write that changed something

    @rule(external_id=st.sampled_from(["a1", "b2", "c3"]))
    def look_up(self, external_id: str) -> None:
        """At once, not as a search does; it is not unique (facts (g), (o))."""
        found = self.api.get("tickets", external_id=external_id)["tickets"]
        assert {each["id"] for each in found} == {each.id for each in self._there() if each.external_id == external_id}

    @rule(size=st.integers(1, 4))
    def list_them(self, size: int) -> None:  # REC: nice_id
        numbers = sorted(each.id for each in self._there())
        assert [each["id"] for each in self.by_cursor("tickets", "tickets", size)] == numbers
        assert sorted(each["id"] for each in self.by_offset("tickets", "tickets", size)) == numbers
        gone = self.by_offset("deleted_tickets", "deleted_tickets", size)
        assert {each["id"] for each in gone} == {each.id for each in self.model.values() if each.deleted}

    @invariant()
    def tickets_are_as_they_were_left(self) -> None:
        shown = {each["id"]: each for each in self.api.get("tickets")["tickets"]}
        assert set(shown) == {each.id for each in self._there()}
        for ticket in self._there():
            found = shown[ticket.id]
            assert set(found["tags"]) == ticket.tags
            assert len(found["tags"]) == len(ticket.tags)
            assert (found["status"], found["subject"]) == (ticket.status, ticket.subject)
            assert (found["updated_at"], found["is_public"]) == (ticket.updated_at, ticket.public)
            assert found["description"] == ticket.comments[0][0]

    def _there(self) -> list[Ticket]:
        return [each for each in self.model.values() if not each.deleted]

    def _write(self, ticket: Ticket, given: Data, stamp: str, *, changes: bool = True) -> bool:
        """Whether a PUT was taken; it is then an update where it changes anything."""
        now = self.tick()
        answer = self.status("PUT", f"tickets/{ticket.id}", {"ticket": given | self._stamp(ticket, stamp)})
        if not self._taken(answer, ticket, stamp):
            return False
        assert answer == 200
        if changes:
            ticket.updated_at, ticket.audits = now, ticket.audits + 1
        return True

    def _stamp(self, ticket: Ticket, stamp: str) -> Data:
        if stamp == "none":
            return {}
        moment = ticket.updated_at if stamp == "its own" else EARLIER
        return {"safe_update": "true", "updated_stamp": moment}

    def _taken(self, status: int, ticket: Ticket, stamp: str) -> bool:
        """404 for a deleted one, 409 for one that changed after the stamp (REF), 422 for a closed one (REC)."""
        if ticket.deleted:
            assert status == 404
        elif stamp == "an earlier one":
            assert status in ({409, 422} if ticket.status == "closed" else {409})
        elif ticket.status == "closed":
            assert status == 422
        else:
            return True
        return False


TestTickets = TicketMachine.TestCase
TestTickets.settings = SETTINGS
