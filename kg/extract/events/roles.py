"""Who takes part in an event. Fillers come from the trigger's own clause or its chain of control only."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events.candidate import Candidate
from kg.extract.events.holders import Holders
from kg.extract.events.lexicon import SAME
from kg.extract.events.syntax import Syntax
from kg.model import Actor, ActorKind, Annotated, Ref, Role, Span, Status
from kg.schema import RoleSpec

_PERSON_TAGS = frozenset({"NNP", "NNPS", "PRP"})
_NOT_ACTORS = frozenset(
    {"TIME", "DATE", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW"}
)
_FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
_HOSTED = frozenset({"conference", "forum", "session", "hearing", "debate", "gathering", "briefing"})
"""Gatherings that carry the name of the outlet or body that holds them."""
_ATTEND = frozenset({"say", "tell", "speak", "appear", "argue", "announce", "add", "declare", "warn"})
_CONTAIN = frozenset({"include", "contain", "feature", "carry"})
"""What these hold is the act of whoever the whole belongs to ("her speech included a threat")."""
_SEEK = frozenset({
    "propose", "offer", "suggest", "seek", "request", "want", "cancel", "postpone", "plan", "schedule",
    "announce", "expect", "arrange", "skip", "boycott", "refuse", "reject", "scrap", "demand", "delay",
})  # fmt: skip
"""Who does this to talks *with* somebody would take part in them."""
_THERE = frozenset({"in", "to", "on", "during", "at", "into", "with"})
_ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
_WHERE = frozenset({"subject", "object", "iobject", "clause_subject", "purpose", "poss", "modifier", "in"})
"""Places of a filler that are no prepositions, and the one that mostly says where."""


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
        for actor in annotated.actors:
            for mention in actor.mentions:
                self.heads.setdefault(mention.head, []).append(actor.id)
                self.spans[mention.head] = mention.span
                if self.tokens[mention.head].pos != "PRON":
                    self.named.setdefault((actor.id, self.tokens[mention.head].sent), mention.head)

    def roles(self, candidate: Candidate) -> tuple[Role, ...]:
        """Roles in the order of the type's file, each actor once."""
        found: list[Role] = []
        seen: set[tuple[str, object]] = set()
        taken: set[int] = set()
        direct = set(self.syntax.undergoers(candidate.verb)) if candidate.verb is not None else set()
        for spec in candidate.type.roles:
            if spec.name == "place":
                continue
            for head in self._places_of(candidate, spec):
                if head in taken or head in candidate.tokens:
                    continue
                for role in self._fill(spec, head, head in direct):
                    key = role.actor or role.spans
                    if (spec.name, key) not in seen and not any(k == key for _, k in seen if role.actor):
                        seen.add((spec.name, key))
                        found.append(role)
                        taken.add(head)
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

    def _places_of(self, candidate: Candidate, spec: RoleSpec) -> Iterator[int]:
        verb, noun = candidate.verb, candidate.noun
        if candidate.duty is not None:
            report, subject = candidate.duty
            if spec.name == "agent":
                yield from self.syntax.doers(report)
            elif spec.name == "target":
                yield from self.syntax.conjuncts(subject)
            return
        if noun is not None:
            undergone = self.tokens[noun].lemma.lower() in self.syntax.lexicon.undergone
            places = spec.noun
            if undergone and spec.name in ("agent", "target"):
                places = tuple(p for p in places if p not in ("poss", "modifier"))
                places = ("poss", *places) if spec.name == "target" else places
            for where in places:
                yield from self._around_noun(candidate, noun, where)
        if verb is None:
            return
        for where in spec.verb:
            if where == "subject":
                yield from self.syntax.doers(verb)
            elif noun is not None and where in ("object", "iobject"):
                yield from (h for h in self._objects(verb, where) if h != noun and h not in candidate.tokens)
            elif where in ("object", "iobject"):
                yield from self._objects(verb, where)
            elif where == "clause_subject":
                yield from self._clause_subject(verb)
            elif where == "purpose":
                yield from self._purpose(verb)
            elif where != "in" or not self._done_to(candidate, verb):
                yield from self.syntax.prepositional(verb, where)
        if noun is None and spec.name in ("target", "participant"):
            yield from self._inside_object(candidate, spec, verb)

    def _inside_object(self, candidate: Candidate, spec: RoleSpec, verb: int) -> Iterator[int]:
        """ "restored ties with X", "wrote off X's debt": who the object says it concerns."""
        prepositions = [w for w in (*spec.verb, *spec.noun) if w not in _WHERE]
        for thing in self.syntax.undergoers(verb):
            if thing in self.heads:
                continue
            near = self.syntax.prepositional(thing, *prepositions)
            if thing in candidate.tokens and self.tokens[thing].dep == "dobj":
                near += [*self.syntax.deps(thing, "poss"), *self._modifiers(thing)]
                near += self.syntax.prepositional(thing, "of")
            yield from (n for n in near if n in self.heads)

    def _objects(self, verb: int, where: str) -> Iterator[int]:
        if where == "iobject":
            for dative in self.syntax.deps(verb, "dative"):
                if self.tokens[dative].pos == "ADP":
                    yield from self.syntax.deps(dative, "pobj")
                else:
                    yield from self.syntax.conjuncts(dative)
            return
        yield from self.syntax.undergoers(verb)

    def _clause_subject(self, verb: int) -> Iterator[int]:
        """ "urged X to go", "demanded that X go": the one who is to act."""
        for c in self.syntax.deps(verb, "ccomp", "xcomp"):
            for s in self.syntax.deps(c, "nsubj", "nsubjpass"):
                yield from self.syntax.conjuncts(s)

    def _purpose(self, verb: int) -> Iterator[int]:
        """ "marched demanding that X go", "to denounce X", "calling for X's removal": at whom it is aimed."""
        for c in self.syntax.deps(verb, "advcl", "xcomp"):
            if self.tokens[c].tag in ("VB", "VBG"):
                yield from self._clause_subject(c)
                yield from self.syntax.undergoers(c)
                yield from self.syntax.prepositional(c, "for", "against", "at", "over", "with", "of")

    def _around_noun(self, candidate: Candidate, noun: int, where: str) -> Iterator[int]:
        if where == "poss":
            for p in self.syntax.deps(noun, "poss"):
                both = self._both(p, noun)
                if not (self._host(p) and self._attended(candidate, noun)):
                    yield from both or self.syntax.conjuncts(p)
        elif where == "modifier":
            if self._attended(candidate, noun):
                yield from (m for m in self._modifiers(noun) if not self._host(m))
            elif not (candidate.type.symmetric and self.syntax.prepositional(noun, "between")):
                yield from self._modifiers(noun)
        elif where == "subject":
            yield from self._supporter(candidate, noun)
        else:
            yield from self.syntax.prepositional(noun, where)

    def _done_to(self, candidate: Candidate, verb: int) -> bool:
        """Whether violence has an object of its own: then *in* says where ("killed two in Mali")."""
        if candidate.type.name not in ("attack", "coercion"):
            return False
        return any(
            self.tokens[u].pos in ("NOUN", "PROPN", "NUM") and u not in candidate.tokens
            for u in self.syntax.undergoers(verb)
        )

    def _attended(self, candidate: Candidate, noun: int) -> bool:
        """Whether it is told who spoke at a gathering: who holds it is then but its host."""
        gathering = self.tokens[noun].lemma.lower() in _HOSTED and candidate.type.symmetric
        return gathering and any(True for _ in self._supporter(candidate, noun))

    def _host(self, i: int) -> bool:
        """Whether an organisation stands before a gathering: it puts it on."""
        kinds = [self.actors[a].kind for a in self.heads.get(i, ())]
        return kinds == [ActorKind.ORGANIZATION]

    def _both(self, pronoun: int, noun: int) -> list[int]:
        """ "X and Y … during their summit": the sides that the clause's subject joins."""
        if self.tokens[pronoun].lower != "their" or pronoun in self.heads:
            return []
        for up in self.syntax.parse.ancestors(noun):
            if self.tokens[up].pos == "VERB":
                doers = self.syntax.doers(up)
                return list(doers) if len(doers) > 1 else []
        return []

    def _modifiers(self, noun: int) -> Iterator[int]:
        """ "U.S. sanctions", "the Trump-Kim summit": actors before the noun."""
        for c in self.syntax.children[noun]:
            if c < noun and self.tokens[c].dep in _ADJECTIVAL and self._is_name(c):
                yield c
                for d in self.syntax.children[c]:
                    if self.tokens[d].dep in ("compound", "conj", "nmod", "amod") and d in self.heads:
                        yield d

    def _is_name(self, i: int) -> bool:
        own = self.tokens[self.tokens[i].head].pos == "PROPN"
        return i in self.heads or (not own and self.tokens[i].ent in ("GPE", "NORP", "ORG", "PERSON"))

    def _supporter(self, candidate: Candidate, noun: int) -> Iterator[int]:
        """Whose act a noun is when a verb with that subject governs it ("X agreed to a truce")."""
        token = self.tokens[noun]
        gathering = token.lemma.lower() in _HOSTED
        if candidate.verb is not None or (self.syntax.deps(noun, "poss") and not gathering):
            return
        head = token.head
        if token.dep == "pobj" and self.tokens[head].lower in _THERE:
            above = self.tokens[self.tokens[head].head]
            whole = self.tokens[head].lower == "with" and above.pos == "NOUN" and above.dep == "dobj"
            head = above.head if whole else above.i  # "began an offensive with air strikes"
        elif token.dep not in ("dobj", "attr", "nsubjpass"):
            return
        verb = self.tokens[head]
        if verb.pos != "VERB" or head == noun:
            return
        lemma = verb.lemma
        if lemma in _CONTAIN:
            for subject in self.syntax.subjects(verb.i):
                effect = self.syntax.lexicon.noun_effects.get(self.tokens[subject].lemma)
                if effect is not None and effect.status is Status.PROPOSED:
                    continue
                for owner in self.syntax.deps(subject, "poss"):
                    yield from self.syntax.conjuncts(owner)
            return
        hosted = gathering and token.dep == "pobj" and lemma in _ATTEND
        sought = lemma in _SEEK and candidate.type.symmetric and self._open_side(noun)
        if lemma in self.syntax.lexicon.light or hosted or sought:
            yield from self.syntax.doers(head)

    def _open_side(self, noun: int) -> bool:
        """ "talks with X": one side is told, the other is who seeks them."""
        if self.syntax.prepositional(noun, "between", "of") or any(True for _ in self._modifiers(noun)):
            return False
        return bool(self.syntax.prepositional(noun, "with"))

    def _fill(self, spec: RoleSpec, head: int, direct: bool) -> Iterator[Role]:
        members = self._members(head, spec)
        if members:
            for actor, place in members.items():
                yield Role(role=spec.name, spans=(self._span(place),), actor=actor)
            return
        ids = self.heads.get(head) or self._first_person(head)
        known = [a for a in ids if self.actors[a].kind in spec.kinds]
        if known:
            for actor in known:
                yield Role(role=spec.name, spans=(self._span(self._name(head, actor)),), actor=actor)
            return
        if ids:
            return
        counted = self._counted(head)
        if any(inner in self.heads for inner in counted):
            for inner in counted:
                for actor in self.heads.get(inner, ()):
                    if self.actors[actor].kind in spec.kinds:
                        yield Role(role=spec.name, spans=(self._span(inner),), actor=actor)
            return
        if spec.name in ("target", "theme") or self._steered(head):
            owners = self._owners(head, spec)
            if owners:
                for owner, place in owners.items():
                    yield Role(role=spec.name, spans=(self._span(place),), actor=owner)
                return
        if self._may_act(head) or (spec.name == "agent" and self._some_people(head)):
            yield Role(role=spec.name, spans=(self.syntax.phrase(head),))
        elif spec.name in ("target", "theme") and direct and self.tokens[head].pos == "NOUN":
            yield Role(role="theme", spans=(self.syntax.phrase(head),))

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

    def _counted(self, head: int) -> list[int]:
        """ "thousands of refugees", "a group of diplomats": who is counted."""
        effect = self.syntax.lexicon.noun_effects.get(self.tokens[head].lemma)
        if effect is None or effect.status != SAME:
            return []
        return self.syntax.prepositional(head, "of")

    def _first_person(self, head: int) -> list[str]:
        """ "I" and "we" inside a statement are its speaker's."""
        token = self.tokens[head]
        if token.lower not in _FIRST_PERSON:
            return []
        speaker = self.holders.speaker(token.start)
        return [speaker] if speaker in self.actors else []

    def _span(self, head: int) -> Span:
        return self.spans.get(head) or self.syntax.phrase(head)

    def _owners(self, head: int, spec: RoleSpec) -> dict[str, int]:
        """ "praised X's efforts", "rejected a U.S. request", "broke the deal with X": aimed at X."""
        near = [
            c
            for c in self.syntax.children[head]
            if c < head and self.tokens[c].dep in ("poss", "amod", "compound", "nmod")
        ]
        near += self.syntax.prepositional(head, "of", "by", "from", "with", "between")
        for c in self.syntax.deps(head, "relcl"):
            near += self.syntax.prepositional(c, "with")
        found: dict[str, int] = {}
        for n in near:
            for actor in self.heads.get(n, ()):
                if self.actors[actor].kind in spec.kinds:
                    found.setdefault(actor, n)
        return found

    def _some_people(self, head: int) -> bool:
        """ "Ruritanian landowners": people of a named nation or faith, though no actor of the story."""
        token = self.tokens[head]
        return token.tag == "NNS" and any(
            self.tokens[c].ent == "NORP" for c in self.syntax.deps(head, "amod", "compound")
        )

    def _may_act(self, head: int) -> bool:
        """Whether a phrase that no actor is known for may name one: a name or a personal pronoun."""
        token = self.tokens[head]
        if token.ent in _NOT_ACTORS or token.lower in ("it", "this", "that"):
            return False
        return token.tag in _PERSON_TAGS
