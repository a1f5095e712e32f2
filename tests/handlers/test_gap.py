"""/gap: our own multiples and their ratio, their history, and another provider's figures kept apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.market.members import Estimates
from bot.market.ticker import Ticker
from tests.fund import fund, kept, member
from tests.whole import facts, rows

TODAY = date(2026, 1, 15)
AT = datetime(2026, 1, 15, 21, tzinfo=UTC)


def tell(club, *, sessions: int = 0) -> None:
    """A small fund at 16, a large one at 20; before today the small one stood at 14."""
    before = Estimates(date(2025, 12, 18), {Ticker("A"): (1.0, 1.2), Ticker("B"): (-0.2, 0.0)})
    small = (
        member("A", this_year=1.04, next_year=1.3, mean_200=9.0), member("B", this_year=-0.2, next_year=-0.05,
        mean_200=12.0),
    )  # fmt: skip
    club.market.tell(
        fund(*small, before=before, at=AT), fund(member("L", this_year=0.45, next_year=0.5), name="IVV", at=AT)
    )
    days = [TODAY - timedelta(days=back) for back in range(sessions, 0, -1)]
    club.market.tell_fund_days(Ticker("IJR"), *(kept(day, 14.0) for day in days))
    club.market.tell_fund_days(Ticker("IVV"), *(kept(day, 20.0) for day in days))


async def test_both_multiples_the_ratio_and_what_they_are_made_of(club):
    tell(club, sessions=70)
    card = await club.type("gap")

    assert card.title == "Small caps cost 0.80 of large ones"
    assert card.lead == (
        "Forward P/E: IJR's members 16.0, IVV's 20.0. For a dollar of expected earnings small caps cost 20 % less "
        "than large ones."
    )
    assert facts(card) == {
        "Rank of the ratio": "99 of 100 among 71 sessions of our own since 6 November 2025",
        "Earnings yield": "IJR 6.2 %, IVV 5.0 %: +1.2 points",
        "The article of 15 January 2026": "16.5 and 23.8, a ratio of 0.693: another provider's",
        "Members of IJR": (
            "2 by the issuer's file of 13 January 2026; 100 % of the value have a forecast; 1 expected to lose money"
        ),
        "Members of IVV": (
            "1 by the issuer's file of 13 January 2026; 100 % of the value have a forecast; 0 expected to lose money"
        ),
        "Expected growth": (
            "IJR median +25.0 % of 1 that earn something, together +48.8 %; IVV median +11.1 % of 1 that earn "
            "something, together +11.1 %"
        ),
        "Estimates of IJR revised": "1 raised, 0 lowered, 1 as they were since 18 December 2025: net +0.50",
        "IJR above 200-day means": "50 % of 2",
    }
    assert [one.source for one in card.origins] == ["our estimate"]
    assert "not comparable" in card.note


async def test_the_history_goes_back_as_far_as_our_store(club):
    tell(club, sessions=70)

    assert rows(await club.type("gap")) == (
        ("15 January 2026 (newest)", "16.0", "20.0", "0.800"),
        ("10 January 2026 (a week before)", "14.0", "20.0", "0.700"),
        ("25 December 2025 (a month before)", "14.0", "20.0", "0.700"),
        ("13 November 2025 (a quarter before)", "14.0", "20.0", "0.700"),
    )


async def test_the_picture_has_both_and_the_article_s_as_levels_or_the_ratio(club):
    tell(club, sessions=5)
    chart = (await club.type("gap")).chart

    assert [one.name for one in chart.series] == ["IJR", "IVV"]
    assert [(one.name, one.value) for one in chart.levels] == [
        ("Article: small", 16.5), ("Article: large", 23.8),
    ]  # fmt: skip
    ratio = (await club.press(await club.type("gap"), "The ratio over time")).chart
    assert [round(value, 2) for _, value in ratio.series[0].points] == [0.7] * 5 + [0.8]


async def test_the_first_session_has_a_table_and_no_picture_yet(club):
    tell(club)
    card = await club.type("gap")

    assert rows(card) == (("15 January 2026 (newest)", "16.0", "20.0", "0.800"),)
    assert card.chart is None
    assert facts(card)["Rank of the ratio"] == (
        "not known: our own store has 1 session since 15 January 2026, and 60 are needed"
    )
    assert (await club.type("gap ratio")).chart is None


async def test_too_few_forecasts_are_said_and_nothing_is_guessed(club):
    tell(club)
    club.market.tell(fund(member("A", next_year=1.0), member("B"), at=AT))
    card = await club.type("gap")

    assert card.title == "The valuation gap is not known"
    assert card.lead.startswith("50 % of the value of IJR have a forecast, and 90 % are needed")
    assert (card.chart, card.table) == (None, None)
    assert facts(card)["Earnings yield"] == "not known"
    assert facts(card)["Expected growth"].startswith("IJR not known (0 of 2 members have estimates)")


async def test_without_members_the_card_says_so_in_one_sentence(club):
    assert (await club.type("gap")).lead == "There is no outlook of IJR in the recording."
