"""Text of others as it may be shown: nothing in it can steer a terminal or a runner, hide, or turn the direction."""

from __future__ import annotations

#: Letters that show nothing, which Python counts as printable: the fillers of Hangul.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
#: What GitHub's runner takes for a command anywhere in a line of a log (actions/runner, ActionCommand.cs).
COMMAND = "##["


def visible(text: str) -> str:
    """The text on one line; what does not show, or shows as something else, is written as an escape.

    That is every control and format character, lone surrogates, the bidirectional signs, and every blank but
    the plain one.
    """
    text = text.replace(COMMAND, "##\\x5b")
    if shows(text):
        return text
    return "".join(sign if shows(sign) else _escape(ord(sign)) for sign in text)


def shows(text: str) -> bool:
    """Whether every sign shows, and as what it is."""
    return text.isprintable() and (text.isascii() or _FILLERS.isdisjoint(text))


def harmless(text: str) -> str:
    """A visible text as it may begin a line: the runner takes `::` there for a command, blanks before it aside."""
    rest = text.lstrip(" ")
    return text[: len(text) - len(rest)] + "\\x3a" + rest[1:] if rest.startswith("::") else text


def visible_lines(text: str) -> tuple[str, ...]:
    """The lines of a text, each visible; only a line feed ends one."""
    return tuple(visible(line) for line in text.split("\n"))


def _escape(code: int) -> str:
    if code <= 0xFF:  # noqa: PLR2004 - as Python's own escapes are cut
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - likewise
