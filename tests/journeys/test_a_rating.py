"""A verdict over weeks: it moves as the rules say, is told once, and flickers for nobody."""

from bot.market.feeds import Missing, Unavailable
from bot.market.remedy import Remedy
from bot.market.ticker import Ticker
from bot.rated.ratings import Ratings
from tests.company import SHORTS, STATEMENTS
from tests.whole import facts, rows

BAD = {
    "momentum": -0.4,
    "mean_200": 38.0,
    "guidance": "cut",
    "revisions_up": 0.0,
    "revisions_down": 5.0,
    "eps_next": 1.4,
}
SEC_OFF = "SEC filings are off: set SEC_CONTACT to your name and e-mail, which the SEC asks for."


async def watched(club):
    """A stock on the watchlist that is a Buy, its first close counted: the baseline, told to nobody."""
    club.price("APLD", 30)
    club.know("APLD")
    await club.type("/watch APLD")
    assert await club.round("rating_change") == []


async def test_a_change_is_told_once_after_three_closes_and_the_dwell(club):
    await watched(club)

    told = [await club.next_close("APLD", **BAD) for _ in range(12)]

    assert [titles for titles in told if titles] == [["APLD: Buy → Hold 51.5"]]
    assert told.index(["APLD: Buy → Hold 51.5"]) == 9  # ten sessions after the baseline
    _, card = club.inbox.sent[-1]
    assert card.lead.startswith("Rated Hold from the close of 29 January 2026, no longer Buy")
    drivers = {row[0]: row[1:] for row in rows(card)}
    assert drivers["trend"] == ("+1.4", "-2.0", "-3.4")
    assert drivers["Score"] == ("58.4", "51.5", "-6.9")
    for column in (1, 2, 3):
        points = [float(row[column]) for row in rows(card)[:-1]]
        start = 0 if column == 3 else 50
        assert round(start + sum(points), 1) == float(rows(card)[-1][column])


async def test_a_flicker_is_told_to_nobody(club):
    await watched(club)

    for day in range(15):
        assert await club.next_close("APLD", **(BAD if day % 3 else {})) == []


async def test_a_funding_gate_does_not_wait_for_three_closes(club):
    await watched(club)

    assert await club.next_close("APLD", going_concern=True) == ["APLD: Buy → Sell 58.4"]
    _, card = club.inbox.sent[-1]
    assert facts(card)["Limit: Sell"] == "Its newest report voices substantial doubt about going on."


async def test_between_two_closes_asking_again_changes_nothing(club):
    await watched(club)
    await club.next_close("APLD", **BAD)
    before = await club.minnow.store.episodes.episodes("rating_change", ["APLD"])

    for _ in range(3):
        club.clock.pass_by(minutes=30)
        assert await club.round("rating_change") == []
    card = await club.type("rating APLD")

    assert await club.minnow.store.episodes.episodes("rating_change", ["APLD"]) == before
    assert card.title == "APLD: Buy 51.5"
    assert "Today's figures alone say Hold" in card.lead


async def test_a_source_that_is_out_for_an_evening_takes_no_rating_away_and_one_that_stays_out_does_once(club):
    out = dict.fromkeys((*STATEMENTS, *SHORTS), "the source does not answer")
    await watched(club)

    assert await club.next_close("APLD", lost=out) == []
    club.clock.pass_by(hours=1)
    club.know("APLD")
    assert await club.round("rating_change") == []

    assert await club.next_close("APLD", lost=out) == []
    club.clock.pass_by(hours=3)
    club.know("APLD", lost=out)
    assert await club.round("rating_change") == ["APLD: Buy → Not rated"]
    assert await club.next_close("APLD", lost=out) == []

    assert [await club.next_close("APLD") for _ in range(2)] == [[], []]
    card = await club.type("rating APLD")
    assert (card.title, card.lead) == (
        "APLD: Not rated",
        "Its figures say Buy again; a rating comes back after 3 closes in a row.",
    )
    assert await club.next_close("APLD") == ["APLD: Not rated → Buy 58.4"]


async def test_a_stock_is_not_rated_while_statements_and_short_interest_are_away_and_says_what_would_help(club):
    off, silent = Missing(SEC_OFF, remedy=Remedy.SET_CONTACT), Unavailable("FINRA does not answer.")
    lost = {**dict.fromkeys(STATEMENTS, off), **dict.fromkeys(SHORTS, silent)}
    club.know("APLD", lost=lost)

    card = await club.type("rating APLD")

    assert card.title == "APLD: Not rated"
    assert "70 % is the least" in card.lead
    help = facts(card)["What would help"]
    assert "Set SEC_CONTACT" in help
    assert "Ask again later: FINRA does not answer." in help
    reasons = {row[1] for row in rows(card)}
    assert {SEC_OFF, "FINRA does not answer."} <= reasons

    club.clock.pass_by(minutes=5)
    club.know("APLD")
    assert (await club.type("rating APLD")).title == "APLD: Buy 58.4"


async def test_every_rating_given_is_on_record_once_with_its_rules_and_inputs(club):
    club.know("APLD")
    await club.type("rating APLD")
    club.clock.pass_by(minutes=1)
    await club.type("rating APLD")
    club.know("APLD", momentum=0.2)
    await club.type("rating APLD")

    kept = await club.minnow.store.ledger.calls(Ticker("APLD"))

    assert [call.score for call in kept] == [58.4, 58.6]
    assert len({call.inputs for call in kept}) == 2
    assert all(
        call.ruleset.startswith("minnow-1-") and round(50 + sum(call.points.values()), 1) == call.score for call in kept
    )


async def test_a_rating_asked_again_is_the_same_one_until_its_figures_or_its_standing_change(club):
    club.know("APLD")
    ratings = Ratings(club.market, club.minnow.store.episodes, club.minnow.store.ledger, club.clock)

    first = await ratings.now(Ticker("APLD"))
    assert await ratings.now(Ticker("APLD")) is first

    club.know("APLD")
    told_anew = await ratings.now(Ticker("APLD"))
    assert told_anew is not first
    assert told_anew.rating == first.rating

    await watched(club)
    assert (await ratings.now(Ticker("APLD"))).standing is not None


async def test_the_whole_program_puts_a_rating_asked_again_on_record_once(club, monkeypatch):
    club.know("APLD")
    ratings, written = club.minnow.parts[Ratings], []

    async def write(call):
        written.append(call)
        return True

    monkeypatch.setattr(club.minnow.store.ledger, "write", write)
    first = await ratings.now(Ticker("APLD"))

    assert await ratings.now(Ticker("APLD")) is first
    assert len(written) == 1
