"""What the page is told: plain lists and strings, each cleaned, in a fixed order.

``KG.boot(story, network)`` (assets/js/base.js) takes it, wherever it comes from. ``story`` is an object:

- ``facts``: one object per claim. ``event`` is a number in ``events``, ``article`` in ``articles``;
  ``actors`` are ``[number in actors, role]``, ``holders`` numbers in ``actors``; ``from`` and ``to`` are ISO
  days or null, ``spans`` and ``at`` (the sentence) code points ``[start, end)``. ``paragraph`` is a number in
  ``paragraphs`` (``start``, ``text``); ``quote`` is there only where the spans do not give it.
- ``others``: claims beyond the page on its events and on what changes these: as ``facts``, but with ``of``,
  the node of their event, for ``event``. ``actsOn``: ``[node, node that it changes]``. ``conflicts``:
  ``kind``, ``oneEvent``, ``left`` and ``right`` as ``[claim, value]``.
- ``events``: ``id`` (node of the network), ``label``, place in the lanes ``x``, ``y``, width ``w`` in pixels;
  ``owners``: for each event its number in ``lanes``; ``lanes``: for each its number in ``actors``, or -1.
- ``actors``: ``id``, ``name``, ``kind``, ``aliases``. ``articles``: ``file``, ``title``, ``outlet``,
  ``published`` (ISO day or null), ``url``, ``iri``, ``copyOf`` (an IRI or null). ``types``: by name
  ``label``, ``colour``, ``shown``, ``shape``.
- ``axis``: ``[ISO day, x]``; ``undated``: x where the undated part begins, or null; ``reported``: its fixed
  points ``[ISO day or null, x]``.

``network`` is a function that gives pyvis's network when the relations are first opened: ``nodes``, a list
of ids (an event's, or ``a`` and the number of an actor); ``edges``, ``[number, number, role]``; ``options``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Background, Conflict, Fact, Status
from kg.render.cast import Actors, Articles, Json, Named, Paragraphs, iso_day, maybe
from kg.render.layout import Layout, arrange, owners
from kg.render.network import actor_node, by_event, event_node, headline
from kg.render.plain import plain
from kg.schema import EventType

LABEL, NAME = 33, 60
"""Longest label of a mark and longest name in a label, in code points."""
ATTITUDE_COLOUR = "#64748b"
_SETTLED = frozenset({Status.OCCURRED, Status.ONGOING, Status.CANCELLED, Status.POSTPONED})
_OTHER = "#7c7f86"
_QUAD = {
    "talk": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "help": ("COOPERATE", "AID", "RETREAT"),
    "dispute": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "clash": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""Verbal and material cooperation, verbal and material conflict (PLOVER's four quad classes)."""


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the template embeds, and the marks that the network is built from."""

    data: Json
    labels: Mapping[str, str]
    layout: Layout


def asserted(fact: Fact) -> bool:
    """Whether an article itself asserts it as settled: no plan, no hope, nobody else's claim.

    That somebody said something is asserted, unless another is only quoted as saying so.
    """
    if fact.kind == "statement":
        own = {actor_node(a) for a in fact.actors}
        return all(actor_node(holder) in own for holder in fact.holders)
    return not fact.holders and fact.status in _SETTLED


def tell(
    facts: Sequence[Fact],
    actors: Sequence[Named],
    types: Mapping[str, EventType],
    known: Background | None = None,
) -> Story:
    """Facts, what is known around them, and the actors that may not occur in them, as the page's data."""
    known = known or Background()
    names, articles, words = Actors(actors), Articles(known.copies), Paragraphs(known)
    lanes = owners(facts)
    labels = {n: _label(headline(claims), types, lanes[n]) for n, claims in by_event(facts).items()}
    layout = arrange(facts, labels)
    cast = names, articles, words
    rows = [_fact(fact, cast) | {"event": event} for fact, event in zip(facts, _events(facts), strict=True)]
    others = [_fact(fact, cast) | {"of": plain(event_node(fact))} for fact in known.others]
    events = [_mark(node, labels[node], layout) for node in labels]
    data = {
        "actors": names.rows,
        "articles": articles.rows,
        "paragraphs": words.rows,
        "types": _types([*facts, *known.others], types),
        "facts": rows,
        "others": others,
        "actsOn": [[f"event:{plain(a)}", f"event:{plain(b)}"] for a, b in known.acts_on.items()],
        "conflicts": [_conflict(c) for c in known.conflicts],
        "events": events,
        "owners": _owners(labels, layout),
        "lanes": [names.known.get(lane.actor, -1) for lane in layout.lanes],
        "axis": [[day.isoformat(), round(x)] for day, x in layout.axis],
        "undated": None if layout.undated is None else round(layout.undated),
        "reported": [[iso_day(day), round(x)] for day, x in layout.reported],
    }
    return Story(data, labels, layout)


