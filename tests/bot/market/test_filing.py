"""A filing: its moment is when it was accepted, in UTC; its link leads to the web."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.market.filing import Filing
from bot.market.ticker import Ticker


def filing(**other):
    given = {
        "ticker": Ticker("APLD"),
        "accession": "0001144879-26-000010",
        "form": "8-K",
        "accepted": datetime(2026, 1, 15, 8, 5, tzinfo=timezone(timedelta(hours=-5))),
        "filed": date(2026, 1, 15),
        "link": "https://www.sec.gov/x.htm",
    }
    return Filing(**(given | other))


def test_it_is_as_of_the_moment_it_was_accepted():
    one = filing()

    assert one.accepted == one.as_of == datetime(2026, 1, 15, 13, 5, tzinfo=UTC)
    assert one.accepted.tzinfo is one.as_of.tzinfo is UTC
    assert one.source == "SEC"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        filing(accepted=datetime(2026, 1, 15, 8, 5))  # noqa: DTZ001  # it is what is refused


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://www.sec.gov/x.htm", ""])
def test_only_a_web_address_is_a_link(link):
    with pytest.raises(ValueError, match="https"):
        filing(link=link)


def test_an_amendment_knows_its_form():
    assert (filing(form="S-3/A").root, filing(form="S-3/A").is_amendment) == ("S-3", True)
    assert (filing(form="S-3").root, filing(form="S-3").is_amendment) == ("S-3", False)
