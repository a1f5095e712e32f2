"""Names of filed figures: every one that is read here is kept by the source."""

from __future__ import annotations

from bot.sources.edgar_concepts import CONCEPTS
from bot.sources.profile import concepts


def test_every_name_that_is_looked_for_is_kept():
    wanted = {name for names in vars(concepts).values() if isinstance(names, tuple) for name in names}

    assert wanted - CONCEPTS == set()
    assert len(wanted) > 50
