"""Which names are the same actor, and of what kind: evidence of the whole article.

Two full names that share a surname never merge. A bare surname goes to the nearest full name before
it that its title and gender allow.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.gazetteer import Entry, Hit, gazetteer
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.metonymy import is_personal, is_stay, stands_for_government
from kg.annotate.actors.spans import Name, find_again, find_names, word_text
from kg.model import ActorKind, MentionKind, Parse

ADDRESS = frozenset({"mr", "ms", "mrs", "miss", "mister", "dr", "sir", "madam"})
"""Forms of address that describe nobody."""


def add_names(cast: Cast) -> None:
    """Fill the cast with everyone and everything that the article names."""
    parse = cast.parse
    names = find_names(parse)
    names = sorted(names + find_again(parse, names))
    labels = _labels(parse, names)
    pending: list[tuple[Name, str]] = []
    states = {
        h.entry.key
        for n in names
        for h in n.hits
        if h.form not in ("capital", "short") and h.entry.sort == "state"
    }
    book = _Book(cast, states)
    for name in names:
        if name.hits and _keeps_hit(parse, name, labels):
            book.known(name)
        else:
            pending.append((name, labels[_surface(parse, name)]))
    book.unknown(_doubted(parse, pending))


def fold(text: str) -> str:
    """Lower case, no accents, no stops."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().replace(".", "")


