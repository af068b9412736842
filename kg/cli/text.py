"""Text of unknown origin, made fit for a terminal."""

from __future__ import annotations

import unicodedata

_KEPT = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u2028": " ", "\u2029": " ", "\u00a0": " "})


def plain(text: str) -> str:
    """One line without control characters, bidirectional overrides or escape sequences.

    An article's words can hold terminal commands (ECMA-48 control functions begin with C0 ESC or a C1
    code) and marks that reorder what is shown; both are dropped. Runs of white space become one blank.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = text.translate(_KEPT)
    kept = "".join(c for c in spaced if c.isprintable() or unicodedata.category(c) not in _UNSAFE)
    return " ".join(kept.split())


_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def shorten(text: str, width: int) -> str:
    """At most ``width`` characters; what is cut shows as an ellipsis."""
    return text if len(text) <= width else text[: max(width - 1, 0)].rstrip() + "…"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 article``, ``2 articles``."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {word}"
