"""The consent record: what was asked, in which words, and what the driver answered; a note for each answer. Pure.

It holds numbers of people and comments, no name, and no phone number: what of these stands in the text that was sent
is blotted out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.definitions.channel import Channel
from macrosync.definitions.models import ConsentScript, Layout, Question
from macrosync.followups import phones
from macrosync.followups.consent import RECORDED, answers, lapse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.followups.desk import Desk
    from macrosync.followups.snapshot import Change, Comment, Snapshot, Ticket

_TAG = re.compile(r"consent__(?P<key>[a-z0-9-]+)__v(?P<version>\d+)", re.ASCII)
_NONE = "-"
#: Channels of tickets that are written, and those that are spoken (DOC via-types).
_WRITTEN = frozenset({"chat", "messaging", "native_messaging", "web_messaging", "sms", "whatsapp", "line"})
_SPOKEN = frozenset({"voice", "phone", "phone_call_inbound", "phone_call_outbound", "voicemail"})


def missing(desk: Desk, case: Snapshot, task: Ticket) -> Iterator[str]:
    """The notes that the task still lacks, in the order of the answers."""
    written = [comment.text for comment in case.history(task.number).comments if not comment.public]
    for answer in answers(desk, case):
        if answer.value in RECORDED:
            needles = (desk.title("consent", str(answer.value)), desk.clock(answer.at), _comment(case, answer))
            if not any(all(needle in note for needle in needles) for note in written):
                yield _text(desk, case, answer)


def _text(desk: Desk, case: Snapshot, answer: Change) -> str:
    asked, key, version = _script(case, answer)
    script = desk.definitions.by_key(ConsentScript, key)
    values = _values(desk, script) if script is not None and str(script.version) == version else _NONE
    words = {
        "answer": desk.title("consent", str(answer.value)),
        "driver": str(case.driver.requester) if case.driver else _NONE,
        "agent": str(answer.author),
        "channel": _channel(desk, case, asked),
        "time": desk.clock(answer.at),
        "script": key or _NONE,
        "version": version or _NONE,
        "values": values,
        "ticket": str(answer.ticket),
        "comment": _comment(case, answer),
        "lapses": lapse(desk, answer.at) if answer.value == "given" else _NONE,
        "text": _quoted(case, asked) if asked else _NONE,
    }
    note = str(desk.items.sweep.record).strip()
    return re.sub(r"\{([a-z_]+)\}", lambda match: words.get(match[1], match[0]), note)


def people(case: Snapshot) -> frozenset[int]:
    """The numbers of those whose names may stand in what is quoted."""
    wrote = {comment.author for comment in case.history(case.number).comments}
    return frozenset(wrote | ({case.driver.requester} if case.driver else set()))


def _quoted(case: Snapshot, asked: Comment) -> str:
    text = phones.blotted(asked.text.strip())
    for name in sorted(case.names, key=len, reverse=True):
        text = text.replace(name, phones.BLOCK * len(name))
    return text


def _comment(case: Snapshot, answer: Change) -> str:
    """The comment that came with the answer, or the last one before it."""
    comments = case.history(answer.ticket).comments
    same = [comment for comment in comments if comment.audit == answer.audit]
    before = [comment for comment in comments if comment.at <= answer.at]
    found = (same or before)[-1:]
    return str(found[0].number) if found else _NONE


def _script(case: Snapshot, answer: Change) -> tuple[Comment | None, str, str]:
    """The comment with the script that the driver was asked with last, and the script's key and version."""
    history = case.history(case.number)
    known: frozenset[str] = frozenset()
    found: tuple[Comment | None, str, str] = (None, "", "")
    for change in history.of("tags"):
        tags = frozenset(change.value)
        new = [match for tag in sorted(tags - known) if (match := _TAG.fullmatch(tag))]
        known = tags
        if new and change.at <= answer.at:
            said = [comment for comment in history.comments if comment.audit == change.audit]
            found = (said[-1] if said else None, new[-1]["key"], new[-1]["version"])
    return found


def _values(desk: Desk, script: ConsentScript) -> str:
    """What the script was bound to where it was asked, each value under its label."""
    question_key, _, step_key = str(desk.items.consent_asked_by).partition("/")
    question = desk.definitions.by_key(Question, question_key)
    bound = [step.consent for step in (question.steps if question else ()) if step.key == step_key and step.consent]
    if not bound or bound[0].script != script.key:
        return _NONE
    values, labels = bound[0].values, script.parameters
    return ", ".join(f"{labels[name].label}: {value}" for name, value in values.items() if name in labels)


def _channel(desk: Desk, case: Snapshot, asked: Comment | None) -> str:
    """By how the script was said, a public reply or a note about a call; else by the ticket's own channel."""
    via = case.driver.payload.get("via") if case.driver else None
    name = str(via.get("channel")) if isinstance(via, dict) and via.get("channel") else _NONE
    if asked is not None:
        channel = Channel.CHAT if asked.public else Channel.PHONE
    elif name in _WRITTEN or name in _SPOKEN:
        channel = Channel.CHAT if name in _WRITTEN else Channel.PHONE
    else:
        return name
    return str(desk.definitions.one(Layout).channel(channel).label)
