"""What SPARQL asks for is decided by parsing: one reading, nothing hidden, nothing that leaves the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis.strategies import SearchStrategy

from kg.errors import QueryError
from kg.query.grammar import Grammar, sparql
from kg.query.lexer import END
from kg.query.request import read_query, read_update
from tests.sparql_texts import DERIVED_QUERIES, DERIVED_UPDATES, EXAMPLES, QUERIES, UPDATES, URL

STARTS = ("QueryUnit", "UpdateUnit")


def follows(grammar: Grammar) -> dict[str, set[str]]:
    """Terminals that may come after each rule (FOLLOW), to a fixed point."""
    follow: dict[str, set[str]] = {rule: set() for rule in grammar.rules}
    for start in STARTS:
        follow[start].add(END)
    size = -1
    while size != (size := sum(map(len, follow.values()))):
        for rule, options in grammar.rules.items():
            for option in options:
                for i, symbol in enumerate(option):
                    if symbol in follow:
                        after = grammar.beginning(option[i + 1 :])
                        follow[symbol] |= after - {""}
                        follow[symbol] |= follow[rule] if "" in after else set()
    return follow


def test_the_grammar_has_one_reading_for_every_text() -> None:
    """LL(1): alternatives begin differently, and where one is empty, nothing that follows begins another."""
    grammar = sparql()
    follow = follows(grammar)
    for rule, options in grammar.rules.items():
        seen: set[str] = set()
        for option in options:
            ahead = grammar.beginning(option)
            ahead = (ahead - {""}) | (follow[rule] if "" in ahead else set())
            assert not ahead & seen, f"{rule} has two readings before {ahead & seen}"
            seen |= ahead


def test_where_a_comparison_may_stand_no_iri_may() -> None:
    """``?a <b)…>`` is thus an IRI or a comparison, whoever reads it: see the case with ``SERVICE#>``."""
    grammar = sparql()
    follow = follows(grammar)
    rules = [
        r for r, options in grammar.rules.items() if any(o and "'<'" in grammar.first(o[0]) for o in options)
    ]
    assert rules
    for rule in rules:
        first = grammar.first(rule)
        assert "IRIREF" not in first | (follow[rule] if "" in first else set()), rule


def test_every_name_in_the_grammar_is_a_rule_or_a_terminal() -> None:
    grammar = sparql()
    terminals = {s for options in grammar.rules.values() for o in options for s in o} - grammar.rules.keys()
    named = {t for t in terminals if not t.startswith("'")}
    assert named == {
        "ANON", "BLANK_NODE_LABEL", "DECIMAL", "DECIMAL_NEGATIVE", "DECIMAL_POSITIVE", "DOUBLE",
        "DOUBLE_NEGATIVE", "DOUBLE_POSITIVE", "INTEGER", "INTEGER_NEGATIVE", "INTEGER_POSITIVE", "IRIREF",
        "LANGTAG", "NIL", "PNAME_LN", "PNAME_NS", "STRING", "VAR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ASK{}#SERVICE", "ASK { }"),
        ("SELECT*{?a<p:x>?b FILTER(?a<?b)}", "SELECT * { ?a <p:x> ?b FILTER( ?a < ?b ) }"),
        ("ASK { ?s ?p '''a\"\\u0041\nb''' }", 'ASK { ?s ?p "a\\"A\\nb"\n}'),
        ("ASK { ?s ?p <a:\\u0062> }", "ASK { ?s ?p <a:b> }"),
        ("ask\n{ ?s a true, -1.5e3 }", "ASK\n{ ?s a true , -1.5e3 }"),
        ("ASK { ?s x:a\\#b () }", "ASK { ?s x:a\\#b() }"),
    ],
)
def test_the_engine_gets_what_was_parsed_and_nothing_else(text: str, written: str) -> None:
    assert read_query(text).text.rstrip() == written


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p <a:\\u003E> }",
        "ASK { ?s ?p '\\uD800' }",
        "ASK { ?s ?p \\u003Ca:b> }",
        "ASK { ?s ?p 'a\nb' }",
        "ASK " + "{" * 200 + "}" * 200,
        "ASK {} ASK {}",
        "ASK { ?s ?p ?o",
        "ASK { ?s ?p 'open }",
    ],
)
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        read_query(text)


def test_from_is_resolved_as_the_engine_does_it() -> None:
    text = "BASE <http://b/x/> PREFIX p: <http://p/> ASK FROM p:a FROM NAMED <../c> {}"
    assert read_query(text).graphs() == ("http://p/a", "http://b/c")
    assert read_query("ASK FROM <d> {}", base="http://e/f").graphs() == ("http://e/d",)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("INSERT DATA { <a:s> <a:p> 1 }", ()),
        ("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", ("a:g",)),
        ("PREFIX x: <a:> DELETE WHERE { GRAPH x:g { ?s ?p ?o } }", ("a:g",)),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p 2 } }", (None,)),
        ("INSERT { ?s ?p 1 } WHERE { GRAPH <a:read> { ?s ?p 2 } }", ()),
        ("WITH <a:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ("a:g",)),
        ("DELETE { ?s ?p 1 } INSERT { GRAPH <a:h> { ?s ?p 2 } } WHERE { ?s ?p 1 }", ("a:h",)),
        ("CLEAR ALL", (None,)),
        ("DROP NAMED", (None,)),
        ("CLEAR SILENT DEFAULT", ()),
        ("DROP SILENT GRAPH <a:g> ; CREATE GRAPH <a:h>", ("a:g", "a:h")),
        ("COPY <a:read> TO <a:g> ; ADD DEFAULT TO GRAPH <a:h>", ("a:g", "a:h")),
        ("MOVE <a:g> TO DEFAULT", ("a:g",)),
        ("PREFIX x: <a:> CLEAR GRAPH x:1 ; PREFIX x: <b:> CLEAR GRAPH x:1", ("a:1", "b:1")),
    ],
)
def test_what_an_update_may_write_to_is_known_before_it_runs(
    text: str, targets: tuple[str | None, ...]
) -> None:
    assert read_update(text).targets() == targets


