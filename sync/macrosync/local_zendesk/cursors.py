"""Cursors: base64 of `{"o":<order>,"v":<packed keys>}`, as recorded.

Recorded values are packed too: `i` and eight bytes for a number, little-endian; how text is packed is ours,
since to clients a cursor is opaque.
"""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Key, Order

_NUMBER = struct.Struct("<q")
_LENGTH = struct.Struct("<I")
#: In place of keys: the end of the list, which the Help Center's `links.last` pages back from.
END = b"e"


def encode(order: Order, keys: tuple[Key, ...]) -> str:
    """The cursor of a record with these keys in this order."""
    return _cursor(order, b"".join(_packed(key) for key in keys))


def end(order: Order) -> str:
    """The cursor of the end of the list."""
    return _cursor(order, END)


def decode(cursor: str, order: Order) -> tuple[Key, ...] | None:
    """The keys in a cursor, None for the end. Raises ValueError for what is no cursor of this order."""
    try:
        held = json.loads(b64decode(cursor, validate=True))
        if held["o"] != order.names:
            raise ValueError("a cursor of another order")
        packed = b64decode(held["v"], validate=True)
        keys = None if packed == END else tuple(_unpacked(packed))
    except (KeyError, TypeError, struct.error, UnicodeDecodeError) as error:
        raise ValueError("no cursor") from error
    if keys is not None and len(keys) != len(order.columns):
        raise ValueError("a cursor of another order")
    return keys


def _cursor(order: Order, packed: bytes) -> str:
    return b64encode(compact({"o": order.names, "v": b64encode(packed).decode()}).encode()).decode()


def _packed(key: Key) -> bytes:
    if isinstance(key, int):
        return b"i" + _NUMBER.pack(key)
    text = key.encode()
    return b"s" + _LENGTH.pack(len(text)) + text


def _unpacked(packed: bytes) -> list[Key]:
    keys: list[Key] = []
    while packed:
        kind, packed = packed[:1], packed[1:]
        if kind == b"i":
            keys.append(_NUMBER.unpack_from(packed)[0])
            packed = packed[_NUMBER.size :]
        elif kind == b"s":
            (length,) = _LENGTH.unpack_from(packed)
            text = packed[_LENGTH.size : _LENGTH.size + length]
            if len(text) != length:
                raise ValueError("cut short")
            keys.append(text.decode())
            packed = packed[_LENGTH.size + length :]
        else:
            raise ValueError("no key")
    return keys
