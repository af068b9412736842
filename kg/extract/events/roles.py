"""Who takes part in an event. Fillers come from the trigger's own clause or its chain of control only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kg.extract.events.candidate import Candidate
from kg.extract.events.fillers import Fillers
from kg.extract.events.holders import Holders
from kg.extract.events.syntax import Syntax
from kg.extract.events.things import counted_by, may_act, some_people, things
from kg.model import Actor, ActorKind, Annotated, Ref, Role, Span
from kg.schema import RoleSpec

_ANY = "action"
"""The type of events of no type."""
_WE = frozenset({"we", "us", "our"})
_FIRST_PERSON = _WE | {"i", "me", "my"}
_PRESS = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
"""Whose "we" is the body that they speak for."""
_WORDY = frozenset({"accusation", "legal_action", "rejection", "threat", "violation", "investigation"})
"""Types that may be aimed at somebody through what is his ("challenged the legality of X's decree")."""


class Cast:
    """Fills roles with the actors of one article."""

    def __init__(self, annotated: Annotated, syntax: Syntax, holders: Holders) -> None:
        self.holders = holders
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.actors: dict[str, Actor] = {a.id: a for a in annotated.actors}
        self.heads: dict[int, list[str]] = {}
        self.spans: dict[int, Span] = {}
        self.named: dict[tuple[str, int], int] = {}
        """First mention by name or description of an actor in a sentence, by its head."""
        self.surnames: dict[str, list[str]] = {}
        for actor in annotated.actors:
            if actor.kind is ActorKind.PERSON and " " in actor.name:
                self.surnames.setdefault(actor.name.rsplit(" ", 1)[1], []).append(actor.id)
            for mention in actor.mentions:
                self.heads.setdefault(mention.head, []).append(actor.id)
                self.spans[mention.head] = mention.span
                if self.tokens[mention.head].pos != "PRON":
                    self.named.setdefault((actor.id, self.tokens[mention.head].sent), mention.head)
        self.fillers = Fillers(syntax, self.actors, self.heads)

    def roles(self, candidate: Candidate) -> tuple[Role, ...]:
        """Roles in the order of the type's file, each actor once."""
        found: list[Role] = []
        seen: set[tuple[str, object]] = set()
        taken: set[int] = set()
        direct = set(self.syntax.undergoers(candidate.verb)) if candidate.verb is not None else set()
        for spec in candidate.type.roles:
            if spec.name == "place":
                continue
            for head in self.fillers.places(candidate, spec):
                if head in taken or head in candidate.tokens:
                    continue
                further = candidate.type.speech and spec.name in {r.role for r in found}
                if further and not candidate.type.symmetric and self.tokens[head].dep == "pobj":
                    continue  # "blamed Oslo for the attack on Kabul": why, no further target
                for role in self._fill(spec, head, head in direct, deep=candidate.type.name in _WORDY):
                    key = role.actor or role.spans
                    if (spec.name, key) not in seen and not any(k == key for _, k in seen if role.actor):
                        seen.add((spec.name, key))
                        found.append(role)
                        taken.add(head)
        if candidate.type.name == _ANY:
            found += things(self, candidate, found)
        return tuple(found)

    def inanimate(self, candidate: Candidate) -> bool:
        """Whether a type that takes an actor has a mere thing for its subject."""
        verb = candidate.verb
        if verb is None or not candidate.type.needs_actor or candidate.noun is not None:
            return False
        alike = candidate.type.symmetric and not {"agent", "theme"} & set(candidate.type.role_names)
        if self.syntax.passive(verb) and not alike:
            return False
        subjects = self.syntax.subjects(verb)
        return bool(subjects) and all(
            s not in self.heads
            and (
                (self.tokens[s].lower == "it" and not self._reported(verb))
                or (self.tokens[s].pos == "NOUN" and not self.tokens[s].ent)
            )
            and self.tokens[s].lemma.lower() not in self.syntax.lexicon.able
            and not self._steered(s)
            for s in subjects
        )

    def _reported(self, verb: int) -> bool:
        """ "X says it is willing to": *it* is who says so."""
        i = verb
        for _ in range(3):
            token = self.tokens[i]
            if token.dep == "ccomp":
                return any(s in self.heads for s in self.syntax.subjects(token.head))
            i = token.head
        return False

    def place(self, candidate: Candidate) -> Ref | None:
        """Where it happened: a locative phrase of the trigger that names a place or a country."""
        for i in (candidate.noun, candidate.verb, *self._path(candidate), *self._people(candidate)):
            if i is None:
                continue
            for head in self.syntax.prepositional(i, "in", "at", "near", "outside", "inside", "across"):
                ids = self.heads.get(head, [])
                kinds = [self.actors[a].kind.value for a in ids]
                if ids and kinds[0] in ("place", "country"):
                    return Ref((self.spans[head],), ids[0])
                if not ids and self.tokens[head].ent in ("GPE", "LOC", "FAC"):
                    return Ref((self.syntax.phrase(head),))
        return None

    def _people(self, candidate: Candidate) -> list[int]:
        """ "met Weber in Vienna": parsers hang the place on the one who was met there."""
        verb = candidate.verb
        if verb is None or "place" not in candidate.type.merge:
            return []
        passive = self.syntax.passive(verb)
        near = self.syntax.doers(verb) if passive else self.syntax.undergoers(verb)
        return [i for i in near if i > verb and any(self._human(a) for a in self.heads.get(i, ()))]

    def _human(self, actor: str) -> bool:
        return self.actors[actor].kind in (ActorKind.PERSON, ActorKind.GROUP)

    def _path(self, candidate: Candidate) -> list[int]:
        if candidate.noun is None or candidate.verb is not None:
            return []
        head = self.tokens[candidate.noun].head
        return [head] if self.tokens[head].pos == "VERB" else []

    def _fill(self, spec: RoleSpec, head: int, direct: bool, *, deep: bool) -> Iterator[Role]:
        members = self._members(head, spec)
        if members:
            for actor, place in members.items():
                yield Role(role=spec.name, spans=(self.span(place),), actor=actor)
            return
        ids = self._spoken_for(head) or self._known(head) or self._first_person(head)
        known = [a for a in ids if self.actors[a].kind in spec.kinds]
        if known:
            for actor in known:
                yield Role(role=spec.name, spans=(self.span(self._name(head, actor)),), actor=actor)
            return
        if ids:
            return
        counted = counted_by(self.syntax, head)
        if any(inner in self.heads for inner in counted):
            for inner in counted:
                for actor in self.heads.get(inner, ()):
                    if self.actors[actor].kind in spec.kinds:
                        yield Role(role=spec.name, spans=(self.span(inner),), actor=actor)
            return
        some = self.syntax.no(head) and self.fillers.people(head)  # "no X president": X itself has no part
        if (spec.name in ("target", "theme") and not some) or self._steered(head):
            owners = self.fillers.owners(head, spec, deep=deep)
            owners = owners or (self.fillers.owners(head, spec, "in") if not direct else {})
            if owners:
                for owner, place in owners.items():
                    yield Role(role=spec.name, spans=(self.span(place),), actor=owner)
                return
        people = next((i for i in (head, *counted) if some_people(self.syntax, i)), None)
        if people is not None and spec.name in ("agent", "target"):
            yield Role(role=spec.name, spans=(self.syntax.phrase(people),))
        elif may_act(self.syntax, head):
            yield Role(role=spec.name, spans=(self.syntax.phrase(head),))
        elif spec.name in ("target", "theme") and direct and self.tokens[head].pos == "NOUN":
            yield Role(role="theme", spans=(self.syntax.phrase(head),))

    def _known(self, head: int) -> list[str]:
        """Actors that a word names; a surname that the parser took for a plural ("Jennings resigned")."""
        token = self.tokens[head]
        plural = token.tag == "NNS" and token.text[:1].isupper() and not self.syntax.children[head]
        return self.heads.get(head) or (self.surnames.get(token.text, []) if plural else [])

    def _members(self, head: int, spec: RoleSpec) -> dict[str, int]:
        """ "firms including X and Y", "allies such as X": those named of an unnamed group."""
        if self.tokens[head].tag != "NNS":
            return {}
        named: list[int] = []
        for p in self.syntax.deps(head, "prep"):
            such = any(self.tokens[c].lower == "such" for c in self.syntax.children[p])
            if self.tokens[p].lower == "including" or (self.tokens[p].lower == "as" and such):
                named += [n for o in self.syntax.deps(p, "pobj") for n in self.syntax.conjuncts(o)]
        found: dict[str, int] = {}
        for n in named:
            for actor in self.heads.get(n, ()):
                if self.actors[actor].kind in spec.kinds:
                    found.setdefault(actor, n)
        return found

    def _name(self, head: int, actor: str) -> int:
        """Where the sentence names who a pronoun stands for; else the pronoun."""
        token = self.tokens[head]
        return head if token.pos != "PRON" else self.named.get((actor, token.sent), head)

    def _steered(self, head: int) -> bool:
        """ "U.S. helicopters", "the army's tanks": whose they are, acts."""
        return self.tokens[head].lemma.lower() in self.syntax.lexicon.vehicles

    def _first_person(self, head: int) -> list[str]:
        """ "I" and "we" inside a statement are its speaker's."""
        token = self.tokens[head]
        if token.lower not in _FIRST_PERSON:
            return []
        speaker = self.holders.speaker(token.start)
        return [speaker] if speaker in self.actors else []

    def _spoken_for(self, head: int) -> list[str]:
        """ "We", said by a ministry's spokesman, is the ministry."""
        token = self.tokens[head]
        statement = self.holders.statement(token.start) if token.lower in _WE else None
        if statement is None or statement.speaker is None:
            return []
        inside = [i for span in statement.speaker.spans for i in self.syntax.parse.tokens_in(span)]
        title = next((i for i in inside if self.tokens[i].lower in _PRESS), None)
        if title is None:
            return []
        owners = self.syntax.deps(title, "poss", "compound", "nmod", "amod")
        owners += self.syntax.prepositional(title, "for", "of")
        owners += [i for i in inside if i < title]
        bodies = (ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.GROUP)
        found = (a for i in owners for a in self.heads.get(i, ()) if self.actors[a].kind in bodies)
        return list(islice(found, 1))

    def span(self, head: int) -> Span:
        return self.spans.get(head) or self.syntax.phrase(head)
