"""Short interest: one alert a settlement that says something; corrections, splits and FINRA's clamps are understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Severity
from bot.alerts.codec import dump_card, dump_episode, load_card, load_episode
from bot.cards import Form, Tone
from bot.market.feeds import Missing, Unavailable
from bot.market.short_interest import FloatShares, ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.sources.recorded import Recorded
from jobs.short_interest import WATCHER, Seen, Shift, ask, judge, picture, previous, word
from tests.whole import facts

APLD = Ticker("APLD")
DAYS = [date(2026, 1, 15), date(2026, 1, 30), date(2026, 2, 13), date(2026, 2, 27), date(2026, 3, 13)]
NOW = datetime(2026, 2, 25, 15, 0, tzinfo=UTC)
MILLION = 1_000_000


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def settled(at: int, shares: int, before: int, *, volume: int = 100 * MILLION, **other: object) -> ShortInterest:
    """The settlement ``DAYS[at]``; so much is traded a day that days to cover stand on FINRA's floor."""
    return ShortInterest(
        ticker=APLD,
        settlement=DAYS[at],
        shares=shares,
        previous_shares=before,
        average_volume=volume,
        days_to_cover=days_to_cover(shares, volume),
        as_of=midnight(DAYS[at]),
        source="FINRA",
        **other,
    )


def floating(shares: int) -> FloatShares:
    return FloatShares(ticker=APLD, shares=shares, as_of=datetime(2026, 2, 24, 21, tzinfo=UTC), source="Yahoo")


class Watch:
    """Rounds of the real judge over episodes that are written and read as the store does."""

    def __init__(self, float_shares: int = 0) -> None:
        self.episodes, self.stored, self.kept = {}, 0, {}
        self.floating = floating(float_shares) if float_shares else None

    def look(self, short: ShortInterest):
        """One round in which ``short`` is the newest; those seen before it are its history."""
        self.kept[short.settlement] = short
        before = tuple(one for day, one in sorted(self.kept.items()) if day < short.settlement)
        why = "" if self.floating else "Yahoo tells no float."
        judged = judge(Seen(short, before, self.floating, why), self.episodes, NOW)
        self.stored += len(judged.moved)
        self.episodes |= {one.name: load_episode(dump_episode(one)) for one in judged.moved}
        return judged.occurrences

    def counts(self, *shares: int, **other: object):
        """A settlement for each count, one after the other."""
        told = []
        for at, (before, now) in enumerate(zip((shares[0], *shares), shares, strict=False)):
            told += self.look(settled(at, now, before, **other))
        return told


def card(occurrence):
    return word(occurrence.what)


def words_of(short: ShortInterest):
    """The card of a settlement that stands alone, as if it had crossed a level."""
    return word(Shift(Seen(short, (), None), ("above 5 days to cover",)))


# When it is told


@pytest.mark.parametrize("shares", [100, 130, 10_000_000])
def test_the_first_look_is_the_baseline(shares):
    watch = Watch(1_000)

    assert watch.look(settled(0, shares, 100)) == ()
    assert watch.stored == 1


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (1_000, 1_200, 1),
        (1_000, 1_199, 0),
        (1_000, 800, 1),
        (1_000, 801, 0),
        (1_000, 1_000, 0),
        (1_000, 0, 1),
        (3, 4, 1),
    ],
)
def test_a_change_of_a_fifth_against_the_settlement_before_is_told(before, now, told):
    assert len(Watch().counts(before, now)) == told


def test_the_change_is_against_the_settlement_before_even_where_that_was_not_seen():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000))

    assert watch.look(settled(2, 2_100, 2_000)) == ()
    (alert,) = watch.look(settled(4, 3_000, 2_200))
    assert card(alert).title == "APLD short interest rose 36.4 %"


def test_a_settlement_is_told_once():
    watch = Watch()
    told = watch.counts(1_000, 1_300)

    assert len(told) == 1
    assert watch.look(settled(1, 1_300, 1_000)) == ()
    assert watch.stored == 2


def test_a_settlement_that_says_nothing_is_stored_and_the_next_one_is_judged_against_its_own_past():
    watch = Watch()

    assert watch.counts(1_000, 1_100, 1_200, 1_300) == []
    assert watch.episodes["settlement"].side == "2026-02-27"
    assert watch.episodes["settlement"].value == 1_300


def test_an_older_settlement_moves_nothing():
    watch = Watch()
    watch.counts(1_000, 1_050)
    before = dict(watch.episodes)

    assert watch.look(settled(0, 9_000, 1_000)) == ()
    assert watch.episodes == before


