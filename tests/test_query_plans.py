"""Shipped SPARQL is free of the shapes that the engine plans badly on a large store (DESIGN, section 8).

Measured on a million triples: a subquery or a UNION beside other patterns is worked out whole before it is
joined, a path with a repeated alternative or two open ends walks all of the graph, OPTIONAL before what
selects is asked for everything, and patterns that share no variable multiply.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.query import named_queries
from kg.query.request import read_query

ROOT = Path(__file__).resolve().parent.parent
_TOKEN = re.compile(r"#[^\n]*|<[^>\s]*>|\"(?:[^\"\\]|\\.)*\"|[?$]\w+|\w*:[\w-]+|[A-Za-z]+|\S")
_WORDS = {"FILTER", "BIND", "VALUES", "OPTIONAL", "UNION", "GRAPH", "MINUS"}


def shipped() -> dict[str, str]:
    """Named queries, and the SELECTs in the code of ``kg.query``."""
    found = {f"{name}.rq": query.text for name, query in named_queries().items()}
    for path in sorted((ROOT / "kg" / "query").glob("*.py")):
        for n, node in enumerate(ast.walk(ast.parse(path.read_text(encoding="utf-8")))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and "kg:" in text and re.match(r"\s*SELECT\b.*\{", text, re.DOTALL):
                found[f"{path.name} {n}"] = text.replace("{{", "{").replace("}}", "}")
    return found


def tokens(text: str) -> list[str]:
    return [t for t in _TOKEN.findall(text) if not t.startswith("#")]


def groups(text: str) -> Iterator[tuple[str, list]]:
    """Each group with the token before its variable or brace, as the list of what stands in it; a nested
    group is a list."""
    stack: list[list] = [[]]
    for token in tokens(text):
        if token == "{":
            stack.append([])
        elif token == "}" and len(stack) > 1:
            group = stack.pop()
            outer = stack[-1]
            head = outer[-2] if len(outer) > 1 and isinstance(outer[-2], str) else ""
            outer.append(group)
            yield head, group
        else:
            stack[-1].append(token)


def parts(group: list) -> list[list]:
    """A group's patterns: pieces between full stops, keywords and nested groups."""
    found: list[list] = [[]]
    depth = 0
    for item in group:
        ended = bool(found[-1]) and depth == 0 and (isinstance(found[-1][-1], list) or found[-1][-1] == ")")
        if item == "." or _is_word(item) or (ended and item != "|"):
            found.append([])
        depth += (item == "(") - (item == ")")
        if item != ".":
            found[-1].append(item)
    return [p for p in found if p]


def _is_word(item: object) -> bool:
    return isinstance(item, str) and item in _WORDS


def _triple(part: list) -> bool:
    return isinstance(part[0], str) and part[0] not in _WORDS and len(part) >= 3


def heavy_joins(text: str) -> list[str]:
    """UNION groups with triple patterns beside them in their group."""
    found = []
    for _, group in groups(text):
        beside = [p for p in parts(group) if _triple(p) and p[0] != "SELECT"]
        if "UNION" in group and beside:
            found.append(f"UNION joined with {beside[0]}")
    return found


def _is_select(group: list) -> bool:
    return bool(group) and group[0] == "SELECT"


def slow_paths(text: str) -> list[str]:
    """``(p+|^p+)`` and other repeated alternatives, and ``*`` or ``+`` paths between two variables of which
    nothing else is said first."""
    flat = " ".join(tokens(text))
    found = [m[0] for m in re.finditer(r"\( [^()]*[+*] \| [^()]*\)", flat)]
    for m in re.finditer(r"(\?\w+) \w*:[\w-]+ [+*] (\?\w+)", flat):
        before = flat[: m.start()].split("{", 1)[-1]
        if m[1] not in before and m[2] not in before:
            found.append(m[0])
    return found


def early_optionals(text: str) -> list[str]:
    """OPTIONAL before a triple pattern of the same group."""
    found = []
    for _, group in groups(text):
        seen = False
        for part in parts(group):
            if part[0] == "OPTIONAL":
                seen = True
            elif seen and _triple(part):
                found.append(" ".join(map(str, part)))
    return found


