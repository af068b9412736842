"""SPARQL, and what looks like it: texts in which SERVICE and LOAD hide."""

from __future__ import annotations

import os

from hypothesis import strategies as st

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
