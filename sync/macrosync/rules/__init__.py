"""What Zendesk's macros and placeholders mean, as pure functions: no network, clock or account.

Where Zendesk documents a behaviour, the docstring names the source; where it does not, it says "assumed".
"""

from __future__ import annotations

from macrosync.errors import MacrosyncError


class NotModelled(MacrosyncError):
    """Something of Zendesk's that macrosync does not imitate: named, rather than quietly left out."""
