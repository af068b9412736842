"""Descriptions: whom "the North Korean leader", "the outlet", "both sides" or "officials" speak of.

A description goes to a named actor by apposition, by a title the article gave, or by a definite
article and kind; otherwise it is an actor of its own, one for all phrases with the same words.
"""

from __future__ import annotations

from collections import defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.definite import Definite
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.phrases import Phrase, find_phrases, gender_of, lemma_of, measured, phrase_name
from kg.annotate.actors.recent import SUBJECTS, Recent
from kg.model import ActorKind, MentionKind, Token

_KEPT = 8
"""How many earlier groups of one noun are compared by their words: keeps a long text linear."""
_LOCAL = frozenset({"local", "state", "provincial", "city", "regional"})


def add_nominals(cast: Cast) -> Recent:
    """Add every description to the cast; returns who is where, for the pronouns."""
    recent = Recent(cast)
    _describe(cast)
    _Nominals(cast, recent).run()
    return recent


def _describe(cast: Cast) -> None:
    """What copulas and appositions say of a named actor, before anything is resolved by it."""
    for token in cast.parse.tokens:
        if token.dep == "prep" and token.lower == "of" and token.head in cast.covered:
            _affiliate(cast, token)
        if token.dep not in ("attr", "appos") or token.tag[:2] != "NN" or token.i in cast.covered:
            continue
        lemma = lemma_of(token)
        if lemma not in lexicon().human:
            continue
        holder = _subject(cast, token) if token.dep == "attr" else token.head
        draft = cast.at(holder) if holder is not None else None
        if draft and _same_kind(draft, lemma, token):
            _note(cast, draft, token)
            draft.gender = draft.gender or gender_of(lemma)


def _affiliate(cast: Cast, of: Token) -> None:
    """ "Ann Vell of the Fairview Institute": where she belongs is a description."""
    person, noun = cast.at(of.head), cast.parse.child(of.i, "pobj")
    body = cast.covered.get(noun) if noun is not None else None
    if person and body and person.kind is ActorKind.PERSON and body.kind is ActorKind.ORGANIZATION:
        last = cast.parse.edges[of.i][1]
        if last - of.i < 10:
            person.describe(cast.parse.text[of.start : cast.parse.tokens[last].end])


def _subject(cast: Cast, token: Token) -> int | None:
    """The subject of whom a predicate noun is affirmed."""
    if cast.parse.child(token.head, "neg") is not None:
        return None
    return cast.parse.child(token.head, "nsubj")


def _note(cast: Cast, draft: Draft, token: Token) -> None:
    """Keep a description and the states it names."""
    parse = cast.parse
    first, last = parse.edges[token.i][0], token.i
    of = parse.child(token.i, "prep")
    if of is not None and of == token.i + 1 and parse.edges[of][1] - of < 8:
        last = parse.edges[of][1]
    if token.i - first >= 10:
        return
    text = parse.text[parse.tokens[first].start : parse.tokens[last].end]
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        text = text.removeprefix(article)
    draft.describe(text)
    owners = (cast.covered.get(i) for i in range(first, last + 1))
    draft.states.update(d.key for d in owners if d and d.kind is ActorKind.COUNTRY and d.key)


def _same_kind(draft: Draft, lemma: str, token: Token) -> bool:
    """Whether a noun can describe the draft at all."""
    lex = lexicon()
    plural = token.tag in ("NNS", "NNPS")
    if draft.kind is ActorKind.PERSON:
        gender = gender_of(lemma)
        return lemma in lex.person and not plural and not (gender and draft.gender and gender != draft.gender)
    if draft.kind in (ActorKind.ORGANIZATION, ActorKind.COUNTRY):
        return lemma in lex.organization and not plural
    return draft.kind is ActorKind.GROUP and (plural or lemma in lex.people | lex.organization)


