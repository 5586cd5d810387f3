"""What an error body says, in one line, without a secret.

Zendesk's errors come in three shapes: `error` as a string with `description` and `details`, `error` as an object
with `title` and `message`, and `errors` as a list (recorded); OAuth adds `error_description`, and whatever stands
between answers in HTML.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macrosync.resources import Json

_LONGEST = 300
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_CREDENTIAL = re.compile(r"\b(bearer|basic)\s+[\w+/=.~-]{6,}", re.IGNORECASE)
_HIDDEN = "[hidden]"
#: A shorter secret is the local Zendesk's word `local`, which guards nothing and stands in many a sentence.
_SECRET = 8


def parse(text: str) -> Json:
    """The JSON of a body. Raises ValueError where it is none, cut short, or nested beyond all sense."""
    try:
        found: Json = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return found


def code(text: str) -> str:
    """The error's code, such as "RecordInvalid" or "invalid_client"; empty where it has none."""
    body = _body(text)
    error = body.get("error")
    if isinstance(error, str):
        return error
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else error
    return str(first.get("code") or first.get("title") or "") if isinstance(first, dict) else ""


def is_json(text: str) -> bool:
    """Whether a body is a JSON object, as all of the API's are."""
    return document(text) is not None


def document(text: str) -> dict[str, Json] | None:
    """The JSON object that a body is, or None where it is none."""
    try:
        found = parse(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def describe(text: str, secrets: Iterable[str] = ()) -> str:
    """One line of what the body says; what it is, where it says nothing."""
    body = _body(text)
    said = "; ".join(dict.fromkeys(_said(body))) if body else _unlike_json(text)
    return _shortened(hide(said, secrets)) or "it gave no reason"


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret and every credential of a header blotted out."""
    for secret in sorted((each for each in secrets if len(each) >= _SECRET), key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return _CREDENTIAL.sub(rf"\1 {_HIDDEN}", text)


def _body(text: str) -> dict[str, Json]:
    return document(text) or {}


def _said(body: dict[str, Json]) -> Iterator[str]:
    error = body.get("error")
    if isinstance(error, dict):
        yield from _flat(error)
        return
    details = tuple(_details(body.get("details")))
    text = "; ".join(details) or body.get("error_description") or body.get("description") or body.get("message")
    if isinstance(error, str) and text and error != text:
        yield f"{error}: {text}"
    elif text or error:
        yield str(text or error)
    yield from _details(body.get("errors"))


def _details(details: Json) -> Iterator[str]:
    """`{"title": [{"description": "…"}]}`, each with its field unless that is `base`; lists and strings as well."""
    if not isinstance(details, dict):
        yield from _flat(details)
        return
    for field, problems in details.items():
        for said in _flat(problems):
            named = field == "base" or said.lower().startswith(field.lower().replace("_", " "))
            yield said if named else f"{field}: {said}"


def _flat(value: Json) -> Iterator[str]:
    """The sentences in any nesting; of an object its code or title, and what it says in words."""
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, dict):
        words = [value.get(name) for name in ("code", "title", "detail", "description", "message")]
        yield ": ".join(str(word) for word in words if word) or str(value.get("error") or "")
    elif value:
        yield str(value)


def _unlike_json(text: str) -> str:
    if title := _TITLE.search(text):
        return f"a web page titled “{title[1]}” instead of JSON"
    return text if text.strip() else "an empty answer"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
