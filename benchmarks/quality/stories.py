"""Whole facts: events and statements of labelled stories with actors, date and status all right at once.

There is no public set of this kind. A folder for it holds ``txt/``, ``published.tsv`` and, an object a
line, each with its ``doc``:

 events.jsonl      id, type, alt_types, trigger ``[start, end]``, participants (name, span), date (earliest,
                   latest), status, core
 statements.jsonl  id, speaker, speaker_span, cue, content (spans), date, core
 links.jsonl       kind, from, to; ``same_event`` joins mentions of one event

What is counted
 found           a found trigger touches the gold one (triggers over 60 characters name nothing); of several
                 the one with the right type, then any type but ``action``, then the most shared characters
 participant     an actor of the same name (or last word, unless that is a general noun), or one with a
                 mention where the gold names it; pronouns count only through their actor
 date overlap    the intervals meet, and ours is at most four times as long as the gold's, or 31 days
 wrongly asserted  of the found mentions of what did not occur, those told as ``occurred``
 core            core facts found with type, a participant (or the speaker), status and overlapping
                 date; what the gold leaves open is not asked for. Mentions of one event with one status
                 stand for each other
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.quality.corpus import Article, Json, NoData, Predictions, prepared, read_text
from benchmarks.quality.spans import Span, Tally, part, shared, total

LONGEST_TRIGGER = 60
REAL = frozenset(["occurred", "ongoing"])
GENERAL = frozenset(read_text(Path(__file__).with_name("general_nouns.txt")).split())
"""Last words of descriptions, which name nobody in particular."""
PRONOUN = re.compile(
    r"each|he|hers?|him|his|i|its?|m[ey]|our|she|their|them|they|us|we|which|who|whom|whose|you|your", re.I
)

Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Labelled:
    article: Article
    events: tuple[Json, ...]
    statements: tuple[Json, ...]
    same: tuple[tuple[str, str], ...]
    """Ids of mentions of one event, in pairs."""


def read(folder: Path) -> list[Labelled]:
    """The labelled stories of a folder.

    :raises NoData: its tables are not there.
    """
    if not (folder / "events.jsonl").is_file():
        raise NoData(f"{folder}: no events.jsonl beside txt/")
    events, statements, links = (
        _lines(folder / f"{name}.jsonl") for name in ("events", "statements", "links")
    )
    return [
        Labelled(
            article,
            tuple(e for e in events if e["doc"] == article.name),
            tuple(s for s in statements if s["doc"] == article.name),
            tuple(
                (x["from"], x["to"]) for x in links if x["doc"] == article.name and x["kind"] == "same_event"
            ),
        )
        for article in prepared(folder)
    ]


def _lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in read_text(path).splitlines() if line.strip()]


def days(value: Json | None) -> Days | None:
    """Both ends, or ``None`` where neither is known."""
    first, last = ((value or {}).get(end) for end in ("earliest", "latest"))
    return (first, last) if first or last else None


def overlap(gold: Days, found: Days | None) -> bool:
    """Whether they meet, ours not much longer than the gold; an open end reaches for ever."""
    if found is None:
        return False
    (a, b), (c, d) = (_ordinals(x) for x in (gold, found))
    return a <= d and c <= b and d - c + 1 <= max(31, 4 * (b - a + 1))


def _ordinals(value: Days) -> tuple[int, int]:
    first = date.fromisoformat(value[0][:10]) if value[0] else date.min
    last = date.fromisoformat(value[1][:10]) if value[1] else date.max
    return first.toordinal(), last.toordinal()


def same_name(left: str, right: str) -> bool:
    """Equal words, or an equal last word that names somebody in particular."""
    one, two = (re.findall(r"\w+", re.sub(r"['’]s$", "", name.lower())) for name in (left, right))
    if not one or not two:
        return False
    return one == two or (one[-1] == two[-1] and one[-1] not in GENERAL)


class Answer:
    """One article's answer: whom and when its references mean, told by where the gold has people."""

    def __init__(self, item: Labelled, document: Json) -> None:
        self.events = document.get("events") or []
        self.statements = document.get("statements") or []
        self._actors = {a["id"]: a for a in document.get("actors") or []}
        self._times = {t["id"]: t for t in document.get("times") or []}
        named = [(p["name"], p["span"]) for e in item.events for p in e["participants"]]
        named += [(s["speaker"], s["speaker_span"]) for s in item.statements]
        self._places: dict[str, list[Span]] = {}
        for name, (start, end) in named:
            if not PRONOUN.fullmatch(item.article.text[start:end]):
                self._places.setdefault(name, []).append((start, end))

    def means(self, ref: Json | None, name: str, span: Iterable[int]) -> bool:
        """Whether a role or speaker is the gold's person."""
        if not ref:
            return False
        places, here = self._places.get(name, []), tuple(span)
        actor = self._actors.get(ref.get("actor"))
        if actor and (same_name(actor["name"], name) or _touch(actor["mentions"], places)):
            return True
        return here in places and _touch(part(ref), [here])

    def days_of(self, time: Json | str | None) -> Days | None:
        """An event's time, or a reference to one."""
        if isinstance(time, dict):
            return days(time) or days(self._times.get(time.get("ref")))
        return days(self._times.get(time))

    def event(self, gold: Json) -> Json | None:
        """The found event that stands for a gold mention."""
        types, trigger = _types(gold), [tuple(gold["trigger"])]
        best, best_rank = None, (False, False, 0)
        for event in self.events:
            spans = [s for s in part(event.get("trigger")) if s[1] - s[0] <= LONGEST_TRIGGER]
            both = shared(spans, trigger)
            rank = (event.get("type") in types, event.get("type") not in (None, "action"), both)
            if both and (best is None or rank > best_rank):
                best, best_rank = event, rank
        return best


