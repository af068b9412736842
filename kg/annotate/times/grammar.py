"""The grammar of time expressions: patterns over word classes, each token one letter.

A pattern is written with class names (:mod:`kg.annotate.times.classes`), regular-expression operators,
macros in capitals, and ``name:`` before what a reader wants to look at. ``the? o:ord hyphen? u:quarter``
reads "the third quarter" and "third-quarter". At each place the longest match wins, the earlier rule on a
tie. Every repetition is bounded, so that scanning is linear in the length of the text.

What counts as an expression and how far it reaches follows TimeML 1.2.1 (TIMEX3): pre-modifiers and
post-modifiers of the time ("nearly four decades", "the end of May", "early June") belong to it,
prepositions do not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.annotate.times.classes import LETTERS

SETS = {
    "near": "approx around some",
    "num": "number dom year4 longnum century_word hundred",
    "ord": "ordinal ordnum second",
    "unit": "unit yearunit",
    "anyunit": "unit yearunit units quarter quarters tunit tunits second",
    "plural": "units tunits quarters",
    "deixis": "last past prev next coming following this current that same latest",
    "edge_adj": "early late mid",
    "edge_noun": "begin end remainder mid half",
}
"""Names for several classes."""

MACROS = {
    "CARD": "((a hundred|num) (hyphen? and? num){0,4} (hyphen? fraction|and a half|and fraction)?|fraction)",
    "QTY": "(CARD ((to|or|hyphen) CARD)?|a? vague|a half?|half a|another CARD?)",
    "YREL": "(the? (last|past|this|next|that|prev|following|same|current) yearunit)",
    "DATE": "((last|this|next)? weekday (comma? month dom (comma? year4)?)?|month dom (comma? year4)?|relday)",
    "PRE": "(the? ((last|ord) half|edge_noun) of|middle_of|part|the? edge_adj hyphen?"
    "|(early|earlier|later|late) (in|on)?)",
    "YWORDS": "(century_word hyphen? number (hyphen? number)?|number hundred (and? number (hyphen? number)?)?)",
    "OF_YEAR": "(comma? of? (the yearunit)? (fiscal yearunit?)? oy:year4|comma? of? (the yearunit)? oy2:YWORDS|comma? (of|in)? oyr:YREL)",
    "MREL": "(the? (this? (past|coming)|last|next|this|prev|following|(that|this)? same|that))",
}
"""Patterns used in several rules."""

RULES: tuple[tuple[str, str, bool], ...] = (
    # name, pattern, whether "early", "the end of" ... may come before it
    ("iso", "d:iso", False),
    ("month-range", "(w:weekday comma?)? m:month d:dom (hyphen|to|through) (m2:month)? d2:dom (comma y:year4)?", False),
    ("date", "(this? (last|coming|this|next|past))? (w:weekday comma? the?)? m:month the? d:(dom|ord) OF_YEAR?", True),
    ("date", "md:monthday (comma? y:year4)?", False),
    ("day-month", "(w:weekday comma? the?)? d:dom of? m:month (comma? y:year4)?", True),
    ("day-month", "(w:weekday comma? the?)? the? d:ord of m:month (comma? y:year4)?", True),
    ("month", "r:MREL? m:month OF_YEAR?", True),
    ("year-range", "y:year4 hyphen y2:(year4|dom|number)", False),
    ("year", "y:year4", True),
    ("year", "the yearunit y:year4", True),
    ("year", "(the (begin|end|mid|middle_of) of|the edge_adj) the? y:year4", False),
    ("year", "y:midyear", False),
    ("year-words", "(the yearunit)? y:YWORDS", True),
    ("year-short", "apostrophe y:(dom|number)", False),
    ("decade", "the? (early|late|mid)? hyphen? apostrophe? y:decade4", True),
    ("decade", "the y:year4 poss", False),
    ("decade", "the? apostrophe? y:(decade|decade2)", True),
    ("century", "the? o:ord hyphen? u:unit", True),
    ("fiscal", "the? r:(current|latest|next|last|this|prev|past|coming)? fiscal unit? y:year4?", True),
    ("fiscal", "y:fy", False),
    ("academic", "the? r:(current|next|last|this|prev|past|coming)? y:(year4 (hyphen (year4|dom|number))?) academic unit",
     True),
    ("quarter", "the? (r:deixis|like)? ((y:year4|yr:YREL) poss?)? fiscal? hyphen? o:ord fiscal? h:(quarter|half) OF_YEAR?",
     True),
    ("quarter", "(the|that|this|poss)? core:((y:year4)? fiscal? hyphen? o:ord hyphen h:(quarter|half))", False),
    ("quarter", "q:qtoken (of? y:year4)?", True),
    ("quarters", "the? (first|last|ord) q:CARD quarters OF_YEAR", False),
    ("quarter-of", "the? y:year4 poss? (h:quarter|period)", True),
    ("quarter-of", "yr:YREL poss h:quarter", False),
    ("deictic", "the? r:((that|this) same|this? past|this? coming|deixis) fiscal? whole? u:(unit|quarter|weekend) so?",
     True),
    ("deictic", "the u:(unit) b:before", False),
    ("unit", "the (whole|fiscal)? u:(unit|quarter)", True),
    ("weekend", "the? u:weekend", True),
    ("recent", "the? (recent|past) u:plural ((and|or) plural)?", False),
    ("recent", "recent weekends", False),
    ("recent", "the? past vague (unit|units|quarters)", False),
    ("coming", "the? (coming|future) u:plural", False),
    ("coming", "the u:plural ahead", False),
    ("year-end", "the? u:unit (poss|hyphen)? end", False),
    ("season", "r:MREL? s:season OF_YEAR?", True),
    ("season", "the s:season OF_YEAR?", True),
    ("holiday", "(this? r:(last|next|this|past|coming))? h:holiday u:unit? (comma? y:year4)?", False),
    ("weekday", "(the|this)? r:(last|past|prev|next|coming|following|this|that|same) w:weekday (hyphen? part:daypart)?",
     True),
    ("weekday", "w:weekday (of? i:(the? (last|this|next|following|prev)) k:unit)? (hyphen? part:daypart)?", True),
    ("weekday", "w:weekday hyphen? part:point", True),
    ("relday", "d:relday (part:(daypart|point))?", True),
    ("relday", "d:relday poss part:(daypart|point)", False),
    ("tonight", "p:tonight", True),
    ("tonight", "p:overnight", False),
    ("daypart", "the? r:(last|this|next|that|same|following|prev) p:daypart", True),
    ("daypart", "the p:daypart (of d:DATE)?", True),
    ("daypart", "p:(mid hyphen? daypart) d:relday?", False),
    ("clock", "near? c:((clock|dom) ampm|clockm|clock|point|dom oclock|(dom|clock) in the daypart)"
     " (z:zone)? (comma? on? d:DATE)?", False),
    ("clock", "near? c:((clock|year4|longnum|dom) ampm?) z:zone (comma? on? d:DATE)?", False),
    ("ago", "near? (q:QTY whole?)? u:anyunit so? g:(ago|earlier|later|hence) (w:weekday)?", False),
    ("ago", "near? q:QTY u:anyunit or num g:(ago|earlier|later|hence)", False),
    ("year-ago", "(the|a)? core:(u:unit hyphen g:(ago|earlier))", False),
    ("year-ago", "the? like? u:unit hyphen g:(ago|earlier) fiscal? (o:ord)? hyphen? (quarter|period|half|unit)", False),
    ("same-period", "the? (same|like|quarter) (period|quarter|unit)? (of|in)? (a u:unit g:(ago|earlier)|yr:YREL|y:year4)",
     False),
    ("the-period", "the (latest|same|like) period", False),
    ("rate", "(a|per) u:(unit|tunit|quarter)", False),
    ("span", "approx{0,2} the? r:(deixis|recent) q:QTY whole? u:anyunit so?", False),
    ("duration", "near{0,2} more? q:QTY (more|fiscal)? whole? u:anyunit (and a half)? so?", False),
    ("duration", "approx{0,2} the (ord|like)? q:QTY (more|fiscal)? whole? u:anyunit", False),
    ("duration", "near? (the|a)? core:(q:QTY hyphen u:anyunit)", False),
    ("duration", "near? (the|a)? core:(q:QTY hyphen u:anyunit period)", False),
    ("duration", "near? q:a core:(more? u:unit or num)", False),
    ("duration", "near? (a|the|num) more u:anyunit", False),
    ("duration", "u:plural ((or|and) plural)?", False),
    ("duration", "u:anyunit hyphen whole", False),
    ("age", "near? (the|a)? (CARD ((to|or|hyphen) CARD)?)? hyphen? anyunit hyphen? old", False),
    ("set", "each (q:(CARD|other|ord))? u:(anyunit|weekday|weekend|daypart|season|month|holiday) (part:daypart)?", False),
    ("set", "f:freq", False),
    ("set", "u:weekday p:dayparts", False),
    ("set", "u:(weekdays|weekends)", False),
    ("week-of", "the u:unit of m:month d:(dom|ord) (comma? y:year4)?", False),
    ("nth", "the? o:(ord|last) u:(unit|weekday|weekend) (of|in) m:month (comma? y:year4)?", False),
    ("nth", "the? o:(ord|last) u:(unit|weekday) (of|in) yr:YREL", False),
    ("nth-day", "the? o:ord u:unit", False),
    ("reference", "v:(present|pastref|futureref)", False),
    ("reference", "v:current", False),
)  # fmt: skip
"""A part named ``core`` is the whole of the expression's span; what stands around it is context."""

