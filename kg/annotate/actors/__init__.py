"""Who is spoken of: names, descriptions and pronouns, joined within the article."""

from __future__ import annotations

from kg.annotate.actors.cast import Cast
from kg.annotate.actors.names import add_names
from kg.model import Actor, Parse, Quote


def find_actors(parse: Parse, quotes: tuple[Quote, ...]) -> tuple[Actor, ...]:
    """Actors in order of first mention, ids ``a1`` …"""
    cast = Cast(parse)
    add_names(cast)
    return cast.actors()
