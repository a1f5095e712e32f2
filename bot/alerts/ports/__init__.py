"""What alerts need from the store and from the platforms, as contracts."""

from bot.alerts.ports.away import StoreAway
from bot.alerts.ports.channels import PriceLevels, Watchlists, WishBook
from bot.alerts.ports.delivery import Admission, Broken, Delivery, Explanation, Held
from bot.alerts.ports.outbox import Outbox
from bot.alerts.ports.platforms import Notifier, NotifyError, PlatformRefused, Transcript
from bot.alerts.ports.records import Episodes, RoundLog, RoundReport

__all__ = [
    "Admission",
    "Broken",
    "Delivery",
    "Episodes",
    "Explanation",
    "Held",
    "Notifier",
    "NotifyError",
    "Outbox",
    "PlatformRefused",
    "PriceLevels",
    "RoundLog",
    "RoundReport",
    "StoreAway",
    "Transcript",
    "Watchlists",
    "WishBook",
]
