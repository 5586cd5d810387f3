from __future__ import annotations

import re

import pytest

from macrosync.rules import liquid, placeholders
from macrosync.rules.placeholders import Place

BLANK = {"<user>": "current_user", "<id>": "360001234567", "<key>": "my_key", "<n>": "0"}


@pytest.mark.parametrize(
    "name",
    [
        "ticket.id",
        "ticket.requester.name",
        "ticket.assignee.first_name",
        "current_user.organization.name",
        "ticket.organization.name",
        "ticket.ticket_field_360001234567",
        "ticket.ticket_field_option_title_360001234567",
        "ticket.requester.custom_fields.driver_grade.title",
        "ticket.latest_comment.author.name",
        "ticket.comments[0].value",
        "ticket.comments",
        "satisfaction.survey_url",
        "dc.greeting",
    ],
)
def test_documented_in_macros(name: str) -> None:
    assert placeholders.documented(name, Place.MACRO)


@pytest.mark.parametrize(
    "name",
    [
        "ticket.requester.nmae",
        "ticket.Requester.name",
        "ticket.ticket_field_abc",
        "ticket.ticket_field_",
        "ticket",
        "agent.name",
        "custom_objects.car.name",
        "ticket.follower_reply_type_message",
        "user.name",
        "ticket.comments[first].value",
        "dc",
        "",
    ],
)
def test_not_documented_in_macros(name: str) -> None:
    assert not placeholders.documented(name, Place.MACRO)


def test_places_that_the_reference_sets_apart() -> None:
    assert placeholders.documented("agent.name", Place.SIGNATURE)
    assert placeholders.documented("custom_objects.car.name", Place.OBJECT_TRIGGER)
    assert placeholders.documented("ticket.follower_reply_type_message", Place.NOTIFICATION)
    assert not placeholders.documented("ticket.id", Place.SIGNATURE)


def test_an_article_has_no_placeholders() -> None:
    assert placeholders.all_documented(Place.ARTICLE) == ()
    assert not placeholders.documented("ticket.id", Place.ARTICLE)
    assert not placeholders.documented("", Place.ARTICLE)
    assert placeholders.nearest("ticket.id", Place.ARTICLE) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("ticket.requester_name", "ticket.requester.name"),
        ("ticket.requester.nmae", "ticket.requester.name"),
        ("Ticket.ID", "ticket.id"),
        ("current_user.firstname", "current_user.first_name"),
        ("ticket.ticket_fields_360001234567", "ticket.ticket_field_<id>"),
        ("ticket.latest_coment", "ticket.latest_comment"),
        ("weather.today", None),
    ],
)
def test_the_nearest_documented_name(wrong: str, right: str | None) -> None:
    assert placeholders.nearest(wrong, Place.MACRO) == right


@pytest.mark.parametrize("place", Place)
def test_every_documented_placeholder_has_a_meaning_and_a_source_and_parses(place: Place) -> None:
    for each in placeholders.all_documented(place):
        assert each.meaning.endswith(".")
        assert re.match(r"(SUP \d+|REF [a-z_/-]+)$", each.source)
        name = each.name
        for variable, value in BLANK.items():
            name = name.replace(variable, value)
        assert [used.name for used in liquid.placeholders(f"{{{{{name}}}}}")] == [name]
        assert placeholders.documented(name, place)


@pytest.mark.parametrize("place", Place)
def test_no_placeholder_is_listed_twice(place: Place) -> None:
    names = [each.name for each in placeholders.all_documented(place)]
    assert len(names) == len(set(names))
