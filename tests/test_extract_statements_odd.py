"""Statements from syntax that no sane sentence has: rules never crash, never leave the text."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate.quotes import find_quotes
from kg.extract.statements import find_statements
from kg.model import Annotated, Document, Parse, Sentence, Token

WORDS = [
    "said",
    "say",
    "told",
    "announced",
    "report",
    "claim",
    "that",
    "to",
    ",",
    ".",
    ":",
    ";",
    "“",
    "”",
    '"',
    "'",
    "-",
    "he",
    "officials",
    "Lee",
    "according",
    "who",
    "Tuesday",
    "not",
    "refused",
    "call",
    "called",
    "as",
    "of",
    "for",
    "on",
    "asked",
    "whether",
    "?",
    "is",
    "confident",
    "plans",
    "BERG",
    "want",
    "hopes",
]
TAGS = ("VBD", "VBZ", "VBG", "VBN", "VB", "NN", "NNP", "NNS", "IN", "JJ", ",", ".", "MD", "WP", "RB", "CC")
POS = ("VERB", "NOUN", "PROPN", "PRON", "ADP", "ADJ", "PUNCT", "AUX", "ADV", "CCONJ")
DEPS = [
    "nsubj",
    "nsubjpass",
    "ccomp",
    "xcomp",
    "advcl",
    "conj",
    "dobj",
    "prep",
    "pobj",
    "pcomp",
    "agent",
    "acl",
    "relcl",
    "appos",
    "poss",
    "aux",
    "auxpass",
    "neg",
    "advmod",
    "mark",
    "punct",
    "parataxis",
    "prt",
    "acomp",
    "oprd",
    "dative",
    "dep",
    "npadvmod",
]


def random_article(seed: int, sentences: int, size: int) -> Annotated:
    """An article of random words under random trees (each sentence a proper tree)."""
    random = Random(seed)
    tokens: list[Token] = []
    spans: list[Sentence] = []
    text = ""
    paragraph = 0
    for number in range(sentences):
        first, start = len(tokens), len(text)
        order = list(range(first, first + random.randint(1, size)))
        random.shuffle(order)
        heads = {i: (i if n == 0 else random.choice(order[:n])) for n, i in enumerate(order)}
        for i in range(first, first + len(order)):
            word = random.choice(WORDS)
            dep = "ROOT" if heads[i] == i else random.choice(DEPS)
            entity = random.choice(("", "", "PERSON", "DATE"))
            tokens.append(Token(
                i, len(text), len(text) + len(word), word, word.lower(), word.lower(), random.choice(POS),
                random.choice(TAGS), dep, heads[i], number, entity, bool(entity),
            ))  # fmt: skip
            text += word + random.choice((" ", " ", ""))
        spans.append(Sentence(start, tokens[-1].end, first, len(tokens), paragraph))
        paragraph += random.random() < 0.4
        text += "\n"
    parse = Parse(text, tokens, spans)
    document = Document(id="d", source="d", text=text)
    return Annotated(document=document, parse=parse, quotes=find_quotes(text, parse))


@settings(max_examples=150)
@given(st.integers(0, 10**9), st.integers(1, 6), st.integers(1, 14))
def test_any_tree_over_any_words_gives_statements_inside_the_text(
    seed: int, sentences: int, size: int
) -> None:
    article = random_article(seed, sentences, size)
    found = find_statements(article)
    ids = [s.id for s in found]
    assert ids == [f"s{n}" for n in range(1, len(found) + 1)]
    for statement in found:
        assert statement.content
        assert all(0 <= s < e <= len(article.document.text) for s, e in statement.content)
        assert statement.within is None or statement.within in ids
        assert statement.within != statement.id
    assert found == find_statements(article)