def _touch(left: Iterable[Iterable[int]], right: Iterable[Iterable[int]]) -> bool:
    pairs = ((a, b) for a in map(tuple, left) for b in map(tuple, right))
    return any(a[0] < b[1] and b[0] < a[1] for a, b in pairs)


def _types(gold: Json) -> list[str]:
    return [gold["type"], *gold.get("alt_types", ())]


def told(event: Json) -> str | None:
    """Its status; what is negated and has none of the others is denied."""
    status: str | None = event.get("status")
    return "denied" if status in (None, *REAL) and event.get("polarity") == "negative" else status


def score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    """Measure -> share in [0, 1]."""
    sums: dict[str, list[Tally]] = {}
    for item in labelled:
        answer = Answer(item, predictions.get(item.article.name, {}))
        for name, right, asked in [*_events(item, answer), *_statements(item, answer)]:
            sums.setdefault(name, []).append(Tally.of(right, asked, asked))
    return {name: total(tallies).recall for name, tallies in sums.items()}


def _events(item: Labelled, answer: Answer) -> Iterable[tuple[str, int, int]]:
    """Name, right, asked of everything that one story's events are asked for."""
    whole: dict[str, bool] = {}
    for gold in item.events:
        event = answer.event(gold)
        whole[gold["id"]] = False
        yield "event_recall", event is not None, 1
        if event is None:
            continue
        want, have = days(gold["date"]), answer.days_of(event.get("time"))
        typed, status = event.get("type") in _types(gold), told(event) == gold["status"]
        near = want is None or overlap(want, have)
        yield "event_type", typed, 1
        yield "event_status", status, 1
        if gold["status"] not in REAL:
            yield "wrongly_asserted", told(event) == "occurred", 1
        if want is not None:
            yield "date_exact", want == have, 1
            yield "date_overlap", near, 1
        whole[gold["id"]] = typed and status and near and _somebody(gold, event, answer)
    groups = _groups(item)
    status_of = {e["id"]: e["status"] for e in item.events}
    for gold in item.events:
        if gold["core"]:
            mates = (m for m in groups[gold["id"]] if status_of[m] == gold["status"])
            yield "core", any(whole[m] for m in mates), 1


def _somebody(gold: Json, event: Json, answer: Answer) -> bool:
    people = gold["participants"]
    roles = event.get("roles") or []
    return not people or any(answer.means(r, p["name"], p["span"]) for r in roles for p in people)


def _groups(item: Labelled) -> dict[str, set[str]]:
    groups = {e["id"]: {e["id"]} for e in item.events}
    for left, right in item.same:
        joined = groups[left] | groups[right]
        groups |= dict.fromkeys(joined, joined)
    return groups


def _statements(item: Labelled, answer: Answer) -> Iterable[tuple[str, int, int]]:
    for gold in item.statements:
        found = _statement(gold, item.article.text, answer)
        yield "statement_recall", found is not None, 1
        good = False
        if found is not None:
            speaker = answer.means(found.get("speaker"), gold["speaker"], gold["speaker_span"])
            want = days(gold["date"])
            good = speaker and (want is None or overlap(want, answer.days_of(found.get("time"))))
            yield "statement_speaker", speaker, 1
        if gold["core"]:
            yield "core", good, 1


def _statement(gold: Json, text: str, answer: Answer) -> Json | None:
    """The found statement whose letters share at least half of both; one with the gold's cue first."""
    want = _letters(gold["content"], text)
    best, best_rank = None, (False, 0.0)
    for statement in answer.statements:
        have = _letters(part(statement.get("content")), text)
        iou = len(want & have) / (len(want | have) or 1)
        cue = bool(gold["cue"]) and _touch(part(statement.get("cue")), [gold["cue"]])
        if iou >= 0.5 and (best is None or (cue, iou) > best_rank):
            best, best_rank = statement, (cue, iou)
    return best


def _letters(spans: Iterable[Iterable[int]], text: str) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}
