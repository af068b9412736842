"""Text of articles made harmless for a page, one code point for one, so that offsets keep."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

_DECEIVING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, the bidirectional overrides, embeddings and isolates (Unicode TR 36, 2.12: they
show a text in another order than it is stored), and lone surrogates, which no encoding can write."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The complement of XML 1.0's ``Char``."""
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def plain(text: str) -> str:
    """The text with each deceiving character replaced by U+FFFD; its length does not change."""
    return _DECEIVING.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """The text with each character that XML 1.0 forbids replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def script_json(value: Any) -> str:
    """JSON that is safe inside ``<script>``: no ``<``, ``>``, ``&`` and no line separators."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def web_link(url: str | None) -> str | None:
    """The address if it is an absolute http or https one without white space, else ``None``."""
    if url is None or plain(url) != url or re.search(r"[\s\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
