"""A rating's parts in words."""

import pytest

from bot.market.feeds import NoAnswer, Unavailable
from bot.market.remedy import Remedy
from bot.market.ticker import Ticker
from bot.rated.phrases import PHRASES
from bot.rated.words import absent, points, remedies, told
from bot.rating.profile import Absent
from bot.rating.rules import read_rules
from bot.sources.cached import MemoryShelf
from bot.sources.edgar import Edgar
from bot.sources.profile.feed import _not_asked
from bot.sources.profile.origin import unanswered
from tests.whole import SetClock


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (31.2, "USD/share", "$31.20 a share"),
        (31.2, "USD or CAD/share", "31.20 a share"),
        (-0.05, "CAD/share", "-C$0.0500 a share"),
        (160e6, "USD", "$160.0 million"),
        (-2.5e9, "JPY", "-¥2.5 billion"),
        (-900.0, "USD", "-$900.00"),
        (1.5e6, "CHF", "CHF 1.5 million"),
        (40e6, "usd", "$40.0 million"),
        (0.221, "fraction", "22.1 %"),
        (4.1e6, "shares", "4.1 million shares"),
        (6.0, "count", "6"),
        (-2.4, "ratio", "-2.40"),
        (18.0, "months", "18.0 months"),
        (True, "yes/no", "yes"),
        (False, "yes/no", "no"),
        ("2026-02-26", "date", "26 February 2026"),
        ("cluster_buy", "insider", "cluster buy"),
        ("not applicable", "count", "not applicable"),
    ],
)
def test_a_figure_is_told_in_its_unit(value, unit, said):
    assert told(value, unit) == said


def test_points_have_a_sign_and_zero_has_none():
    assert [points(number) for number in (2.44, -0.26, 0.04, -0.04)] == ["+2.4", "-0.3", "0.0", "0.0"]


def test_every_question_of_the_rules_has_its_words():
    assert set(PHRASES) == {f"{one.name}.{signal}" for one in read_rules().factors.values() for signal in one.signals}


def test_gaps_are_gathered_by_their_reason_the_most_first():
    assert absent({"cash": "not filed", "guidance": "not read", "debt": "not filed"}) == [
        ("cash and short-term investments and total debt", "not filed"),
        ("guidance or contract news", "not read"),
    ]


def test_a_remedy_is_named_only_where_there_is_one():
    assert remedies([Absent("guidance is not read from its reports")]) == []
    assert remedies([Absent("Yahoo asks us to wait until 15:00 UTC.", Remedy.ASK_AGAIN)] * 2) == [
        "Ask again later: Yahoo asks us to wait until 15:00 UTC."
    ]


async def test_the_sec_says_itself_that_it_wants_an_address(now):
    lacking = []
    for asked in (Edgar("", MemoryShelf(), SetClock(now)).facts(Ticker("APLD")), _not_asked()):
        with pytest.raises(NoAnswer) as off:
            await asked
        lacking.append(remedies([unanswered(off.value)] * 2))

    assert [told[0][:41] for told in lacking] == ["Set SEC_CONTACT to your name and e-mail a"] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "FINRA could not be reached (ConnectionError).",
        "FINRA does not hand out the short interest of 2026-01-15 (HTTP 503).",
        "Yahoo does not let us in (HTTP 401).",
        "The SEC does not answer as it should (HTTP 500).",
    ],
)
def test_a_source_that_is_out_is_to_be_asked_again(sentence):
    assert remedies([unanswered(Unavailable(sentence))]) == [f"Ask again later: {sentence}"]
