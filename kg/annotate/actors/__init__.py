"""Who is spoken of: names, descriptions and pronouns, joined within the article."""

from __future__ import annotations

from datetime import date

from kg.annotate.actors.cast import Cast
from kg.annotate.actors.names import add_names
from kg.annotate.actors.nominals import add_nominals
from kg.annotate.actors.pronouns import add_pronouns
from kg.model import Actor, Parse, Quote


def find_actors(parse: Parse, quotes: tuple[Quote, ...], published: date | None = None) -> tuple[Actor, ...]:
    """Actors in order of first mention, ids ``a1`` …

    Names are joined over the whole article first, then descriptions, then pronouns, so that each step
    rests on the surer one before it. "I" and "we" stay open: only whoever knows the speaker can tell.

    :param published: tells who held an office then.
    """
    cast = Cast(parse, published)
    add_names(cast)
    recent = add_nominals(cast)
    add_pronouns(cast, recent, quotes)
    return cast.actors()
