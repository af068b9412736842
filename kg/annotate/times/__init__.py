"""Temporal expressions: found, read, and anchored."""

from __future__ import annotations

from datetime import date

from kg.model import Parse, TimeExpression


def find_times(parse: Parse, published: date | None) -> tuple[TimeExpression, ...]:
    """Time expressions in text order, ids ``t1`` …; relative ones stay unresolved without ``published``."""
    return ()