def test_every_settlement_that_is_told_is_an_alert_of_its_own():
    told = Watch().counts(1_000, 1_300, 1_900, 900)

    assert [one.severity for one in told] == [Severity.NORMAL] * 3
    assert [one.follows for one in told] == [""] * 3
    assert len({one.fingerprint("short_interest") for one in told}) == 3
    assert [one.size for one in told] == [30.0, 46.15, 52.63]


# Levels


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (95, 105, "above 10 % of the float"),
        (95, 100, "above 10 % of the float"),
        (99, 100, "above 10 % of the float"),
        (105, 99, "below 10 % of the float"),
        (190, 200, "above 20 % of the float"),
        (201, 199, "below 20 % of the float"),
        (101, 119, ""),
        (100, 110, ""),
    ],
)
def test_a_level_of_the_float_is_crossed_both_ways(before, now, told):
    found = Watch(1_000).counts(before, now)

    assert [card(one).title for one in found] == ([f"APLD short interest is {told}"] if told else [])


def test_a_move_over_both_levels_names_the_farther_one_in_its_way():
    up, down = Watch(1_000).counts(95, 250, 50)

    assert card(up).lead == "95 → 250 shares short on 30 January 2026. It is now above 20 % of the float."
    assert card(down).lead == "250 → 50 shares short on 13 February 2026. It is now below 10 % of the float."


def test_without_a_float_no_level_of_it_is_crossed():
    assert Watch().counts(95, 105) == []


def test_days_to_cover_cross_five_and_ten():
    told = Watch().counts(45, 51, 50, 49, volume=10)

    assert [card(one).title for one in told] == [
        "APLD short interest is above 5 days to cover",
        "APLD short interest is below 5 days to cover",
    ]


def test_days_to_cover_cross_where_trading_changed_and_the_shorts_did_not():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000, volume=400))
    (up,) = watch.look(settled(1, 1_000, 1_000, volume=90))
    (down,) = watch.look(settled(2, 1_010, 1_000, volume=400))

    assert card(up).title == "APLD short interest is above 10 days to cover"
    assert card(up).lead == "1,000 shares were short on 30 January 2026."
    assert card(up).tone is Tone.RISK
    assert card(down).title == "APLD short interest is below 5 days to cover"
    assert card(down).tone is Tone.NOTE


def test_both_kinds_of_levels_are_one_alert():
    (alert,) = Watch(1_000).counts(95, 105, volume=20)

    assert card(alert).title == "APLD short interest is above 10 % of the float and above 5 days to cover"


# FINRA's clamps: 1.00 is "one or fewer", 999.99 "no volume"


def test_days_without_volume_are_no_squeeze():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000, volume=400))

    assert watch.look(settled(1, 1_000, 1_000, volume=0)) == ()
    assert watch.look(settled(2, 1_000, 1_000, volume=400)) == ()


def test_from_one_day_or_fewer_a_level_is_crossed_for_certain():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000, volume=5_000))
    (alert,) = watch.look(settled(1, 1_000, 1_000, volume=150))

    assert card(alert).title == "APLD short interest is above 5 days to cover"


@pytest.mark.parametrize(
    ("shares", "volume", "said"),
    [
        (1_000, 400, "2.50, at 400 shares traded a day"),
        (1_000, 5_000, "1 or fewer, at 5,000 shares traded a day"),
        (1_000, 0, "no figure: hardly a share was traded"),
        (5_000_000, 1, "no figure: hardly a share was traded"),
    ],
)
def test_days_to_cover_are_said_as_finra_means_them(shares, volume, said):
    (alert,) = Watch().counts(shares // 2, shares, volume=volume)

    assert facts(card(alert))["Days to cover"] == said


def test_days_are_not_compared_over_a_settlement_that_is_missing():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000, volume=400))

    assert watch.look(settled(2, 1_000, 1_000, volume=90)) == ()
    assert facts(words_of(settled(2, 1_000, 1_000)))["Shares short"] == (
        "1,000 on 13 February 2026; 1,000 on the settlement before"
    )


# Restated rows


def test_a_correction_that_hardly_matters_is_stored_unsaid():
    watch = Watch()
    watch.counts(1_000, 1_300)

    assert watch.look(settled(1, 1_310, 1_000, revised=True)) == ()
    assert watch.episodes["settlement"].value == 1_310


@pytest.mark.parametrize(("first", "corrected"), [(1_300, 1_199), (1_100, 1_250), (1_300, 1_560), (2_000, 1_500)])
def test_a_correction_is_told_where_it_says_something_else_or_is_large_itself(first, corrected):
    watch = Watch()
    told = watch.counts(1_000, first)
    (alert,) = watch.look(settled(1, corrected, 1_000, revised=True))
    said = card(alert)

    assert alert.severity is Severity.QUIET
    assert alert.follows == (told[0].fingerprint("short_interest") if told else "")
    assert said.title == "APLD short interest of 30 January 2026 was restated"
    assert said.lead == f"{first:,} → {corrected:,} shares short, by a corrected report."
    assert said.tone is (Tone.RISK if corrected > first else Tone.NOTE)


