"""Whether time grows faster than the input: what the fuzzer kept, repeated to two lengths.

An input of special structure repeated many times is what finds quadratic time (fuzzers' own small
inputs cannot). The exponent of a power law between two lengths is 1 for linear time, 2 for quadratic.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

SHORT, LONG = 16_384, 131_072
"""Bytes to which an input is repeated."""
SUSPECT, LEAST = 1.5, 0.5
"""Exponent from which on, and seconds below which nothing, is reported."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Processor seconds at ``SHORT`` and ``LONG`` bytes."""

    data: bytes
    short: float
    long: float

    @property
    def exponent(self) -> float:
        return math.log(max(self.long, 1e-6) / max(self.short, 1e-6)) / math.log(LONG / SHORT)

    @property
    def suspect(self) -> bool:
        return self.long >= LEAST and self.exponent >= SUSPECT


def grow(check: Callable[[bytes], None], data: bytes, prefix: int) -> Growth:
    """Time of an input whose part behind ``prefix`` bytes is repeated. A suspect is timed once more."""
    head, unit = data[:prefix], data[prefix:] or b"x"
    first = _grown(check, head, unit, data)
    if not first.suspect:
        return first
    second = _grown(check, head, unit, data)
    return min(first, second, key=lambda g: g.exponent)


def _grown(check: Callable[[bytes], None], head: bytes, unit: bytes, data: bytes) -> Growth:
    return Growth(
        data, *(_time(check, head + (unit * (size // len(unit) + 1))[:size]) for size in (SHORT, LONG))
    )


def _time(check: Callable[[bytes], None], data: bytes) -> float:
    start = time.process_time()
    check(data)
    return time.process_time() - start
