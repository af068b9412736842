"""Which words of a text name an event, and of which type."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.events.candidate import Candidate
from kg.extract.events.lexicon import SAME
from kg.extract.events.speech_acts import (
    commit,
    find_duties,
    menace,
    mere_claim,
    oblige,
    one_sided,
    with_words,
)
from kg.extract.events.syntax import Syntax
from kg.model import Status, Token
from kg.schema import NounPattern, VerbPattern
from kg.schema.pattern import NEAR

_NO_CLAUSE = frozenset({"amod", "compound", "prep"})
"""Relations in which a verb form is an adjective or a preposition ("according to", "including")."""
_PARTICLES = frozenset({"prt", "prep", "advmod", "dative", "mark", "advcl", "aux"})
_COMPOUNDS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})


_WHEN = frozenset({"DATE", "TIME"})
_HITS = frozenset({"target", "hit", "strike", "kill", "destroy", "injure", "wound", "damage"})
_UNWILLED = frozenset({
    "did", "was", "were", "has", "have", "had", "is", "are", "may", "might", "should", "must",
})  # fmt: skip
"""Auxiliaries that, negated, tell of no will."""


def find_candidates(syntax: Syntax) -> list[Candidate]:
    """Candidates in text order of their head; a noun under a light verb takes the verb with it."""
    found: list[Candidate] = []
    by_head: dict[int, Candidate] = {}
    for token in syntax.tokens:
        candidate = None
        if token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
            candidate = _verb(syntax, token)
        elif token.pos == "NOUN" or token.pos == "PROPN":
            candidate = _misread(syntax, token) or _noun(syntax, token)
        elif token.pos in ("ADJ", "ADV") and token.tag in ("VBN", "VBG", "VBD"):
            candidate = _verb(syntax, token)
        if candidate:
            found.append(candidate)
            by_head[candidate.head] = candidate
    found = sorted(found + list(find_duties(syntax, by_head)), key=lambda c: c.head)
    commit(syntax, by_head)
    oblige(syntax, by_head)
    menace(syntax, by_head)
    dropped = {c.head for c in _merge_light(syntax, by_head)}
    return [c for c in found if c.head not in dropped]


def _verb(syntax: Syntax, token: Token) -> Candidate | None:
    lexicon = syntax.lexicon
    if _people(syntax, token) or syntax.bordering(token.i):
        return None
    word, before = _hyphened(syntax, token)
    for pattern, event_type in [*lexicon.verbs.get(word, ()), *lexicon.verbs.get(token.lemma.lower(), ())]:
        extra = _verb_fits(syntax, token.i, pattern)
        if extra is not None:
            if _named(syntax, token):
                break
            if pattern.negated and event_type.embeds is Status.DENIED and not _volition(syntax, token):
                continue
            if event_type.symmetric and token.lemma in lexicon.motion and syntax.passive(token.i):
                continue
            if mere_claim(syntax, token) or (event_type.symmetric and one_sided(syntax, token)):
                break
            if event_type.name == "attack" and with_words(syntax, token):
                event_type = lexicon.types["accusation"]
            if event_type.name == "weapons_test" and _aimed(syntax, token):
                event_type = lexicon.types["attack"]
            return Candidate(
                token.i,
                event_type,
                tuple(sorted({token.i, *extra, *(before if pattern.lemma == word else ())})),
                token.i,
                plover=pattern.plover,
                negation_used=pattern.negated,
                specific=pattern.weight > 0,
            )
    if token.pos != "VERB" or token.lemma in lexicon.no_event_verbs or token.dep in _NO_CLAUSE:
        return None
    return Candidate(token.i, lexicon.types["action"], (token.i,), token.i)


def _aimed(syntax: Syntax, token: Token) -> bool:
    """ "launched rockets at the port", "fired missiles targeting a base": no test."""
    if token.lemma not in ("launch", "fire"):
        return False
    for i in (token.i, *syntax.undergoers(token.i)):
        if any(syntax.tokens[o].ent not in _WHEN for o in syntax.prepositional(i, "at", "on", "against")):
            return True
    for o in syntax.undergoers(token.i):
        if any(syntax.tokens[c].lemma in _HITS for c in syntax.deps(o, "acl", "relcl")):
            return True
    return any(syntax.tokens[c].lemma in _HITS for c in syntax.deps(token.i, "advcl"))


def _people(syntax: Syntax, token: Token) -> bool:
    """ "the accused", "the wounded": people, by what befell them."""
    noun = token.tag == "VBN" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "agent")
    return noun and any(syntax.tokens[c].lower == "the" for c in syntax.deps(token.i, "det"))


def _named(syntax: Syntax, token: Token) -> bool:
    """ "a student named Wong": bears the name, was not appointed."""
    return token.lemma == "name" and token.dep == "acl" and not syntax.deps(token.i, "agent", "aux")


def _misread(syntax: Syntax, token: Token) -> Candidate | None:
    """A verb that the tagger took for a noun: coordinated with a verb, or with an auxiliary."""
    beside = (
        token.dep == "conj" and syntax.tokens[token.head].pos == "VERB" and not syntax.deps(token.i, "det")
    )
    beside = beside or bool(syntax.deps(token.i, "aux"))
    if beside and token.pos == "NOUN" and token.lemma in syntax.lexicon.verbs:
        return _verb(syntax, token)
    return None


def _verb_fits(syntax: Syntax, i: int, pattern: VerbPattern) -> list[int] | None:
    """Further trigger tokens if the pattern fits, else ``None``."""
    tokens = syntax.tokens
    if pattern.negated and not (syntax.negated(i) or _failed(syntax, i)):
        return None
    subjects = (*syntax.doers(i), *(syntax.undergoers(i) if syntax.passive(i) else ()))
    if pattern.subjects and not any(_subject_fits(syntax, s, pattern.subjects) for s in subjects):
        return None
    extra: list[int] = []
    if pattern.particles:
        particle = next(
            (c for c in syntax.children[i]
             if tokens[c].lower in pattern.particles
             and (c > i or tokens[c].dep not in ("aux", "mark"))
             and (tokens[c].dep in _PARTICLES or c == i + 1)
             and (c > i or tokens[c].dep != "aux")
             and (tokens[c].lower != "in" or pattern.objects or tokens[c].dep != "prep")),
            None,
        )  # fmt: skip
        if particle is None and i + 1 < len(tokens) and tokens[i + 1].lower in pattern.particles:
            particle = i + 1
        if particle is None:
            particle = _further(syntax, i, pattern)
        if particle is None:
            return None
        barred = tokens[particle].lower in ("for", "on", "upon") and tokens[particle].dep == "prep"
        if barred and not pattern.objects and syntax.deps(i, "dobj"):
            return None
        if tokens[particle].dep == "prt":
            extra.append(particle)
    elif (tokens[i].dep == "amod" and not syntax.deps(i, "aux")) or (
        pattern.objects and syntax.deps(i, "prt")
    ):
        return None
    if pattern.objects:
        words = _objects(syntax, i) if not pattern.particles else _all_objects(syntax, i, pattern.particles)
        fitting = [w for w in words if _is(syntax, tokens[w], pattern.objects)]
        if not fitting:
            return None
        if tokens[fitting[0]].head == i and fitting[0] - i <= 4 and not _actor(syntax, tokens[fitting[0]]):
            extra.append(fitting[0])
        elif pattern.particles and fitting[0] == i + 2 and tokens[fitting[0]].head == i + 1:
            extra += [i + 1, i + 2]
    return extra


def _subject_fits(syntax: Syntax, i: int, words: frozenset[str]) -> bool:
    """Whether a subject is one of the words, or named by one ("Typhoon Rosa", "Hurricane Elsa")."""
    if syntax.tokens[i].lemma.lower() in words:
        return True
    if "typhoon" not in words or syntax.tokens[i].pos != "PROPN":
        return False
    return any(syntax.tokens[c].lower in words for c in syntax.deps(i, "compound"))


def _further(syntax: Syntax, i: int, pattern: VerbPattern) -> int | None:
    """ "charged | that X lied", "put its units | on alert": a word that the parser hung lower; "| overturned,
    killing six": the verb that a participle goes on from."""
    if not pattern.objects:
        above = syntax.tokens[syntax.tokens[i].head]
        if syntax.tokens[i].dep == "advcl" and above.lower in pattern.particles:
            return above.i
        marks = (m for c in syntax.deps(i, "ccomp") for m in syntax.deps(c, "mark"))
        return next((m for m in marks if syntax.tokens[m].lower in pattern.particles), None)
    for o in syntax.deps(i, "dobj"):
        for p in syntax.deps(o, "prep"):
            if syntax.tokens[p].lower in pattern.particles:
                found = [h for b in syntax.deps(p, "pobj") for h in syntax.conjuncts(b)]
                if any(_is(syntax, syntax.tokens[h], pattern.objects) for h in found):
                    return p
    return None


