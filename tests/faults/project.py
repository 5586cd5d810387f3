"""Two states of a project, and the account between them: what an apply of every kind of change begins from.

The one before is the project's own, with an article more. The one after lacks that article and has another one, words a
reply anew, adds, renames and removes consult types, and changes a field, a webhook, an automation and a view of the
lost items. Another webhook of theirs and the order of the triggers are yet to be made: they are undone in the account,
and what is kept of applies does not know of them.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT, SEED
from tests.faults.commands import command, opened

from macrosync.apply import APPLIED
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local_zendesk.client import Api

PARTS = ("macros", "workflows")
#: Where a target's journal and what was applied stand.
STATE = Path(".macrosync")
_HEAD = "key: {key}\nversion: 1\nsource: new\n"
_ARTICLE = _HEAD + 'title: "{title}"\nmenu: {title}\nquestions:\n  - {key}-question\n'
_QUESTION = """key: {key}-question
version: 1
source: new
question: {title} 비용은 누가 내나요?
consult_types:
  - 대리_기사 ▶ 배정/운행 ▶ 운행정책
steps:
  - key: answer
    title: 기본안내
    macro: {title} 비용
    reply: {title} 비용은 영수증을 확인한 뒤 안내해 드립니다.
"""
#: What of the lost items is changed: a field, a webhook, an automation and a view.
_LOST_ITEMS = (
    ("{title: 분실물을 둔 곳}", "{title: 분실물을 두고 온 곳}"),
    ("update_webhook: 분실물 티켓 고치기", "update_webhook: 분실물 티켓 고쳐 적기"),
    ("overdue_hours: 24", "overdue_hours: 36"),
    ("분실물 - 오늘 마감", "분실물 - 오늘까지"),
)


@dataclass(frozen=True)
class Desk:
    """The prepared files: a project with what it left behind when it was applied, the project after, the account."""

    before: Path
    after: Path
    account: Path

    def laid_out(self, folder: Path) -> tuple[Path, Path]:
        """A project that is about to be applied, and its account, both in a new folder."""
        project, account = folder / "project", folder / "zendesk.db"
        shutil.copytree(self.after, project)
        shutil.copy(self.account, account)
        return project, account


def prepare(folder: Path) -> Desk:
    """Make both states, apply the first one, and undo some of it."""
    desk = Desk(folder / "before", folder / "after", folder / "zendesk.db")
    for project, key, title in ((desk.before, "parking", "주차"), (desk.after, "toll", "통행료")):
        _copy(project)
        _add(project, key, title)
    _change(desk.after)
    with LocalZendesk(desk.account, seed=SEED) as zendesk:
        for project in (desk.before, desk.after):
            assert command(project, "lock", "--renew").code == 0
        done = command(desk.before, "--url", zendesk.url, "apply", "--yes")
        assert done.code == 0, done.err
        with opened(zendesk.url) as api:
            _undo(api)
    _forget(desk.before / STATE / "local" / APPLIED)
    shutil.copytree(desk.before / STATE, desk.after / STATE)
    return desk


def _copy(project: Path) -> None:
    project.mkdir()
    shutil.copy(ROOT / "macrosync.toml", project)
    for part in PARTS:
        shutil.copytree(ROOT / part, project / part)


def _add(project: Path, key: str, title: str) -> None:
    folder = project / "macros" / key
    folder.mkdir()
    (folder / "article.yaml").write_text(_ARTICLE.format(key=key, title=title), encoding="utf-8")
    (folder / f"{key}-question.yaml").write_text(_QUESTION.format(key=key, title=title), encoding="utf-8")


def _change(project: Path) -> None:
    _edit(project / "workflows" / "consult-types.yaml", _consult_types)
    _edit(project / "macros" / "call-contact" / "safe-number-validity.yaml", _reworded)
    for old, new in _LOST_ITEMS:
        _edit(project / "workflows" / "lost-item.yaml", methodcaller("replace", old, new, 1))


def _consult_types(text: str) -> str:
    text = text.replace("version: 2", "version: 3", 1).replace("name: 예약콜", "name: 예약 콜")
    return text.replace("{name: 맞춤콜, slug: custom}", "{name: 심야콜, slug: night}")


def _reworded(text: str) -> str:
    return text.replace("version: 1", "version: 2", 1).replace("90분입니다.", "90분이며, 그 뒤에는 연결되지 않습니다.")


def _edit(file: Path, change: Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def _undo(api: Api) -> None:
    """Delete one of the webhooks, and put the last of our triggers first."""
    webhook = api.get("webhooks", **{"page[size]": 100})["webhooks"][0]["id"]
    api.delete(f"webhooks/{webhook}")
    triggers = api.page("triggers", 100, sort="position")["triggers"]
    last = max(triggers, key=lambda each: int(each["position"]))
    api.put(f"triggers/{last['id']}", {"trigger": {"position": 0}})


def _forget(applied: Path) -> None:
    """Know no more of what was undone: else it would be what people did by hand."""
    kept = json.loads(applied.read_text(encoding="utf-8"))
    del kept["webhook"], kept["trigger_category"]
    applied.write_text(json.dumps(kept), encoding="utf-8")
