"""Of what kind a name is: the recogniser's labels, outvoted by titles, first names, last words and
what the name does anywhere in the article."""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.annotate.actors.forms import fold, parts_of, surface
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.metonymy import is_personal, is_stay
from kg.annotate.actors.spans import Name, word_text
from kg.model import Parse


def labels_of(parse: Parse, names: list[Name]) -> dict[str, str]:
    """One label for each surface form."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    lex = lexicon()
    for name in names:
        form = surface(parse, name)
        words = form.split()
        vote = votes[form]
        vote[name.label] += 1 if name.weak else 2
        body = words[-1] in lex.org_words
        if name.title and name.title.direct and not body:
            vote["PERSON"] += 4
        baptised = parse.tokens[name.first].text in lex.first_names
        inner = [t.text for t in parse.tokens[name.first + 1 : name.last]]
        initial = any(len(w) == 2 and w[0].isupper() and w[1] == "." for w in inner)
        if len(words) > 1 and (baptised or initial) and not body:
            vote["PERSON"] += 6
        if body and len(words) > 1:
            vote["ORG"] += 20
        elif words[-1] in lex.not_actor:
            vote["EVENT"] += 20
        elif words[-1] in lex.place_words and len(words) > 1 and not (baptised and name.label == "PERSON"):
            vote["LOC"] += 10
    return {form: max(sorted(vote), key=lambda k: vote[k]) for form, vote in votes.items()}


def borne_by_people(parse: Parse, names: list[Name], labels: dict[str, str]) -> set[str]:
    """Names of states and towns that are surnames here: somebody is named so in full, nobody stays there."""
    full = {
        fold(parse.tokens[n.last].text)
        for n in names
        if n.last > n.first and not n.hits and not n.weak and labels[surface(parse, n)] == "PERSON"
    }
    places = [n for n in names if n.hits and n.first == n.last and surface(parse, n) in full]
    stays = {surface(parse, n) for n in places if is_stay(parse, n.first, n.last)}
    forms = {surface(parse, n) for n in places if all(h.form in ("name", "capital") for h in n.hits)}
    return forms - stays


def keeps_hit(parse: Parse, name: Name, labels: dict[str, str]) -> bool:
    """Whether the gazetteer is believed: not where a person bears the name of a state or town."""
    if name.label == "PERSON" and name.title and name.title.direct:
        return False
    if len(name.hits) == 1 and name.hits[0].entry.sort in ("state", "place") and name.first == name.last:
        return labels[surface(parse, name)] != "PERSON" or name.hits[0].form != "name"
    return True


def doubted(parse: Parse, names: list[tuple[Name, str]]) -> list[tuple[Name, str]]:
    """The recogniser's people once more: what never behaves as one is a place, a body or nobody."""
    people: dict[str, list[Name]] = defaultdict(list)
    family: set[str] = set()
    bodies: set[str] = set()
    for name, label in names:
        if label == "PERSON":
            people[surface(parse, name)].append(name)
            if name.last > name.first:
                family.update(fold(parse.tokens[i].text) for i in (name.first, name.last))
        elif label == "ORG" and name.last > name.first:
            bodies.update(parts_of(word_text(parse, name.first, name.last))[:1])
    verdict = {form: _verdict(parse, form, found, family, bodies) for form, found in people.items()}
    return [(n, verdict.get(surface(parse, n)) or label) for n, label in names]


def _verdict(parse: Parse, form: str, found: list[Name], family: set[str], bodies: set[str]) -> str | None:
    """A better label for all names of one form, or ``None`` where "person" stands."""
    lex, name = lexicon(), found[0]
    first, single = parse.tokens[name.first].text, name.first == name.last
    if any(n.title for n in found) or (single and form in family) or first in lex.first_names:
        return None
    if not single and first in lex.family_first:
        return None
    if single and form in bodies:
        return "ORG"
    if single and parse.tokens[name.first].tag == "NNPS":
        return "NORP"
    if all(is_stay(parse, n.first, n.last) for n in found):
        return "LOC"
    return "EVENT" if single and not any(is_personal(parse, n.last) for n in found) else None
