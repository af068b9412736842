"""The words of articles and claims in the sidecar: which hold a text, and which fit a search best.

A *passage* is the sentence, or the sentences, around a claim's own words; claims may share one. Two ways to
ask: for any piece of text, whatever its case (:mod:`lookup`), and for words, ranked (:mod:`search`).
"""

from kg.fulltext.index import TEXT, ArticleWords, ClaimWords, drop, fold, put
from kg.fulltext.lookup import articles_named, articles_with, claims_with
from kg.fulltext.search import Hit, expression, hits

__all__ = [
    "TEXT",
    "ArticleWords",
    "ClaimWords",
    "Hit",
    "articles_named",
    "articles_with",
    "claims_with",
    "drop",
    "expression",
    "fold",
    "hits",
    "put",
]
