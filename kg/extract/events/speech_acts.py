"""Verbs of saying that do more than say: demands by *must*, announced commitments; and less: claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.events.candidate import Candidate
from kg.extract.events.syntax import Syntax
from kg.model import Event, Role, Token

_CLAIM = frozenset({"suggest", "insist", "warn", "remind", "caution", "propose"})
_WISH = frozenset({"must", "should", "to", "ought"})


def mere_claim(syntax: Syntax, token: Token) -> bool:
    """ "suggested that it was late", "warned that prices rise": said, not asked for or threatened."""
    if token.lemma in ("ask", "request") and _anonymous(syntax, token):
        return True
    if token.lemma == "ask":
        return _inquires(syntax, token)
    if token.lemma == "demonstrate":
        return bool(syntax.deps(token.i, "dobj", "ccomp")) and not syntax.passive(token.i)
    if token.lemma not in _CLAIM or syntax.deps(token.i, "dobj", "prep", "dative"):
        return False
    for c in syntax.deps(token.i, "ccomp"):
        words = {a.lower for a in syntax.auxiliaries(c)}
        tensed = syntax.tokens[c].tag in ("VBD", "VBZ", "VBP") or words
        if tensed and not words & _WISH and (token.lemma != "warn" or not words & {"will", "would"}):
            return True
    return False


def _anonymous(syntax: Syntax, token: Token) -> bool:
    """ "asked not to be named", "requested that he not be identified": how a source is cited, no demand."""
    clauses = (c for c in syntax.deps(token.i, "xcomp", "ccomp") if syntax.tokens[c].lemma in _NAMING)
    return any(syntax.negated(c) or syntax.negated(token.i) for c in clauses)


_NAMING = frozenset({"name", "identify", "quote", "cite", "disclose"})


def _inquires(syntax: Syntax, token: Token) -> bool:
    """ "asked about the plans", "asked whether it was late": wants to know, not to have."""
    if any(syntax.tokens[p].lower in ("about", "why", "how") for p in syntax.deps(token.i, "prep", "advmod")):
        return True
    clauses = syntax.deps(token.i, "ccomp")
    return any(syntax.tokens[m].lower in _QUESTION for c in clauses for m in syntax.children[c])


_QUESTION = frozenset({"if", "whether", "how", "why", "what", "who", "when", "where", "which"})
_REPORT = frozenset({
    "say", "insist", "reiterate", "stress", "tell", "warn", "add", "declare", "state", "conclude",
    "emphasize",    "emphasise", "maintain", "repeat", "argue", "announce", "remind", "write", "reaffirm",
})  # fmt: skip
_ANNOUNCE = frozenset({"announce", "declare", "confirm", "say"})
_NEED = frozenset({"need", "have"})
_OPEN_QUOTE = frozenset({'"', "“", "'", "‘", "``"})
_READY = frozenset({"ready", "willing", "prepared"})
_OWN = frozenset({"he", "she", "it", "they", "we", "i"})


def find_duties(syntax: Syntax, by_head: dict[int, Candidate]) -> Iterator[Candidate]:
    """ "X said that Y must act" is a demand that X makes of Y: the modal is its trigger."""
    demand = syntax.lexicon.types.get("demand")
    for token in syntax.tokens:
        if token.tag != "MD" or token.lower != "must" or token.dep != "aux" or demand is None:
            continue
        verb = syntax.tokens[token.head]
        report = syntax.tokens[verb.head]
        if verb.dep != "ccomp" or report.lemma not in _REPORT or report.pos != "VERB":
            continue
        owner = by_head.get(report.i)
        if owner is not None and owner.type.plover == "REQUEST":
            continue
        subjects = syntax.deps(verb.i, "nsubj", "nsubjpass")
        if subjects and syntax.tokens[subjects[0]].lower not in _OWN:
            yield Candidate(token.i, demand, (token.i,), None, duty=(report.i, subjects[0]))


def oblige(syntax: Syntax, by_head: dict[int, Candidate]) -> None:
    """ "They need to act", said X: as with *must*; in a quotation *they* and *you* are others."""
    demand = syntax.lexicon.types.get("demand")
    for candidate in by_head.values():
        token = syntax.tokens[candidate.head]
        report = syntax.tokens[token.head]
        if token.lemma not in _NEED or demand is None or token.dep != "ccomp" or report.lemma not in _REPORT:
            continue
        acts = any(any(a.lower == "to" for a in syntax.auxiliaries(c)) for c in syntax.deps(token.i, "xcomp"))
        subjects = syntax.deps(token.i, "nsubj")
        if not acts or not subjects or syntax.negated(token.i) or token.tag not in ("VBP", "VBZ"):
            continue
        subject = syntax.tokens[subjects[0]]
        quoted = subject.i > 0 and syntax.tokens[subject.i - 1].text in _OPEN_QUOTE
        if subject.lower not in (_OWN - {"they", "he", "she"} if quoted else _OWN):
            candidate.type, candidate.duty, candidate.verb = demand, (report.i, subject.i), None


_BLAME = frozenset({"for", "over", "as"})
_SAYING = frozenset({"say", "call", "accuse", "claim", "argue", "write", "tweet", "describe"})
_ALONE = frozenset({"discuss", "debate", "consult", "converse"})
_I = frozenset({"he", "she", "i"})


def with_words(syntax: Syntax, token: Token) -> bool:
    """ "attacked her for the tax", "attacked her, saying …": with words, not by force."""
    if token.lemma not in ("attack", "assail", "target"):
        return False
    for c in syntax.children[token.i]:
        below = syntax.tokens[c]
        if below.dep == "prep" and below.lower in _BLAME and syntax.deps(token.i, "dobj", "nsubjpass"):
            return True
        if below.dep in ("advcl", "ccomp") and below.lemma in _SAYING:
            return True
        if below.dep in ("dobj", "nsubjpass") and _of_words(syntax, below):
            return True
    return False


_WORDY = frozenset({
    "investigation", "legal_action", "agreement", "commitment", "demand", "rejection", "accusation",
    "concession", "election", "cooperation", "support", "appointment", "cancellation", "postponement",
    "sanction",
})  # fmt: skip


def _of_words(syntax: Syntax, token: Token) -> bool:
    """ "attacked the inquiry", "assailed the verdict": acts that only words can hit."""
    patterns = syntax.lexicon.nouns.get(token.lemma.lower(), ())
    return token.pos == "NOUN" and any(t.name in _WORDY and not p.modifiers for p, t in patterns)


def one_sided(syntax: Syntax, token: Token) -> bool:
    """ "She discussed the plan", "He agreed.": one person's words, no meeting and no agreement."""
    subjects = [syntax.tokens[s] for s in syntax.subjects(token.i)]
    alone = len(subjects) == 1 and (
        subjects[0].lower in _I or (subjects[0].tag == "NNP" and subjects[0].ent in ("PERSON", ""))
    )
    if not alone or syntax.passive(token.i):
        return False
    if token.lemma == "agree":
        return not syntax.deps(token.i, "xcomp", "ccomp", "dobj") and not any(
            syntax.tokens[p].lower in ("to", "on", "upon") for p in syntax.deps(token.i, "prep")
        )
    if any(syntax.tokens[o].ent in ("PERSON", "GPE", "ORG") for o in syntax.deps(token.i, "dobj")):
        return False
    return token.lemma in _ALONE and not syntax.prepositional(token.i, "with", "among", "between")


