"""/rating: the verdict first, points that add up, limits, flips, and what is missing by name."""

import asyncio
import re
import threading
from dataclasses import replace

import pytest

from bot.calls.profile_feed import Early
from bot.cards import Moment
from bot.commands import Caller
from bot.market.feeds import Unavailable
from bot.market.ticker import Ticker
from bot.rated import ratings
from bot.rating.profile import Absent
from handlers import rating as room
from tests.whole import facts

APLD = Ticker("APLD")


def said(value: object) -> str:
    """A fact's value as one text."""
    parts = value if isinstance(value, tuple) else (value,)
    return "".join(part if isinstance(part, str) else "…" for part in parts)


async def test_the_verdict_and_its_score_come_first_in_words(club):
    club.know("APLD")

    card = await club.type("rating APLD")

    assert card.title == "APLD: Buy 58.4"
    assert card.lead.startswith("Buy, at 58.4 of 100 points (Buy from 55, Sell up to 42); 100 % of the evidence")
    assert card.note.startswith("Information, not advice. Rule set minnow-1-")
    assert facts(card)["Confidence"].startswith("High: 100 % of the evidence is known")
    assert facts(card)["Next report"] == "26 February 2026"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"momentum": -0.4, "mean_200": 38.0, "guidance": "cut"},
        {"cash": 5e6, "shares": 60e6, "short_shares": 9e6, "mean_rating": 1.5},
        {"lost": {"capex": "not filed", "guidance": "not read"}},
    ],
)
async def test_the_points_on_the_card_add_up_to_the_score(club, changed):
    club.know("APLD", **changed)

    card = await club.type("rating APLD")

    told = facts(card)
    factors = [said(value) for name, value in told.items() if name.startswith(("For: ", "Against: "))]
    named = sum(float(one.split(":")[0]) for one in factors)
    start, *parts, score = (
        float(number) for number in re.findall(r"(?<![\w.])[+-]?\d+\.?\d*(?= to | from | for |$)", told["Sum"])
    )
    assert round(named, 1) == parts[0]
    assert round(start + sum(parts), 1) == score
    assert card.title.endswith(f"{score:.1f}")
    assert round(50 + sum(bar.value for bar in card.chart.parts), 1) == score


async def test_a_factor_is_told_with_its_number_day_and_source(club):
    club.know("APLD", mean_200=60.0)

    card = await club.type("rating APLD")

    trend = facts(card)["Against: trend"]
    assert said(trend).endswith("price 50.0 % below its 200-day mean (…, Yahoo Finance)")
    assert any(isinstance(piece, Moment) and piece.at.day == 14 for piece in trend)
    assert {origin.source for origin in card.origins} == {"Yahoo Finance", "SEC", "FINRA"}


async def test_a_limit_that_binds_is_told_with_its_reason(club):
    club.know("APLD", eps_trailing=0.1, eps_next=0.2)

    card = await club.type("rating APLD")

    assert card.title.startswith("APLD: Hold")
    assert "300 times its earnings" in facts(card)["Limit: at most Hold"]


async def test_the_nearest_flips_are_told_in_the_unit_of_their_figure(club):
    club.know("APLD")

    told = facts(await club.type("rating APLD"))["What would change it"]

    assert re.search(r"price up from \$30\.00 a share to \$\d+\.\d\d a share, \+\d+\.\d %: Hold", told)
    assert "revenue growth, year on year down from 22.0 % to " in told


async def test_what_is_missing_is_named_and_a_critical_gap_counts_as_the_worst(club):
    club.know("APLD", lost={"capex": "not among the figures it files", "guidance": "not read"})

    card = await club.type("rating APLD")

    told = facts(card)
    assert "capital spending" in told["Not known"]
    assert "guidance or contract news" in told["Not known"]
    assert "which counts as the worst (not among the figures it files)" in said(
        next(value for name, value in told.items() if name.endswith("funding, dilution and debt"))
    )


async def test_its_buttons_lead_on(club):
    club.price("APLD", 30)
    club.know("APLD")

    card = await club.type("rating APLD")

    assert [action.line for action in card.actions] == ["watch APLD", "why APLD", "chart APLD", "share rating APLD"]
    for action in card.actions:
        assert not (await club.press(card, action.label)).title.endswith(("failed", "no answer"))


async def test_a_stock_nobody_knows_is_a_clear_card(club):
    card = await club.type("rating TINY")

    assert card.title == "/rating: no answer"


