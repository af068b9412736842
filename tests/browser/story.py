"""Facts made by hand: a small invented story, and one in which every field is hostile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.model import Background, Conflict, Evidence, Fact, FactActor, Paragraph

ILVEN = FactActor("p1", "Mara Ilven", "agent", "person")
REYK = FactActor("p2", "Tomas Reyk", "target", "person")
NORVIA = FactActor("c1", "Norvia", "participant", "country")
SARDANE = FactActor("c2", "Sardane", "participant", "country")


def evidence(quote: str, context: str, *, start: int = 500, article: str = "d1", **more: object) -> Evidence:
    """Evidence whose sentence begins at ``start``; the quote is found in it."""
    at = start + context.index(quote)
    given: dict[str, object] = {
        "document": f"{article}.txt",
        "article": article,
        "title": "Dam talks falter",
        "outlet": "Northern Courier",
        "published": date(2031, 3, 6),
        "url": "https://example.org/dam",
        "spans": ((at, at + len(quote)),),
        "quote": quote,
        "sentence": (start, start + len(context)),
        "context": context,
    }
    return Evidence(**(given | more))  # type: ignore[arg-type]


def fact(number: int, **more: object) -> Fact:
    """An asserted meeting of two states on a day, but for what ``more`` says."""
    given: dict[str, object] = {
        "id": f"f{number}",
        "kind": "event",
        "event": f"e{number}",
        "type": "meeting",
        "text": "Norvia and Sardane met in Bellmar",
        "actors": (NORVIA, SARDANE),
        "earliest": date(2031, 3, 4),
        "latest": date(2031, 3, 4),
        "date_text": "Tuesday",
        "edtf": "2031-03-04",
        "date_rule": "weekday-past",
        "date_anchor": "published",
        "status": "occurred",
        "evidence": evidence("met", "🌊 Envoys of both states met in Bellmar on Tuesday."),
    }
    return Fact(**(given | more))  # type: ignore[arg-type]


def story() -> list[Fact]:
    """An asserted meeting and statement, a plan that somebody claims, a cancellation without a date."""
    said = "“The gates 🚧 stay shut until spring,” Mara Ilven said."
    plan = "Tomas Reyk told the paper that a second round may be held in April or May."
    off = "Norvia called off the inspection."
    return [
        fact(1, place="Bellmar", sources=2),
        fact(
            2,
            kind="statement",
            type="says",
            text="Mara Ilven: “The gates 🚧 stay shut until spring”",
            actors=(FactActor("p1", "Mara Ilven", "speaker", "person"),),
            status="said",
            evidence=evidence("The gates 🚧 stay shut until spring", said, start=900),
        ),
        fact(
            3,
            text="Norvia and Sardane may meet again",
            status="planned",
            certainty="possible",
            earliest=date(2031, 4, 1),
            latest=date(2031, 5, 31),
            date_text="April or May",
            edtf="[2031-04,2031-05]",
            holders=(FactActor("p2", "Tomas Reyk", "holder", "person"),),
            evidence=evidence("second round", plan, article="d2", outlet="River Weekly"),
        ),
        fact(
            4,
            type="cancellation",
            text="Norvia cancelled the inspection of Sardane",
            actors=(
                FactActor("c1", "Norvia", "agent", "country"),
                FactActor("c2", "Sardane", "target", "country"),
            ),
            earliest=None,
            latest=None,
            date_text=None,
            edtf=None,
            date_rule=None,
            date_anchor=None,
            status="cancelled",
            evidence=evidence("called off", off, article="d2", outlet="River Weekly", url=None),
        ),
    ]


HOSTILE = (
    "<script>window.owned=1</script>",
    "</script><script>window.owned=1</script><!--<script>",
    "<img src=x onerror=window.owned=1>",
    "\"'><svg onload=window.owned=1>",
    "javascript:window.owned=1",
    "{{ 7*7 }}{% raw %}${owned}",
    "\u202egnp.live\u202c\u2066x\u2069",
    "\ud800 lone \udfff",
    "👩‍🚒🏴\U0001f1f0\U0001f1f5",
    "N" * 10_000,
    "\x00\x07\u2028\u2029",
    "__proto__",
    "-->",
    "",
)


def hostile_story() -> list[Fact]:
    """Each string of ``HOSTILE`` in every field that holds text."""
    return [_hostile(i, text) for i, text in enumerate(HOSTILE)]


def _hostile(i: int, text: str) -> Fact:
    actor = FactActor(f"a{i}{text}", text, text, text)
    context = f"{text} marked words {text}"
    shown = evidence("marked words", context, article=f"d{i}{text}")
    values = {name: getattr(shown, name) for name in shown.__dataclass_fields__}
    values |= {"document": text, "title": text, "outlet": text, "url": text}
    return fact(
        i,
        id=f"f{i}{text}",
        event=f"e{i}{text}",
        type=text,
        text=text,
        actors=(actor,),
        holders=(actor,),
        date_text=text,
        edtf=text,
        date_rule=text,
        date_anchor=text,
        place=text,
        status=text if i % 2 else "occurred",
        polarity=text,
        certainty=text,
        evidence=Evidence(**values),
    )


def hostile_background(facts: Sequence[Fact]) -> Background:
    """Hostile text around the quotes, claims beyond the page, disagreements and copies of all of them."""
    around = {
        (f.evidence.article, f.evidence.sentence): Paragraph(
            (f.evidence.sentence[0] - len(text) - 1, f.evidence.sentence[1] + 1 + len(text)),
            f"{text} {f.evidence.context} {text}",
        )
        for f, text in zip(facts, HOSTILE, strict=True)
    }
    others = [replace(f, id=f"o{f.id}") for f in facts]
    others += [replace(f, id=f"x{f.id}", event=f"x{f.event}") for f in facts]
    return Background(
        paragraphs=around,
        others=tuple(others),
        acts_on={f"x{f.event}": f.event for f in facts},
        conflicts=tuple(
            Conflict(kind=t, type=t, one_event=False, left=f, left_value=t, right=o, right_value=t)
            for f, o, t in zip(facts, others, HOSTILE, strict=False)
        ),
        copies={f.evidence.article: facts[0].evidence.article for f in facts[1:]},
    )


def crowd(events: int, links: int) -> Sequence[Fact]:
    """So many events, each with so many actors out of a fifth as many, over two years."""
    first = date(2031, 1, 1).toordinal()
    facts = []
    for i in range(events):
        day = date.fromordinal(first + i * 7 % 730)
        actors = tuple(
            FactActor(
                f"a{(i * 31 + k * 17) % (events // 5)}",
                f"Delegate {(i * 31 + k * 17) % (events // 5)}",
                role,
                "person",
            )
            for k, role in enumerate(("agent", "target", "beneficiary")[:links])
        )
        facts.append(fact(i, actors=actors, earliest=day, latest=day, edtf=day.isoformat()))
    return facts