def _ready(syntax: Syntax, i: int) -> bool:
    """ "said it was ready to close the plant" offers to; "said it was ready" does not."""
    return any(
        syntax.tokens[c].lemma.lower() in _READY and syntax.deps(c, "xcomp")
        for c in syntax.deps(i, "acomp", "oprd")
    )


_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST"})
_FIGHT = frozenset({"fight", "battle", "boycott"})
"""Said as often of ills and lawsuits as of people."""


def menace(syntax: Syntax, by_head: dict[int, Candidate]) -> None:
    """ "vowed to bomb X", "announced it would cut aid": a promise of harm is a threat."""
    threat = syntax.lexicon.types.get("threat")
    for candidate in by_head.values():
        if threat is None or candidate.type.name != "commitment" or candidate.noun is not None:
            continue
        said = syntax.deps(candidate.head, "xcomp", "ccomp")
        said += [x for c in said for a in syntax.deps(c, "acomp", "oprd") for x in syntax.deps(a, "xcomp")]
        for c in said:
            harm = by_head.get(c)
            hostile = harm is not None and not harm.type.acts_on
            hostile = hostile and harm is not None and (harm.plover or harm.type.plover) in _HOSTILE
            if hostile and syntax.tokens[c].lemma not in _FIGHT and not syntax.negated(c):
                candidate.type = threat


