"""Telephone numbers and contacts in what rules and macros write, and numbers in articles.

A contact is read from the driver's profile and never copied: a copy outlives the consent, and the purpose. Subjects
and names of phone tickets hold numbers themselves, and comments whatever was said.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from macrosync.checks.rule_set import named
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Kind, Payload, Resource
from macrosync.rules import liquid
from macrosync.rules.placeholders import USERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.checks.rule_set import RuleSet
    from macrosync.resources import Source
    from macrosync.scenarios.account import Rule

_HTML_TAG = re.compile(r"<[^>]*>")
#: Korean numbers of people: mobile, abroad, landline and internet telephone, safe numbers (050x). Numbers of companies
#: (15xx, 16xx, 18xx, 080) may be told. A landline has its area code set off, or it may be any number.
_PHONE = re.compile(
    r"(?<![0-9A-Za-z/=_])(?<![0-9][-.])"
    r"(?:(?:\+|00)82[-. )(]{0,2}0?(?:1[016789]|2|[3-6][1-5]|70|50[2-8])[-. )]{0,2}[0-9]{3,4}[-. ]?[0-9]{4}"
    r"|01[016789][-. ]?[0-9]{3,4}[-. ]?[0-9]{4}"
    r"|050[2-8]?[-. ]?[0-9]{3,4}[-. ]?[0-9]{4}"
    r"|\(?0(?:2|[3-6][1-5]|70)[-. )]{1,2}[0-9]{3,4}[-. ]?[0-9]{4})"
    r"(?![0-9A-Za-z_])(?![-.][0-9])"
)
_PEOPLE = "|".join(re.escape(user) for user in USERS)
#: Placeholders (SUP 4408886858138) that show a contact, or what may hold one.
_CONTACT = re.compile(
    rf"(?:{_PEOPLE})\.phone(?:\..*)?"
    r"|ticket\.(?:requester|submitter)\.(?:email|name|first_name|last_name|details|notes|custom_fields|signature)(?:\..*)?"
    r"|ticket\.(?:title|description|verbatim_description|ccs|cc_names|email_cc_names|follower_names)(?:[.\[].*)?"
    r"|ticket\.(?:latest_)?(?:public_)?comments?(?:_html|_rich|_formatted)?(?:[.\[].*)?"
    r"|ticket(?:\.(?:requester|submitter))?"
)
#: What the requester may be told, and nobody else.
_OWN = "ticket.requester.first_name"
_NOTIFIES = frozenset({"notification_user", "notification_group", "notification_target", "notification_webhook"})
_COMMENTS = frozenset({"comment_value", "comment_value_html"})


def check(rules: RuleSet, desired: Sequence[Resource]) -> Iterator[Finding]:
    """Every text that would hold a number or a contact; one finding for each of them in a rule."""
    for rule in rules.acting:
        yield from _rule(rule)
    for article in desired:
        if article.kind is Kind.ARTICLE:
            for number in _numbers(str(article.payload.get("body"))):
                yield _number(article.source, f"The article `{shown(str(article.payload.get('title')), 40)}`", number)


def _rule(rule: Rule) -> Iterator[Finding]:
    texts = [(text, _is_own(rule, action)) for action in rule.actions for text in _texts(action)]
    for number in dict.fromkeys(number for text, _ in texts for number in _numbers(text)):
        yield _number(rule.source, named(rule), number)
    for name in dict.fromkeys(name for text, own in texts for name in _contacts(text, own=own)):
        message = f"{named(rule)} would write `{shown(name)}` into a text, which may hold a contact: leave it out."
        yield Finding(rule.source, "contact-in-text", message)


def _number(source: Source, where: str, number: str) -> Finding:
    message = f"{where} holds the telephone number `{shown(number)}`: take it out."
    return Finding(source, "phone-number-in-text", message)


def _texts(action: Payload) -> Iterator[str]:
    """What an action writes where others read it."""
    value = action.get("value")
    if action["field"] in _COMMENTS:
        yield str(value[-1] if isinstance(value, list) and value else value)
    elif action["field"] in _NOTIFIES and isinstance(value, list):
        yield from (str(part) for part in value[1:])
    elif action["field"] == "subject":
        yield str(value)


def _is_own(rule: Rule, action: Payload) -> bool:
    """Whether only the requester is told: by a macro, in chat or read out on the phone, or by an e-mail."""
    if rule.kind is Kind.MACRO and action["field"] in _COMMENTS:
        return True
    value = action.get("value")
    return action["field"] == "notification_user" and isinstance(value, list) and value[:1] == ["requester_id"]


def _numbers(text: str) -> tuple[str, ...]:
    """Telephone numbers as they are seen, each once, whatever the width of their digits and the HTML in them."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (plain, _HTML_TAG.sub("", plain), _HTML_TAG.sub(" ", plain))
    found = [match[0] for each in seen for match in _PHONE.finditer(each)]
    return tuple({re.sub(r"\D", "", number): number for number in reversed(found)}.values())


def _contacts(text: str, *, own: bool) -> Iterator[str]:
    try:
        found = liquid.placeholders(text)
    except liquid.LiquidInvalid:
        return  # a finding of its own
    for placeholder in found:
        if _CONTACT.fullmatch(placeholder.name) and not (own and placeholder.name == _OWN):
            yield placeholder.name