async def test_the_same_figures_are_rated_once_and_beside_the_event_loop(club, monkeypatch):
    threads, real = [], ratings.rate

    def counting(*args):
        threads.append(threading.current_thread())
        return real(*args)

    monkeypatch.setattr(ratings, "rate", counting)
    club.know("APLD")
    first = await club.type("rating APLD")
    club.clock.pass_by(minutes=20)
    club.know("APLD")
    second = await asyncio.wait_for(club.type("rating APLD"), 1)

    assert second == first
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
    club.clock.pass_by(hours=1)
    club.know("APLD")
    await club.type("rating APLD")
    assert len(threads) == 2


UNREAD = ("the SEC's list of its filings", "the words of its newest report")
LOST = dict.fromkeys(("shelf", "going_concern"), "the SEC's list of its filings is not read yet")


def a_first_look(club, monkeypatch, *, then=None, **changed):
    """The market tells of APLD what was read first, and ``then`` raises where it is asked for the rest."""
    club.know("APLD", lost=LOST, **changed)
    early = Early(club.market._profiles[APLD], UNREAD)
    club.know("APLD")

    async def first(_ticker):
        return early

    monkeypatch.setattr(club.market, "early", first)
    if then is not None:
        monkeypatch.setattr(club.market, "profile", then)


async def ask(club, line="/rating APLD"):
    """The answer, and each first look with how many calls were on record then."""
    looks = []

    async def look(card):
        looks.append((card, len(await club.minnow.store.ledger.calls(APLD))))

    return await club.minnow.commands.answer(line, Caller(club.channel, "ann", "ann", meanwhile=look)), looks


async def test_a_first_look_says_what_is_still_read_and_is_not_on_record(club, monkeypatch):
    a_first_look(club, monkeypatch)

    answer, ((look, recorded),) = await ask(club)

    assert recorded == 0
    assert look.title.endswith(" so far")
    assert facts(look)["Still reading"] == (
        "the SEC's list of its filings and the words of its newest report. Until then they count as not known; "
        "this answer is replaced when they are read."
    )
    assert look.chart is None
    assert answer.title == "APLD: Buy 58.4"
    assert {"Still reading", "Not read"}.isdisjoint(facts(answer))
    (kept,) = await club.minnow.store.ledger.calls(APLD)
    assert kept.score == 58.4


async def lost(_ticker):
    raise Unavailable("The SEC does not answer.")


async def never(_ticker):
    await asyncio.Event().wait()


@pytest.mark.parametrize("then", [lost, never])
async def test_a_first_look_that_is_all_there_is_stays_the_answer_and_is_kept_on_record(club, monkeypatch, then):
    monkeypatch.setattr(room, "READ_WITHIN", 0.05)
    a_first_look(club, monkeypatch, then=then)

    answer, ((look, _),) = await ask(club)

    assert f"{answer.title} so far" == look.title
    assert facts(answer)["Not read"] == (
        "the SEC's list of its filings and the words of its newest report did not come in time and count as not known; "
        "ask again later."
    )
    (kept,) = await club.minnow.store.ledger.calls(APLD)
    assert answer.title.endswith(f"{kept.score:.1f}")


async def test_a_stock_that_is_not_rated_for_what_is_not_read_says_yet(club, monkeypatch):
    a_first_look(club, monkeypatch, going_concern=None)
    early = await club.market.early(APLD)
    thin = dict.fromkeys(early.profile.figures, Absent("not read"))
    monkeypatch.setattr(club.market, "early", lambda _: _given(Early(replace(early.profile, figures=thin), UNREAD)))

    answer, ((look, _),) = await ask(club)

    assert look.title == "APLD: not rated yet"
    assert answer.title == "APLD: Buy 58.4"


async def _given(early):
    return early


@pytest.mark.parametrize("line", ["/why APLD", "/compare APLD RKLB", "/share rating APLD"])
async def test_what_is_asked_right_after_a_first_look_has_the_whole_and_no_look_of_its_own(club, monkeypatch, line):
    a_first_look(club, monkeypatch)
    club.know("RKLB")

    answer, looks = await ask(club, line)

    assert looks == []
    assert "so far" not in answer.title
    assert "Buy 58.4" in f"{answer.title} {answer.lead}"


async def test_where_nothing_that_was_shown_can_be_replaced_no_first_look_is_asked_for(club, monkeypatch):
    a_first_look(club, monkeypatch)
    monkeypatch.setattr(club.market, "early", lost)

    assert (await club.type("rating APLD")).title == "APLD: Buy 58.4"
