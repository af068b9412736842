"""PolNeAR (Newell, Margolin and Ruths 2018, "An Attribution Relations Corpus for Political News").

Public data: the repository ``networkdynamics/PolNeAR``, ``data/<split>/text/NAME.txt`` and
``data/<split>/attributions/NAME_ANNOTATOR.ann`` (brat standoff, https://brat.nlplab.org/standoff.html).
Prepared: ``txt/NAME.txt``, ``ann/NAME.ann``, ``published.tsv``.

What is counted
 content      gold and found contents paired one to one by falling intersection over union (IoU) of
              their characters, from a threshold on
 exact X      sets of single spans of a document, after blanks, quote marks and closing punctuation
              at the ends are taken off
 speaker      share of the content pairs (IoU >= 0.5, gold has a source) whose speaker touches it
 quoted start recall on contents that begin at a double quote mark
 reportable   contents whose cue has a verb of speaking, or "according to"; a found one that pairs with
              no gold counts if its cue has one too, or if it has no cue
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.corpus import (
    Article,
    Json,
    NoData,
    Predictions,
    dates,
    prepared,
    read_text,
)
from benchmarks.quality.spans import Span, Tally, characters, pair_up, part, shared, total

MARKS = "\"'“”‘’„«»`"
CLOSING = ".,;:!?…-–—"
SPEAKING = frozenset(read_text(Path(__file__).with_name("verbs_of_speaking.txt")).split())
"""Base forms, and the whole paradigm of irregular verbs."""
DATED_NAME = re.compile(r"_(\d{4}-\d\d-\d\d)_")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as spans; ``content`` is never empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    article: Article
    gold: tuple[Attribution, ...]


def read(folder: Path) -> list[Labelled]:
    """The labelled articles of a public split or of a prepared folder.

    An article that several people labelled is taken with the first labelling in the order of names.

    :raises NoData: neither layout is there.
    """
    if (folder / "ann").is_dir():
        found: list[tuple[Article, Path | None]] = [
            (a, folder / "ann" / f"{a.name}.ann") for a in prepared(folder)
        ]
    elif (folder / "attributions").is_dir():
        found = [(a, _first(folder / "attributions", a.name)) for a in _public(folder)]
    else:
        raise NoData(f"{folder}: no ann/ beside txt/, no attributions/ beside text/")
    return [Labelled(a, standoff(read_text(p), a.text)) for a, p in found if p and p.is_file()]


def _public(folder: Path) -> list[Article]:
    known = dates(folder / "published.tsv")
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        dated = DATED_NAME.search(path.stem)
        day = known.get(path.stem) or (dated.group(1) if dated else None)
        articles.append(Article(path.stem, read_text(path), day))
    return articles


def _first(folder: Path, name: str) -> Path | None:
    return min(folder.glob(f"{name}_*.ann"), default=None)


def standoff(lines: str, text: str) -> tuple[Attribution, ...]:
    """brat standoff: ``T`` lines name spans, ``E`` lines gather them into attributions."""
    named: dict[str, list[Span]] = {}
    attributions = []
    for line in lines.split("\n"):
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            where = rest.split("\t")[0].split(" ", 1)[1]
            bounds = (piece.split() for piece in where.split(";"))
            named[key] = [(int(s), int(e)) for s, e in bounds]
        elif key.startswith("E"):
            attributions.append(rest)
    gold = (_attribution(line, named, text) for line in attributions)
    return tuple(a for a in gold if a.content)


def _attribution(line: str, named: dict[str, list[Span]], text: str) -> Attribution:
    roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for piece in line.split():
        role, _, key = piece.partition(":")
        roles.get(role.rstrip("0123456789").lower(), []).extend(named.get(key, ()))
    return Attribution(**{role: closed_up(spans, text) for role, spans in roles.items()})


def closed_up(spans: list[Span], text: str) -> tuple[Span, ...]:
    """In text order; spans with nothing but white space between them become one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and text[joined[-1][1] : start].strip() == "":
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def found_in(document: Json, text: str) -> list[Attribution]:
    """The statements of a contract object."""
    found = []
    for s in document.get("statements") or ():
        roles = {"source": s.get("speaker"), "cue": s.get("cue"), "content": s.get("content")}
        found.append(Attribution(**{role: closed_up(part(p), text) for role, p in roles.items()}))
    return [a for a in found if a.content]


