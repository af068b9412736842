""" "According to X, …" and "…, according to X"."""

from __future__ import annotations

from kg.extract.statements.article import Article, Draft
from kg.extract.statements.contents import to_span, without_connective
from kg.extract.statements.phrases import noun_phrase


def read_according(a: Article, i: int) -> Draft | None:
    """The statement around "according to"; its content is the clause it is put into."""
    if not a.same_sentence(i, i + 1) or a.tokens[i + 1].lower != "to":
        return None
    thing = a.parse.child(i + 1, "pobj") or a.parse.child(i, "pobj")
    if thing is None:
        return None
    speaker = noun_phrase(a, thing, i)
    draft = Draft((i, i + 1), i, "according to", [], speaker=speaker, speaker_head=thing)
    sentence = a.parse.sentence_of(i)
    before = to_span(a, without_connective(a, sentence.first), i - 1) if i > sentence.first else None
    after = to_span(a, speaker[1] + 1, sentence.last - 1) if speaker[1] + 1 < sentence.last else None
    draft.content = [s for s in (before, after) if s]
    draft.parenthetical, draft.frame = True, "according"
    return draft if draft.content else None
