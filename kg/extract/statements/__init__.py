"""Statements: who said, thought or wants what."""

from __future__ import annotations

from kg.extract.statements.according import OPENERS, read_according
from kg.extract.statements.article import Article, Draft
from kg.extract.statements.assemble import assemble
from kg.extract.statements.labels import labelled
from kg.extract.statements.lexicon import lexicon
from kg.extract.statements.nesting import ceded, pruned
from kg.extract.statements.nouns import read_adjective, read_noun
from kg.extract.statements.quoted import attach_quotes
from kg.extract.statements.verbs import read_verb
from kg.extract.statements.voices import Voices
from kg.model import Annotated, Statement

__all__ = ["Voices", "find_statements"]


def find_statements(annotated: Annotated) -> tuple[Statement, ...]:
    """Statements in text order of their content, ids ``s1`` …"""
    return assemble(article := Article(annotated), _drafts(article))


def _drafts(article: Article) -> list[Draft]:
    lex = lexicon()
    drafts: list[Draft] = []
    for token in article.tokens:
        draft = None
        if token.tag[:2] == "VB":
            draft = read_verb(article, token.i, lex)
        elif token.tag[:2] == "NN":
            draft = read_noun(article, token.i, lex)
        elif token.pos == "ADJ":
            draft = read_adjective(article, token.i, lex)
        if draft is None and token.lower in OPENERS:
            draft = read_according(article, token.i, lex)
        if draft is not None:
            drafts.append(draft)
    return pruned(
        article, attach_quotes(article, ceded(article, drafts) + labelled(article, lex, drafts), lex)
    )
