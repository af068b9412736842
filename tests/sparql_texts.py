"""SPARQL, and what looks like it: texts in which SERVICE and LOAD hide."""

from __future__ import annotations

import os
from functools import cache
from random import Random

from hypothesis import strategies as st

from kg.query.grammar import sparql

URL = "<http://127.0.0.1:@/x>"
PIECES = [
    "SERVICE", "service", "SERVICE SILENT", "LOAD", "LOAD SILENT", URL, URL, "{", "}", "{?s ?p ?o}",
    "{}", " ", "\n", "\r", "\t", "#", "#>\n", "# x\n", "<", ">", "<2)SERVICE#>", "(", ")", "[", "]",
    "?a", "?a ?b ?c", "$a", ".", ";", ",", "FILTER(1<2)", "FILTER(1", "FILTER EXISTS", "BIND(1 AS ?z)",
    "OPTIONAL", "UNION", "MINUS", "GRAPH ?g", "'", '"', "'''", '"""', "\\", "\\u0053", "\\'", "x:",
    "x:SERVICE", "x:a\\#", "_:b", "a", "1", "1.5", "'SERVICE'", "@en", "^^x:y", "<x:SERVICE>", "<x:#>",
    "SELECT *", "ASK", "WHERE", "INSERT DATA", "INSERT", "DELETE", "INTO GRAPH <a:b>", "VALUES ?v {1}",
    "&&", "||", "=", "!", "/", "|", "^", "*", "+", "?", "\x0b", "\u00a0", "\u2028", "\x00",
]  # fmt: skip
EXAMPLES = int(os.environ.get("KG_FUZZ", "150"))
"""Texts of each kind; a longer run is ``KG_FUZZ=20000 pytest tests/test_query_request.py``."""
HIDDEN = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
QUERIES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map(lambda p: "SELECT * {" + "".join(p) + "}"),
    st.builds(
        lambda a, b, c: f"SELECT * {{ ?a ?b ?c {a} SERVICE{b}{URL}{c}{{?s ?p ?o}} }}", HIDDEN, HIDDEN, HIDDEN
    ),
    st.builds(
        lambda a, b: f"PREFIX x: <x:> ASK {{ ?a ?b ?c {a}SERVICE {URL} {{?s ?p ?o}}{b} }}", HIDDEN, HIDDEN
    ),
)
UPDATES = st.one_of(
    st.builds(lambda a, b: f"{a}LOAD{b}{URL}", HIDDEN, HIDDEN),
    st.builds(lambda a, b: f"INSERT DATA {{ <a:b> <a:c> {a} }} ; LOAD {b} {URL}", HIDDEN, HIDDEN),
    st.builds(
        lambda a, b: f"INSERT {{ ?a ?b 1 }} WHERE {{ ?a ?b ?c {a}SERVICE{b}{URL} {{?s ?p ?o}} }}",
        HIDDEN,
        HIDDEN,
    ),
)

# -- texts that the grammar itself makes

TERMINALS = {
    "IRIREF": (URL, URL, URL, URL, "<a:a>", "<a:b>", "<2)SERVICE#>", "<x:#>", "<a:\\u0062>"),
    "STRING": ("'SERVICE'", '"""a " SERVICE"""', "'\\'#'", '"LOAD"'),
    "PNAME_LN": ("x:a", "x:SERVICE", "x:a\\#b"),
    "PNAME_NS": ("x:",),
    "VAR": ("?a", "?b", "$service"),
    "INTEGER": ("1",), "DECIMAL": ("1.5",), "DOUBLE": ("1e0",),
    "INTEGER_POSITIVE": ("+1",), "DECIMAL_POSITIVE": ("+1.5",), "DOUBLE_POSITIVE": ("+1e0",),
    "INTEGER_NEGATIVE": ("-1",), "DECIMAL_NEGATIVE": ("-1.5",), "DOUBLE_NEGATIVE": ("-1e0",),
    "LANGTAG": ("@en",), "BLANK_NODE_LABEL": ("_:b",), "ANON": ("[]",), "NIL": ("()",),
}  # fmt: skip
GAPS = (" ", " ", " ", " ", "\n", "#\n", "# SERVICE {\n", "#>\n", "")
_DEEP = 10_000
_SENDING = {"GraphPatternNotTriples": "ServiceGraphPattern", "Update1": "Load"}
"""Rules, and what they become more often than by chance."""


@cache
def _heights() -> dict[str, int]:
    """How many rules deep the shortest text of each rule is."""
    found = dict.fromkeys(sparql().rules, _DEEP)
    before: dict[str, int] = {}
    while before != found:
        before = dict(found)
        for rule, options in sparql().rules.items():
            found[rule] = 1 + min(max((found.get(s, 0) for s in o), default=0) for o in options)
    return found


def _derived(chance: Random, symbol: str, room: int) -> list[str]:
    """Terminals of a text of the rule, not much deeper than ``room``."""
    options = sparql().rules.get(symbol)
    if options is None:
        return [chance.choice(TERMINALS[symbol]) if symbol in TERMINALS else symbol.strip("'")]
    heights = _heights()
    depth = [max((heights.get(s, 0) for s in o), default=0) for o in options]
    if symbol in _SENDING and chance.random() < 0.4:
        return _derived(chance, _SENDING[symbol], room)
    fitting = [o for o, d in zip(options, depth, strict=True) if d <= max(room, min(depth))]
    return [t for s in chance.choice(fitting) for t in _derived(chance, s, room - 1)]


def _text(chance: Random, start: str) -> str:
    """A text of the grammar, seldom spoilt, with something in the gaps."""
    made = _derived(chance, start, chance.choice((6, 9, 12, 15)))
    if chance.random() < 0.2:
        made.insert(chance.randrange(len(made) + 1), chance.choice(PIECES))
    return "".join(t + chance.choice(GAPS) for t in made)


CHANCES = st.integers(0, 2**64).map(Random)
DERIVED_QUERIES = st.one_of(
    CHANCES.map(lambda c: f"PREFIX x: <x:> ASK {{ ?s ?p ?o {_text(c, 'GraphPatternNotTriples')} }}"),
    CHANCES.map(lambda c: f"PREFIX x: <x:> {_text(c, 'QueryUnit')}"),
)
DERIVED_UPDATES = CHANCES.map(lambda c: f"PREFIX x: <x:> {_text(c, 'UpdateUnit')}")
