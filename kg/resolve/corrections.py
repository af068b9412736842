"""People's decisions on top of what merging found: pure functions of signatures and corrections.

Invariants: a person's decision beats a score; corrections apply in the order of their time; a correction
whose targets are gone changes nothing. The side of a merge is the group that holds most of the local
things it names, so that a group that was resolved otherwise since is not dragged along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kg import iri
from kg.model import (
    Correction,
    CorrectionKind,
    Decision,
    DecisionKind,
    Edit,
    EventSignature,
    MergedActor,
    MergedEvent,
)

_ON_MENTIONS = ("earliest", "latest", "type")
"""Fields of a claim that stand on its event mention; status, polarity and certainty are its own."""


class Groups:
    """Disjoint groups of local things, as people merge and split them."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._groups = {n: set(group) for n, group in enumerate(groups)}
        self._of = {member: n for n, group in self._groups.items() for member in group}
        self.changed = False

    def most(self, targets: Iterable[str]) -> int | None:
        """The group that holds most of the targets; of equals the one with the smallest of them."""
        found = [t for t in sorted(targets) if t in self._of]
        if not found:
            return None
        count = Counter(self._of[t] for t in found)
        return min(count, key=lambda n: (-count[n], min(self._groups[n])))

    def merge(self, left: Iterable[str], right: Iterable[str]) -> tuple[str, str] | None:
        """Join two groups; returns the first member of each, or ``None`` where nothing is to be done."""
        a, b = self.most(left), self.most(right)
        if a is None or b is None or a == b:
            return None
        firsts = min(self._groups[a]), min(self._groups[b])
        for member in self._groups[b]:
            self._of[member] = a
        self._groups[a] |= self._groups.pop(b)
        self.changed = True
        return firsts

    def split(self, members: Iterable[str]) -> tuple[str, str] | None:
        """Take members out into a group of their own; returns one of them and one that stays."""
        out = {m for m in members if m in self._of}
        home = self.most(out)
        if home is None:
            return None
        stays = self._groups[home] - out
        number = max(self._groups) + 1
        for member in out:
            old = self._of[member]
            self._groups[old].discard(member)
            if not self._groups[old]:
                del self._groups[old]
            self._of[member] = number
        self._groups[number] = out
        self.changed = True
        return (min(out), min(stays)) if stays else None

    def listed(self) -> list[list[str]]:
        """All groups, sorted inside and by their first member."""
        return sorted(sorted(group) for group in self._groups.values())


def regroup(groups: Groups, corrections: Iterable[Correction], kind: str) -> list[Decision]:
    """Apply merges and splits of local things of that kind (``local-actor``, ``mention``)."""
    why = []
    for c in corrections:
        if not c.targets or iri.kind_of(c.targets[0]) != kind:
            continue
        done = None
        if c.kind is CorrectionKind.MERGE:
            done = groups.merge(c.targets, c.others)
        elif c.kind is CorrectionKind.SPLIT:
            done = groups.split(c.targets)
        if done:
            why.append(_decision(c, *done))
    return why


def _decision(c: Correction, left: str, right: str) -> Decision:
    kind = DecisionKind.MERGE if c.kind is CorrectionKind.MERGE else DecisionKind.REFUSE
    reason = f"{c.author} decided so ({c.id}): {c.reason}"
    low, high = sorted((left, right))
    return Decision(kind=kind, left=low, right=high, score=1.0, reasons=(reason,))


def decided(found: Iterable[Decision], by_people: Iterable[Decision]) -> set[Decision]:
    """All decisions; a person's takes the place of a score's on the same pair and of the same kind."""
    people = {(d.kind, d.left, d.right): d for d in by_people}
    return {d for d in found if (d.kind, d.left, d.right) not in people} | set(people.values())


def rejections(corrections: Iterable[Correction]) -> dict[str, str]:
    """Claim -> id of the correction that rejected it."""
    return {t: c.id for c in corrections if c.kind is CorrectionKind.REJECT for t in c.targets}


