"""/watch: many at once; what is unknown is named, what was meant is offered."""

from bot.alerts.watchlist import Channel
from bot.cards import Tone
from tests.whole import facts


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
    for n in range(260):
        club.price(f"T{n}", 1)

    card = await club.type("watch " + " ".join(f"T{n}" for n in range(210)))
    assert facts(card)["Left out"] == "10 words past the first 200; send them again"

    club.market.out = club.clock.now()
    await club.type("watch " + " ".join(f"A{n}" for n in range(200)))
    refused = await club.type("watch " + " ".join(f"B{n}" for n in range(200)))
    assert refused.lead == "A watchlist holds 500 stocks at most; this one has 400. Take some off first."


async def test_each_channel_has_its_own_list_and_who_set_it_up_is_kept(club):
    club.price("APLD", 35)
    await club.type("watch APLD", user="ann")
    other = Channel("web", "desk")

    assert "Nothing is watched here yet" in (await club.type("watchlist", channel=other)).title
    assert (await club.minnow.store.watchlists.watchlist(club.channel)).set_up_by == "ann"
