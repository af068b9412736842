"""Which event mentions of different articles are one event, and which are not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ActorSignature, EventSignature, MergedEvent, Resolution
from kg.resolve import resolve

PEOPLE = ("Ines Varga", "Tomas Brandt", "Helga Lind")


def local(document: str, name: str) -> str:
    return f"urn:kg:local-actor:{document}-{name}"


def cast(*documents: str) -> list[ActorSignature]:
    places = {"Oslo": "place:oslo", "Lisbon": "place:lisbon"}
    people = [
        ActorSignature(local=local(d, n), document=d, name=n, kind="person")
        for d in documents
        for n in PEOPLE
    ]
    return people + [
        ActorSignature(local=local(d, n), document=d, name=n, kind="place", key=k)
        for d in documents
        for n, k in places.items()
    ]


def event(
    document: str,
    days: tuple[str, str] | str | None,
    who: tuple[str, ...] = PEOPLE[:2],
    n: int = 0,
    **more: object,
) -> EventSignature:
    first, last = (None, None) if days is None else (days, days) if isinstance(days, str) else days
    known: dict[str, object] = {"type": "meeting", "trigger": "meet", "published": date(2031, 6, 20), **more}
    roles = tuple(("participant", local(document, name)) for name in who)
    return EventSignature(
        local=f"urn:kg:mention:{document}-{n}",
        document=document,
        actors=known.pop("actors", roles),  # type: ignore[arg-type]
        earliest=date.fromisoformat(first) if first else None,
        latest=date.fromisoformat(last) if last else None,
        **known,  # type: ignore[arg-type]
    )


def merged(*events: EventSignature) -> Resolution:
    return resolve(cast(*sorted({e.document for e in events})), events)


def together(found: Resolution, *events: EventSignature) -> bool:
    return any({e.local for e in events} <= set(m.members) for m in found.events)


def holding(found: Resolution, one: EventSignature) -> MergedEvent:
    return next(m for m in found.events if one.local in m.members)


def test_same_people_and_day_are_one_meeting() -> None:
    one, two = event("d1", "2031-06-12"), event("d2", "2031-06-12", trigger="talk")
    found = merged(one, two)
    assert together(found, one, two)
    assert holding(found, one).earliest == date(2031, 6, 12)


def test_two_meetings_of_the_same_people_in_one_month_stay_two() -> None:
    one, two = event("d1", "2031-06-03"), event("d2", "2031-06-20")
    assert not together(merged(one, two), one, two)


def test_a_vague_date_joins_an_exact_one_told_in_the_same_word() -> None:
    exact, vague = event("d1", "2031-06-12"), event("d2", ("2031-06-01", "2031-06-30"))
    found = merged(exact, vague)
    assert together(found, exact, vague)
    assert holding(found, vague).latest == date(2031, 6, 12)


def test_a_vague_date_that_fits_two_meetings_joins_neither() -> None:
    one, two = event("d1", "2031-06-03"), event("d2", "2031-06-20")
    vague = event("d3", ("2031-06-01", "2031-06-30"))
    found = merged(one, two, vague)
    assert len(found.events) == 3
    assert any("its date fits events of different days" in d.reasons for d in found.decisions)


def test_another_type_is_another_event() -> None:
    one, two = event("d1", "2031-06-12"), event("d2", "2031-06-12", type="agreement")
    assert not together(merged(one, two), one, two)


def test_roles_that_are_swapped_are_another_event() -> None:
    def blame(document: str, agent: str, target: str) -> EventSignature:
        actors = (("agent", local(document, agent)), ("target", local(document, target)))
        return event(document, "2031-06-12", type="accusation", trigger="blame", actors=actors)

    one, two = blame("d1", *PEOPLE[:2]), blame("d2", *PEOPLE[1::-1])
    found = merged(one, two)
    assert not together(found, one, two)
    assert any(r.startswith("different agent") for d in found.decisions for r in d.reasons)
    assert together(merged(one, blame("d3", *PEOPLE[:2])), one)


def test_different_places_contradict() -> None:
    one = event("d1", "2031-06-12", place="Oslo", place_actor=local("d1", "Oslo"))
    two = event("d2", "2031-06-12", place="Lisbon", place_actor=local("d2", "Lisbon"))
    found = merged(one, two)
    assert not together(found, one, two)
    assert any(r.startswith("different places") for d in found.decisions for r in d.reasons)


def test_an_undated_mention_joins_only_close_in_time_and_word() -> None:
    dated = event("d1", "2031-06-19")
    close = event("d2", None, published=date(2031, 6, 20))
    late = event("d3", None, published=date(2031, 8, 20))
    assert together(merged(dated, close), dated, close)
    assert not together(merged(dated, late), dated, late)


def test_two_undated_mentions_of_different_articles_stay_apart() -> None:
    one, two = event("d1", None), event("d2", None)
    assert not together(merged(one, two), one, two)


def test_actions_never_leave_their_article() -> None:
    one, two = event("d1", "2031-06-12", type="action"), event("d2", "2031-06-12", type="action")
    assert not together(merged(one, two), one, two)


def test_one_shared_person_is_not_enough() -> None:
    one, two = event("d1", "2031-06-12", PEOPLE[:2]), event("d2", "2031-06-12", PEOPLE[1:])
    assert not together(merged(one, two), one, two)


def test_an_article_may_say_itself_that_two_mentions_are_one() -> None:
    one = event("d1", "2031-06-12")
    two = event("d1", None, n=1, same_as=one.local)
    assert together(merged(one, two), one, two)
    other_day = event("d1", "2031-07-01", n=2, same_as=one.local)
    assert not together(merged(one, other_day), one, other_day)


def test_cancellations_of_different_events_are_different() -> None:
    def called_off(document: str, day: str) -> tuple[EventSignature, EventSignature]:
        planned = event(document, day)
        act = event(document, "2031-06-01", type="cancellation", trigger="cancel", n=1, acts_on=planned.local)
        return planned, act

    first, one = called_off("d1", "2031-06-12")
    second, two = called_off("d2", "2031-07-12")
    found = merged(first, one, second, two)
    assert not together(found, one, two)
    same, three = called_off("d3", "2031-06-12")
    found = merged(first, one, same, three)
    assert together(found, one, three)
    assert holding(found, one).acts_on == holding(found, first).id


def test_later_articles_do_not_rename_an_event() -> None:
    one = event("d5", "2031-06-12", published=date(2031, 6, 12))
    two = event("d1", "2031-06-12", published=date(2031, 6, 14))
    assert holding(merged(one), one).id == holding(merged(one, two), one).id


DAYS = st.one_of(
    st.none(),
    st.integers(0, 40).map(lambda n: (date(2031, 6, 1) + timedelta(n)).isoformat()),
    st.sampled_from([("2031-06-01", "2031-06-30"), ("2031-06-10", "2031-06-14")]),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["d1", "d2", "d3", "d4"]), DAYS, st.sampled_from([PEOPLE, PEOPLE[:2], PEOPLE[1:]])
    ),
    max_size=12,
)


@settings(max_examples=80)
@given(ROWS, st.integers(0, 999))
def test_order_does_not_matter_and_no_event_joins_days_that_exclude_each_other(
    rows: list[tuple[str, object, tuple[str, ...]]], seed: int
) -> None:
    events = [event(d, days, who, n) for n, (d, days, who) in enumerate(rows)]  # type: ignore[arg-type]
    shuffled = events[:]
    Random(seed).shuffle(shuffled)
    found = merged(*events)
    assert found == merged(*shuffled)
    assert sorted(m for e in found.events for m in e.members) == sorted(e.local for e in events)
    by_local = {e.local: e for e in events}
    for group in found.events:
        members = [by_local[m] for m in group.members]
        starts = [m.earliest for m in members if m.earliest]
        ends = [m.latest for m in members if m.latest]
        assert not starts or max(starts) <= min(ends)


def on(document: str, day: str, status: str, *, trigger: str = "summit", **more: object) -> EventSignature:
    """An undated mention in an article of that day."""
    told = {"published": date.fromisoformat(day), "status": status, "trigger": trigger}
    return event(document, None, **(told | more))  # type: ignore[arg-type]


def test_plans_their_end_and_the_news_of_one_summit_are_one_event() -> None:
    held = event("d", "2031-06-12", status="occurred", trigger="meeting", published=date(2031, 6, 12))
    told = [
        on("a", "2031-05-20", "planned"),
        on("b", "2031-05-24", "cancelled", trigger="meet"),
        on("c", "2031-06-19", "occurred"),
    ]
    assert together(merged(held, *told), held, *told)


def test_an_undated_mention_that_fits_two_summits_stays_by_itself() -> None:
    first = event("a", "2031-06-12", status="planned", published=date(2031, 6, 1))
    second = event("b", "2031-06-20", status="planned", published=date(2031, 6, 1))
    either = on("c", "2031-06-02", "cancelled")
    found = merged(first, second, either)
    assert not together(found, first, either)
    assert not together(found, second, either)
    assert any("fits several events" in r for d in found.decisions for r in d.reasons)


def test_an_undated_mention_is_not_joined_out_of_reach_or_in_another_word_or_cast() -> None:
    held = event("d", "2031-06-12", status="occurred", trigger="meeting", published=date(2031, 6, 12))
    others = [
        on("a", "2031-03-01", "planned"),
        on("b", "2031-07-20", "occurred"),
        on("c", "2031-06-13", "planned"),
        on("e", "2031-06-10", "occurred"),
        on("g", "2031-06-16", "occurred", trigger="speak"),
        on("h", "2031-06-16", "occurred", who=(PEOPLE[0], PEOPLE[2])),
        on("i", "2031-06-16", "occurred", who=PEOPLE[:1]),
    ]
    found = merged(held, *others)
    assert [o.document for o in others if together(found, held, o)] == []


def test_two_undated_mentions_alone_are_two_events() -> None:
    left, right = on("a", "2031-05-24", "cancelled"), on("b", "2031-05-25", "cancelled")
    assert not together(merged(left, right), left, right)


def calling_off(
    document: str,
    day: str | None,
    agent: str | None = None,
    *,
    of: str = "2031-06-12",
    type_: str = "cancellation",
    **more: object,
) -> tuple[EventSignature, EventSignature]:
    """A meeting, and what calls it off, in one article."""
    meeting = event(document, of, status="cancelled")
    actors = (("agent", local(document, agent)),) if agent else ()
    told: dict[str, object] = {"published": date(2031, 6, 2), "status": "occurred", **more}
    act = event(
        document, day, n=1, type=type_, trigger="cancel", actors=actors, acts_on=meeting.local, **told
    )
    return meeting, act


def test_two_articles_tell_of_one_cancellation_without_a_day_or_an_actor() -> None:
    for day in ("2031-06-01", None):
        first, one = calling_off("a", day, PEOPLE[0])
        second, two = calling_off("b", None)
        assert together(merged(first, one, second, two), one, two)


def test_acts_of_another_type_or_agent_or_day_are_others() -> None:
    first, one = calling_off("a", "2031-06-01", PEOPLE[0])
    for second, two in (
        calling_off("b", None, type_="postponement"),
        calling_off("b", "2031-06-01", PEOPLE[1]),
        calling_off("b", "2031-06-05"),
        calling_off("b", None, published=date(2031, 5, 20)),
        calling_off("b", None, status="denied"),
        calling_off("b", None, of="2031-07-12"),
    ):
        assert not together(merged(first, one, second, two), one, two)


def test_an_undated_cancellation_that_fits_two_is_neither() -> None:
    first, one = calling_off("a", "2031-05-20")
    second, two = calling_off("b", "2031-06-01")
    third, either = calling_off("c", None)
    found = merged(first, one, second, two, third, either)
    assert not any(together(found, x, y) for x, y in ((one, two), (one, either), (two, either)))
    assert any("it fits several acts on that event" in d.reasons for d in found.decisions)


def test_undated_cancellations_told_months_apart_are_two() -> None:
    first, one = calling_off("a", None)
    second, two = calling_off("b", None, published=date(2031, 11, 2))
    assert not together(merged(first, one, second, two), one, two)


def happened(
    document: str, type_: str, trigger: str, day: str | None, who: str = PEOPLE[0], **more: object
) -> EventSignature:
    role = "agent" if type_ == "departure" else "target"
    told: dict[str, object] = {"status": "occurred", "actors": ((role, local(document, who)),), **more}
    return event(document, day, type=type_, trigger=trigger, **told)


def test_a_death_needs_nobody_but_the_dead() -> None:
    dated = happened("a", "death", "die", "2031-06-12")
    others = [
        happened("b", "death", "death", None),
        happened("c", "death", "pass", ("2031-06-01", "2031-06-30")),  # type: ignore[arg-type]
        happened("d", "death", "die", None, published=date(2031, 8, 1)),
    ]
    assert together(merged(dated, *others), dated, *others)
    assert together(merged(*others[::2]), *others[::2])


def test_a_death_that_does_not_fit_is_another() -> None:
    dated = happened("a", "death", "die", "2031-06-12")
    for other in (
        happened("b", "death", "die", None, who=PEOPLE[1]),
        happened("b", "death", "die", "2031-06-14"),
        happened("b", "death", "die", None, published=date(2031, 6, 8)),
        happened("b", "death", "die", None, published=date(2031, 12, 1)),
        happened("b", "death", "die", None, status="denied"),
    ):
        assert not together(merged(dated, other), dated, other)


def test_resignations_are_one_near_a_day_only() -> None:
    dated = happened("a", "departure", "resign", "2031-06-12")
    undated = happened("b", "departure", "resignation", None, published=date(2031, 7, 2))
    later = happened("c", "departure", "resign", None, published=date(2031, 7, 3))
    assert together(merged(dated, undated, later), dated, undated, later)
    assert not together(merged(undated, later), undated, later)
    flight = happened("b", "departure", "flee", None, published=date(2031, 6, 13))
    assert not together(merged(dated, flight), dated, flight)


def test_a_state_stands_for_whom_articles_call_its_leader() -> None:
    day = date(2031, 6, 12)
    norway = [
        ActorSignature(local=local(d, "Norway"), document=d, name="Norway", kind="country", key="country:NO")
        for d in ("a", "b")
    ]

    def told(description: str) -> Resolution:
        said = {"Ines Varga": (description,)}
        people = [
            ActorSignature(local=local(d, n), document=d, name=n, kind="person", descriptions=said.get(n, ()))
            for d in ("a", "b")
            for n in PEOPLE
        ]
        return resolve([*people, *norway], [leader, state, too])

    leader = event("a", day.isoformat(), PEOPLE[:2])
    state = event("b", day.isoformat(), ("Norway", PEOPLE[1]))
    too = event("b", day.isoformat(), ("Norway", PEOPLE[2]), n=1)
    assert together(told("the Norwegian prime minister"), leader, state)
    assert together(told("Prime Minister of Norway"), leader, state)
    for other in ("former Norwegian prime minister", "Norwegian foreign minister", "Swedish prime minister"):
        assert not together(told(other), leader, state)
    assert not together(told("the Norwegian prime minister"), leader, too)


def test_an_attack_by_nobody_known_is_told_by_day_place_and_word() -> None:
    def attack(document: str, day: str, place: str, trigger: str) -> EventSignature:
        return event(
            document, day, (), type="attack", trigger=trigger, place=place, place_actor=local(document, place)
        )

    one = attack("a", "2031-06-12", "Oslo", "bombing")
    two = attack("b", "2031-06-12", "Oslo", "bomb")
    assert together(merged(one, two), one, two)
    for other in (
        attack("b", "2031-06-13", "Oslo", "bombing"),
        attack("b", "2031-06-12", "Lisbon", "bombing"),
        attack("b", "2031-06-12", "Oslo", "stabbing"),
    ):
        assert not together(merged(one, other), one, other)


def test_a_weapons_test_is_told_by_who_and_when_in_any_word() -> None:
    def launch(document: str, trigger: str, day: str = "2031-06-12") -> EventSignature:
        actors = (("agent", local(document, PEOPLE[0])), ("theme", local(document, PEOPLE[1])))
        named = actors if document == "a" else actors[:1]
        return event(document, day, type="weapons_test", trigger=trigger, actors=named)

    one, two = launch("a", "test"), launch("b", "fire")
    assert together(merged(one, two), one, two)
    other = launch("b", "test", "2031-06-13")
    assert not together(merged(one, other), one, other)
