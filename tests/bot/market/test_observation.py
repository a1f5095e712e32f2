"""A figure knows when it was true, in UTC, and who said so."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.cards import Form, Origin
from bot.market.hours import NEW_YORK
from bot.market.observation import Observation
from bot.market.quote import Quote
from bot.market.ticker import Ticker

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", [UTC, NEW_YORK, timezone(timedelta(hours=9))], ids=str)
def test_its_moment_is_kept_in_utc(zone):
    seen = Observation(as_of=AT.astimezone(zone), source="Yahoo")

    assert (seen.as_of, seen.as_of.tzinfo) == (AT, UTC)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="as_of needs a time zone"):
        Observation(as_of=datetime(2026, 1, 15, 14, 30), source="Yahoo")  # noqa: DTZ001  # that is the point


def test_every_kind_of_figure_is_checked_and_can_say_where_it_is_from():
    seen = Quote(ticker=Ticker("APLD"), price=1.0, as_of=AT.astimezone(NEW_YORK), source="Yahoo")

    assert seen.as_of.tzinfo is UTC
    assert Origin.of(seen, Form.DAY) == Origin("Yahoo", AT, Form.DAY)
    with pytest.raises(ValueError, match="zone"):
        Quote(ticker=Ticker("APLD"), price=1.0, as_of=datetime(2026, 1, 15), source="Yahoo")  # noqa: DTZ001  # likewise
