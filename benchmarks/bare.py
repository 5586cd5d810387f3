"""`python -m benchmarks.bare ADDRESS FILE`: fetch the pages that a file names and parse them, and nothing else.

What any client has to do: requests over one session, as many side by side as the gateway has, and their JSON.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

SIDE_BY_SIDE = 4


def fetch(address: str, targets: list[str]) -> list[object]:
    """Every page's JSON."""
    session = requests.Session()
    session.trust_env = False
    session.auth = ("admin@example.com/token", "local")

    def page(target: str) -> object:
        answer = session.get(f"http://{address}{target}", timeout=30)
        answer.raise_for_status()
        return answer.json()

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        return list(pool.map(page, targets))


if __name__ == "__main__":
    fetch(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
