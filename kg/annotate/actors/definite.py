"""Definite descriptions of actors that have a name: "the North Korean leader", "the outlet", "both sides"."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.gazetteer import regions
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.offices import holders
from kg.annotate.actors.phrases import Phrase, gender_of, phrase_name
from kg.annotate.actors.recent import SUBJECTS, Recent
from kg.annotate.actors.spans import is_headline
from kg.model import ActorKind

_KEPT = 8
"""How many candidates of one word are looked at: keeps a long text linear."""
_ANY_RULER = frozenset({"leader", "ruler", "dictator", "strongman"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NOT_IN_OFFICE = frozenset({"former", "vice", "deputy", "ex", "then", "late", "acting"})
_OTHER_TIMES = _NOT_IN_OFFICE - {"vice"} | {
    "new",
    "next",
    "future",
    "incoming",
    "outgoing",
    "elect",
    "previous",
    "first",
}
_STATES = frozenset(
    ["country", "nation", "state", "neighbor", "neighbour", "government", "capital", "ally", "power"]
)


class Definite:
    """Looks up whom a definite phrase means, by title, by name word, by kind; nearest mention first."""

    def __init__(self, cast: Cast, recent: Recent) -> None:
        self.cast, self.parse, self.recent, self.lex = cast, cast.parse, recent, lexicon()
        self.roles: dict[str, list[Draft]] = defaultdict(list)
        self.rulers: list[Draft] = []
        self.people = [d for d in cast.drafts if d.kind is ActorKind.PERSON and d.named and len(d.parts) > 1]
        self.words: dict[str, list[Draft]] = defaultdict(list)
        self.states = {d.key: d for d in cast.drafts if d.kind is ActorKind.COUNTRY}
        self.headlines = {n for n, s in enumerate(cast.parse.sentences) if is_headline(cast.parse, s)}
        for draft in cast.drafts:
            if draft.kind is ActorKind.PERSON:
                for word in sorted(draft.words):
                    self.roles[word].append(draft)
                text = f" {' '.join(draft.descriptions)} ".lower()
                if any(f" {word}" in text for word in self.lex.ruler):
                    self.rulers.append(draft)
            elif draft.kind is ActorKind.ORGANIZATION:
                for word in draft.parts:
                    self.words[word].append(draft)

    def whom(self, phrase: Phrase) -> Draft | None:
        """The named actor that a singular phrase means, or nobody."""
        if phrase.lemma in self.lex.person and (phrase.definite or self._is_office(phrase)):
            return self._office_holder(phrase)
        if phrase.determiner == "its" and phrase.role == "secretary":
            return self._in_office(phrase)
        if not phrase.definite:
            return None
        named = [d for d in self.words.get(phrase.lemma, ())[:_KEPT] if _may_belong(d, phrase)]
        if phrase.states:
            return named[0] if len(named) == 1 else None
        if phrase.lemma in self.lex.state:
            return self._state(phrase)
        if named:
            near = self.recent.nearest(phrase.head, 6, lambda d, _: d in named)
            return near or self._only_before(named, phrase)
        if phrase.lemma in self.lex.outlet:
            return self.recent.nearest(phrase.head, 6, lambda d, _: d.sort == "outlet")
        if phrase.lemma in self.lex.company:
            return self.recent.nearest(phrase.head, 3, lambda d, _: _is_company(d))
        return None

    def _only_before(self, drafts: list[Draft], phrase: Phrase) -> Draft | None:
        known = [d for d in drafts if d.mentions and min(d.mentions) < phrase.head]
        return known[0] if len(known) == 1 else None

    # -- states

    def _state(self, phrase: Phrase) -> Draft | None:
        """ "the isolated nation": the state last spoken of that is not the other party of the same verb."""
        verb = self.recent.clause(phrase.head)
        subject = self.parse.tokens[phrase.head].dep in SUBJECTS
        region = next((r for r in regions() if phrase.words.issuperset(r.split())), None)

        def fits(draft: Draft, head: int) -> bool:
            if draft.kind is not ActorKind.COUNTRY or (region and draft.key not in regions()[region]):
                return False
            return subject or self.recent.clause(head) != verb

        return self._home(phrase, region) or self.recent.nearest(phrase.head, 2, fits)

    def _home(self, phrase: Phrase, region: str | None) -> Draft | None:
        """ "Berg's proposal that the island nation …": the state of the person named last before it."""
        here = next(iter(self.recent.before(phrase.head, 0)), [])
        draft = self.cast.at(here[-1]) if here else None
        if draft is None or draft.kind is not ActorKind.PERSON or len(draft.states) != 1:
            return None
        key = next(iter(draft.states))
        return None if region and key not in regions()[region] else self.states.get(key)

    # -- offices

    def _is_office(self, phrase: Phrase) -> bool:
        """ "North Korea's leader", "its president", "President" alone with a capital."""
        token = self.parse.tokens[phrase.head]
        if phrase.determiner not in ("", "its"):
            return False
        capital = token.text[0].isupper() and not token.text.isupper() and token.tag[:3] == "NNP"
        return bool(phrase.states) or capital or token.sent in self.headlines

    def _office_holder(self, phrase: Phrase) -> Draft | None:
        """The person whom the article gave this office; "leader" is any ruler."""
        words = phrase.role.split()
        pool = self.roles.get(words[-1], [])[-_KEPT * 4 :]
        if phrase.role in _ANY_RULER:
            pool = list(dict.fromkeys([*pool, *self.rulers[: _KEPT * 4]]))
        else:
            pool = [d for d in pool if all(w in d.words for w in words)]
        fits = [d for d in pool if _fits_office(d, phrase)]
        fits = [d for d in fits if phrase.states & d.states] or fits
        if len(fits) == 1:
            return fits[0]
        if not pool:
            return self._in_office(phrase)
        return self.recent.nearest(phrase.head, 4, lambda d, _: d in fits) if fits else None

    def _in_office(self, phrase: Phrase) -> Draft | None:
        """The one person whom the article names in full and who held the office when it was published.

        The phrase must name the state or body (only "his secretary of state" can but be American), and
        neither it nor its sentence speak of another time.
        """
        day = self.cast.published
        if day is None or phrase.words & _OTHER_TIMES or self._dated_otherwise(phrase.head, day.year):
            return None
        of = phrase.states | {d.key for d in phrase.owners if d.key}
        secretary = phrase.role == "secretary" and "state" in phrase.words
        if not of and not (secretary and phrase.determiner == "its"):
            return None
        names = holders("secretary of state" if secretary else phrase.role, of, day)
        here = [d for d in self.people if d.parts in names]
        if len(here) != 1:
            return None
        here[0].describe(phrase_name(self.parse, phrase))
        return here[0]

    def _dated_otherwise(self, head: int, year: int) -> bool:
        """Whether the sentence names a year that is not this one."""
        sentence = self.parse.sentence_of(head)
        words = (t.text for t in self.parse.tokens[sentence.first : sentence.last])
        return any(_YEAR.fullmatch(w) and w != str(year) for w in words)

    # -- pairs

    def pair(self, phrase: Phrase) -> list[Draft]:
        """The two actors of "both sides", "the two leaders"; empty if it is not such a phrase or unclear."""
        if phrase.lemma not in self.lex.pair or phrase.states or not self._counts_two(phrase):
            return []
        if phrase.lemma in _STATES:
            kinds = {ActorKind.COUNTRY}
        elif phrase.lemma in self.lex.person | {"men", "women"}:
            kinds = {ActorKind.PERSON}
        elif phrase.lemma in self.lex.company:
            kinds = {ActorKind.ORGANIZATION}
        else:
            kinds = {ActorKind.COUNTRY, ActorKind.PERSON, ActorKind.ORGANIZATION}
        return self.recent.pair(phrase.head, 3, lambda d: d.kind in kinds and d.named)

    def _counts_two(self, phrase: Phrase) -> bool:
        if phrase.determiner == "both":
            return True
        counts = (self.parse.tokens[c] for c in self.parse.children[phrase.head])
        known = phrase.definite or phrase.determiner == "its"
        return known and any(t.dep == "nummod" and t.lower in ("two", "2") for t in counts)


def _may_belong(draft: Draft, phrase: Phrase) -> bool:
    return not (phrase.states and draft.states and not phrase.states & draft.states)


def _is_company(draft: Draft) -> bool:
    return draft.kind is ActorKind.ORGANIZATION and draft.named and draft.sort in ("", "company")


def _fits_office(draft: Draft, phrase: Phrase) -> bool:
    """No conflict of state or gender, and former, vice and deputy holders only where the phrase says so."""
    gender = gender_of(phrase.lemma)
    if not _may_belong(draft, phrase) or (gender and draft.gender and gender != draft.gender):
        return False
    said = phrase.words & _NOT_IN_OFFICE
    return said <= draft.words and (bool(said) or not draft.words & {"vice", "former", "ex"})
