"""Named queries: files in ``queries/`` whose header says what they ask and which parameters they take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg import iri, resources
from kg.errors import NotFound, QueryError
from kg.model import Status
from kg.query.find import find_actors
from kg.query.reader import HasQuads
from kg.query.request import read_query as parsed
from kg.query.sparql import QueryResult, run_query
from kg.query.wording import types as event_types

PARAMETER_TYPES = ("actor", "date", "string", "integer", "type", "status")
ANY = "*"
"""Default of a parameter that stays unbound: it matches everything."""
_HEADER = re.compile(r"#\+\s*(?P<key>\w+)(?:\s+(?P<name>\w+))?:\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter; without a default it must be given."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query with its header."""

    name: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    help: str = ""
    examples: tuple[str, ...] = ()


def named_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """All named queries by name, sorted.

    :raises QueryError: a file without a summary, or with a header that does not follow the rules.
    """
    paths = sorted((folder or resources.queries()).glob("*.rq"))
    return {path.stem: read_query(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def read_query(name: str, text: str) -> NamedQuery:
    """A query from its text.

    :raises QueryError: no summary, an unknown header line or an unknown parameter type.
    """
    summary, helped, examples, parameters = "", [], [], []
    for line in text.splitlines():
        if not line.startswith("#+"):
            continue
        found = _HEADER.match(line)
        key = found["key"] if found else ""
        value = found["value"].strip() if found else ""
        if key == "summary":
            summary = value
        elif key == "help":
            helped.append(value)
        elif key == "example":
            examples.append(value)
        elif key == "param" and found and found["name"]:
            parameters.append(_parameter(name, found["name"], value))
        else:
            raise QueryError(
                f"header line {line!r} is not understood",
                where=name,
                remedy="use summary, param, help or example",
            )
    if not summary:
        raise QueryError("the query has no summary", where=name, remedy="begin it with `#+ summary: …`")
    return NamedQuery(
        name=name,
        summary=summary,
        text=text,
        parameters=tuple(parameters),
        help=" ".join(helped),
        examples=tuple(examples),
    )


def _parameter(query: str, name: str, value: str) -> Parameter:
    type_, has_default, default = (p.strip() for p in value.partition("="))
    if type_ not in PARAMETER_TYPES:
        raise QueryError(
            f"parameter {name} has the unknown type {type_!r}",
            where=query,
            remedy="use " + ", ".join(PARAMETER_TYPES),
        )
    return Parameter(name, type_, default if has_default else None)


def get_query(name: str) -> NamedQuery:
    """The named query.

    :raises NotFound: no such query; the remedy lists near names.
    """
    path = resources.queries() / f"{name}.rq"
    if re.fullmatch(r"[\w-]+", name) and path.is_file():
        return read_query(name, path.read_text(encoding="utf-8"))
    known = named_queries()
    if name not in known:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=3, cutoff=0.4) or list(known)
        raise NotFound(
            f"no query named {name!r}", remedy="choose of " + ", ".join(near) + "; see `kg queries`"
        )
    return known[name]


def run_named(store: HasQuads, query: NamedQuery, given: Mapping[str, str]) -> QueryResult:
    """Run a named query with parameters as typed text.

    :raises QueryError: a parameter is missing, unknown or not of its type.
    :raises NotFound: an actor that nobody answers to.
    """
    return run_query(store, query.text, bind(store, query, given))


def bound_query(store: HasQuads, query: NamedQuery, given: Mapping[str, str]) -> str:
    """A named query as SPARQL that any endpoint over this store understands: parameters bound, prefixes
    declared.

    :raises QueryError: a parameter is missing, unknown or not of its type.
    :raises NotFound: an actor that nobody answers to.
    """
    text = parsed(query.text).bound(bind(store, query, given)).replace("{ VALUES", "{\nVALUES", 1)
    used = [p for p in iri.PREFIXES if re.search(rf"\b{p}:", text)]
    head = [f"# {query.summary}", *(f"PREFIX {p}: <{iri.PREFIXES[p]}>" for p in used)]
    return "\n".join([*head, *_indented(text)]) + "\n"


def _indented(text: str) -> Iterator[str]:
    """Lines that are not blank, two blanks in for each brace that is open; a brace in a string spoils no more
    than that."""
    depth = 0
    for line in filter(None, map(str.strip, text.splitlines())):
        yield "  " * (depth - line.startswith("}")) + line
        depth += line.count("{") - line.count("}")


def bind(
    store: HasQuads, query: NamedQuery, given: Mapping[str, str]
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Terms for the parameters; those left at ``*`` are absent."""
    names = [p.name for p in query.parameters]
    listed = ", ".join(f"{p.name}: {p.type}" for p in query.parameters) or "none"
    for name in given:
        if name not in names:
            raise QueryError(f"unknown parameter {name!r}", where=query.name, remedy=f"parameters: {listed}")
    bound: dict[str, ox.NamedNode | ox.Literal] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(
                f"parameter {parameter.name!r} is missing",
                where=query.name,
                remedy=f"add -p {parameter.name}=…",
            )
        if value != ANY:
            bound[parameter.name] = _term(store, query, parameter, value)
    return bound


def _term(store: HasQuads, query: NamedQuery, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    def wrong(remedy: str) -> QueryError:
        return QueryError(
            f"{parameter.name}={value!r} is no {parameter.type}", where=query.name, remedy=remedy
        )

    if parameter.type == "actor":
        return _actor(store, query, value)
    if parameter.type == "date":
        try:
            return ox.Literal(date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(iri.XSD + "date"))
        except ValueError as error:
            raise wrong("write YYYY-MM-DD") from error
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?\d+", value):
            raise wrong("write a whole number")
        return ox.Literal(int(value))
    if parameter.type in ("type", "status"):
        choices = sorted(event_types()) if parameter.type == "type" else [s.value for s in Status]
        if value not in choices:
            raise wrong("choose of " + ", ".join(choices))
        return ox.NamedNode(iri.term(iri.camel(value)))
    return ox.Literal(value)


def _actor(store: HasQuads, query: NamedQuery, value: str) -> ox.NamedNode:
    found = find_actors(store, value)
    if len(found) > 1:
        ids = ", ".join(map(iri.short, found[:8]))
        raise QueryError(
            f"{len(found)} actors answer to {value!r}", where=query.name, remedy=f"give one id: {ids}"
        )
    return ox.NamedNode(found[0])
