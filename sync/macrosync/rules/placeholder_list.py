"""The placeholders that Zendesk documents, as data.

Read in a copy of SUP 4408886858138 (tables 1 to 11), SUP 4408887218330 (custom fields) and SUP 4408832790042
(comments in Liquid). They say in which place a placeholder works only for agents (signatures), custom objects (object
triggers) and the follower's reply line (notifications); that the others work in every business rule, macros
among them, is assumed. None of it has been tried on an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

REFERENCE = "SUP 4408886858138"
CUSTOM_FIELDS = "SUP 4408887218330"
COMMENTS_IN_LIQUID = "SUP 4408832790042"
DYNAMIC_CONTENT = "REF ticketing/ticket-management/dynamic_content"


class Place(StrEnum):
    """Where a text with placeholders stands."""

    MACRO = "macro"
    NOTIFICATION = "notification"
    WEBHOOK = "webhook"
    OBJECT_TRIGGER = "object trigger"
    SIGNATURE = "signature"
    ARTICLE = "article"


#: Macros, and the e-mails and webhook bodies of ticket triggers and automations.
BUSINESS_RULES = frozenset({Place.MACRO, Place.NOTIFICATION, Place.WEBHOOK})


@dataclass(frozen=True, slots=True)
class DocumentedPlaceholder:
    """A placeholder as documented: `<user>`, `<id>`, `<key>` and `<n>` in its name stand for many."""

    name: str
    meaning: str
    source: str
    places: frozenset[Place] = BUSINESS_RULES


#: What `<user>` stands for: who asked, who works on it, who wrote it down, and who is updating the ticket.
USERS = ("ticket.requester", "ticket.assignee", "ticket.submitter", "current_user")

_ORGANIZATION = (
    ("id", "The organization's id."),
    ("name", "The organization's name."),
    ("is_shared", "Whether its members see each other's tickets."),
    ("is_shared_comments", "Whether its members may comment on each other's tickets."),
    ("details", "The organization's details."),
    ("notes", "The organization's notes."),
    ("tags", "The organization's tags."),
)

_USER = (
    ("name", "The full name."),
    ("first_name", "The first name, or what stands first in the full name."),
    ("last_name", "The last name: the last word, or all before a comma."),
    ("email", "The e-mail address."),
    ("language", "The preferred language's name."),
    ("phone", "The telephone number: never in a text that leaves the desk."),
    ("external_id", "The external id."),
    ("details", "The details on the profile."),
    ("notes", "The notes on the profile."),
    ("time_zone", "The time zone."),
    ("role", "Admin, Agent or End user."),
    ("extended_role", "The custom role's name, on Enterprise."),
    ("id", "The user's id."),
    ("locale", "The locale, such as ko."),
    ("signature", "The signature; agents only."),
    ("tags", "The user's tags."),
    ("custom_fields.<key>", "A custom user field; for a drop-down add `.title`."),
    ("custom_fields.<key>.title", "The chosen option of a drop-down user field."),
    ("custom_fields.<key>.id", "The record that a lookup field points to."),
    *((f"organization.{name}", meaning) for name, meaning in _ORGANIZATION),
)

_TICKET = (
    ("account", "The account's name."),
    ("brand.name", "The brand's name."),
    ("cc_names", "The CCs' names."),
    ("email_cc_names", "The CCs' names, with CCs and followers."),
    ("follower_names", "The followers' names."),
    ("created_at", "The day of creation; the year only where it is not this one."),
    ("created_at_with_timestamp", "The time of creation, ISO 8601."),
    ("created_at_with_time", "The day and time of creation."),
    ("current_holiday_name", "The holiday's name, on a holiday."),
    ("description", "The first comment, with its author and date."),
    ("due_date", "The due date of a task, such as May-18."),
    ("due_date_with_timestamp", "The due date of a task, ISO 8601."),
    ("external_id", "The ticket's external id."),
    ("encoded_id", "The id by which e-mail replies are threaded."),
    ("group.name", "The group's name."),
    ("id", "The ticket's number; blank before the ticket is saved."),
    ("in_business_hours", "Whether the update falls in business hours."),
    ("link", "The ticket's address."),
    ("organization.external_id", "The external id of the requester's organization."),
    ("organization.custom_fields.<key>", "A custom organization field; for a drop-down add `.title`."),
    ("organization.custom_fields.<key>.title", "The chosen option of a drop-down organization field."),
    ("organization.custom_fields.<key>.id", "The record that a lookup field points to."),
    *((f"organization.{name}", meaning) for name, meaning in _ORGANIZATION),
    ("priority", "Low, Normal, High or Urgent."),
    ("status", "New, Open, Pending, On-hold, Solved or Closed."),
    ("status_category", "The status category, with custom statuses."),
    ("custom_status", "The custom status."),
    ("tags", "All tags of the ticket."),
    ("ticket_form", "The form's name as end users see it."),
    ("ticket_type", "Question, Incident, Problem, Task, or Ticket where there is none."),
    ("title", "The subject: on a phone ticket it may hold a telephone number."),
    ("updated_at", "The day of the last update."),
    ("updated_at_with_time", "The day and time of the last update."),
    ("updated_at_with_timestamp", "The time of the last update, ISO 8601."),
    ("url", "The ticket's address without https://."),
    ("verbatim_description", "The first comment as plain text."),
    ("via", "The channel, such as Web form or Mail."),
    ("comments", "All comments, as plain text; a list in Liquid."),
    ("public_comments", "All public comments, as plain text; a list in Liquid."),
    ("latest_comment", "The most recent comment, as plain text."),
    ("latest_public_comment", "The most recent public comment, as plain text."),
    ("latest_comment_html", "The most recent comment with its attachments."),
    ("latest_public_comment_html", "The most recent public comment with its attachments."),
    ("latest_comment_rich", "The most recent comment with its formatting."),
    ("latest_public_comment_rich", "The most recent public comment with its formatting."),
    ("comments_formatted", "All comments as Zendesk lays them out."),
    ("public_comments_formatted", "All public comments as Zendesk lays them out."),
    ("latest_comment_formatted", "The most recent comment as Zendesk lays it out."),
    ("latest_public_comment_formatted", "The most recent public comment as Zendesk lays it out."),
)

_TICKET_FIELDS = (
    ("ticket_field_<id>", "A custom field; of a drop-down the option's tag, of a checkbox 1 or 0."),
    ("ticket_field_option_title_<id>", "The name of a drop-down's or multi-select's chosen option."),
    ("ticket_field_<id>.id", "The record that a lookup field points to."),
    ("ticket_field_<id>.name", "The name of the record that a lookup field points to."),
    ("ticket_field_<id>.custom_fields.<key>", "A field of the record that a lookup field points to."),
    ("ticket_field_<id>.custom_fields.<key>.title", "The chosen option of a drop-down of that record."),
)

_COMMENT = (
    ("author.name", "Who wrote the comment."),
    ("created_at", "The day of the comment."),
    ("created_at_with_time", "The day and time of the comment."),
    ("is_public", "Whether the comment is public."),
    ("value", "The comment's plain text."),
    ("value_rich", "The comment with its formatting."),
    ("id", "The comment's id."),
    ("attachments", "The comment's attachments; a list in Liquid."),
)
_COMMENT_LISTS = ("comments[<n>]", "public_comments[<n>]", "latest_comment", "latest_public_comment")

_SATISFACTION = (
    ("survey_section", "A text that leads to the survey."),
    ("survey_url", "The survey's address."),
    ("rating_section", "A text that asks for a rating (legacy)."),
    ("rating_url", "The address of the rating (legacy)."),
    ("current_rating", "The rating in words (legacy)."),
    ("positive_rating_url", "The address of a good rating (legacy)."),
    ("negative_rating_url", "The address of a bad rating (legacy)."),
    ("current_comment", "The comment on the rating (legacy)."),
)

_AGENT = (
    ("name", "The agent's name or alias."),
    ("first_name", "The agent's first name."),
    ("last_name", "The agent's last name."),
    ("role", "The agent's role."),
    ("signature", "The agent's signature."),
    ("email", "The agent's e-mail address."),
    ("phone", "The agent's telephone number."),
    ("organization", "The agent's organization."),
    ("language", "The agent's language."),
    ("time_zone", "The agent's time zone."),
)

_CUSTOM_OBJECT = (
    ("external_id", "The record's external id."),
    ("id", "The record's id."),
    ("name", "The record's name."),
    ("custom_fields.<key>", "A field of the record."),
    ("custom_fields.<key>.title", "The chosen option of a drop-down of the record."),
    ("custom_fields.<key>.id", "The record that a lookup field points to."),
    ("custom_fields.<key>.name", "The name of the record that a lookup field points to."),
)


def _of(
    owner: str, listed: tuple[tuple[str, str], ...], source: str, places: frozenset[Place] = BUSINESS_RULES
) -> tuple[DocumentedPlaceholder, ...]:
    return tuple(DocumentedPlaceholder(f"{owner}.{name}", meaning, source, places) for name, meaning in listed)


DOCUMENTED: tuple[DocumentedPlaceholder, ...] = (
    *_of("<user>", _USER, REFERENCE),
    *_of("ticket", _TICKET, REFERENCE),
    *_of("ticket", _TICKET_FIELDS, CUSTOM_FIELDS),
    *_of("ticket", (("ccs", "The CCs, for a loop: each has name and email."),), REFERENCE),
    *_of(
        "ticket",
        (("follower_reply_type_message", "How a follower's reply will be filed."),),
        REFERENCE,
        frozenset({Place.NOTIFICATION}),
    ),
    *(placeholder for each in _COMMENT_LISTS for placeholder in _of(f"ticket.{each}", _COMMENT, COMMENTS_IN_LIQUID)),
    *_of("satisfaction", _SATISFACTION, REFERENCE),
    *_of("account", (("incoming_phone_number_<id>", "A telephone number of the account."),), REFERENCE),
    *_of("dc", (("<key>", "A dynamic content item, in the requester's language."),), DYNAMIC_CONTENT),
    *_of("agent", _AGENT, REFERENCE, frozenset({Place.SIGNATURE})),
    *_of("custom_objects.<key>", _CUSTOM_OBJECT, REFERENCE, frozenset({Place.OBJECT_TRIGGER})),
)
