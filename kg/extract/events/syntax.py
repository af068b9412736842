"""Who does what in a clause: auxiliaries, negation, subjects and objects, also through control.

Dependency labels are ClearNLP's as spaCy's English pipelines give them. Everything is found from the
dependents of one token or by walking up, so that a text is read in linear time.
"""

from __future__ import annotations

from kg.extract.events.lexicon import Effect, Lexicon
from kg.extract.events.one import ranked
from kg.model import Parse, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_COMPOUND_PREPOSITIONS = frozenset({"according", "due", "because", "prior", "thanks", "owing", "next"})
_BEFALL = frozenset({
    "sentence", "convict", "jail", "imprison", "fine", "charge", "execute", "deport", "expel", "hang",
    "release", "detain", "arrest", "kill", "wound", "injure", "acquit", "indict", "extradite",
})  # fmt: skip
"""What befalls people: after a passive and without an object it is passive ("was arrested and jailed")."""
_REGARD = frozenset({"seriously", "lightly", "personally", "badly"})
_HOLD = frozenset({"include", "involve", "entail", "mean", "require"})
"""Who does what "the plan includes" is not the plan."""
_SINGLE = frozenset({"a", "an", "one", "single"})
_DEPTH = 12
"""Steps of control that are followed; longer chains are parser noise."""


