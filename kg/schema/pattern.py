"""The small language in which a type's trigger words are written.

Verbs: ``[SUBJECT|SUBJECT… < ][not ]LEMMA[ PARTICLE][ > OBJECT|OBJECT…][ = CLASS]``

* ``meet`` — the lemma;
* ``call off`` — with a particle or preposition as its child; ``kill collapsed`` — in this form, a verb on
  which it hangs, or which hangs on it ("were killed when it collapsed", "collapsed, killing six");
* ``remove > @person`` — with a name of that kind (a label of the name recogniser) as object;
* ``open > fire`` — with an object (active object, passive subject) of that head lemma;
* ``troop|army < enter`` — with a subject of that head lemma;
* ``withdraw from > treaty|accord`` — with that object of the preposition;
* ``not comply`` — only where it is negated; the negation belongs to the meaning and is used up;
* ``free > @human`` — with a noun for people, or with a name or phrase for a group, as object;
* ``strike near > union|wage`` — with one of these words anywhere in its sentence;
* ``opposition to > *`` — with any object of that preposition;
* ``free = RETREAT`` — mentions by this word have that PLOVER class, not the type's.

Nouns: ``[MODIFIER|MODIFIER… ]HEAD[?][ PREPOSITION > OBJECT|OBJECT…][ = CLASS]``

* ``summit`` — the lemma; ``talks`` — a form that is no lemma matches as written;
* ``missile|rocket test`` — with one of these words as compound or adjective before it;
* ``launch of > missile|rocket`` — with that object of the preposition;
* ``contact?`` — only where somebody who takes part is named: the word alone says too little.

Of several patterns that fit a word, the one with more parts wins; the schema refuses equal ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"(?:\*|@?[\w'.-]+)"
_WORDS = rf"{_WORD}(?:\|{_WORD})*"
NEAR = "near"
"""In the place of a noun's preposition: the words may stand anywhere in the sentence."""
_CLASS = r"(?: = (?P<plover>[A-Z]+))?"
_VERB = re.compile(
    rf"(?:(?P<sub>{_WORDS}) < )?"
    rf"(?P<no>not )?(?P<lemma>{_WORD})(?: (?P<part>{_WORDS}))?(?: > (?P<obj>{_WORDS}))?{_CLASS}"
)
_NOUN = re.compile(
    rf"(?:(?P<mod>{_WORDS}) )?(?P<lemma>{_WORD})(?P<weak>\?)?(?: (?P<prep>{_WORD}) > (?P<obj>{_WORDS}))?"
    rf"{_CLASS}"
)


@dataclass(frozen=True, slots=True)
class VerbPattern:
    """A verb that signals a type; empty sets mean: no such condition."""

    lemma: str
    particles: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    negated: bool = False
    subjects: frozenset[str] = frozenset()
    plover: str | None = None
    """PLOVER class of such mentions, ``None``: that of the type."""

    @property
    def weight(self) -> int:
        """Number of conditions beyond the lemma."""
        return bool(self.particles) + 2 * bool(self.objects) + 2 * bool(self.subjects) + 4 * self.negated


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A noun that signals a type; empty sets mean: no such condition."""

    lemma: str
    modifiers: frozenset[str] = frozenset()
    preposition: str | None = None
    objects: frozenset[str] = frozenset()
    weak: bool = False
    plover: str | None = None

    @property
    def weight(self) -> int:
        """Number of conditions beyond the lemma; what merely stands near decides last."""
        return bool(self.modifiers) + 2 * (bool(self.objects) and self.preposition != NEAR)


def _set(text: str | None) -> frozenset[str]:
    return frozenset(text.split("|")) if text else frozenset()


def verb(text: str) -> VerbPattern:
    """Read a verb pattern.

    :raises ValueError: it does not follow the grammar above.
    """
    found = _VERB.fullmatch(text)
    if not found:
        raise ValueError(
            f"{text!r} is no verb pattern ([subject < ][not ]lemma[ particle][ > object|object][ = CLASS])"
        )
    return VerbPattern(
        lemma=found["lemma"],
        particles=_set(found["part"]),
        objects=_set(found["obj"]),
        negated=bool(found["no"]),
        subjects=_set(found["sub"]),
        plover=found["plover"],
    )


def noun(text: str) -> NounPattern:
    """Read a noun pattern.

    :raises ValueError: it does not follow the grammar above.
    """
    found = _NOUN.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no noun pattern ([modifier|modifier ]noun[ preposition > object])")
    return NounPattern(
        lemma=found["lemma"],
        modifiers=_set(found["mod"]),
        preposition=found["prep"],
        objects=_set(found["obj"]),
        weak=bool(found["weak"]),
        plover=found["plover"],
    )
