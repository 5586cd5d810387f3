"""Take the picture of a pull request's comment that docs/admin.md shows: `python -m scripts.picture`.

The plan is a real one, of a new repository on a local Zendesk of its own; what stands in the comment is what would
stand on GitHub, whose look is only hinted at. Takes Chromium: scripts/browser.sh installs it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it import MarkdownIt

from macrosync import github
from macrosync import plan as planning

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "plan-comment.png"
MACROSYNC = Path(sys.executable).with_name("macrosync")
QUESTION = Path("macros") / "receipts" / "receipt-place.yaml"
REWORDED = (("version: 1", "version: 2"), ("앱의 '이용 내역'", "앱의 '내 정보 ▶ 이용 내역'"))
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
    """The comment on a pull request that rewords one reply."""
    project = folder / "my-desk"
    _macrosync("init", str(project))
    _macrosync("--root", str(project), "--target", "local", "apply", "--yes")
    text = (project / QUESTION).read_text(encoding="utf-8")
    for old, new in REWORDED:
        text = text.replace(old, new, 1)
    (project / QUESTION).write_text(text, encoding="utf-8")
    _macrosync("--root", str(project), "lock")
    _macrosync("--root", str(project), "--target", "local", "plan", "--out", str(folder / "plan.json"))
    made = planning.from_json((folder / "plan.json").read_text(encoding="utf-8"))
    return github.planned(made, run_url="https://github.com/your-organization/scripts/actions/runs/1")


def page(markdown: str) -> str:
    """The comment as a page, its first change folded out; a diff's lines in colour, as GitHub shows them."""
    made = str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    made = made.replace("<details>", "<details open>", 1)
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
                "--window-size=860,500",
                f"--screenshot={PICTURE}",
                (folder / "page.html").as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    return 0


def _macrosync(*arguments: str) -> None:
    subprocess.run([MACROSYNC, *arguments], check=True, capture_output=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
