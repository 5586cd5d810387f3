"""Every error that macrosync raises on purpose.

    MacrosyncError            one sentence: what is wrong, where, and what to do
    ├── ConfigError           macrosync.toml, an option or the environment
    ├── DefinitionsInvalid    the files have findings; carries them
    ├── MissingReference      the target lacks a group, form or permission group that the files name
    ├── PlanRefused           what was planned is not what is there, or may not be done
    ├── AlreadyRunning        another process applies to the same target
    ├── ApplyFailed           an apply stopped; says what was done and what was not
    └── ServiceError          an answer of Zendesk, or the lack of one
        ├── AuthenticationFailed   401, or 200 with an anonymous user
        ├── Forbidden              403
        ├── NotFound               404
        ├── Conflict               409
        ├── Rejected               400, 413, 415, 422: the request was understood and refused
        ├── RateLimited            429 that outlasted every retry
        ├── Unavailable            5xx that outlasted every retry
        ├── Unreachable            no connection: nothing was sent
        ├── AnswerLost             a write was sent and its answer never came
        └── UnexpectedAnswer       an answer that is not what the service documents

The command line prints the sentence of a MacrosyncError to stderr and exits with 1. Anything else is a bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.resources import Finding


class MacrosyncError(Exception):
    """An error with one sentence that a person can act on."""


class ConfigError(MacrosyncError):
    """A setting is missing or wrong: names the file, option or environment variable, and what to do."""


class DefinitionsInvalid(MacrosyncError):
    """The definitions have findings; nothing was planned or applied."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        count = len(self.findings)
        plural = "s" if count != 1 else ""
        super().__init__(f"{count} finding{plural} in the definitions; nothing was changed.")


class MissingReference(MacrosyncError):
    """The target account lacks something that the files name and that macrosync never makes by itself."""


class PlanRefused(MacrosyncError):
    """The plan may not be applied: the account is not what the plan saw, or a safety rule forbids it."""


class AlreadyRunning(MacrosyncError):
    """Another process of this machine applies to the same target; says which one, and since when."""


class ApplyFailed(MacrosyncError):
    """An apply stopped before its end; the sentence says what was done and what was not."""


@dataclass(frozen=True, slots=True)
class Call:
    """The call to Zendesk that an error is about.

    kind and key name the resource of ours (empty where the call is about none); path is without host and
    without query, so that no secret and no personal data can stand in it.
    """

    method: str
    path: str
    kind: str = ""
    key: str = ""
    status: int | None = None
    request_id: str = ""

    def __str__(self) -> str:
        subject = f"{self.kind} {self.key}: ".replace("  ", " ") if self.kind or self.key else ""
        status = f" answered {self.status}" if self.status is not None else ""
        request = f" (request id {self.request_id})" if self.request_id else ""
        return f"{subject}{self.method} {self.path}{status}{request}"


class ServiceError(MacrosyncError):
    """An answer of Zendesk that is an error, or the lack of an answer.

    `detail` is what the service said, in one line; `advice` is what to do about it.
    """

    advice = "Try again; if it stays, report the request id to Zendesk."

    def __init__(self, call: Call, detail: str, advice: str | None = None) -> None:
        self.call = call
        self.detail = detail
        if advice is not None:
            self.advice = advice
        super().__init__(f"{call}: {detail.rstrip('.')}. {self.advice}")


class AuthenticationFailed(ServiceError):
    """Zendesk does not know who is calling."""

    advice = (
        "Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET (or ZENDESK_OAUTH_TOKEN), and that they belong to "
        "this account."
    )


class Forbidden(ServiceError):
    """The caller is known and may not do this."""

    advice = "Give the service user the admin role and the client the scopes that docs/admin.md lists."


class NotFound(ServiceError):
    """The resource or endpoint is not there."""

    advice = "It was deleted meanwhile, or the account lacks this feature; run `macrosync plan` again."


class Conflict(ServiceError):
    """Somebody else changed the same thing at the same time."""

    advice = "Run `macrosync plan` again to see what it is now."


class Rejected(ServiceError):
    """Zendesk understood the request and refused it."""

    advice = "Mend the definition that the sentence names, or report it as a bug of macrosync."


class RateLimited(ServiceError):
    """The rate limit was exceeded for longer than macrosync was told to wait."""

    advice = "Another client uses up the account's limit; run again when it is quieter."


class Unavailable(ServiceError):
    """Zendesk answered with a server error until every retry was used up."""

    advice = "Look at status.zendesk.com, and run again; what was done is not done twice."


class Unreachable(ServiceError):
    """No connection could be made; nothing was sent."""

    advice = "Check the subdomain in macrosync.toml and your network."


class AnswerLost(ServiceError):
    """A write was sent and its answer never came: it may or may not have been done."""

    advice = "Run `macrosync plan` to see whether it was done; it is never blindly repeated."


class UnexpectedAnswer(ServiceError):
    """An answer that is not what the service documents."""

    advice = "Check that the address is a Zendesk account's; otherwise report it as a bug of macrosync."
