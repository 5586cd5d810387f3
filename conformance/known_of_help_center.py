"""Known differences of the Help Center."""

from __future__ import annotations

from conformance.known import NULL, Known, undeclared

_HELP_CENTER = r"(GET|POST|PUT) /api/v2/help_center/(\{locale\}/)?"
_SECTIONS = _HELP_CENTER + r"((categories|user_segments)/\{\w+\}/)?sections(/\{section_id\})?"
_NEW_ARTICLE = r"POST /api/v2/help_center/(\{locale\}/)?sections/\{section_id\}/articles"

HELP_CENTER = (
    Known(
        _HELP_CENTER + r"((sections|categories|users)/\{\w+\}/|incremental/)?articles(/search|/\{article_id\})?",
        r"articles?|results",
        undeclared("name"),
        "An article has its title as its name too (public answer of GET /help_center/articles).",
    ),
    Known(
        r"GET /api/v2/help_center/articles/search",
        r"results",
        undeclared("result_type", "snippet"),
        "Each result has them (public answers of articles/search); the file has them beside the results.",
    ),
    Known(
        r"GET /api/v2/help_center/articles/search",
        r"\?(created|updated)_(at|before|after)",
        r"string that is no date-time",
        "A day is given, as YYYY-MM-DD (REF help_center/help-center-api/search).",
        side="request",
    ),
    Known(
        r"GET /api/v2/help_center/incremental/articles",
        r"",
        undeclared("end_time"),
        "Where the next export begins (REF articles, incremental article exports).",
    ),
    Known(_SECTIONS, r"sections?", undeclared("sorting", "user_segment_id"), "A section has these (recorded)."),
    Known(
        _HELP_CENTER + r"\w+/\{\w+\}/translations(/\{locale\})?",
        r"translations?",
        undeclared("hidden"),
        "A translation says whether it is hidden (public answer of GET .../translations).",
    ),
    Known(
        _NEW_ARTICLE,
        r"article",
        r"locale is missing",
        "The locale stands in the path, or in the translations; articles are created without one in the body.",
        side="request",
    ),
    Known(
        _NEW_ARTICLE,
        r"article",
        r"title is missing",
        "An article may be made of its translations, which have the titles (REF articles, create article).",
        side="request",
    ),
    Known(
        r"(POST|PUT) /api/v2/help_center/(\{locale\}/)?(sections/\{section_id\}/)?articles(/\{article_id\})?",
        r"article\.user_segment_id",
        NULL,
        "No segment is everyone (REF articles).",
        side="request",
    ),
)
