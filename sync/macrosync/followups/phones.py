"""Phone numbers in comments: found however they are written, and marked to be taken out. Pure.

Korean numbers with or without the country's code, with any separators, in full-width digits, and spelled in Hangul;
also where HTML tags stand in the middle of one. A number of fewer digits may be anything, and stays.
"""

from __future__ import annotations

import html
import re
import unicodedata

#: What redaction leaves in the place of a character (recorded on redaction).
BLOCK = "▇"
_GAP = r"[\s\-\u2010-\u2015\u2212·.,_~/()\[\]\u200b-\u200d\u2060\ufeff]{0,3}"
_DIGIT = rf"(?:{_GAP}\d)"
_COUNTRY = rf"(?:(?:\+{_GAP}|0{_GAP}0{_GAP})?8{_GAP}2{_GAP}(?:\(?0\)?)?|0){_GAP}"
#: Mobile and personal numbers, safe numbers (안심번호), internet telephones, Seoul, and the other regions.
_AREA = rf"(?:1{_GAP}[016789]|5{_GAP}0{_GAP}\d|7{_GAP}0|8{_GAP}0|2|[3-6]{_GAP}[1-5])"
_NUMBER = re.compile(rf"(?<!\d){_COUNTRY}{_AREA}{_DIGIT}{{7,8}}(?!\d)")
_SPOKEN_GAP = r"(?:[\s\-.,·~/]|에|의|다시){0,3}"
_SPOKEN_DIGIT = rf"(?:{_SPOKEN_GAP}[0-9공영일이삼사오육륙칠팔구])"
_SPOKEN = re.compile(rf"[0공영]{_SPOKEN_GAP}[1일]{_SPOKEN_GAP}[016789공영일육륙칠팔구]{_SPOKEN_DIGIT}{{7,8}}(?!\d)")
_TOKEN = re.compile(r"(?P<tag><[^>]*>)|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|.", re.DOTALL)
_BREAKS = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|table|h[1-6]|blockquote|pre)\b", re.IGNORECASE)


def blotted(text: str) -> str:
    """A text with the characters of every phone number blotted out."""
    held = set(_places(text))
    return "".join(BLOCK if at in held else sign for at, sign in enumerate(text))


def marked(rich: str) -> str | None:
    """A comment's HTML with every phone number in <redact> tags; None where there is none."""
    tokens = [(match[0], match["tag"] is not None) for match in _TOKEN.finditer(rich)]
    plain = "".join(_shown(text) if not tag else "\n\n\n\n" if _BREAKS.match(text) else "" for text, tag in tokens)
    held = set(_places(plain))
    if not held:
        return None
    out, at, inside = [], 0, False
    for text, tag in tokens:
        length = 1 if not tag else 4 if _BREAKS.match(text) else 0
        wanted = not tag and at in held
        if wanted != inside:
            out.append("<redact>" if wanted else "</redact>")
            inside = wanted
        out.append(text)
        at += length
    return "".join([*out, "</redact>"] if inside else out)


def _places(text: str) -> list[int]:
    """Where in a text the characters of phone numbers stand."""
    plain = "".join(_digit(sign) for sign in text)
    found = [match.span() for pattern in (_NUMBER, _SPOKEN) for match in pattern.finditer(plain)]
    return [at for start, end in found for at in range(start, end)]


def _digit(sign: str) -> str:
    """A character as it is compared: a full-width one as the narrow one."""
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign


def _shown(token: str) -> str:
    """The one character that a character or an entity shows."""
    text = html.unescape(token)
    return text if len(text) == 1 else "\n"
