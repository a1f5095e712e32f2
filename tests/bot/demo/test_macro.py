"""The story's money market: it says of each day what was counted on it, and no more than was known."""

from datetime import UTC, date, datetime

import pytest

from bot.alerts.ports import Watchlists
from bot.clock import SystemClock
from bot.demo.macro import COUNTED as FACT
from bot.demo.macro import SETTLED, Series, read_futures
from bot.demo.play import FEEDS, learn
from bot.demo.story import read_story
from bot.market.fed_funds import FedFundsFutures
from bot.market.fomc import meetings
from bot.market.hours import NEW_YORK
from bot.market.leadership import lead_over, lead_this_year
from bot.market.rate_odds import priced_by_year_end
from bot.market.readings import Readings
from bot.sources.recorded import Recorded
from bot.store.watchlists import RedisWatchlists
from bot.thesis.counted import counted
from bot.thesis.thesis import Thesis
from bot.thesis_look import MacroFeeds, look_at_thesis

COUNTED = {
    "2026-01-14": 2.2, "2026-01-15": 1.9, "2026-02-27": 2.5, "2026-03-05": 1.5, "2026-03-20": -0.3, "2026-09-18": -1.34,
}  # fmt: skip


def priced(futures):
    return priced_by_year_end(futures, meetings(), futures.as_of.year)


def told(beat, kind):
    return [one for one in beat.seen if isinstance(one, kind)]


def series(beat):
    return {one.name: one for one in told(beat, Readings)}


@pytest.mark.parametrize("cuts", [-2.0, -0.3, 0.0, 1.5, 2.2])
@pytest.mark.parametrize("day", [(2026, 1, 14), (2026, 3, 20), (2026, 8, 3), (2026, 12, 1)])
def test_futures_made_from_a_count_price_that_count(cuts, day):
    told = {"counts": {f"{date(*day)}": cuts}, "settlements": {"2027-01-04": {}}}
    (futures,) = read_futures(told, datetime(*day, 22, 10, tzinfo=UTC))

    assert priced(futures).cuts == pytest.approx(cuts)


def test_the_story_prices_the_counts_of_each_day():
    counts = {
        f"{futures.as_of:%Y-%m-%d}": priced(futures).cuts
        for moment in read_story().moments
        for futures in told(moment, FedFundsFutures)
        if futures.source in (FACT, SETTLED)
    }

    assert counts.pop("2026-09-14") == pytest.approx(-2.05, abs=0.005)
    assert counts == pytest.approx(COUNTED, abs=0.005)


def test_a_count_that_is_held_says_of_which_day_it_is_and_is_no_fact():
    held = {
        f"{futures.as_of:%Y-%m-%d}": (round(priced(futures).cuts, 2), futures.source)
        for moment in read_story().closes
        for futures in told(moment, FedFundsFutures)
        if futures.source != FACT
    }

    assert held["2026-02-26"] == (1.9, "the last count told, held until the next one (constructed)")
    assert held["2026-03-06"] == (1.5, "the last count told, held until the next one (constructed)")
    assert max(held) == "2026-09-11"
    assert not held.keys() & COUNTED.keys()


async def test_the_policy_pillar_falls_on_the_days_of_the_published_replay_and_is_known_throughout(server):
    source, thesis, metrics, pillars = Recorded(), Thesis(), [], []
    feeds = {**dict.fromkeys(FEEDS, source), Watchlists: RedisWatchlists(server, SystemClock())}
    for moment in read_story().moments:
        learn(source, moment)
        if moment.out is not None:
            continue
        look = await look_at_thesis(MacroFeeds.of(feeds), moment.at)
        thesis, changes = counted(thesis, look.readings, moment.at)
        day = f"{moment.at.astimezone(NEW_YORK):%Y-%m-%d}"
        metrics += [(str(one.since), one.before, one.after) for one in changes if one.name == "cuts_priced"]
        pillars += [(day, one.before, one.after) for one in changes if one.name == "policy"]

    assert metrics[1:] == [("2026-03-05", "supports", "neutral"), ("2026-03-20", "neutral", "challenges")]
    assert pillars == [  # a change is sure with its second close
        ("2026-01-14", "unknown", "supports"),
        ("2026-03-06", "supports", "neutral"),
        ("2026-03-23", "neutral", "challenges"),
    ]


def test_small_caps_lead_on_every_day_that_tells_it():
    leads = [
        (lead_over(known["IWM"], known["SPY"], 63).points, lead_this_year(known["IWM"], known["SPY"]).points)
        for beat in read_story().beats
        if "IWM" in (known := series(beat))
    ]

    assert all(over > 0 and year > 0 for over, year in leads)
    assert leads[-1][1] == pytest.approx(9.2, abs=0.01)


def test_steps_hold_and_lines_go_straight_and_neither_goes_beyond_the_last_close():
    days = {"2026-01-02": 1.0, "2026-01-06": 2.0}
    told = {name: {"source": "s", "between": name, "days": days} for name in ("steps", "lines")}

    steps, lines = Series(told).until(datetime(2026, 1, 6, 20, 0, tzinfo=UTC))

    assert steps.points == ((date(2026, 1, 2), 1.0), (date(2026, 1, 5), 1.0))
    assert lines.points == ((date(2026, 1, 2), 1.0), (date(2026, 1, 5), 1.75))
