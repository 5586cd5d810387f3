"""The sweep that makes sure that no lost-item case is without its task, and the renewal of webhooks' bearers."""

from __future__ import annotations

from macrosync.followups.desk import Desk
from macrosync.followups.report import Report
from macrosync.followups.rotate import Rotated, rotate
from macrosync.followups.sweep import sweep

__all__ = ["Desk", "Report", "Rotated", "rotate", "sweep"]
