"""One readable line a fact. A plan, a denial or a hope is never worded as something that happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.model import FactActor
from kg.schema import EventType, load_types
from kg.schema.types_model import listed

_SLOT = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[[^\]]*\]")
_QUOTE = 160
"""Code points of a quotation that a line shows."""
_NOT_ROLES = {"place", "speaker", "addressee"}


@lru_cache(maxsize=1)
def types() -> dict[str, EventType]:
    return dict(load_types())


def shown_by_default(type_: str) -> bool:
    known = types().get(type_)
    return known is None or known.shown


def event_line(
    type_: str, status: str, actors: Sequence[FactActor], *, trigger: str, place: str | None, certainty: str
) -> str:
    """``A and B met in C`` for what occurred, else ``Planned meeting: A, B, in C``."""
    known = types().get(type_)
    label = known.label if known else type_.replace("_", " ").capitalize()
    names: dict[str, list[str]] = {}
    for actor in actors:
        if actor.name not in names.setdefault(actor.role, []):
            names[actor.role].append(actor.name)
    if place:
        names["place"] = [place]
    everyone = [n for role, found in names.items() if role not in _NOT_ROLES for n in found]
    doubt = "" if certainty in ("certain", "underspecified") else f" ({certainty})"
    if known and status == "occurred" and _fits(known, names):
        return known.sentence(names) + doubt
    head = label if status in ("occurred", "unknown") else f"{status.capitalize()} {_lower(label)}"
    where = f", in {place}" if place else ""
    return f"{head}: {', '.join(dict.fromkeys(everyone)) or f'“{trigger}”'}{where}{doubt}"


def _fits(known: EventType, names: dict[str, list[str]]) -> bool:
    """Whether every slot that the template requires has a filler (two for a symmetric one), so that the
    sentence does not speak of "someone"."""
    required = _SLOT.findall(_OPTIONAL.sub("", known.template))
    return all(len(names.get(slot, ())) >= (2 if slot == "participant" else 1) for slot in required)


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def noun_phrase(type_: str, names: Sequence[str]) -> str:
    """``the meeting of A and B``."""
    known = types().get(type_)
    label = _lower(known.label) if known else type_.replace("_", " ")
    return f"the {label}" + (f" of {listed(names)}" if names else "")


def attributed(line: str, holders: Sequence[FactActor]) -> str:
    """``According to B, as told by A: …`` for a chain of A (outermost) and B."""
    if not holders:
        return line
    inner, outer = holders[-1].name, [h.name for h in holders[:-1]]
    via = f", as told by {' and '.join(reversed(outer))}" if outer else ""
    return f"According to {inner}{via}: {line}"


def statement_line(speaker: str, attitude: str, quote: str, *, direct: bool, negative: bool) -> str:
    """``A: “…”`` for words quoted as such, ``A (denies): …`` for the article's wording; cut where long."""
    short = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rsplit(" ", 1)[0] + "…"
    how = "does not say" if negative else "" if attitude == "says" else attitude
    return f"{speaker}{f' ({how})' if how else ''}: {f'“{short}”' if direct else short}"
