"""A pytest plugin that writes down every exchange with a local Zendesk while the suite runs.

`pytest -p conformance.record --record FOLDER tests/local_zendesk` leaves one JSON line for each exchange; each worker
writes a file of its own. What is recorded is what clients really sent and got, so every fact that the suite
tests is also held against the OpenAPI files.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from requests import PreparedRequest, Response

CONTROL = "/_local/"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that names the folder."""
    parser.addoption("--record", required=True, help="write every exchange to a file in this folder")


def pytest_configure(config: pytest.Config) -> None:
    """Put the recorder around requests' way out, in this process."""
    folder = Path(config.getoption("--record"))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{os.getpid()}.jsonl"
    HTTPAdapter.send = _recording(HTTPAdapter.send, file)  # type: ignore[method-assign]


def _recording(send: Callable[..., Response], file: Path) -> Callable[..., Response]:
    def recorded(adapter: HTTPAdapter, request: PreparedRequest, *arguments: Any, **more: Any) -> Response:  # noqa: ANN401
        answer = send(adapter, request, *arguments, **more)
        if CONTROL not in str(request.url):
            line = json.dumps(_exchange(request, answer), ensure_ascii=False)
            with file.open("a", encoding="utf-8") as opened:
                opened.write(line + "\n")
        return answer

    return recorded


def _exchange(request: PreparedRequest, answer: Response) -> dict[str, Any]:
    parts = urlsplit(str(request.url))
    body = request.body or b""
    return {
        "test": os.environ.get("PYTEST_CURRENT_TEST", ""),
        "method": request.method,
        "path": parts.path,
        "query": parts.query,
        "type": request.headers.get("Content-Type", ""),
        "body": body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body),
        "status": answer.status_code,
        "answer_type": answer.headers.get("Content-Type", ""),
        "answer": answer.content.decode("utf-8", "replace"),
    }
