"""``kg search``: words in what was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from kg.cli.context import Settings, settings
from kg.cli.facts import source
from kg.cli.output import Column, emit, format_option
from kg.cli.params import Day
from kg.cli.stores import nothing, reading
from kg.records import iso, jsonable

EXAMPLES = """\b
Examples:
  kg search nuclear test
  kg search '"sea of japan"' --by Bolton --from 2018
  kg search 'sanction* -Iran' 'summit OR meeting' --format jsonl
"""

_WIDTH = 240
"""Letters of a passage in a table."""


def snippet(passage: Any) -> str:
    """The part of the passage around the first words that fit."""
    text: str = passage.text
    if len(text) <= _WIDTH:
        return text
    first = passage.marks[0][0] if passage.marks else 0
    start = max(0, min(first - _WIDTH // 3, len(text) - _WIDTH))
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _WIDTH) if start + _WIDTH < len(text) else len(text)
    end = end if end > first else start + _WIDTH
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


COLUMNS = (
    Column(
        "passage",
        snippet,
        ratio=7,
        marked=lambda p: [p.text[s:e] for s, e in p.marks],
    ),
    Column("who speaks", lambda p: ", ".join(p.speakers) or "the article", ratio=2),
    Column("source", source, style="dim", most=24),
    Column("show", lambda p: p.claims[0][:8], style="dim", width=8),
)


_CELLS = ("document", "outlet", "published", "url", "start", "end", "text", "speakers", "claims", "score")


def _flat(passage: Any) -> dict[str, Any]:
    return {
        "document": passage.document,
        "outlet": passage.outlet,
        "published": iso(passage.published),
        "url": passage.url,
        "start": passage.span[0],
        "end": passage.span[1],
        "text": passage.text,
        "speakers": "; ".join(passage.speakers),
        "claims": "; ".join(passage.claims),
        "score": passage.score,
    }


def _remedy(words: tuple[str, ...]) -> str:
    from kg.fulltext import expression

    asks = expression(" ".join(words)) is not None
    return "try fewer words, or word*" if asks else "give at least one word that has to be there"


@click.command("search", epilog=EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--by", metavar="NAME", help="Somebody who speaks in the passage.")
@click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="Outlet, file name or URL; repeatable."
)
@click.option("--from", "since", type=Day(), metavar="DATE", help="Published then or later.")
@click.option("--to", "until", type=Day(end=True), metavar="DATE", help="Published then or earlier.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most N."
)
@format_option
@settings
def command(
    given: Settings,
    /,
    words: tuple[str, ...],
    by: str | None,
    sources: tuple[str, ...],
    since: date | None,
    until: date | None,
    limit: int,
    form: str | None,
) -> int:
    """Search the sentences and quotations that facts rest on.

    All WORDS have to be there: "in quotation marks" one after the other, begin* with any ending, -without
    such a word, this OR that. Case and accents do not matter. What fits best comes first.
    """
    from kg.graph import words_of
    from kg.query import search

    with reading(given) as store:
        index, there = words_of(store)
        if not there:
            given.note("the index of words is missing or behind, so all articles are read; run `kg reindex`")
        found = search(
            store, index, " ".join(words), limit=limit, by=by, sources=sources, since=since, until=until
        )
        empty = "" if found else nothing(store, "passage", _remedy(words))
        emit(found, form, given, columns=COLUMNS, record=jsonable, flat=_flat, cells=_CELLS, empty=empty)
    return 0
