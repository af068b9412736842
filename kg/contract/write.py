"""Extractions as the contract's objects; with their text and what the contract lacks, nothing is lost."""

from __future__ import annotations

import json
from typing import Any

from kg.model import Actor, Cue, Event, Extraction, Ref, Role, Span, Statement, TimeExpression
from kg.plain import to_plain

Json = dict[str, Any]


def to_json(extraction: Extraction) -> Json:
    """One extraction as the contract's object. Offsets are ``[start, end)`` code points."""
    document = extraction.document
    return {
        "id": document.id,
        "source": document.source,
        "published": document.published.day.isoformat() if document.published else None,
        "length": len(document.text),
        "sentences": _spans(extraction.sentences),
        "actors": [_actor(a) for a in extraction.actors],
        "times": [_time(t) for t in extraction.times],
        "statements": [_statement(s) for s in extraction.statements],
        "events": [_event(e) for e in extraction.events],
    }


def to_line(extraction: Extraction, *, with_text: bool = False) -> str:
    """One extraction as a line of JSON, without the line's end.

    :param with_text: whether :func:`kg.contract.from_json` is to make the extraction of it again.
    """
    record = to_json(extraction)
    if not with_text:
        return json.dumps(record, ensure_ascii=False)
    document = extraction.document
    record |= {
        "text": document.text,
        "sha256": document.sha256,
        "published_from": document.published.origin.value if document.published else None,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "author": document.author,
        "more": _more(extraction),
    }
    fits_utf8 = not any("\ud800" <= c <= "\udfff" for c in document.text)
    return json.dumps(record, ensure_ascii=not fits_utf8)


def _more(extraction: Extraction) -> Json:
    """What is in an extraction, but not in the contract; only what differs from the defaults."""
    document = to_plain(extraction.document)
    more = {k: document[k] for k in ("boilerplate", "title_span", "notes") if k in document}
    more["mentions"] = [[[m.kind.value, m.head] for m in a.mentions] for a in extraction.actors]
    for name, things, fields in (
        ("actors", extraction.actors, ("aliases", "descriptions", "named", "key")),
        ("statements", extraction.statements, ("via", "attitude", "polarity", "propositional")),
        ("events", extraction.events, ("same_as", "phrase")),
    ):
        plain = ((thing.id, to_plain(thing)) for thing in things)
        more[name] = {key: kept for key, p in plain if (kept := {f: p[f] for f in fields if f in p})}
    more["lent"] = {e.id: e.time.rule for e in extraction.events if e.time and e.time.rule}
    return more


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(s) for s in spans]


def _ref(ref: Ref | None) -> Json | None:
    return None if ref is None else {"spans": _spans(ref.spans), "actor": ref.actor}


def _cue(cue: Cue | None) -> Json | None:
    return None if cue is None else {"spans": _spans(cue.spans), "lemma": cue.lemma}


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "mentions": [list(m.span) for m in actor.mentions],
    }


def _days(time: TimeExpression) -> Json:
    early, late = time.interval.earliest, time.interval.latest
    return {
        "earliest": early.isoformat() if early else None,
        "latest": late.isoformat() if late else None,
    }


def _time(time: TimeExpression) -> Json:
    return {
        "id": time.id,
        "span": list(time.span),
        "text": time.text,
        "type": time.type.value,
        "value": time.value,
        **_days(time),
        "edtf": time.edtf,
        "anchor": time.anchor,
        "rule": time.rule,
    }


def _statement(s: Statement) -> Json:
    return {
        "id": s.id,
        "kind": s.kind.value,
        "speaker": _ref(s.speaker),
        "cue": _cue(s.cue),
        "content": {"spans": _spans(s.content)},
        "addressee": _ref(s.addressee),
        "time": s.time,
        "within": s.within,
    }


def _role(role: Role) -> Json:
    return {"role": role.role, "actor": role.actor, "spans": _spans(role.spans)}


def _event(e: Event) -> Json:
    time = None
    if e.time is not None:
        early, late = e.time.interval.earliest, e.time.interval.latest
        time = {
            "ref": e.time.ref,
            "earliest": early.isoformat() if early else None,
            "latest": late.isoformat() if late else None,
        }
    return {
        "id": e.id,
        "type": e.type,
        "plover": e.plover,
        "trigger": _cue(e.trigger),
        "roles": [_role(r) for r in e.roles],
        "time": time,
        "place": _ref(e.place),
        "status": e.status.value,
        "polarity": e.polarity.value,
        "certainty": e.certainty.value,
        "attributed_to": e.attributed_to,
        "acts_on": e.acts_on,
    }
