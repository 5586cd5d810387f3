"""A sequence that tells a mistake, as the scenario that an author would write: as short as it can be, with `expect`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from macrosync.scenarios import changes
from macrosync.scenarios.account import AGENT_ID
from macrosync.scenarios.sequences import flow
from macrosync.scenarios.timeline import Call, Told
from macrosync.scenarios.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.resources import Json
    from macrosync.scenarios.records import Record
    from macrosync.scenarios.world import World

#: What an expectation can ask for by the word that `changed` uses.
_PLAIN = frozenset({"status", "priority", "type", "subject", "external_id", "public", "due"})
_START = "2026-11-24T10:00:00+09:00"
_FIELDS = "fields."
#: What cannot stay alone.
_WITH = {"macro": "channel"}
#: What a step that cannot be done does all the same.
_KEPT = ("at", "webhooks")


def of(without: World, with_it: World) -> tuple[dict[str, Json], tuple[str, ...]]:
    """What to expect, and what is found where the mistake is made, in words; empty where no expectation can tell."""
    expected, found = _ticket(without.records[0], with_it.records[0], without)
    tasks, other = without.tasks, with_it.tasks
    if len(tasks) != len(other):
        expected["tasks"] = [{"status": record.ticket["status"]} for record in tasks]
        found.append(f"tasks: {len(tasks)} → {len(other)}")
    else:
        told = [_ticket(one, two, without) for one, two in zip(tasks, other, strict=True)]
        if any(lines for _, lines in told):
            listed: list[Json] = [
                wanted or {"status": record.ticket["status"]} for (wanted, _), record in zip(told, tasks, strict=True)
            ]
            expected["tasks"] = listed
            found += [f"task {at}: {line}" for at, (_, lines) in enumerate(told, 1) for line in lines]
    more, lines = _calls(without, with_it)
    words = without.account.in_words
    return {**expected, **more}, tuple(words(line) for line in (*found, *lines))


def shorter(sequence: dict[str, Json]) -> Iterator[dict[str, Json]]:
    """The sequence with one thing less, the greatest first."""
    steps, ticket = sequence["steps"], sequence["ticket"]
    if isinstance(steps, list):
        for at in reversed(range(len(steps))):
            yield {**sequence, "steps": [*steps[:at], *steps[at + 1 :]]}
        for at, step in enumerate(steps):
            for less in _less(step):
                yield {**sequence, "steps": [*steps[:at], less, *steps[at + 1 :]]}
    for less in _less(ticket):
        yield {**sequence, "ticket": less}
    if sequence["start"] != _START:
        yield {**sequence, "start": _START}


def done(sequence: dict[str, Json], troubles: list[str]) -> dict[str, Json]:
    """The sequence without what could not be done; `troubles` are those of the coming in and of each step."""
    steps = sequence["steps"]
    kept: list[Json] = []
    for step, trouble in zip(steps if isinstance(steps, list) else [], troubles[1:], strict=False):
        if isinstance(step, dict) and trouble:
            step = {name: step[name] for name in _KEPT if name in step}  # noqa: PLW2901 - what is left of it
        kept += [step] if step else []
    return {**sequence, "steps": kept}


def lines(sequence: dict[str, Json], name: str, expected: dict[str, Json]) -> tuple[str, ...]:
    """The scenario as it can be pasted below `scenarios:`."""
    steps = sequence["steps"]
    made = [f"- name: {flow(name)}"]
    if sequence["start"] != _START:
        made.append(f"  start: {sequence['start']}")
    if sequence["ticket"]:
        made.append(f"  ticket: {flow(sequence['ticket'])}")
    if isinstance(steps, list) and steps:
        made += ["  steps:", *(f"    - {flow(step)}" for step in steps)]
    return (*made, f"  expect: {flow(expected)}") if expected else tuple(made)


def _less(value: Json) -> Iterator[Json]:
    """An object or a list with one thing less, at any depth; never an empty list in it."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield {other: kept for other, kept in value.items() if other not in {name, _WITH.get(name)}}
            yield from ({**value, name: less} for less in _less(each) if less)
    elif isinstance(value, list):
        for at in range(len(value)):
            yield [*value[:at], *value[at + 1 :]]


