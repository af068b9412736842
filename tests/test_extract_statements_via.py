"""The outlet that passes a statement on is a link of the chain."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Ana Berg told Reuters that the port was closed.", "Reuters"),
        ("Ana Berg told reporters that the port was closed.", None),
        ("Ana Berg told the Senate that the port was closed.", None),
        (
            "The port was closed, according to a report from the harbour institute obtained by Reuters.",
            "Reuters",
        ),
        ("The port was closed, according to a report from the harbour institute.", None),
    ],
)
def test_an_outlet_that_is_told_or_reports_a_document_passes_it_on(
    extracted: Callable[..., Extraction], text: str, outlet: str | None
) -> None:
    extraction = extracted(text)
    names = {a.id: a.name for a in extraction.actors}
    (statement,) = extraction.statements
    assert (names[statement.via.actor] if statement.via else None) == outlet
