"""A plan for people: on a terminal, and as a comment on a pull request. Nothing here prints."""

from __future__ import annotations

from macrosync.plan.render.markdown import to_markdown
from macrosync.plan.render.terminal import to_terminal

__all__ = ["to_markdown", "to_terminal"]
