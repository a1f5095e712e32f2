"""The story as data: dated, in order, and each number labelled."""

from bot.demo.story import CLOSE, CONSTRUCTED, read_story


def test_every_figure_says_whether_it_is_fact_or_constructed():
    sources = {seen.source for beat in read_story().beats for seen in beat.seen}

    assert sources == {CLOSE, CONSTRUCTED}


def test_beats_are_in_order_from_15_january_2026_and_nothing_is_known_before_its_time():
    beats = read_story().beats

    assert beats[0].at.date().isoformat() == "2026-01-15"
    assert [beat.at for beat in beats] == sorted(beat.at for beat in beats)
    assert not [seen for beat in beats for seen in beat.seen if seen.as_of > beat.at]


def test_every_stock_of_the_story_is_priced_on_its_first_day():
    story = read_story()

    assert set(story.tickers) <= {getattr(seen, "ticker", None) for seen in story.beats[0].seen}
