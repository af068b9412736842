"""Numbers in words and digits as quantities, and as years ("nineteen eighty-four")."""

from __future__ import annotations

from collections.abc import Iterable

from kg.annotate.times.lexicon import Value

Words = list[tuple[str, Value]]
"""Class and value of each word."""
_DIGITS = ("number", "dom", "year4", "longnum")
NUMBERS = (*_DIGITS, "century_word", "hundred")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def one(kind: str, value: Value) -> float | None:
    """The quantity that one word stands for."""
    if not isinstance(value, str):
        return float(value)
    if kind in _DIGITS:
        text = value.replace(",", "")
        extra = _PARTS.get(text[-1], 0.0)
        return float(text[:-1] if extra else text) + extra
    return None


def quantity(words: Iterable[tuple[str, Value]]) -> float | None:
    """As in "twenty four" 24, "two and a half" 2.5, "a hundred" 100, "1 1/2" 1.5; ``None``: no number.

    A range ("two to three", "12 or 18") is its first number.
    """
    total, group, seen = 0.0, 0.0, False
    words = list(words)
    if any(kind == "vague" for kind, _ in words):
        return None
    if words and all(kind in ("a", "another") for kind, _ in words):
        return 1.0
    for kind, value in words:
        if kind in ("to", "or") and seen:
            break
        if kind in ("hyphen", "and", "a", "another", "half", "fraction"):
            if kind == "half" or kind == "fraction":
                group, seen = group + float(value), True
            continue
        amount = one(kind, value) if kind in NUMBERS else None
        if amount is None:
            continue
        if amount in (100.0, 1000.0, 1000000.0) and isinstance(value, int):
            group = (group or 1) * amount
            if amount >= 1000:
                total, group = total + group, 0.0
        elif seen and isinstance(value, str) and group:
            break
        else:
            group += amount
        seen = True
    return total + group if seen else None


def ranged(words: Words) -> bool:
    """Whether the words give two quantities: "two to three", "12-18"."""
    kinds = [k for k, _ in words]
    if "to" in kinds or "or" in kinds:
        return True
    digits = [v for _, v in words if isinstance(v, str)]
    return "hyphen" in kinds and len(digits) == 2


def year_in_words(words: Words) -> int | None:
    """As in "nineteen eighty-four" 1984, "two thousand five" 2005, "twenty eighteen" 2018; else ``None``."""
    values = [v for _, v in words if isinstance(v, int) and v > 0]
    if len(values) < 2:
        return None
    if values[:2] == [2, 1000]:
        below = sum(values[2:])
        return 2000 + below if below < 100 and all(v < 100 for v in values[2:]) else None
    if values[0] not in (18, 19, 20):
        return None
    century, rest = values[0] * 100, values[1:]
    if rest[0] == 100:
        return century + (rest[1] if len(rest) > 1 else 0)
    tens = rest[0] >= 20 and rest[0] % 10 == 0 and (len(rest) == 1 or (len(rest) == 2 and rest[1] < 10))
    teens = len(rest) == 1 and 10 <= rest[0] < 20
    return century + sum(rest) if tens or teens else None


_TIMES = {"E": 10, "C": 100, "L": 1000, "F": 2}
_BASE = {"E": "Y", "C": "Y", "L": "Y", "F": "W"}
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}


def duration_value(words: Words, unit: str) -> str:
    """TIMEX3 value of a quantity of a unit."""
    head = "PT" if unit.startswith("T") else "P"
    letter = unit.removeprefix("T")
    count = quantity(words)
    if count is None:
        couple = next((v for k, v in words if k == "vague" and v), None)
        if couple is None:
            return f"{head}X{letter}" if letter != "L" else "PXY"
        count = float(couple) * next((float(v) for k, v in words if k == "hundred"), 1.0)
    count *= _TIMES.get(letter, 1) if not unit.startswith("T") else 1
    if not unit.startswith("T"):
        letter = _BASE.get(letter, letter)
    whole = int(count)
    if count == whole:
        return f"{head}{whole}{letter}"
    if abs(count - whole - 0.5) < 1e-9 and unit in _HALVES:
        half = _HALVES[unit]
        return f"{head}{whole}{letter}{half}" if whole else ("PT" if unit.startswith("T") else "P") + half
    return f"{head}{count:g}{letter}"
