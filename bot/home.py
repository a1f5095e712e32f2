"""What a person finds at home: how setting up stands, each place they look after, and how Minnow is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Alert
from bot.alerts.ports import Broken, Outbox, Watchlists, WishBook
from bot.alerts.setting import State
from bot.alerts.watchlist import Channel, Watchlist
from bot.alerts.wishes import Wishes
from bot.cards import Action, Card, Fact, Form, Moment, Piece, Tone, Value, placed
from bot.clock import Clock
from bot.commands import Caller
from bot.market.feeds import Health, HealthFeed
from bot.snoozing import shown
from bot.steps import steps_card
from bot.watchers import Kinds
from bot.words import later, listed, said, say, say_n

_PLACES = 8
_SYMBOLS = 15
_SNOOZES = 4
_ALERTS = 3


@dataclass(frozen=True)
class Part:
    """A card of the home, and the channel that its buttons are for; ``named``: the platform adds that one's name."""

    channel: Channel
    card: Card
    named: bool = False


async def home(
    caller: Caller,
    *,
    watchlists: Watchlists,
    book: WishBook,
    outbox: Outbox,
    health: HealthFeed,
    kinds: Kinds,
    clock: Clock,
) -> tuple[Part, ...]:
    """For the direct messages and the channels that this person set up. Raises StoreAway."""
    own = Channel.to_person(caller.channel.platform, caller.user)
    looked_after = [one for one in await watchlists.set_up_by(own.platform, caller.user) if one != own]
    places, more = [own, *looked_after[: _PLACES - 1]], len(looked_after) - _PLACES + 1
    wishes, broken = await book.wishes(places), {one.channel: one for one in await outbox.broken()}
    now = clock.now()
    steps = Part(own, await steps_card(own, watchlists, book, outbox, kinds))
    shown_places = [
        Part(
            place,
            _place_card(
                await watchlists.watchlist(place),
                wishes[place],
                await outbox.recent(place, _ALERTS),
                broken.get(place),
                kinds,
                now,
            ),
            named=True,
        )
        for place in places
    ]
    sources = await health.health()
    return (
        steps,
        *shown_places,
        Part(own, _health_card(sources, [broken[one] for one in places if one in broken], more)),
    )


def _place_card(
    kept: Watchlist, wishes: Wishes, told: Sequence[Alert], broken: Broken | None, kinds: Kinds, now: datetime
) -> Card:
    own = bool(kept.channel.person)
    heard = sum(wishes.state(kind) is not State.OFF for kind in kinds.names)
    until = wishes.quiet_until(now)
    return Card(
        title=say("Your direct messages") if own else say("A channel you set up"),
        lead=say("Alerts cannot be told there: {reason}", reason=broken.reason) if broken else "",
        facts=(
            Fact(say("Watched"), _symbols(kept)),
            Fact(
                say("Told"),
                say_n("{heard} of {n} kind of alert", "{heard} of {n} kinds of alert", len(kinds.names), heard=heard),
            ),
            *(
                (Fact(say("Quiet now"), placed(later("until {when}"), when=Moment(until))),)
                if until is not None
                else ()
            ),
            *((Fact(say("Snoozed"), _snoozed(kept)),) if kept.silences else ()),
            *(
                Fact(say("Before") if at else say("Last told"), (f"{one.card.title}, ", Moment(one.at)))
                for at, one in enumerate(told)
            ),
        ),
        actions=(
            Action(say("Watchlist"), "watchlist"),
            Action(say("Settings"), "alerts"),
            *((Action(say("What is snoozed"), "snoozed"),) if kept.silences else ()),
            Action(say("Set up"), "start"),
        ),
        tone=Tone.TROUBLE if broken else Tone.NOTE,
    )


def _symbols(kept: Watchlist) -> str:
    if not kept.tickers:
        return say("nothing yet; write /watch APLD RKLB there")
    more = len(kept.tickers) - _SYMBOLS
    return listed(
        [*(one.symbol for one in kept.tickers[:_SYMBOLS]), *([say("{more} more", more=more)] if more > 0 else [])]
    )


def _snoozed(kept: Watchlist) -> Value:
    ordered = sorted(kept.silences, key=lambda one: one.until)
    parts: list[Piece] = []
    for one in ordered[:_SNOOZES]:
        template = later("; {snoozed} until {when}") if parts else later("{snoozed} until {when}")
        parts += placed(template, snoozed=shown(one), when=Moment(one.until))
    more = len(ordered) - _SNOOZES
    return (*parts, *([say("; and {more} more", more=more)] if more > 0 else []))


def _health_card(sources: Sequence[Health], broken: Sequence[Broken], more: int) -> Card:
    lost = [one for one in sources if one.failing_since]
    trouble = [say("{source} does not answer.", source=said(one.source)) for one in lost]
    if broken:
        trouble.append(
            say_n(
                "{n} place of yours cannot be written to; nothing is lost, its alerts wait.",
                "{n} places of yours cannot be written to; nothing is lost, its alerts wait.",
                len(broken),
            )
        )
    return Card(
        title=say("Minnow has trouble") if trouble else say("Minnow is well"),
        lead=" ".join(trouble),
        facts=(
            *(Fact(said(one.source), _answered(one)) for one in sources),
            *((Fact(say("Not shown"), say_n("{n} more channel", "{n} more channels", more)),) if more > 0 else ()),
        ),
        actions=(Action(say("More about this"), "status"), Action(say("Help"), "help")),
        tone=Tone.TROUBLE if trouble else Tone.NOTE,
    )


def _answered(one: Health) -> Value:
    if one.failing_since is not None:
        trouble = one.trouble or say("does not answer")
        return placed(later("{trouble}, since {when}"), trouble=trouble, when=Moment(one.failing_since))
    if one.answered_at is None:
        return say("not asked yet")
    return placed(later("last answered {when}"), when=Moment(one.answered_at, Form.AGE))
