"""The main job on a fresh local Zendesk, with the commands that an admin types. Run it with `make demo`.

Works on a copy of the definitions in .macrosync/demo, so that nothing else of yours is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import requests

from macrosync.local_zendesk import LocalZendesk

HERE = Path(__file__).parent
DEMO = HERE / ".macrosync" / "demo"
MACROSYNC = Path(sys.executable).with_name("macrosync")
LOCAL = ("admin@example.com/token", "local")


def fresh() -> None:
    """A copy of the definitions, with no account yet."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    shutil.copy(HERE / "macrosync.toml", DEMO)
    for folder in ("macros", "workflows"):
        shutil.copytree(HERE / folder, DEMO / folder)


def macrosync(*arguments: str) -> None:
    """Show and run one command; stop the demo where it fails."""
    print(f"\n$ macrosync {' '.join(arguments)}", flush=True)
    done = subprocess.run(  # noqa: S603 - our own command
        [MACROSYNC, "--root", DEMO, "--target", "local", *arguments], check=False
    )
    if done.returncode:
        sys.exit(f"`macrosync {' '.join(arguments)}` exited with {done.returncode}.")


def titles(zendesk: LocalZendesk, path: str, many: str) -> list[str]:
    """What the account lists, as any client would read it."""
    answer = requests.get(zendesk.url + path, params={"page[size]": "100"}, auth=LOCAL, timeout=10)
    answer.raise_for_status()
    return [each["title"] for each in answer.json()[many]]


def show_account() -> None:
    """Read back over HTTP what is there now."""
    with LocalZendesk(DEMO / ".macrosync" / "local.db") as zendesk:
        macros = titles(zendesk, "/api/v2/macros", "macros")
        articles = titles(zendesk, "/api/v2/help_center/ko/articles", "articles")
        triggers = titles(zendesk, "/api/v2/triggers", "triggers")
    lines = [f"  {title}" for title in (*macros, *articles, *triggers)]
    print("\nRead back over HTTP:", *lines, sep="\n")


def main() -> None:
    """Validate, plan, apply, and a second plan that is empty."""
    fresh()
    macrosync("validate")
    macrosync("plan")
    macrosync("apply", "--yes")
    macrosync("plan", "--detailed-exitcode")
    show_account()
    print(
        "\nWhat to look at next, in this folder:\n"
        "  .venv/bin/macrosync serve                  a local Zendesk of your own that stays up\n"
        "  macros/call-contact/contact-after-ride.yaml  change a reply and its `version`, then\n"
        "  .venv/bin/macrosync lock && .venv/bin/macrosync plan\n"
        "  README.md                                  how to connect an account"
    )


if __name__ == "__main__":
    main()
