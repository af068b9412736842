"""CAT XML (Bartalesi Lenzi, Moretti and Sprugnoli 2012), in which NewsReader's corpora come.

A document is a list of ``token`` elements (``t_id``, ``sentence``, ``number``) and of ``Markables`` whose
``token_anchor`` children point at them. There is no running text, so one is made: a sentence a line,
blanks as English sets them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.quality.spans import Span

NO_BLANK_BEFORE = frozenset([*".,;:!?)]}%", "''", "'s", "'S", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"])
NO_BLANK_AFTER = frozenset(["(", "[", "{", "``", "$", "£", "€", "#"])
PLAIN = {"``": '"', "''": '"'}


@dataclass(frozen=True, slots=True)
class Token:
    sentence: int
    form: str
    span: Span


@dataclass(frozen=True, slots=True)
class Markable:
    kind: str
    attributes: dict[str, str]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CatDocument:
    name: str
    text: str
    tokens: tuple[Token, ...]
    markables: tuple[Markable, ...]

    @property
    def created(self) -> str | None:
        """The document's creation time as an ISO day, where it is one."""
        times = (m.attributes for m in self.markables if m.kind == "TIMEX3")
        value = next((t.get("value", "") for t in times if "CREATION" in t.get("functionInDocument", "")), "")
        return value[:10] if len(value) >= 10 and "X" not in value[:10] else None

    def end_of_sentence(self, number: int) -> int:
        """Where the last token of the sentences up to ``number`` (from 0) ends; 0 without any."""
        return max((t.span[1] for t in self.tokens if t.sentence <= number), default=0)


def read(path: Path) -> CatDocument:
    """One file. Markables that no token anchors have no spans."""
    root = ElementTree.parse(path).getroot()
    text = ""
    tokens: list[Token] = []
    places: dict[str, Span] = {}
    for element in root.iter("token"):
        form, sentence = element.text or "", int(element.get("sentence", "0"))
        plain = PLAIN.get(form, form)
        text += _gap(tokens[-1] if tokens else None, form, sentence, text)
        places[element.get("t_id", "")] = (len(text), len(text) + len(plain))
        tokens.append(Token(sentence, form, (len(text), len(text) + len(plain))))
        text += plain
    anchored = [
        Markable(m.tag, dict(m.attrib), tuple(places[a.get("t_id", "")] for a in m.iter("token_anchor")))
        for group in root.iter("Markables")
        for m in group
    ]
    return CatDocument(path.stem, text + "\n" * bool(text), tuple(tokens), tuple(anchored))


def _gap(before: Token | None, form: str, sentence: int, text: str) -> str:
    if before is None:
        return ""
    if before.sentence != sentence:
        return "\n"
    if form in NO_BLANK_BEFORE or before.form in NO_BLANK_AFTER:
        return ""
    # a plain mark opens if an even number of them stands before it in the line
    line = text[text.rfind("\n") + 1 :]
    opened = line.count('"') % 2 == 1
    if (form == '"' and opened) or (before.form == '"' and opened):
        return ""
    return " "
