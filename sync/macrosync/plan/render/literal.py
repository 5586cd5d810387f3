"""Text of others in Markdown, where none of it is a name, a link, a picture or HTML."""

from __future__ import annotations

import re

from macrosync.plan.render.visible import harmless, visible

#: Nothing in it is Markdown, a name that is called or the number of an issue.
_WORDS = re.compile(r"[A-Za-z가-힣]+(?: [A-Za-z가-힣]+)*")


def code(text: str) -> str:
    """A text of others as code, on one line."""
    return f"<code>{literal(visible(text))}</code>"


def words(text: str) -> str:
    """Plain words as they are, and everything else as code."""
    return text if _WORDS.fullmatch(text) else code(text)


def literal(text: str) -> str:
    """Text that is neither HTML nor Markdown, for use in code: elsewhere GitHub still calls the names in it."""
    return re.sub(r"[!-,.:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", visible(text))


def fenced(lines: list[str], language: str = "diff") -> list[str]:
    """The lines as code, which nothing inside can end."""
    body = [harmless(visible(line)) for line in lines]
    runs = (len(run) for line in body for run in re.findall("`+", line))
    fence = "`" * max(3, max(runs, default=0) + 1)
    return [f"{fence}{language}", *body, fence]
