"""What a merged actor is called, of which kind it is, and its id: a slug of the name.

Where two share a slug, the one with more members keeps it plain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg import iri
from kg.model import ActorSignature, MergedActor
from kg.resolve.evidence import Evidence, Witness
from kg.resolve.gazetteer import wikidata
from kg.resolve.groups import tallied, tallies_of
from kg.resolve.index import Index
from kg.resolve.names import FAMILIES

Tallies = dict[str, Counter[str]]
_NOTHING: Counter[str] = Counter()


@dataclass(slots=True)
class Named:
    """What naming clusters changed."""

    told: set[str] = field(default_factory=set)
    """Clusters that were named, those among them that have another id now because of others too."""
    gone: set[str] = field(default_factory=set)
    """Ids of actors that clusters had before."""
    evidence: set[str] = field(default_factory=set)
    """Clusters that now show something else to those that ask whom a family name means."""


def name_clusters(index: Index, witness: Witness, clusters: Iterable[str], named: Named) -> None:
    """Name the clusters anew, and give those that share a slug with one of them their ids."""
    bases: set[str] = set()
    for cluster in sorted(clusters):
        before = index.rows("SELECT base, evidence, actor FROM cluster WHERE id = ?", cluster)
        groups = index.column("SELECT id FROM grp WHERE cluster = ? AND n > 0", cluster)
        bases |= {row[0] for row in before}
        named.gone |= {row[2] for row in before}
        if not groups:
            index.run("DELETE FROM cluster WHERE id = ?", cluster)
            named.told.discard(cluster)
            continue
        base, evidence = _row(index, witness, cluster, groups)
        bases.add(base)
        named.told.add(cluster)
        if not before or before[0][1] != evidence:
            named.evidence.add(cluster)
    for base in sorted(bases):
        _number(index, base, named)


def _row(index: Index, witness: Witness, cluster: str, groups: list[str]) -> tuple[str, str]:
    tallies = tallies_of(index, groups)
    shown = witness.of(groups)
    base, named = iri.slug(best_name(tallies)), "name" in tallies
    evidence = _evidence(index, witness, groups)
    number = sum(n for (n,) in index.among("SELECT n FROM grp WHERE id IN ?", groups))
    first = shown.local
    actor = index.one("SELECT actor FROM cluster WHERE id = ?", cluster)
    row = (cluster, base, int(named), number, first, actor, evidence)
    index.run("INSERT OR REPLACE INTO cluster VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
    return base, evidence


def _evidence(index: Index, witness: Witness, groups: list[str]) -> str:
    """Fingerprint of what family names are judged by: those who are called in full."""
    full = [g for (g,) in index.among("SELECT id FROM grp WHERE word = '' AND id IN ?", groups)]
    people = [g for g in full if g.startswith(("n:person:", "k:"))]
    evidence: Evidence = witness.of(people)
    return witness.fingerprint(evidence)


def _number(index: Index, base: str, named: Named) -> None:
    """Give each cluster of this slug its id."""
    sql = "SELECT id, named, first, actor FROM cluster WHERE base = ? ORDER BY named DESC, n DESC, first"
    for place, (cluster, known, first, before) in enumerate(index.rows(sql, base)):
        slug = base if known and place == 0 else longer(base, first)
        if slug != before:
            index.run("UPDATE cluster SET actor = ? WHERE id = ?", slug, cluster)
            named.told.add(cluster)
            named.gone |= {before} - {None}


def longer(base: str, first: str) -> str:
    """A slug of one's own, after the first member."""
    return f"{base}-{iri.token('actor', first)[:6]}"


def best_name(tallies: Tallies) -> str:
    """The name most mentioned; of equals the fullest, then the first in alphabetical order. A name of one
    word stands back behind a fuller one, and names without a gazetteer key behind those with one."""
    weight = tallies.get("name") or tallies.get("description", _NOTHING)
    names = [n for n in weight if n in tallies.get("keyed", ())] or list(weight)
    if FAMILIES[_kind(tallies)] == "person":
        names = [n for n in names if " " in n.strip()] or names
    return min(names, key=lambda n: (-weight[n], -len(n), n))


def _kind(tallies: Tallies) -> str:
    kinds = tallies["kind"]
    return max(kinds, key=lambda k: (kinds[k], k))


def merged_actor(index: Index, cluster: str) -> MergedActor:
    """The actor that a cluster is, without its members."""
    groups = index.column("SELECT id FROM grp WHERE cluster = ?", cluster)
    return _described(index.one("SELECT actor FROM cluster WHERE id = ?", cluster), tallies_of(index, groups))


def actor_of_members(slug: str, members: list[ActorSignature]) -> MergedActor:
    """The actor that people made of these members."""
    return _described(slug, tallied(members), tuple(a.local for a in members))


def _described(slug: str, tallies: Tallies, members: tuple[str, ...] = ()) -> MergedActor:
    name = best_name(tallies)
    key = min(tallies.get("key", ()), default=None)
    called = {*tallies.get("name", ()), *tallies.get("description", ()), *tallies.get("alias", ())}
    return MergedActor(
        id=slug,
        name=name,
        kind=_kind(tallies),
        aliases=tuple(sorted(called - {name})),
        key=key,
        wikidata=wikidata().get(key) if key else None,
        members=members,
    )
