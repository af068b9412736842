"""Quotations: curly, straight, nested, over several paragraphs, unclosed."""

from __future__ import annotations

from kg.model import Parse, Quote


def find_quotes(text: str, parse: Parse) -> tuple[Quote, ...]:
    """Quotations of a text in order of their start."""
    return ()
