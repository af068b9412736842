"""Queries and bodies that nobody should send: grammar put together anew, bytes turned, headers that lie.

Enough of each request is as it should be for many to reach the engine.
"""

from __future__ import annotations

from random import Random
from urllib.parse import quote_from_bytes

from benchmarks.serve.client import Request
from kg.query import named_queries

_WORDS = r"""
SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES SERVICE
LOAD INSERT DELETE DATA CLEAR DROP COPY MOVE ADD PREFIX BASE LIMIT OFFSET ORDER BY GROUP HAVING
COUNT SUM REGEX REPLACE STRLEN IF COALESCE EXISTS NOT IN STR IRI BNODE RAND NOW UUID SHA256 { } ( )
[ ] < > . ; , | ^ * + ? / ! = != && || \ " ' ''' # @en ^^ _: : a ?x $y * <urn:kg:graph:story>
<file:///etc/passwd> <http://127.0.0.1:1/> <\u0000> kg:Meeting sem:Event 1 -1 1e999
99999999999999999999999 "\u0041" "a"@en "2018"^^xsd:date true p*/p+/p? %00 %ff
"""
_ODD = ("\u202e", "😀", "\x00", "\r\n", "\ufeff", '"""', "(" * 200, "{" * 200, "[" * 200, "!" * 200, "^^^^")
_PIECES = (*_WORDS.split(), *_ODD)
_MEDIA = (
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "application/sparql-query; charset=utf-16",
    "",
    "text/plain",
    "\t;;;=;",
)
_FORM = _MEDIA[2]
_ACCEPT = (
    "*/*",
    "text/csv",
    "text/turtle",
    "application/sparql-results+xml",
    "application/x-nothing",
    "text/*;q=0, */*;q=nan",
    ";;;,,,q=1",
    "",
)
_METHODS = (*["GET"] * 8, *["POST"] * 8, "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")
_QUERIES = tuple(query.text for query in named_queries().values())


def text(chance: Random) -> str:
    """A query as it should be, cut, crossed with another, with pieces put in; or pieces alone."""
    if chance.random() < 0.25:
        return " ".join(chance.choices(_PIECES, k=chance.randint(1, 40)))
    words = chance.choice(_QUERIES).split(" ")
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        at, act = chance.randrange(len(words)), chance.randrange(4)
        if act == 0:
            words[at : at + chance.randint(1, 8)] = [chance.choice(_PIECES)]
        elif act == 1:
            words.insert(at, chance.choice(_PIECES))
        elif act == 2:
            words[at:] = chance.choice(_QUERIES).split(" ")[at:] or [""]
        else:
            words[at] = words[at] * chance.randint(2, 50)
    return " ".join(words)


def body(chance: Random) -> bytes:
    """A text as bytes, some of them turned; or any bytes."""
    if chance.random() < 0.1:
        return chance.randbytes(chance.randint(0, 400))
    found = bytearray(text(chance).encode("utf-8", "surrogatepass"))
    for _ in range(chance.choice((0, 0, 0, 0, 1, 5))):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def request(chance: Random) -> Request:
    """One request to the endpoint."""
    sent, method = body(chance), chance.choice(_METHODS)
    headers = [("Accept", chance.choice(_ACCEPT))]
    if method in ("GET", "HEAD"):
        name = chance.choice((*["query"] * 9, "update", "default-graph-uri", "x"))
        return Request("hostile", f"/sparql?{name}={quote_from_bytes(sent[:8000])}", method, tuple(headers))
    media = _MEDIA[0] if chance.random() < 0.6 else chance.choice(_MEDIA)
    headers.append(("Content-Type", media))
    if chance.random() < 0.2:
        headers.append(("Authorization", chance.choice(("Bearer", "Bearer x", "Basic eDp4", "Bearer é"))))
    if media == _FORM or chance.random() < 0.1:
        sent = b"query=" + quote_from_bytes(sent).encode()
    return Request("hostile", "/sparql", method, tuple(headers), sent)
