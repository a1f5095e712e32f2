"""/start: three steps whose state is kept, the last of them a test alert on the real path."""

from bot.alerts.ports import NotifyError
from bot.alerts.watchlist import Channel
from bot.app import all_watchers
from bot.cards import Style
from tests.whole import rows

KINDS = len(all_watchers())


async def deliver(club):
    await club.minnow.dispatcher({"web": club.inbox}, "worker").drain()


async def test_the_steps_go_from_an_empty_channel_to_a_proven_path_and_are_kept(club):
    card = await club.type("start")
    assert card.title == "Setting up: 0 of 3 steps done"
    assert [row[1] for row in rows(card)] == ["write /watch APLD RKLB", f"now: {KINDS} on", "not sent yet"]
    assert [one.style for one in card.actions][:2] == [Style.PRIMARY, Style.PLAIN]

    club.price("APLD", 1)
    await club.type("watch APLD")
    card = await club.type("start")
    assert rows(card)[0][1] == "done: 1 stock watched"
    assert card.actions[0].label == "Keep all kinds"

    card = await club.press(card, "Keep all kinds")
    assert (card.title, rows(card)[1][1]) == ("Setting up: 2 of 3 steps done", f"done: {KINDS} on")

    card = await club.press(card, "Send a test alert")
    assert rows(card)[2][1] == "on its way"
    await deliver(club)
    assert club.inbox.titles(club.channel) == ["This is a test alert"]

    card = await club.press(club.inbox.sent[-1][1], "Show the steps")
    assert (card.title, rows(card)[2][1]) == ("This channel is set up", "done: it arrived")


async def test_a_kind_that_was_changed_is_a_choice(club):
    await club.type("alerts short_interest silent")

    assert rows(await club.type("start"))[1][1] == f"done: {KINDS - 1} on and 1 silent"


async def test_a_test_alert_that_is_refused_stays_on_its_way_until_it_arrives(club):
    club.inbox.refusals = [NotifyError("Minnow was removed.", permanent=True)]
    await club.type("start test")
    await deliver(club)
    assert rows(await club.type("start"))[2][1] == "on its way"

    await deliver(club)  # the command came from the channel, so that it may work again
    assert rows(await club.type("start"))[2][1] == "done: it arrived"


async def test_a_test_alert_passes_quiet_hours_and_goes_to_its_channel_alone(club):
    await club.type("alerts quiet 14:00-16:00 UTC")
    await club.type("watch APLD", channel=Channel("web", "other"))
    await club.type("start test")
    await deliver(club)

    assert [where for where, _ in club.inbox.sent] == [club.channel]


async def test_a_second_test_is_sent_again(club):
    await club.type("start test")
    await deliver(club)
    club.clock.pass_by(seconds=5)

    assert rows(await club.type("start test"))[2][1] == "on its way"
    await deliver(club)
    assert len(club.inbox.sent) == 2
