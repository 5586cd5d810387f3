"""Tags that rules ask for and nothing sets, and tags that rules set and nothing asks for."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from macrosync.checks.rule_set import named
from macrosync.definitions.wording import shown
from macrosync.resources import Finding
from macrosync.rules import tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from macrosync.checks.rule_set import RuleSet
    from macrosync.definitions.target import Target
    from macrosync.resources import Json
    from macrosync.scenarios.account import Rule

#: Tags that Zendesk sets itself (SUP 4408846470170).
_ZENDESK = ("redacted_content",)
_SETS = frozenset({"current_tags", "set_tags"})
_IN_BODY = re.compile(r'"(?:tags|additional_tags)"\s*:\s*(\[[^\[\]]*\]|"[^"]*")')
_ANY = "*"
_REMOVES = frozenset({"remove_tags"})
#: What stands between two signs, of which each may end one word and begin the next.
_QUOTED = re.compile(r"'(?=([^']*)')")


def check(rules: RuleSet, target: Target) -> Iterator[Finding]:
    """Each tag once for each rule. A name of the settings that ends with * means all tags that begin so."""
    of_fields = {tag for field in rules.fields for tag in tags.option_tags(field)}
    known = {tag for rule in rules.acting for tag in _set_by(rule)} | of_fields
    for rule in rules.conditional:
        for tag in _asked_by(rule):
            if tag not in known and not _declared(tag, (*_ZENDESK, *target.outside_tags)):
                yield _never_set(rule, tag, known)
    readers = _Readers.of(rules, of_fields)
    for rule in (*rules.account.triggers, *rules.automations):
        for tag in _added_by(rule):
            if not _declared(tag, target.report_tags) and not readers.read(tag, rule):
                message = (
                    f"{named(rule)} adds the tag `{shown(tag)}`, which no rule or view asks for or takes away: use it, "
                    "leave it out, or name it in `report_tags`."
                )
                yield Finding(rule.source, "tag-never-read", message)


def _never_set(rule: Rule, tag: str, known: Collection[str]) -> Finding:
    close = get_close_matches(tag, sorted(known), n=1)
    advice = f"did you mean `{shown(close[0])}`?" if close else "mend it, or name it in `outside_tags`."
    message = f"{named(rule)} asks for the tag `{shown(tag)}`, which nothing here sets; {advice}"
    return Finding(rule.source, "tag-never-set", message)


@dataclass(frozen=True, slots=True)
class _Readers:
    """What reads tags: conditions and options by tag, what takes them away by rule, and words in quotes of texts."""

    asked: frozenset[str]
    removed: Mapping[str, set[str]]
    quoted: frozenset[str]

    @classmethod
    def of(cls, rules: RuleSet, of_fields: Collection[str]) -> _Readers:
        removed: dict[str, set[str]] = defaultdict(set)
        for rule in rules.acting:
            for tag in _words(rule, _REMOVES):
                removed[tag].add(rule.id)
        asked = frozenset(tag for rule in rules.conditional for tag in _asked_by(rule))
        quoted = frozenset(word for rule in rules.acting for word in _QUOTED.findall(_texts(rule)))
        return cls(asked.union(of_fields), removed, quoted)

    def read(self, tag: str, by: Rule) -> bool:
        """Whether a condition asks for a tag, another rule takes it away, or it selects an option of a field."""
        return tag in self.asked or not self.removed.get(tag, set()) <= {by.id} or tag in self.quoted


def _set_by(rule: Rule) -> Iterator[str]:
    """The tags that a rule adds, those of a ticket that its webhook makes among them."""
    yield from _added_by(rule)
    for action in rule.actions:
        if action["field"] == "notification_webhook" and isinstance(value := action.get("value"), list):
            yield from (tag for part in value[1:] for tag in _in_body(str(part)))


def _added_by(rule: Rule) -> Sequence[str]:
    return _words(rule, _SETS)


def _words(rule: Rule, fields: Collection[str]) -> tuple[str, ...]:
    listed = (str(action.get("value") or "") for action in rule.actions if action["field"] in fields)
    return tuple(dict.fromkeys(tag for text in listed for tag in tags.normalise_tags(text)))


def _in_body(body: str) -> Iterator[str]:
    """The tags that stand in a webhook's body as they are; those of placeholders are not known."""
    for match in _IN_BODY.finditer(body):
        try:
            listed: Json = json.loads(match[1])
        except ValueError:
            continue
        yield from tags.normalise_tags(" ".join(map(str, listed)) if isinstance(listed, list) else str(listed))


def _asked_by(rule: Rule) -> tuple[str, ...]:
    conditions = (*rule.conditions("all"), *rule.conditions("any"))
    listed = (str(each.get("value") or "") for each in conditions if each["field"] == "current_tags")
    return tuple(dict.fromkeys(tag for text in listed for tag in tags.normalise_tags(text)))


def _texts(rule: Rule) -> str:
    """All texts of a rule, in which Liquid may ask for a tag in quotes."""
    return json.dumps([action.get("value") for action in rule.actions], ensure_ascii=False)


def _declared(tag: str, names: Collection[str]) -> bool:
    return any(tag.startswith(name[:-1]) if name.endswith(_ANY) else tag == name for name in names)