def test_a_correction_over_a_level_is_told_with_the_level():
    watch = Watch(1_000)
    watch.counts(95, 99)
    (alert,) = watch.look(settled(1, 101, 95, revised=True))

    assert card(alert).lead == "99 → 101 shares short, by a corrected report. It is now above 10 % of the float."


def test_corrections_of_a_settlement_follow_its_one_alert():
    watch = Watch()
    (first,) = watch.counts(1_000, 1_300)
    later = [*watch.look(settled(1, 1_100, 1_000)), *watch.look(settled(1, 1_400, 1_000))]

    assert [one.follows for one in later] == [first.fingerprint("short_interest")] * 2
    assert len({one.fingerprint("short_interest") for one in [first, *later]}) == 3


def test_a_correction_is_told_once():
    watch = Watch()
    watch.counts(1_000, 1_300)
    watch.look(settled(1, 1_100, 1_000))

    assert watch.look(settled(1, 1_100, 1_000)) == ()


def test_the_next_settlement_does_not_follow_the_last_ones_alert():
    watch = Watch()
    watch.counts(1_000, 1_300)
    watch.look(settled(2, 1_350, 1_300))
    told = watch.look(settled(2, 1_600, 1_300))

    assert [one.follows for one in told] == [""]


# Splits, and nothing before


@pytest.mark.parametrize(
    ("short", "said"),
    [
        (
            settled(1, 4_000, 1_000, split=True),
            "not computed: the shares were split between the two settlements",
        ),
        (settled(1, 4_000, 0), "not computed: nothing was short before"),
    ],
    ids=["split", "nothing before"],
)
def test_a_change_that_cannot_be_computed_is_neither_told_nor_invented(short, said):
    watch = Watch(20_000)
    watch.look(settled(0, 1_000, 1_000))

    assert watch.look(short) == ()
    assert facts(words_of(short))["Change"] == said


def test_after_a_split_days_to_cover_still_cross_for_both_figures_were_split():
    watch = Watch(20_000)
    watch.look(settled(0, 1_000, 1_000, volume=500))
    (alert,) = watch.look(settled(1, 4_400, 1_000, volume=800, split=True))
    said = facts(card(alert))

    assert card(alert).title == "APLD short interest is above 5 days to cover"
    assert alert.size == 0
    assert said["Share of float"] == "not computed: the shares were split, and the float was told 24 February 2026"


def test_the_settlement_after_a_split_is_compared_again():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000))
    watch.look(settled(1, 4_000, 1_000, split=True))

    assert [card(one).title for one in watch.look(settled(2, 5_000, 4_000))] == ["APLD short interest rose 25.0 %"]


# The card


def test_the_card_has_both_counts_both_dates_and_how_the_share_of_float_comes_about():
    (alert,) = Watch(100 * MILLION).counts(9_000_000, 12_345_678, volume=4_000_000)
    said = card(alert)

    assert (alert.about, alert.at, alert.severity) == ("APLD", NOW, Severity.NORMAL)
    assert said.title == "APLD short interest rose 37.2 %"
    assert said.lead == (
        "9.0 million → 12.3 million shares short on 30 January 2026. It is now above 10 % of the float."
    )
    assert facts(said) == {
        "Shares short": "12,345,678 on 30 January 2026; 9,000,000 on 15 January 2026",
        "Change": "+37.2 %",
        "Share of float": (
            "12.3 %: 12.3 million short (30 January 2026) of 100.0 million in the float (as told 24 February 2026)"
        ),
        "Days to cover": "3.09, at 4.0 million shares traded a day",
    }
    assert [(one.source, one.form) for one in said.origins] == [("FINRA", Form.DAY), ("Yahoo", Form.DAY)]
    assert said.tone is Tone.RISK
    assert said.note == "Published about ten days after its settlement. Information, not advice."


def test_a_fall_is_no_risk_and_no_praise():
    (alert,) = Watch().counts(1_000, 500)

    assert card(alert).title == "APLD short interest fell 50.0 %"
    assert card(alert).tone is Tone.NOTE


@pytest.mark.parametrize(
    ("kept", "said"),
    [(None, "not known: Yahoo tells no float."), (floating(0), "not known: the float is told as zero")],
)
def test_a_float_that_is_not_known_is_said_with_its_reason(kept, said):
    watch = Watch()
    watch.floating = kept
    (alert,) = watch.counts(1_000, 1_300)

    assert facts(card(alert))["Share of float"] == said
    assert len(card(alert).origins) == 1 + (kept is not None)


