"""Requests made from the OpenAPI description: answers keep to it, what breaks it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from tests.graph_factory import pledge, protest, summit
from tests.serving import live, on_disk

schemathesis = pytest.importorskip("schemathesis", reason="needs schemathesis")

CONFIG = {
    "checks": {
        # a name that nobody answers to fits the description, and is refused all the same
        "positive_data_acceptance": {"expected-statuses": ["2XX", "404", "422"]}
    }
}
FEW = (
    r"^/(api/(facts|timeline|actors|stats|show.*|queries(/(events-in-period|statement-search).*)?)"
    r"|health.*|metrics)$"
)
"""All but most of the named queries, which are alike."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = on_disk(tmp_path_factory.mktemp("serve") / "kg.db", summit(), protest(), pledge())
    with live(store) as found:
        yield found


@pytest.fixture(scope="module")
def description(address: str) -> Any:
    config = schemathesis.Config.from_dict(CONFIG)
    return schemathesis.openapi.from_url(f"{address}/openapi.json", config=config).include(path_regex=FEW)


@pytest.mark.parametrize("mode", ["POSITIVE", "NEGATIVE"])
def test_answers_keep_to_the_description(description: Any, mode: str) -> None:
    tried = 0
    for found in description.get_all_operations():
        operation = found.ok()
        strategy = operation.as_strategy(generation_mode=schemathesis.GenerationMode[mode])

        @given(case=strategy)
        @settings(max_examples=8, suppress_health_check=list(HealthCheck))
        def keeps(case: Any) -> None:
            nonlocal tried
            tried += 1
            case.call_and_validate()

        try:
            keeps()
        except Unsatisfiable:
            assert mode == "NEGATIVE", f"{operation.label} takes nothing"
    assert tried >= 20
