"""The channels of a desk."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    """How a driver is spoken to."""

    CHAT = "chat"
    PHONE = "phone"