def trimmed(span: Span, text: str) -> Span:
    """Without blanks and marks at its ends; a span of nothing else keeps its marks."""
    words = text[span[0] : span[1]]
    blank = len(words) - len(words.lstrip())
    start, end = span[0] + blank, span[0] + len(words.rstrip())
    bare_start, bare_end = start, end
    while bare_start < bare_end and (text[bare_start] in MARKS or text[bare_start].isspace()):
        bare_start += 1
    while bare_start < bare_end and (text[bare_end - 1] in MARKS + CLOSING or text[bare_end - 1].isspace()):
        bare_end -= 1
    return (bare_start, bare_end) if bare_start < bare_end else (start, end)


def speaks(cue: str) -> bool:
    """Whether the cue's words hold a verb of speaking, or "according to"."""
    words = re.findall(r"[a-z]+", cue.lower())
    return "according to" in " ".join(words) or any(_reporting(w) for w in words)


def _reporting(word: str) -> bool:
    """Whether the word is a form of a verb of speaking, endings taken off as English adds them."""
    stems = {word, word.removesuffix("s"), word.removesuffix("es")}
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            stems |= {stem, stem + "e", stem[:-1] if stem[-1] == stem[-2:-1] else stem}
    if word.endswith(("ied", "ies")):
        stems.add(word[:-3] + "y")
    return not stems.isdisjoint(SPEAKING)


def quoted_start(content: tuple[Span, ...], text: str) -> bool:
    """A double quote mark among the two characters before the content and its first two."""
    start = content[0][0]
    return not set('"“”').isdisjoint(text[max(0, start - 2) : start + 2])


def _overlap_at(threshold: float, gold: list[Attribution], found: list[Attribution]) -> dict[int, int]:
    wanted = [characters(a.content) for a in gold]
    given = [characters(a.content) for a in found]

    def weight(left: set[int], right: set[int]) -> float:
        both = len(left & right)
        value = both / (len(left) + len(right) - both)
        return value if value >= threshold else 0.0

    return pair_up(wanted, given, weight)


def score(labelled: list[Labelled], predictions: Predictions) -> dict[str, float]:
    """Measure -> value in [0, 1]; ``failures`` is a count of articles that were not extracted."""
    sums: dict[str, list[Tally]] = {}
    for item in labelled:
        text = item.article.text
        found = found_in(predictions.get(item.article.name, {}), text)
        for name, tally in _document(list(item.gold), found, text).items():
            sums.setdefault(name, []).append(tally)
    tallies = {name: total(t) for name, t in sums.items()}
    result = {f"{name}_f1": tally.f1 for name, tally in tallies.items() if "_recall" not in name}
    result |= {name: tally.recall for name, tally in tallies.items() if "_recall" in name}
    content = tallies.get("content", Tally())
    result |= {"content_precision": content.precision, "content_recall": content.recall}
    result["speaker_on_matched"] = result.pop("speaker_recall", 0.0)
    result["failures"] = sum(i.article.name not in predictions for i in labelled)
    return result


def _document(gold: list[Attribution], found: list[Attribution], text: str) -> dict[str, Tally]:
    pairs = _overlap_at(0.5, gold, found)
    sourced = [(i, j) for i, j in pairs.items() if gold[i].source]
    touched = sum(shared(gold[i].source, found[j].source) > 0 for i, j in sourced)
    starting = [i for i, a in enumerate(gold) if quoted_start(a.content, text)]
    tallies = {
        "content": Tally.of(len(pairs), len(found), len(gold)),
        "content_at_03": Tally.of(len(_overlap_at(0.3, gold, found)), len(found), len(gold)),
        "content_at_08": Tally.of(len(_overlap_at(0.8, gold, found)), len(found), len(gold)),
        "reportable": _reportable(gold, found, pairs, text),
        "speaker_recall": Tally.of(touched, len(sourced), len(sourced)),
        "quoted_start_recall": Tally.of(sum(i in pairs for i in starting), 0, len(starting)),
    }
    for role in ("source", "cue", "content"):
        wanted = {trimmed(s, text) for a in gold for s in getattr(a, role)}
        given = {trimmed(s, text) for a in found for s in getattr(a, role)}
        tallies[f"exact_{role}"] = Tally.of(len(wanted & given), len(given), len(wanted))
    return tallies


def _reportable(gold: list[Attribution], found: list[Attribution], pairs: dict[int, int], text: str) -> Tally:
    wanted = {i for i, a in enumerate(gold) if speaks(_words(a.cue, text))}
    hits = sum(i in pairs for i in wanted)
    matched = set(pairs.values())
    extra = [a for j, a in enumerate(found) if j not in matched]
    spoken = sum(not a.cue or speaks(_words(a.cue, text)) for a in extra)
    return Tally.of(hits, hits + spoken, len(wanted))


def _words(spans: tuple[Span, ...], text: str) -> str:
    return " ".join(text[s:e] for s, e in spans)
