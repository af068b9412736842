"""What an article's extraction hangs on, as one hash: its text and particulars, our rules, the model.

Two equal hashes promise equal extractions, so an article that is stored with the hash that it has now need
not be read again.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.model import Document
from kg.resources import data

_CODE = ("annotate", "extract", "graph/mapping.py", "graph/terms.py", "iri.py", "model", "schema")
"""Parts of this package that say what an article becomes; the reader does not count, since what it made is
hashed itself."""
_DATA = ("gazetteer", "lexicon")
_PACKAGES = ("spacy", "thinc", "numpy", "pycountry")
"""Third-party packages that have a say in it."""


@lru_cache(maxsize=4)
def rules_version(model: str) -> str | None:
    """Hash of rules, lexicons and language model; ``None`` where it cannot be told, since the model is a
    folder or is not installed."""
    try:
        versions = [f"{name} {version(name)}" for name in (*_PACKAGES, model.replace("_", "-"))]
    except PackageNotFoundError:
        return None
    digest = sha256(json.dumps([sys.version_info[:2], versions]).encode())
    package = Path(__file__).resolve().parent
    for root in (*(package / part for part in _CODE), *(data(part) for part in _DATA)):
        files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for file in files:
            if file.suffix != ".pyc":
                digest.update(f"{file.relative_to(root.parent).as_posix()}\0".encode())
                digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def fingerprint(document: Document, rules: str) -> str:
    """Hash of a document as it was read and of the :func:`rules_version` that it is read by."""
    published = document.published
    said = [
        rules,
        document.id,
        document.source,
        document.sha256,
        published and [published.day.isoformat(), published.origin.value],
        document.title,
        document.outlet,
        document.url,
        document.author,
        document.boilerplate,
        document.title_span,
    ]
    return sha256(json.dumps(said).encode()).hexdigest()[:32]
