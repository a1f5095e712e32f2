"""Plays the rows that the chosen tests ask for, once a session and side by side."""

import asyncio

import pytest

from tests.faults.matrix import CARELESS, ROWS, play_all


@pytest.fixture(scope="session")
def outcomes(request):
    """What each row has shown, by its name; only the rows of the tests that run, where each names its own."""
    asking = [item for item in request.session.items if "outcomes" in item.fixturenames]
    named = [getattr(item, "callspec", None) for item in asking]
    if all(spec is not None and "row" in spec.params for spec in named):
        rows = list(dict.fromkeys(spec.params["row"] for spec in named))
    else:
        rows = [*ROWS, CARELESS]
    return asyncio.run(play_all(rows))
