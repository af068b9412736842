"""Extractions made again of what :func:`kg.contract.to_line` wrote with their text.

Whatever comes in may have been changed on the way: every span, name of a kind, and reference is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kg.model import (
    Actor,
    ActorKind,
    Attitude,
    Certainty,
    Cue,
    DateOrigin,
    Document,
    Event,
    EventTime,
    Extraction,
    Interval,
    Mention,
    MentionKind,
    Polarity,
    Published,
    Ref,
    Role,
    Span,
    Statement,
    StatementKind,
    Status,
    TimeExpression,
    TimeType,
)
from kg.schema import ROLE_NAMES, load_types

Json = Mapping[str, Any]
E = TypeVar("E", bound=StrEnum)
_PUBLISHED = "published"


def from_json(record: object) -> Extraction:
    """The extraction that a record holds.

    :raises ValueError: says which part of the record is wrong, and how.
    """
    if not isinstance(record, dict):
        raise ValueError("is no object")
    document = _document(record)
    return _Parts(record, document).extraction()


def _document(record: Json) -> Document:
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("has no text")
    published = _day(record.get("published"), _PUBLISHED)
    origin = record.get("published_from") or DateOrigin.METADATA
    more = _object(record.get("more", {}), "the record has more that")
    title_span = more.get("title_span")
    document = Document(
        id=_text(record, "id", "the record"),
        source=_text(record, "source", "the record"),
        text=text,
        published=Published(published, _one(DateOrigin, origin, "published_from")) if published else None,
        title=_words(record, "title"),
        outlet=_words(record, "outlet"),
        url=_words(record, "url"),
        author=_words(record, "author"),
        boilerplate=_spans(more.get("boilerplate", ()), len(text), "the boilerplate"),
        title_span=_span(title_span, len(text), "the title") if title_span is not None else None,
        notes=tuple(map(str, more.get("notes", ()))),
    )
    if record.get("length") != len(text):
        raise ValueError(f"has length {record.get('length')}, but its text has {len(text):,} code points")
    if record.get("sha256") != document.sha256:
        raise ValueError("holds another text than the one that was read: its hash differs")
    return document


class _Parts:
    """Reads the lists of one record. Ids are known as soon as their list is read."""

    def __init__(self, record: Json, document: Document) -> None:
        self.record, self.document = record, document
        self.length = len(document.text)
        self.more = _object(record.get("more", {}), "the record has more that")
        self.ids = {name: self._ids(name) for name in ("actors", "times", "statements", "events")}

    def _ids(self, name: str) -> frozenset[str]:
        listed = [_text(x, "id", f"one of the {name}") for x in self._list(name)]
        if len(set(listed)) < len(listed):
            raise ValueError(f"has two {name} of one id")
        return frozenset(listed)

    def _list(self, name: str) -> list[Json]:
        found = self.record.get(name)
        if not isinstance(found, list) or not all(isinstance(x, dict) for x in found):
            raise ValueError(f"has no list of {name}")
        return found

    def extraction(self) -> Extraction:
        mentions = self.more.get("mentions")
        if not isinstance(mentions, list) or len(mentions) != len(self._list("actors")):
            raise ValueError("does not say of what kind the mentions are")
        return Extraction(
            document=self.document,
            sentences=_spans(self.record.get("sentences"), self.length, "the sentences"),
            actors=tuple(map(self._actor, self._list("actors"), mentions)),
            times=tuple(map(self._time, self._list("times"))),
            statements=tuple(map(self._statement, self._list("statements"))),
            events=tuple(map(self._event, self._list("events"))),
        )

    def _known(self, name: str, key: Any, what: str) -> str | None:
        if key is not None and key not in self.ids[name]:
            raise ValueError(f"{what} refers to {key!r}, which is none of the {name}")
        found: str | None = key
        return found

    def _kept(self, name: str, key: str) -> Json:
        return _object(_object(self.more.get(name, {}), name).get(key, {}), key)

    def _actor(self, x: Json, kinds: Any) -> Actor:
        what = f"actor {x['id']}"
        spans = _spans(x.get("mentions"), self.length, what)
        kept = self._kept("actors", x["id"])
        if not isinstance(kinds, list) or len(kinds) != len(spans):
            raise ValueError(f"{what} does not say of what kind its mentions are")
        return Actor(
            id=x["id"],
            name=_text(x, "name", what),
            kind=_one(ActorKind, x.get("kind"), what),
            mentions=tuple(
                Mention(span, _one(MentionKind, kind, what), int(head))
                for span, (kind, head) in zip(spans, kinds, strict=True)
            ),
            aliases=tuple(map(str, kept.get("aliases", ()))),
            descriptions=tuple(map(str, kept.get("descriptions", ()))),
            named=bool(kept.get("named", True)),
            key=_words(kept, "key"),
        )

    def _time(self, x: Json) -> TimeExpression:
        what = f"time {x['id']}"
        anchor = x.get("anchor")
        return TimeExpression(
            id=x["id"],
            span=_span(x.get("span"), self.length, what),
            text=_text(x, "text", what),
            type=_one(TimeType, x.get("type"), what),
            value=_text(x, "value", what),
            interval=_interval(x, what),
            edtf=_words(x, "edtf"),
            anchor=anchor if anchor == _PUBLISHED else self._known("times", anchor, what),
            rule=_words(x, "rule") or "",
        )

    def _statement(self, x: Json) -> Statement:
        what = f"statement {x['id']}"
        kept = self._kept("statements", x["id"])
        content = _object(x.get("content"), f"the content of {what}")
        return Statement(
            id=x["id"],
            kind=_one(StatementKind, x.get("kind"), what),
            content=_filled(content.get("spans"), self.length, what),
            speaker=self._ref(x.get("speaker"), what),
            cue=self._cue(x.get("cue"), what),
            addressee=self._ref(x.get("addressee"), what),
            via=self._ref(kept.get("via"), what),
            time=self._known("times", x.get("time"), what),
            within=self._known("statements", x.get("within"), what),
            attitude=_one(Attitude, kept.get("attitude", Attitude.SAYS), what),
            polarity=_one(Polarity, kept.get("polarity", Polarity.POSITIVE), what),
            propositional=bool(kept.get("propositional", True)),
        )

    def _event(self, x: Json) -> Event:
        what = f"event {x['id']}"
        kept = self._kept("events", x["id"])
        trigger = self._cue(x.get("trigger"), what)
        type_, phrase = _text(x, "type", what), kept.get("phrase")
        if type_ not in load_types():
            raise ValueError(f"{what} has type {type_!r}, which `kg types` does not list")
        if trigger is None or not trigger.spans:
            raise ValueError(f"{what} has no trigger")
        return Event(
            id=x["id"],
            type=type_,
            trigger=Cue(_filled(trigger.spans, self.length, what), trigger.lemma),
            plover=_words(x, "plover"),
            roles=tuple(self._role(r, what) for r in x.get("roles") or ()),
            time=self._event_time(x, what),
            place=self._ref(x.get("place"), what),
            status=_one(Status, x.get("status"), what),
            polarity=_one(Polarity, x.get("polarity"), what),
            certainty=_one(Certainty, x.get("certainty"), what),
            attributed_to=self._known("statements", x.get("attributed_to"), what),
            acts_on=self._known("events", x.get("acts_on"), what),
            same_as=self._known("events", kept.get("same_as"), what),
            phrase=_filled((phrase,), self.length, what)[0] if phrase is not None else None,
        )

    def _event_time(self, x: Json, what: str) -> EventTime | None:
        time = x.get("time")
        if time is None:
            return None
        rule = _object(self.more.get("lent", {}), "lent").get(x["id"], "")
        found = _object(time, f"the time of {what}")
        return EventTime(self._known("times", found.get("ref"), what), _interval(found, what), str(rule))

    def _role(self, x: Any, what: str) -> Role:
        role = _object(x, f"a role of {what}").get("role")
        if role not in ROLE_NAMES:
            raise ValueError(f"{what} has role {role!r}, which is none of {', '.join(sorted(ROLE_NAMES))}")
        actor = self._known("actors", x.get("actor"), what)
        return Role(role=role, spans=_spans(x.get("spans"), self.length, what), actor=actor)

    def _ref(self, x: Any, what: str) -> Ref | None:
        if x is None:
            return None
        found = _object(x, f"a reference of {what}")
        actor = self._known("actors", found.get("actor"), what)
        return Ref(_spans(found.get("spans"), self.length, what), actor)

    def _cue(self, x: Any, what: str) -> Cue | None:
        if x is None:
            return None
        found = _object(x, f"a cue of {what}")
        return Cue(_spans(found.get("spans"), self.length, what), _text(found, "lemma", what))


def _object(value: Any, what: str) -> Json:
    if not isinstance(value, dict):
        raise ValueError(f"{what} is no object")
    return value


def _text(x: Json, key: str, what: str) -> str:
    value = x.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{what} has no {key}")
    return value


def _words(x: Json, key: str) -> str | None:
    value = x.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return value


def _one(kind: type[E], value: Any, what: str) -> E:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        raise ValueError(f"{what} has {value!r} where one of {known} is expected") from None


def _day(value: Any, what: str) -> date | None:
    try:
        return date.fromisoformat(value) if value is not None else None
    except (TypeError, ValueError):
        raise ValueError(f"{what} has {value!r} where a day (YYYY-MM-DD) is expected") from None


def _interval(x: Json, what: str) -> Interval:
    return Interval(_day(x.get("earliest"), what), _day(x.get("latest"), what))


def _spans(value: Any, length: int, what: str) -> tuple[Span, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{what} has no list of spans")
    return tuple(_span(v, length, what) for v in value)


def _filled(value: Any, length: int, what: str) -> tuple[Span, ...]:
    """Spans of at least one code point each."""
    found = _spans(value, length, what)
    if not all(start < end for start, end in found):
        raise ValueError(f"{what} has an empty span")
    return found


def _span(value: Any, length: int, what: str) -> Span:
    if not isinstance(value, list | tuple) or [type(v) for v in value] != [int, int]:
        raise ValueError(f"{what} has {value!r} where a span [start, end) is expected")
    start, end = value
    if not 0 <= start <= end <= length:
        raise ValueError(f"{what} has the span [{start}, {end}), which lies outside the text")
    return start, end
