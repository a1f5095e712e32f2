"""An evening with the club: watch, a crossing told once, a wobble, a snooze, an end."""

from bot.alerts.ports import NotifyError


async def test_a_crossing_is_told_once_however_it_wobbles_and_its_end_is_told_quietly(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    assert await club.round("price_past_target") == []  # the first look is the baseline

    arrived = []
    for minute, price in enumerate((40.5, 39.8, 40.2, 39.9)):
        club.clock.pass_by(minutes=5 + minute)
        club.price("APLD", price)
        arrived += await club.round("price_past_target")
    assert arrived == ["APLD is above its mean target"]

    club.clock.pass_by(minutes=5)
    club.price("APLD", 38.9)
    assert await club.round("price_past_target") == ["APLD is back below its mean target"]


async def test_a_crossing_that_happened_while_nobody_looked_is_found_by_the_next_round(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    await club.round("price_past_target")

    club.clock.pass_by(days=1)
    club.price("APLD", 44)

    assert await club.round("price_past_target") == ["APLD is above its mean target"]


async def test_the_snooze_button_of_an_alert_stops_the_next_about_its_stock_and_only_that(club):
    for symbol in ("APLD", "RKLB"):
        club.price(symbol, 38)
        club.target(symbol, 40)
    await club.type("/watch APLD RKLB")
    await club.round("price_past_target")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)
    await club.round("price_past_target")
    _, alert = club.inbox.sent[-1]

    answer = await club.press(alert, "APLD: 1 hour")

    club.clock.pass_by(minutes=5)
    club.price("APLD", 38)
    club.price("RKLB", 41)
    assert answer.title == "APLD is snoozed here for 1 hour"
    assert await club.round("price_past_target") == ["RKLB is above its mean target"]


async def test_a_send_that_is_refused_for_now_is_tried_again_and_arrives_once(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    await club.round("price_past_target")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)
    club.inbox.refusals = [NotifyError("busy", retry_after=0.0), NotifyError("busy", retry_after=0.0)]

    assert await club.round("price_past_target") == ["APLD is above its mean target"]
    assert await club.round("price_past_target") == []


async def test_a_stock_taken_off_and_put_back_begins_anew(club):
    club.price("APLD", 38)
    club.target("APLD", 40)
    await club.type("/watch APLD")
    await club.round("price_past_target")
    await club.type("/unwatch APLD")
    club.clock.pass_by(minutes=5)
    club.price("APLD", 41)

    await club.type("/watch APLD")

    assert await club.round("price_past_target") == []
