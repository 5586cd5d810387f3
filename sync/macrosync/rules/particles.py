"""Which form a Korean particle takes after a word: 연락처를, 이메일을, 부산으로, 서울로.

The last sounded syllable decides: a final consonant takes the first form of a pair, a vowel the second, and
the 으로 family takes 로 after ㄹ too. What stands in parentheses at the end is a gloss and is passed over,
as the National Institute of Korean Language says: the word before it decides, so that
`전화(제공받는 자: 고객)` takes 를. Quotes and other brackets are passed over and what they hold is read. Digits
are read in Sino-Korean, % as 퍼센트, capitals by the Korean names of the letters, other Latin words by their
ending as far as that tells. Where nothing tells, and after what is yet to be filled in (`【제공 항목】`,
`{{ticket.title}}`), the hint stays as it is written, for the reader to choose.
"""

from __future__ import annotations

import re
import unicodedata

#: Particles as (after a final consonant, after a vowel).
PAIRS: tuple[tuple[str, str], ...] = (
    ("을", "를"),
    ("이", "가"),
    ("은", "는"),
    ("과", "와"),
    ("으로", "로"),
    ("으로서", "로서"),
    ("으로써", "로써"),
    ("으로부터", "로부터"),
    ("이나", "나"),
    ("이라", "라"),
    ("이라고", "라고"),
    ("이라는", "라는"),
    ("이란", "란"),
    ("이랑", "랑"),
    ("이며", "며"),
    ("이고", "고"),
    ("이든", "든"),
    ("이든지", "든지"),
    ("이에요", "예요"),
)


def _written(pair: tuple[str, str]) -> list[str]:
    """How a text writes that either form may stand: 을(를), 를(을), (으)로."""
    closed, opened = pair
    forms = [f"{closed}({opened})", f"{opened}({closed})"]
    if closed.endswith(opened):
        forms.append(f"({closed.removesuffix(opened)}){opened}")
    return forms


_PAIR_OF = {form: pair for pair in PAIRS for form in _written(pair)}

#: A hint, to be looked for right after a word or a parameter; the longest first, as 로(으로) begins 로(으로서).
HINTS = re.compile("|".join(re.escape(form) for form in sorted(_PAIR_OF, key=len, reverse=True)))

_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
_FINALS = 28
_RIEUL = 8

_FILL_IN = re.compile(r"(?:】|\}\}|%\})$")
_PERCENT = "%％"
_OPENING, _CLOSING = "(（", ")）"
_NUMBER_END = re.compile(r"\d$")
_LATIN = re.compile(r"[A-Za-z]+$")

#: Final consonants as indices of Unicode's syllables: 0 none, 1 ㄱ, 4 ㄴ, 8 ㄹ, 16 ㅁ, 17 ㅂ, 21 ㅇ.
_DIGITS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
#: 엘, 엠, 엔 and 알; every other letter's name ends in a vowel.
_LETTERS = {"L": 8, "M": 16, "N": 4, "R": 8}
#: What a Latin word's last letter says of its Korean reading; b, c, e, g, j, k, p, q and t say nothing.
_ENDINGS = {"l": 8, "m": 16, "n": 4, "ng": 21, **dict.fromkeys("adfhiorsuvwxyz", 0)}


def choose(hint: str, word: str) -> str:
    """The form of a hint such as 를(을) that a word takes; the hint itself where the word does not tell.

    Raises ValueError for what is no hint of PAIRS.
    """
    if hint not in _PAIR_OF:
        raise ValueError(f"{hint} is no particle hint: write it like 을(를).")
    closed, opened = _PAIR_OF[hint]
    final = final_consonant(word)
    if final is None:
        return hint
    if final == 0 or (final == _RIEUL and closed.startswith("으로")):
        return opened
    return closed


def final_consonant(word: str) -> int | None:
    """The final consonant of a word's last sounded syllable, as Unicode counts them (0 none, 8 ㄹ).

    None where it cannot be told: no Hangul, digit or Latin letter at the end, or a fill-in.
    """
    word = _sounded(unicodedata.normalize("NFC", word))
    if not word or _FILL_IN.search(word):
        return None
    last = word[-1]
    if _FIRST_SYLLABLE <= last <= _LAST_SYLLABLE:
        return (ord(last) - ord(_FIRST_SYLLABLE)) % _FINALS
    if last in _PERCENT:
        return 0
    if _NUMBER_END.search(word):
        # A round number ends in 십, 백, 천, 만 or 억 rather than 영; each has a final consonant other than ㄹ.
        return _DIGITS.get(str(unicodedata.digit(last)))
    return _latin(word)


def _sounded(word: str) -> str:
    """The word without what is not spoken at its end: glosses, quotes, closing brackets, punctuation."""
    while word and not _FILL_IN.search(word) and word[-1] not in _PERCENT:
        gloss = _gloss_start(word)
        if gloss and word[:gloss].strip():
            word = word[:gloss]
        elif unicodedata.category(word[-1])[0] in "PZC":
            word = word[:-1]
        else:
            break
    return word


def _gloss_start(word: str) -> int:
    """Where the parentheses that end the word begin; 0 where none do, or all of it stands in them."""
    depth = 0
    for at in range(len(word) - 1, -1, -1):
        depth += (word[at] in _CLOSING) - (word[at] in _OPENING)
        if depth <= 0:
            return at if word[-1] in _CLOSING else 0
    return 0


def _latin(word: str) -> int | None:
    letters = _LATIN.search(word)
    if letters is None:
        return None
    run = letters[0]
    if run.isupper():
        return _LETTERS.get(run[-1], 0)
    lowered = run.lower()
    return _ENDINGS.get(lowered[-2:], _ENDINGS.get(lowered[-1]))
