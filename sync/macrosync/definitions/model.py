"""What all that is read of files has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """The settings that all models share: frozen, and no key is ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
