"""The page's tables: actors, articles and paragraphs, each once, numbered in the order of their first use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from kg import iri
from kg.model import ActorRow, Background, Evidence, Fact, FactActor, Paragraph
from kg.render.network import actor_node
from kg.render.plain import plain, web_link

Json = dict[str, Any]
_BLANKS = re.compile("[ \t\n\r]+")


class Named(Protocol):
    """Whatever has an id, a name and a kind can be shown as an actor; an ``ActorRow`` brings its aliases."""

    @property
    def id(self) -> str | None: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str | None: ...


class Actors:
    """Numbers actors in the order of their first use."""

    def __init__(self, actors: Sequence[Named]) -> None:
        self.known: dict[str, int] = {}
        self.rows: list[Json] = []
        for actor in actors:
            number = self.number(FactActor(actor.id, actor.name, "", actor.kind))
            if isinstance(actor, ActorRow):
                self.rows[number]["aliases"] = [plain(alias) for alias in actor.aliases]

    def number(self, actor: FactActor) -> int:
        key = actor_node(actor)
        if key not in self.known:
            self.known[key] = len(self.rows)
            self.rows.append(
                {"id": plain(key), "name": plain(actor.name), "kind": plain(actor.kind or ""), "aliases": []}
            )
        row = self.rows[self.known[key]]
        row["kind"] = row["kind"] or plain(actor.kind or "")
        return self.known[key]


class Articles:
    """Numbers articles in the order of their first use."""

    def __init__(self, copies: Mapping[str, str]) -> None:
        self.copies = copies
        self.known: dict[str, int] = {}
        self.rows: list[Json] = []

    def number(self, fact: Fact) -> int:
        evidence = fact.evidence
        if evidence.article not in self.known:
            self.known[evidence.article] = len(self.rows)
            original = self.copies.get(evidence.article)
            self.rows.append(
                {
                    "iri": iri.article(evidence.article),
                    "copyOf": iri.article(original) if original else None,
                    "file": plain(evidence.document),
                    "title": maybe(evidence.title),
                    "outlet": maybe(evidence.outlet),
                    "published": iso_day(evidence.published),
                    "url": web_link(evidence.url),
                }
            )
        return self.known[evidence.article]


class Paragraphs:
    """Numbers paragraphs in the order of their first use. Facts without a known one have their sentence."""

    def __init__(self, known: Background) -> None:
        self.around = known.paragraphs
        self.known: dict[tuple[str, Paragraph], int] = {}
        self.rows: list[Json] = []

    def number(self, evidence: Evidence) -> int:
        found = self.around.get((evidence.article, evidence.sentence))
        if found is None or not _holds(found, evidence):
            found = Paragraph(evidence.sentence, evidence.context)
        key = evidence.article, found
        if key not in self.known:
            self.known[key] = len(self.rows)
            self.rows.append({"start": found.span[0], "text": plain(found.text)})
        return self.known[key]

    def quote(self, evidence: Evidence, number: int) -> str:
        """What the page can read at the spans by itself, as ``js/words.js`` does."""
        row = self.rows[number]
        base, text = row["start"], row["text"]
        pieces = (text[max(0, s - base) : max(0, e - base)] for s, e in evidence.spans)
        return " … ".join(_BLANKS.sub(" ", piece).strip(" ") for piece in pieces)


def _holds(paragraph: Paragraph, evidence: Evidence) -> bool:
    start, end = (offset - paragraph.span[0] for offset in evidence.sentence)
    return start >= 0 and paragraph.text[start:end] == evidence.context


def maybe(text: str | None) -> str | None:
    return None if text is None else plain(text)


def iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
