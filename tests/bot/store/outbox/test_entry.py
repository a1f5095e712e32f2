"""An entry's id is the same after any crash, and fits where it is kept."""

from __future__ import annotations

from bot.alerts.watchlist import Channel
from bot.store.outbox import delivery_id

HOME, AWAY = Channel("web", "home"), Channel("slack", "C1")


def test_a_delivery_id_fits_a_discord_nonce_and_differs_by_channel():
    assert len(delivery_id(HOME, "f")) == 20
    assert delivery_id(HOME, "f") != delivery_id(AWAY, "f")
    assert delivery_id(HOME, "f") == delivery_id(HOME, "f")
