"""Webhooks, triggers, automations and views through plan, gateway and apply, on a local Zendesk over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import requests
from tests.end_to_end.account import api, named
from tests.plan.rule_samples import PREFIX, WEBHOOK, automation, trigger, trigger_category, view, webhook
from tests.plan.samples import PROJECT, ticket_field

from macrosync.apply import Applied, Journal, Summary, execute
from macrosync.apply.applied import FILE
from macrosync.gateway import Account, CallRecord, ClientCredentials, Gateway, connect
from macrosync.plan import Plan, make, to_json
from macrosync.resources import Json, Kind, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from macrosync.gateway.authorization import Token
    from macrosync.local_zendesk import LocalZendesk

BODY = '{"ticket": {"type": "task", "subject": "확인", "comment": {"body": "확인해 주세요.", "public": false}}}'
LOST: dict[str, Json] = {"all": [{"field": "current_tags", "operator": "includes", "value": "lost"}], "any": []}
CALLING = trigger(
    "lost-item/task",
    conditions=LOST,
    actions=[
        {"field": "remove_tags", "value": "lost"},
        {"field": "notification_webhook", "value": [str(WEBHOOK), BODY]},
    ],
)
DESIRED = (ticket_field("own"), webhook(), trigger_category(), trigger(), CALLING, automation(), view())


class Desk:
    """An account with our kinds of rules, and all that was said about the calls to it."""

    def __init__(self, url: str, folder: Path, *, moves: bool = False) -> None:
        self.folder = folder
        self.said: list[CallRecord] = []
        account = Account(url, moves=moves)
        self.gateway: Gateway = connect(account, ClientCredentials("local", "local"), on_call=self.said.append)

    def plan(self, *desired: Resource) -> Plan:
        snapshot = self.gateway.fetch(Kind)
        return make(
            desired or DESIRED,
            snapshot,
            project=PROJECT,
            target="local",
            prune=True,
            automation_prefix=PREFIX,
            applied=Applied.read(self.folder / FILE).payloads,
        )

    def apply(self, *desired: Resource) -> Summary:
        with Journal.open(self.folder, lambda: datetime(2026, 11, 24, tzinfo=UTC)) as journal:
            return execute(
                self.plan(*desired),
                self.gateway,
                journal,
                applied=Applied.read(self.folder / FILE),
                authenticate=self.gateway.authenticate_webhook,
            )


@pytest.fixture
def desk(zendesk: LocalZendesk, tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(zendesk.url, tmp_path / "state")
    yield opened
    opened.gateway.close()


def tasks(zendesk: LocalZendesk) -> list[dict[str, Any]]:
    listed = api(zendesk, "GET", "tickets", params={"page[size]": "100"})["tickets"]
    return [each for each in listed if each["type"] == "task"]


def test_all_of_it_is_made_and_a_second_plan_is_empty(desk: Desk) -> None:
    summary = desk.apply()
    assert (summary.created, summary.warnings) == (len(DESIRED), ())
    assert desk.plan().changes == ()


@pytest.mark.parametrize("setting", [True, False])
def test_a_view_is_right_however_the_service_takes_its_conditions(
    desk: Desk,
    zendesk: LocalZendesk,
    setting: bool,  # noqa: FBT001
) -> None:
    switches = {"view_takes_conditions": setting}
    requests.put(f"{zendesk.url}/_local/switches", json=switches, timeout=10).raise_for_status()
    desk.apply()
    held = named(zendesk, "views", "분실물: lost-item/open")
    assert held["conditions"]["all"] == [{"field": "status", "operator": "less_than", "value": "solved"}]
    assert [each["id"] for each in held["execution"]["columns"]][:2] == ["subject", "requester"]
    assert desk.plan().changes == ()


def test_what_changes_is_changed_and_what_goes_is_deleted(desk: Desk, zendesk: LocalZendesk) -> None:
    desk.apply()
    field, *_ = DESIRED
    solved: list[Json] = [{"field": "status", "value": "solved"}, {"field": "priority", "value": "high"}]
    after = (field, webhook(version=2, status="inactive"), trigger_category(), trigger(actions=solved))
    summary = desk.apply(*after, automation(active=False), view(version=2, title="오늘 마감"))
    assert (summary.created, summary.updated, summary.deleted) == (0, 4, 1)
    assert desk.plan(*after, automation(active=False), view(version=2, title="오늘 마감")).changes == ()
    assert named(zendesk, "triggers", "분실물: lost-item/route")["conditions"]["all"]
    assert desk.apply(field).deleted == 4
    stock = api(zendesk, "GET", "automations")["automations"]
    assert len(stock) == 1


def test_the_webhook_makes_a_task_with_its_own_bearer(desk: Desk, zendesk: LocalZendesk) -> None:
    desk.apply()
    ticket: dict[str, Any] = {"subject": "분실물", "comment": {"body": "지갑을 두고 내렸어요."}, "tags": ["lost"]}
    api(zendesk, "POST", "tickets", json={"ticket": ticket})
    waited = requests.post(f"{zendesk.url}/_local/webhooks", timeout=20)
    waited.raise_for_status()
    (task,) = tasks(zendesk)
    assert task["subject"] == "확인"


def test_no_secret_is_in_a_plan_a_journal_a_file_or_a_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    minted: list[str] = []
    mint = desk.gateway._mint
    assert mint is not None

    def remembered(lifetime: int) -> Token:
        token = mint(lifetime)
        minted.append(token.value)
        return token

    desk.gateway._mint = remembered
    written = [to_json(desk.plan()), repr(desk.apply()), to_json(desk.plan()), repr(desk.said), caplog.text]
    written += [repr(desk.gateway.fetch(Kind)), repr(vars(desk.gateway))]
    written += [file.read_text(encoding="utf-8") for file in desk.folder.iterdir()]
    (secret,) = minted
    assert len(secret) > 20
    assert [text for text in written if secret in text] == []
    assert desk.plan().changes == ()


def test_an_account_that_moves_has_the_same_webhook(desk: Desk, zendesk: LocalZendesk) -> None:
    desk.apply()
    (held,) = api(zendesk, "GET", "webhooks")["webhooks"]
    assert held["endpoint"] == f"{zendesk.url}/api/v2/tickets"
    elsewhere = {"webhook": {"endpoint": "http://127.0.0.1:1/api/v2/tickets"}}
    api(zendesk, "PATCH", f"webhooks/{held['id']}", json=elsewhere)
    (change,) = desk.plan().changes
    assert change.names == {"endpoint"}
    moving = Desk(zendesk.url, desk.folder, moves=True)
    assert moving.plan().changes == ()
    moving.gateway.close()
