"""Query parameters: what may be asked, how a value is read, how OpenAPI describes it.

Invariant: a parameter that nobody declared is refused, never ignored: ``?actors=Kim`` must not answer
with the facts of everybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.conditions import CONDITIONS, NAMES, Condition, event_types, read_day, read_name
from kg.serve.refusals import Refused, Wrong

Json = dict[str, Any]
LONGEST_PAGE = 1_000
"""Rows of a page at most."""
USUAL_PAGE = 100
LARGEST_PART = 10_000
"""Facts of one part of the explorer page at most."""
USUAL_PART = 2_000
_FLAGS = {"true": True, "1": True, "": True, "false": False, "0": False}
_MOST = 50
"""Values of one parameter."""
_YEAR, _MONTH, _DAY = "(?!0000)[0-9]{4}", "(0[1-9]|1[0-2])", "(0[1-9]|1[0-9]|2[0-8])"
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a route."""

    name: str
    argument: str
    """Of the job that answers."""
    kind: str
    """A key of :data:`KINDS`."""
    help: str
    many: bool = False
    required: bool = False
    default: Any = None
    in_path: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a kind are read, and what JSON Schema says of them."""

    read: Callable[[str], Any]
    """Raises ``ValueError`` with what to write instead."""
    schema: Callable[[], Json]


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; leave it out, or write a name")
    return value


def _flag(value: str) -> bool:
    if value not in _FLAGS:
        raise ValueError(f"{value!r} is neither true nor false")
    return _FLAGS[value]


def _number(low: int, high: int) -> Kind:
    def read(value: str) -> int:
        if not _INTEGER.fullmatch(value) or not low <= int(value) <= high:
            raise ValueError(f"{value!r} is no whole number from {low} to {high:,}")
        return int(value)

    return Kind(read, lambda: {"type": "integer", "minimum": low, "maximum": high})


def _choice(what: str, names: Callable[[], Sequence[str]]) -> Kind:
    return Kind(
        lambda value: read_name(value, what, names()), lambda: {"type": "string", "enum": list(names())}
    )


def _day(*, end: bool) -> Kind:
    pattern = f"^{_YEAR}(-{_MONTH}(-{_DAY})?)?$"
    return Kind(
        lambda value: read_day(value, end=end),
        lambda: {"type": "string", "pattern": pattern, "examples": ["2018-06", "2018-06-12"]},
    )


KINDS: dict[str, Kind] = {
    "text": Kind(_text, lambda: {"type": "string", "minLength": 1, "pattern": r"\S"}),
    "type": _choice("type", NAMES["type"]),
    "event-type": _choice("type", event_types),
    "status": _choice("status", NAMES["status"]),
    "actor-kind": _choice("kind", NAMES["actor-kind"]),
    "day": _day(end=False),
    "last-day": _day(end=True),
    "exact-day": Kind(
        lambda value: read_day(value, exact=True),
        lambda: {"type": "string", "pattern": f"^{_YEAR}-{_MONTH}-{_DAY}$"},
    ),
    "flag": Kind(_flag, lambda: {"type": "boolean"}),
    "count": _number(1, LONGEST_PAGE),
    "offset": _number(0, 10**9),
    "page": _number(1, 10**6),
    "part": _number(1, LARGEST_PART),
    "integer": _number(-(10**17), 10**17),
}

LIMIT = Parameter(
    name="limit", argument="limit", kind="count", help="Rows of a page.", default=USUAL_PAGE
)  # fmt: skip
OFFSET = Parameter(
    name="offset", argument="offset", kind="offset", help="Rows to leave out first.", default=0
)


def of_condition(condition: Condition) -> Parameter:
    """The parameter that asks for a condition on facts."""
    if condition.name == LIMIT.name:
        return LIMIT
    return Parameter(
        name=condition.name,
        argument=condition.field,
        kind=condition.kind,
        help=condition.help,
        many=condition.many,
        default=False if condition.kind == "flag" else None,
    )


FILTER = tuple(map(of_condition, CONDITIONS))


def read(declared: Sequence[Parameter], given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Arguments for a job: every declared one, defaults where nothing is given.

    :raises Refused: 400, with each parameter that is unknown, missing, repeated or cannot be read.
    """
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    known = {p.name: p for p in declared}
    wrong = [
        Wrong(n, f"is no parameter here; known are {', '.join(known)}") for n in values if n not in known
    ]
    arguments: dict[str, Any] = {}
    for parameter in declared:
        try:
            arguments[parameter.argument] = _value(parameter, values.get(parameter.name, []))
        except ValueError as error:
            wrong.append(Wrong(parameter.name, str(error)))
    if wrong:
        told = "; ".join(f"{w.parameter}: {w.detail}" for w in wrong)
        raise Refused(400, told, remedy="see /openapi.json for what each parameter takes", errors=wrong)
    return arguments


def _value(parameter: Parameter, given: list[str]) -> Any:
    reading = KINDS[parameter.kind].read
    if parameter.many:
        if len(given) > _MOST:
            raise ValueError(f"is given {len(given)} times; at most {_MOST} will do")
        return tuple(dict.fromkeys(map(reading, given)))
    if len(given) > 1:
        raise ValueError(f"is given {len(given)} times; give it once")
    if given:
        return reading(given[0])
    if parameter.required:
        raise ValueError("is missing")
    return parameter.default


def described(parameter: Parameter) -> Json:
    """The OpenAPI 3.1 parameter object."""
    schema = KINDS[parameter.kind].schema()
    if parameter.many:
        schema = {"type": "array", "items": schema, "maxItems": _MOST}
    elif parameter.default is not None:
        schema = {**schema, "default": parameter.default}
    return {
        "name": parameter.name,
        "in": "path" if parameter.in_path else "query",
        "required": parameter.required,
        "description": parameter.help,
        "schema": schema,
    }
