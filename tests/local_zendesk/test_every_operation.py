"""A tour of the operations on people, tickets and what is around them, each answered well at least once.

What the answers must look like is held against Zendesk's OpenAPI files by `make conformance`, for which this tour sees
to it that no served operation goes without an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.local_zendesk.tour import good

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def person(api: Api, name: str, role: str = "agent") -> int:
    made = api.post("users", {"user": {"name": name, "email": f"{name}@example.com", "role": role}})
    return int(made["user"]["id"])


def job(api: Api, started: Data) -> Data:
    """A job that was started, once it is done."""
    number = started["job_status"]["id"]
    for _ in range(50):
        found = api.get(f"job_statuses/{number}")["job_status"]
        if found["status"] in {"completed", "failed"}:
            return found
    raise AssertionError(found)


def test_groups_and_who_is_in_them(api: Api) -> None:
    agent, other = person(api, "a"), person(api, "b")
    group = api.post("groups", {"group": {"name": "분실물"}})["group"]["id"]
    for path in ("groups/count", "groups/default", f"groups/{group}"):
        good(api, f"GET {path}")
    own = good(api, f"POST users/{agent}/group_memberships", group_membership={"group_id": group})
    number = own["group_membership"]["id"]
    members = [{"user_id": other, "group_id": group}]
    job(api, good(api, "POST group_memberships/create_many", group_memberships=members))
    for path in (
        *(f"groups/{group}/users", f"groups/{group}/users/count", f"groups/{group}/memberships"),
        *("groups/autocomplete?name=분", "groups/available_agents", "group_memberships/assignable"),
        f"groups/{group}/memberships/assignable",
        *(f"users/{agent}/groups", f"users/{agent}/groups/count", f"users/{agent}/group_memberships"),
        *(f"users/{agent}/group_memberships/{number}", f"group_memberships/{number}", "group_memberships"),
    ):
        good(api, f"GET {path}")
    good(api, f"PUT users/{agent}/group_memberships/{number}/make_default")
    good(api, f"DELETE users/{agent}/group_memberships/{number}")
    left = api.get(f"groups/{group}/memberships")["group_memberships"][0]["id"]
    job(api, good(api, f"DELETE group_memberships/destroy_many?ids={left}"))
    good(api, f"DELETE groups/{group}")


def test_organizations(api: Api) -> None:
    made = api.post("organizations", {"organization": {"name": "제휴사", "external_id": "p1"}})["organization"]
    number = made["id"]
    for path in (
        *("organizations", f"organizations/{number}", "organizations/count", "organizations?page[size]=1"),
        *(f"organizations/show_many?ids={number}", "organizations/search?external_id=p1"),
        *("organizations/autocomplete?name=제휴", f"organizations/{number}/users", f"organizations/{number}/tickets"),
    ):
        good(api, f"GET {path}")
    good(api, f"PUT organizations/{number}", organization={"name": "자사"})
    good(api, f"DELETE organizations/{number}")


def test_users(api: Api) -> None:
    agent = person(api, "a")
    good(api, "POST users/create_or_update", user={"name": "b", "email": "b@example.com"})
    identity = api.get(f"users/{agent}/identities")["identities"][0]["id"]
    for path in (
        *("users/count", "users/autocomplete?name=a", "users/search?query=a", f"users/{agent}"),
        *(f"users/{agent}/identities/{identity}", f"users/{agent}/tickets/requested", "users"),
        *(f"users/{agent}/tickets/assigned", f"users/{agent}/tickets/ccd", f"users/{agent}/tickets/followed"),
        *(f"users/{agent}/tickets/assigned/count", f"users/{agent}/tickets/ccd/count"),
        *("incremental/users?start_time=1", "incremental/users/cursor?start_time=1"),
    ):
        good(api, f"GET {path}")
    good(api, f"DELETE users/{agent}")


def test_the_account(api: Api) -> None:
    brand = api.get("brands")["brands"][0]["id"]
    for path in (
        *(f"brands/{brand}", "account/settings", "locales", "locales/agent", "locales/public", "locales/current"),
        *("locales/detect_best_locale", "locales/ko", "oauth/clients"),
    ):
        good(api, f"GET {path}")
    client = api.get("oauth/clients")["clients"][0]["id"]
    good(api, f"GET oauth/clients/{client}")


def test_statuses(api: Api) -> None:
    wanted = {"status_category": "pending", "agent_label": "고객 확인 중"}
    number = good(api, "POST custom_statuses", custom_status=wanted)["custom_status"]["id"]
    good(api, "GET custom_statuses")
    good(api, f"GET custom_statuses/{number}")
    good(api, f"PUT custom_statuses/{number}", custom_status={"description": "분실물"})
    former = [each["id"] for each in api.get("custom_statuses?default=true")["custom_statuses"]]
    good(api, "PUT custom_status/default", ids=str(number))
    good(api, "PUT custom_status/default", ids=",".join(map(str, former)))
    good(api, f"DELETE custom_statuses/{number}")


def test_many_tickets_at_once(api: Api) -> None:
    tickets = [{"subject": f"분실물 {each}", "comment": {"body": "찾아주세요"}} for each in "abc"]
    made = job(api, good(api, "POST tickets/create_many", tickets=tickets))
    first, second, third = (each["id"] for each in made["results"])
    job(api, good(api, f"PUT tickets/update_many?ids={first},{second}", ticket={"status": "solved"}))
    job(api, good(api, "PUT tickets/update_many", tickets=[{"id": first, "priority": "high"}]))
    job(api, good(api, f"DELETE tickets/destroy_many?ids={first},{second},{third}"))
    good(api, "GET job_statuses")
    good(api, f"GET job_statuses/show_many?ids={made['id']}")
    good(api, "GET deleted_tickets")
    good(api, f"PUT deleted_tickets/{first}/restore")
    good(api, f"PUT deleted_tickets/restore_many?ids={second}")
    good(api, f"DELETE tickets/{second}")
    job(api, good(api, f"DELETE deleted_tickets/{third}"))
    job(api, good(api, f"DELETE deleted_tickets/destroy_many?ids={second}"))


def test_tickets_and_what_belongs_to_them(api: Api) -> None:
    ticket = api.ticket(type="problem", tags=["lost"], email_ccs=[{"user_email": "c@example.com", "action": "put"}])
    number = ticket["id"]
    api.ticket(type="incident", problem_id=number)
    audit = api.get(f"tickets/{number}/audits")["audits"][0]["id"]
    for path in (
        *("count", "recent", f"{number}/incidents", f"{number}/collaborators", f"{number}/followers"),
        *(f"{number}/email_ccs", f"{number}/metrics", f"{number}/comments/count", f"{number}/audits/count"),
        *(f"{number}/audits/{audit}", f"show_many?ids={number}", f"{number}/tags", f"{number}/comments"),
    ):
        good(api, f"GET tickets/{path}")
    metric = api.get("ticket_metrics")["ticket_metrics"][0]["id"]
    for path in (
        *(f"ticket_metrics/{metric}", "ticket_audits", "problems", "tags", "tags/count", "autocomplete/tags?name=lo"),
        *("search?query=분실물", "search/count?query=type:ticket", "search/export?query=x&filter[type]=ticket"),
        *("incremental/tickets?start_time=1", "incremental/tickets/cursor?start_time=1"),
    ):
        good(api, f"GET {path}")
    good(api, "POST problems/autocomplete", text="분실")


def test_comments_are_hidden_and_blacked_out(api: Api) -> None:
    ticket = api.ticket(comment={"body": "번호는 0101234 입니다"})["id"]
    comment = api.get(f"tickets/{ticket}/comments")["comments"][0]
    audit = api.get(f"tickets/{ticket}/audits")["audits"][0]["id"]
    marked = comment["html_body"].replace("0101", "<redact>0101</redact>")
    good(api, f"PUT comment_redactions/{comment['id']}", ticket_id=ticket, html_body=marked)
    good(api, f"PUT tickets/{ticket}/comments/{comment['id']}/redact", text="234")
    good(api, f"PUT tickets/{ticket}/audits/{audit}/make_private")
    api.put(f"tickets/{ticket}", {"ticket": {"comment": {"body": "답", "public": True}}})
    latest = api.get(f"tickets/{ticket}/comments")["comments"][-1]["id"]
    good(api, f"PUT tickets/{ticket}/comments/{latest}/make_private")
