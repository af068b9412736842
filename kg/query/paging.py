"""A part of a longer answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of an answer, and how many it has in all."""

    rows: tuple[T, ...]
    total: int
