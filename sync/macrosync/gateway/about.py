"""What an error of the transport's lacks: which resource it is about, and what a missing list means."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync import errors
from macrosync.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from macrosync.resources import Kind


@contextmanager
def about(kind: Kind, key: str) -> Iterator[None]:
    """Say in every error which resource it is about; the transport does not know."""
    try:
        yield
    except ServiceError as error:
        call = replace(error.call, kind=kind.label, key=key)
        raise type(error)(call, error.detail, error.advice) from error.__cause__


@contextmanager
def after(written: Collection[str]) -> Iterator[None]:
    """Say in every error which fields the same update had written before it."""
    try:
        yield
    except ServiceError as error:
        if not written:
            raise
        detail = f"{error.detail.rstrip('.')}; before that, its {', '.join(sorted(written))} was written"
        raise type(error)(error.call, detail, error.advice) from error.__cause__


@contextmanager
def help_center(locale: str, *, wanted: bool) -> Iterator[None]:
    """A list of the Help Center's that is not found means that there is none, or none in that locale."""
    try:
        yield
    except errors.NotFound as error:
        if not wanted:
            raise
        advice = (
            f"The account has no Help Center, it is not activated, or it lacks the locale {locale}: activate it in "
            "Zendesk, or correct `locale` in macrosync.toml."
        )
        raise errors.NotFound(error.call, error.detail, advice) from error.__cause__
