"""Typed events with roles, time, place and status."""

from __future__ import annotations

from kg.model import Annotated, Event, Statement


def find_events(annotated: Annotated, statements: tuple[Statement, ...]) -> tuple[Event, ...]:
    """Events in text order of their trigger, ids ``e1`` …"""
    return ()
