"""Many articles out of some hundred real extractions, for stores of any size: always the same ones.

Variant ``n`` of an article has another id and source, other days, and three in four of its words, names and
numbers replaced by others of the same length (so that all spans hold) that stand in the other articles: no
variant repeats another one, names and days recur as they do in news, and the number of known names grows with
the number of articles. The texts make no sense; nothing here measures what is extracted.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from zlib import crc32

from kg.contract import from_json
from kg.iri import document_id
from kg.model import Actor, Document, Event, EventTime, Extraction, Interval, Published, TimeExpression

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = 9_000
"""Variants are spread over so many days."""
Word = Callable[[str], str]


def bases(lines: Iterable[str], most: int) -> list[Extraction]:
    """The extractions of ``kg extract --with-text`` that have at most so many events and statements."""
    found = (from_json(json.loads(line)) for line in lines)
    return [x for x in found if 0 < len(x.events) + len(x.statements) <= most]


def variants(found: Sequence[Extraction], numbers: Iterable[int]) -> Iterator[Extraction]:
    """The variants of these numbers; ``n`` is one of article ``n % len(found)``."""
    words = _vocabulary(found)
    for n in numbers:
        yield _variant(found[n % len(found)], n // len(found), words)


def _vocabulary(found: Iterable[Extraction]) -> Mapping[tuple[int, bool], list[str]]:
    """Words by length and whether they are capitalised."""
    words: dict[tuple[int, bool], set[str]] = defaultdict(set)
    for x in found:
        for word in _WORD.findall(x.document.text):
            words[len(word), word[0].isupper()].add(word)
    return {key: sorted(listed) for key, listed in words.items()}


def _variant(x: Extraction, turn: int, words: Mapping[tuple[int, bool], list[str]]) -> Extraction:
    days = timedelta(Random(f"{x.document.id} {turn}").randrange(_DAYS)) if turn else timedelta()
    keyed = {w for a in x.actors if a.key for name in (a.name, *a.aliases) for w in _WORD.findall(name)}

    @cache
    def word(old: str) -> str:
        chance = crc32(f"{old} {turn}".encode("utf-8", "surrogatepass"))
        if not turn or old in keyed or chance % 4 == 0:
            return old
        listed = words[len(old), old[0].isupper()]
        return listed[chance // 4 % len(listed)]

    def text(old: str) -> str:
        return _WORD.sub(lambda match: word(match[0]), old)

    return replace(
        x,
        document=_document(x.document, turn, days, text),
        actors=tuple(a if a.key else _actor(a, text) for a in x.actors),
        times=tuple(_time(time, days, text) for time in x.times),
        events=tuple(_event(e, days) for e in x.events),
    )


def _document(d: Document, turn: int, days: timedelta, text: Word) -> Document:
    source = f"{d.source}~{turn}"
    published = Published(d.published.day + days, d.published.origin) if d.published else None
    return replace(
        d, id=document_id(source), source=source, url=None, text=text(d.text), published=published, title=None
    )


def _actor(a: Actor, text: Word) -> Actor:
    return replace(
        a,
        name=text(a.name),
        aliases=tuple(map(text, a.aliases)),
        descriptions=tuple(map(text, a.descriptions)),
    )


def _interval(old: Interval, days: timedelta) -> Interval:
    return Interval(old.earliest and old.earliest + days, old.latest and old.latest + days)


def _moved(words: str, days: timedelta) -> str:
    return _ISO.sub(lambda m: (date.fromisoformat(m[0]) + days).isoformat(), words)


def _time(time: TimeExpression, days: timedelta, text: Word) -> TimeExpression:
    return replace(
        time,
        text=text(time.text),
        value=_moved(time.value, days),
        edtf=_moved(time.edtf, days) if time.edtf else None,
        interval=_interval(time.interval, days),
    )


def _event(e: Event, days: timedelta) -> Event:
    time = e.time and EventTime(e.time.ref, _interval(e.time.interval, days), e.time.rule)
    return replace(e, time=time)
