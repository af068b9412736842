"""What a published page says of itself: title, description, the days that it covers, its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Fact
from kg.render.plain import plain

_MOST = 60
"""Outlets that are named one by one."""


@dataclass(frozen=True, slots=True)
class Publication:
    """All texts are plain (see :func:`kg.render.plain.plain`); the template escapes them."""

    title: str
    description: str
    """As given, else drawn from the facts; never empty."""
    standfirst: str | None
    """The description, if somebody wrote one."""
    covers: str | None
    """Days that the dated facts tell of."""
    published: str | None
    """Days on which the articles appeared."""
    sources: Sequence[tuple[str, int]]
    """Outlets (file names where none is known) and how many articles each has, most first."""
    more: int
    """Outlets beyond those in ``sources``."""


def publication(facts: Sequence[Fact], title: str | None, description: str | None) -> Publication:
    """What the page says of itself; ``None`` is drawn from the facts."""
    days = [day for fact in facts for day in (fact.earliest, fact.latest) if day]
    articles = {f.evidence.article: f.evidence for f in facts}
    outlets = Counter(plain(e.outlet or e.document) for e in articles.values())
    listed = sorted(outlets.items(), key=lambda item: (-item[1], item[0]))
    appeared = _range(e.published for e in articles.values() if e.published)
    drawn = f"{_count(len(facts), 'fact')} from {_count(len(articles), 'news article')}"
    drawn += f", published {appeared}" if appeared else ""
    written = plain(description).strip() if description else ""
    return Publication(
        title=plain(title) if title else _title(days),
        description=written or f"{drawn}, each with the words that say so.",
        standfirst=written or None,
        covers=_range(days),
        published=appeared,
        sources=listed[:_MOST],
        more=max(0, len(listed) - _MOST),
    )


def _title(days: Sequence[date]) -> str:
    if not days:
        return "Event timeline"
    return f"Event timeline, {'–'.join(str(y) for y in sorted({min(days).year, max(days).year}))}"


def _range(days: Iterable[date]) -> str | None:
    """``4 March 2031 – 31 May 2031``, or one day, or nothing."""
    known = sorted(days)
    if not known:
        return None
    first, last = (f"{d.day} {d:%B} {d.year}" for d in (known[0], known[-1]))
    return first if first == last else f"{first} – {last}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
