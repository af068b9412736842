"""The only place that mints an identifier. All are hashes of content, so a rebuild gives the same bytes."""

from __future__ import annotations

import hashlib

BASE = "urn:kg:"
"""Stable resources are ``urn:kg:<kind>:<key>``."""


def digest(*parts: str, length: int = 16) -> str:
    """Hex digest of the parts (joined by a unit separator, so that no two lists collide)."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def document_id(source: str, url: str | None = None) -> str:
    """Id of a document: of its URL where it has one (the same story, wherever its file lies), else
    of its source."""
    return digest("document", url or source)
