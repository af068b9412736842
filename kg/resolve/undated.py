"""An undated mention and the one dated event that it can only mean.

"He called off his meeting with B" names no day. It is the meeting of June 12 if the same people are known
to meet on that day alone within reach of the article. Two undated mentions are never joined by themselves,
and whatever fits two dated events stays by itself.
"""

from __future__ import annotations

from kg.model import Status
from kg.resolve.match import PAST, PLANS, Node, compatible_places, kin

AHEAD_DAYS = 30
"""A plan, or its end, is about an event at most so many days after the article."""
BACK_DAYS = 14
"""News is about an event at most so many days before the article."""
_AHEAD = PLANS | {Status.CANCELLED, Status.POSTPONED, Status.HYPOTHETICAL}


def fits(node: Node, event: Node) -> bool:
    """Whether an undated node may mean a precise event: all its people take part, the word is the same, the
    places are compatible, and the day lies ahead of a plan or shortly behind news."""
    if node.published is None or event.days.earliest is None or event.days.latest is None:
        return False
    first, last, day = event.days.earliest, event.days.latest, node.published
    ahead = day <= last and (first - day).days <= AHEAD_DAYS and not _AHEAD.isdisjoint(node.statuses)
    back = first <= day and (day - last).days <= BACK_DAYS and not PAST.isdisjoint(node.statuses)
    words = set(map(kin, node.triggers)) & set(map(kin, event.triggers))
    alike = node.participants <= event.participants and bool(words)
    return (ahead or back) and alike and compatible_places(node.places, event.places)
