"""Names of filed figures: every one that is read anywhere is kept by the source."""

from __future__ import annotations

from bot.market import statements
from bot.sources.edgar_read import CONCEPTS


def test_every_name_that_the_watchers_look_for_is_kept():
    tuples = [names for names in vars(statements).values() if isinstance(names, tuple)]
    wanted = {name for names in tuples for name in names if isinstance(name, str)}

    assert "EntityCommonStockSharesOutstanding" in wanted
    assert wanted - CONCEPTS == set()
