"""Descriptions: whom "the North Korean leader", "the outlet", "both sides" or "officials" speak of.

A description goes to a named actor by apposition, by a title the article gave, or by a definite
article and kind; otherwise it is an actor of its own, one for all phrases with the same words.
"""

from __future__ import annotations

from collections import defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.gazetteer import regions
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.phrases import Phrase, find_phrases, lemma_of, measured, phrase_name
from kg.annotate.actors.recent import SUBJECTS, Recent
from kg.annotate.actors.spans import is_headline
from kg.model import ActorKind, MentionKind, Token

_KEPT = 8
"""How many earlier candidates of one noun are looked at: keeps a long text linear."""


def add_nominals(cast: Cast) -> Recent:
    """Add every description to the cast; returns who is where, for the pronouns."""
    recent = Recent(cast)
    _describe(cast)
    _Nominals(cast, recent).run()
    return recent


def _describe(cast: Cast) -> None:
    """What copulas and "of" say of a named actor, before anything is resolved by it."""
    parse, lex = cast.parse, lexicon()
    for token in parse.tokens:
        if token.dep not in ("attr", "appos") or token.tag[:2] != "NN" or lemma_of(token) not in lex.human:
            continue
        holder = token.head
        if token.dep == "attr":
            subject = parse.child(token.head, "nsubj")
            if subject is None or parse.child(token.head, "neg") is not None:
                continue
            holder = subject
        draft = cast.at(holder)
        if draft and token.i not in cast.covered and _same_kind(draft, lemma_of(token), token):
            first, last = parse.edges[token.i][0], token.i
            of = parse.child(token.i, "prep")
            if of is not None and of == token.i + 1 and parse.edges[of][1] - of < 8:
                last = parse.edges[of][1]
            if token.i - first < 10:
                text = parse.text[parse.tokens[first].start : parse.tokens[last].end]
                for article in ("the ", "a ", "an "):
                    text = text.removeprefix(article)
                draft.describe(text)
                draft.states.update(
                    d.key for i in range(first, last + 1)
                    if (d := cast.covered.get(i)) and d.kind is ActorKind.COUNTRY and d.key
                )  # fmt: skip
                draft.gender = draft.gender or _gender(lemma_of(token))


def _gender(lemma: str) -> str:
    return "m" if lemma in lexicon().male else "f" if lemma in lexicon().female else ""


def _same_kind(draft: Draft, lemma: str, token: Token) -> bool:
    lex = lexicon()
    plural = token.tag in ("NNS", "NNPS")
    if draft.kind is ActorKind.PERSON:
        gender = _gender(lemma)
        return lemma in lex.person and not plural and not (gender and draft.gender and gender != draft.gender)
    if draft.kind in (ActorKind.ORGANIZATION, ActorKind.COUNTRY):
        return lemma in lex.organization and not plural
    return draft.kind is ActorKind.GROUP and (plural or lemma in lex.people | lex.organization)


