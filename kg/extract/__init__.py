"""An annotated document in, what it says out. A pure function of its input."""

from __future__ import annotations

from kg.extract.events import find_events
from kg.extract.statements import find_statements
from kg.model import Annotated, Extraction

__all__ = ["extract"]


def extract(annotated: Annotated) -> Extraction:
    """Statements and events of one article."""
    statements = find_statements(annotated)
    return Extraction(
        document=annotated.document,
        sentences=tuple((s.start, s.end) for s in annotated.parse.sentences),
        actors=annotated.actors,
        times=annotated.times,
        statements=statements,
        events=find_events(annotated, statements),
    )
