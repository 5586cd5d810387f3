"""YAML files with positions, as typed models. Pure but for reading the files that it is asked to read."""

from macrosync.definitions.load import Definitions, Loaded, load
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import (
    Answer,
    Article,
    Channel,
    ConsentScript,
    ConsentValues,
    ConsultType,
    ConsultTypes,
    Layout,
    Question,
    Step,
    Tagging,
)
from macrosync.definitions.text import Text

__all__ = [
    "Answer",
    "Article",
    "Channel",
    "ConsentScript",
    "ConsentValues",
    "ConsultType",
    "ConsultTypes",
    "Definitions",
    "Layout",
    "Loaded",
    "LostItems",
    "Question",
    "Step",
    "Tagging",
    "Text",
    "load",
]
