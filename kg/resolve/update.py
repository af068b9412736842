"""The order in which what is remembered is brought up to date, and what has to be told anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from kg import iri
from kg.model import Changes, Copy, Correction, Decision, DocumentSignature, Resolution, in_force
from kg.resolve import copies, overlay
from kg.resolve import corrections as people
from kg.resolve.actors import clusters_of, near, resolve_groups
from kg.resolve.evidence import Witness
from kg.resolve.groups import GroupChanges
from kg.resolve.index import Index, pack_events
from kg.resolve.naming import Named, name_clusters
from kg.resolve.nodes import Amendments, Known, actor_ids
from kg.resolve.shorts import resolve_shorts
from kg.resolve.stages import name_events, update_events
from kg.resolve.union import Pair, decision_of, pair_of

Articles = Mapping[str, DocumentSignature | None]
"""Document id -> the article as it is now, each read once; ``None`` where it is gone."""


def update(
    index: Index, articles: Articles, corrections: Iterable[Correction], text_of: copies.TextOf
) -> Changes:
    """Bring the index up to date with articles that came, went or changed, and with all corrections.

    The cost depends on what the articles have to do with, not on how many others there are. Nothing is
    committed.
    """
    every = tuple(corrections)
    held = in_force(every)
    amendments = Amendments(people.rejections(held), people.claim_edits(held))
    groups, sources = _take_in(index, articles, text_of)
    sources |= _sources_of(index, "mention", _amended_anew(index, amendments))
    named, linked = _update_actors(index, groups)
    linked |= _locals(index, articles)
    named.told |= overlay.named_clusters(index, every)
    named.gone |= {a for (a,) in index.rows("SELECT actor FROM forced")}
    named.gone |= {a for (a,) in index.among("SELECT actor FROM cluster WHERE id IN ?", named.told)}
    moved, why_actors = overlay.force_actors(index, every, held)
    linked |= moved | {t for c in every for t in (*c.targets, *c.others) if iri.kind_of(t) == "local-actor"}
    sources |= _sources_of(index, "actor", linked | _members(index, groups.led_anew))
    fins = update_events(index, sources, amendments)
    ids_before = {i for (i,) in index.rows("SELECT id FROM forced_event")}
    regrouped, why_events = overlay.force_events(index, every, held)
    told, renamed = name_events(index, fins | regrouped)
    actors, actor_edits = overlay.actors(index, named.told, every, held)
    events, event_edits = overlay.events(index, told, held, amendments)
    decisions, pairs = _decisions(index, groups.same, [*why_actors, *why_events])
    resolution = Resolution(
        actors=actors,
        events=events,
        decisions=decisions,
        rejected=tuple(sorted(amendments.rejected.items())),
        edits=people.latest([*event_edits, *amendments.edits, *actor_edits]),
        copies=_copies(index, sources),
    )
    documents = {d for (d,) in index.among("SELECT id FROM doc WHERE source IN ?", sources)}
    return Changes(
        resolution=resolution,
        links={local: known.id for local, known in _links(index, linked).items()},
        subjects=frozenset({
            *(iri.actor(a) for a in named.gone),
            *(iri.actor(a.id) for a in actors),
            *(iri.event(e) for e in renamed | ids_before),
            *(iri.event(e.id) for e in events),
            *(member for e in events for member in e.members),
            *(iri.decision(*pair) for pair in pairs),
            *(iri.article(d) for d in documents | set(articles)),
            *(node for c in every for t in c.targets for node in _claim_nodes(t)),
        }),
    )  # fmt: skip


def _take_in(index: Index, articles: Articles, text_of: copies.TextOf) -> tuple[GroupChanges, set[str]]:
    """Put the articles in the place of what was known of them; the groups of their actors, and the sources
    that lost or got an article."""
    listed = list(articles)
    linked, sources = copies.forget(index, listed)
    groups = GroupChanges(index)
    for document in listed:
        groups.remove(document)
        index.run("DELETE FROM mention WHERE doc = ?", document)
    present = []
    for document in listed:
        article = articles[document]
        if article is None:
            index.run("DELETE FROM doc WHERE id = ?", document)
            continue
        present.append(document)
        day = article.published.isoformat() if article.published else None
        source = index.one("SELECT source FROM doc WHERE id = ?", document)
        row = (document, day, pack_events(article.events), source)
        index.run("INSERT OR REPLACE INTO doc VALUES (?, ?, ?, ?, NULL)", *row)
        index.run_all(
            "INSERT INTO mention VALUES (?, ?, NULL)", [(e.local, document) for e in article.events]
        )
        groups.add(document, article.actors)
        copies.link(index, document, article.text, text_of)
    groups.settle()
    return groups, sources | copies.name_originals(index, {*present, *linked}, text_of)


def _update_actors(index: Index, groups: GroupChanges) -> tuple[Named, set[str]]:
    """Decide anew on the groups that changed and what hangs on them; the clusters that have to be told, and
    the local actors whose actor is another one now."""
    witness, named = Witness(index), Named()
    rows = list(index.among("SELECT id, n, word FROM grp WHERE id IN ?", groups.touched))
    gone = {group for group, n, _ in rows if not n}
    full = {group for group, n, word in rows if n and not word}
    clusters = clusters_of(index, gone) | resolve_groups(index, witness, full | near(index, groups.near))
    name_clusters(index, witness, clusters, named)
    short = {group for group, n, word in rows if n and word} | near(index, groups.near, ("d",))
    short |= {g for (g,) in index.among("SELECT id FROM grp WHERE word IN ?", _words(index, groups, named))}
    name_clusters(index, witness, resolve_shorts(index, witness, short - gone), named)
    index.run_all("DELETE FROM grp WHERE id = ?", [(g,) for g in gone])
    index.run_all("DELETE FROM decision WHERE owner = ?", [(g,) for g in gone])
    return named, _relink(index, named.told)


def _words(index: Index, groups: GroupChanges, named: Named) -> set[str]:
    """Family names that may mean somebody else now."""
    sql = "SELECT b.key FROM grp g JOIN block b ON b.grp = g.id WHERE g.cluster IN ?"
    keys = {key for (key,) in index.among(sql, named.evidence)} | groups.near
    return {key[2:] for key in keys if key.startswith("w:")} - {""}


def _relink(index: Index, clusters: Iterable[str]) -> set[str]:
    """Members of groups whose actor has another id than before."""
    sql = "SELECT g.id, g.actor, c.actor FROM grp g JOIN cluster c ON c.id = g.cluster WHERE g.cluster IN ?"
    moved = [(after, group) for group, before, after in index.among(sql, clusters) if before != after]
    index.run_all("UPDATE grp SET actor = ? WHERE id = ?", moved)
    return _members(index, [group for _, group in moved])


def _members(index: Index, groups: Iterable[str]) -> set[str]:
    return {m for (m,) in index.among("SELECT local FROM actor WHERE grp IN ?", groups)}


def _locals(index: Index, documents: Iterable[str]) -> set[str]:
    return {m for (m,) in index.among("SELECT local FROM actor WHERE doc IN ?", documents)}


def _sources_of(index: Index, table: str, things: Iterable[str]) -> set[str]:
    """Sources that have one of these local actors or mentions."""
    sql = f"SELECT d.source FROM {table} x JOIN doc d ON d.id = x.doc WHERE x.local IN ?"
    return {s for (s,) in index.among(sql, things)}


def _amended_anew(index: Index, amendments: Amendments) -> set[str]:
    """Mentions that people amend otherwise than before."""
    now = {iri.sibling(claim, "mention"): "rejected" for claim in amendments.rejected}
    for edit in amendments.edits:
        mention = iri.sibling(edit.target, "mention")
        now[mention] = f"{now.get(mention, '')} {edit.field}={edit.value}"
    before = json.loads(index.get("amended") or "{}")
    index.put("amended", json.dumps(now, sort_keys=True))
    return {m for m in now.keys() | before.keys() if now.get(m) != before.get(m)}


def _links(index: Index, linked: set[str]) -> dict[str, Known]:
    documents = {d for (d,) in index.among("SELECT doc FROM actor WHERE local IN ?", linked)}
    return {local: found for local, found in actor_ids(index, documents).items() if local in linked}


def _copies(index: Index, sources: Iterable[str]) -> tuple[Copy, ...]:
    rows = index.among("SELECT doc, original, shared FROM copy WHERE original IN ?", sources)
    return tuple(Copy(document=d, original=o, shared=s) for d, o, s in sorted(rows))


def _decisions(
    index: Index, same: Mapping[Pair, Decision | None], by_people: list[Decision]
) -> tuple[tuple[Decision, ...], set[Pair]]:
    """Decisions that are new or other than before, and the pairs of those and of what is gone.

    :param same: what was decided on members of one group.
    """
    pairs = {pair_of(d) for d in by_people} | {tuple(p) for p in json.loads(index.get("people") or "[]")}
    index.put("people", json.dumps(sorted(pair_of(d) for d in by_people)))
    pairs |= {(kind, left, right) for left, right, kind in index.rows("SELECT lft, rgt, kind FROM decided")}
    index.run("DELETE FROM decided")
    sql = (
        "SELECT lft, rgt, kind, score, reasons FROM decision WHERE kind = ? AND lft = ? AND rgt = ?"
        " ORDER BY owner LIMIT 1"
    )
    found = [decision_of(row) for pair in sorted(pairs) for row in index.rows(sql, *pair)]
    found += [d for d in same.values() if d]
    decided = people.decided(found, by_people)
    return tuple(sorted(decided, key=lambda d: (d.left, d.right, d.kind))), pairs | set(same)


def _claim_nodes(target: str) -> tuple[str, ...]:
    """What people set on a claim stands on the claim and on its mention."""
    if iri.kind_of(target) not in ("claim", "mention"):
        return ()
    return iri.sibling(target, "claim"), iri.sibling(target, "mention")