def _volition(syntax: Syntax, token: Token) -> bool:
    """ "will not attend" refuses, "did not attend" and "nobody attends" tell what does not happen."""
    if not syntax.deps(token.i, "neg"):
        return False
    return not any(a.lower in _UNWILLED for a in syntax.auxiliaries(token.i))


def _failed(syntax: Syntax, i: int) -> bool:
    """ "failed to comply" negates the complement as "did not comply" does."""
    token = syntax.tokens[i]
    return token.dep == "xcomp" and syntax.tokens[token.head].lemma in ("fail", "neglect")


def _is(syntax: Syntax, token: Token, words: frozenset[str]) -> bool:
    """Whether a token is one of the words, or a name of one of the kinds ("@person", "@human")."""
    if "*" in words or token.lemma.lower() in words or (bool(token.ent) and f"@{token.ent.lower()}" in words):
        return True
    return "@human" in words and _human(syntax, token)


def _actor(syntax: Syntax, token: Token) -> bool:
    """Whether a word names or denotes people or a body: such an object is no part of the trigger."""
    return token.ent in ("PERSON", "NORP", "GPE", "ORG") or token.lemma.lower() in syntax.lexicon.actors


def _human(syntax: Syntax, token: Token) -> bool:
    """Whether a common noun or an adjective denotes people; names of people are "@person"."""
    if token.ent == "NORP":
        return True
    return token.pos in ("NOUN", "PROPN") and token.lemma.lower() in syntax.lexicon.human


