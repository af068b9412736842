"""Typed events with roles, time, place and status."""

from kg.extract.events.find import find_events

__all__ = ["find_events"]
