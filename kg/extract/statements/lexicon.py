"""The cue lexicon (``data/lexicon/cues.toml``) as typed objects."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kg.model import Attitude
from kg.resources import data


@dataclass(frozen=True, slots=True)
class CueClass:
    """What a cue word takes. ``frames`` and ``preps`` as the head of the data file explains them."""

    attitude: Attitude
    frames: frozenset[str]
    preps: frozenset[str] = frozenset()
    needs_modal: bool = False
    others: tuple[tuple[str, Attitude], ...] = ()
    """Complements that come with another attitude ("agree to go" intends, "agree that" believes)."""

    def attitude_with(self, *frames: str) -> Attitude:
        """The attitude where one of the complements was found."""
        return next((found for frame, found in self.others if frame in frames), self.attitude)

    def joined(self, other: CueClass) -> CueClass:
        """A word listed in two classes takes the complements of both; the first attitude holds."""
        return CueClass(
            self.attitude,
            self.frames | other.frames,
            self.preps | other.preps,
            self.needs_modal and other.needs_modal,
            self.others
            + tuple(
                (f, other.attitude)
                for f in sorted(other.frames - self.frames)
                if other.attitude is not self.attitude
            ),
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cue words by lemma; ``phrases`` by the lemma of their first word, longest first."""

    verbs: dict[str, CueClass]
    nouns: dict[str, CueClass]
    adjectives: dict[str, CueClass]
    phrases: dict[str, tuple[tuple[tuple[str, ...], CueClass], ...]]

    raising: frozenset[str]
    """Verbs that lend their subject to an infinitive or gerund and colour rather than report."""
    venues: frozenset[str]
    """Media and days: "said Smith in a statement" is no part of the speaker's name."""
    addressed: frozenset[str]
    """Verbs whose object is the addressee."""
    asking: frozenset[str]
    """Further verbs for putting questions to somebody."""
    unnamed: frozenset[str]
    """What those who speak on condition of anonymity ask not to be."""
    negative: frozenset[str]
    """Verbs that make the infinitive after them not happen ("refused to say")."""
    additive: frozenset[str]
    """Cues that take up one's own words again."""
    comparing: frozenset[str]
    """Verbs for which only a person likened to another is a statement."""
    offered: frozenset[str]
    """What is offered in words."""
    topic_words: frozenset[str]
    """Prepositions between a feeling and what it is about."""
    sensing: frozenset[str]
    """Verbs of perception, which times and places "do" too ("the day saw prices soar")."""
    topical: frozenset[str]
    """Verbs that a thing may be the subject of without saying a word ("measures that address it")."""
    hearers: frozenset[str]
    """Verbs whose object may be an audience, which is no content ("addressed the press")."""
    experienced: frozenset[str]
    """Verbs of feeling or conviction whose object holds what a that-clause says ("worried experts
    that …"); Levin's amuse class (31.1) as far as it takes clauses, and convince."""
    reminded: frozenset[str]
    """The same where the subject is a thing; a person or body that does it speaks."""
    sourced: frozenset[str]
    """Verbs whose bare object may be a source, which is no content."""
    voicing: frozenset[str]
    """Verbs that make an attitude heard ("voiced doubts about …")."""
    viewpoints: frozenset[str]
    """Nouns of "in the view of" and "in his words"."""
    holding: frozenset[str]
    """Verbs whose subject has the thought or makes the claim that is their object."""
    evidence: frozenset[str]
    """Nouns for sources."""
    shares: frozenset[str]
    """How many people: "40 percent back it", "a majority wants it"."""
    findings: frozenset[str]
    """Nouns for what an inquiry came to, which may show and say."""
    persons: frozenset[str]
    """Further nouns for people and bodies, with no ending that shows it."""
    texts: frozenset[str]
    """Nouns for what is written or shown: it may call for something, though it plans nothing."""
    things: frozenset[str]
    """Nouns in -er and -or that are no people."""
    captions: frozenset[str]
    """Labels of pictures ("FILE PHOTO: …"), which say nothing."""
    channels: frozenset[str]
    """How or where one speaks: "spoke on the phone" has no content."""
    audience: frozenset[str]
    """Whom one speaks to on the record."""
    connectives: frozenset[str]
    """Adverbs that join sentences and belong to the article, not to what was said."""
    attributable: frozenset[str]
    """Nouns that may stand before the colon of a headline."""
    human: frozenset[str]
    """Nouns for people and bodies (``data/lexicon/human_nouns.toml``)."""

    def utters(self, lemma: str) -> bool:
        """Whether a verb makes its object the subject's own words ("voiced a claim", "repeated it"), and
        does not reject or judge somebody else's."""
        entry = self.verbs.get(lemma)
        return entry is None or lemma in self.voicing or "quote" in entry.frames

    def holds(self, lemma: str) -> bool:
        """Whether the subject of a verb is who holds the claim or fear that is its object ("made a claim",
        "share the view"), not who feeds or fights it ("fuelled fears")."""
        return lemma in self.holding or lemma in self.voicing or (lemma in self.verbs and self.utters(lemma))

    def verb(self, lemma: str, word: str) -> str:
        """The listed lemma of a verb form, where the tagger's lemma is none ("hop" for "hopes")."""
        if lemma in self.verbs or lemma in self.phrases:
            return lemma
        for ending, stems in (("s", ("",)), ("ed", ("e", "")), ("ing", ("e", ""))):
            for stem in stems if word.endswith(ending) else ():
                if (found := word[: -len(ending)] + stem) in self.verbs:
                    return found
        return lemma


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    raw = tomllib.loads(data("lexicon", "cues.toml").read_text(encoding="utf-8"))
    phrases: dict[str, list[tuple[tuple[str, ...], CueClass]]] = {}
    for block in raw.get("phrase", ()):
        for phrase in block["phrases"]:
            first, *rest = phrase.split()
            phrases.setdefault(first, []).append((tuple(rest), _cue_class(block)))
    return Lexicon(
        _by_lemma(raw.get("verb", ())),
        _by_lemma(raw.get("noun", ())),
        _by_lemma(raw.get("adjective", ())),
        {first: tuple(sorted(rest, key=lambda r: -len(r[0]))) for first, rest in phrases.items()},
        **{name: frozenset(words.split()) for name, words in raw["words"].items()},
        human=_human(),
    )


def _human() -> frozenset[str]:
    raw = tomllib.loads(data("lexicon", "human_nouns.toml").read_text(encoding="utf-8"))
    return frozenset(
        w for kind in ("person", "people", "organization", "outlet", "company") for w in raw[kind]
    )


def _cue_class(block: dict[str, Any]) -> CueClass:
    return CueClass(
        Attitude(block["attitude"]),
        frozenset(block.get("frames", ()) or block.get("takes", ())),
        frozenset(block.get("preps", ())),
        bool(block.get("modal", False)),
    )


def _by_lemma(blocks: list[dict[str, Any]]) -> dict[str, CueClass]:
    found: dict[str, CueClass] = {}
    for block in blocks:
        for lemma in block["lemmas"].split():
            made = _cue_class(block)
            found[lemma] = found[lemma].joined(made) if lemma in found else made
    return found