def _ticket(one: Record, two: Record, world: World) -> tuple[dict[str, Json], list[str]]:
    """What a ticket is without the mistake, where it is another with it."""
    expected: dict[str, Json] = {}
    fields: dict[str, Json] = {}
    found: list[str] = []
    account = world.account
    for word, new, old in changes.changed(two.ticket, one.ticket, account):
        found.append(f"{word}: {quoted(old)} → {quoted(new)}")
        if word in _PLAIN:
            expected[word] = old
        elif word == "group":
            expected[word] = account.names.get(str(old))
        elif word == "assignee" and old in {None, AGENT_ID}:
            expected[word] = None if old is None else "agent"
        elif word == "tags" and isinstance(old, list) and isinstance(new, list):
            there: list[Json] = [tag for tag in old if tag not in new]
            gone: list[Json] = [tag for tag in new if tag not in old]
            told = (("includes", there), ("excludes", gone))
            expected[word] = {name: listed for name, listed in told if listed}
        elif word.startswith(_FIELDS):
            fields[word.removeprefix(_FIELDS)] = old
    if len(one.comments) != len(two.comments):
        expected["comment_count"] = len(one.comments)
        found.append(f"comments: {len(one.comments)} → {len(two.comments)}")
    elif one.comments != two.comments:
        own, other = next(pair for pair in zip(one.comments, two.comments, strict=True) if pair[0] != pair[1])
        wanted: dict[str, Json] = {"contains": [own["body"]], "public": own["public"]}
        expected |= {"comment": wanted} if own is one.comments[-1] else {"comments": [wanted]}
        found.append(f"comment: {_comment(own)} → {_comment(other)}")
    return expected | ({"fields": fields} if fields else {}), found


def _comment(comment: object) -> str:
    if not isinstance(comment, dict):
        return "(none)"
    return f"{'public' if comment['public'] else 'internal'} {quoted(comment['body'])}"


def _calls(without: World, with_it: World) -> tuple[dict[str, Json], list[str]]:
    """What webhooks are called with, and what people are told."""
    calls, other = ([each for each in world.timeline if isinstance(each, Call)] for world in (without, with_it))
    told, else_told = ([each for each in world.timeline if isinstance(each, Told)] for world in (without, with_it))
    notes = (
        [] if told == else_told else [f"notifications: {len(told)} → {len(else_told)}, which no scenario can expect"]
    )
    if len(calls) != len(other):
        return {"webhook_count": len(calls)}, [f"webhook calls: {len(calls)} → {len(other)}", *notes]
    for one, two in zip(calls, other, strict=True):
        if one.body != two.body:
            body = _differing(_parsed(one.body), _parsed(two.body))
            line = f"webhook body: {quoted(one.body)} → {quoted(two.body)}"
            wanted: list[Json] = [{"body": _named(body, without.account.names)}]
            return ({"webhooks": wanted} if isinstance(body, dict) else {}), [line, *notes]
    return {}, notes


def _parsed(body: str) -> Json:
    try:
        parsed: Json = json.loads(body)
    except ValueError:
        return None
    return parsed


def _named(value: Json, names: Mapping[str, str]) -> Json:
    """JSON with names in the place of ids, as an expectation writes it."""
    if isinstance(value, dict):
        return {name: _named(each, names) for name, each in value.items()}
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(str(value), value)


def _differing(one: Json, two: Json) -> Json:
    """Of an object only what is other in the second one."""
    if isinstance(one, dict) and isinstance(two, dict):
        return {name: _differing(value, two.get(name)) for name, value in one.items() if value != two.get(name)}
    return one
