"""Where names stand: gazetteer forms first, then what the statistical recogniser saw, repaired.

The recogniser's labels are evidence. A span is cut or dropped where it holds a title, a possessive
mark, a bare headline word; it grows where a hyphen or "Institute … at" shows that it goes on.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.annotate.actors.gazetteer import Hit, Match, gazetteer, short_names
from kg.annotate.actors.lexicon import lexicon
from kg.annotate.actors.titles import Title, find_title
from kg.annotate.actors.trim import trim
from kg.model import Parse, Sentence, Token

_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_SYLLABLE = 6
"""Letters of the longest syllable of a Korean, Chinese or Vietnamese given name ("Nghiem", "Zhuang")."""


class Name(NamedTuple):
    """A name at tokens ``first`` to ``last`` (inclusive), without title and possessive mark.

    ``label`` is the recogniser's, ``""`` where it saw none; ``weak`` means that the letter case tells
    nothing here (a headline) and that other places must bear it out.
    """

    first: int
    last: int
    label: str
    hits: tuple[Hit, ...] = ()
    title: Title | None = None
    weak: bool = False


def find_names(parse: Parse) -> list[Name]:
    """Names in text order; they do not overlap."""
    found: list[Name] = []
    for sentence in parse.sentences:
        weak = is_headline(parse, sentence)
        found.extend(_resolve(parse, sentence, weak))
    return found


def find_again(parse: Parse, names: list[Name]) -> list[Name]:
    """Places where a name stands again and the recogniser passed over it: "Vell" after "Ann Vell"."""
    tokens = parse.tokens
    taken = {i for n in names for i in range(n.first, n.last + 1)}
    plain = {t.text for t in tokens if t.text.islower()}
    known: dict[str, str] = {}
    for n in names:
        if n.weak or n.hits or n.label not in ("PERSON", "ORG"):
            continue
        if n.first == n.last or n.label == "PERSON":
            known.setdefault(tokens[n.last].text, n.label)
    return [
        Name(t.i, t.i, known[t.text], (), find_title(parse, t.i, parse.sentence_of(t.i).first), False)
        for t in tokens
        if t.text in known and t.i not in taken and _may_name(t, plain) and _stands_alone(parse, t)
    ]


def _may_name(token: Token, plain: set[str]) -> bool:
    if len(token.text) < 3 or not token.text[0].isupper():
        return False
    return token.tag[:3] == "NNP" or (token.tag[:2] == "NN" and token.lower not in plain)


def _stands_alone(parse: Parse, token: Token) -> bool:
    """Whether no further capitalised word makes it part of a longer name."""
    sentence = parse.sentence_of(token.i)
    near = parse.tokens[max(sentence.first, token.i - 1) : min(sentence.last, token.i + 2)]
    return not any(t.i != token.i and t.tag[:3] == "NNP" and t.text[0].isupper() for t in near)


def is_headline(parse: Parse, sentence: Sentence) -> bool:
    """Whether most words carry a capital that says nothing: a headline, a caption, a shouted line."""
    words = [
        t.text for t in parse.tokens[sentence.first : sentence.last] if len(t.text) > 3 and t.text.isalpha()
    ]
    big = sum(w[0].isupper() for w in words)
    return len(words) >= 3 and big >= 0.75 * len(words)


def word_text(parse: Parse, first: int, last: int) -> str:
    """Tokens as one line of text; blanks only where the text has them."""
    text = " ".join(parse.text[parse.tokens[first].start : parse.tokens[last].end].split())
    return text.replace(" - ", "-")


def _resolve(parse: Parse, sentence: Sentence, weak: bool) -> list[Name]:
    """Names of one sentence: recognised spans and gazetteer matches, the better of each clash."""
    tokens = parse.tokens
    matches = _matches(parse, sentence)
    spans = [trim(parse, *span) for span in _recognised(parse, sentence)]
    names: list[Name] = []
    at = {i: m for m in matches for i in range(m.first, m.last + 1)}
    inside: set[int] = set()
    for first, last, label in spans:
        if first > last or not any(t.text[0].isupper() for t in tokens[first : last + 1]):
            continue
        for name in _settle(parse, (first, last, label), at, weak):
            names.append(name)
            inside.update(range(name.first, name.last + 1))
    for m in matches:
        if not any(i in inside for i in range(m.first, m.last + 1)):
            names.append(Name(m.first, m.last, _label(tokens, m), m.hits, None, weak))
            inside.update(range(m.first, m.last + 1))
    names.extend(_titled(parse, sentence, inside, weak))
    names.sort()
    if not weak:
        names = [_with_forename(parse, name, sentence, inside) for name in names]
        names = [_with_syllable(parse, name, sentence, inside) for name in names]
    return [_with_title(parse, name) for name in names]


def _with_forename(parse: Parse, name: Name, sentence: Sentence, inside: set[int]) -> Name:
    """ "Mayor of Exton Adil Vell", where only "Vell" was recognised: the word before belongs to it."""
    i = name.first - 1
    if name.label != "PERSON" or name.hits or name.first != name.last or i < sentence.first or i in inside:
        return name
    token = parse.tokens[i]
    if not _is_bare_name(token) or not token.text.isalpha() or token.lower in lexicon().org_words:
        return name
    return name._replace(first=i)


def _with_syllable(parse: Parse, name: Name, sentence: Sentence, inside: set[int]) -> Name:
    """ "Pak Mi Sun", where only "Pak Mi" was recognised: a family name that comes first may have two
    more words after it."""
    i, lex = name.last + 1, lexicon()
    first = parse.tokens[name.first].text
    if name.hits or i != name.first + 2 or i >= sentence.last or i in inside or first in lex.first_names:
        return name
    token = parse.tokens[i]
    plain = token.text.isalpha() and len(token.text) <= _SYLLABLE and token.lower not in lex.org_words
    if first not in lex.family_first or not plain or not _is_bare_name(token):
        return name
    inside.add(i)
    return name._replace(last=i)


def _label(tokens: tuple[Token, ...], m: Match) -> str:
    return tokens[m.last].ent


def _matches(parse: Parse, sentence: Sentence) -> list[Match]:
    book, short = gazetteer(), short_names()
    found: list[Match] = []
    i = sentence.first
    while i < sentence.last:
        match = book.match(parse.tokens, i, sentence.last)
        token = parse.tokens[i]
        if match is None and token.text in short and _is_short_name(parse, i, sentence):
            match = Match(i, i, (Hit(short[token.text], "short"),))
        if match:
            found.append(match)
            i = match.last
        i += 1
    return found


def _is_short_name(parse: Parse, i: int, sentence: Sentence) -> bool:
    """ "the North", "the nuclear-armed North", not "the North Sea", "the north", "the North of England"."""
    tokens = parse.tokens
    after = tokens[i + 1] if i + 1 < sentence.last else None
    if after is not None and (after.text[0].isupper() or after.lower in ("of", "-")):
        return False
    return any(tokens[c].lower == "the" for c in parse.children[i]) or (
        i > sentence.first and tokens[i - 1].lower == "the"
    )


def _recognised(parse: Parse, sentence: Sentence) -> list[tuple[int, int, str]]:
    """The recogniser's spans; a slash or a line of junk cuts them."""
    found: list[tuple[int, int, str]] = []
    start = -1
    for token in parse.tokens[sentence.first : sentence.last]:
        inside = token.ent in _LABELS and token.text not in ("/", "|", "&amp;", "(", ")", '"')
        if start >= 0 and (not inside or token.ent_start or parse.tokens[token.i - 1].ent != token.ent):
            found.append((start, token.i - 1, parse.tokens[start].ent))
            start = -1
        if inside and start < 0:
            start = token.i
    if start >= 0:
        found.append((start, sentence.last - 1, parse.tokens[start].ent))
    return found


