"""Facts as a network: actors and events are nodes, a role that an actor plays is an edge.

Invariant: the graph is neutral. What a claim says of an event (status, certainty, who holds it) stands
on the edge that the claim contributes; an event node carries only a summary that names its claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model import Fact, FactActor
from kg.render.plain import xml_text

if TYPE_CHECKING:
    import networkx as nx

OUTWARD = frozenset({"target", "theme", "beneficiary", "addressee", "place"})
"""Roles that the event points at; in all others the actor points at the event."""


def actor_node(actor: FactActor) -> str:
    """Node id of an actor. Words that name nobody known are one node per wording."""
    return f"actor:{actor.id}" if actor.id is not None else f"words:{actor.name}"


def event_node(fact: Fact) -> str:
    """Node id of the event (or statement) that a claim is about."""
    return f"{fact.kind}:{fact.event}"


def headline(claims: Iterable[Fact]) -> Fact:
    """The claim that stands for an event: what an article itself asserts before what somebody holds,
    then the latest published, then the smallest id."""
    newest_first = sorted(claims, key=lambda f: (-_ordinal(f.evidence.published), f.id))
    return min(newest_first, key=lambda f: len(f.holders) > 0)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def by_event(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Claims of each event, in the order given."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(event_node(fact), []).append(fact)
    return found


def to_networkx(facts: Sequence[Fact]) -> nx.MultiDiGraph[str]:
    """The facts as a directed multigraph; parallel edges are separate claims.

    Node attributes: ``kind`` (``event``, ``statement`` or the actor's kind), ``label``; events also
    ``type``, ``status``, ``earliest``, ``latest``, ``claims``, ``sources``. Edge attributes: ``role``
    (``claims`` for a holder), ``fact``, ``status``, ``certainty``. Unknown values are left out.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, claims in by_event(facts).items():
        graph.add_node(node, **_event_attributes(claims))
        for fact in claims:
            _add_claim(graph, node, fact)
    return graph


def _event_attributes(claims: list[Fact]) -> dict[str, str | int]:
    fact = headline(claims)
    known = {"earliest": fact.earliest, "latest": fact.latest}
    return {
        "kind": fact.kind,
        "label": fact.text,
        "type": fact.type,
        "status": fact.status,
        "claims": len(claims),
        "sources": max(claim.sources for claim in claims),
        **{name: day.isoformat() for name, day in known.items() if day},
    }


def _add_claim(graph: nx.MultiDiGraph[str], node: str, fact: Fact) -> None:
    says = [FactActor(h.id, h.name, "claims", h.kind) for h in fact.holders]
    for actor in (*fact.actors, *says):
        other = actor_node(actor)
        graph.add_node(other, label=actor.name, kind=actor.kind or "unknown")
        ends = (node, other) if actor.role in OUTWARD else (other, node)
        graph.add_edge(
            *ends,
            key=f"{fact.id}:{actor.role}",
            role=actor.role,
            fact=fact.id,
            status=fact.status,
            certainty=fact.certainty,
        )


def write_graphml(graph: nx.MultiDiGraph[str], out: Path) -> None:
    """Writes GraphML 1.0. Characters that XML 1.0 forbids become U+FFFD; the graph is not changed.

    :raises UsageError: the file cannot be written.
    """
    import networkx as nx

    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, values in graph.nodes(data=True):
        clean.add_node(xml_text(node), **_clean(values))
    for start, end, key, values in graph.edges(keys=True, data=True):
        clean.add_edge(xml_text(start), xml_text(end), key=xml_text(str(key)), **_clean(values))
    try:
        nx.write_graphml_xml(clean, out, encoding="utf-8", prettyprint=True)
    except OSError as error:
        remedy = "choose a folder that exists and can be written"
        raise UsageError(f"cannot be written ({error.strerror})", where=str(out), remedy=remedy) from error


def _clean(values: dict[str, object]) -> dict[str, object]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in values.items()}
