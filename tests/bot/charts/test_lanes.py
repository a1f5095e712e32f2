"""States over days: each in words, each with a look of its own, all inside the picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.codec import dump_card, load_card
from bot.cards import Card, Chart, Lane
from bot.charts import HEIGHT, WIDTH, drawing
from bot.charts.lanes import MOST_LANES

START = date(2026, 1, 14)


def on(days: int) -> date:
    return START + timedelta(days=days)


POLICY = Lane("Fed policy", ((on(0), on(50), "supports"), (on(51), on(60), "neutral"), (on(61), on(200), "challenges")))
LABOR = Lane("Labor market", ((on(0), on(200), "supports"),))
EARNINGS = Lane("Small-cap earnings", ((on(0), on(200), "not known"),))
CHART = Chart(
    "Pillars", "alt", (), lanes=(POLICY, LABOR, EARNINGS), states=("supports", "neutral", "challenges")
)  # fmt: skip


def figure_words(chart: Chart) -> tuple[list[str], list[str], list[str]]:
    """What is written on the axis, in the strips and beside the picture."""
    figure = drawing._figure(chart)
    (axes,) = figure.axes
    return (
        [text.get_text() for text in axes.get_yticklabels()],
        [text.get_text() for text in axes.texts],
        [text.get_text() for text in figure.texts],
    )


def test_every_lane_is_named_and_its_last_state_stands_in_words_beside_it():
    names, inside, beside = figure_words(CHART)

    assert names == ["Fed policy", "Labor market", "Small-cap earnings"]
    assert inside == ["supports", "challenges", "supports", "not known"]  # the ten days of neutral are too narrow
    assert beside == [
        "Pillars", "", "challenges", "supports", "not known", "supports", "neutral", "challenges", "not known",
    ]  # fmt: skip


def test_each_state_has_a_look_that_does_not_need_colour():
    (axes,) = drawing._figure(CHART).axes
    looks = {(patch.get_facecolor(), patch.get_hatch()) for patch in axes.patches}
    greys = {round(sum(face[:3]) / 3, 2) for face, _ in looks}

    assert len(looks) == len(greys) == 4


def test_a_strip_lasts_from_its_first_day_to_the_end_of_its_last():
    (axes,) = drawing._figure(replace(CHART, lanes=(POLICY,))).axes

    spans = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]
    assert spans[0] == (START.toordinal() - 0.5, on(51).toordinal() - 0.5)
    assert spans[-1][1] == on(200).toordinal() + 0.5


def test_words_stay_inside_the_picture_and_lanes_are_not_endless():
    long = Lane("W" * 500, ((on(0), on(9), "m" * 500),))
    figure = drawing._figure(replace(CHART, title="W" * 999, lanes=(long, *CHART.lanes * 9)))

    texts = [*figure.texts, *figure.axes[0].get_yticklabels(), *figure.axes[0].texts]
    assert all(text.get_window_extent().x0 >= 0 and text.get_window_extent().x1 <= WIDTH for text in texts)
    assert all(text.get_window_extent().y0 >= 0 and text.get_window_extent().y1 <= HEIGHT for text in texts)
    assert len(figure.axes[0].get_yticklabels()) == MOST_LANES


def test_lanes_without_a_day_are_no_figures():
    empty = drawing._figure(replace(CHART, lanes=(Lane("x", ()),)))

    assert "There are no figures to show." in [text.get_text() for text in empty.texts]


def test_a_card_with_lanes_is_kept_and_comes_back():
    card = Card("t", chart=CHART)

    assert load_card(dump_card(card)) == card


DATES = st.dates(date(1990, 1, 1), date(2060, 1, 1))
SPELLS = st.lists(
    st.tuples(DATES, DATES, st.text(max_size=30)).map(lambda told: (min(told[:2]), max(told[:2]), told[2])), max_size=6
).map(lambda spells: tuple(sorted(spells)))
LOOSE = st.builds(
    Chart, title=st.text(max_size=60), alt=st.text(max_size=60), series=st.just(()),
    lanes=st.lists(st.builds(Lane, st.text(max_size=40), SPELLS), max_size=9).map(tuple),
    states=st.lists(st.text(max_size=9), max_size=4).map(tuple),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(LOOSE)
def test_any_lanes_become_a_picture(chart):
    assert drawing._png(chart).startswith(b"\x89PNG")