def _settle(parse: Parse, span: tuple[int, int, str], at: dict[int, Match], weak: bool) -> list[Name]:
    """A recognised span against the gazetteer matches in it."""
    first, last, label = span
    tokens, lex = parse.tokens, lexicon()
    inner = list(dict.fromkeys(at[i] for i in range(first, last + 1) if i in at))
    whole = next((m for m in inner if m.first <= first and m.last >= last), None)
    if whole:
        return [Name(whole.first, whole.last, label, whole.hits, None, weak)]
    if not inner:
        return [Name(first, last, label, (), None, weak)]
    head, tail = inner[0], inner[-1]
    if label == "ORG":
        plain = _plain_hits(tokens, (first, last), inner, weak)
        if plain:
            return plain
    if tail.last == last and tail.first > first and tail.hits[0].entry.sort not in ("state", "place"):
        return [Name(tail.first, last, label, tail.hits, None, weak)] + (
            [Name(head.first, head.last, "GPE", head.hits, None, weak)] if head is not tail else []
        )
    if head.first == first and tokens[head.last + 1].text in lex.first_names and last > head.last + 1:
        return [
            Name(first, head.last, "GPE", head.hits, None, weak),
            Name(head.last + 1, last, "PERSON", (), None, weak),
        ]
    if label in ("GPE", "LOC", "NORP", "LAW", "EVENT") or tokens[last].lower in lex.not_actor:
        return [Name(m.first, m.last, label, m.hits, None, weak) for m in inner]
    return [Name(first, last, label, (), None, weak)]


