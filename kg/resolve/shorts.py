"""Family names alone: whom they mean, if that can be told.

Invariant: two people who share a family name are never joined on that ground; a family name joins a full
name only if no other full name of the corpus fits and something beside the name speaks for it. It is
judged by those who are called by their full name, never by other family names that joined them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from kg.model import Decision
from kg.resolve.actors import clusters_of, neighbourhood
from kg.resolve.evidence import Evidence, Witness
from kg.resolve.groups import write_decisions
from kg.resolve.index import Index
from kg.resolve.union import Union, merged, refused, row_of

_NEEDED = 3
_KNOWN_AS = 1
_NAMED_REFUSALS = 3
"""Candidates that an ambiguous family name is told apart from by name."""
_TERM_DAYS = 366
"""A surname and an office told longer apart may be the successor's: offices change hands within families."""
_WEIGHED = 64
"""People of one family name beyond which nobody can be meant."""


def resolve_shorts(index: Index, witness: Witness, seeds: Iterable[str]) -> set[str]:
    """Decide anew whom the groups that are known by a family name alone mean; the clusters they were and
    are in."""
    done: set[str] = set()
    clusters: set[str] = set()
    for group in sorted(seeds):
        if group not in done:
            linked = neighbourhood(index, [group], ("d",))
            done |= linked
            clusters |= clusters_of(index, linked)
            _decide(index, witness, linked)
            clusters |= clusters_of(index, linked)
    return clusters


def _decide(index: Index, witness: Witness, linked: set[str]) -> None:
    """Explain each by a full name; those left over are one where a description links them."""
    why: list[tuple[str, Decision]] = []
    index.run_all("DELETE FROM decision WHERE owner = ?", [(g,) for g in linked])
    left: dict[str, Evidence] = {}
    for group in sorted(linked):
        word = index.one("SELECT word FROM grp WHERE id = ?", group)
        shown = witness.of([group])
        home = _explained(index, witness, shown, word, why)
        index.run("UPDATE grp SET cluster = ? WHERE id = ?", home or group, group)
        if home is None:
            left[group] = shown
    _same_description(index, witness, left, why)
    write_decisions(index, [(owner, *row_of(d)) for owner, d in why])


def _explained(
    index: Index, witness: Witness, shown: Evidence, word: str, why: list[tuple[str, Decision]]
) -> str | None:
    """Cluster of the one person in full that a family name means."""
    (group,) = shown.groups
    roots: list[str] = index.column(
        "SELECT DISTINCT g.cluster FROM block b JOIN grp g ON g.id = b.grp WHERE b.key = ? ORDER BY 1",
        f"w:{word}",
    )
    people = {r: _cluster(index, witness, r) for r in roots[:_WEIGHED]}
    fits = list(people)
    if len(roots) > 1:
        fits = [r for r in people if people[r].shared_description(shown)] if len(roots) <= _WEIGHED else []
    if len(fits) != 1:
        for root in list(people)[:_NAMED_REFUSALS]:
            reason = f"{len(roots)} people share the name {_called(index, group)!r}"
            why.append((group, refused(shown.local, people[root].local, 0.5, reason)))
        return None
    full = people[fits[0]]
    if not group.startswith("d:") and witness.together(full, shown):
        why.append((group, refused(shown.local, full.local, 0.6, "the article tells them apart")))
        return None
    if full.apart(shown) > _TERM_DAYS:
        reason = "a surname alone, told more than a year apart"
        why.append((group, refused(shown.local, full.local, 0.6, reason)))
        return None
    points, reasons = witness.support(full, shown)
    name = _called(index, group)
    if name.casefold() in full.aliases:
        points += _KNOWN_AS
        reasons = (*reasons, f"elsewhere called {name!r} too")
    score = min(0.6 + 0.08 * points, 0.95)
    if points < _NEEDED:
        reason = "a surname alone, and little else in common"
        why.append((group, refused(shown.local, full.local, score, reason, *reasons)))
        return None
    why.append((group, merged(shown.local, full.local, score, "the only one with that surname", *reasons)))
    return fits[0]


def _cluster(index: Index, witness: Witness, cluster: str) -> Evidence:
    """Evidence of those in the cluster who are called by their full name."""
    return witness.of(index.column("SELECT id FROM grp WHERE cluster = ? AND word = ''", cluster))


def _called(index: Index, group: str) -> str:
    name: str = index.one(
        "SELECT value FROM tally WHERE grp = ? AND what = 'name' ORDER BY n DESC, value LIMIT 1", group
    )
    return name


def _same_description(
    index: Index, witness: Witness, left: dict[str, Evidence], why: list[tuple[str, Decision]]
) -> None:
    """Single names that no full name explains are one where name and description are the same."""
    union = Union(left)
    blocks: dict[str, list[str]] = defaultdict(list)
    for key, group in sorted(index.among("SELECT key, grp FROM block WHERE grp IN ?", left)):
        blocks[key].append(group)
    for key in sorted(blocks):
        listed = sorted(blocks[key], key=lambda g: (left[union.find(g)].since or date.max, g))
        for first, other in pairwise(listed):
            a, b = union.find(first), union.find(other)
            if a == b:
                continue
            one, two = left[a], left[b]
            if witness.together(one, two):
                why.append((first, refused(one.local, two.local, 0.6, "one article has both")))
            elif one.apart(two) > _TERM_DAYS:
                reason = "same name and office, told more than a year apart"
                why.append((first, refused(one.local, two.local, 0.6, reason)))
            else:
                reason = f"both are called {key.split(':')[2]!r}"
                why.append((first, merged(one.local, two.local, 0.85, "same name", reason)))
                one.join(two)
                left[union.merge(a, b)] = one
    index.run_all("UPDATE grp SET cluster = ? WHERE id = ?", [(union.find(g), g) for g in left])
