"""Which names of people are the same person.

Two full names that share a surname never merge. A bare surname goes to the nearest full name before
it that its title and gender allow; if the article has none, it stays the name it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.forms import fold, head_of, name_parts
from kg.annotate.actors.gazetteer import gazetteer
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.spans import Name, word_text
from kg.annotate.actors.titles import Title
from kg.model import ActorKind, MentionKind

_ADDRESS = frozenset({"mr", "ms", "mrs", "miss", "mister", "dr", "sir", "madam"})
"""Forms of address that describe nobody."""
_PRONOUNS = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_KIN = frozenset({
    "son", "daughter", "wife", "husband", "widow", "widower", "brother", "sister", "father", "mother",
    "uncle", "aunt", "nephew", "niece", "cousin", "grandson", "granddaughter", "stepson", "stepdaughter",
})  # fmt: skip
_DASHES = frozenset("-–—")
_KEPT = 8
"""How many people of one surname are compared: keeps a long text linear."""


class People:
    """Joins names of people to drafts."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.parse = cast, cast.parse
        self.full: dict[tuple[str, ...], Draft] = {}
        self.ends: dict[str, list[Draft]] = defaultdict(list)
        """Last word (and, for names with the family name first, the first word) -> people."""
        self.firsts: dict[str, list[Draft]] = defaultdict(list)
        self.bare: dict[str, Draft] = {}
        """Surnames that the article uses alone for somebody whose full name it does not give."""
        self.last_seen: dict[int, int] = {}
        self.kin: set[int] = set()
        """People who are introduced as somebody's ("his son Ola Berg"): "Berg" is not them."""

    def add(self, names: list[Name]) -> None:
        """All names of people, in text order: full names first, then the short forms of them."""
        trusted = [n for n in names if not n.weak] or names
        known = {p for n in trusted for p in (self._parts(n)[-1:] + self._parts(n)[:1])}
        names = [self._cut(n, known) if n.weak else n for n in names]
        tokens = self.parse.tokens
        whole = [n for n in names if _DASHES.isdisjoint(t.text for t in tokens[n.first : n.last])]
        surnames = self.surnames(whole)
        names = [part for n in names for part in self._couple(n, surnames)]
        for n in sorted(names, key=lambda n: n.weak):
            if len(self._parts(n)) > 1:
                self._full_name(n)
        self._part_namesakes(names)
        for n in names:
            self._name(n)

    def surnames(self, names: list[Name]) -> set[str]:
        """Words by which alone these people may be called."""
        found = {p[-1] for n in names if len(p := self._parts(n)) > 1}
        return found | {p[0] for n in names if (p := self._parts(n)) and self._family_first(n)}

    def _parts(self, name: Name) -> tuple[str, ...]:
        return name_parts(self.parse, name)

    def _cut(self, name: Name, known: set[str]) -> Name:
        """A headline's "Vell Says" is Vell, if the story knows a Vell."""
        first = self.parse.tokens[name.first].text
        if name.first == name.last or first in lexicon().first_names or first in lexicon().family_first:
            return name
        ends = [i for i in (name.first, name.last) if fold(self.parse.tokens[i].text) in known]
        return name._replace(first=ends[0], last=ends[0]) if len(ends) == 1 else name

    def _couple(self, name: Name, surnames: set[str]) -> list[Name]:
        """ "The Berg-Moe debate" has two people, where the article names both in full."""
        middle = name.first + 1
        if name.last != middle + 1 or self.parse.tokens[middle].text not in _DASHES:
            return [name]
        ends = [fold(self.parse.tokens[i].text) for i in (name.first, name.last)]
        if ends[0] == ends[1] or not surnames.issuperset(ends):
            return [name]
        return [name._replace(first=i, last=i) for i in (name.first, name.last)]

    def _part_namesakes(self, names: list[Name]) -> None:
        """A bare surname that is always "he" is not the woman of that name, nor the other way round."""
        bare: dict[str, list[Name]] = defaultdict(list)
        for n in names:
            if len(self._parts(n)) == 1:
                bare[self._parts(n)[0]].append(n)
        for word, found in bare.items():
            genders = {d.gender for d in self.ends.get(word, ())}
            if len(genders) != 1 or genders == {""}:
                continue
            seen = Counter(self._gender_near(n) for n in found)
            this, other = next(iter(genders)), "m" if genders == {"f"} else "f"
            titles = sum(n.title.gender == other for n in found if n.title)
            if titles >= 2 or (seen[other] >= 3 and seen[other] > 3 * seen[this]):
                text = word_text(self.parse, found[0].first, found[0].last)
                self.bare[word] = self.cast.new(Draft(text, ActorKind.PERSON, parts=(word,), gender=other))

    def _gender_near(self, name: Name) -> str:
        """Gender of the title, else of a "he" or "she" after it in a sentence that names nobody else."""
        if name.title and name.title.gender:
            return name.title.gender
        sentence = self.parse.sentence_of(name.first)
        own = range(name.first, name.last + 1)
        tokens = self.parse.tokens[sentence.first : sentence.last]
        if any(t.ent == "PERSON" and t.i not in own for t in tokens):
            return ""
        found = {_PRONOUNS.get(t.lower, "") for t in tokens if t.i > name.last} - {""}
        return found.pop() if len(found) == 1 else ""

    def _family_first(self, name: Name) -> bool:
        """ "Kim Jong Un", not "Kim Novak": where the first word is both a family name and a given name,
        two words (or a hyphenated one) that are no given names must follow."""
        lex = lexicon()
        first, *rest = (self.parse.tokens[i].text for i in range(name.first, name.last + 1))
        first = first.capitalize() if first.isupper() else first
        if not rest or first not in lex.family_first:
            return False
        given = [w for w in rest if w in lex.first_names]
        return first not in lex.first_names or (len(rest) >= 2 and not given)

    def _full_name(self, name: Name) -> None:
        parts = self._parts(name)
        draft = self.full.get(parts) or self._same_person(parts)
        if draft is None:
            text = word_text(self.parse, name.first, name.last)
            draft = self.cast.new(Draft(text, ActorKind.PERSON, parts=parts, gender=self._gender(name)))
            if name.first and self.parse.tokens[name.first - 1].lower in _KIN:
                self.kin.add(id(draft))
            for end in sorted({parts[-1]} | ({parts[0]} if self._family_first(name) else set())):
                self.ends[end].append(draft)
            self.firsts[parts[0]].append(draft)
        self.full[parts] = draft

    def _same_person(self, parts: tuple[str, ...]) -> Draft | None:
        """A full name that differs only in middle names or initials."""
        for draft in self.ends.get(parts[-1], ())[-_KEPT:]:
            have = draft.parts
            if have[0] == parts[0] and have[-1] == parts[-1] and (len(have) == 2 or len(parts) == 2):
                return draft
            if len(have) > len(parts) and have[-len(parts) :] == parts:
                return draft
        return None

    def _gender(self, name: Name) -> str:
        if name.title and name.title.gender:
            return name.title.gender
        gender = lexicon().first_names.get(self.parse.tokens[name.first].text, "")
        return gender if gender in ("m", "f") and name.last > name.first else ""

    def _name(self, name: Name) -> None:
        parts = self._parts(name)
        if not parts:
            return
        draft = self.full.get(parts) if len(parts) > 1 else self._surname(name, parts[0])
        if draft is None:
            text = word_text(self.parse, name.first, name.last)
            gender = name.title.gender if name.title else ""
            draft = self.cast.new(Draft(text, ActorKind.PERSON, parts=parts, gender=gender))
            self.ends[parts[-1]].append(draft)
        head = head_of(self.parse, name.first, name.last)
        if len(parts) == 1 or self.parse.tokens[head].dep != "poss":
            self.last_seen[id(draft)] = name.first
        self.cast.name(draft, name.first, name.last, MentionKind.NAME, head)
        if name.title:
            self._entitle(draft, name, name.title)

    def _surname(self, name: Name, word: str) -> Draft | None:
        gender = name.title.gender if name.title else ""
        if word in self.bare and gender in ("", self.bare[word].gender):
            return self.bare[word]
        pool = self.ends.get(word, ())[-_KEPT:]
        fits = [d for d in pool if not (gender and d.gender and d.gender != gender)]
        if not fits:
            fits = [d for d in self.firsts.get(word, ())[:3] if not gender or d.gender == gender]
            return fits[0] if len(fits) == 1 else None
        if len(fits) > 1 and name.title:
            role = name.title.role
            fits = [d for d in fits if role in d.words or role in " ".join(d.descriptions).lower()] or fits
        if len(fits) > 1:
            near = self._gender_near(name)
            fits = [d for d in fits if near and d.gender == near and id(d) not in self.kin] or fits
        listed = Counter(self._sentence_seen(d) for d in fits)
        return max(fits, key=lambda d: self._salience(d, name, listed))

    def _sentence_seen(self, draft: Draft) -> int:
        last = self.last_seen.get(id(draft), -1)
        return self.parse.tokens[last].sent if last >= 0 else -1

    def _salience(self, draft: Draft, name: Name, listed: Counter[int]) -> tuple[bool, bool, int, int]:
        """Whoever was named in this sentence or the one before, else the more often named. Of namesakes
        named side by side none is near, nor is one who only owns what is spoken of ("Ola Berg's laptop")."""
        last, seen = self.last_seen.get(id(draft), -1), self._sentence_seen(draft)
        near = seen >= 0 and self.parse.tokens[name.first].sent - seen <= 1 and listed[seen] == 1
        return id(draft) not in self.kin, near, 0 if near else len(draft.mentions), last

    def _entitle(self, draft: Draft, name: Name, title: Title) -> None:
        """Note title, gender and states; a title word that heads the phrase is a mention of its own."""
        self.cast.titles.update(range(title.first, title.last + 1))
        draft.gender = draft.gender or title.gender
        if title.role in _ADDRESS:
            draft.words.add(title.role)
            return
        draft.describe(title.text)
        tokens, book = self.parse.tokens, gazetteer()
        for i in range(title.first, title.last + 1):
            hits = book.lookup(tokens[i].text)
            if i < title.last:
                hits = book.lookup(f"{tokens[i].text} {tokens[i + 1].text}") or hits
            states = (h.entry.key if h.entry.sort == "state" else h.entry.parent for h in hits)
            draft.states.update(s for s in states if s)
            outside = not title.first <= tokens[i].head <= name.last
            if outside and tokens[i].pos in ("NOUN", "PROPN"):
                self.cast.mention(draft, title.first, title.last, MentionKind.NOMINAL, i)
