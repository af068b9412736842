"""Case files: a short text, a line ``# expected``, and all that the extraction should say of it.

    # case: NAME [| published YYYY-MM-DD] [| show times,statements,events,actors] [| xfail REASON]
    Text of the story, any number of lines.
    # expected
    one line a fact

Every fact of the shown kinds is listed, so that an invented one fails as surely as a missed one.
``python -m tests.cases`` writes what the extraction says now into the files; the diff is read by eye.
Cases marked ``xfail`` hold what *should* be said and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model import Actor, Event, Extraction, Ref, Span, Statement, TimeExpression

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``head`` is its first line as written."""

    file: str
    name: str
    head: str
    text: str
    expected: tuple[str, ...]
    published: str | None
    show: tuple[str, ...]
    xfail: str | None


def load_cases() -> list[Case]:
    """All cases, in the order of the files."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    for block in path.read_text("utf-8").split("# case: ")[1:]:
        head, _, body = block.partition("\n")
        text, _, expected = body.partition("# expected\n")
        options = dict((*part.strip().split(" ", 1), "")[:2] for part in head.split("|")[1:])
        yield Case(
            file=path.name,
            name=head.split("|")[0].strip(),
            head=head,
            text=text.rstrip("\n"),
            expected=tuple(line for line in expected.splitlines() if line.strip()),
            published=options.get("published"),
            show=tuple(options.get("show", "events").split(",")),
            xfail=options.get("xfail"),
        )


def readable(extraction: Extraction, show: tuple[str, ...]) -> tuple[str, ...]:
    """The facts of the shown kinds, a line each. ``action`` events are not shown."""
    lines: list[str] = []
    names = {a.id: a.name for a in extraction.actors}
    text = extraction.document.text
    if "actors" in show:
        lines += [_actor(a, text) for a in extraction.actors]
    if "times" in show:
        lines += [_time(t) for t in extraction.times]
    if "statements" in show:
        whens = {t.id: t.value for t in extraction.times}
        lines += [_statement(s, text, names, whens) for s in extraction.statements]
    if "events" in show:
        speakers = {s.id: _who(s.speaker, text, names) for s in extraction.statements}
        triggers = {e.id: _words(e.trigger.spans, text) for e in extraction.events}
        lines += [_event(e, text, names, speakers, triggers) for e in extraction.events if e.type != "action"]
    return tuple(lines)


def _words(spans: tuple[Span, ...], text: str) -> str:
    return " … ".join(" ".join(text[s:e].split()) for s, e in spans)


def _who(ref: Ref | None, text: str, names: dict[str, str]) -> str:
    if ref is None:
        return "nobody named"
    words = _words(ref.spans, text)
    name = names.get(ref.actor or "")
    return words if name in (None, words) else f"{words} (= {name})"


def _actor(actor: Actor, text: str) -> str:
    mentions = ", ".join(_words((m.span,), text) for m in actor.mentions)
    described = f" ({'; '.join(actor.descriptions)})" if actor.descriptions else ""
    return f"{actor.kind.value} {actor.name}{described}: {mentions}"


def _days(early: object, late: object) -> str:
    if early is None and late is None:
        return "no date"
    return f"{early}" if early == late else f"{early or 'open'}..{late or 'open'}"


def _time(time: TimeExpression) -> str:
    days = _days(time.interval.earliest, time.interval.latest)
    anchor = f" from {time.anchor}" if time.anchor else ""
    return f"{time.text}: {time.type.value} {time.value}, {days} [{time.rule}{anchor}]"


def _statement(s: Statement, text: str, names: dict[str, str], whens: dict[str, str]) -> str:
    parts = [f"{_who(s.speaker, text, names)} | {_words(s.cue.spans, text) if s.cue else 'no cue'}"]
    parts += [f"to {_who(s.addressee, text, names)}"] if s.addressee else []
    parts += [f"on {whens[s.time]}"] if s.time else []
    parts += [f"within {s.within}"] if s.within else []
    parts += [s.polarity.value] if s.polarity.value == "negative" else []
    label = f"{s.id} {s.kind.value} {s.attitude.value}"
    return f"{label}: {' | '.join(parts)} | {_words(s.content, text)}"


def _event(
    e: Event, text: str, names: dict[str, str], speakers: dict[str, str], triggers: dict[str, str]
) -> str:
    roles = [f"{r.role} {_who(Ref(r.spans, r.actor), text, names)}" for r in e.roles]
    parts = [f"{e.type} “{_words(e.trigger.spans, text)}” {e.status.value}"]
    parts += [e.polarity.value] if e.polarity.value == "negative" else []
    parts += [e.certainty.value] if e.certainty.value != "certain" else []
    parts += sorted(roles)
    parts += [_days(e.time.interval.earliest, e.time.interval.latest)] if e.time else []
    parts += [f"in {_who(e.place, text, names)}"] if e.place else []
    parts += [f"says {speakers[e.attributed_to]}"] if e.attributed_to else []
    parts += [f"acts on “{triggers[e.acts_on]}”"] if e.acts_on else []
    return " | ".join(parts)