def _events(facts: Sequence[Fact]) -> list[int]:
    place = {node: i for i, node in enumerate(by_event(facts))}
    return [place[f"{fact.kind}:{fact.event}"] for fact in facts]


def _owners(nodes: Iterable[str], layout: Layout) -> list[int]:
    """The number of the lane that each event stands in."""
    number = {lane.actor: i for i, lane in enumerate(layout.lanes)}
    return [number[layout.spots[node].lane] for node in nodes]


def _fact(fact: Fact, cast: tuple[Actors, Articles, Paragraphs]) -> Json:
    """``event`` or ``of`` comes from the caller; ``quote`` is left out where the paragraph has it."""
    names, articles, words = cast
    evidence, paragraph = fact.evidence, words.number(fact.evidence)
    quote = plain(evidence.quote)
    row = {
        "id": plain(fact.id),
        "kind": fact.kind,
        "type": plain(fact.type),
        "text": plain(fact.text),
        "actors": [[names.number(a), plain(a.role)] for a in fact.actors],
        "from": iso_day(fact.earliest),
        "to": iso_day(fact.latest),
        "words": maybe(fact.date_text),
        "edtf": maybe(fact.edtf),
        "rule": maybe(fact.date_rule),
        "anchor": maybe(fact.date_anchor),
        "place": maybe(fact.place),
        "status": plain(fact.status),
        "polarity": plain(fact.polarity),
        "certainty": plain(fact.certainty),
        "holders": [names.number(h) for h in fact.holders],
        "asserted": asserted(fact),
        "article": articles.number(fact),
        "spans": [list(span) for span in evidence.spans],
        "at": list(evidence.sentence),
        "paragraph": paragraph,
        "sources": fact.sources,
        "corrected": [plain(change) for change in (*fact.corrected, fact.rejected) if change],
    }
    return row if quote == words.quote(evidence, paragraph) else row | {"quote": quote}


def _conflict(conflict: Conflict) -> Json:
    return {
        "kind": plain(conflict.kind),
        "oneEvent": conflict.one_event,
        "left": [plain(conflict.left.id), plain(conflict.left_value)],
        "right": [plain(conflict.right.id), plain(conflict.right_value)],
    }


def _mark(node: str, label: str, layout: Layout) -> Json:
    spot = layout.spots[node]
    return {"id": plain(node), "label": label, "x": round(spot.x), "y": round(spot.y), "w": round(spot.width)}


def _label(fact: Fact, types: Mapping[str, EventType], lane: str) -> str:
    """What stands beside a mark: the type and who else is in it, else its words; a statement's beginning."""
    words = fact.evidence.quote or fact.text
    if fact.kind == "statement":
        verbatim = f"“{words[:12]}" in fact.text
        said = f"“{words}”" if verbatim else words.removeprefix("that ")
        return shorten(said if fact.type == "says" else f"{fact.type}: {said}", LABEL)
    known = types.get(fact.type)
    label = known.label if known else fact.type.replace("_", " ").capitalize()
    other = next((a.name for a in fact.actors if actor_node(a) != lane), None)
    return shorten(f"{label} · {shorten(other, NAME) if other else f'“{words}”'}", LABEL)


def shorten(text: str, most: int) -> str:
    """The text on one line, at most ``most`` code points, cut between words where one is near."""
    line = " ".join(plain(text[: most * 8]).split())
    if len(line) <= most and len(text) <= most * 8:
        return line
    blank = line.rfind(" ", 0, most)
    return line[: blank if blank > most // 2 else most - 1].rstrip(" ,;:·—") + "…"


def _types(facts: Sequence[Fact], types: Mapping[str, EventType]) -> Json:
    """Label, colour, shape and whether default views show it, of each type in use."""
    found: Json = {}
    for kind, name in sorted({(fact.kind, fact.type) for fact in facts}):
        known = types.get(name) if kind == "event" else None
        colour = known.colour if known else (_OTHER if kind == "event" else ATTITUDE_COLOUR)
        label = known.label if known else plain(name).replace("_", " ").capitalize()
        found[plain(name)] = {
            "label": label,
            "colour": colour,
            "shown": known.shown if known else True,
            "shape": "speech" if kind == "statement" else _shape(known),
        }
    return found


def _shape(known: EventType | None) -> str:
    """The family that gives a type its shape: the quad class of its PLOVER class."""
    return next((shape for shape, classes in _QUAD.items() if known and known.plover in classes), "other")
