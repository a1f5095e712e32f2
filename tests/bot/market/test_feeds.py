"""A question without an answer says which kind of none it is."""

from copy import copy
from datetime import UTC, datetime

import pytest

from bot.market.feeds import Health, Missing, NoAnswer, Unavailable, Unreadable
from bot.market.remedy import Remedy
from bot.words import filled, later

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


def test_what_can_be_done_is_known_of_a_question_and_goes_with_its_copies():
    kinds = [Missing("none"), Unavailable("lost"), Unreadable("odd"), Unavailable("off", remedy=Remedy.SET_CONTACT)]

    assert [copy(one).remedy for one in kinds] == [None, Remedy.ASK_AGAIN, None, Remedy.SET_CONTACT]


def test_its_sentence_is_kept_in_english_and_told_as_a_person_reads_it():
    none = copy(Missing(filled(later("There is no price of {ticker}."), ticker="APLD")))

    assert str(none) == none.sentence == "There is no price of APLD."
    assert none.sentence.template == "There is no price of {ticker}."
