"""Places that are no more: a week after they were found gone they are forgotten, with all that waits for them."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.alerts.ports import Outbox, Watchlists

log = logging.getLogger(__name__)

GONE_FOR = timedelta(days=7)


async def forget_gone(outbox: Outbox, watchlists: Watchlists, now: datetime) -> None:
    """Raises StoreAway."""
    for one in await outbox.broken():
        if one.gone and now - one.since >= GONE_FOR and await outbox.forget(one.channel):
            watched = (await watchlists.watchlist(one.channel)).tickers
            await watchlists.remove(one.channel, watched)
            log.info("%s has been gone for a week, and is forgotten", one.channel)
