"""The story's money market: it says of each day what was counted on it, and no more than was known."""

from datetime import UTC, date, datetime

import pytest

from bot.demo.macro import read_futures, read_series
from bot.demo.story import read_story
from bot.market.curve import curve_days
from bot.market.decisions import decisions
from bot.market.fed_funds import FedFundsFutures
from bot.market.fomc import meetings
from bot.market.leadership import lead_over, lead_this_year
from bot.market.rate_odds import priced_by_year_end
from bot.market.readings import Readings
from bot.thesis import figures
from bot.thesis.metric import Reading
from bot.thesis.state import State
from bot.thesis.thesis import Thesis, advance

COUNTED = {"2026-01-14": 2.2, "2026-01-15": 1.9, "2026-03-05": 1.5, "2026-03-20": -0.3, "2026-09-18": -1.34}


def priced(futures):
    return priced_by_year_end(futures, meetings(), futures.as_of.year)


def told(beat, kind):
    return [one for one in beat.seen if isinstance(one, kind)]


def series(beat):
    return {one.name: one for one in told(beat, Readings)}


@pytest.mark.parametrize("cuts", [-2.0, -0.3, 0.0, 1.5, 2.2])
@pytest.mark.parametrize("day", [(2026, 1, 14), (2026, 3, 20), (2026, 8, 3), (2026, 12, 1)])
def test_futures_made_from_a_count_price_that_count(cuts, day):
    (futures,) = read_futures({"cuts": cuts}, datetime(*day, 22, 10, tzinfo=UTC))

    assert priced(futures).cuts == pytest.approx(cuts)


def test_the_story_prices_the_counts_of_each_day():
    counts = {
        f"{futures.as_of:%Y-%m-%d}": priced(futures).cuts
        for beat in read_story().beats
        for futures in told(beat, FedFundsFutures)
    }

    assert {day: counts[day] for day in COUNTED} == pytest.approx(COUNTED, abs=0.005)


def test_the_policy_pillar_goes_from_supports_over_neutral_cuts_to_challenges():
    thesis, states = Thesis(), {}
    for beat in read_story().beats:
        if not told(beat, FedFundsFutures):
            continue
        (futures,), known, day = told(beat, FedFundsFutures), series(beat), beat.at.date()
        count = priced(futures)
        days = curve_days(known["DGS2"], known["DGS10"])
        moves = figures.target_range(decisions(meetings(), known["DFEDTARU"], beat.at), count)
        readings = {
            "cuts_priced": Reading(day, day, figures.cuts_priced(count)),
            "curve": Reading(day, days[-1].day, figures.curve(days)),
            "target_range": Reading(day, known["DFEDTARU"].newest, moves),
        }
        thesis, _ = advance(thesis, readings, day)
        states[str(day)] = (thesis.standings["cuts_priced"].settled, thesis.pillars["policy"])

    assert states["2026-01-14"] == states["2026-01-15"] == (State.SUPPORTS, State.SUPPORTS)
    assert states["2026-03-05"][0] is State.NEUTRAL
    assert states["2026-03-20"] == states["2026-09-18"] == (State.CHALLENGES, State.CHALLENGES)


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

    steps, lines = read_series(told, datetime(2026, 1, 6, 20, 0, tzinfo=UTC))

    assert steps.points == ((date(2026, 1, 2), 1.0), (date(2026, 1, 5), 1.0))
    assert lines.points == ((date(2026, 1, 2), 1.0), (date(2026, 1, 5), 1.75))