class _Nominals:
    """Gives each phrase its actor, in text order."""

    def __init__(self, cast: Cast, recent: Recent) -> None:
        self.cast, self.parse, self.recent, self.lex = cast, cast.parse, recent, lexicon()
        self.definite = Definite(cast, recent)
        self.exact: dict[tuple[str, bool, frozenset[str], frozenset[str]], Draft] = {}
        self.alike: dict[tuple[str, bool], list[tuple[frozenset[str], Draft]]] = defaultdict(list)

    def run(self) -> None:
        for phrase in find_phrases(self.cast):
            for draft in self._whom(phrase):
                self._put(draft, phrase)

    def _put(self, draft: Draft, phrase: Phrase) -> None:
        self.cast.mention(draft, phrase.first, phrase.last, MentionKind.NOMINAL, phrase.head)
        self.recent.add(phrase.head)
        over = measured(self.parse, phrase.head)
        if over is not None and over not in self.cast.heads:
            first = min(self.parse.edges[over][0], over)
            self.cast.mention(draft, first, phrase.last, MentionKind.NOMINAL, over)
            self.recent.add(over)

    def _whom(self, phrase: Phrase) -> list[Draft]:
        token = self.parse.tokens[phrase.head]
        if self._is_predicate(token):
            return []
        beside = self._apposed(phrase, token)
        if beside:
            return [beside]
        if phrase.plural:
            return self.definite.pair(phrase) or self._own(phrase, token)
        if phrase.lemma in self.lex.government and not phrase.words & _LOCAL:
            state = next((d for d in phrase.owners if d.kind is ActorKind.COUNTRY), None)
            if state:
                return [state]
        found = self.definite.whom(phrase)
        return [found] if found else self._own(phrase, token)

    def _is_predicate(self, token: Token) -> bool:
        """ "She is a lawyer", "as president", "no official": nobody new is spoken of."""
        if token.dep == "attr":
            return self.parse.child(token.head, "expl") is None
        if token.dep == "pobj" and self.parse.tokens[token.head].lower == "as":
            return True
        if token.dep in ("ccomp", "nsubj"):
            subject = self.parse.child(token.i, "nsubj")
            if subject is not None and self.parse.tokens[subject].tag == "PRP":
                return True  # "it makes her a candidate", read as "she is a candidate"
        below = (self.parse.tokens[c].lower for c in self.parse.children[token.i])
        return token.dep in ("oprd", "npadvmod") or any(w in ("no", "any", "every", "each") for w in below)

    def _apposed(self, phrase: Phrase, token: Token) -> Draft | None:
        """Who stands beside it: "Ann Vell, the minister" and "the minister, Ann Vell"."""
        if token.dep == "appos":
            draft = self.cast.at(token.head)
            if draft and _same_kind(draft, phrase.lemma, token):
                return draft
        for c in self.parse.children[token.i]:
            if self.parse.tokens[c].dep != "appos" or c not in self.cast.covered:
                continue
            draft = self.cast.at(c)
            if draft and _same_kind(draft, phrase.lemma, token):
                draft.describe(phrase_name(self.parse, phrase))
                return draft
        return self._named_after_place(phrase, token)

    def _named_after_place(self, phrase: Phrase, token: Token) -> Draft | None:
        """ "a mayor in Lund, Ana Berg": the parser hangs the name on the place."""
        for p in self.parse.children[token.i]:
            for place in self.parse.children[p] if self.parse.tokens[p].dep == "prep" else ():
                host = self.cast.at(place)
                if host is None or host.kind is ActorKind.PERSON:
                    continue
                for c in self.parse.children[place]:
                    draft = self.cast.at(c) if self.parse.tokens[c].dep == "appos" else None
                    if draft and draft.kind is ActorKind.PERSON and _same_kind(draft, phrase.lemma, token):
                        draft.describe(phrase_name(self.parse, phrase))
                        return draft
        return None

    # -- actors without a name

    def _own(self, phrase: Phrase, token: Token) -> list[Draft]:
        idle = not self._acts(token) or (phrase.lemma == "side" and not phrase.owners)
        if self._is_bare(phrase, token) or (idle and self._says_little(phrase)):
            return []
        key = (phrase.lemma, phrase.plural, phrase.words, phrase.states)
        draft = self.exact.get(key) or self._alike(phrase)
        if draft is None:
            draft = self.cast.new(self._new(phrase))
            self.alike[phrase.lemma, phrase.plural].append((phrase.words, draft))
        self.exact[key] = draft
        return [draft]

    def _says_little(self, phrase: Phrase) -> bool:
        """Vague nouns are nobody unless they act; "opposition to" is a thing."""
        if phrase.lemma in self.lex.vague:
            return phrase.lemma in self.lex.organization or not (phrase.words or phrase.owners)
        after = self.parse.tokens[phrase.head + 1 : phrase.head + 2]
        return phrase.lemma == "opposition" and bool(after) and after[0].lower == "to"

    def _is_bare(self, phrase: Phrase, token: Token) -> bool:
        """A singular without determiner ("a bid for president", "justice") is a function or a thing."""
        if phrase.determiner or phrase.owners or phrase.plural or token.tag[:2] != "NN":
            return False
        return phrase.lemma in self.lex.person and token.sent not in self.definite.headlines

    def _acts(self, token: Token) -> bool:
        governor = self.parse.tokens[token.head]
        if token.dep in ("dobj", "dative"):
            return governor.lemma in self.lex.spoken_to
        clause = self.parse.child(token.i, "relcl")
        subject = self.parse.child(clause, "nsubj") if clause is not None else None
        if subject is not None and self.parse.tokens[subject].tag in ("WP", "WDT"):
            return True
        return token.dep in SUBJECTS or (token.dep == "pobj" and governor.dep == "agent")

    def _alike(self, phrase: Phrase) -> Draft | None:
        """An earlier phrase of the same noun with more or fewer of the same words."""
        known = self.alike[phrase.lemma, phrase.plural][-_KEPT:]
        for words, draft in reversed(known):
            near = words & phrase.words and (words < phrase.words or phrase.words < words)
            if near and not (draft.states and phrase.states - draft.states):
                return draft
        if phrase.words or not known:
            return None
        if phrase.definite:
            return known[-1][1]
        others = bool(known[0][0]) and phrase.plural and self._restricted(phrase.head)
        return known[0][1] if len(known) == 1 and not others else None

    def _restricted(self, head: int) -> bool:
        """Whether a phrase or clause after the noun says which ones ("people in the shelters", not "the
        coastal people" of before)."""
        after = (self.parse.tokens[c] for c in self.parse.children[head] if c > head)
        return any(t.dep in ("prep", "relcl", "acl") for t in after)

    def _new(self, phrase: Phrase) -> Draft:
        if phrase.plural:
            kind = ActorKind.GROUP
        else:
            kind = ActorKind.PERSON if phrase.lemma in self.lex.person else ActorKind.ORGANIZATION
        ruled = phrase.lemma == "administration" and any(d.kind is ActorKind.PERSON for d in phrase.owners)
        return Draft(
            phrase_name(self.parse, phrase) or phrase.lemma,
            kind,
            named=ruled,
            plural=phrase.plural,
            gender=gender_of(phrase.lemma),
            states=set(phrase.states),
        )
