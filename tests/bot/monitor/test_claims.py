"""Each claim with what data said then and the figure of today, or why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from bot.monitor.claims import claims_card
from bot.thesis.claims import CLAIMS
from bot.thesis.metric import Reading
from bot.thesis.thesis import Thesis, advance
from bot.thesis_look import ThesisLook
from tests.whole import rows

DAY = date(2026, 9, 18)


def today(beside: dict | None = None, **told: dict) -> dict[str, str]:
    """The last column of the card by the name of its claim."""
    thesis, _ = advance(Thesis(), {name: Reading(DAY, DAY, one) for name, one in told.items()}, DAY)
    card = claims_card(ThesisLook(thesis, DAY, {"pe_ratio": "Yahoo does not answer."}, beside=beside or {}))
    return dict(zip((one.name for one in CLAIMS), (row[3] for row in rows(card)), strict=True))


@pytest.mark.parametrize(
    ("cuts", "said"),
    [
        (-1.34, "1.3 hikes, 4.3 cuts under what it said (18 September 2026)"),
        (3.0, "3.0 cuts (18 September 2026)"),
        (3.5, "3.5 cuts, 0.5 cuts over what it said (18 September 2026)"),
    ],
)
def test_three_cuts_stand_beside_what_is_priced_today(cuts, said):
    assert today(cuts_priced={"cuts_priced": cuts})["cuts"] == said


def test_growth_and_the_ratio_are_set_against_the_stated_ones():
    told = today(
        forward_growth={"growth": 18.0, "growth_in_60_days": 0.0}, pe_ratio={"pe_ratio": 0.713},
    )  # fmt: skip

    assert told["growth"].startswith("18.00 ")
    assert told["growth"].endswith(" under what it said (18 September 2026)")
    assert told["valuation"] == "0.71 times, 0.02 times over what it said (18 September 2026)"


def test_a_figure_that_the_claim_did_not_state_has_its_name():
    told = today(
        curve={"slope": 0.33, "slope_in_60_days": 0.0, "two_in_60_days": 0.0, "ten_in_60_days": 0.0},
        target_range={"last_move": 0.25, "meetings_without_cut": 6.0, "cuts_priced": -1.34},
    )  # fmt: skip

    assert told["curve"] == "slope 0.33 points (18 September 2026)"
    assert told["accommodative"] == "last decision 1.0 hike (18 September 2026)"


def test_a_figure_that_grew_too_old_says_of_which_day_it_is():
    old = date(2026, 8, 3)
    thesis, _ = advance(Thesis(), {"lead_ytd": Reading(old, old, {"lead_ytd": 9.2})}, old)
    card = claims_card(ThesisLook(thesis, DAY))

    (row,) = (row for row in rows(card) if row[0].startswith("The Russell 2000 is up"))
    assert row[3] == "not known: the newest figure is of 3 August 2026"


def test_fuller_words_stand_instead_of_a_single_figure():
    told = today({"ytd": "IWM +6.9 %, SPY +1.2 %: 5.7 points ahead"}, lead_ytd={"lead_ytd": 5.7})

    assert told["ytd"] == "IWM +6.9 %, SPY +1.2 %: 5.7 points ahead"


def test_what_has_no_figure_today_says_why():
    told = today()

    assert told["valuation"] == "not known: Yahoo does not answer."
    assert told["growth"] == "not known: no source yet"
    assert told["early_lead"] == "no figure to set beside it"


def test_the_premium_says_why_its_number_flatters():
    told = today()["premium"]

    assert told.startswith("2.50 % a year by the end of 2025")
    for reason in ("no compounded return", "49 of 99 years gained", "all of it falls in January", "no costs"):
        assert reason in told
