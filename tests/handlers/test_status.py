"""/status: rounds, sources, deliveries; what is broken is said, and where only here."""

from datetime import timedelta

from bot.alerts.ports import NotifyError
from bot.cards import Form, Moment, Tone
from bot.market.feeds import Health
from tests.whole import facts, rows


async def test_a_first_look_says_what_has_not_happened_yet(club):
    card = await club.type("status")

    assert (card.title, card.lead) == ("Minnow is well", "Every alert has been delivered.")
    assert facts(card)["New York market"] == "open"
    assert facts(card)["Test market"] == ("not asked yet",)
    assert {row[1] for row in rows(card)} == {"none yet"}


async def test_rounds_and_sources_are_shown_with_their_ages(club):
    club.price("APLD", 35)
    club.target("APLD", 50)
    await club.type("watch APLD")
    await club.round("price_past_target")

    card = await club.type("status")

    row = next(row for row in rows(card) if row[0] == "price past target")
    assert row == ("price past target", Moment(club.clock.now(), Form.AGE), "1", "0", "not planned")


async def test_a_lost_source_is_trouble_with_the_age_of_its_figures(club):
    club.price("APLD", 35)
    then = club.clock.now()
    club.clock.pass_by(hours=1)
    club.market.out = then + timedelta(minutes=10)

    card = await club.type("status")

    assert card.tone is Tone.TROUBLE
    assert card.lead.startswith("Test market does not answer.")
    assert facts(card)["Test market"][-1] == Moment(then)


async def test_what_a_source_lacks_is_one_sentence_with_the_age_of_its_figures(club, monkeypatch):
    lost = Health(source="Gauge", answered_at=None, failing_since=club.clock.now(), trouble="It could not be reached.")

    async def health():
        return [lost]

    monkeypatch.setattr(club.market, "health", health)

    told = facts(await club.type("status"))["Gauge"]

    assert told == ("It could not be reached", "; figures are stale since ", Moment(club.clock.now()))


async def test_a_broken_channel_is_told_there_and_counted_elsewhere(club):
    club.price("APLD", 35)
    club.target("APLD", 50)
    await club.type("watch APLD")
    await club.round("price_past_target")
    club.inbox.refusals.append(NotifyError("Minnow was removed.", permanent=True))
    club.price("APLD", 55)
    await club.minnow.rounds.run(club.minnow.watchers["price_past_target"])
    dispatcher = club.minnow.dispatcher({"web": club.inbox}, "worker")
    while not (broken := await club.minnow.store.outbox.broken()):
        await dispatcher._turn()
        for task in list(dispatcher._queues.sending):
            await task

    desk = type(club.channel)("web", "desk")
    elsewhere, own = await club.type("status", channel=desk, user="bob"), await club.type("status", channel=desk)

    assert [one.reason for one in broken] == ["Minnow was removed."]
    assert facts(elsewhere)["Other broken channels"].startswith("1; whoever set one up was told")
    assert "Minnow was removed." not in str(elsewhere)
    assert facts(own)["A channel you set up is broken"][0] == "Minnow was removed."
