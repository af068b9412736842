"""The walk over an article: sentences to class strings, class strings to matches, matches to readings."""

from __future__ import annotations

import re
from datetime import date

from kg.annotate.times.classes import CONTINUES, LETTERS, OTHER, TRIGGERS, Word, classify
from kg.annotate.times.context import Context, Found, Reading, dated
from kg.annotate.times.grammar import RULES
from kg.annotate.times.grammar import parse as parse_letters
from kg.annotate.times.joined import join
from kg.annotate.times.numeric import numeric_dates
from kg.annotate.times.reading import read
from kg.model import Parse, Sentence, Span

_ISLAND = re.compile(f"[^{re.escape(OTHER)}]+")
_TRIGGER = re.compile("[" + "".join(sorted(TRIGGERS)) + "]")
MAX_ISLAND = 400
"""Tokens in a row that the grammar is shown at once; keeps degenerate text linear."""


def readings(parse: Parse, published: date | None) -> list[tuple[Span, Reading]]:
    """Span and reading of each time expression, in text order."""
    context = Context(parse, published, read=read)
    digits = numeric_dates(parse.text, published)
    for sentence in parse.sentences:
        words = classify(parse.tokens, sentence.first, sentence.last)
        if digits:
            _mark_digits(parse, sentence, words, digits)
        context.words.extend(words)
        letters = "".join(w.letter for w in words)
        if _TRIGGER.search(letters):
            before = len(context.done)
            _read_sentence(context, sentence, letters, digits)
            if len(context.done) > before + 1:
                join(context, before)
    return [(_span(parse, r), r) for r in context.done]


def _span(parse: Parse, reading: Reading) -> Span:
    return reading.span or parse.span(reading.first, reading.last)


def _mark_digits(
    parse: Parse, sentence: Sentence, words: list[Word], digits: dict[int, tuple[Span, Reading]]
) -> None:
    """Give the tokens of a date in digits the class ``iso``."""
    i = sentence.first
    while i < sentence.last:
        found = digits.get(parse.tokens[i].start)
        if found is None:
            i += 1
            continue
        words[i - sentence.first] = Word(LETTERS["iso"], 0)
        i += 1
        while i < sentence.last and parse.tokens[i].start < found[0][1]:
            words[i - sentence.first] = Word(CONTINUES, 0)
            i += 1


def _read_sentence(
    context: Context, sentence: Sentence, letters: str, digits: dict[int, tuple[Span, Reading]]
) -> None:
    for island in _ISLAND.finditer(letters):
        run = island.group()
        if not _TRIGGER.search(run):
            continue
        for cut in range(0, len(run), MAX_ISLAND):
            base = sentence.first + island.start() + cut
            for match in parse_letters(run[cut : cut + MAX_ISLAND]):
                name = RULES[match.rule][0]
                first, last = base + match.start, base + match.end - 1
                parts: dict[str, tuple[int, int]] = {}
                if name == "iso":
                    known = digits.get(context.parse.tokens[first].start)
                    reading = known[1].but(span=known[0]) if known else None
                else:
                    parts = {k: (base + s, base + e - 1) for k, s, e in match.parts}
                    reading = read(Found(context, name, first, last, parts))
                if reading is not None:
                    if reading.last >= 0:
                        first, last = reading.first, reading.last
                    elif "core" in parts:
                        first, last = parts["core"]
                    context.done.append(reading.but(first=first, last=last))
                    if name == "date":
                        _second_day(context, sentence, last)
                    elif name == "day-month":
                        _first_day(context, first)


def _first_day(context: Context, first: int) -> None:
    """As in "5 and 6 May": the day before "and" or "or" is one of its own."""
    day = context.done[-1]
    if context.lower(first - 1) not in ("and", "or") or len(day.value) != 10:
        return
    word = context.words[first - 2] if first >= 2 else None
    if word is None or word.letter != LETTERS["dom"] or context.lower(first - 3) not in _BEFORE_DAY:
        return
    earlier = dated(f"{day.value[:8]}{int(str(word.value)):02d}", day.rule, anchor=day.anchor)
    if earlier is not None and earlier.value < day.value:
        context.done.insert(-1, earlier.but(first=first - 2, last=first - 2))


_BEFORE_DAY = frozenset({"between", "from", "of", "on", "the"})


def _second_day(context: Context, sentence: Sentence, last: int) -> None:
    """As in "April 8 and 9": the day after "and" or "or" is one of its own."""
    tokens, at = context.parse.tokens, last + 2
    day = context.done[-1]
    if at >= sentence.last or tokens[last + 1].lower not in ("and", "or") or len(day.value) != 10:
        return
    word, after = context.words[at], tokens[at + 1] if at + 1 < sentence.last else None
    if word.letter != LETTERS["dom"] or not tokens[last].text.isdigit() or int(tokens[last].text) > 31:
        return
    if after is not None and (
        after.pos in ("NOUN", "NUM", "ADJ", "SYM") or after.lower in ("%", "of", "percent")
    ):
        return
    second = dated(f"{day.value[:8]}{int(str(word.value)):02d}", day.rule, anchor=day.anchor)
    if second is not None and second.value > day.value:
        context.done.append(second.but(first=at, last=at))
