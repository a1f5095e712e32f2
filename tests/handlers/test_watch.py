"""/watch: many at once; what is unknown is named, what was meant is offered; another channel's list for its own."""

import pytest

from bot.alerts.watchlist import Channel
from bot.cards import Tone
from bot.commands import Caller
from bot.market.ticker import Ticker
from tests.whole import facts, may_not


async def test_one_stock_is_added_and_said(club):
    club.price("APLD", 35.2, name="Applied Digital Corporation")

    card = await club.type("/watch apld")

    assert card.title == "Watching one more stock"
    assert card.lead == "Added APLD. This channel watches 1 stock."
    assert "baseline" in card.note


async def test_a_pasted_list_is_read_however_it_is_parted(club):
    for symbol in ("APLD", "RKLB", "ACHR", "SMR"):
        club.price(symbol, 10)

    card = await club.type("watch $APLD, RKLB;achr\nSMR | apld")

    assert card.lead == "Added APLD, RKLB, ACHR and SMR. This channel watches 4 stocks."


async def test_a_word_that_is_no_stock_is_named_and_what_was_meant_is_offered(club):
    club.price("RKLB", 80, name="Rocket Lab Corporation")
    club.price("APLD", 35, name="Applied Digital Corporation")

    card = await club.type("watch APLD RKBL rocket !!")

    assert card.lead.startswith("Added APLD.")
    assert facts(card)["“RKBL”"] == "did you mean RKLB (Rocket Lab Corporation)?"
    assert facts(card)["“rocket”"] == "did you mean RKLB (Rocket Lab Corporation)?"
    assert facts(card)["“!!”"] == "no such symbol is known"
    again = await club.press(card, "Watch RKLB")
    assert again.lead == "Added RKLB. This channel watches 2 stocks."


async def test_a_list_of_unknown_words_adds_nothing(club):
    card = await club.type("watch NOSUCH")

    assert (card.title, card.tone) == ("Nothing was added", Tone.TROUBLE)


async def test_what_is_watched_already_is_said_and_not_counted_twice(club):
    club.price("APLD", 35)
    await club.type("watch APLD")

    card = await club.type("watch APLD")

    assert card.title == "Already watched"
    assert card.lead == "APLD was watched here already. This channel watches 1 stock."


async def test_while_the_price_source_is_lost_a_symbol_is_taken_on_trust_and_said_so(club):
    club.market.out = club.clock.now()

    card = await club.type("watch NEWCO")

    assert card.lead == "Added NEWCO. This channel watches 1 stock."
    assert facts(card)["Not looked up"] == "NEWCO: the price source does not answer just now"


async def test_words_past_the_limit_are_counted_and_a_watchlist_has_an_end(club):
    for n in range(510):
        club.price(f"T{n}", 1)
    card = await club.type("watch " + " ".join(f"T{n}" for n in range(510)))
    assert facts(card)["Left out"] == "10 words past the first 500; send them again"

    await club.press(card, "Take off again")
    club.market.out = club.clock.now()
    await club.type("watch " + " ".join(f"C{n}" for n in range(200)))
    await club.type("watch " + " ".join(f"A{n}" for n in range(200)))
    refused = await club.type("watch " + " ".join(f"B{n}" for n in range(200)))
    assert refused.lead == "A watchlist holds 500 stocks at most; this one has 400. Take some off first."


async def test_each_channel_has_its_own_list_and_who_set_it_up_is_kept(club):
    club.price("APLD", 35)
    await club.type("watch APLD", user="ann")
    other = Channel("web", "desk")

    assert "Nothing is watched here yet" in (await club.type("watchlist", channel=other)).title
    assert (await club.minnow.store.watchlists.watchlist(club.channel)).set_up_by == "ann"


async def test_a_pasted_table_adds_its_symbols_and_says_what_became_of_the_others(club):
    club.price("RKLB", 80, name="Rocket Lab Corporation")
    club.price("APLD", 35, name="Applied Digital Corporation")
    club.price("SMR", 20, name="NuScale Power Corporation")
    await club.type("watch SMR")

    card = await club.type(
        "watch Symbol;Name;Price\nNASDAQ:APLD;Applied Digital Corp;35,20\n$rklb;Rocket Lab;80\n"
        "SMR;NuScale;20\nRKBL;a slip;1\napld;again;1"
    )

    assert card.title == "Watching 2 more stocks"
    assert card.lead == "Added APLD and RKLB. SMR was watched here already. This channel watches 3 stocks."
    assert facts(card) == {"“RKBL”": "did you mean RKLB (Rocket Lab Corporation)?"}


async def test_what_was_just_added_is_taken_off_again_by_a_button(club):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 1)
    await club.type("watch RKLB")

    assert (await club.press(await club.type("watch APLD RKLB"), "Take off again")).title == "No longer watching APLD"
    many = " ".join(f"T{n}" for n in range(40))
    club.market.out = club.clock.now()
    card = await club.type(f"watch {many}")
    gone = await club.press(card, "Take off again")
    assert gone.title == "No longer watching 40 stocks"
    assert [one.symbol for one in (await club.minnow.store.watchlists.watchlist(club.channel)).tickers] == ["RKLB"]
    assert (await club.press(card, "Take off again")).lead.startswith("The watchlist has changed since: 1 stock of")

    for letter in "AB":  # as many as were added last do not make them the same
        pressed = await club.type("watch " + " ".join(f"{letter}{n}" for n in range(40)))
    await club.press(pressed, "Take off again")
    assert (await club.press(pressed, "Take off again")).title == "That did not work"
    assert (await club.type("unwatch last added")).title == "No longer watching 40 stocks"
    assert (await club.type("unwatch last added")).title == "No longer watching RKLB"
    assert (await club.type("unwatch last added")).lead == "Nothing is watched here."


