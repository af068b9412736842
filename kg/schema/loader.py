"""Reads ``kg/schema/types/*.toml``; every complaint names the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from kg.errors import SchemaError
from kg.model import ActorKind, Status
from kg.schema import pattern
from kg.schema.pattern import NounPattern, VerbPattern
from kg.schema.types_model import ROLE_NAMES, EventType, RoleSpec

P = TypeVar("P", VerbPattern, NounPattern)
FOLDER = Path(__file__).resolve().parent / "types"
PLOVER = frozenset({
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
})  # fmt: skip
"""The sixteen classes of the PLOVER manual, 2024."""
_KEYS = frozenset({
    "label", "description", "plover", "cameo", "colour", "template", "merge", "shown", "speech",
    "declarative", "standing",    "needs_actor",
    "reworded", "embeds", "acts_on", "once", "once_words", "once_ever", "by_day", "roles", "verbs", "nouns",
})  # fmt: skip
_MERGE = frozenset({"participants", "agent", "target", "theme", "time", "place", "ordinal"})


@lru_cache(maxsize=4)
def load_types(folder: Path = FOLDER) -> Mapping[str, EventType]:
    """All event types by name, in alphabetical order. Read once, then kept.

    :raises SchemaError: a file breaks the rules; the message names the file and the key.
    """
    types = {path.stem: read_type(path) for path in sorted(folder.glob("*.toml"))}
    if not types:
        raise SchemaError("no event types found", where=str(folder), remedy="add at least one NAME.toml")
    _refuse_double(types, folder)
    return MappingProxyType(types)


def read_type(path: Path) -> EventType:
    """One file as a type; the type's name is the file's."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SchemaError(f"cannot be read: {error}", where=str(path)) from error
    _known(path, "file", data, _KEYS)
    return EventType(
        name=path.stem,
        label=_text(path, data, "label"),
        description=_text(path, data, "description"),
        colour=_text(path, data, "colour", r"#[0-9a-f]{6}"),
        template=_template(path, data),
        plover=_one_of(path, data, "plover", PLOVER),
        cameo=_texts(path, data, "cameo"),
        roles=_roles(path, data.get("roles", {})),
        merge=_all_of(path, data, "merge", _MERGE) or ("participants", "time"),
        once=_one_of(path, data, "once", frozenset(ROLE_NAMES)),
        once_words=tuple(frozenset(words.split("|")) for words in _texts(path, data, "once_words")),
        once_ever=_flag(path, data, "once_ever", False),
        by_day=_all_of(path, data, "by_day", frozenset(ROLE_NAMES)),
        shown=_flag(path, data, "shown", True),
        speech=_flag(path, data, "speech", False),
        declarative=_flag(path, data, "declarative", False),
        standing=_flag(path, data, "standing", False),
        reworded=_flag(path, data, "reworded", False),
        needs_actor=_flag(path, data, "needs_actor", False),
        embeds=_status(path, data),
        acts_on=_flag(path, data, "acts_on", False),
        verbs=_patterns(path, data, "verbs", pattern.verb),
        nouns=_patterns(path, data, "nouns", pattern.noun),
    )


def _wrong(path: Path, key: str, what: str, remedy: str | None = None) -> SchemaError:
    return SchemaError(what, where=f"{path}: {key}", remedy=remedy)


def _known(path: Path, key: str, data: Mapping[str, Any], known: frozenset[str]) -> None:
    for name in data:
        if name not in known:
            raise _wrong(path, name, f"unknown key in {key}", f"use one of {', '.join(sorted(known))}")


def _text(path: Path, data: Mapping[str, Any], key: str, form: str = r"(?s).+") -> str:
    value = data.get(key)
    if not isinstance(value, str) or not re.fullmatch(form, value):
        raise _wrong(path, key, f"expected text of the form {form}, found {value!r}")
    return value