def parts_of(text: str) -> tuple[str, ...]:
    """Words of a name as they are compared; hyphens part, a leading article and final 's go."""
    words = fold(text).replace("-", " ").replace("'s ", "s ").split()
    return tuple(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _surface(parse: Parse, name: Name) -> str:
    return fold(word_text(parse, name.first, name.last))


def _labels(parse: Parse, names: list[Name]) -> dict[str, str]:
    """One label for each surface form: titles, first names and last words outvote the recogniser."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    lex = lexicon()
    for name in names:
        surface = _surface(parse, name)
        vote = votes[surface]
        vote[name.label] += 1 if name.weak else 2
        words = surface.split()
        if name.title and name.title.direct and words[-1] not in lex.org_words:
            vote["PERSON"] += 4
        if (
            len(words) > 1
            and parse.tokens[name.first].text in lex.first_names
            and words[-1] not in lex.org_words
        ):
            vote["PERSON"] += 6
        if words[-1] in lex.org_words and len(words) > 1:
            vote["ORG"] += 20
        elif words[-1] in lex.not_actor:
            vote["EVENT"] += 20
        elif words[-1] in lex.place_words and len(words) > 1:
            vote["LOC"] += 10
    return {surface: max(sorted(vote), key=lambda k: vote[k]) for surface, vote in votes.items()}


def _keeps_hit(parse: Parse, name: Name, labels: dict[str, str]) -> bool:
    """Whether the gazetteer is believed: not where a person bears the name of a state or town."""
    if name.label == "PERSON" and name.title and name.title.direct:
        return False
    if len(name.hits) == 1 and name.hits[0].entry.sort in ("state", "place") and name.first == name.last:
        return labels[_surface(parse, name)] != "PERSON" or name.hits[0].form != "name"
    return True


def _doubted(parse: Parse, names: list[tuple[Name, str]]) -> list[tuple[Name, str]]:
    """The recogniser's people once more: what never behaves as one is a place, a body or nobody."""
    lex = lexicon()
    heads = {
        parts_of(word_text(parse, n.first, n.last))[:1]
        for n, label in names
        if label == "ORG" and n.last > n.first
    }
    groups: dict[str, list[Name]] = defaultdict(list)
    family: set[str] = set()
    for n, label in names:
        if label == "PERSON":
            groups[_surface(parse, n)].append(n)
            if n.last > n.first:
                family.update((fold(parse.tokens[n.last].text), fold(parse.tokens[n.first].text)))
    verdict: dict[str, str] = {}
    for surface, found in groups.items():
        n = found[0]
        first = parse.tokens[n.first].text
        single = n.first == n.last
        if any(x.title for x in found) or (single and surface in family) or first in lex.first_names:
            continue
        if not single and first in lex.family_first:
            continue
        if single and (surface,) in heads:
            verdict[surface] = "ORG"
        elif single and parse.tokens[n.first].tag == "NNPS":
            verdict[surface] = "NORP"
        elif all(is_stay(parse, x.first, x.last) for x in found):
            verdict[surface] = "LOC"
        elif single and not any(is_personal(parse, x.last) for x in found):
            verdict[surface] = "EVENT"
    return [(n, verdict.get(_surface(parse, n), label)) for n, label in names]


class _Book:
    """Joins names to drafts, in text order."""

    def __init__(self, cast: Cast, states: set[str]) -> None:
        self.cast, self.parse, self.states = cast, cast.parse, states
        self.keys: dict[str, Draft] = {}
        self.full: dict[tuple[str, ...], Draft] = {}
        self.ends: dict[str, list[Draft]] = defaultdict(list)
        """Last word (and, for names with the family name first, the first word) -> people."""
        self.bodies: dict[tuple[str, ...], Draft] = {}
        self.firsts: dict[str, list[Draft]] = defaultdict(list)
        self.acronyms: dict[str, Draft] = {}
        self.last_seen: dict[int, int] = {}
        self.bare: dict[str, Draft] = {}
        """Surnames that the article uses alone for somebody whose full name it does not give."""
        self.plain = {t.text for t in cast.parse.tokens if t.text.islower()}
        """Words that the article also has in small letters: "WHITE" is no acronym then."""

    # -- the gazetteer

    def known(self, name: Name) -> None:
        """A gazetteer form: a state, a body, a place, an adjective, a capital."""
        hit = self._choose(name.hits)
        if hit is None:
            return
        if hit.form == "capital" and not stands_for_government(self.parse, name.first, name.last):
            self._place(name, hit.entry)
            return
        kind = MentionKind.NAME
        if hit.form in ("adjective", "people") and self._modifies(name):
            kind = MentionKind.NOMINAL
        draft = self.keys.get(hit.entry.key) or self._draft(hit.entry)
        self._put(draft, name, kind)

    def _choose(self, hits: tuple[Hit, ...]) -> Hit | None:
        """The reading that the rest of the article bears out."""
        usable = [h for h in hits if h.form != "short" or h.entry.key in self.states]
        if not usable:
            return None
        return max(usable, key=lambda h: (h.entry.parent in self.states, h.entry.sort == "state"))

    def _modifies(self, name: Name) -> bool:
        token = self.parse.tokens[name.last]
        return token.dep in ("amod", "compound", "nmod", "poss") or token.tag == "JJ"

    def _draft(self, entry: Entry) -> Draft:
        draft = Draft(entry.name, entry.kind, entry.key, entry.sort, parts=parts_of(entry.name))
        if entry.parent:
            draft.states.add(entry.parent)
        self.keys[entry.key] = draft
        if entry.kind is ActorKind.ORGANIZATION:
            self.bodies[draft.parts] = draft
        return self.cast.new(draft)

    def _place(self, name: Name, state: Entry) -> None:
        text = word_text(self.parse, name.first, name.last)
        text = text.split(",")[0].removesuffix(" D.C.").removesuffix(" DC")
        key = f"place:{fold(text).replace(' ', '-').replace(',', '')}"
        draft = self.keys.get(key)
        if draft is None:
            text = text.title() if text.isupper() and len(text) > 3 else text
            draft = self.cast.new(Draft(text, ActorKind.PLACE, key, "place", states={state.key}))
            self.keys[key] = draft
        self._put(draft, name, MentionKind.NAME)

    # -- everything else

    def unknown(self, names: list[tuple[Name, str]]) -> None:
        """Names that no gazetteer knows: full names first, then the short forms of them."""
        people = [n for n, label in names if self._is_person(n, label)]
        surnames = {self._parts(n)[-1] for n in people if len(self._parts(n)) > 1}
        surnames |= {p[0] for n in people if (p := self._parts(n)) and self._family_first(n)}
        bodies: list[tuple[Name, str]] = []
        for n, label in names:
            if n not in people and len(self._parts(n)) == 1 and self._parts(n)[0] in surnames:
                people.append(n)
            elif n not in people:
                bodies.append((n, label))
        people.sort()
        trusted = [n for n in people if not n.weak] or people
        known = {p for n in trusted for p in (self._parts(n)[-1:] + self._parts(n)[:1])}
        people = [self._cut(n, known) if n.weak else n for n in people]
        trusted = [n for n in people if not n.weak] or people
        for n in trusted + [n for n in people if n.weak]:
            if len(self._parts(n)) > 1:
                self._full_person(n)
        self._part_namesakes(people)
        for n in people:
            self._person(n)
        self._bodies(bodies)

    def _is_person(self, name: Name, label: str) -> bool:
        return label == "PERSON"

    def _parts(self, name: Name) -> tuple[str, ...]:
        return tuple(
            p
            for p in parts_of(word_text(self.parse, name.first, name.last))
            if p not in ("al", "el", "jr", "sr")
        )

    def _cut(self, name: Name, known: set[str]) -> Name:
        """A headline's "Vell Says" is Vell, if the story knows a Vell."""
        first = self.parse.tokens[name.first].text
        if name.first == name.last or first in lexicon().first_names or first in lexicon().family_first:
            return name
        for i in (name.last, name.first):
            if fold(self.parse.tokens[i].text) in known:
                outside = name._replace(first=i, last=i)
                return name if name.first != i and fold(first) in known else outside
        return name

    def _part_namesakes(self, people: list[Name]) -> None:
        """A bare surname that is always "he" is not the woman of that name, nor the other way round."""
        bare: dict[str, list[Name]] = defaultdict(list)
        for n in people:
            if len(self._parts(n)) == 1:
                bare[self._parts(n)[0]].append(n)
        for word, names in bare.items():
            genders = {d.gender for d in self.ends.get(word, ())}
            if len(genders) != 1 or genders == {""}:
                continue
            seen = Counter(g for n in names if (g := self._pronoun_near(n)))
            other = "m" if genders == {"f"} else "f"
            if seen[other] >= 2 and seen[other] > 2 * seen[next(iter(genders))]:
                n = names[0]
                text = word_text(self.parse, n.first, n.last)
                draft = self.cast.new(Draft(text, ActorKind.PERSON, parts=(word,), gender=other))
                self.bare[word] = draft

    def _pronoun_near(self, name: Name) -> str:
        """Gender of the first "he" or "she" after a name, where no other name stands between."""
        tokens = self.parse.tokens
        sentence = self.parse.sentence_of(name.first)
        for t in tokens[name.last + 1 : sentence.last]:
            if t.lower in ("he", "his", "him"):
                return "m"
            if t.lower in ("she", "her"):
                return "f"
            if t.ent == "PERSON":
                break
        return ""

    def _family_first(self, name: Name) -> bool:
        lex = lexicon()
        first = self.parse.tokens[name.first].text
        first = first.capitalize() if first.isupper() else first
        return name.last > name.first and first in lex.family_first and first not in lex.first_names

    def _full_person(self, name: Name) -> None:
        parts = self._parts(name)
        draft = self.full.get(parts) or self._same_person(parts)
        if draft is None:
            text = word_text(self.parse, name.first, name.last)
            draft = Draft(text, ActorKind.PERSON, parts=parts, gender=self._gender(name))
            self.cast.new(draft)
            ends = {parts[-1]} | ({parts[0]} if self._family_first(name) else set())
            for end in sorted(ends):
                self.ends[end].append(draft)
            self.firsts[parts[0]].append(draft)
        self.full[parts] = draft

    def _same_person(self, parts: tuple[str, ...]) -> Draft | None:
        """A full name that differs only in middle names or initials."""
        for draft in self.ends.get(parts[-1], ()):
            have = draft.parts
            if have[0] == parts[0] and have[-1] == parts[-1] and (len(have) == 2 or len(parts) == 2):
                return draft
            if len(have) > len(parts) and have[-len(parts) :] == parts:
                return draft
        return None

    def _gender(self, name: Name) -> str:
        gender = (
            lexicon().first_names.get(self.parse.tokens[name.first].text, "")
            if name.last > name.first
            else ""
        )
        if name.title and name.title.gender:
            return name.title.gender
        return gender if gender in ("m", "f") else ""

    def _person(self, name: Name) -> None:
        parts = self._parts(name)
        if not parts:
            return
        draft = self.full.get(parts) if len(parts) > 1 else self._surname(name, parts[0])
        if draft is None:
            draft = Draft(
                word_text(self.parse, name.first, name.last), ActorKind.PERSON, parts=parts,
                gender=name.title.gender if name.title else "",
            )  # fmt: skip
            self.cast.new(draft)
            self.ends[parts[-1]].append(draft)
        self.last_seen[id(draft)] = name.first
        self._put(draft, name, MentionKind.NAME)
        if name.title:
            self._entitle(draft, name)

    def _surname(self, name: Name, word: str) -> Draft | None:
        gender = name.title.gender if name.title else ""
        if word in self.bare and gender in ("", self.bare[word].gender):
            return self.bare[word]
        fits = [d for d in self.ends.get(word, ()) if not (gender and d.gender and d.gender != gender)]
        if not fits:
            fits = [d for d in self.firsts.get(word, ())[:3] if not gender or d.gender == gender]
            return fits[0] if len(fits) == 1 else None
        if len(fits) > 1 and name.title:
            role = name.title.role
            fits = [d for d in fits if role in d.words or role in " ".join(d.descriptions).lower()] or fits
        return max(
            fits, key=lambda d: (self.last_seen.get(id(d), -1), -min(d.mentions, default=0)), default=None
        )

    def _entitle(self, draft: Draft, name: Name) -> None:
        title = name.title
        assert title is not None
        self.cast.titles.update(range(title.first, title.last + 1))
        if title.role not in ADDRESS:
            draft.describe(title.text)
        else:
            draft.words.add(title.role)
        draft.gender = draft.gender or title.gender
        for i in range(title.first, title.last + 1):
            hits = gazetteer().lookup(self.parse.tokens[i].text)
            if i < title.last:
                hits = (
                    gazetteer().lookup(f"{self.parse.tokens[i].text} {self.parse.tokens[i + 1].text}") or hits
                )
            draft.states.update(
                h.entry.key if h.entry.sort == "state" else h.entry.parent or "" for h in hits
            )
            token = self.parse.tokens[i]
            if (
                title.role not in ADDRESS
                and token.pos in ("NOUN", "PROPN")
                and not title.first <= token.head <= name.last
            ):
                self.cast.mention(draft, title.first, title.last, MentionKind.NOMINAL, i)
        draft.states.discard("")

    # -- bodies and places

    def _bodies(self, names: list[tuple[Name, str]]) -> None:
        kept = [(n, label) for n, label in names if self._is_actor(n, label)]
        trusted = {_surface(self.parse, n) for n, _ in kept if not n.weak}
        longest = sorted(
            (n for n, label in kept if label in ("ORG", "PRODUCT", "")), key=lambda n: -len(self._parts(n))
        )
        for n in longest:
            if not n.weak or _surface(self.parse, n) in trusted or self._looks_like_body(n):
                self._body(n)
        for n, label in kept:
            surface = _surface(self.parse, n)
            draft = (
                self._find_body(n)
                if label in ("ORG", "PRODUCT", "")
                else self._other(n, label, surface in trusted)
            )
            if draft:
                self._put(draft, n, MentionKind.NAME)

    def _is_actor(self, name: Name, label: str) -> bool:
        tokens = self.parse.tokens
        if label in ("EVENT", "WORK_OF_ART", "LAW") or name.first in self.cast.titles:
            return False
        if (
            name.first == name.last
            and tokens[name.first].text.isupper()
            and tokens[name.first].lower in self.plain
        ):
            return False
        return any(t.tag[:3] == "NNP" or t.ent in ("NORP", "GPE") for t in tokens[name.first : name.last + 1])

    def _looks_like_body(self, name: Name) -> bool:
        return self._parts(name)[-1] in lexicon().org_words

    def _body(self, name: Name) -> None:
        parts = self._parts(name)
        if not parts or self._find_body(name):
            return
        text = word_text(self.parse, name.first, name.last)
        draft = self.cast.new(Draft(text, ActorKind.ORGANIZATION, parts=parts))
        self.bodies[parts] = draft
        if len(parts) > 1 and self._is_state_word(parts[:1]):
            self.bodies.setdefault(parts[1:], draft)
        for small in (("of", "the", "and", "for", "on", "in", "at", "to", "s"), ("s",)):
            initials = "".join(p[0] for p in parts if p not in small)
            if len(initials) > 2:
                self.acronyms.setdefault(initials, draft)
        tokens = self.parse.tokens
        i = name.last + 1
        if (
            i + 2 < len(tokens)
            and tokens[i].text == "("
            and tokens[i + 2].text == ")"
            and tokens[i + 1].text[:2].isupper()
        ):
            self.acronyms[fold(tokens[i + 1].text)] = draft

    def _longer(self, parts: tuple[str, ...]) -> Draft | None:
        """The one body whose name begins with these words."""
        if len(parts) == 1 and parts[0] in lexicon().org_words | {
            "national",
            "new",
            "united",
            "democratic",
            "north",
            "south",
        }:
            return None
        found = [d for key, d in self.bodies.items() if len(key) > len(parts) and key[: len(parts)] == parts]
        return found[0] if len(found) == 1 and not self._is_state_word(parts) else None

    def _is_state_word(self, parts: tuple[str, ...]) -> bool:
        return bool(gazetteer().lookup(" ".join(p.capitalize() for p in parts)))

    def _find_body(self, name: Name) -> Draft | None:
        parts = self._parts(name)
        text = fold(word_text(self.parse, name.first, name.last))
        return (
            self.bodies.get(parts)
            or self._longer(parts)
            or (self.acronyms.get(text) if len(parts) == 1 else None)
        )

    def _other(self, name: Name, label: str, trusted: bool) -> Draft | None:
        """A place or a people that the gazetteer does not know."""
        tokens = self.parse.tokens
        surface = _surface(self.parse, name)
        if name.weak and not trusted:
            return None
        if label == "NORP" and tokens[name.last].tag not in ("NNS", "NNPS"):
            return None
        key = f"{label == 'NORP'}:{surface}"
        draft = self.keys.get(key) or self.bodies.get(self._parts(name))
        if draft is None:
            kind = ActorKind.GROUP if label == "NORP" else ActorKind.PLACE
            text = word_text(self.parse, name.first, name.last)
            text = text.title() if text.isupper() and len(text) > 3 else text
            draft = self.cast.new(Draft(text, kind, plural=label == "NORP", parts=self._parts(name)))
            self.keys[key] = draft
        return draft

    def _put(self, draft: Draft, name: Name, kind: MentionKind) -> None:
        head = head_of(self.parse, name.first, name.last)
        self.cast.mention(draft, name.first, name.last, kind, head)
        for i in range(name.first, name.last + 1):
            self.cast.covered[i] = draft
        if kind is MentionKind.NAME:
            draft.aliases.setdefault(word_text(self.parse, name.first, name.last))


def head_of(parse: Parse, first: int, last: int) -> int:
    """The last token of the span whose governor stands outside it."""
    for i in range(last, first - 1, -1):
        head = parse.tokens[i].head
        if (head < first or head > last or head == i) and parse.tokens[i].pos != "PUNCT":
            return i
    return last
