"""How are facts (dataclasses of plain values) kept as JSON and read back, by name?

Days and moments are ISO, members of enums their value, tuples lists; what a dataclass does not name is not
kept. Reading follows the types of the fields, so that a fact comes back as it was.
"""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_json(fact: Any, *, without: tuple[str, ...] = ()) -> Any:
    """The JSON value of a fact; `without` leaves out fields of the outermost dataclass."""
    if is_dataclass(fact) and not isinstance(fact, type):
        return {each.name: to_json(getattr(fact, each.name)) for each in fields(fact) if each.name not in without}
    if isinstance(fact, Enum):
        return fact.value
    if isinstance(fact, date):  # a moment is a date too
        return fact.isoformat()
    if isinstance(fact, Mapping):
        return {str(key): to_json(value) for key, value in fact.items()}
    if isinstance(fact, tuple | list):
        return [to_json(value) for value in fact]
    if fact is None or isinstance(fact, bool | int | float | str):
        return fact
    raise TypeError(f"{type(fact).__name__} is no plain value.")


def from_json(kind: Any, kept: Any) -> Any:
    """The fact of type `kind` that `to_json` kept. Raises TypeError or ValueError for what does not fit."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if kept is None:
            return None
        return from_json(next(one for one in get_args(kind) if one is not types.NoneType), kept)
    if origin is tuple:
        return tuple(from_json(get_args(kind)[0], value) for value in kept)
    if origin is dict:
        return {key: from_json(get_args(kind)[1], value) for key, value in kept.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: from_json(hints[name], value) for name, value in kept.items() if name in hints})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(kept)
    if kind in (date, datetime):
        return kind.fromisoformat(kept)
    return kept


def hash_of(kept: Any) -> str:
    """The SHA-256 of a JSON value, whatever order its keys come in."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
