"""Frozen dataclasses to and from plain data (JSON), by their declared types.

Known types: ``str``, ``int``, ``float``, ``bool``, ``date``, string enumerations, dataclasses, ``X | None``,
tuples, frozen sets and mappings with text keys. A dataclass is an object of the fields that have another
value than their default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Read = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """The value as JSON has it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: to_plain(v) for k, v in value.items()}
    if isinstance(value, frozenset):
        return sorted(to_plain(v) for v in value)
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    return {
        name: to_plain(found)
        for name, default in _defaults(value.__class__)
        if (found := getattr(value, name)) != default or default is MISSING
    }


def from_plain(kind: type[T], data: Any) -> T:
    """The value of that type again.

    :raises ValueError: the data are of another shape, or a value is none of an enumeration.
    """
    any_kind: Any = kind
    try:
        found: T = _reader(any_kind)(data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error
    return found


@lru_cache(maxsize=64)
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in fields(kind))


@lru_cache(maxsize=256)
def _reader(kind: Any) -> _Read:
    """How a value of a declared type is read."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        inner = _reader(next(a for a in args if a is not NoneType))
        return lambda v: None if v is None else inner(v)
    if origin in (tuple, frozenset):
        return _sequence(origin, args)
    if origin is not None and issubclass(origin, Mapping):
        inner = _reader(args[1])
        return lambda v: {k: inner(x) for k, x in v.items()}
    if is_dataclass(kind):
        return _object(kind)
    if kind is date:
        return date.fromisoformat
    return kind if issubclass(kind, StrEnum) else _plain(kind)


def _plain(kind: type) -> _Read:
    accepted: tuple[type, ...] = (int, float) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return read


def _sequence(origin: type, args: tuple[Any, ...]) -> _Read:
    if len(args) == 1 or args[1] is Ellipsis:
        inner = _reader(args[0])
        return lambda v: origin(map(inner, v))
    readers = [_reader(a) for a in args]
    return lambda v: origin(r(x) for r, x in zip(readers, v, strict=True))


def _object(kind: Any) -> _Read:
    hints = get_type_hints(kind)
    readers: dict[str, _Read] = {f.name: _reader(hints[f.name]) for f in fields(kind)}
    return lambda v: kind(**{k: readers[k](x) for k, x in v.items()})
