"""Wishes over a real Redis: one change at a time, each in the history, the last one taken back."""

from datetime import date, timedelta

import pytest

from bot.alerts.marks import KIND as KIND_OF_LEVELS
from bot.alerts.marks import Marks, Note, PriceLevel, note_on
from bot.alerts.setting import CAP, KIND, QUIET, Change, State
from bot.alerts.watchlist import Channel
from bot.alerts.wishes import Wishes
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.store.episodes import RedisEpisodes
from bot.store.wishes import KEPT, RedisWishBook

HOME, OTHER, APLD = Channel("web", "home"), Channel("slack", "C1"), Ticker("APLD")


def level(channel, price):
    day = date(2026, 1, 15)
    return PriceLevel(channel=channel, ticker=APLD, way="above", price=price, since=day, by="u1", name="Ann")


@pytest.fixture
def book(server):
    return RedisWishBook(server)


@pytest.fixture
def changes(book, now):
    async def change(setting, old, new, *, by="ann", channel=HOME):
        return await book.change(channel, Change(setting, old, new, by, now))

    return change


async def test_a_change_is_kept_numbered_and_in_no_other_channel(book, changes, now):
    first = await changes(KIND + "k", "", "silent")
    second = await changes(CAP, "", "6", by="bob")

    assert (first.number, second.number) == (1, 2)
    assert await book.wishes([HOME, OTHER]) == {HOME: Wishes({"k": State.SILENT}, cap=6), OTHER: Wishes()}
    assert await book.history(HOME, 10) == [second, first]
    assert (second.by, second.at) == ("bob", now)
    assert await book.wishes([]) == {}


async def test_of_two_who_change_from_the_same_word_the_second_is_refused(book, changes):
    assert await changes(CAP, "", "6")

    assert await changes(CAP, "", "9", by="bob") is None
    assert (await book.words(HOME))[CAP] == "6"
    assert len(await book.history(HOME, 10)) == 1


async def test_changes_are_taken_back_one_after_another_and_that_is_history_too(book, changes, now):
    await changes(CAP, "", "6")
    await changes(CAP, "6", "9")

    back = await book.undo(HOME, await book.last(HOME), "bob", "Bob", now)
    assert (back.old, back.new, back.undoes, back.number) == ("9", "6", 2, 3)
    assert (await book.undo(HOME, await book.last(HOME), "bob", "Bob", now)).undoes == 1

    assert await book.wishes([HOME]) == {HOME: Wishes()}
    assert await book.last(HOME) is None
    assert [one.undoes for one in await book.history(HOME, 10)] == [1, 2, 0, 0]


async def test_what_is_not_the_last_change_any_more_is_not_taken_back(book, changes, now):
    first = await changes(CAP, "", "6")
    await changes(QUIET, "", "22:00-07:00 UTC")

    assert await book.undo(HOME, first, "ann", "", now) is None
    assert (await book.words(HOME))[CAP] == "6"


async def test_a_change_that_was_made_again_is_another_and_the_old_one_is_not_taken_back_twice(book, changes, now):
    first = await changes(CAP, "", "6")
    await book.undo(HOME, first, "ann", "", now)
    await changes(CAP, "", "6")

    assert await book.undo(HOME, first, "ann", "", now) is None
    assert (await book.words(HOME))[CAP] == "6"


async def test_old_changes_are_forgotten(book, changes):
    for number in range(KEPT + 5):
        await changes(CAP, str(number) if number else "", str(number + 1))

    history = await book.history(HOME, 999)

    assert (len(history), history[0].number) == (KEPT, KEPT + 5)


async def test_the_moment_of_a_change_is_kept_to_the_millisecond(book, now):
    at = now + timedelta(milliseconds=123)
    await book.change(HOME, Change(CAP, "", "6", "ann", at))

    assert (await book.last(HOME)).at == at


async def test_how_far_setting_up_has_come_is_kept(book):
    await book.step(HOME, "kinds", "1")

    assert await book.steps(HOME) == {"kinds": "1"}
    assert await book.steps(OTHER) == {}


async def test_marks_stand_apart_from_wishes_and_are_counted_with_them(book, changes, now):
    await changes(CAP, "", "6")
    note = Note("buy zone 💥", "u1", "Ann")
    second = await changes(note_on("APLD"), "", note.word)

    assert second.number == 2
    assert await book.word(HOME, note_on("APLD")) == note.word
    assert (await book.marks(HOME)).notes == {APLD: note}
    assert await book.wishes([HOME]) == {HOME: Wishes(cap=6)}
    assert (await book.undo(HOME, await book.last(HOME), "bob", "Bob", now)).undoes == 2
    assert await book.marks(HOME) == Marks()


async def test_levels_are_known_by_stock_over_all_channels_until_they_are_taken_off(book, changes, now):
    here, there = level(HOME, 40), level(OTHER, 5.5)
    await changes(here.setting, "", here.word)
    await changes(there.setting, "", there.word, channel=OTHER)

    assert await book.levels(APLD) == [there, here]
    assert await book.levels(Ticker("RKLB")) == []
    assert (await book.marks(HOME)).levels == (here,)

    await changes(here.setting, here.word, "")
    assert await book.levels(APLD) == [there]
    await book.undo(HOME, await book.last(HOME), "bob", "Bob", now)
    assert await book.levels(APLD) == [there, here]


async def test_a_level_that_is_set_or_taken_off_begins_anew_and_others_go_on(book, changes, server, now):
    here, there = level(HOME, 40), level(OTHER, 40)
    episodes = RedisEpisodes(server)
    looks = [one.begins(Quote(ticker=APLD, price=38, as_of=now, source="test")) for one in (here, there)]

    async def seen():
        return list((await episodes.episodes(KIND_OF_LEVELS, ["APLD"]))["APLD"])

    assert await episodes.record("APLD", looks, [])
    await changes(here.setting, "", here.word)
    assert await seen() == [there.line.name]

    assert await episodes.record("APLD", looks[:1], [])
    await changes(here.setting, here.word, "")
    assert await seen() == [there.line.name]


async def test_a_level_whose_change_is_refused_goes_on(book, changes, server, now):
    here, episodes = level(HOME, 40), RedisEpisodes(server)
    look = here.begins(Quote(ticker=APLD, price=38, as_of=now, source="test"))
    await episodes.record("APLD", [look], [])

    assert await changes(here.setting, "something else", here.word) is None
    assert await book.levels(APLD) == []
    assert list((await episodes.episodes(KIND_OF_LEVELS, ["APLD"]))["APLD"]) == [look.name]
