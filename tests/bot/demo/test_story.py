"""The story as data: dated, in order, and each number labelled."""

from bot.demo.story import read_story

FACT, CONSTRUCTED = "(fact)", "constructed"


def test_every_figure_says_whether_it_is_fact_or_constructed():
    beats = read_story().beats
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
    assert not [seen for beat in beats for seen in beat.seen if seen.as_of > beat.at]
    assert not [
        points for beat in beats for seen in beat.seen for points in getattr(seen, "points", ())
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