def _texts(path: Path, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise _wrong(path, key, f"expected a list of texts, found {value!r}")
    return tuple(value)


def _flag(path: Path, data: Mapping[str, Any], key: str, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise _wrong(path, key, f"expected true or false, found {value!r}")
    return value


def _one_of(path: Path, data: Mapping[str, Any], key: str, known: frozenset[str]) -> str | None:
    value = data.get(key)
    if value is not None and value not in known:
        raise _wrong(path, key, f"{value!r} is not known", f"use one of {', '.join(sorted(known))}")
    return value


def _status(path: Path, data: Mapping[str, Any]) -> Status | None:
    value = _one_of(path, data, "embeds", frozenset(s.value for s in Status))
    return Status(value) if value else None


def _all_of(path: Path, data: Mapping[str, Any], key: str, known: frozenset[str]) -> tuple[str, ...]:
    values = _texts(path, data, key)
    for value in values:
        if value not in known:
            raise _wrong(path, key, f"{value!r} is not known", f"use one of {', '.join(sorted(known))}")
    return values


def _template(path: Path, data: Mapping[str, Any]) -> str:
    template = _text(path, data, "template")
    for slot in re.findall(r"\{(\w*)\}", template):
        if slot not in ROLE_NAMES:
            raise _wrong(path, "template", f"no role {slot!r}", f"use one of {', '.join(ROLE_NAMES)}")
    return template


def _roles(path: Path, data: Any) -> tuple[RoleSpec, ...]:
    if not isinstance(data, dict):
        raise _wrong(path, "roles", "expected a table of roles")
    roles = []
    for name, spec in data.items():
        if name not in ROLE_NAMES:
            raise _wrong(path, f"roles.{name}", "no such role", f"use one of {', '.join(ROLE_NAMES)}")
        _known(path, f"roles.{name}", spec, frozenset({"kinds", "verb", "noun"}))
        kinds = _texts(path, spec, "kinds") or tuple(kind.value for kind in ActorKind)
        for kind in kinds:
            if kind not in {k.value for k in ActorKind}:
                raise _wrong(path, f"roles.{name}.kinds", f"{kind!r} is no kind of actor")
        roles.append(
            RoleSpec(
                name,
                frozenset(ActorKind(kind) for kind in kinds),
                _texts(path, spec, "verb"),
                _texts(path, spec, "noun"),
            )
        )
    return tuple(roles)


def _patterns(path: Path, data: Mapping[str, Any], key: str, read: Callable[[str], P]) -> tuple[P, ...]:
    found = []
    for text in _texts(path, data, key):
        try:
            found.append(read(text))
        except ValueError as error:
            raise _wrong(path, key, str(error)) from error
        if found[-1].plover not in (None, *PLOVER):
            raise _wrong(path, key, f"{text!r}: no such class", f"use one of {', '.join(sorted(PLOVER))}")
    return tuple(found)


def _refuse_double(types: Mapping[str, EventType], folder: Path) -> None:
    """A trigger may belong to one type only: otherwise the file order would decide."""
    owner: dict[tuple[str | bool | None, ...], str] = {}
    for name, event_type in types.items():
        for key in atoms(event_type):
            first = owner.setdefault(key, name)
            if first != name:
                words = " ".join(part for part in key[1:] if isinstance(part, str))
                raise SchemaError(
                    f"the trigger {words!r} stands in {first}.toml too",
                    where=f"{folder / name}.toml: {key[0]}s",
                    remedy="remove one of the two",
                )


def atoms(event_type: EventType) -> Iterator[tuple[str | bool | None, ...]]:
    """Each single combination of words that a type's patterns cover."""
    for v in event_type.verbs:
        choices = (v.subjects or (None,), v.particles or (None,), v.objects or (None,))
        for subject, particle, object_ in product(*choices):
            yield "verb", subject, v.lemma, particle, object_, v.negated
    for n in event_type.nouns:
        for modifier, object_ in product(n.modifiers or (None,), n.objects or (None,)):
            yield "noun", modifier, n.lemma, n.preposition, object_
