"""Conjuncts agree in form; what does not is moved to the verb that it agrees with."""

from __future__ import annotations

import pytest

from kg.annotate.coordination import mend
from kg.model import Token


def tokens(*rows: tuple[str, str, str, int]) -> list[Token]:
    """Word, tag, dependency and governor of each."""
    return [
        Token(i, i, i + 1, word, word, word, "VERB" if tag[0] == "V" else "X", tag, dep, head, 0, "", False)
        for i, (word, tag, dep, head) in enumerate(rows)
    ]


def said(last: str, tag: str, *more: tuple[str, str, str, int]) -> list[Token]:
    """ "She said he would lose and asked"."""
    return tokens(
        ("She", "PRP", "nsubj", 1), ("said", "VBD", "ROOT", 1), ("he", "PRP", "nsubj", 4),
        ("would", "MD", "aux", 4), ("lose", "VB", "ccomp", 1), ("and", "CC", "cc", 4),
        (last, tag, "conj", 4), *more,
    )  # fmt: skip


def test_a_finite_verb_leaves_the_infinitive_for_the_verb_above() -> None:
    found = said("asked", "VBD")
    mend(found)
    assert found[6].head == 1


@pytest.mark.parametrize(
    "found",
    [
        said("ask", "VB"),
        said("asks", "VBZ"),
        said("asked", "VBD", ("he", "PRP", "nsubj", 6)),
        said("asked", "VBD", ("been", "VBN", "aux", 6)),
        tokens(("They", "PRP", "nsubj", 2), ("can", "MD", "aux", 2), ("see", "VB", "ROOT", 2),
               ("and", "CC", "cc", 2), ("voted", "VBD", "conj", 2)),
    ],
    ids=["infinitive", "other tense", "own subject", "own auxiliary", "no verb above"],
)  # fmt: skip
def test_whatever_may_stand_there_stays(found: list[Token]) -> None:
    before = list(found)
    mend(found)
    assert found == before