def apart(text: str) -> list[set[str]]:
    """Variables of patterns that share none with the other patterns of their group; in one article's graph
    they may, as there is one article."""
    found = []
    for head, group in groups(text):
        islands: list[set[str]] = []
        for part in parts(group) if head != "GRAPH" and not _is_select(group) else ():
            names = {t for t in _flat(part) if t.startswith("?")}
            if names and (_triple(part) or part[0] in ("GRAPH", "VALUES")):
                touching = [i for i in islands if i & names]
                islands = [i for i in islands if not i & names] + [names.union(*touching)]
        found += islands[1:]
    return found


def _flat(part: list) -> Iterator[str]:
    for item in part:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


ALLOWED = {
    "edited-values.rq": "what comes after OPTIONAL is one look-up for each of the few values that people set",
}
QUERIES = shipped()
RULES = (heavy_joins, slow_paths, early_optionals, apart)


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_has_a_shape_that_is_planned_badly(name: str) -> None:
    found = [f"{rule.__name__}: {what}" for rule in RULES for what in rule(QUERIES[name])]
    if name in ALLOWED:
        assert found, f"{name} needs no exception any more"
    else:
        assert not found


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (heavy_joins, "SELECT ?a { ?a kg:p ?b . { ?b kg:q ?c } UNION { ?b kg:r ?c } }"),
        (heavy_joins, "SELECT ?a { { ?b kg:q ?c } UNION { ?b kg:r ?c } ?a kg:p ?b }"),
        (slow_paths, "SELECT ?a { ?a (kg:p+|^kg:p+) ?b }"),
        (slow_paths, "SELECT ?a { ?a kg:content* ?b . ?b kg:p ?c }"),
        (early_optionals, "SELECT ?a { ?a kg:p ?b OPTIONAL { ?b kg:q ?c } ?a kg:r ?d }"),
        (apart, "SELECT ?a { ?a kg:p ?b . ?c kg:q ?d }"),
    ],
)
def test_each_rule_finds_what_it_is_for(rule: object, text: str) -> None:
    assert rule(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a { { ?a kg:q ?c } UNION { ?a kg:r ?c } }",
        "SELECT ?a { ?x kg:p ?a . ?a kg:content* ?b }",
        "SELECT ?a { ?a kg:p ?b . ?a kg:r ?d OPTIONAL { ?b kg:q ?c } FILTER(?d > 1) }",
        "SELECT ?a { ?a kg:p ?b ; kg:q ?c . ?c kg:r ?d }",
    ],
)
def test_no_rule_complains_of_what_is_planned_well(text: str) -> None:
    assert not any(rule(text) for rule in RULES)


@pytest.mark.parametrize("name", [n for n in QUERIES if n.endswith(".rq")])
def test_a_bound_query_parses_whatever_is_bound(name: str) -> None:
    query = named_queries()[name.removesuffix(".rq")]
    terms = {
        "date": ox.Literal("2031-05-04", datatype=ox.NamedNode(iri.XSD + "date")),
        "integer": ox.Literal(3),
        "string": ox.Literal('a "quoted" } word ?x'),
    }
    params = {p.name: terms.get(p.type, ox.NamedNode("urn:kg:actor:x")) for p in query.parameters}
    ox.Store().query(read_query(query.text).bound(params), prefixes=iri.PREFIXES)


def test_parameters_reach_conditions_subqueries_and_both_sides_of_a_union() -> None:
    text = """SELECT ?x ?y (COUNT(?z) AS ?n) WHERE {
      { ?x kg:p ?who } UNION { ?x kg:q ?who } { SELECT ?y { ?y kg:r ?z FILTER(?z > ?least) } }
      FILTER(!BOUND(?who) || ?x != ?who) # ?who
    } GROUP BY ?x ?y ?least HAVING(COUNT(?z) > ?least)"""
    params = {"who": ox.NamedNode("urn:w"), "least": ox.Literal(2)}
    told = "".join(read_query(text).bound(params).split())
    two = '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert f"WHERE{{VALUES?who{{<urn:w>}}VALUES?least{{{two}}}" in told
    assert "{VALUES?who{<urn:w>}?xkg:p?who}UNION{VALUES?who{<urn:w>}?xkg:q?who}" in told
    assert f"{{VALUES?least{{{two}}}?ykg:r?zFILTER(?z>{two})}}" in told
    assert "FILTER(!BOUND(?who)||?x!=<urn:w>)" in told
    assert f"GROUPBY?x?y?leastHAVING(COUNT(?z)>{two})" in told
