"""Every error body of the service, in its three shapes, in one place.

`error` is a string with `description` and `details`, or an object with `title` and `message`; or `errors` is a list
(recorded), which the Help Center has as an object of lists (HCOAS, create section).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.switches import Switches
    from macrosync.resources import Json

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
#: What a value of a wrong type is called (OAS, the error examples of routing/instance_values).
WRONG_TYPE = "Invalid attribute"
#: What a browser would ask for; the recorded 401 has the header, its realm is not known.
CHALLENGE = MappingProxyType({"www-authenticate": 'Basic realm="Web Password"'})


class ApiError(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, body: Mapping[str, Json], headers: Mapping[str, str] = _NO_HEADERS) -> None:
        super().__init__(f"{status} {dict(body)}")
        self.body = dict(body)
        self.answer = Answer.of(dict(body), status, headers)


def shaped(error: ApiError, switches: Switches) -> ApiError:
    """The error as the switches have it: a wrong type as another invalid value, the Help Center's as Support's."""
    said, fields = error.body.get("error"), error.body.get("errors")
    if isinstance(said, dict) and said.get("title") == WRONG_TYPE and not switches.wrong_types_are_400:
        return record_invalid("base", {"description": said["message"], "error": "InvalidValue"})
    if isinstance(fields, dict) and not switches.help_center_errors_are_400:
        told: dict[str, Json] = {name: _entries(name, listed) for name, listed in fields.items()}
        return ApiError(422, {"error": "RecordInvalid", "description": "Record validation errors", "details": told})
    return error


def _entries(field: str, sentences: Json) -> Json:
    return [problem(field, str(each)) for each in sentences] if isinstance(sentences, list) else []


def not_found() -> ApiError:
    """A record that is not there (recorded 30 times, always this body)."""
    return ApiError(404, {"error": "RecordNotFound", "description": "Not found"})


def invalid_endpoint() -> ApiError:
    """A path that Zendesk does not have (quoted in public issues)."""
    return ApiError(404, {"error": "InvalidEndpoint", "description": "Not found"})


def not_built(what: str) -> ApiError:
    """Something that Zendesk has and the local one has not; never a polite empty answer."""
    return ApiError(501, {"error": "NotBuilt", "description": f"The local Zendesk does not have this: {what}"})


def could_not_authenticate() -> ApiError:
    """Basic credentials that are wrong or missing (recorded)."""
    return ApiError(401, {"error": "Couldn't authenticate you"}, CHALLENGE)


def invalid_token() -> ApiError:
    """A bearer that is wrong or has lapsed (recorded)."""
    said = "The access token provided is expired, revoked, malformed or invalid for other reasons."
    return ApiError(401, {"error": "invalid_token", "error_description": said})


def oauth_error(status: int, error: str, description: str) -> ApiError:
    """An error of POST /oauth/tokens, in the form of RFC 6749."""
    return ApiError(status, {"error": error, "error_description": description})


def forbidden(message: str) -> ApiError:
    """Something that this caller, or nobody, may do (the object shape that csa-zendesk recorded)."""
    return ApiError(403, {"error": {"title": "Forbidden", "message": message}})


def missing_scope(scope: str) -> ApiError:
    """A bearer whose scopes do not reach so far: "Forbidden" (OAS, scopes); the sentence is assumed."""
    said = f"You are missing the following required scopes: {scope}"
    return ApiError(403, {"error": "Forbidden", "description": said})


def too_many_values(most: int = 100) -> ApiError:
    """More ids than one call takes (recorded, the two blanks too)."""
    said = f"Parameter  cannot specify more than {most} values"
    return ApiError(400, {"error": "TooManyValues", "description": said, "max_count": most})


def pagination_depth() -> ApiError:
    """An offset beyond 10,000 records (REF introduction/pagination)."""
    title = "Number of records requested is over the limit of 10000; use cursor pagination"
    return ApiError(400, {"errors": [{"code": "InvalidPaginationDepth", "title": title}]})


def invalid_page(parameter: str) -> ApiError:
    """A page parameter that is none; the code is assumed."""
    title = f"The {parameter} parameter is not valid"
    return ApiError(400, {"errors": [{"code": "InvalidPaginationParameter", "title": title}]})


def invalid_attribute(name: str, expected: str) -> ApiError:
    """A value of the wrong type (OAS, the error examples of routing/instance_values)."""
    said = f"You passed an invalid value for the {name} attribute. Invalid parameter: {name} must be {expected}"
    return ApiError(400, {"error": {"title": WRONG_TYPE, "message": said}})


def unwrapped() -> ApiError:
    """A macro that does not stand under `macro` (github fprimex/zdesk#42: 500)."""
    return ApiError(500, {"error": "InternalServerError"})


def unreadable_json(*, help_center: bool) -> ApiError:
    """A body that is no JSON: 422 (400 in the Help Center, assumed)."""
    said = "Server could not parse JSON"
    if help_center:
        return ApiError(400, {"errors": [{"code": "InvalidJSON", "title": said}]})
    return ApiError(422, {"error": "Unprocessable Entity", "message": said})


def wrong_content_type() -> ApiError:
    """A body that does not say that it is JSON (seen for the Help Center, assumed for the rest)."""
    return ApiError(415, {"error": "UnsupportedMediaType", "description": "Content-Type must be application/json"})


def problem(field: str, said: str, error: str | None = None, **more: Json) -> dict[str, Json]:
    """One entry of a RecordInvalid's details: `Title: cannot be blank`."""
    label = field.replace("_", " ").capitalize()
    entry: dict[str, Json] = {"description": f"{label}: {said}"}
    return entry | ({"error": error} if error else {}) | more


def record_invalid(field: str, *problems: Mapping[str, Json]) -> ApiError:
    """A record that breaks a rule of the service's (recorded)."""
    listed: list[Json] = [dict(each) for each in problems]
    body: dict[str, Json] = {"error": "RecordInvalid", "description": "Record validation errors"}
    return ApiError(422, body | {"details": {field: listed}})


def blank(field: str) -> ApiError:
    """A field that may not be empty."""
    return record_invalid(field, problem(field, "cannot be blank", "BlankValue"))


def invalid(field: str, said: str) -> ApiError:
    """A field whose value is none of the allowed ones."""
    return record_invalid(field, problem(field, said, "InvalidValue"))


def duplicate(field: str, said: str) -> ApiError:
    """A value that must be unique and is not (github cloudbees-oss/zendesk-java-client#91)."""
    return record_invalid(field, problem(field, said, "DuplicateValue"))


def help_center_invalid(field: str, *said: str) -> ApiError:
    """A record of the Help Center that breaks a rule (HCOAS, create section)."""
    sentences: list[Json] = list(said)
    return ApiError(400, {"errors": {field: sentences}})


def update_conflict() -> ApiError:
    """A safe update of what has changed meanwhile (REF tickets; the description is assumed)."""
    said = "Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and retry"
    return ApiError(409, {"error": "UpdateConflict", "description": said})


def idempotency(said: str) -> ApiError:
    """An Idempotency-Key that is used for another request, or too long (REF ticketing/introduction)."""
    return ApiError(400, {"error": "IdempotentRequestError", "description": said})


def too_many_jobs(job: str, current: list[Json], headers: Mapping[str, str]) -> ApiError:
    """A job more than may be queued or running (public issue)."""
    said = f"Too many {job} jobs are currently queued or running. Try again later."
    body: dict[str, Json] = {"error": "TooManyJobs", "description": said, "current_job_ids": current}
    return ApiError(429, body, {**headers, "retry-after": "60"})


def search_invalid(said: str) -> ApiError:
    """A search that the service refuses (github facetoe/zenpy#371)."""
    return ApiError(422, {"error": "invalid", "description": f"Invalid search: {said}"})


def start_time_too_recent() -> ApiError:
    """An export that begins in the most recent minute (github airbytehq/airbyte#23246; the sentence is assumed)."""
    said = "Too recent start_time. Use a start_time older than 60 seconds"
    return ApiError(400, {"error": "StartTimeTooRecent", "description": said})


def rate_limited(what: str, retry_after: int, headers: Mapping[str, str]) -> ApiError:
    """A call over a limit (github cloudbees-oss/zendesk-java-client#319, REF introduction/rate-limits)."""
    said = f"Number of allowed {what} requests per minute exceeded"
    body: dict[str, Json] = {"error": "APIRateLimitExceeded", "description": said}
    return ApiError(429, body, {**headers, "retry-after": str(retry_after)})
