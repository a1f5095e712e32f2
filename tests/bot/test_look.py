"""Look: what a watcher sees and would say, while everything stays as it was."""

import json

from bot.look import look
from bot.market.ticker import Ticker


async def seen(club, *, as_json=False, tickers=("APLD",)):
    watcher = club.minnow.watchers["price_past_target"]
    return await look(club.minnow, watcher, [Ticker(one) for one in tickers], as_json=as_json)


async def test_a_first_look_is_called_the_baseline(club):
    club.price("APLD", 38)
    club.target("APLD", 40)

    said = await seen(club)

    assert "quote.price: 38" in said
    assert "first look: this becomes the baseline" in said


async def test_what_would_be_said_is_shown_and_neither_sent_nor_stored(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("watch APLD")
    await club.round("price_past_target")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 42)

    assert "would say: APLD is above its mean target" in await seen(club)
    assert "would say: APLD is above its mean target" in await seen(club)
    assert club.inbox.sent == []
    assert await club.round("price_past_target") == ["APLD is above its mean target"]


async def test_a_question_without_an_answer_says_why_as_text_and_as_json(club):
    assert await seen(club) == "price_past_target APLD: There is no price of APLD in the recording."
    assert json.loads(await seen(club, as_json=True))[0]["no_answer"].startswith("There is no price")


async def test_nothing_watched_is_said(club):
    assert "Nothing is watched yet" in await seen(club, tickers=())
