"""What is no part of the story, and where the headline stands: spans, so that no offset ever shifts.

Invariants: spans are sorted, do not touch, lie inside the text and never cover the headline. A line
is boilerplate only as a whole, or by residue of publishing systems within it: a real sentence stays.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.model import Span
from kg.read.dates import WRITTEN
from kg.resources import data

_LONGEST = 320
"""Code points of a line beyond which it is not looked at as a whole: it is a paragraph."""
_TITLE = 200
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BYLINE = re.compile(
    r"(?:By|BY)\s+((?:Dr\. )?[A-Z][\w.'’-]+(?:\s+[A-Za-z][\w.'’-]*){1,4}(?:(?:,| and| &)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,3}){0,4})"  # noqa: E501
    r"(?:\s*[,|/•–-]\s*.{0,60})?$"
)
_DATE_LINE = re.compile(
    rf"\W*(?:(?:published|posted|updated|last updated)\b.{{0,20}}?)?{WRITTEN}\b.{{0,40}}$", re.I
)
_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,}.{0,60}?(?:--|[-–—_])\s*$"
    r"|.{0,60}\((?:AP|Reuters|AFP|UPI|[A-Z][a-z]+)\)\s*(?:--|[-–—_])"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;,…]['\"’”)\]]*$")
_CRUMBS = re.compile(r"\w[\w &.-]{1,24}(?:\s*[>›»|/]\s*\w[\w &.-]{1,24}){1,4}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``data/lexicon/boilerplate.toml``, compiled."""

    sections: frozenset[str]
    line: re.Pattern[str]
    residue: re.Pattern[str]
    markdown: re.Pattern[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """:raises re.error: a pattern of the file does not compile."""
    table = tomllib.loads(data("lexicon", "boilerplate.toml").read_text(encoding="utf-8"))
    return Lexicon(
        frozenset(table["sections"]),
        re.compile("|".join(f"(?:{p})" for p in table["lines"]), re.I),
        re.compile("|".join(f"(?:{p})" for p in table["residue"]), re.M),
        re.compile("|".join(f"(?:{p})" for p in table["markdown"]), re.M),
    )


class Line(NamedTuple):
    """A line that is not blank, without surrounding blanks; ``gap``: a blank line follows it."""

    start: int
    end: int
    text: str
    gap: bool


class Layout(NamedTuple):
    """What :func:`layout` finds. ``author`` is a byline's."""

    boilerplate: tuple[Span, ...]
    title: Span | None
    author: str | None


def layout(text: str, *, title: str | None = None, markdown: bool = False) -> Layout:
    """Boilerplate, headline and byline of a text.

    :param title: the headline, if the metadata tell it; then only that one is looked for.
    """
    words = lexicon()
    lines = _lines(text)
    top = [line for line in lines[:12] if not words.line.fullmatch(line.text)]
    sections, headline = _top(top, title, words.sections)
    marked = list(sections)
    author = None
    runs_on = False
    for n, line in enumerate(lines):
        inside, runs_on = runs_on, not line.gap and not _ENDS_SENTENCE.search(line.text)
        if inside or len(line.text) > _LONGEST or (headline and line.end == headline[1]):
            continue
        byline = _BYLINE.match(line.text) if n < 6 and len(line.text) < 120 else None
        if byline and not line.text.endswith("."):
            author, runs_on = author or byline[1], False
            marked.append((line.start, line.end))
        elif words.line.fullmatch(line.text):
            runs_on = False
            marked.append((line.start, line.end))
    marked += [m.span() for m in words.residue.finditer(text)]
    if markdown:
        marked += [m.span() for m in words.markdown.finditer(text) if m.end() > m.start()]
    return Layout(_merged(marked), headline, author)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    spans = [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]
    for n, (start, end) in enumerate(spans):
        after = spans[n + 1][0] if n + 1 < len(spans) else len(text)
        between = text[end:after].replace("\r\n", "\n").replace("\r", "\n")
        body = text[start:end]
        left = start + len(body) - len(body.lstrip())
        found.append(Line(left, left + len(body.strip()), body.strip(), between.count("\n") > 1))
    return found


def _top(lines: list[Line], title: str | None, sections: frozenset[str]) -> tuple[list[Span], Span | None]:
    """Section names above the headline, and the headline."""
    marked: list[Span] = []
    for n, line in enumerate(lines[:4]):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if title is not None and _same(line.text, title):
            return marked, _words_of(line)
        if following is None:
            break
        if _is_section(line, sections):
            marked.append((line.start, line.end))
            continue
        if title is None and _is_headline(line, following):
            return marked, _words_of(line)
        if title is None:
            break
    return marked, None


def _words_of(line: Line) -> Span:
    """Without the marks of a Markdown heading."""
    return line.start + len(line.text) - len(line.text.lstrip("# ")), line.end


def _same(line: str, title: str) -> bool:
    return " ".join(line.strip("# ").split()).casefold() == " ".join(title.split()).casefold()


def _is_section(line: Line, sections: frozenset[str]) -> bool:
    """A known section name, or a trail of names, with a blank line below it."""
    if (
        not line.gap
        or len(line.text) > 60
        or _ENDS_SENTENCE.search(line.text.replace("U.S.", "US").replace("U.K.", "UK"))
    ):
        return False
    name = line.text.casefold()
    return name in sections or (bool(_CRUMBS.fullmatch(line.text)) and _parts(name) & sections != set())


def _parts(name: str) -> set[str]:
    return {part.strip() for part in re.split(r"[>›»|/]", name)}


def _is_headline(line: Line, following: Line) -> bool:
    """A short line that is no sentence, with a blank line (or a byline or date) below it."""
    text = line.text.lstrip("# ")
    words = text.split()
    if not 2 <= len(words) <= 30 or len(text) > _TITLE or not (text[0].isupper() or not text[0].isalpha()):
        return False
    if not line.gap and not (_BYLINE.match(following.text) or _DATE_LINE.fullmatch(following.text)):
        return False
    if _DATE_LINE.fullmatch(text) or _BYLINE.match(text) or _DATELINE.match(text):
        return False
    return not _ENDS_SENTENCE.search(text) or (
        text.endswith(("?", ".", "!", "’", "'")) and _title_case(words)
    )


def _title_case(words: list[str]) -> bool:
    """Nearly every longer word begins with a capital: a headline even with a full stop."""
    longer = [w.lstrip("‘“\"'(") for w in words if len(w) > 4]
    return len(longer) >= 2 and sum(1 for w in longer if not w[:1].islower()) >= 0.9 * len(longer)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
