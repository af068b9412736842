"""The library's front door: one object for a graph, three functions for what comes before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import KgError, UsageError
from kg.graph import Store, open_store
from kg.query import Filter, QueryResult
from kg.query import actors as query_actors
from kg.query import background as query_background
from kg.query import commitments as query_commitments
from kg.query import conflicts as query_conflicts
from kg.query import facts as query_facts
from kg.query import positions as query_positions
from kg.query import search as query_search
from kg.query import show as query_show
from kg.query import stats as query_stats
from kg.query import timeline as query_timeline

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.model import ActorRow, Document, Extraction, Fact, Passage, Story, TimelineEntry
    from kg.pipeline import Ingested
    from kg.query import Commitment, Conflict, Position

OnError = Callable[[KgError], None]
_SINGULAR = {"actor": "actors", "type": "types", "status": "statuses", "source": "sources", "by": "holder"}


def read_documents(
    paths: str | Path | Iterable[str | Path],
    *,
    published: date | str | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    on_error: OnError | None = None,
) -> Iterator[Document]:
    """Articles behind files and folders, lazily.

    :param published: publication day of all of them; else it is looked for in each.
    :param on_error: told of each article that cannot be read; without it the first one raises.
    :raises ReadError: an article cannot be read, and no ``on_error`` was given.
    """
    from kg.read import ReadOptions, read

    day = date.fromisoformat(published) if isinstance(published, str) else published
    options = ReadOptions(published=day, fields=dict(fields or {}), encoding=encoding)
    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    return read([str(p) for p in listed], options=options, on_error=on_error)


def extract_documents(
    documents: Iterable[Document], *, model: str | None = None, jobs: int = 1, cluster: str | None = None
) -> Iterator[Extraction]:
    """What each document says, in order, lazily.

    :param jobs: processes to extract with.
    :param cluster: address of a Dask scheduler whose workers extract instead.
    :raises ModelMissing: the spaCy pipeline is not installed.
    :raises WorkersError: the cluster cannot be reached.
    """
    from kg.pipeline import extract_all

    return extract_all(documents, model=model, jobs=jobs, cluster=cluster)


def extract_text(text: str, *, published: date | str | None = None, source: str = "text") -> Extraction:
    """What one text says. Offsets count code points of ``text``, which is never altered."""
    return next(iter(extract_documents([_document(text, published, source)])))


def _document(text: str, published: date | str | None, source: str) -> Document:
    from kg.iri import document_id
    from kg.model import DateOrigin, Document, Published

    day = date.fromisoformat(published) if isinstance(published, str) else published
    known = Published(day, DateOrigin.OPTION) if day else None
    return Document(id=document_id(source), source=source, text=text, published=known)


def open(
    path: str | Path | None = None, *, read_only: bool = False, create: bool = True, token: str | None = None
) -> KnowledgeGraph:
    """The graph in that folder or behind that SPARQL address, made if it is not there; ``None``: in memory.

    :param token: what a server wants to be shown.
    :raises StoreError: none there (with ``read_only``, or without ``create``), locked, or of another version.
    """
    create = create and not read_only
    return KnowledgeGraph(open_store(path, read_only=read_only, create=create, token=token))


class KnowledgeGraph:
    """A graph of articles. Use it in a ``with`` statement, or close it.

    Conditions of :meth:`facts`, :meth:`timeline`, :meth:`networkx` and :meth:`render` are the fields of
    :class:`kg.Filter`; ``actor``, ``type``, ``status``, ``source`` and ``by`` take a single name.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to disk and let go of the lock."""
        self.store.close()

    # -- articles

    def add(
        self,
        *paths: str | Path,
        published: date | str | None = None,
        model: str | None = None,
        jobs: int = 1,
        cluster: str | None = None,
        force: bool = False,
        on_error: OnError | None = None,
    ) -> Ingested:
        """Read, extract and add articles; see :func:`read_documents` for ``published`` and ``on_error``,
        :meth:`add_documents` for the rest."""
        documents = read_documents(paths, published=published, on_error=on_error)
        return self.add_documents(documents, model=model, jobs=jobs, cluster=cluster, force=force)

    def add_documents(
        self,
        documents: Iterable[Document],
        *,
        model: str | None = None,
        jobs: int = 1,
        cluster: str | None = None,
        force: bool = False,
    ) -> Ingested:
        """Extract and add documents, then tell the story anew.

        :param jobs: processes to extract with.
        :param cluster: address of a Dask scheduler whose workers extract instead.
        :param force: extract also what is stored and unchanged.
        """
        from kg.pipeline import ingest

        return ingest(documents, self.store, model=model, jobs=jobs, cluster=cluster, force=force)

    def add_text(self, text: str, *, source: str, published: date | str | None = None) -> Ingested:
        """Add one text; ``source`` names it, and a second text of that name replaces it."""
        return self.add_documents([_document(text, published, source)])

    def remove(self, *articles: str) -> None:
        """Remove articles by file name, path, URL or id, with all that only they support.

        :raises NotFound: no such article.
        """
        from kg.pipeline import retell

        for article in articles:
            self.store.remove(article)
        retell(self.store)

    # -- questions

    def facts(self, wanted: Filter | None = None, **conditions: Any) -> list[Fact]:
        """Facts that pass, by date; undated ones last."""
        return query_facts(self.store, _filter(wanted, conditions))

    def timeline(self, wanted: Filter | None = None, **conditions: Any) -> list[TimelineEntry]:
        """Event mentions that pass, in order."""
        return query_timeline(self.store, _filter(wanted, conditions))

    def conflicts(self, wanted: Filter | None = None, **conditions: Any) -> list[Conflict]:
        """Disagreements between articles, or the voices in them; nothing is decided."""
        return query_conflicts(self.store, _filter(wanted, conditions))

    def commitments(self, wanted: Filter | None = None, **conditions: Any) -> list[Commitment]:
        """Promises, when they are due, and what later articles say became of them."""
        return query_commitments(self.store, _filter(wanted, conditions))

    def positions(
        self, actor: str, *about: str, wanted: Filter | None = None, **conditions: Any
    ) -> list[Position]:
        """What one actor said on subjects (types of events, actors, words) over time, reversals marked."""
        return query_positions(self.store, actor, about, _filter(wanted, conditions))

    def search(
        self,
        words: str,
        *,
        limit: int | None = 20,
        by: str | None = None,
        sources: Iterable[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> list[Passage]:
        """Passages with these words, the best first: ``"a phrase"``, ``begin*``, ``-without``, ``this OR
        that``."""
        from kg.graph import words_of

        index, _ = words_of(self.store)
        return query_search(
            self.store, index, words, limit=limit, by=by, sources=sources, since=since, until=until
        )

    def show(self, which: str) -> Story:
        """Everything about an id or an actor's name."""
        return query_show(self.store, which)

    def actors(self, *, name: str | None = None, kind: str | None = None) -> list[ActorRow]:
        """Merged actors, those of most events and statements first."""
        return query_actors(self.store, name=name, kind=kind)

    def stats(self) -> Mapping[str, Any]:
        """How much the graph holds."""
        return query_stats(self.store)

    def query(self, sparql: str) -> QueryResult:
        """Run SPARQL. It reads this graph and nothing else.

        :raises QueryError: it does not parse, or asks for something outside the store.
        """
        from kg.query import run_query

        return run_query(self.store, sparql)

    def named(self, name: str, **params: str) -> QueryResult:
        """Run a named query.

        :raises NotFound: no such query, or an actor that nobody answers to.
        """
        from kg.query import get_query, run_named

        return run_named(self.store, get_query(name), params)

    # -- to other programs

    def rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset, without a copy."""
        return self.store.rdflib()

    def networkx(self, wanted: Filter | None = None, **conditions: Any) -> nx.MultiDiGraph[str]:
        """Facts as a directed multigraph of events and actors."""
        from kg.render import to_networkx

        return to_networkx(self.facts(wanted, **conditions))

    def render(
        self,
        out: str | Path,
        wanted: Filter | None = None,
        *,
        title: str | None = None,
        description: str | None = None,
        **conditions: Any,
    ) -> None:
        """Write facts as one interactive HTML file."""
        from kg.render import render

        asked = _filter(wanted, conditions)
        found = query_facts(self.store, asked)
        known = query_background(self.store, found, asked)
        render(found, (), Path(out), title=title, description=description, known=known)

    def export(self, form: str, out: BinaryIO) -> None:
        """Write all as turtle, trig, nquads, ntriples or jsonld."""
        from kg.graph import export

        export(self.store, form, out)


def _filter(wanted: Filter | None, conditions: dict[str, Any]) -> Filter:
    if wanted is not None and conditions:
        raise UsageError("takes a Filter or conditions, not both", remedy="put all into the Filter")
    if wanted is not None:
        return wanted
    fields: dict[str, Any] = {}
    for name, value in conditions.items():
        plural = _SINGULAR.get(name, name)
        single = plural != name and plural != "holder"
        fields[plural] = (value,) if single and isinstance(value, str) else value
    unknown = sorted(set(fields) - set(Filter.__dataclass_fields__))
    if unknown:
        known = ", ".join([*_SINGULAR, *Filter.__dataclass_fields__])
        raise UsageError(f"no condition {unknown[0]!r}", remedy=f"use one of {known}")
    return Filter(**fields)
