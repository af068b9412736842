"""Which way a clause looks from the day of writing: back, ahead, or neither, and how surely.

Weekdays, bare months and days are read by it: "met on Thursday" is the last one, "will meet on
Thursday" the next. Verb lists are in ``data/lexicon/times_tense.toml``.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kg.model import Parse
from kg.resources import data

MAX_CLIMB = 12
"""Governors looked at, at most; keeps the walk bounded on degenerate parses."""


class Tense(StrEnum):
    """Direction of a clause, seen from publication."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    NONE = ""


class Direction(NamedTuple):
    """A tense, and whether the clause leaves no other reading ("will meet Thursday", "met Thursday")."""

    tense: Tense
    sure: bool


_PLANS = Direction(Tense.FUTURE, True)
NOWHERE = Direction(Tense.NONE, False)


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    tables = tomllib.loads(data("lexicon", "times_tense.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in tables["lemmas"].items()}


def direction_at(parse: Parse, i: int, known: dict[int, Direction] | None = None) -> Direction:
    """The direction of the clause that token ``i`` stands in.

    ``known`` remembers what was found out about verbs, which may have a great many dependents.
    Sure only where the expression hangs directly on the verb, or by "on", "in", "at", "during". In
    "said on Monday they believe" the day is that of the saying, however the parse has it; a bare day
    after an object ("resume service Monday") is the verb's.
    """
    tokens, lists = parse.tokens, _lists()
    direct, ahead, at, via = True, False, i, i
    loose = tokens[i].dep == "npadvmod"
    for step in range(MAX_CLIMB):
        token = tokens[at]
        if at != i:
            if token.pos in ("VERB", "AUX") and not _of_clock(parse, at):
                at = _said(parse, at, i, via)
                token, known = tokens[at], {} if known is None else known
                if at not in known:
                    known[at] = _verb(parse, at)
                found = known[at]
                if ahead and found is _PLANS and token.lemma in lists["planning"]:
                    return found
                surely = direct and not (ahead and found.tense is Tense.PAST and not _ended(parse, at, via))
                return found if surely else Direction(found.tense, False)
            if token.lemma in lists["due"] and not _became(parse, at):
                return (
                    Direction(Tense.PAST, False)
                    if _perfect(parse, token.head)
                    else Direction(Tense.FUTURE, True)
                )
            if token.pos in ("ADP", "SCONJ"):
                ahead = ahead or token.lower in lists["ahead"]
                direct = direct and token.lower not in lists["apart"]
            elif step > loose and token.dep not in ("pobj", "pcomp") and not _temporal(parse, at):
                direct = False
        if token.head == at:
            break
        at, via = token.head, at
    return NOWHERE


def _of_clock(parse: Parse, i: int) -> bool:
    """Whether "am" is part of a time of day ("at 2 am on Sunday"), however the parse has it."""
    return parse.tokens[i].lower in ("am", "pm") and i > 0 and parse.tokens[i - 1].text[:1].isdigit()


def _ended(parse: Parse, verb: int, via: int) -> bool:
    """As in "was envoy until December": what lasted in the past ended then, and not ahead."""
    token = parse.tokens[verb]
    if parse.tokens[via].lower not in ("until", "till"):
        return False
    return token.lemma in _lists()["lasting"] or (token.lemma == "be" and token.dep not in ("aux", "auxpass"))


def _said(parse: Parse, verb: int, i: int, via: int) -> int:
    """The verb of saying before token ``i`` where its clause begins only after ``i``, else ``verb``.

    ``via`` is the dependent of the verb that holds ``i``.
    """
    token = parse.tokens[verb]
    if token.dep != "ccomp" or not token.head < i < verb or parse.tokens[via].dep in _OPENERS:
        return verb
    if any(parse.tokens[k].lower in _QUOTES for k in range(token.head + 1, i)):
        return verb
    begins = min((c for c in parse.children[verb] if parse.tokens[c].dep in _OPENERS), default=verb)
    return token.head if i < begins else verb


_QUOTES = frozenset({'"', "``", "“", "'", "‘"})
_OPENERS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "mark"})


def _became(parse: Parse, i: int) -> bool:
    """As in "became effective", "was effective": what is told of a past verb, not what lies ahead."""
    token = parse.tokens[i]
    return token.lemma == "effective" and token.dep == "acomp" and parse.tokens[token.head].tag == "VBD"


def _perfect(parse: Parse, verb: int) -> bool:
    """As in "had been due": what was ahead then lies back now."""
    return any(parse.tokens[c].lower in ("had", "'d") for c in parse.children[verb])


def _temporal(parse: Parse, i: int) -> bool:
    return parse.tokens[i].ent in ("DATE", "TIME")


