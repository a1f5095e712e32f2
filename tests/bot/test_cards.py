"""A card holds what can be shown and refuses what cannot."""

from datetime import UTC, datetime

import pytest

from bot.cards import Action, Card, Fact, Link, Moment, Named, Table, placed
from bot.words import later


def test_a_bare_number_is_not_a_value():
    with pytest.raises(TypeError, match="not float"):
        Fact("Price", 12.5)
    with pytest.raises(TypeError, match="not int"):
        Table(("a",), ((1,),))


def test_a_link_goes_to_the_web_only():
    with pytest.raises(ValueError, match="http"):
        Link("here", "javascript:alert(1)")


def test_a_moment_has_a_zone():
    with pytest.raises(ValueError, match="zone"):
        Moment(datetime(2026, 1, 1))  # noqa: DTZ001  # that is the point


def test_a_row_is_as_long_as_its_header():
    with pytest.raises(ValueError, match="header"):
        Table(("a", "b"), (("1",),))


def test_an_action_fits_a_discord_button():
    with pytest.raises(ValueError, match="70"):
        Action("x", "y" * 71)


def test_the_text_of_a_card_is_its_title_and_lead():
    assert Card(title="APLD is up").text == "APLD is up"
    assert Card(title="APLD is up", lead="By 3 %.").text == "APLD is up. By 3 %."
    assert Card(title="APLD: hit, or not?", lead="Say so.").text == "APLD: hit, or not? Say so."
    assert Moment(datetime(2026, 1, 1, tzinfo=UTC)).at.tzinfo is UTC


def test_a_sentence_has_moments_and_people_in_its_places():
    opens = Moment(datetime(2026, 1, 2, 14, 30, tzinfo=UTC))

    assert placed(later("closed; opens {when}"), when=opens) == ("closed; opens ", opens)
    assert placed(later("{who}, with {kind} alerts until {when}"), who=Named("U1"), kind="all", when=opens) == (
        Named("U1"),
        ", with all alerts until ",
        opens,
    )