def test_using_goes_to_every_where_of_an_update() -> None:
    text = "DELETE WHERE { ?s ?p 1 } ; INSERT { ?s ?p 2 } WHERE { ?s ?p 3 } ; CLEAR DEFAULT"
    found = " ".join(read_update(text).over(["a:d"], ["a:n"]).split())
    assert found == (
        "DELETE { ?s ?p 1 } USING <a:d> USING NAMED <a:n> WHERE { ?s ?p 1 } ; "
        "INSERT { ?s ?p 2 } USING <a:d> USING NAMED <a:n> WHERE { ?s ?p 3 } ; CLEAR DEFAULT"
    )


@pytest.mark.parametrize("clause", ["WITH <a:g> DELETE { ?s ?p 1 }", "DELETE { ?s ?p 1 } USING <a:g>"])
def test_an_update_that_names_its_graphs_takes_no_others(clause: str) -> None:
    with pytest.raises(QueryError, match="using-graph-uri"):
        read_update(f"{clause} WHERE {{ ?s ?p 1 }}").over(["a:d"], [])


# -- nothing leaves the store: the engine itself, with a listener, is the judge


class Listener(HTTPServer):
    """Counts requests."""

    heard = 0


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Listener)
        self.server.heard += 1
        self.send_error(404)

    do_POST = do_GET  # noqa: N815  # the name is http.server's

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def attempts(listener: Listener, text: str, *, update: bool) -> bool:
    """Whether the bare engine sends a request when it runs the text."""
    store, before = ox.Store(), listener.heard
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(1)))
    try:
        if update:
            store.update(text)
        else:
            found = store.query(text)
            list(found) if not isinstance(found, ox.QueryBoolean) else bool(found)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        pass
    return listener.heard > before


def accepted(text: str, *, update: bool) -> str | None:
    """What the engine would get; ``None``: the text is refused."""
    try:
        return read_update(text).text if update else read_query(text).text
    except QueryError:
        return None


@pytest.mark.parametrize(
    ("update", "texts", "surely"),
    [
        (False, QUERIES | DERIVED_QUERIES, f"ASK {{ ?a ?b ?c SERVICE {URL} {{ ?s ?p ?o }} }}"),
        (True, UPDATES | DERIVED_UPDATES, f"LOAD {URL}"),
    ],
    ids=["queries", "updates"],
)
def test_whatever_makes_the_engine_send_a_request_is_refused(
    listener: Listener, update: bool, texts: SearchStrategy[str], surely: str
) -> None:
    sent = 0

    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(texts)
    @example(surely)
    def check(text: str) -> None:
        nonlocal sent
        text = text.replace("@/x", f"{listener.server_port}/x")
        passed = accepted(text, update=update)
        if attempts(listener, text, update=update):
            sent += 1
            assert passed is None, text
        elif passed is not None:
            assert not attempts(listener, passed, update=update), passed

    check()
    assert sent, "the engine sent nothing: the test tests nothing"


CHAINS = {
    "or": lambda n: f"ASK {{ FILTER({' || '.join(['1=2'] * n)}) }}",
    "sum": lambda n: f"SELECT (1{'+1' * n} AS ?x) {{}}",
    "sum of signed numbers": lambda n: f"SELECT (1{' -1' * n} AS ?x) {{}}",
    "product": lambda n: f"SELECT (1{' * 1' * n} AS ?x) {{}}",
    "union": lambda n: f"ASK {{ {' UNION '.join(['{ ?s ?p ?o }'] * n)} }}",
    "optional": lambda n: f"ASK {{ {'OPTIONAL { ?s <a:p> ?o }' * n} }}",
    "bind": lambda n: f"ASK {{ {' '.join(f'BIND(1 AS ?v{i})' for i in range(n))} }}",
    "columns": lambda n: f"SELECT {' '.join(f'(1 AS ?v{i})' for i in range(n))} {{}}",
    "path": lambda n: f"ASK {{ ?s <a:p>{'|<a:p>' * n} ?o }}",
}
LISTS = {
    "values": lambda n: f"ASK {{ VALUES ?x {{ {'-1 ' * n} }} }}",
    "in": lambda n: f"ASK {{ FILTER(1 IN ({', '.join(['-2'] * n)})) }}",
    "order": lambda n: f"SELECT * {{ ?s ?p ?o }} ORDER BY {' '.join(f'?v{i}' for i in range(n))}",
}


@pytest.mark.parametrize("make", CHAINS.values(), ids=CHAINS)
def test_a_chain_that_would_overflow_the_engines_stack_is_refused(make: Callable[[int], str]) -> None:
    ox.Store().query(read_query(make(900)).text)
    with pytest.raises(QueryError, match="chains more than 1,000"):
        read_query(make(5_000))


@pytest.mark.parametrize("make", LISTS.values(), ids=LISTS)
def test_lists_may_be_long(make: Callable[[int], str]) -> None:
    ox.Store().query(read_query(make(20_000)).text)