def _objects(syntax: Syntax, i: int) -> list[int]:
    found = list(syntax.undergoers(i))
    loads = [h for h in found if syntax.tokens[h].lemma.lower() in syntax.lexicon.measures]
    found += [o for h in loads for o in syntax.prepositional(h, "of")]
    found += syntax.deps(i, "oprd", "attr", "acomp", "npadvmod", "xcomp", "ccomp")
    if syntax.tokens[i].lemma in syntax.lexicon.object_control:
        found += [s for c in syntax.deps(i, "ccomp") for s in syntax.deps(c, "nsubj")]
    return found


def _all_objects(syntax: Syntax, i: int, particles: frozenset[str]) -> list[int]:
    found = list(syntax.undergoers(i))
    hung = [p for o in syntax.deps(i, "dobj") for p in syntax.deps(o, "prep")]
    hung = [p for p in hung if syntax.tokens[p].lower in particles]
    for p in (*syntax.deps(i, "prep", "prt", "advmod", "dative"), *hung):
        found += [h for o in syntax.deps(p, "pobj") for h in syntax.conjuncts(o)]
        for q in syntax.deps(p, "prep"):
            found += [h for o in syntax.deps(q, "pobj") for h in syntax.conjuncts(o)]
    return found


def _noun(syntax: Syntax, token: Token) -> Candidate | None:
    lexicon = syntax.lexicon
    before_noun = token.dep == "compound" or (token.dep == "amod" and token.tag == "NN")
    if before_noun and not syntax.aim(token.i):
        return None
    lemma = token.lemma.lower()
    word, before = _hyphened(syntax, token)
    patterns = [*lexicon.nouns.get(word, ())]
    patterns += lexicon.nouns.get(token.lower, []) if token.lower != lemma else []
    for pattern, event_type in [*patterns, *lexicon.nouns.get(lemma, ())]:
        extra = _noun_fits(syntax, token.i, pattern)
        if extra is not None:
            if token.pos == "PROPN" and not _event_name(syntax, token):
                return None
            return Candidate(
                token.i,
                event_type,
                tuple(sorted({token.i, *extra, *(before if pattern.lemma == word else ())})),
                None,
                token.i,
                weak=pattern.weak,
                plover=pattern.plover,
            )
    if token.pos == "NOUN" and word in lexicon.event_nouns:
        return Candidate(token.i, lexicon.types["action"], (*before, token.i), None, token.i)
    if token.pos == "NOUN" and lemma in lexicon.event_nouns:
        return Candidate(token.i, lexicon.types["action"], (token.i,), None, token.i)
    return None


def _hyphened(syntax: Syntax, token: Token) -> tuple[str, tuple[int, ...]]:
    """ "cease-fire" is three tokens; the word as it is listed, and the tokens before its last part."""
    i, tokens = token.i, syntax.tokens
    if i < 2 or tokens[i - 1].text != "-" or tokens[i - 2].end + 1 != token.start:
        return "", ()
    return f"{tokens[i - 2].lower}-{token.lemma.lower()}", (i - 2, i - 1)


