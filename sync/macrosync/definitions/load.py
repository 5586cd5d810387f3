"""From files to typed models with places: the first step of everything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from macrosync.definitions import files, invalid
from macrosync.definitions.characters import MAX_BYTES
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Layout, Question
from macrosync.definitions.scenarios import Scenarios
from macrosync.definitions.strict_yaml import Document, parse
from macrosync.definitions.tree import File, Holds, walk
from macrosync.definitions.unreadable import Unreadable
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MODELS: dict[Holds, type[BaseModel]] = {
    Holds.LAYOUT: Layout,
    Holds.CONSULT_TYPES: ConsultTypes,
    Holds.LOST_ITEMS: LostItems,
    Holds.CONSENT_SCRIPT: ConsentScript,
    Holds.ARTICLE: Article,
    Holds.QUESTION: Question,
    Holds.SCENARIO: Scenarios,
}
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One definition with the document that it was read from."""

    file: File
    model: BaseModel
    document: Document

    def place(self, *path: str | int) -> Source:
        """The place of a value in the file."""
        return self.document.place(path)


@dataclass(frozen=True)
class Definitions:
    """All definitions of a project, in the order of their paths."""

    loaded: tuple[Loaded, ...]

    def all(self, model: type[M]) -> Iterator[tuple[Loaded, M]]:
        """Every definition of one type, with its file."""
        for loaded in self.loaded:
            if isinstance(loaded.model, model):
                yield loaded, loaded.model

    @property
    def worded(self) -> tuple[Loaded, ...]:
        """Those whose wording goes into Zendesk, each with a key and a version."""
        return tuple(loaded for loaded in self.loaded if loaded.file.holds.has_wording)

    def one(self, model: type[M]) -> M:
        """The definition of a type that a project has exactly one of.

        Raises LookupError where it is missing; `load` has a finding for that.
        """
        found = next((found for _, found in self.all(model)), None)
        if found is None:
            raise LookupError(f"no {model.__name__} was loaded")
        return found

    def by_key(self, model: type[M], key: str) -> M | None:
        """One definition by its key, or None."""
        return next((found for found in self._by_key.get(key, ()) if isinstance(found, model)), None)

    def questions(self, folder: str) -> Mapping[str, tuple[Loaded, Question]]:
        """The questions of an article's folder by key."""
        return self._by_folder.get(folder, {})

    @cached_property
    def _by_key(self) -> Mapping[str, list[BaseModel]]:
        found: dict[str, list[BaseModel]] = defaultdict(list)
        for loaded in self.loaded:
            found[str(getattr(loaded.model, "key", ""))].append(loaded.model)
        return found

    @cached_property
    def _by_folder(self) -> Mapping[str, Mapping[str, tuple[Loaded, Question]]]:
        found: dict[str, dict[str, tuple[Loaded, Question]]] = defaultdict(dict)
        for loaded, question in self.all(Question):
            found[loaded.file.folder][question.key] = (loaded, question)
        return found


def load(root: Path) -> tuple[Definitions, tuple[Finding, ...]]:
    """Read every definition below the root.

    Definitions that could be read are returned beside the findings on those that could not, sorted, so that one
    run tells everything.
    """
    there, findings = walk(root)
    loaded: list[Loaded] = []
    found = list(findings)
    for file in there:
        result = _read(root, file)
        if isinstance(result, Loaded):
            loaded.append(result)
        else:
            found += result
    return Definitions(tuple(loaded)), tuple(sorted(found))


def _read(root: Path, file: File) -> Loaded | tuple[Finding, ...]:
    try:
        content = files.read(root / file.on_disk, MAX_BYTES)
    except OSError as error:
        message = f"The file cannot be read ({error.strerror}): mend its rights, or put it there again."
        return (Finding(Source(file.path), "file-unreadable", message),)
    try:
        document = parse(content, file.path)
    except Unreadable as unreadable:
        return unreadable.findings
    if document.findings:
        return document.findings
    model = MODELS[file.holds]
    try:
        return Loaded(file, model.model_validate(document.data), document)
    except ValidationError as error:
        return tuple(invalid.findings(error, document, model))
