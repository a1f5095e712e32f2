"""A mistyped word is offered what it most likely meant."""

from __future__ import annotations

from bot.commands import nearest


def test_the_nearest_names_are_near():
    assert nearest("wacth", ["watch", "unwatch", "help"]) == ["watch"]
    assert nearest("zzzzzz", ["watch", "help"]) == []
