"""A small project that is without findings, to be broken in one place at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync import checks
from macrosync.definitions import lock, settings
from macrosync.definitions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.checks import Report

TOML = "macrosync.toml"
LAYOUT = "macros/layout.yaml"
ARTICLE = "macros/parcel/article.yaml"
WHERE = "macros/parcel/where.yaml"
LATE = "macros/parcel/late.yaml"
CONSENT = "macros/consent/address.yaml"
TYPES = "workflows/consult-types.yaml"
LOCK = "macros/macrosync.lock"
#: What the small project has none of: the words for triggers, for the end of its consult types.
TAGGING = "tagging: {source: new, add: 태그, remove: 태그 해제}\n"

FILES = {
    TOML: """\
project = "parcel-desk"
locale = "ko"

[defaults]
ticket_forms = ["택배 문의"]
category = "택배 상담"
section = "배송 안내"
permission_group = "편집자"
user_segment = "staff"
groups = { chat = ["채팅팀"], phone = ["전화팀"] }

[targets.local]
""",
    LAYOUT: """\
key: layout
version: 1
source: new
chat: {menu: 채팅, label: 채팅창}
phone: {menu: 전화, label: 전화기, said: "[통화에서 말한 내용]"}
article:
  contents: 차례
  consult_types: "문의유형 :"
  related: "함께 보기:"
made: "{file} 파일에서 만들었습니다."
""",
    ARTICLE: """\
key: parcel
version: 1
source: new
title: 택배 배송 안내
menu: 배송
questions:
  - where-is-it
  - too-late
related: [address]
""",
    WHERE: """\
key: where-is-it
version: 1
source: new
question: 택배가 어디쯤 왔나요?
consult_types:
  - 택배 ▶ 배송
guidance:
  - 운송장을 먼저 조회합니다.
steps:
  - key: tracking
    title: 위치 안내
    reply: 고객님의 택배는 내일 도착합니다.
  - key: by-type
    title: 유형별 안내
    answers:
      - title: 빠른배송
        consult_types: [택배 ▶ 배송 ▶ 빠른배송]
        reply: 오늘 밤 도착합니다.
      - title: 보통배송
        consult_types: [택배 ▶ 배송 ▶ 보통배송]
        reply: 모레 도착합니다.
note: "[Q2.](question:too-late) 참고"
""",
    LATE: """\
key: too-late
version: 1
source: new
question: 택배가 왜 늦나요?
consult_types: [택배 ▶ 배송]
steps:
  - key: sorry
    title: 사과
    reply: |
      늦어서 죄송합니다.
      **곧** 알려 드리겠습니다.
  - key: consent
    title: 주소 제공 동의
    consent:
      script: address
      values:
        items: 주소
        recipient: 배송 기사(한빛택배)
""",
    CONSENT: """\
key: address
version: 1
source: new
title: 주소 제공 동의 안내
name: 주소 제공 동의
menu: 동의
parameters:
  items: {label: 줄 항목}
  recipient: {label: 받는 사람}
chat: |
  {items: OOO}를(을) {recipient: OO}에게 배송 목적으로 한 달 동안 드립니다.
  싫다고 하실 수 있고, 그러면 배송이 늦어집니다.
phone: |
  {items: OOO}를(을) {recipient: OO}에게 배송 목적으로 한 달 동안 드립니다.
  싫다고 하실 수 있고, 그러면 배송이 늦어집니다. 괜찮으세요?
told:
  recipient: {chat: "{recipient}에게", phone: "{recipient}에게"}
  purpose: {chat: 배송 목적으로, phone: 배송 목적으로}
  items: {chat: "{items}", phone: "{items}"}
  period: {chat: 한 달 동안, phone: 한 달 동안}
  refusal: {chat: 싫다고 하실 수 있고, phone: 싫다고 하실 수 있고}
  consequence: {chat: 배송이 늦어집니다, phone: 배송이 늦어집니다}
""",
    TYPES: """\
key: consult-type
version: 1
source: new
title: 문의유형
types:
  - name: 택배
    slug: parcel
    types:
      - name: 배송
        slug: delivery
        types:
          - {name: 빠른배송, slug: fast}
          - {name: 보통배송, slug: plain}
      - {name: 환불, slug: refund}
""",
}


@dataclass(frozen=True)
class Desk:
    """The project in its folder."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Desk:
        desk = cls(root)
        for path, content in FILES.items():
            desk.write(path, content)
        desk.lock()
        return desk

    def write(self, path: str, content: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which stands there once."""
        content = (self.root / path).read_text(encoding="utf-8")
        assert content.count(old) == 1, f"`{old}` stands {content.count(old)} times in {path}"
        self.write(path, content.replace(old, new))

    def delete(self, path: str) -> None:
        (self.root / path).unlink()

    def lock(self) -> None:
        self.write(LOCK, lock.render(lock.updated({}, load(self.root)[0])))

    def check(self) -> Report:
        """All findings, as `macrosync validate` gives them."""
        found, findings = load(self.root)
        known, of_lock = lock.read(self.root)
        if of_lock:
            known = lock.updated({}, found)
        return checks.run(found, [*findings, *of_lock], known, settings.read(self.root).target("local"))