class Syntax:
    """Reads the clauses of one parse. Answers are kept, since neighbours ask the same."""

    def __init__(self, parse: Parse, lexicon: Lexicon) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.children = parse.children
        self.lexicon = lexicon
        self.specific: dict[int, Effect | None] = {}
        """Effects of verbs whose particle or object decides what they mean ("call off")."""
        self._passives: dict[int, bool] = {}
        self._undergoers: dict[int, tuple[int, ...]] = {}
        self._subjects: dict[int, tuple[int, ...]] = {}

    def effect(self, verb: Token) -> Effect | None:
        """What a verb does to the event in its complement."""
        if verb.i in self.specific:
            return self.specific[verb.i]
        return self.lexicon.verb_effects.get(verb.lemma)

    def light(self, verb: int) -> bool:
        """Whether a verb may but carry the event that its object names ("hold talks"); not so in "take the
        talks seriously", a way to look at them."""
        if self.tokens[verb].lemma not in self.lexicon.light:
            return False
        near = {self.tokens[a].lower for a in self.deps(verb, "advmod")}
        return self.tokens[verb].lemma != "take" or near.isdisjoint(_REGARD)

    def deps(self, i: int, *labels: str) -> list[int]:
        """Dependents of ``i`` with one of the labels."""
        return [c for c in self.children[i] if self.tokens[c].dep in labels]

    def auxiliaries(self, i: int) -> list[Token]:
        """Auxiliaries of a verb, in text order."""
        return [self.tokens[c] for c in self.children[i] if self.tokens[c].dep in ("aux", "auxpass")]

    def negated(self, i: int) -> bool:
        """Whether the clause of verb ``i`` is negated: by a word, or by a subject with *no*, or by such an
        object of a verb that says little itself ("offered no proof"; "said no more" was said)."""
        negation = self.lexicon.negation
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep == "neg" or (token.lower in negation and token.dep in ("advmod", "preconj", "aux")):
                return token.lower != "only"
            if token.dep in SUBJECTS and (self.no(c) or token.lower in negation):
                return True
            nothing = token.dep == "dobj" and (self.no(c) or token.lower in negation)
            if nothing and self.tokens[i].lemma in self.lexicon.light:
                return True
        return self._no_longer(i)

    def _no_longer(self, i: int) -> bool:
        return any(
            self.tokens[c].lower in ("longer", "nowhere") and self.tokens[c].dep == "advmod"
            and (c == 0 or self.tokens[c - 1].lower == "no" or self.tokens[c].lower == "nowhere")
            for c in self.children[i]
        )  # fmt: skip

    def no(self, i: int) -> bool:
        """Whether noun ``i`` has the determiner *no* or *neither*, or is "not a single" one."""
        return any(
            (self.tokens[c].lower in ("no", "neither") and self.tokens[c].dep in ("det", "neg", "preconj"))
            or (c < i and self.tokens[c].lower == "not" and self.tokens[c + 1].lower in _SINGLE)
            for c in self.children[i]
        )

    def passive(self, i: int) -> bool:
        """Whether verb ``i`` is passive: by its subject, its auxiliary, or as a reduced relative."""
        if i not in self._passives:
            self._passives[i] = self._passive(i)
        return self._passives[i]

    def _passive(self, i: int) -> bool:
        token = self.tokens[i]
        if token.tag not in ("VBN", "VBD"):
            return False
        for c in self.children[i]:
            if self.tokens[c].dep in ("nsubjpass", "auxpass"):
                return True
        if token.dep == "conj" and token.lemma in _BEFALL and not self.deps(i, "nsubj", "aux"):
            objects = self.deps(i, "dobj")
            if all(self.tokens[o].ent in ("DATE", "TIME") for o in objects) and token.head != i:
                return self.passive(token.head)
        if token.dep == "conj" and token.tag == "VBN" and not self.deps(i, "nsubj", "aux"):
            first = self._first_conjunct(i)
            return (
                self.tokens[first].tag == "VBN" and self.tokens[first].dep != "conj" and self.passive(first)
            )
        return (token.dep == "acl" and not self.deps(i, "dobj")) or bool(self.deps(i, "agent"))

    def _first_conjunct(self, i: int) -> int:
        """The first of a row of participles that share one auxiliary."""
        for _ in range(_DEPTH):
            token = self.tokens[i]
            if token.dep != "conj" or token.tag != "VBN" or self.deps(i, "nsubj", "aux"):
                return i
            i = token.head
        return i

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and the nouns coordinated with it."""
        found = [i, *self._before_title(i), *self._along_with(i)]
        for j in found:
            found.extend(
                c for c in self.children[j]
                if self.tokens[c].dep == "conj" and self.tokens[c].pos in NOMINAL and len(found) < 40
            )  # fmt: skip
        return found

    def _before_title(self, i: int) -> list[int]:
        """ "X and leader Y": parsers hang X on the title as if it described Y."""
        near = [c for c in self.children[i] if c < i]
        titles = [c for c in near if self.tokens[c].dep in ("compound", "nmod")]
        near += [d for c in titles for d in self.children[c] if d < c or self.tokens[d].dep == "appos"]
        return [
            c
            for c in near
            if self.tokens[c].dep in ("nmod", "compound", "amod", "appos")
            and self.tokens[c].pos == "PROPN"
            and any(self.tokens[d].dep == "cc" for d in self.children[c])
        ]

    def _along_with(self, i: int) -> list[int]:
        """ "X, along with Y, …": Y takes part as X does; ``i`` is X, or the verb that parsers hang it on."""
        verb = self.tokens[i].pos == "VERB"
        return [
            o
            for c in self.children[i]
            if self.tokens[c].lower in ("along", "together") and (c < i) == verb
            for p in self.deps(c, "prep")
            if self.tokens[p].lower == "with"
            for o in self.deps(p, "pobj")
        ]

    def subjects(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """Heads of the surface subject of verb ``i``, its own or the one it shares by control."""
        if i not in self._subjects:
            own = [c for c in self.children[i] if self.tokens[c].dep in SUBJECTS] or self._stray_subject(i)
            found = [self.antecedent(c) for c in own] if own else self._controlled(i, depth)
            found += self._along_with(i) if own else []
            self._subjects[i] = self._joined(i, found)
        return self._subjects[i]

    def _joined(self, verb: int, found: list[int]) -> tuple[int, ...]:
        """The nouns with those coordinated; who is joined behind a relative clause has no part in it."""
        relative = self.tokens[verb].dep == "relcl" or self.tokens[self.tokens[verb].head].dep == "relcl"
        heads = (h for c in found for h in self.conjuncts(c) if h == c or h < verb or not relative)
        return tuple(dict.fromkeys(heads))

    def _stray_subject(self, i: int) -> list[int]:
        """Subjects that the parser hung on an auxiliary, or on the date before them."""
        for c in self.children[i]:
            token = self.tokens[c]
            if token.dep in ("aux", "auxpass"):
                found = [d for d in self.children[c] if self.tokens[d].dep in SUBJECTS]
                if found:
                    return found
            elif token.dep == "prep" and c < i and self.tokens[i].tag in ("VBD", "VBZ"):
                dates = [d for d in self.deps(c, "pobj") if self.tokens[d].ent in ("DATE", "TIME")]
                found = [e for d in dates for e in self.deps(d, "appos")]
                if found:
                    return found + self._along_with(c)
        return []

    def antecedent(self, i: int) -> int:
        """The noun that a relative pronoun stands for; any other token stands for itself."""
        if self.tokens[i].tag not in _RELATIVE:
            return i
        for up in self.parse.ancestors(i):
            if self.tokens[up].dep == "relcl":
                return self.tokens[up].head
        return i

    def _controlled(self, i: int, depth: int) -> list[int]:
        """The subject that a clause without one takes from its governor; not in passive agents."""
        token = self.tokens[i]
        if depth > _DEPTH or token.head == i:
            return []
        noun = ranked(self, i)
        if noun is not None and self.tokens[noun].dep == "attr":
            return list(self.subjects(self.tokens[noun].head, depth + 1))
        head, governor = token.head, self.tokens[token.head]
        if token.dep in ("acl", "relcl"):
            return self._of_noun(i, head, depth)
        preposition = governor.pos in ("ADP", "SCONJ") or (token.dep == "pobj" and token.tag == "VBG")
        if token.dep in ("pcomp", "prep", "pobj") and preposition:
            above = governor.head
            return self._from(above, i, depth) if above != head else []
        if token.dep in ("xcomp", "ccomp", "advcl", "conj", "pcomp", "oprd", "acomp", "prep", "dep"):
            return self._from(head, i, depth)
        return []

    def main_of(self, i: int) -> int | None:
        """ "Soldiers at a roadblock shot a man": parsers hang *shot* on the roadblock; the root acts.

        A participle with an object is no passive, and the sentence has no other verb.
        """
        token = self.tokens[i]
        if token.dep != "acl" or token.tag not in ("VBN", "VBD") or not self.deps(i, "dobj"):
            return None
        root = i
        for _ in range(_DEPTH):
            root = self.tokens[root].head
            if self.tokens[root].head == root:
                break
        found = self.tokens[root]
        return root if found.head == root and found.pos in ("NOUN", "PROPN") and root != token.head else None

    def _of_noun(self, i: int, noun: int, depth: int) -> list[int]:
        token = self.tokens[i]
        main = self.main_of(i)
        if main is not None:
            return [main]
        if token.tag in ("VBG", "VBN") or token.dep == "relcl":
            return [noun]
        owner = self.owner(noun)
        if owner is not None:
            return [owner]
        verb = self.tokens[noun].head
        if self.tokens[noun].dep in ("dobj", "attr", "pobj", "nsubjpass") and verb != noun:
            if self.tokens[verb].pos == "ADP":
                verb = self.tokens[verb].head
            return list(self.doers(verb, depth + 1)) if self.tokens[verb].pos in ("VERB", "AUX") else []
        return []

    def owner(self, noun: int) -> int | None:
        """The possessor of a noun, also as *of* phrase of an organ ("government of X" is no owner)."""
        return next((c for c in self.children[noun] if self.tokens[c].dep == "poss"), None)

    def spoken_of(self, i: int) -> int | None:
        """ "spoke of soldiers | burning farms": parsers hang the participle on the verb; who does it."""
        token = self.tokens[i]
        if token.dep != "advcl" or token.tag != "VBG" or i == 0:
            return None
        noun = self.tokens[i - 1]
        preposition = self.tokens[noun.head]
        of = preposition.dep == "prep" and preposition.lower in ("of", "about") and noun.dep == "pobj"
        return noun.i if of and preposition.head == token.head else None

    def _from(self, verb: int, i: int, depth: int) -> list[int]:
        governor = self.tokens[verb]
        doing = self.spoken_of(i)
        if doing is not None:
            return [doing]
        if governor.pos in ("NOUN", "PROPN"):
            return self._of_noun(i, verb, depth) if self.tokens[i].dep != "conj" else []
        if governor.lemma in _HOLD and self.tokens[i].tag == "VBG":
            return []
        objects = self.deps(verb, "dobj", "dative")
        control = self.tokens[i].dep in ("xcomp", "ccomp", "pcomp", "pobj", "prep", "advcl")
        if control and governor.lemma in self.lexicon.object_control and self.tokens[i].dep != "advcl":
            if objects:
                return objects
            if self.passive(verb):
                return list(self.subjects(verb, depth + 1))
            words = ("on", "upon", "to", "for", "with")
            near = [p for p in self.deps(verb, "prep") if self.tokens[p].lower in words]
            prepositional = [o for p in near for o in self.deps(p, "pobj")]
            if prepositional:
                return prepositional
        if control and self.tokens[i].dep == "advcl" and objects and governor.lemma in self.lexicon.demanding:
            return objects
        return list(self.subjects(verb, depth + 1))

    def doers(self, i: int, depth: int = 0) -> tuple[int, ...]:
        """Heads of who acts: the subject, in a passive the *by* phrase."""
        if self.passive(i):
            return tuple(
                h for a in self.deps(i, "agent") for o in self.deps(a, "pobj") for h in self.conjuncts(o)
            )
        return self.subjects(i, depth)

    def undergoers(self, i: int) -> tuple[int, ...]:
        """Heads of whom or what it is done to: the object, in a passive the subject."""
        if i not in self._undergoers:
            self._undergoers[i] = self._undergone(i)
        return self._undergoers[i]

    def _undergone(self, i: int) -> tuple[int, ...]:
        if self.passive(i):
            token = self.tokens[i]
            own = self.deps(i, "nsubjpass", "nsubj")
            found = [self.antecedent(c) for c in own]
            if not found and token.dep == "acl":
                found = [token.head]
            found = found or list(self.subjects(i))
        else:
            own = self.deps(i, "dobj") or self._bordering(i)
            found = [self.antecedent(c) for c in own] or self._gap(i) or self._raised(i)
            return tuple(dict.fromkeys(h for c in found for h in self.conjuncts(c)))
        return self._joined(i, found)

    def _bordering(self, i: int) -> list[int]:
        """ "accused neighbouring X": parsers take the adjective for a verb with an object."""
        return [o for c in self.deps(i, "xcomp") if self.bordering(c) for o in self.deps(c, "dobj")]

    def aim(self, i: int) -> bool:
        """ "a coup attempt", "merger plans", "the release date": an event that the noun after it says is but
        tried, planned or feared."""
        head = self.tokens[self.tokens[i].head]
        return head.i == i + 1 and head.pos == "NOUN" and head.lemma.lower() in self.lexicon.aims

    def bordering(self, i: int) -> bool:
        """Whether a participle is but the adjective of the name after it ("neighbouring Chad")."""
        return self.tokens[i].lower in ("neighbouring", "neighboring")

    def _raised(self, i: int) -> list[int]:
        """ "shot and killed X": the object of two verbs in a row stands with the second."""
        second = next((c for c in self.deps(i, "conj") if c == i + 2), None)
        if second is None or self.tokens[i + 1].dep != "cc" or self.passive(second):
            return []
        if self.tokens[second].tag != self.tokens[i].tag:
            return []
        return self.deps(second, "dobj")

    def _gap(self, i: int) -> list[int]:
        """ "the deal that X signed": the noun before a relative clause is its missing object."""
        token = self.tokens[i]
        if token.dep != "relcl" or self.deps(i, "dobj", "nsubjpass", "ccomp", "xcomp", "attr", "acomp"):
            return []
        if any(self.tokens[c].tag in _RELATIVE for c in self.deps(i, "nsubj")):
            return []
        if any(not self.deps(p, "pobj", "pcomp") for p in self.deps(i, "prep")):
            return []
        return [token.head] if self.deps(i, "nsubj") else []

    def prepositional(self, i: int, *words: str) -> list[int]:
        """Heads of the objects of these prepositions under ``i`` (and under its particle)."""
        found = []
        for p in self.children[i]:
            token = self.tokens[p]
            if token.dep not in ("prep", "agent", "dative", "prt", "advmod"):
                continue
            if token.lower in words and not self._absolute(p):
                found += [h for o in self.deps(p, "pobj") for h in self.conjuncts(o)]
            if token.lower in _COMPOUND_PREPOSITIONS:
                continue
            for q in self.children[p]:
                if self.tokens[q].dep in ("prep", "pcomp", "conj") and self.tokens[q].lower in words:
                    found += [h for o in self.deps(q, "pobj") for h in self.conjuncts(o)]
        return found

    def _absolute(self, preposition: int) -> bool:
        """ ", with officials saying …": a clause of its own, in which nobody takes part in the event."""
        if self.tokens[preposition].lower != "with":
            return False
        before = preposition - 1
        apart = (
            before < 0
            or self.tokens[before].text == ","
            or self.tokens[before].sent != self.tokens[preposition].sent
        )
        objects = self.deps(preposition, "pobj")
        return apart and any(self.tokens[c].tag == "VBG" for o in objects for c in self.deps(o, "acl"))

    def phrase(self, head: int) -> Span:
        """The noun phrase of a head without what follows the head, one contiguous span."""
        first = head
        for c in self.children[head]:
            if c < head and self.tokens[c].dep not in (
                "preconj",
                "cc",
                "conj",
                "punct",
                "relcl",
                "advcl",
                "prep",
            ):
                first = min(first, self.parse.edges[c][0])
        return self.parse.span(first, head)
