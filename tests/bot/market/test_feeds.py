"""A question without an answer says which kind of none it is."""

from datetime import UTC, datetime

import pytest

from bot.market.feeds import Health, Missing, NoAnswer, Unavailable, Unreadable

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", [Missing, Unavailable, Unreadable])
def test_every_kind_is_one_sentence_and_no_answer(kind):
    with pytest.raises(NoAnswer, match=r"^There is none\.$"):
        raise kind("There is none.")


def test_what_is_missing_is_not_unavailable_and_what_is_unreadable_is():
    assert not issubclass(Missing, Unavailable)
    assert issubclass(Unreadable, Unavailable)


def test_what_is_unavailable_says_when_the_source_last_answered_if_ever():
    assert Unavailable("lost", since=AT).since == AT
    assert Unreadable("odd").since is None


def test_a_source_that_was_never_asked_neither_answered_nor_failed():
    assert Health("FINRA") == Health("FINRA", None, None, None, "", None)
