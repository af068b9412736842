"""The JSON Lines contract of ``kg extract`` (docs/data-model.md): extraction to and from plain data."""

from __future__ import annotations

from typing import Any

from kg.model import Actor, Cue, Event, Extraction, Ref, Role, Span, Statement, TimeExpression

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
