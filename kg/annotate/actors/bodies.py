"""States, organisations, places and peoples: from the gazetteer, else as the article names them."""

from __future__ import annotations

from collections import defaultdict

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.forms import fold, head_of, name_parts, parts_of, surface, unshout
from kg.annotate.actors.gazetteer import Entry, Hit, gazetteer, short_names
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.metonymy import stands_for_government
from kg.annotate.actors.spans import Name, word_text
from kg.model import ActorKind, MentionKind

_BODY_LABELS = ("ORG", "PRODUCT", "")
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "at", "to", "s"})
_NO_SHORT_FORM = frozenset({"national", "new", "united", "democratic", "north", "south"})


class Bodies:
    """Joins names of bodies and places to drafts. ``states`` are the states the article names in full."""

    def __init__(self, cast: Cast, states: set[str]) -> None:
        self.cast, self.parse, self.states = cast, cast.parse, states
        self.keys: dict[str, Draft] = {}
        self.bodies: dict[tuple[str, ...], Draft] = {}
        self.prefixes: dict[tuple[str, ...], dict[int, Draft]] = defaultdict(dict)
        self.acronyms: dict[str, Draft] = {}
        self.plain = {t.text for t in cast.parse.tokens if t.text.islower()}
        """Words that the article also has in small letters: "WHITE" is no acronym then."""

    # -- the gazetteer

    def known(self, name: Name) -> None:
        """A gazetteer form: a state, a body, a place, an adjective, a capital."""
        hit = self._choose(name.hits)
        if hit is None:
            return
        if hit.form == "capital" and not stands_for_government(self.parse, name.first, name.last):
            self._put(self._capital(name, hit.entry), name, MentionKind.NAME)
            return
        adjective = hit.form in ("adjective", "people") and self._modifies(name)
        kind = MentionKind.NOMINAL if adjective else MentionKind.NAME
        self._put(self.keys.get(hit.entry.key) or self._draft(hit.entry), name, kind)

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
        draft = self.cast.new(
            Draft(entry.name, entry.kind, entry.key, entry.sort, parts=parts_of(entry.name))
        )
        if entry.parent:
            draft.states.add(entry.parent)
        self.keys[entry.key] = draft
        if entry.kind is ActorKind.ORGANIZATION:
            self._register(draft.parts, draft)
        return draft

    def _capital(self, name: Name, state: Entry) -> Draft:
        """A capital as a town."""
        text = word_text(self.parse, name.first, name.last).split(",")[0]
        text = unshout(text.removesuffix(" D.C.").removesuffix(" DC"))
        key = f"place:{fold(text).replace(' ', '-')}"
        if key not in self.keys:
            draft = Draft(text, ActorKind.PLACE, key, "place", states={state.key})
            self.keys[key] = self.cast.new(draft)
        return self.keys[key]

    # -- what no gazetteer knows

    def add(self, names: list[tuple[Name, str]]) -> None:
        """Names with their labels; longer names first, so that short forms find them."""
        kept = [(n, label) for n, label in names if self._is_actor(n, label)]
        trusted = {surface(self.parse, n) for n, _ in kept if not n.weak}
        bodies = [n for n, label in kept if label in _BODY_LABELS]
        for n in sorted(bodies, key=lambda n: -len(name_parts(self.parse, n))):
            if not n.weak or surface(self.parse, n) in trusted or self._looks_like_body(n):
                self._body(n)
        for n, label in kept:
            if label in _BODY_LABELS:
                draft = self._find_body(n)
            else:
                draft = self._other(n, label, surface(self.parse, n) in trusted)
            if draft:
                self._put(draft, n, MentionKind.NAME)

    def _is_actor(self, name: Name, label: str) -> bool:
        tokens = self.parse.tokens[name.first : name.last + 1]
        if label in ("EVENT", "WORK_OF_ART", "LAW") or name.first in self.cast.titles:
            return False
        if len(tokens) == 1 and tokens[0].text.isupper() and tokens[0].lower in self.plain:
            return False
        return any(t.tag[:3] == "NNP" or t.ent in ("NORP", "GPE") for t in tokens)

    def _looks_like_body(self, name: Name) -> bool:
        parts = name_parts(self.parse, name)
        return bool(parts) and parts[-1] in lexicon().org_words

    def _body(self, name: Name) -> None:
        parts = name_parts(self.parse, name)
        if not parts or self._find_body(name):
            return
        text = word_text(self.parse, name.first, name.last)
        owner = short_names().get(self.parse.tokens[name.first].text)
        owned = owner is not None and owner.key in self.states and self._owns(name.first)
        if owner and owned:
            text = owner.name + text[len(self.parse.tokens[name.first].text) :]
        draft = self.bodies.get(parts_of(text)) or self.cast.new(
            Draft(text, ActorKind.ORGANIZATION, parts=parts_of(text))
        )
        if owner and owned:
            draft.states.add(owner.key)
            self._register(draft.parts, draft)
        self._register(parts, draft)
        for small in (_SMALL, frozenset({"s"})):
            initials = "".join(p[0] for p in parts if p not in small)
            if len(initials) > 2:
                self.acronyms.setdefault(initials, draft)
        after = self.parse.tokens[name.last + 1 : name.last + 4]
        if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text[:2].isupper():
            self.acronyms[fold(after[1].text)] = draft

    def _owns(self, i: int) -> bool:
        """Whether a possessive mark follows: "the North's Foreign Ministry"."""
        return self.parse.tokens[i + 1].tag == "POS"

    def _register(self, parts: tuple[str, ...], draft: Draft) -> None:
        """Let the name, its beginnings and (after a state's name) its rest lead to the draft."""
        self.bodies[parts] = draft
        for n in range(1, len(parts)):
            self.prefixes[parts[:n]][id(draft)] = draft
        if len(parts) > 1 and _is_known(parts[:1]):
            self.bodies.setdefault(parts[1:], draft)

    def _longer(self, parts: tuple[str, ...]) -> Draft | None:
        """The one body whose name begins with these words."""
        if len(parts) == 1 and parts[0] in lexicon().org_words | _NO_SHORT_FORM:
            return None
        found = self.prefixes.get(parts, {})
        return next(iter(found.values())) if len(found) == 1 and not _is_known(parts) else None

    def _find_body(self, name: Name) -> Draft | None:
        parts = name_parts(self.parse, name)
        acronym = self.acronyms.get(surface(self.parse, name)) if len(parts) == 1 else None
        return self.bodies.get(parts) or acronym or self._longer(parts)

    def _other(self, name: Name, label: str, trusted: bool) -> Draft | None:
        """A place or a people that the gazetteer does not know."""
        if name.weak and not trusted:
            return None
        if label == "NORP" and self.parse.tokens[name.last].tag not in ("NNS", "NNPS"):
            return None
        key = f"{label == 'NORP'}:{surface(self.parse, name)}"
        parts = name_parts(self.parse, name)
        draft = self.keys.get(key) or self.bodies.get(parts)
        if draft is None:
            kind = ActorKind.GROUP if label == "NORP" else ActorKind.PLACE
            text = unshout(word_text(self.parse, name.first, name.last))
            draft = self.cast.new(Draft(text, kind, plural=label == "NORP", parts=parts))
            self.keys[key] = draft
        return draft

    def _put(self, draft: Draft, name: Name, kind: MentionKind) -> None:
        self.cast.name(draft, name.first, name.last, kind, head_of(self.parse, name.first, name.last))


def _is_known(parts: tuple[str, ...]) -> bool:
    """Whether the words are a gazetteer form themselves: "United Kingdom" is no short form."""
    book = gazetteer()
    text = " ".join(parts)
    return bool(book.lookup(text.title()) or book.lookup(text.upper()))
