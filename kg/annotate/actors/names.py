"""All that the article names, joined: the gazetteer's first, then people, then bodies and places."""

from __future__ import annotations

from kg.annotate.actors.bodies import Bodies
from kg.annotate.actors.cast import Cast
from kg.annotate.actors.evidence import borne_by_people, doubted, keeps_hit, labels_of
from kg.annotate.actors.forms import name_parts, surface
from kg.annotate.actors.gazetteer import short_names
from kg.annotate.actors.people import People
from kg.annotate.actors.spans import Name, find_again, find_names
from kg.model import Parse


def add_names(cast: Cast) -> None:
    """Fill the cast with everyone and everything that the article names."""
    parse = cast.parse
    names = find_names(parse)
    names = sorted(names + find_again(parse, names))
    labels = labels_of(parse, names)
    bodies, people = Bodies(cast, _states(parse, names)), People(cast)
    open_: list[tuple[Name, str]] = []
    borne = borne_by_people(parse, names, labels)
    for name in names:
        if name.hits and surface(parse, name) not in borne and keeps_hit(parse, name, labels):
            bodies.known(name)
        else:
            open_.append((name, labels[surface(parse, name)]))
    open_ = doubted(parse, open_)
    surnames = borne | people.surnames([n for n, label in open_ if label == "PERSON"])
    persons: list[Name] = []
    rest: list[tuple[Name, str]] = []
    for name, label in open_:
        parts = name_parts(parse, name)
        if label == "PERSON" or (len(parts) == 1 and parts[0] in surnames):
            persons.append(name)
        else:
            rest.append((name, label))
    people.add(persons)
    bodies.add(rest)


def _states(parse: Parse, names: list[Name]) -> set[str]:
    """Keys of the states that are named in full or by a demonym: what "the North" may then mean. Where
    one of two halves is named ("South Korea") or both are ("the Koreas"), the other half is meant too."""
    hits = (h for n in names for h in n.hits)
    found = {h.entry.key for h in hits if h.entry.sort == "state" and h.form not in ("capital", "short")}
    halves: dict[str, set[str]] = {}
    for entry in short_names().values():
        halves.setdefault(entry.name.split()[-1], set()).add(entry.key)
    plurals = {surface(parse, n).split()[-1] for n in names if not n.hits}
    for whole, keys in halves.items():
        if len(keys) > 1 and (keys & found or f"{whole.lower()}s" in plurals):
            found |= keys
    return found