def _verb(parse: Parse, verb: int, depth: int = 0) -> Direction:
    """Direction of a verb from its form and auxiliaries; a bare infinitive or gerund asks its governor.

    A forecast that something is compared with is of the past: "less than forecast in July".
    """
    tokens, lists = parse.tokens, _lists()
    token = tokens[verb]
    aux = [tokens[c] for c in parse.children[verb] if tokens[c].dep in ("aux", "auxpass")]
    if not aux and token.dep == "conj" and token.tag in ("VB", "VBN", "VBG") and depth <= 4:
        return _verb(parse, token.head, depth + 1)
    forms = {t.lower for t in aux}
    if forms & lists["future"]:
        return Direction(Tense.FUTURE, True)
    if token.tag == "VBN" and not forms and verb and tokens[verb - 1].lower == "than":
        return Direction(Tense.PAST, True)
    if token.tag in ("VBN", "VBD") and _is_plan(parse, verb):
        passive = token.tag == "VBN" and not forms & lists["was"]
        return Direction(Tense.FUTURE, passive and not _called_off(parse, verb, depth))
    if forms & lists["maybe"]:
        return Direction(Tense.FUTURE, False)
    if any(t.tag == "TO" for t in aux):
        if "have" in forms and tokens[token.head].lower not in ("was", "were"):
            return Direction(Tense.PAST, False)
        return _infinitive(parse, verb, depth)
    if token.tag == "VBD" or forms & lists["past"]:
        return Direction(Tense.PAST, True)
    if token.tag == "VBN":
        if forms == {"being"}:
            return _governed(parse, verb, depth)
        if token.lemma in lists["onward"] and not forms:
            return _governed(parse, verb, depth)
        return Direction(Tense.PRESENT, False) if forms & lists["be"] else Direction(Tense.PAST, True)
    if token.lemma in lists["planning"] and (token.tag in ("VBZ", "VBP") or forms & lists["now"]):
        return _PLANS
    if token.tag in ("VBZ", "VBP"):
        return Direction(Tense.PAST, False) if token.lemma in lists["says"] else _scheduled(parse, verb)
    if token.tag == "VBG" and forms & lists["now"]:
        return Direction(Tense.FUTURE, token.lemma == "go")
    return _governed(parse, verb, depth)


def _is_plan(parse: Parse, verb: int) -> bool:
    """Whether a verb of planning is one: "set for June", "set June 4 as the date", not "set in June"."""
    tokens, lists = parse.tokens, _lists()
    if tokens[verb].lemma not in lists["planned"]:
        return False
    if tokens[verb].lemma not in lists["set"]:
        return True
    return any(tokens[c].lower in ("for", "as") or tokens[c].dep == "xcomp" for c in parse.children[verb])


def _called_off(parse: Parse, verb: int, depth: int) -> bool:
    """As in "the rally planned for Saturday was cancelled": the clause in the past may lie after the day."""
    token = parse.tokens[verb]
    if token.dep != "acl" or depth > 4:
        return False
    above = next((a for a in up(parse, verb) if parse.tokens[a].pos in ("VERB", "AUX")), None)
    return above is not None and _verb(parse, above, depth + 1).tense is Tense.PAST


def _scheduled(parse: Parse, verb: int) -> Direction:
    """In prose "Talks resume Monday" is a schedule; a headline may be past."""
    last = parse.tokens[parse.sentence_of(verb).last - 1]
    return Direction(Tense.PRESENT, last.lower[-1] in ".\"'?!")


def _infinitive(parse: Parse, verb: int, depth: int) -> Direction:
    """How "plans to meet" looks ahead for sure, "managed to meet" back, "to meet" perhaps."""
    tokens, lists = parse.tokens, _lists()
    head = tokens[verb].head
    if head == verb or depth > 4:
        return Direction(Tense.FUTURE, False)
    governor = tokens[head]
    if governor.lemma in lists["implicative"] and governor.pos in ("VERB", "AUX"):
        return _verb(parse, head, depth + 1)
    if (governor.lemma == "go" and governor.tag == "VBG") or governor.lower in lists["now"]:
        return Direction(Tense.FUTURE, True)
    planned = governor.lemma in lists["planned"]
    if planned and (_perfect(parse, head) or _perfect(parse, governor.head)):
        return Direction(Tense.PAST, False)
    was = any(parse.tokens[c].lower in ("was", "were") for c in parse.children[head])
    wants = (planned or governor.lemma in lists["wants"]) and not (was and governor.tag in ("VBG", "VBN"))
    return Direction(Tense.FUTURE, wants and tokens[verb].dep in ("xcomp", "acl", "ccomp"))


def _governed(parse: Parse, verb: int, depth: int) -> Direction:
    """A gerund or bare verb has the direction of what governs it, less surely.

    "Called a strike starting Monday" looks ahead.
    """
    token = parse.tokens[verb]
    if token.head != verb and depth <= 4:
        above = next((a for a in up(parse, verb) if parse.tokens[a].pos in ("VERB", "AUX")), None)
        announced = above is not None and parse.tokens[above].lemma in _lists()["announcing"]
        if announced and token.tag == "VBG" and token.lemma in ("start", "begin", "commence"):
            return Direction(Tense.FUTURE, True)
        if above is not None and token.tag != "VB":
            return Direction(_verb(parse, above, depth + 1).tense, False)
    return Direction(Tense.FUTURE if token.tag == "VB" else Tense.PRESENT, False)


def verbs(name: str) -> frozenset[str]:
    """One of the verb lists."""
    return _lists()[name]


def up(parse: Parse, i: int) -> list[int]:
    """Governors of token ``i``, nearest first, at most ``MAX_CLIMB``."""
    found: list[int] = []
    for at in parse.ancestors(i):
        found.append(at)
        if len(found) >= MAX_CLIMB:
            break
    return found
