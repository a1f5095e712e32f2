"""A delivery is new once, and only the last ones are remembered."""

import pytest

from bot.platforms.slack import once
from bot.platforms.slack.once import Once


def test_a_delivery_is_new_once():
    seen = Once()

    assert [seen.is_new(key) for key in ("a", "b", "a")] == [True, True, False]
    assert "a" in seen


def test_what_has_no_name_is_always_new():
    seen = Once()

    assert [seen.is_new(""), seen.is_new("")] == [True, True]


@pytest.mark.parametrize("most", [1, 3])
def test_only_the_last_are_remembered(monkeypatch, most):
    monkeypatch.setattr(once, "REMEMBERED", most)
    seen = Once()
    for number in range(8):
        seen.is_new(str(number))

    assert [str(number) in seen for number in range(8)] == [False] * (8 - most) + [True] * most
