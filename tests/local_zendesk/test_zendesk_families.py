"""Every kind of record is named in one place, so that it is indexed, exported and begun from."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from macrosync import local_zendesk
from macrosync.local_zendesk.documents import Family
from macrosync.local_zendesk.routes import FAMILIES


def test_every_family_is_named_in_routes() -> None:
    found: dict[str, Family] = {}
    for module in pkgutil.walk_packages(local_zendesk.__path__, "macrosync.local_zendesk."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Family):
                found[value.many] = value
    assert found
    assert set(found) - {family.many for family in FAMILIES} == set()


def test_no_two_families_have_one_name() -> None:
    names = [family.many for family in FAMILIES]
    assert sorted(set(names)) == sorted(names)
