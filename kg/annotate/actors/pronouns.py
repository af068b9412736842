"""Pronouns, where the syntax leaves little doubt; a wrong "he" is worse than none.

After Hobbs (1978) and Lappin & Leass (1994): subjects before objects, the nearest clause first, not
the other argument of the same verb; never over more than two sentences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.annotate.actors.cast import Cast, Draft
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.recent import Recent
from kg.model import ActorKind, MentionKind, Parse, Quote, Token

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_GAP = 2
"""Earlier sentences that are looked at."""
_FLOOR = 8.0
"""Candidates below this are too far off to be taken, even alone."""
_MARGIN = 4.0
"""By how much the best candidate must beat the next one."""


def add_pronouns(cast: Cast, recent: Recent, quotes: tuple[Quote, ...]) -> None:
    """Give each pronoun that can be resolved to the actor, in text order."""
    work = _Pronouns(cast, recent, _quoted(cast.parse, quotes))
    for token in cast.parse.tokens:
        if _is_pronoun(cast.parse, token) and token.i not in cast.heads:
            for draft in work.whom(token):
                cast.mention(draft, token.i, token.i, MentionKind.PRONOUN, token.i)
                recent.add(token.i)


def _is_pronoun(parse: Parse, token: Token) -> bool:
    return token.tag in ("PRP", "PRP$", "WP", "WDT") or _is_the_two(parse, token)


def _is_the_two(parse: Parse, token: Token) -> bool:
    """ "The two talked for an hour": a subject of these two words alone; not "the two from Oslo"."""
    if token.lower != "two" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    below = [parse.tokens[c] for c in parse.children[token.i]]
    return [c.lower for c in below] == ["the"]


def _quoted(parse: Parse, quotes: tuple[Quote, ...]) -> dict[int, int]:
    """Token -> number of the outer quotation it stands in."""
    found: dict[int, int] = {}
    for n, quote in enumerate(quotes):
        if quote.depth == 0:
            found.update((i, n) for i in parse.tokens_in(quote.inner))
    return found


class _Pronouns:
    def __init__(self, cast: Cast, recent: Recent, quoted: dict[int, int]) -> None:
        self.cast, self.parse, self.recent, self.quoted = cast, cast.parse, recent, quoted
        self.votes: dict[int, Counter[str]] = defaultdict(Counter)

    def whom(self, token: Token) -> list[Draft]:
        """The actor (two, where a pair is meant) or nobody."""
        word = token.lower
        if token.tag in ("WP", "WDT"):
            return self._relative(token) if word in _RELATIVE else []
        if word in _MALE or word in _FEMALE:
            return self._person(token, "m" if word in _MALE else "f")
        if word in _PLURAL:
            return self._plural(token)
        if word in _NEUTER:
            return self._neuter(token)
        return self._two(token, 1) if word == "two" else []

    def _relative(self, token: Token) -> list[Draft]:
        """ "who", "which": the noun whose relative clause this is."""
        for i in self.parse.ancestors(token.i):
            if self.parse.tokens[i].dep == "relcl":
                noun = self.parse.tokens[i].head
                found = self.cast.heads.get(noun, [])
                if token.lower == "who" and not any(d.kind in _HUMAN for d in found):
                    return []
                if token.lower == "which" and any(d.kind is ActorKind.PERSON for d in found):
                    return self._thing_before(token.i, noun)
                return list(found)
        return []

    def _thing_before(self, i: int, floor: int) -> list[Draft]:
        """The body named last before "which", which is never a person ("Berg, head of Tern AS, which …")."""
        for head in range(i - 1, floor, -1):
            found = self.cast.heads.get(head, [])
            if found and found[0].kind is not ActorKind.PERSON:
                return list(found)
        return []

    # -- he, she

    def _person(self, token: Token, gender: str) -> list[Draft]:
        """The person of that gender with the best score, if the next one is clearly worse."""
        scores: dict[int, float] = {}
        drafts: dict[int, Draft] = {}
        speaks = token.i not in self.quoted and self._speaks(token)
        for gap, head in self._earlier(token):
            if (speaks and head in self.quoted) or (gap == 0 and self._disjoint(token, head)):
                continue
            for draft in self.cast.heads[head]:
                if draft.kind is not ActorKind.PERSON or draft.gender not in ("", gender):
                    continue
                score = self._score(token, head, gap) + (3 if draft.gender else 0) + (2 if draft.named else 0)
                drafts[id(draft)] = draft
                scores[id(draft)] = max(score, scores.get(id(draft), 0.0))
        return self._learn(self._best(scores, drafts), gender)

    def _earlier(self, token: Token) -> Iterator[tuple[int, int]]:
        """Heads of mentions before a pronoun with their distance in sentences; from outside a quotation,
        sentences that lie wholly in one do not count."""
        gap = -1
        for heads in self.recent.before(token.i, _GAP + 2):
            if gap < 0 or token.i in self.quoted or not heads or any(h not in self.quoted for h in heads):
                gap += 1
            if gap > _GAP:
                return
            for head in heads:
                yield gap, head

    def _learn(self, found: list[Draft], gender: str) -> list[Draft]:
        """Whoever was "she" twice and never "he" is not "he" later."""
        if found and not found[0].gender:
            votes = self.votes[id(found[0])]
            votes[gender] += 1
            if votes[gender] >= 2 and len(votes) == 1:
                found[0].gender = gender
        return found

    def _best(self, scores: dict[int, float], drafts: dict[int, Draft]) -> list[Draft]:
        if not scores:
            return []
        ranked = sorted(scores, key=lambda k: -scores[k])
        first, second = scores[ranked[0]], scores[ranked[1]] if len(ranked) > 1 else 0.0
        clear = first >= _FLOOR and (len(ranked) == 1 or first - second >= _MARGIN)
        return [drafts[ranked[0]]] if clear else []

    def _score(self, token: Token, head: int, gap: int) -> float:
        """Recency, subjecthood, parallel role, and whether a clause over the pronoun has it as subject."""
        score = (40.0, 20.0, 5.0)[gap]
        subject = self.recent.is_subject(head)
        if subject:
            score += 14
        if gap == 0:
            score += self._commands(head, token)
            score -= min(6.0, (token.i - head) / 6)
        elif subject and self._is_main(head):
            score += 6
        mention = self.parse.tokens[head]
        if mention.dep == "poss":
            score -= 4
        if head in self.quoted and token.i not in self.quoted:
            score -= 15
        if mention.tag in ("PRP", "PRP$") and token.i != head:
            score += 5
        return score

    def _speaks(self, token: Token) -> bool:
        """ "…, he said": whoever is spoken of inside the quotation is hardly its speaker."""
        return token.dep == "nsubj" and self.parse.tokens[token.head].lemma in lexicon().saying

    def _is_main(self, head: int) -> bool:
        """Whether the verb is the main one; joined subjects ("Reed and Marsh met") rank alike."""
        verb = self.parse.tokens[self.parse.tokens[head].head]
        for _ in range(4):
            if self.parse.tokens[head].dep != "conj" or not self.recent.is_subject(head):
                break
            head = self.parse.tokens[head].head
            verb = self.parse.tokens[self.parse.tokens[head].head]
        return verb.head == verb.i

    def _commands(self, head: int, token: Token) -> float:
        """More where the mention is the subject of the nearest clause over the pronoun."""
        if not self.recent.is_subject(head):
            return 0.0
        verb, rank = self.recent.clause(head), 0
        for i in self.parse.ancestors(token.i):
            if i == verb:
                return 20.0 if rank == 0 else 8.0
            subject = self.parse.child(i, "nsubj", "nsubjpass")
            if subject is not None and subject != token.i and subject in self.cast.heads:
                rank += 1
        return 0.0

    def _disjoint(self, token: Token, head: int) -> bool:
        """Arguments of one verb differ ("she told her"), and so does who speaks from who is quoted."""
        if self.quoted.get(token.i) != self.quoted.get(head) and self.recent.is_subject(head):
            return True
        if token.tag == "PRP$" or token.lower.endswith(("self", "selves")):
            return self.parse.tokens[head].head == token.head and self.parse.tokens[head].dep == "conj"
        mine, other = self.recent.clause(token.i), self.recent.clause(head)
        return mine == other and self.parse.tokens[head].dep != "poss"

    # -- they

    def _plural(self, token: Token) -> list[Draft]:
        if token.i in self.quoted:
            return []
        for gap, heads in enumerate(self.recent.before(token.i, 1)):
            found: list[list[Draft]] = []
            for head in heads:
                group = self._group(head)
                if not group or not self.recent.is_subject(head):
                    continue
                if self._is_main(head) if gap else not self._shares_verb(token, head):
                    found.append(group)
            distinct = {tuple(sorted(id(d) for d in g)): g for g in found}
            if distinct:
                return next(iter(distinct.values())) if len(distinct) == 1 else []
            if gap == 0 and any(self._group(h) for h in heads):
                rest = {tuple(sorted(id(d) for d in g)): g for h in heads if (g := self._group(h))}
                if len(rest) == 1 and token.tag == "PRP$":
                    return next(iter(rest.values()))
            elif gap == 0 and self.parse.tokens[token.head].lemma in lexicon().mutual:
                pair = self._two(token)
                if pair:
                    return pair
        return []

    def _two(self, token: Token, sentences: int = 0) -> list[Draft]:
        """The only two people, else the only two states, that the sentence names before "their summit"."""
        people = self.recent.pair(token.i, sentences, lambda d: d.named and d.kind is ActorKind.PERSON)
        return people or self.recent.pair(
            token.i, sentences, lambda d: d.named and d.kind is ActorKind.COUNTRY
        )

    def _shares_verb(self, token: Token, head: int) -> bool:
        return token.tag == "PRP" and self.recent.clause(head) == self.recent.clause(token.i)

    def _group(self, head: int) -> list[Draft]:
        """The plural that a mention makes: a group, a people, a pair, two joined by "and"."""
        drafts = self.cast.heads[head]
        token = self.parse.tokens[head]
        if len(drafts) > 1:
            return drafts
        joined = [
            self.cast.heads[c][0] for c in self.parse.children[head]
            if self.parse.tokens[c].dep == "conj" and c in self.cast.heads
        ]  # fmt: skip
        if token.dep == "conj":
            return []
        if joined and joined[0] is not drafts[0]:
            return [drafts[0], joined[0]]
        if drafts[0].plural or token.tag in ("NNPS", "NNS") or token.lower in _PLURAL:
            return [drafts[0]]
        return []

    # -- it

    def _neuter(self, token: Token) -> list[Draft]:
        if token.i in self.quoted or self._is_dummy(token):
            return []
        owner = token.i
        for verb in self.parse.ancestors(token.i):
            subject = self.parse.child(verb, "nsubj", "nsubjpass")
            if subject is None or subject >= token.i or subject == owner:
                continue
            if token.tag == "PRP" and verb in (token.head, self.recent.clause(token.i)):
                continue
            found = self.cast.heads.get(subject, [])
            if len(found) == 1 and found[0].kind in _BODIES:
                return list(found)
            thing = not found or found[0].kind is not ActorKind.PERSON
            if thing and self.parse.tokens[subject].tag not in ("PRP", "WP", "WDT"):
                return []
        return self._main_subject(token)

    def _main_subject(self, token: Token) -> list[Draft]:
        """A sentence that begins with "It" goes on about the subject of the one before."""
        sentence = self.parse.sentence_of(token.i)
        if token.i - sentence.first > 6 or token.dep not in ("nsubj", "poss", "nsubjpass") or token.sent == 0:
            return []
        before = self.parse.sentences[token.sent - 1]
        root = next((i for i in range(before.first, before.last) if self.parse.tokens[i].head == i), None)
        subject = self.parse.child(root, "nsubj", "nsubjpass") if root is not None else None
        if subject is None:
            return []
        found = self.cast.heads.get(subject, [])
        if not found and self.parse.tokens[subject].tag == "PRP":
            heads = next(iter(self.recent.before(before.last, 0)), [])
            found = list(
                {id(d): d for h in heads if self.recent.is_subject(h) for d in self.cast.heads[h]}.values()
            )
        return list(found) if len(found) == 1 and found[0].kind in _BODIES else []

    def _is_dummy(self, token: Token) -> bool:
        """ "It is clear that", "it seems", "it rained": refers to nobody."""
        if token.dep == "expl":
            return True
        verb = self.parse.tokens[token.head]
        if token.dep in ("nsubj", "nsubjpass") and verb.lemma in (
            "be",
            "seem",
            "appear",
            "take",
            "rain",
            "snow",
            "remain",
            "become",
            "turn",
            "happen",
        ):
            return self.parse.child(verb.i, "ccomp", "xcomp", "acomp", "attr", "advcl", "prep") is not None
        return False


_HUMAN = (ActorKind.PERSON, ActorKind.GROUP, ActorKind.ORGANIZATION, ActorKind.COUNTRY)
_BODIES = (ActorKind.ORGANIZATION, ActorKind.COUNTRY, ActorKind.PLACE)
