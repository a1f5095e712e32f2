"""The story as data: dated, in order, and each number labelled."""

from datetime import timedelta

from bot.demo.story import read_story
from bot.market.hours import NEW_YORK, closes, is_session
from bot.market.quote import Quote

FACT, CONSTRUCTED = "(fact)", "constructed"


def test_every_figure_says_whether_it_is_fact_or_constructed():
    beats = read_story().moments
    seen = {one.source for beat in beats for one in beat.seen}
    known = {
        figure.source for beat in beats for known in beat.known for figure in known.profile.figures.values()
        if hasattr(figure, "source")
    }  # fmt: skip

    assert seen
    assert known
    assert not [source for source in seen | known if FACT not in source and CONSTRUCTED not in source]


def test_beats_are_in_order_from_the_eve_of_the_article_to_the_rise_of_rates_and_nothing_is_known_before_its_time():
    beats = read_story().beats
    figures = [figure for beat in beats for known in beat.known for figure in known.profile.figures.values()]

    assert beats[0].at.date().isoformat() == "2026-01-14"
    assert beats[-1].at.date().isoformat() == "2026-09-18"
    assert [beat.at for beat in beats] == sorted(beat.at for beat in beats)
    moments = read_story().moments
    assert not [seen for one in moments for seen in one.seen if seen.as_of > one.at]
    assert not [
        points for beat in moments for seen in beat.seen for points in getattr(seen, "points", ())
        if points[0] > beat.at.date()
    ]  # fmt: skip
    assert max(figure.as_of for figure in figures if hasattr(figure, "as_of")) <= beats[-1].at


def test_every_stock_of_the_story_is_priced_on_its_first_day():
    story = read_story()

    assert set(story.tickers) <= {getattr(seen, "ticker", None) for seen in story.beats[0].seen}


def test_the_story_can_be_read_in_a_few_minutes():
    beats = read_story().beats

    assert 10 <= len(beats) <= 14
    assert max(len(beat.say) for beat in beats) <= 180


def test_every_session_from_the_first_beat_to_the_last_is_looked_at_once_after_its_close():
    story = read_story()
    looked = [
        at.date()
        for at in (one.at.astimezone(NEW_YORK) for one in story.moments)
        if is_session(at.date()) and at >= closes(at.date())
    ]

    assert looked == sorted(set(looked))
    assert looked == [day for day in days(looked[0], looked[-1]) if is_session(day)]


def test_a_close_before_is_told_only_where_it_is_that_of_the_session_before():
    quotes = {
        (f"{beat.at:%m-%d %H:%M}", one.ticker.symbol): one.previous_close
        for beat in read_story().beats
        for one in beat.seen
        if isinstance(one, Quote)
    }

    assert quotes["01-15 23:10", "APLD"] == 36.1
    assert quotes["01-27 15:40", "APLD"] is quotes["02-05 21:05", "APLD"] is None


def days(first, last):
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]
