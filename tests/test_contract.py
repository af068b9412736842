"""What is extracted in one place is loaded in another: nothing is lost, and nothing wrong gets in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.contract import from_json, to_json, to_line
from kg.model import Attitude, EventTime, Extraction, MentionKind, Polarity, Ref
from kg.plain import to_plain
from tests.graph_factory import Article, pledge, protest, summit


def record(extraction: Extraction) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_line(extraction, with_text=True))
    return found


def rich() -> Extraction:
    """An article in which nothing has its default."""
    x = summit(url="https://example.org/1", outlet="Harbour Post", title="Two met", author="A. Reporter")
    document = replace(
        x.document, boilerplate=((0, 3),), title_span=(4, 9), notes=("read as CP1252",), text=x.document.text
    )
    actor = replace(
        x.actors[0],
        aliases=("the Avarians",),
        descriptions=("port state",),
        named=False,
        key="country:AV",
        mentions=(replace(x.actors[0].mentions[0], kind=MentionKind.PRONOUN, head=7),),
    )
    statement = replace(
        x.statements[0],
        via=Ref(((0, 3),), "a1"),
        attitude=Attitude.HOPES,
        polarity=Polarity.NEGATIVE,
        propositional=False,
    )
    event = replace(
        x.events[1],
        same_as="e1",
        phrase=(x.events[1].trigger.spans[0][0], x.events[1].trigger.spans[0][1] + 4),
        time=EventTime(None, x.times[0].interval, "same-day"),
    )
    return replace(
        x,
        document=document,
        actors=(actor, *x.actors[1:]),
        statements=(statement, *x.statements[1:]),
        events=(x.events[0], event, *x.events[2:]),
    )


def odd() -> Extraction:
    """Half a surrogate pair, code points beyond the basic plane, nothing found."""
    return Article("A \ud83d half and a whole \U0001f6a2.\r\n\0", published=None).done()


@pytest.mark.parametrize("make", [summit, protest, pledge, rich, odd])
def test_an_extraction_with_its_text_comes_back_as_it_was(make: Callable[[], Extraction]) -> None:
    line = to_line(make(), with_text=True)
    assert to_plain(from_json(json.loads(line.encode("utf-8")))) == to_plain(make())


def test_what_the_contract_says_is_not_touched_by_the_text() -> None:
    plain, whole = to_json(rich()), record(rich())
    assert list(whole)[: len(plain)] == list(plain)
    assert {k: whole[k] for k in plain} == json.loads(json.dumps(plain)) == json.loads(to_line(rich()))


def _set(*path: Any) -> Callable[[dict[str, Any]], None]:
    *keys, last, value = path

    def change(found: dict[str, Any]) -> None:
        at: Any = found
        for key in keys:
            at = at[key]
        at[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("text", None), "has no text"),
        (_set("text", "Another one."), "has length"),
        (_set("sha256", "0" * 64), "its hash differs"),
        (_set("length", 3), "has length 3"),
        (_set("source", None), "the record has no source"),
        (_set("published", "yesterday"), "'yesterday' where a day"),
        (_set("published_from", "nowhere"), "'nowhere' where one of option"),
        (_set("sentences", [[0, 9_999]]), r"the sentences has the span \[0, 9999\), which lies outside"),
        (_set("actors", 0, "mentions", [[5, 2]]), r"actor a1 has the span \[5, 2\)"),
        (_set("actors", 0, "mentions", [[0, True]]), "where a span"),
        (_set("actors", 0, "kind", "robot"), "actor a1 has 'robot' where one of person"),
        (_set("actors", 1, "id", "a1"), "has two actors of one id"),
        (_set("times", 0, "anchor", "t9"), "time t1 refers to 't9', which is none of the times"),
        (_set("statements", 0, "content", {"spans": [[3, 3]]}), "statement s1 has an empty span"),
        (_set("statements", 0, "speaker", "actor", "a9"), "statement s1 refers to 'a9'"),
        (_set("statements", None), "has no list of statements"),
        (_set("events", 0, "type", "summit"), "event e1 has type 'summit', which `kg types` does not list"),
        (_set("events", 0, "trigger", None), "event e1 has no trigger"),
        (_set("events", 0, "roles", 0, "role", "guest"), "event e1 has role 'guest'"),
        (_set("events", 0, "status", "maybe"), "event e1 has 'maybe' where one of occurred"),
        (_set("events", 0, "time", "ref", "t7"), "event e1 refers to 't7'"),
        (_set("more", "mentions", []), "does not say of what kind the mentions are"),
        (_set("more", []), "the record has more that is no object"),
    ],
)
def test_what_is_wrong_is_named(change: Callable[[dict[str, Any]], None], said: str) -> None:
    found = record(summit())
    change(found)
    with pytest.raises(ValueError, match=said):
        from_json(found)


@pytest.mark.parametrize("value", [None, [], "text", 3])
def test_what_is_no_record_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="is no object"):
        from_json(value)


def test_what_was_written_without_text_cannot_be_loaded() -> None:
    with pytest.raises(ValueError, match="has no text"):
        from_json(to_json(summit()))
