"""A ticker is a checked symbol."""

import pytest

from bot.market.ticker import Ticker


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("apld", "APLD"),
        (" $Apld, ", "APLD"),
        ("BRK.B", "BRK-B"),
        ("brk/b", "BRK-B"),
        ("VOD.L", "VOD.L"),
        ("LA.V", "LA.V"),
        ("^GSPC", "^GSPC"),
        ("ZQZ26.CBT", "ZQZ26.CBT"),
    ],
)
def test_what_people_type_is_read(typed, symbol):
    assert Ticker.parse(typed) == Ticker(symbol)


@pytest.mark.parametrize(
    "typed", ["", "  ", "123", "@everyone", "<!channel>", "APLD RKLB", "A" * 11, "'; DROP TABLE", "ТЕСТ"]
)
def test_anything_else_is_one_sentence(typed):
    with pytest.raises(ValueError, match="not a ticker symbol"):
        Ticker.parse(typed)