def commit(syntax: Syntax, by_head: dict[int, Candidate]) -> None:
    """ "X announced that it will act" commits X: the announcement is a commitment."""
    commitment = syntax.lexicon.types.get("commitment")
    for candidate in by_head.values():
        token = syntax.tokens[candidate.head]
        if commitment is None or token.lemma not in _ANNOUNCE or candidate.type.name != "action":
            continue
        for c in syntax.deps(candidate.head, "ccomp"):
            will = token.lemma != "say" and any(
                a.lower in ("will", "would", "'ll") for a in syntax.auxiliaries(c)
            )
            own = [s for s in syntax.deps(c, "nsubj") if syntax.tokens[s].lower in _OWN]
            if (will or _ready(syntax, c)) and own and not syntax.negated(c):
                candidate.type = commitment


_AIMED = frozenset({"commitment", "threat"})
_CONCERNED = frozenset({"target", "participant", "beneficiary"})


def aimed(syntax: Syntax, candidates: list[Candidate], events: list[Event]) -> list[Event]:
    """ "promised to arm X", "threatened to bomb X": who names no addressee promises or threatens X.

    Nor has "Y agreed to arm X" two sides: Y acts.
    """
    found = list(events)
    by_verb = {c.verb: n for n, c in enumerate(candidates) if c.verb is not None}
    for n, (c, event) in enumerate(zip(candidates, events, strict=True)):
        consent = event.type == "agreement" and _consents(syntax, c, event)
        if not consent and (event.type not in _AIMED or any(r.role == "target" for r in event.roles)):
            continue
        own = {r.actor for r in event.roles}
        act = next((by_verb[i] for i in _promised(syntax, c) if i in by_verb), None)
        on: list[Role] = []
        if act is not None and act != n:
            on = [r for r in events[act].roles if r.role in _CONCERNED and r.actor and r.actor not in own]
        roles = tuple(
            replace(r, role="agent") if consent and r.role == "participant" else r for r in event.roles
        )
        targets = tuple(Role(role="target", spans=r.spans, actor=r.actor) for r in on)
        found[n] = replace(event, roles=roles + targets)
    return found


def _consents(syntax: Syntax, c: Candidate, event: Event) -> bool:
    """Whether one side alone agrees to do something; "the two agreed to meet" has both."""
    sides = [r for r in event.roles if r.role == "participant"]
    subjects = syntax.subjects(c.head)
    return (
        c.noun is None
        and syntax.tokens[c.head].lemma == "agree"
        and len(sides) == len(subjects) == 1
        and bool(syntax.deps(c.head, "xcomp"))
        and syntax.tokens[subjects[0]].tag in ("NN", "NNP", "PRP")
        and syntax.tokens[subjects[0]].lower not in ("they", "we")
    )


def _promised(syntax: Syntax, c: Candidate) -> Iterator[int]:
    """Verbs of the act that a promise or threat names ("is ready to go", "an offer to go")."""
    for i in (c.head, *c.tokens):
        for below in syntax.deps(i, "xcomp", "ccomp", "acl"):
            yield from (x for a in syntax.deps(below, "acomp", "oprd") for x in syntax.deps(a, "xcomp"))
            yield below
