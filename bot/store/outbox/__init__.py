"""The outbox and the notification log: steps 2 to 5 of sending once, each one script."""

from bot.store.outbox.entry import delivery_id
from bot.store.outbox.outbox import RedisOutbox

__all__ = ["RedisOutbox", "delivery_id"]
