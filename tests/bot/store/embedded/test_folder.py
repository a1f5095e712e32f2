"""One serve at a time works on a data folder."""

from __future__ import annotations

import pytest

from bot.store.embedded import OneServe, StoreRefused


async def test_a_second_serve_on_the_folder_is_refused_in_one_sentence(tmp_path):
    first = OneServe(tmp_path)

    with pytest.raises(StoreRefused, match=r"Another minnow serve works on .*MINNOW_DATA_DIR"):
        OneServe(tmp_path)

    first.release()
    OneServe(tmp_path).release()
