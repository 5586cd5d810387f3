"""Questions and consent scripts as agents' macros: one for each reply and channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.compiler import consent, consult_types
from macrosync.compiler.text import Literal, Rendered, render
from macrosync.definitions.channel import Channel
from macrosync.definitions.models import ConsentScript
from macrosync.resources import Json, Kind, Payload, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from macrosync.compiler.consult_types import Leaf
    from macrosync.definitions.load import Definitions
    from macrosync.definitions.models import Answer, Article, Layout, Question, Step
    from macrosync.definitions.target import Target

#: Menus nest by this (SUP 4408884166554); a name must not hold it.
MENU = "::"


def _nothing(_: str) -> tuple[Json, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Context:
    """What every macro is made with: the words around it, the account, and the field that decides answers."""

    definitions: Definitions
    layout: Layout
    target: Target
    leaves: tuple[Leaf, ...]
    field: Ref
    #: What the macros of a step do beside their reply, by `question/step`.
    beside: Callable[[str], tuple[Json, ...]] = _nothing

    def made(self, file: str) -> str:
        """What an admin reads in Zendesk about where it was made."""
        return self.layout.made.replace("{file}", file)


@dataclass(frozen=True, slots=True)
class Script:
    """One macro before it takes Zendesk's form."""

    key: str
    version: int
    menu: str
    name: str
    file: str
    source: Source
    tags: tuple[str, ...] = ()
    does: tuple[Json, ...] = ()


def of_question(context: Context, article: Article, number: int, question: Question, file: str) -> Iterator[Resource]:
    """The macros of one question, numbered 2-1, 2-2, … in the order of its steps."""
    for count, step in enumerate(question.steps, 1):
        script = _bound_script(context, step)
        for channel in Channel:
            yield of_channel(
                context,
                channel,
                Script(
                    key=f"{question.key}/{step.key}",
                    version=question.version,
                    menu=article.menu,
                    name=f"{number}-{count} {step.name}",
                    file=file,
                    source=step.key.source,
                    tags=(consent.tag(script),) if script else (),
                    does=context.beside(f"{question.key}/{step.key}"),
                ),
                reply(context, step, channel),
            )


def of_consent_script(context: Context, script: ConsentScript, number: int, file: str) -> Iterator[Resource]:
    """The generic macros of a consent script, with visible fill-ins."""
    for channel in Channel:
        yield of_channel(
            context,
            channel,
            Script(
                key=script.key,
                version=script.version,
                menu=script.menu,
                name=f"{number} {script.name}",
                file=file,
                source=script.key.source,
                tags=(consent.tag(script),),
            ),
            render(*consent.unbound(script, script.text(channel))),
        )


def reply(context: Context, step: Step, channel: Channel) -> Rendered:
    """What a step says on a channel; Liquid decides where the consult type does."""
    if step.reply is not None:
        return render(step.reply)
    if step.answers is not None:
        return _by_consult_type(context, step.answers)
    script = _bound_script(context, step)
    if script is None or step.consent is None:
        raise LookupError(f"{step.key.source}: no consent script of this key")
    return render(*consent.bind(script.text(channel), step.consent.values))


def all_answers(answers: tuple[Answer, ...]) -> Rendered:
    """Every answer under its title, for the consult types that none of them names."""
    pieces: list[str | Literal] = []
    for answer in answers:
        pieces += ["**", Literal(answer.title), "**\n", answer.reply.strip(), "\n\n"]
    return render(*pieces)


def _by_consult_type(context: Context, answers: tuple[Answer, ...]) -> Rendered:
    """One text that Liquid cuts to the ticket's consult type.

    `ticket.ticket_field_<id>` gives a drop-down's tag (SUP 4408886858138); a blank one falls to `else`.
    """
    rendered = [render(answer.reply) for answer in answers]
    tests = [_when(answer, context.leaves) for answer in answers]
    otherwise = all_answers(answers)

    def cases(texts: list[str], last: str) -> str:
        body = "".join(test + text for test, text in zip(tests, texts, strict=True))
        return f"{{% case ticket.ticket_field_{context.field} %}}{body}{{% else %}}{last}{{% endcase %}}"

    return Rendered(
        plain=cases([each.plain for each in rendered], otherwise.plain),
        html=cases([each.html for each in rendered], otherwise.html),
    )


def _when(answer: Answer, leaves: tuple[Leaf, ...]) -> str:
    tags = [leaf.tag for path in answer.consult_types for leaf in consult_types.under(path, leaves)]
    return "{% when " + ", ".join(f"'{tag}'" for tag in tags) + " %}"


def _bound_script(context: Context, step: Step) -> ConsentScript | None:
    return context.definitions.by_key(ConsentScript, step.consent.script) if step.consent else None


def of_channel(context: Context, channel: Channel, script: Script, text: Rendered) -> Resource:
    """A script's macro on one channel, for that channel's groups."""
    layout = context.layout.channel(channel)
    payload: Payload = {
        "title": MENU.join((layout.menu, script.menu, script.name)),
        "active": True,
        "description": context.made(script.file),
        "actions": [*_actions(channel, text, layout.said, script.tags), *script.does],
        "restriction": {
            "type": "Group",
            "ids": [str(Ref(Kind.GROUP, name)) for name in context.target.groups[channel]],
        },
    }
    return Resource(Kind.MACRO, f"{script.key}/{channel}", script.version, payload, script.source)


def _actions(channel: Channel, text: Rendered, said: str | None, tags: tuple[str, ...]) -> list[Json]:
    """A public reply for chat, plain beside HTML; an internal note for the phone, so that it mails nobody."""
    actions: list[Json] = []
    if channel is Channel.CHAT:
        actions.append({"field": "comment_value", "value": text.plain})
        actions.append({"field": "comment_value_html", "value": text.html})
        actions.append({"field": "comment_mode_is_public", "value": "true"})
    else:
        note = f"{said}\n{text.plain}" if said else text.plain
        actions.append({"field": "comment_value", "value": note})
        actions.append({"field": "comment_mode_is_public", "value": "false"})
    if tags:
        actions.append({"field": "current_tags", "value": " ".join(tags)})
    return actions