@given(
    st.lists(
        st.tuples(st.integers(0, 3_000), st.integers(0, 500), st.booleans(), st.booleans()), min_size=1, max_size=12
    ),
    st.sampled_from([0, 900, 10_000]),
)
def test_any_path_is_told_at_most_once_a_look_never_first_and_in_words_that_hold(steps, float_shares):
    watch, at, before, names = Watch(float_shares), 0, 1_000, set()
    for number, (shares, volume, split, again) in enumerate(steps):
        at = min(at + (not again), len(DAYS) - 1)
        told = watch.look(settled(at, shares, before, volume=volume, split=split))
        assert len(told) <= (1 if number else 0)
        for one in told:
            said = card(one)
            assert load_card(dump_card(said)) == said
            assert "  " not in said.title + said.lead
            assert not said.title.endswith("is ")
            assert one.severity is Severity.QUIET or one.name not in names
            names.add(one.name)
        before = before if again else shares


# What is asked


async def test_it_asks_for_the_newest_settlement_those_before_it_and_the_float():
    source = Recorded()
    source.tell(settled(0, 1_000, 900), settled(1, 1_100, 1_000), settled(2, 1_200, 1_100), floating(9_000))

    seen = await ask(APLD, shorts=source, floats=source)

    assert seen.short.settlement == DAYS[2]
    assert [one.settlement for one in seen.before] == DAYS[:2]
    assert (seen.floating, seen.why_no_float) == (floating(9_000), "")


async def test_a_float_without_an_answer_does_not_hide_the_settlement():
    source = Recorded()
    source.tell(settled(0, 1_000, 900))

    seen = await ask(APLD, shorts=source, floats=source)

    assert (seen.short.shares, seen.floating) == (1_000, None)
    assert seen.why_no_float == "There is no float of APLD in the recording."


async def test_a_ticker_that_finra_does_not_list_is_missing_and_a_lost_source_unavailable():
    source = Recorded()
    with pytest.raises(Missing):
        await ask(APLD, shorts=source, floats=source)

    source.tell(settled(0, 1_000, 900))
    source.out = NOW
    with pytest.raises(Unavailable):
        await ask(APLD, shorts=source, floats=source)


def test_the_settlement_before_is_the_one_of_two_weeks_ago_or_none():
    newest, last = settled(1, 2, 1), settled(0, 1, 1)

    assert previous(Seen(newest, (last,), None)) is last
    assert previous(Seen(newest, (), None)) is None
    old = replace(last, settlement=DAYS[1] - timedelta(days=21))
    assert previous(Seen(newest, (old,), None)) is None


def test_the_watcher_asks_once_an_hour_for_each_ticker():
    assert (WATCHER.name, WATCHER.by_ticker, WATCHER.schedule.words) == ("short_interest", True, "every 1h")


# The picture


async def test_the_picture_has_a_bar_for_each_settlement_and_the_float_levels_in_reach():
    (*_, alert) = Watch(10_000).counts(700, 800, 1_000)
    chart = await picture(alert.what)

    assert chart.bars
    assert chart.series[0].points == ((DAYS[0], 700.0), (DAYS[1], 800.0), (DAYS[2], 1_000.0))
    assert [(level.name, level.value) for level in chart.levels] == [("is 10 % of the float", 1_000.0)]
    assert chart.alt == ("Shares short: 700 on 15 January 2026, 800 on 30 January 2026 and 1,000 on 13 February 2026.")
    assert (chart.title, chart.unit) == ("APLD: shares short at each settlement", "shares")


async def test_the_picture_starts_at_the_last_split():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000))
    watch.look(settled(1, 4_000, 1_000, split=True))
    (alert,) = watch.look(settled(2, 5_000, 4_000))

    chart = await picture(alert.what)
    assert chart.series[0].points == ((DAYS[1], 4_000.0), (DAYS[2], 5_000.0))


async def test_one_settlement_is_no_picture():
    watch = Watch()
    watch.look(settled(0, 1_000, 1_000))
    watch.kept.clear()
    (alert,) = watch.look(settled(1, 1_300, 1_000))

    assert await picture(alert.what) is None


# The whole


async def test_a_club_hears_of_a_settlement_once(club):
    club.price("APLD", 30)
    club.floating("APLD", 10_000)
    await club.type("watch APLD")
    club.short("APLD", datetime(2025, 12, 15, tzinfo=UTC), 900, 900)
    assert await club.round("short_interest") == []

    club.short("APLD", datetime(2025, 12, 31, tzinfo=UTC), 1_200, 900)
    assert await club.round("short_interest") == ["APLD short interest rose 33.3 %"]
    assert await club.round("short_interest") == []
