"""Statements: who said, thought or wants what."""

from __future__ import annotations

from kg.model import Annotated, Statement


def find_statements(annotated: Annotated) -> tuple[Statement, ...]:
    """Statements in text order of their content, ids ``s1`` …"""
    return ()
