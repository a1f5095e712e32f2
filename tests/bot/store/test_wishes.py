"""Wishes over a real Redis: one change at a time, each in the history, the last one taken back."""

from datetime import timedelta

import pytest

from bot.alerts.setting import CAP, KIND, QUIET, Change, State
from bot.alerts.watchlist import Channel
from bot.alerts.wishes import Wishes
from bot.store.wishes import KEPT, RedisWishBook

HOME, OTHER = Channel("web", "home"), Channel("slack", "C1")


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
