"""One delivery told to its platform: with its channel's note, as an update, looked up where in doubt, or sent."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from bot.alerts.alert import Alert
from bot.alerts.marks import Note, note_on
from bot.alerts.ports import Delivery, Notifier, NotifyError, WishBook
from bot.cards import Fact
from bot.words import say

log = logging.getLogger(__name__)

SEND_LIMIT = 12.0  # seconds for one send, look-up included


async def noted(book: WishBook, delivery: Delivery) -> Delivery:
    """The delivery with what its channel noted on the stock; the alert is one for all, its note is not.

    Raises StoreAway.
    """
    alert, root = delivery.alert, delivery.living
    about = root.about if root is not None else alert.about
    word = await book.word(delivery.channel, note_on(about)) if about else ""
    if not word:
        return delivery
    note = Fact(say("Note here"), Note.read(word).said)
    return replace(delivery, alert=_with(alert, note), living=_with(root, note) if root is not None else None)


async def tell(notifier: Notifier, delivery: Delivery) -> tuple[str, bool]:
    """The message that tells it, and whether it stands anew in the place of the one that was followed.

    Raises NotifyError, whatever went wrong; in doubt where the platform may have accepted it.
    """
    try:
        async with asyncio.timeout(SEND_LIMIT):
            return await _told(notifier, delivery)
    except TimeoutError:
        raise NotifyError(f"no answer in {SEND_LIMIT:.0f} s", doubtful=True) from None
    except NotifyError:
        raise
    except Exception as error:
        log.exception("delivery %s to %s: a fault of ours", delivery.id, delivery.channel)
        raise NotifyError(f"{type(error).__name__}", doubtful=True) from error


async def _told(notifier: Notifier, delivery: Delivery) -> tuple[str, bool]:
    """An update comes first: it may be repeated, and what is gone is posted again with all that happened since."""
    there = delivery.living is None or await notifier.update(delivery)
    if delivery.alert.stamps:
        return delivery.follows or "-", False
    if there or delivery.living is None:
        return await _find_or_send(notifier, delivery), False
    again = replace(delivery, alert=replace(delivery.alert, card=delivery.living.card), follows="")
    return await _find_or_send(notifier, again), True


async def _find_or_send(notifier: Notifier, delivery: Delivery) -> str:
    if delivery.doubtful:
        try:
            found = await notifier.find(delivery)
        except NotifyError as error:
            if not error.permanent:
                error.doubtful = True
                raise
            log.warning("%s: history cannot be read (%s); sent again", delivery.channel, error)
        else:
            if found is not None:
                return found
    return await notifier.send(delivery)


def _with(alert: Alert, fact: Fact) -> Alert:
    return replace(alert, card=replace(alert.card, facts=(*alert.card.facts, fact)))
