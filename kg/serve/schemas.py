"""JSON Schemas of the API's answers, read off the dataclasses that they are made of (2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kg.model import ActorRow, Fact, Story, TimelineEntry
from kg.query import NamedQuery, Parameter

Json = dict[str, Any]
REF = "#/components/schemas/"
_ROOTS = (ActorRow, Fact, NamedQuery, Story, TimelineEntry)
_NAMES: Mapping[type, str] = {Parameter: "QueryParameter"}
_SPAN = {
    "type": "array",
    "description": "`[start, end)` in Unicode code points of the article's text.",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}
_PLAIN: Mapping[type, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    NoneType: {"type": "null"},
}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
_PROBLEM: Json = {
    "type": "object",
    "description": "Problem details (RFC 9457). `remedy` is the next step to take.",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "The parameters that cannot be used.",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


@cache
def schemas() -> Mapping[str, Json]:
    """All schemas by name."""
    found: dict[str, Json] = {}
    for root in _ROOTS:
        _add(root, found)
    found["TimelineEntry"] = _entry(found["TimelineEntry"])
    found["Row"] = {
        "type": "object",
        "description": "Variables of the query and their values; IRIs and literals as text.",
        "additionalProperties": {"type": ["string", "boolean", "null"]},
    }
    found["Stats"] = {"type": "object", "additionalProperties": {"anyOf": [{"type": "number"}, _COUNTS]}}
    counts = {name: {"type": "integer"} for name in ("total", "limit", "page", "pages")}
    whole = {name: {"type": "object"} for name in ("about", "story", "network")}
    found["Explorer"] = {
        "type": "object",
        "description": "Which part it is of how many, and the page's own data (kg.render.payload).",
        "required": [*counts, *whole],
        "properties": {**counts, **whole},
    }
    found["Text"] = {"type": "string"}
    found["Problem"] = _PROBLEM
    return dict(sorted(found.items()))


def page_of(name: str) -> Json:
    """The schema of a page of such rows."""
    body: Json = {
        "type": "object",
        "required": ["total", "limit", "offset", "next", "items"],
        "properties": {
            "total": {"type": "integer", "minimum": 0, "description": "Rows in all."},
            "limit": {"type": "integer", "minimum": 1},
            "offset": {"type": "integer", "minimum": 0},
            "next": {"type": ["string", "null"], "description": "Path and query of the next page."},
            "items": {"type": "array", "items": {"$ref": REF + name}},
        },
    }
    if name == "Row":
        body["required"].append("columns")
        body["properties"]["columns"] = {"type": "array", "items": {"type": "string"}}
    return body


def _entry(schema: Json) -> Json:
    """As :func:`kg.records.entry_record` writes it."""
    spans = {
        "type": "object",
        "required": ["spans"],
        "properties": {"spans": schema["properties"]["trigger"]},
    }
    kept = {name: value for name, value in schema["properties"].items() if name != "published"}
    return {**schema, "properties": {**kept, "trigger": spans}, "required": sorted(kept)}


def _add(kind: type, found: dict[str, Json]) -> Json:
    """Add the schema of a dataclass and of all that it holds, and return the reference to it."""
    name = _NAMES.get(kind, kind.__name__)
    if name not in found:
        found[name] = {}
        hints = get_type_hints(kind)
        properties = {f.name: _of(hints[f.name], found) for f in fields(kind)}
        found[name] = {
            "type": "object",
            "description": _summary(kind),
            "properties": properties,
            "required": sorted(properties),
        }
    return {"$ref": REF + name}


def _summary(kind: type) -> str:
    """The first sentence of what the class says of itself."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split()).replace("``", "`")


def _of(hint: Any, found: dict[str, Json]) -> Json:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint) and isinstance(hint, type):
        return _add(hint, found)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return {"anyOf": [_of(h, found) for h in inner]}
    if origin is tuple and inner == (int, int):
        return _SPAN
    if origin is tuple and inner[1:] == (...,):
        return {"type": "array", "items": _of(inner[0], found)}
    raise TypeError(f"{hint} has no schema: give it one here")
