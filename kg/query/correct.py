"""From what somebody types to a correction: names and ids become local things, values are checked.

Corrections are made here, kept by :mod:`kg.graph`, and applied when the story is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from kg import iri
from kg.errors import NotFound, UsageError
from kg.model import ActorKind, Certainty, Correction, CorrectionKind, Polarity, Status
from kg.query.reader import EARLIEST, LABEL, LATEST, HasQuads, Reader, day, one
from kg.query.show import find_thing
from kg.query.wording import types as event_types

_ANCHORS = 50
"""Local things that a correction of a merged one names, at most; its group is found by most of them."""
FIELDS = {
    "claim": ("status", "polarity", "certainty", "type", "earliest", "latest"),
    "event": ("type", "earliest", "latest"),
    "actor": ("name", "kind"),
}
"""What can be edited of each kind of thing."""
_CHOICES: dict[str, Callable[[], list[str]]] = {
    "status": lambda: [s.value for s in Status],
    "polarity": lambda: [p.value for p in Polarity],
    "certainty": lambda: [c.value for c in Certainty],
    "type": lambda: list(event_types()),
    "kind": lambda: [k.value for k in ActorKind],
}
OPEN = ("", "open", "none")
"""Values that take an end of a date away."""


class Maker:
    """Makes the corrections of one command: one author, one reason, one time."""

    def __init__(self, store: HasQuads, *, author: str, reason: str, time: datetime) -> None:
        if not author.strip() or not reason.strip():
            raise UsageError("a correction needs an author and a reason", remedy="give --author and --reason")
        self.reader = Reader(store)
        self.store = store
        self.draft = Correction(
            id="",
            kind=CorrectionKind.UNDO,
            author=author.strip(),
            reason=reason.strip(),
            time=time.astimezone(UTC),
        )

    def merge(self, left: str, right: str) -> Correction:
        """The two actors, or the two events, are one.

        :raises NotFound: an id or name of nothing.
        :raises UsageError: they are not of one kind, or already one.
        """
        one_, other = find_thing(self.store, left), find_thing(self.store, right)
        kinds = {iri.kind_of(one_), iri.kind_of(other)}
        if kinds not in ({"actor"}, {"event"}):
            raise UsageError("merge takes two actors or two events", where=f"{left}, {right}")
        if one_ == other:
            raise UsageError("they are already one", where=f"{left}, {right}")
        return self._made(
            CorrectionKind.MERGE,
            targets=self._members(one_),
            others=self._members(other),
            summary=f"{self._name(one_)} and {self._name(other)} are one",
        )

    def split(self, whole: str, parts: Sequence[str]) -> Correction:
        """The named members are not part of the merged actor or event, but one of their own.

        :param parts: claims, mentions, local actors, or articles (all its members in that article).
        """
        merged = find_thing(self.store, whole)
        if iri.kind_of(merged) not in ("actor", "event"):
            raise UsageError("split takes an actor or an event", where=whole)
        members = self.reader.subjects(iri.term("refersTo"), merged)
        out = {m for part in parts for m in self._part(part, members)}
        if len(out) == len(members):
            raise UsageError("nothing would be left of it", where=whole, remedy="name fewer members")
        summary = f"{self._name(merged)}: {len(out)} of {len(members)} mentions are another"
        return self._made(CorrectionKind.SPLIT, targets=out, summary=summary)

    def _part(self, part: str, members: list[str]) -> list[str]:
        found = find_thing(self.store, part)
        kind = iri.kind_of(found)
        if kind == "article":
            graph = iri.graph(iri.key_of(found))
            inside = [m for m in members if self.reader.node(m).get("@graph") == (graph,)]
        else:
            named = iri.sibling(found, "mention") if kind == "claim" else found
            inside = [m for m in members if m == named]
        if not inside:
            raise NotFound(f"{part!r} is no part of it", remedy="see its members with `kg show`")
        return inside

    def reject(self, what: str) -> Correction:
        """A claim is wrong; of an event: all claims on it."""
        found = find_thing(self.store, what)
        if iri.kind_of(found) == "event":
            members = self.reader.subjects(iri.term("refersTo"), found)
            claims = [iri.sibling(m, "claim") for m in members]
        elif iri.kind_of(found) == "claim":
            claims = [found]
        else:
            raise UsageError(
                "reject takes a claim, a statement or an event", where=what, remedy="see `kg facts` for ids"
            )
        return self._made(CorrectionKind.REJECT, targets=claims, summary=self._name(found))

    def edit(self, what: str, settings: Iterable[str]) -> list[Correction]:
        """``field=value`` of a claim, event or actor, each a correction; see :data:`FIELDS`."""
        found = find_thing(self.store, what)
        kind = iri.kind_of(found)
        if kind not in FIELDS:
            raise UsageError(
                "edit takes a claim, an event or an actor", where=what, remedy="see `kg facts` for ids"
            )
        if kind == "claim" and iri.term("about") not in self.reader.node(found):
            raise UsageError("a statement has no field to edit", where=what, remedy="reject it instead")
        pairs = [pair(setting, kind) for setting in settings]
        self._check_days(found, dict(pairs))
        targets = [found] if kind == "claim" else self._members(found)
        name = self._name(found)
        return [
            self._made(
                CorrectionKind.EDIT,
                targets=targets,
                field=f,
                value=v,
                summary=f"{name}: {f} is {v or 'open'}",
            )
            for f, v in pairs
        ]

    def _check_days(self, found: str, values: dict[str, str]) -> None:
        local = iri.sibling(found, "mention") if iri.kind_of(found) == "claim" else found
        node = self.reader.node(local)
        early = day(values["earliest"]) if "earliest" in values else day(one(node, EARLIEST))
        late = day(values["latest"]) if "latest" in values else day(one(node, LATEST))
        if early and late and early > late:
            raise UsageError(f"earliest {early} lies after latest {late}", remedy="set both")

    def undo(self, which: str, known: Iterable[Correction]) -> Correction:
        """A correction no longer holds.

        :raises NotFound: there is no such correction.
        """
        by_id = {c.id: c for c in known}
        begins = [k for k in by_id if k.startswith(which)] if which not in by_id else [which]
        if len(begins) != 1 or len(which) < 4:
            raise NotFound(f"no correction {which!r}", remedy="see `kg correct log`")
        undone = by_id[begins[0]]
        return self._made(CorrectionKind.UNDO, undoes=undone.id, summary=f"not so: {undone.summary}")

    def _members(self, merged: str) -> list[str]:
        return self.reader.subjects(iri.term("refersTo"), merged)[:_ANCHORS]

    def _name(self, thing: str) -> str:
        """Name of an actor; the line of an event or a claim."""
        label = one(self.reader.node(thing), LABEL)
        if label and iri.kind_of(thing) == "actor":
            return label
        from kg.query.show import show

        return show(self.store, thing).title

    def _made(self, kind: CorrectionKind, *, targets: Iterable[str] = (), **fields: object) -> Correction:
        others = fields.pop("others", ())
        assert isinstance(others, Sequence)
        drawn = replace(
            self.draft,
            kind=kind,
            targets=tuple(sorted(targets)),
            others=tuple(sorted(others)),
            **fields,  # type: ignore[arg-type]
        )
        return identified(drawn)


def identified(c: Correction) -> Correction:
    """The correction with the id that its content gives."""
    parts = (c.kind.value, *c.targets, "/", *c.others, "/", c.field or "", c.value or "", c.undoes or "")
    said = (c.author, c.reason, c.time.isoformat())
    return replace(c, id="k-" + iri.token("correction", *parts, *said))


def pair(setting: str, kind: str) -> tuple[str, str]:
    name, equals, value = (p.strip() for p in setting.partition("="))
    if not equals or name not in FIELDS[kind]:
        fields = ", ".join(FIELDS[kind])
        raise UsageError(
            f"{setting!r} sets nothing of {kind}", remedy=f"write FIELD=VALUE, with FIELD of {fields}"
        )
    if name in ("earliest", "latest"):
        return name, "" if value.casefold() in OPEN else _iso(value)
    if name in _CHOICES and value not in (known := _CHOICES[name]()):
        raise UsageError(f"{value!r} is no {name}", remedy="choose of " + ", ".join(known))
    if not value:
        raise UsageError(f"{name} is empty")
    return name, value


KINDS = {"claim": "claim", "mention": "event", "local-actor": "actor"}
"""What a correction of local things of a kind is about."""


def checked(c: Correction) -> Correction:
    """The correction, if its operation and its targets go together.

    :raises UsageError: they do not, or the edit sets what cannot be set.
    """
    kinds = {iri.kind_of(target) for target in (*c.targets, *c.others)}
    allowed = {
        CorrectionKind.MERGE: len(kinds) == 1 and kinds <= {"mention", "local-actor"} and bool(c.others),
        CorrectionKind.SPLIT: len(kinds) == 1 and kinds <= {"mention", "local-actor"},
        CorrectionKind.REJECT: kinds == {"claim"},
        CorrectionKind.EDIT: len(kinds) == 1 and kinds <= set(KINDS),
        CorrectionKind.UNDO: not kinds and bool(re.fullmatch("k-[a-z2-7]{12}", c.undoes or "")),
    }
    if not allowed[c.kind] or not (c.targets or c.undoes):
        raise UsageError(f"{c.kind.value} does not go with {', '.join(sorted(kinds)) or 'nothing'}")
    if c.kind is CorrectionKind.EDIT:
        pair(f"{c.field}={c.value}", KINDS[min(kinds)])
    return c


def _iso(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"{value!r} is no date", remedy="write YYYY-MM-DD, or open") from error
