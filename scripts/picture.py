"""Take the picture of a pull request's comment that docs/admin.md shows: `python -m scripts.picture`.

The plan is a real one: of a new repository for a target `production`, on a local Zendesk of its own, after a reply was
reworded, another added, and somebody renamed a macro by hand. What stands in the comment is what would stand on GitHub,
whose look is only hinted at. Takes Chromium: scripts/browser.sh installs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from markdown_it import MarkdownIt

from macrosync import github
from macrosync import plan as planning
from macrosync.local_zendesk import LocalZendesk, Seed

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "plan-comment.png"
MACROSYNC = Path(sys.executable).with_name("macrosync")
QUESTION = Path("macros") / "receipts" / "receipt-place.yaml"
REWORDED = (("version: 1", "version: 2"), ("앱의 '이용 내역'", "앱의 '내 정보 ▶ 이용 내역'"))
ADDED = """\
  - key: resend
    title: 다시 보내기
    macro: 영수증 다시 받기
    reply: |
      영수증은 등록하신 메일로 다시 보내 드렸습니다.
      메일이 보이지 않으면 **스팸함**도 확인해 주세요.
"""
ACCOUNT = Seed(groups=("채팅 상담", "전화 상담"), ticket_forms=("문의",), permission_groups=("관리자",))
ADMIN = ("admin@example.com/token", "local")
#: The changes that are folded out, by their place.
OPEN = (1, 2, 5)
PAGE = """\
<!doctype html><meta charset="utf-8"><style>
body {{ font: 15px/1.5 NanumGothic, sans-serif; margin: 16px; color: #1f2328 }}
article {{ border: 1px solid #d1d9e0; border-radius: 6px; padding: 0 16px 8px }}
pre {{ background: #f6f8fa; padding: 10px; border-radius: 6px; white-space: pre-wrap }}
code {{ font: 13px NanumGothicCoding, monospace; background: #f0f2f4; padding: 1px 4px; border-radius: 4px }}
pre code {{ padding: 0; background: none }} .old {{ background: #ffebe9 }} .new {{ background: #dafbe1 }}
.old, .new, .same {{ display: block; min-height: 1em }}
</style><article>{comment}</article>
"""


def comment(folder: Path) -> str:
    """The comment on a pull request that rewords one reply and adds another, while somebody renamed a macro."""
    project = folder / "my-desk"
    _macrosync("init", str(project))
    settings = project / "macrosync.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("# [targets", "[targets").replace("# subdomain", "subdomain"), encoding="utf-8")
    with LocalZendesk(folder / "zendesk.db", seed=ACCOUNT) as zendesk:
        on = ("--root", str(project), "--target", "production", "--url", zendesk.url)
        _macrosync(*on, "apply", "--yes")
        _by_hand(zendesk)
        _edit(project)
        _macrosync(*on, "plan", "--out", str(folder / "plan.json"))
    made = planning.from_json((folder / "plan.json").read_text(encoding="utf-8"))
    return github.planned(made, run_url="https://github.com/your-organization/scripts/actions/runs/1")


def _by_hand(zendesk: LocalZendesk) -> None:
    """What somebody does in Zendesk: a macro is renamed."""
    address = f"{zendesk.url}/api/v2/macros"
    listed = requests.get(f"{address}.json", auth=ADMIN, timeout=10).json()["macros"]
    (phone,) = (each for each in listed if each["title"].startswith("전화"))
    body = {"macro": {"title": f"{phone['title']} (임시)"}}
    requests.put(f"{address}/{phone['id']}.json", json=body, auth=ADMIN, timeout=10).raise_for_status()


def _edit(project: Path) -> None:
    """What the pull request does."""
    text = (project / QUESTION).read_text(encoding="utf-8")
    for old, new in REWORDED:
        text = text.replace(old, new, 1)
    (project / QUESTION).write_text(text + ADDED, encoding="utf-8")
    _macrosync("--root", str(project), "lock")


def page(markdown: str) -> str:
    """The comment as a page, some changes folded out; a diff's lines in colour, as GitHub shows them."""
    made = str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    first, *folded = made.split("<details>")
    made = first + "".join(f"<details{' open' * (at in OPEN)}>{each}" for at, each in enumerate(folded, 1))
    head, *blocks = made.split('<code class="language-diff">')
    for block in blocks:
        diff, _, rest = block.partition("</code>")
        kinds = {"+": "new", "-": "old"}
        lines = (f'<span class="{kinds.get(line[:1], "same")}">{line}</span>' for line in diff.splitlines())
        head += f"<code>{''.join(lines)}</code>{rest}"
    return PAGE.format(comment=head)


def main() -> int:
    """Take it; the exit code."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("Chromium is not installed: run scripts/browser.sh.\n")
        return 1
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(page(comment(folder)), encoding="utf-8")
        subprocess.run(  # noqa: S603 - a page of our own
            [
                chromium,
                "--headless",
                "--no-sandbox",  # which the root of a container has to do without
                "--hide-scrollbars",
                f"--user-data-dir={folder / 'profile'}",
                "--window-size=860,1525",
                f"--screenshot={PICTURE}",
                (folder / "page.html").as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    return 0


def _macrosync(*arguments: str) -> None:
    environment = {**os.environ, "ZENDESK_CLIENT_ID": "local", "ZENDESK_CLIENT_SECRET": "local"}
    subprocess.run([MACROSYNC, *arguments], check=True, capture_output=True, env=environment)  # noqa: S603 - our own


if __name__ == "__main__":
    sys.exit(main())