def _event_name(syntax: Syntax, token: Token) -> bool:
    """ "the Lund Summit" is an event; "the War Office", a person called War and what a body is for
    ("Organisation for Economic Cooperation") are none."""
    if token.ent == "ORG" and token.dep in ("pobj", "conj") and syntax.tokens[token.head].ent == "ORG":
        return False
    if token.ent in ("PERSON", "NORP", "FAC", "PRODUCT", "GPE", "DATE", "TIME") or token.text == "March":
        return False
    return token.dep not in ("nmod", "poss", "compound")


def _noun_fits(syntax: Syntax, i: int, pattern: NounPattern) -> list[int] | None:
    extra: list[int] = []
    tokens = syntax.tokens
    if pattern.modifiers:
        fitting = [
            c for c in syntax.children[i]
            if c < i and tokens[c].dep in _COMPOUNDS
            and (tokens[c].lemma.lower() in pattern.modifiers or tokens[c].lower in pattern.modifiers)
        ]  # fmt: skip
        if not fitting:
            return None
        extra.append(fitting[-1])
    if pattern.preposition == NEAR:
        sentence = syntax.parse.sentence_of(i)
        words = tokens[sentence.first : sentence.last]
        return extra if any(w.lemma.lower() in pattern.objects for w in words) else None
    if pattern.preposition:
        objects = syntax.prepositional(i, pattern.preposition) or _next_phrase(syntax, i, pattern.preposition)
        fitting = [o for o in objects if _is(syntax, tokens[o], pattern.objects)]
        if not fitting:
            return None
        if fitting[0] - i == 2:
            extra += [i + 1, i + 2]
    return extra


def _next_phrase(syntax: Syntax, noun: int, word: str) -> list[int]:
    """ "reveal work | on a base": parsers hang the phrase after an object on its verb."""
    after = noun + 1
    if after >= len(syntax.tokens) or syntax.tokens[after].lower != word:
        return []
    beside = syntax.tokens[after].head == syntax.tokens[noun].head and syntax.tokens[noun].dep == "dobj"
    return syntax.deps(after, "pobj") if beside else []


def _merge_light(syntax: Syntax, by_head: dict[int, Candidate]) -> Iterator[Candidate]:
    """Join nouns with their light verbs; yields the verbs' own candidates, which go."""
    for candidate in list(by_head.values()):
        if candidate.noun is None or candidate.type.name == "action":
            continue
        verb = light_verb(syntax, candidate.noun)
        if verb is None:
            continue
        own = by_head.get(verb)
        if own is not None and own.verb == verb and own.noun is None:
            if own.type.name != "action" and own.type.name != candidate.type.name:
                if syntax.tokens[candidate.noun].head in set(own.tokens) - {verb}:
                    candidate.verb, candidate.light = verb, True  # "traded taunts and threats"
                continue
            yield own
            candidate.light = own.type.name == "action"
        else:
            candidate.light = True
        candidate.verb = verb
        near = candidate.noun - verb
        if 0 < near <= 12 and syntax.tokens[candidate.noun].dep not in ("conj", "pobj"):
            candidate.tokens = tuple(sorted({verb, *candidate.tokens}))


def light_verb(syntax: Syntax, noun: int, depth: int = 0) -> int | None:
    """The verb that only carries tense and mood for the event that ``noun`` names."""
    token = syntax.tokens[noun]
    governor = syntax.tokens[token.head]
    if depth < 4 and token.dep == "conj" and governor.pos == "NOUN" and not syntax.deps(noun, "det", "poss"):
        return light_verb(syntax, token.head, depth + 1)
    if depth < 4 and token.dep == "pobj" and governor.lower == "of" and _counts(syntax, governor.head):
        return light_verb(syntax, governor.head, depth + 1)
    if not syntax.light(governor.i) or governor.pos not in ("VERB", "AUX"):
        return _participle(syntax, noun)
    if token.dep == "dobj" or (token.dep == "nsubjpass" and governor.tag in ("VBN", "VBD")):
        return governor.i
    return _participle(syntax, noun)


def _counts(syntax: Syntax, noun: int) -> bool:
    """ "a round of talks", "a wave of attacks": the first noun only counts what the second names."""
    effect = syntax.lexicon.noun_effects.get(syntax.tokens[noun].lemma)
    return syntax.tokens[noun].pos == "NOUN" and effect is not None and effect.status == SAME


def _participle(syntax: Syntax, noun: int) -> int | None:
    """ "the sanctions imposed on X", "the talks that were held"."""
    for c in syntax.children[noun]:
        token = syntax.tokens[c]
        if (
            token.dep in ("acl", "relcl")
            and token.lemma in syntax.lexicon.light
            and token.tag in ("VBN", "VBD")
            and noun in syntax.undergoers(c)
        ):
            return c
    return None
