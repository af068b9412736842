"""How names are compared, and where their heads stand."""

from __future__ import annotations

import unicodedata

from kg.annotate.actors.spans import Name, word_text
from kg.model import Parse


def fold(text: str) -> str:
    """Lower case, no accents, no stops."""
    if text.isascii():
        return text.lower().replace(".", "")
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace(".", "")


def parts_of(text: str) -> tuple[str, ...]:
    """Words of a name as they are compared; hyphens part, a leading article and final 's go."""
    words = fold(text).replace("-", " ").replace("'s ", "s ").split()
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def name_parts(parse: Parse, name: Name) -> tuple[str, ...]:
    """:func:`parts_of` a name in its text, without Arabic articles and "Jr."."""
    words = parts_of(word_text(parse, name.first, name.last))
    return tuple(p for p in words if p not in ("al", "el", "jr", "sr"))


def surface(parse: Parse, name: Name) -> str:
    """The folded text of a name: the key under which evidence is gathered."""
    return fold(word_text(parse, name.first, name.last))


def unshout(text: str) -> str:
    """ "FLINT" as a name is written; short acronyms stay."""
    return text.title() if text.isupper() and len(text) > 3 else text


def head_of(parse: Parse, first: int, last: int) -> int:
    """The last token of the span whose governor stands outside it."""
    for i in range(last, first - 1, -1):
        head = parse.tokens[i].head
        if (head < first or head > last or head == i) and parse.tokens[i].pos != "PUNCT":
            return i
    return last
