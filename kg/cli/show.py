"""``kg show``: everything about one id, down to the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from kg.cli.context import Settings, settings
from kg.cli.days import days
from kg.cli.facts import source
from kg.cli.output import Column, chosen, emit, format_option
from kg.cli.stores import reading
from kg.cli.tables import STATUS_MARK, STATUS_STYLE
from kg.cli.text import count, plain
from kg.records import fact_flat, jsonable

if TYPE_CHECKING:
    from kg.model import DateReading, Fact, Story

EXAMPLES = """\b
Examples:
  kg show "John Bolton"
  kg show c-sr3mqadkd4c5
  kg show e-674i --format json
  kg show 2018-06-12-joint-statement.md
"""

_MANY = 25
"""Facts of an actor or an article that are listed in full text; json has them all."""
_LIFE = 3
"""Claims from which on an event has a life cycle to show."""
_REASONS = 12
Line = tuple[str, str]
"""Text and style; the text may begin with blanks."""


@click.command("show", epilog=EXAMPLES)
@click.argument("which", metavar="ID|NAME")
@format_option
@settings
def command(given: Settings, /, which: str, form: str | None) -> int:
    """Show all about a claim, event, article or actor.

    Who says so, in which words of which article, how the date was read, what was merged and why.
    WHICH is an id as other commands print it, its unambiguous beginning, the name of an actor, or the
    file name or URL of an article.
    """
    from kg.query import show

    with reading(given) as store:
        story = show(store, which)
        form = chosen(form)
        if form == "csv":
            emit(story.facts, form, given, columns=(), record=fact_flat)
        elif form == "table":
            _print(_lines(story), coloured=given.coloured())
        else:
            emit([story], form, given, columns=_NO_COLUMNS, record=jsonable)
    return 0


_NO_COLUMNS: tuple[Column, ...] = ()


def _lines(story: Story) -> Iterator[Line]:
    yield f"{story.title}", "bold"
    yield f"{story.kind} {story.id}", "dim"
    if story.actor:
        yield from _about_actor(story)
    if story.kind == "event":
        yield from _life(story)
    if story.kind in ("claim", "statement", "event"):
        for fact in story.facts:
            yield from _claim(fact)
    else:
        yield from _listed(f"{count(len(story.facts), 'fact')}", story.facts)
    yield from _listed("passed on by", story.outer)
    yield from _listed("says", story.inner)
    yield from _listed("changes", story.changes)
    yield from _listed("changed by", story.changed_by)
    yield from _dates(story.dates)
    yield from _people(story)
    if story.decisions:
        yield "", ""
        yield "merged and kept apart", "underline"
        for d in story.decisions[:_REASONS]:
            sign = "=" if d.kind == "merge" else "≠"
            yield f"  {sign} {d.left} / {d.right} ({d.score:.2f}: {'; '.join(d.reasons)})", ""
        if len(story.decisions) > _REASONS:
            yield f"  and {len(story.decisions) - _REASONS:,} more", "dim"


def _people(story: Story) -> Iterator[Line]:
    """What people set otherwise, and which articles are copies."""
    for heading, lines in (("corrected", story.corrections), ("copies", story.copies)):
        if lines:
            yield "", ""
            yield heading, "underline"
        for line in lines:
            yield f"  {line}", ""


def _about_actor(story: Story) -> Iterator[Line]:
    actor = story.actor
    assert actor is not None
    yield f"{actor.kind}, {count(actor.articles, 'article')}, {count(actor.mentions, 'mention')}", ""
    if actor.aliases:
        yield f"also: {', '.join(actor.aliases)}", ""
    if actor.descriptions:
        yield f"called: {', '.join(actor.descriptions)}", ""
    if actor.same_as:
        yield actor.same_as, "dim"


def _life(story: Story) -> Iterator[Line]:
    """What was told of the event, and of what changed it, in order of report: one line each."""
    told = sorted({f.id: f for f in (*story.facts, *story.changed_by)}.values(), key=_reported)
    if len(told) < _LIFE:
        return
    yield "", ""
    yield "life cycle, as reported", "underline"
    for fact in told:
        what = f"{STATUS_MARK.get(fact.status, ' ')} {fact.status}"
        if fact.event != story.id:
            what = f"{STATUS_MARK.get(fact.status, ' ')} {fact.type}"
        who = ", ".join(h.name for h in reversed(fact.holders))
        when = f", {days(fact.earliest, fact.latest)}" if fact.earliest or fact.latest else ""
        source_ = fact.evidence.outlet or fact.evidence.document
        yield (
            f"  {fact.evidence.published or '–'}  {what}{when}: “{fact.evidence.quote}”"
            f" ({f'{who}, ' if who else ''}{source_})",
            STATUS_STYLE.get(fact.status, "") if fact.event == story.id else "bold",
        )


def _reported(fact: Fact) -> tuple[date, str, int]:
    shown = fact.evidence
    return shown.published or date.max, shown.document, shown.spans[0][0] if shown.spans else 0


def _claim(fact: Fact) -> Iterator[Line]:
    """A claim, and under it the words that say so."""
    evidence = fact.evidence
    yield "", ""
    yield f"{STATUS_MARK.get(fact.status, ' ')} {fact.status}  {fact.text}", STATUS_STYLE.get(fact.status, "")
    when = days(fact.earliest, fact.latest)
    because = f" (“{fact.date_text}”)" if fact.date_text else ""
    yield f"  {fact.id}  {when}{because}", ""
    if fact.rejected:
        yield f"  rejected: {fact.rejected}", "bold red"
    for change in fact.corrected:
        yield f"  corrected: {change}", "bold"
    spans = ", ".join(f"{s}–{e}" for s, e in evidence.spans)
    yield f"  {source(evidence)}, characters {spans}:", "dim"
    yield f"  “{evidence.context}”", "italic"
    if evidence.url:
        yield f"  {evidence.url}", "dim"


def _listed(heading: str, facts: Iterable[Fact]) -> Iterator[Line]:
    listed = list(facts)
    if not listed:
        return
    yield "", ""
    yield heading, "underline"
    for fact in listed[:_MANY]:
        mark = STATUS_MARK.get(fact.status, " ")
        yield (
            f"  {mark} {days(fact.earliest, fact.latest)}  {fact.text}  [{fact.id}]",
            STATUS_STYLE.get(fact.status, ""),
        )
    if len(listed) > _MANY:
        yield f"  and {len(listed) - _MANY:,} more; see kg facts", "dim"


def _dates(readings: Iterable[DateReading]) -> Iterator[Line]:
    listed = list(readings)
    if listed:
        yield "", ""
        yield "how dates were read", "underline"
    for r in listed:
        anchor = f"from {'publication on ' + str(r.published) if r.anchor == 'published' else r.anchor}"
        parts = [r.value, f"rule {r.rule}" if r.rule else "", anchor if r.anchor else "", r.edtf or ""]
        told = "; ".join(p for p in dict.fromkeys(parts) if p)
        yield f"  “{r.words}” in {r.document} → {days(r.earliest, r.latest)} ({told})", ""


def _print(lines: Iterable[Line], *, coloured: bool) -> None:
    from rich.text import Text

    from kg.cli.tables import console

    screen = console(coloured=coloured)
    for text, style in lines:
        indent = len(text) - len(text.lstrip())
        folded = Text(plain(text), style=style).wrap(screen, screen.width - indent)
        for part in folded or [Text()]:
            screen.print(Text(" " * indent).append_text(part))
