"""The store in a folder, and as other programs read it. What all stores do: test_store_contract.py."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iri
from kg.errors import StoreError
from kg.graph import Store, export, open_store
from tests.graph_factory import filled, protest, summit


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no store at .*run `kg add"):
        open_store(tmp_path / "nothing", read_only=True)


def test_a_folder_of_other_things_is_not_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="something else"):
        open_store(tmp_path, create=True)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ('{"format": 99}', "add the articles to a new store"),
        ("{}", "add the articles to a new store"),
        ("no json", "run `kg doctor`"),
        ("[]", "run `kg doctor`"),
    ],
)
def test_another_format_is_refused_with_a_remedy(tmp_path: Path, content: str, remedy: str) -> None:
    open_store(tmp_path / "s", create=True).close()
    (tmp_path / "s" / "kg-store.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=remedy):
        open_store(tmp_path / "s")


def test_the_format_file_names_its_version(tmp_path: Path) -> None:
    open_store(tmp_path / "s", create=True).close()
    assert json.loads((tmp_path / "s" / "kg-store.json").read_text()) == {"kind": "kg-store", "format": 1}


def test_a_second_writer_is_told_to_wait_and_a_reader_is_let_in(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.add(summit())
        with pytest.raises(StoreError, match="another process is writing"):
            open_store(tmp_path / "s")
        assert len(open_store(tmp_path / "s", read_only=True).documents()) == 1


def test_rdflib_sees_the_same_quads() -> None:
    store = filled(summit())
    graph = store.rdflib()
    headline = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a <urn:kg:ns:Claim> }"
    assert [int(row.n) for row in graph.query(headline)] == [7]


@pytest.mark.parametrize("format", ["turtle", "trig", "nquads", "ntriples"])
def test_exports_parse_back_to_the_same_triples(format: str) -> None:
    store = filled(summit(), protest())
    out = io.BytesIO()
    export(store, format, out)
    read = ox.parse(
        out.getvalue(),
        format=ox.RdfFormat.from_extension(
            {"turtle": "ttl", "trig": "trig", "nquads": "nq", "ntriples": "nt"}[format]
        ),
    )
    told = {q.triple for q in store.raw if q.graph_name.value != iri.META}
    assert {q.triple for q in read} == told


def test_json_ld_is_read_by_rdflib_as_the_same_graph() -> None:
    import rdflib

    out, lines = io.BytesIO(), io.BytesIO()
    store = filled(protest())
    export(store, "jsonld", out)
    export(store, "nquads", lines)
    read = rdflib.Dataset().parse(data=out.getvalue(), format="json-ld")
    same = rdflib.Dataset().parse(data=lines.getvalue(), format="nquads")
    assert set(read.quads()) == set(same.quads())
