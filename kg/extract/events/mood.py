"""What a clause's own verb group says: tense, aspect, modality, negation."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.events.syntax import SUBJECTS, Syntax
from kg.model import Certainty, Status, Token

ACTUAL = frozenset({Status.OCCURRED, Status.ONGOING})
TO_COME = frozenset({Status.PLANNED, Status.PROPOSED, Status.HYPOTHETICAL})
_RANK = [Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNDERSPECIFIED]
_HAVE = frozenset({"have", "has", "had", "having", "'ve"})
_PAST = frozenset({"was", "were", "did", "got"})


class Reality(NamedTuple):
    """Status of an event, whether its clause is negated, how surely it is held, and its tense."""

    status: Status
    negative: bool = False
    certainty: Certainty = Certainty.CERTAIN
    present: bool = False
    """Simple present: what it means depends on the type and on whether it stands in a headline."""
    would: bool = False
    """From *would*: planned where somebody reports it or a date stands by it, else hypothetical."""


HAPPENED = Reality(Status.OCCURRED)
UNSURE = Reality(Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE)
UNKNOWN = Reality(Status.UNKNOWN, certainty=Certainty.UNDERSPECIFIED)


def weaker(a: Certainty, b: Certainty | None) -> Certainty:
    """The less certain of two."""
    return a if b is None or _RANK.index(a) >= _RANK.index(b) else b


def negate(reality: Reality) -> Reality:
    """What becomes of an event whose clause is negated."""
    if reality.status is Status.DENIED:
        return Reality(Status.UNKNOWN, False, Certainty.POSSIBLE)
    return reality._replace(status=Status.DENIED, negative=not reality.negative)


def finite(syntax: Syntax, i: int) -> Reality | None:
    """What auxiliaries and tense say, negation included; ``None`` for a clause without tense."""
    auxiliaries = syntax.auxiliaries(i)
    if not auxiliaries and _bare(syntax, i):
        return None
    reality = _mood(syntax, syntax.tokens[i], auxiliaries)
    if reality is not None and reality.status in ACTUAL and _nearly(syntax, i):
        return UNSURE
    if reality is None or not syntax.negated(i):
        return reality
    modal = next((a.lower for a in auxiliaries if a.tag == "MD"), "")
    if modal in ("should", "ought") and any(a.lower == "have" for a in auxiliaries):
        return HAPPENED._replace(certainty=Certainty.PROBABLE)  # "should not have signed": but did
    if modal in ("may", "might"):
        return negate(reality)
    return negate(reality._replace(certainty=Certainty.CERTAIN))


def _bare(syntax: Syntax, i: int) -> bool:
    """ "to close mills and cut jobs", "will close mills and cut jobs": *cut*, *put*, *shut* … are infinitives
    there, which taggers take for a past or present tense."""
    token = syntax.tokens[i]
    first = syntax.tokens[token.head]
    if token.dep != "conj" or token.lower != token.lemma or token.tag not in ("VBD", "VBN", "VBP"):
        return False
    to = any(a.lower == "to" or a.tag == "MD" for a in syntax.auxiliaries(first.i))
    return first.tag == "VB" and to and not syntax.deps(i, *SUBJECTS)


def _mood(syntax: Syntax, token: Token, auxiliaries: list[Token]) -> Reality | None:
    lexicon = syntax.lexicon
    words = [a.lower for a in auxiliaries]
    modal = next((a for a in auxiliaries if a.tag == "MD"), None)
    if modal is not None:
        return _modal(lexicon.modals.get(modal.lower, "hypothetical"), words)
    if "to" in words:
        return None
    lasting = token.lemma in lexicon.lasting or _long(syntax, token)
    if any(word in _HAVE for word in words):
        going = (token.tag == "VBG" or lasting) and "had" not in words
        return Reality(Status.ONGOING) if going and "having" not in words else HAPPENED
    if words in (["being"], ["be"]):
        return None
    past = any(word in _PAST for word in words)
    if token.tag == "VBG" and auxiliaries:
        return HAPPENED if past else Reality(Status.ONGOING)
    if token.tag == "VBN" and auxiliaries:
        return HAPPENED if past else Reality(Status.OCCURRED, present=True)
    if token.tag == "VBD" or past:
        return HAPPENED
    if token.tag in ("VBZ", "VBP") or auxiliaries:
        return Reality(Status.ONGOING, present=not lasting and token.lemma not in lexicon.stative)
    return None


def _nearly(syntax: Syntax, i: int) -> bool:
    """ "nearly resigned": did not. What is measured comes near to an amount ("almost doubled")."""
    token = syntax.tokens[i]
    return token.lemma not in syntax.lexicon.measured and any(
        syntax.tokens[c].lower in ("nearly", "almost") and syntax.tokens[c].head == i and c in (i - 1, i - 2)
        for c in syntax.deps(i, "advmod")
    )


def _long(syntax: Syntax, token: Token) -> bool:
    """ "has long backed": it still does."""
    return any(
        syntax.tokens[c].lower in ("long", "always", "consistently") and c < token.i
        for c in syntax.deps(token.i, "advmod")
    )


def _modal(kind: str, words: list[str]) -> Reality:
    perfect = "have" in words
    if kind == "planned":
        return Reality(Status.PLANNED)
    if kind == "would":
        return Reality(Status.HYPOTHETICAL, certainty=Certainty.POSSIBLE, would=not perfect)
    if kind == "proposed":
        return Reality(Status.HYPOTHETICAL if perfect else Status.PROPOSED, certainty=Certainty.POSSIBLE)
    return UNSURE if kind != "ability" else Reality(Status.HYPOTHETICAL)