def claim_edits(corrections: Iterable[Correction]) -> list[Edit]:
    """Edits of single claims, the latest of each field, on the node where the field stands."""
    found = {}
    for c in corrections:
        if c.kind is CorrectionKind.EDIT and c.field:
            for target in c.targets:
                if iri.kind_of(target) == "claim":
                    on = iri.sibling(target, "mention") if c.field in _ON_MENTIONS else target
                    found[on, c.field] = Edit(target=on, field=c.field, value=c.value or "", correction=c.id)
    return [found[key] for key in sorted(found)]


def amended(
    events: Iterable[EventSignature], rejected: dict[str, str], edits: Iterable[Edit]
) -> tuple[EventSignature, ...]:
    """Signatures without rejected mentions, with edited dates, types and statuses.

    Mentions that a rejected one held together stay together.
    """
    out = {iri.sibling(claim, "mention") for claim in rejected}
    changes: dict[str, dict[str, str]] = {}
    for e in edits:
        changes.setdefault(iri.sibling(e.target, "mention"), {})[e.field] = e.value
    heirs: dict[str, str] = {}
    found = []
    for event in events:
        if event.local in out:
            continue
        if event.same_as in out:
            heir = heirs.setdefault(event.same_as, event.local)
            event = replace(event, same_as=heir if heir != event.local else None)
        if event.local in changes:
            event = _changed(event, changes[event.local])
        found.append(event)
    return tuple(found)


def _changed(event: EventSignature, fields: dict[str, str]) -> EventSignature:
    """With the new values; an end that the other one excludes is left open."""
    early = _day(fields["earliest"]) if "earliest" in fields else event.earliest
    late = _day(fields["latest"]) if "latest" in fields else event.latest
    if early and late and early > late:
        early, late = (early, None) if "earliest" in fields else (None, late)
    return replace(
        event,
        earliest=early,
        latest=late,
        type=fields.get("type", event.type),
        status=fields.get("status", event.status),
    )


def edited_actors(
    actors: Sequence[MergedActor], corrections: Sequence[Correction]
) -> tuple[tuple[MergedActor, ...], list[Edit]]:
    """Merged actors with the names and kinds that people gave them."""
    if not any(c.kind is CorrectionKind.EDIT for c in corrections):
        return tuple(actors), []
    groups, found, edits = Groups(a.members for a in actors), list(actors), []
    for c in corrections:
        number = _edited(c, "local-actor", groups)
        if number is None or c.value is None:
            continue
        actor = found[number]
        if c.field == "name" and c.value != actor.name:
            aliases = tuple(sorted({*actor.aliases, actor.name} - {c.value}))
            found[number] = replace(actor, name=c.value, aliases=aliases)
        elif c.field == "kind":
            found[number] = replace(actor, kind=c.value)
        edits.append(Edit(target=iri.actor(actor.id), field=c.field or "", value=c.value, correction=c.id))
    return tuple(found), edits


def edited_events(
    events: Sequence[MergedEvent], corrections: Sequence[Correction]
) -> tuple[tuple[MergedEvent, ...], list[Edit]]:
    """Merged events with the dates that people gave them; each of their mentions takes these as well."""
    if not any(c.kind is CorrectionKind.EDIT for c in corrections):
        return tuple(events), []
    groups, found, edits = Groups(e.members for e in events), list(events), []
    for c in corrections:
        number = _edited(c, "mention", groups)
        if number is None or c.field is None:
            continue
        event, value = found[number], c.value or ""
        if c.field == "earliest":
            found[number] = replace(event, earliest=_day(value))
        elif c.field == "latest":
            found[number] = replace(event, latest=_day(value))
        elif c.field == "type":
            found[number] = replace(event, type=value)
        targets = (iri.event(event.id), *event.members)
        edits += [Edit(target=t, field=c.field, value=value, correction=c.id) for t in targets]
    return tuple(found), edits


def _edited(c: Correction, kind: str, groups: Groups) -> int | None:
    if c.kind is not CorrectionKind.EDIT or not c.targets or iri.kind_of(c.targets[0]) != kind:
        return None
    return groups.most(c.targets)


def latest(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """One edit a field: of several the last, which is the youngest."""
    found = {(e.target, e.field): e for e in edits}
    return tuple(found[key] for key in sorted(found))


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