class _Nominals:
    def __init__(self, cast: Cast, recent: Recent) -> None:
        self.cast, self.parse, self.recent, self.lex = cast, cast.parse, recent, lexicon()
        self.roles: dict[str, list[Draft]] = defaultdict(list)
        self.rulers: list[Draft] = []
        for draft in cast.drafts:
            if draft.kind is not ActorKind.PERSON:
                continue
            for word in draft.words:
                self.roles[word].append(draft)
            text = f" {' '.join(draft.descriptions)} ".lower()
            if any(f" {word}" in text for word in self.lex.ruler):
                self.rulers.append(draft)
        self.words: dict[str, list[Draft]] = defaultdict(list)
        for draft in cast.drafts:
            if draft.kind is ActorKind.ORGANIZATION:
                for word in draft.parts:
                    self.words[word].append(draft)
        self.headlines = {n for n, s in enumerate(cast.parse.sentences) if is_headline(cast.parse, s)}
        self.states = {d.key: d for d in cast.drafts if d.kind is ActorKind.COUNTRY}
        self.own: dict[tuple[str, bool], list[tuple[frozenset[str], Draft]]] = defaultdict(list)

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
        if phrase.plural and (phrase.determiner == "both" or self._counts_two(phrase)):
            return self._pair(phrase) or self._own(phrase, token)
        if phrase.lemma in self.lex.government and not phrase.plural:
            state = next((d for d in phrase.owners if d.kind is ActorKind.COUNTRY), None)
            if state and phrase.words & {"local", "state", "provincial", "city"} == set():
                return [state]
        found = self._definite(phrase) if not phrase.plural else None
        return [found] if found else self._own(phrase, token)

    def _is_predicate(self, token: Token) -> bool:
        """ "She is a lawyer", "as president", "no official": nobody new is spoken of."""
        if token.dep == "attr":
            verb = token.head
            return self.parse.child(verb, "expl") is None
        if token.dep == "pobj" and self.parse.tokens[token.head].lower == "as":
            return True
        return token.dep in ("oprd", "npadvmod") or any(
            self.parse.tokens[c].lower in ("no", "any", "every", "each") for c in self.parse.children[token.i]
        )

    def _apposed(self, phrase: Phrase, token: Token) -> Draft | None:
        if token.dep == "appos":
            draft = self.cast.at(token.head)
            if draft and _same_kind(draft, phrase.lemma, token):
                return draft
        for c in self.parse.children[token.i]:
            if self.parse.tokens[c].dep == "appos" and (draft := self.cast.at(c)) and c in self.cast.covered:
                if _same_kind(draft, phrase.lemma, token):
                    draft.describe(phrase_name(self.parse, phrase))
                    return draft
        return None

    # -- definite descriptions of named actors

    def _definite(self, phrase: Phrase) -> Draft | None:
        if phrase.lemma in self.lex.person and (phrase.definite or self._is_office(phrase)):
            return self._office_holder(phrase)
        if not phrase.definite:
            return None
        named = [
            d for d in self.words.get(phrase.lemma, ())[:_KEPT]
            if not phrase.states or not d.states or phrase.states & d.states
        ]  # fmt: skip
        if named and phrase.states:
            return named[0] if len(named) == 1 else None
        if phrase.states:
            return None
        if phrase.lemma in self.lex.state:
            return self._state(phrase)
        if named:
            return self.recent.nearest(phrase.head, 6, lambda d, _: d in named) or self._only_before(
                named, phrase
            )
        if phrase.lemma in self.lex.outlet:
            return self.recent.nearest(phrase.head, 6, lambda d, _: d.sort == "outlet")
        if phrase.lemma in self.lex.company:
            return self.recent.nearest(
                phrase.head, 3, lambda d, _: d.kind is ActorKind.ORGANIZATION and d.named and d.sort in ("", "company")
            )  # fmt: skip
        return None

    def _state(self, phrase: Phrase) -> Draft | None:
        """ "the isolated nation": the state last spoken of that is not the other party of the same verb."""
        verb = self.recent.clause(phrase.head)
        region = next((r for r in regions() if phrase.words.issuperset(r.split())), None)

        def fits(draft: Draft, head: int) -> bool:
            if draft.kind is not ActorKind.COUNTRY or (region and draft.key not in regions()[region]):
                return False
            return self.parse.tokens[phrase.head].dep in SUBJECTS or self.recent.clause(head) != verb

        return self._home(phrase, region) or self.recent.nearest(phrase.head, 2, fits)

    def _home(self, phrase: Phrase, region: str | None) -> Draft | None:
        """ "Kim's proposal that the isolated nation …": the state of the person named last before it."""
        here = next(iter(self.recent.before(phrase.head, 0)), [])
        draft = self.cast.at(here[-1]) if here else None
        if draft is None or draft.kind is not ActorKind.PERSON or len(draft.states) != 1:
            return None
        key = next(iter(draft.states))
        if region and key not in regions()[region]:
            return None
        return self.states.get(key)

    def _only_before(self, drafts: list[Draft], phrase: Phrase) -> Draft | None:
        known = [d for d in drafts if d.mentions and min(d.mentions) < phrase.head]
        return known[0] if len(known) == 1 else None

    def _is_office(self, phrase: Phrase) -> bool:
        """ "North Korea's leader", "its president", "President" alone with a capital."""
        token = self.parse.tokens[phrase.head]
        if phrase.determiner not in ("", "its"):
            return False
        capital = token.text[0].isupper() and not token.text.isupper() and token.tag[:3] == "NNP"
        return bool(phrase.states) or capital or token.sent in self.headlines

    def _office_holder(self, phrase: Phrase) -> Draft | None:
        """The person whom the article gave this office; "leader" is any ruler."""
        role_words = phrase.role.split()
        pool = [
            d
            for d in self.roles.get(role_words[-1], ())[-_KEPT * 4 :]
            if all(w in d.words for w in role_words)
        ]
        if phrase.role in self.lex.ruler:
            pool = list(dict.fromkeys([*pool, *self.rulers[: _KEPT * 4]]))
            if phrase.role not in ("leader", "ruler", "dictator", "strongman"):
                pool = [d for d in pool if all(w in d.words for w in role_words)]
        lower = {"former", "vice", "deputy", "ex", "then", "late", "acting"}
        kind = phrase.words & lower
        gender = _gender(phrase.lemma)
        fits = [
            d for d in pool
            if not (phrase.states and d.states and not phrase.states & d.states)
            and not (gender and d.gender and gender != d.gender)
            and kind <= d.words and not (not kind and d.words & {"vice", "former", "ex"})
        ]  # fmt: skip
        exact = [d for d in fits if phrase.states & d.states]
        fits = exact or fits
        if len(fits) == 1:
            return fits[0]
        return self.recent.nearest(phrase.head, 4, lambda d, _: d in fits) if fits else None

    # -- pairs

    def _counts_two(self, phrase: Phrase) -> bool:
        if not phrase.definite and phrase.determiner != "its":
            return False
        return any(
            self.parse.tokens[c].dep == "nummod" and self.parse.tokens[c].lower in ("two", "2")
            for c in self.parse.children[phrase.head]
        )  # fmt: skip

    def _pair(self, phrase: Phrase) -> list[Draft]:
        if phrase.lemma not in self.lex.pair or phrase.states:
            return []
        if phrase.lemma in (
            "country",
            "nation",
            "state",
            "neighbor",
            "neighbour",
            "government",
            "capital",
            "ally",
            "power",
        ):
            kinds = {ActorKind.COUNTRY}
        elif phrase.lemma in self.lex.person | {"men", "women"}:
            kinds = {ActorKind.PERSON}
        elif phrase.lemma in self.lex.company:
            kinds = {ActorKind.ORGANIZATION}
        else:
            kinds = {ActorKind.COUNTRY, ActorKind.PERSON, ActorKind.ORGANIZATION}
        return self.recent.pair(phrase.head, 3, lambda d: d.kind in kinds and d.named)

    # -- actors without a name

    def _own(self, phrase: Phrase, token: Token) -> list[Draft]:
        if self._is_bare(phrase, token) or (not self._acts(token) and self._says_little(phrase, token)):
            return []
        known = self.own[phrase.lemma, phrase.plural]
        draft = self._same_words(phrase, known)
        if draft is None:
            draft = self.cast.new(self._new(phrase))
            known.append((phrase.words, draft))
        return [draft]

    def _says_little(self, phrase: Phrase, token: Token) -> bool:
        """Vague nouns, and bare ones that name a function ("a bid for president"), are nobody unless they act."""
        if phrase.lemma in self.lex.vague:
            return phrase.lemma in self.lex.organization or not (phrase.words or phrase.owners)
        after = self.parse.tokens[phrase.head + 1] if phrase.head + 1 < len(self.parse.tokens) else token
        if phrase.lemma in ("opposition", "support") and after.lower == "to":
            return True
        return False

    def _is_bare(self, phrase: Phrase, token: Token) -> bool:
        """A singular without determiner ("a bid for president", "justice") denotes a function or a thing."""
        bare = not phrase.determiner and not phrase.owners and not phrase.plural
        return (
            bare
            and token.tag[:2] == "NN"
            and token.sent not in self.headlines
            and phrase.lemma in self.lex.person
        )

    def _acts(self, token: Token) -> bool:
        return token.dep in SUBJECTS or (token.dep == "pobj" and self.parse.tokens[token.head].dep == "agent")

    def _same_words(self, phrase: Phrase, known: list[tuple[frozenset[str], Draft]]) -> Draft | None:
        for words, draft in reversed(known):
            if words == phrase.words and not (
                phrase.states and draft.states and phrase.states != draft.states
            ):
                return draft
        last = known[-_KEPT:]
        for words, draft in reversed(last):
            near = words & phrase.words and (words < phrase.words or phrase.words < words)
            if near and not (draft.states and phrase.states - draft.states):
                return draft
        if phrase.words or not last:
            return None
        return last[-1][1] if phrase.definite or len(last) == 1 else None

    def _new(self, phrase: Phrase) -> Draft:
        lex = self.lex
        if phrase.plural or phrase.lemma in lex.people:
            kind = ActorKind.GROUP
        else:
            kind = ActorKind.PERSON if phrase.lemma in lex.person else ActorKind.ORGANIZATION
        name = phrase_name(self.parse, phrase)
        draft = Draft(
            name or phrase.lemma, kind, named=False, plural=kind is ActorKind.GROUP,
            gender=_gender(phrase.lemma), states=set(phrase.states),
        )  # fmt: skip
        if phrase.lemma == "administration" and any(d.kind is ActorKind.PERSON for d in phrase.owners):
            draft.named = True
        return draft
