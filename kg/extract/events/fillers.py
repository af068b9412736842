"""Where the fillers of an event's roles stand: around its verb, its noun, or what governs these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.extract.events.things import counted_by
from kg.model import Actor, ActorKind, Status
from kg.schema import RoleSpec

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
_SIDES = frozenset({
    "propose", "offer", "suggest", "seek", "request", "want", "skip", "boycott", "refuse", "reject", "demand",
})  # fmt: skip
"""Of these, what one of the two sides does even where the other is not named ("proposed talks")."""
_SPURN = frozenset({"reject", "refuse"})
_TOPICS = frozenset({"discuss", "debate", "negotiate", "renegotiate", "mediate", "arbitrate", "hammer"})
"""Verbs of talking whose object is what is talked about."""
_ANSWERED = frozenset({"accusation", "sanction", "demand", "threat"})
"""Types of what one side does to the other that answers or bears it."""
_BEAR = frozenset({
    "face", "deny", "reject", "dismiss", "refute", "rebut", "ignore", "defy", "evade", "flout", "shrug",
    "brush", "resist", "withstand", "escape", "suffer", "endure", "undergo", "grant", "heed", "fulfil",
    "fulfill", "meet", "violate", "circumvent", "dodge", "decline", "refuse", "comply", "agree", "bow",
    "accede", "yield", "respond", "submit",
})  # fmt: skip
"""Who does so to a demand, an accusation, sanctions or a threat is whom these are aimed at."""
_GET = frozenset({"face", "undergo", "suffer", "receive", "await"})
"""Light verbs whose subject is at the other end ("faces charges", "received a threat")."""
_AIMED_AT = frozenset({"subject", "target", "object", "victim"})
_COME = frozenset({"come", "stem", "emanate", "arrive", "issue"})
_THERE = frozenset({"in", "to", "on", "during", "at", "into", "with"})
_ADJECTIVAL = frozenset({"amod", "compound", "nmod"})
_WHERE = frozenset(
    {"subject", "object", "iobject", "clause_subject", "purpose", "poss", "modifier", "scene", "in"}
)
"""Places of a filler that are no prepositions, and the one that mostly says where."""


class Fillers:
    """Finds the words that may fill a role; :class:`Cast` says who they are."""

    def __init__(self, syntax: Syntax, actors: Mapping[str, Actor], heads: Mapping[int, list[str]]) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.actors = actors
        self.heads = heads

    def places(self, candidate: Candidate, spec: RoleSpec) -> Iterator[int]:
        verb, noun = candidate.verb, candidate.noun
        if candidate.duty is not None:
            report, subject = candidate.duty
            if spec.name == "agent":
                yield from self.syntax.doers(report)
            elif spec.name == "target":
                yield from self.syntax.conjuncts(subject)
            return
        if noun is not None:
            undergone = self._undergone(noun)
            places = spec.noun
            if undergone and spec.name in ("agent", "target"):
                places = tuple(p for p in places if p not in undergone)
                places = (undergone[0], *places) if spec.name == "target" else places
            for where in places:
                yield from self._around_noun(candidate, noun, where)
            if spec.name == "target":
                yield from self._bearers(noun, answered=candidate.type.name in _ANSWERED)
        if verb is None:
            return
        topic = spec.name == "participant" and self.tokens[verb].lemma in _TOPICS and noun is None
        gets = noun is not None and self.tokens[verb].lemma in _GET and not candidate.type.symmetric
        gets = gets and candidate.type.name not in ("election", "departure")
        if gets and spec.name == "target":
            yield from self.syntax.doers(verb)
        for where in spec.verb:
            if topic and where == "object":
                continue
            if where == "with" and candidate.type.name == "attack" and self.syntax.passive(verb):
                continue  # "was hit with a brick"
            if where == "subject" and gets and spec.name == "agent":
                continue
            if where == "subject" and spec.name == "target" and self.tokens[verb].lemma == "kill":
                continue  # "Hurricane Rosa killed six": it did not die
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
            elif where not in ("in", "at") or not self._done_to(candidate, verb):
                yield from self.syntax.prepositional(verb, where)
        if noun is None and spec.verb and spec.name in ("target", "participant"):
            yield from self._inside_object(candidate, spec, verb)

    def _inside_object(self, candidate: Candidate, spec: RoleSpec, verb: int) -> Iterator[int]:
        """ "restored ties with X", "wrote off X's debt": who the object says it concerns."""
        prepositions = [w for w in (*spec.verb, *spec.noun) if w not in _WHERE]
        for thing in self.syntax.undergoers(verb):
            if thing in self.heads and thing not in candidate.tokens:
                continue
            near = self.syntax.prepositional(thing, *prepositions)
            if thing in candidate.tokens and thing not in self.heads and self.tokens[thing].dep == "dobj":
                near += [*self.syntax.deps(thing, "poss"), *self.modifiers(thing)]
                near += self.syntax.prepositional(thing, "of")
            yield from (n for n in near if n in self.heads or self.owners(n, spec))

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
                yield from (m for m in self.modifiers(noun) if not self._host(m))
            elif not (candidate.type.symmetric and self.syntax.prepositional(noun, "between")):
                scene = candidate.type.name in ("attack", "death", "protest")
                yield from (m for m in self.modifiers(noun) if not (scene and self._scene(m, noun)))
        elif where == "scene":
            yield from (m for m in self.modifiers(noun) if self._scene(m, noun))
        elif where == "subject":
            yield from self._supporter(candidate, noun)
        else:
            yield from self.syntax.prepositional(noun, where)

    def _done_to(self, candidate: Candidate, verb: int) -> bool:
        """Whether violence has an object of its own: then *in* says where ("killed two in Mali")."""
        if candidate.type.name not in ("attack", "coercion"):
            return False
        things = [u for u in self.syntax.undergoers(verb) if u not in candidate.tokens]
        return any(self.tokens[u].pos in ("PROPN", "NUM") or self.people(u) for u in things)

    def people(self, head: int) -> bool:
        """Whether people are done to: not so in "fired a rocket at X"."""
        lemma = self.tokens[head].lemma.lower()
        return self.tokens[head].pos == "NOUN" and (head in self.heads or lemma in self.syntax.lexicon.human)

    def _attended(self, candidate: Candidate, noun: int) -> bool:
        """Whether it is told who spoke at a gathering: who holds it is then but its host."""
        gathering = self.tokens[noun].lemma.lower() in _HOSTED and candidate.type.symmetric
        return gathering and any(True for _ in self._supporter(candidate, noun))

    def _scene(self, i: int, noun: int) -> bool:
        """Whether a noun before it says where it happens ("the Lund riots", "the Avaria war"): no doer."""
        war = self.tokens[noun].lemma.lower() == "war" and self.tokens[i].dep == "compound"
        return war or [self.actors[a].kind for a in self.heads.get(i, ())] == [ActorKind.PLACE]

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

    def modifiers(self, noun: int) -> Iterator[int]:
        """ "U.S. sanctions", "the Berg-Moe summit": actors before the noun."""
        for c in self.syntax.children[noun]:
            if c < noun and self.tokens[c].dep in _ADJECTIVAL and c in self.heads:
                yield c
                for d in self.syntax.children[c]:
                    if self.tokens[d].dep in ("compound", "conj", "nmod", "amod") and d in self.heads:
                        yield d

    def _undergone(self, noun: int) -> tuple[str, ...]:
        """Where whom it is done to stands: "X's murder", "the X impeachment inquiry"; "X's killing of Y" is
        done by X."""
        undergone = self.syntax.lexicon.undergone
        if self.tokens[noun].lemma.lower() in undergone:
            by = any(o in self.heads for o in self.syntax.prepositional(noun, "of"))
            return () if by else ("poss", "modifier")
        compound = self.syntax.deps(noun, "compound")
        return ("modifier",) if any(self.tokens[c].lemma.lower() in undergone for c in compound) else ()

    def _bearers(self, noun: int, *, answered: bool) -> Iterator[int]:
        """ "X denied the accusation", "complied with the demand", "is the subject of sanctions": X."""
        token = self.tokens[noun]
        above = self.tokens[token.head]
        if token.dep == "pobj" and above.dep == "prep":
            whole = self.tokens[above.head]
            if above.lower == "of" and whole.lemma in _AIMED_AT and whole.dep == "attr":
                yield from self.syntax.subjects(whole.head)
                return
            above = whole if above.lower in ("with", "to") else above
        elif token.dep != "dobj":
            return
        if answered and above.pos == "VERB" and above.lemma in _BEAR:
            yield from self.syntax.doers(above.i)

    def _supporter(self, candidate: Candidate, noun: int) -> Iterator[int]:
        """Whose act a noun is when a verb with that subject governs it ("X agreed to a truce")."""
        token = self.tokens[noun]
        gathering = token.lemma.lower() in _HOSTED
        if candidate.verb is not None or (self.syntax.deps(noun, "poss") and not gathering):
            return
        head = token.head
        if token.dep == "nsubj" and self.tokens[head].lemma in _COME and candidate.type.speech:
            yield from self.syntax.prepositional(head, "from")  # "criticism came from X"
            return
        if token.dep == "attr" and self.tokens[head].lemma == "become":
            yield from self.syntax.subjects(head)
            return
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
        with_whom = candidate.type.symmetric and bool(self.syntax.prepositional(noun, "with"))
        hosted = (gathering or with_whom) and token.dep == "pobj" and lemma in _ATTEND
        sought = candidate.type.symmetric and self._sought(noun, lemma) and not self._spurned(candidate, noun)
        if self.syntax.light(head) or hosted or sought:
            yield from self.syntax.doers(head)

    def _spurned(self, candidate: Candidate, noun: int) -> bool:
        """Whoever rejects *the* treaty is none of its sides."""
        definite = any(self.tokens[d].lower == "the" for d in self.syntax.deps(noun, "det"))
        return (
            candidate.type.name == "agreement"
            and definite
            and self.tokens[self.tokens[noun].head].lemma in _SPURN
        )

    def _sought(self, noun: int, verb: str) -> bool:
        """ "proposed talks with X", "proposed talks": who seeks them is the side that is not told."""
        if self.syntax.prepositional(noun, "between", "of") or any(True for _ in self.modifiers(noun)):
            return False
        return verb in _SIDES or (verb in _SEEK and bool(self.syntax.prepositional(noun, "with")))

    def owners(self, head: int, spec: RoleSpec, *further: str, deep: bool = False) -> dict[str, int]:
        """ "praised X's efforts", "rejected a U.S. request", "broke the deal with X": aimed at X.

        :param further: prepositions that lead to an owner, too.
        :param deep: look through what is said of the thing ("the legality of X's decree").
        """
        before = ("poss", "amod", "compound", "nmod")
        near = [c for c in self.syntax.children[head] if c < head and self.tokens[c].dep in before]
        near += [d for c in near if self.tokens[c].dep == "compound" for d in self.modifiers(c)]
        near += self.syntax.prepositional(head, "of", "by", "from", "with", "between", *further)
        counted = counted_by(self.syntax, head)
        for thing in (t for t in self.syntax.prepositional(head, "of") if t not in self.heads):
            near += self.syntax.deps(thing, "poss") if deep else []
            near += self.syntax.prepositional(thing, "from", "by") if thing in counted else []
        for c in self.syntax.deps(head, "relcl"):
            near += self.syntax.prepositional(c, "with")
        for c in self.syntax.deps(head, "acl"):
            near += self.syntax.doers(c) if self.syntax.passive(c) else ()
        found: dict[str, int] = {}
        for n in near:
            for actor in self.heads.get(n, ()):
                if self.actors[actor].kind in spec.kinds:
                    found.setdefault(actor, n)
        return found