async def test_five_hundred_names_keep_their_order_are_each_there_once_and_are_answered_shortly(club):
    names = [f"T{n}" for n in range(499, -1, -1)]
    for name in names:
        club.price(name, 1, name=f"The company of {name}")
    wanted = [*names[:300], *names[:100], *(one.lower() for one in names[300:]), "$T7"]

    card = await club.type(f"watch {' '.join(wanted)}")

    assert card.title == "Watching 500 more stocks"
    assert "Left out" not in facts(card)
    assert card.lead.startswith("Added T499, T498, T497,")
    assert card.lead.endswith("T460 and 460 more. This channel watches 500 stocks.")
    assert len(card.lead) < 400
    assert [one.symbol for one in (await club.minnow.store.watchlists.watchlist(club.channel)).tickers] == names
    assert await club.minnow.store.watchlists.newest(club.channel) == [Ticker(one) for one in names]


async def test_ten_thousand_characters_are_read_and_more_than_twenty_are_refused_whole(club):
    for n in range(150):
        club.price(f"T{n}", 1)
    table = "Symbol,Name\n" + "\n".join(f"T{n},{'x' * 65}" for n in range(150))
    assert len(table) > 10_000
    assert (await club.type(f"watch {table}")).title == "Watching 150 more stocks"

    refused = await club.type("watch " + "APLD " * 5_000)
    assert (refused.title, refused.tone) == ("Too long", Tone.TROUBLE)
    assert refused.lead.startswith("That is 24,999 characters; 20,000 are read at a time, so send it in parts.")


DESK = Channel("web", "desk")


async def filled(club, *symbols, channel=DESK, user="ann"):
    for symbol in symbols:
        club.price(symbol, 1)
    await club.type(f"watch {' '.join(symbols)}", channel=channel, user=user)


@pytest.mark.parametrize("named", ["<#desk>", "<#desk|desk>", "#desk", "desk"])
async def test_another_channels_list_is_shown_before_it_is_added(club, named):
    await filled(club, "APLD", "RKLB", "SMR")
    await filled(club, "SMR", channel=club.channel)

    card = await club.type(f"watch from {named}")
    assert card.title == "2 stocks of #desk would be added"
    assert card.lead == "APLD and RKLB. 1 stock of it is watched here already. Snoozes, notes and levels stay there."
    assert len((await club.minnow.store.watchlists.watchlist(club.channel)).tickers) == 1

    done = await club.press(card, "Add 2 stocks")
    assert done.lead == "Added APLD and RKLB. SMR was watched here already. This channel watches 3 stocks."
    assert (await club.type("watch from desk")).title == "Nothing of #desk is new here"


async def test_who_is_neither_its_founder_nor_its_editor_learns_nothing_of_another_channel(club):
    await filled(club, "APLD")

    refused = await club.type("watch from desk", user="eve")
    pressed = await club.type("watch from desk add", user="eve")
    nowhere = await club.type("watch from nowhere", user="eve")

    assert refused.lead == pressed.lead == nowhere.lead
    assert refused.lead.startswith("Only the person who set a channel's watchlist up, or one of its editors")
    assert refused.lead.endswith("You are eve.")
    assert (await club.minnow.store.watchlists.watchlist(club.channel)).tickers == ()


async def test_an_editor_of_the_other_channel_may(club):
    await filled(club, "APLD")
    await club.type("alerts editors me bob", channel=DESK)

    assert (await club.type("watch from desk", user="bob")).title == "1 stock of #desk would be added"


async def test_who_may_not_manage_this_channel_brings_nothing_into_it(club):
    await filled(club, "APLD")
    member = Caller(club.channel, "ann", "Ann", manages=may_not)

    assert (await club.minnow.commands.answer("watch from desk", member)).lead.startswith("Only people who manage")


async def test_a_person_brings_what_they_watch_alone(club):
    await filled(club, "APLD", channel=Channel.to_person("web", "ann"))

    assert (await club.type("watch from me")).title == "1 stock of #me would be added"
    assert (await club.type("watch from home")).lead == "That is this channel; name another one."


async def test_another_platforms_channel_of_the_same_id_is_not_meant(club):
    await filled(club, "APLD", channel=Channel("slack", "desk"))

    assert "no list of yours is known there" in (await club.type("watch from desk")).lead


async def test_the_end_of_a_watchlist_counts_for_another_channels_too(club):
    club.market.out = club.clock.now()
    for first in (0, 200):
        await club.type("watch " + " ".join(f"A{n}" for n in range(first, first + 200)), channel=DESK)
        await club.type("watch " + " ".join(f"B{n}" for n in range(first, first + 200)))

    assert (await club.type("watch from desk add")).lead.startswith("A watchlist holds 500 stocks at most")


async def test_of_many_unknown_words_the_first_are_helped_and_all_are_counted(club):
    club.price("APLD", 35)

    card = await club.type("watch APLD " + " ".join(f"NO{n}SUCH" for n in range(100)))

    assert len(card.facts) == 11
    assert facts(card)["Unknown too"].endswith("NO29SUCH and 70 more")