_WORD = re.compile(r"([a-z]\w*):|([A-Z_]{2,})|([a-z]\w*)|([^\sa-zA-Z])")


def _letters(name: str) -> str:
    names = SETS[name].split() if name in SETS else [name]
    return "[" + "".join(re.escape(LETTERS[n]) for n in names) + "]"


def translate(pattern: str) -> str:
    """A pattern as a regular expression over letters; ``=`` continues the phrase a letter begins."""
    out: list[str] = []
    named = False
    for name, macro, word, other in _WORD.findall(pattern):
        if name:
            out.append(f"(?P<{name}>")
            named = True
            continue
        if macro:
            piece = "(?:" + translate(MACROS[macro]) + ")"
        elif word:
            piece = "(?:" + _letters(word) + "=*)"
        else:
            piece = "(?:" if other == "(" and not named else other
        if named and other == "(":
            named = False
            continue
        out.append(piece + (")" if named else ""))
        named = False
    return "".join(out)


class Match(NamedTuple):
    """One use of a rule: its number, ``[start, end)`` in the class string, named parts ``(name, start, end)``."""

    rule: int
    start: int
    end: int
    parts: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=1)
def compiled() -> tuple[re.Pattern[str], ...]:
    """All rules, in order; those that take an edge get an optional part ``pre`` in front."""
    pre = "(?P<pre>" + translate("PRE") + ")?"
    return tuple(re.compile((pre if edge else "") + translate(p)) for _, p, edge in RULES)


def match_at(letters: str, start: int, end: int | None = None) -> Match | None:
    """The longest match at ``start``; with ``end``, only one that reaches exactly there."""
    best: Match | None = None
    for n, rule in enumerate(compiled()):
        found = rule.fullmatch(letters, start, end) if end is not None else rule.match(letters, start)
        if found and found.end() > start and (best is None or found.end() > best.end):
            parts = tuple((k, *found.span(k)) for k, v in found.groupdict().items() if v)
            best = Match(n, start, found.end(), parts)
    return best


@lru_cache(maxsize=8192)
def _parse(letters: str) -> tuple[Match, ...]:
    found: list[Match] = []
    i = 0
    while i < len(letters):
        match = match_at(letters, i)
        if match:
            found.append(match)
        i = match.end if match else i + 1
    return tuple(found)


def parse(letters: str) -> tuple[Match, ...]:
    """Matches of a class string from left to right, without overlap."""
    return _parse(letters)