def _plain_hits(
    tokens: tuple[Token, ...], span: tuple[int, int], inner: list[Match], weak: bool
) -> list[Name]:
    """What a recognised body comes to if the words around the gazetteer forms say nothing: "Iran and
    Iraq", "Reuters news agency"; a state with "government" is that state."""
    known = {i for m in inner for i in range(m.first, m.last + 1)}
    rest = [tokens[i] for i in range(span[0], span[1] + 1) if i not in known]
    lower = {t.lower for t in rest}
    if len(inner) == 1 and inner[0].hits[0].entry.sort == "state" and lower <= {"government", "of", "the"}:
        return [Name(span[0], span[1], "GPE", inner[0].hits, None, weak)]
    joined = any(t.tag == "CC" for t in rest) and not lower & lexicon().org_words
    states = all(m.hits[0].entry.sort in ("state", "place") for m in inner)
    if (joined and states) or (inner[0].first == span[0] and all(t.text.islower() for t in rest)):
        return [Name(m.first, m.last, "GPE", m.hits, None, weak) for m in inner]
    return []


def _titled(parse: Parse, sentence: Sentence, inside: set[int], weak: bool) -> list[Name]:
    """Capitalised words that the recogniser passed over, right after a title: "Sen. Vell"."""
    tokens = parse.tokens
    found: list[Name] = []
    i = sentence.first
    while i < sentence.last:
        if weak or i in inside or not _is_bare_name(tokens[i]):
            i += 1
            continue
        j = i
        while j + 1 < sentence.last and j + 1 not in inside and _is_bare_name(tokens[j + 1]):
            j += 1
        title = find_title(parse, i, sentence.first)
        body = tokens[j].lower in lexicon().org_words or (
            j + 1 < sentence.last and tokens[j + 1].tag[:2] == "NN"
        )
        if title and title.direct and not body:
            found.append(Name(i, j, "PERSON", (), None, weak))
            inside.update(range(i, j + 1))
        i = j + 1
    return found


def _is_bare_name(token: Token) -> bool:
    """A capitalised word that is no title itself."""
    word = token.lower.rstrip(".")
    return (
        token.tag == "NNP"
        and token.text[0].isupper()
        and (not (token.text.isupper() and len(token.text) > 1) or word in lexicon().suffix)
        and token.pos != "PUNCT"
        and word not in lexicon().titles
    )


def _with_title(parse: Parse, name: Name) -> Name:
    """Move titles inside the span out of it, and note those that stand before it."""
    if name.hits and name.label != "PERSON":
        return name
    first, sentence = name.first, parse.sentence_of(name.first)
    if name.label in ("PERSON", "ORG", "GPE", ""):
        lex = lexicon()
        k = first
        while k < name.last and (
            parse.tokens[k].text == "." or parse.tokens[k].lower.rstrip(".") in lex.titles
        ):
            k += 1
        word = parse.tokens[first].lower.rstrip(".")
        if k > first and (name.label == "PERSON" or word in lex.address or word in lex.rank):
            first = k
            name = name._replace(label="PERSON", first=first)
    title = find_title(parse, first, sentence.first)
    return name._replace(title=title)
