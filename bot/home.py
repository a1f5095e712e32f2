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
from bot.cards import Action, Card, Fact, Form, Moment, Tone, Value
from bot.clock import Clock
from bot.commands import Caller
from bot.market.feeds import Health, HealthFeed
from bot.snoozing import shown
from bot.steps import steps_card
from bot.watchers import Kinds
from bot.words import listed, plural

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
        title="Your direct messages" if own else "A channel you set up",
        lead=f"Alerts cannot be told there: {broken.reason}" if broken else "",
        facts=(
            Fact("Watched", _symbols(kept)),
            Fact("Told", f"{heard} of {plural(len(kinds.names), 'kind')} of alert"),
            *((Fact("Quiet now", ("until ", Moment(until))),) if until is not None else ()),
            *((Fact("Snoozed", _snoozed(kept)),) if kept.silences else ()),
            *(
                Fact("Before" if at else "Last told", (f"{one.card.title}, ", Moment(one.at)))
                for at, one in enumerate(told)
            ),
        ),
        actions=(
            Action("Watchlist", "watchlist"),
            Action("Settings", "alerts"),
            *((Action("What is snoozed", "snoozed"),) if kept.silences else ()),
            Action("Set up", "start"),
        ),
        tone=Tone.TROUBLE if broken else Tone.NOTE,
    )


def _symbols(kept: Watchlist) -> str:
    if not kept.tickers:
        return "nothing yet; write /watch APLD RKLB there"
    more = len(kept.tickers) - _SYMBOLS
    return listed([*(one.symbol for one in kept.tickers[:_SYMBOLS]), *([f"{more} more"] if more > 0 else [])])


def _snoozed(kept: Watchlist) -> Value:
    ordered = sorted(kept.silences, key=lambda one: one.until)
    parts: list[str | Moment] = []
    for one in ordered[:_SNOOZES]:
        parts += [f"{'; ' if parts else ''}{shown(one)} until ", Moment(one.until)]
    more = len(ordered) - _SNOOZES
    return (*parts, *([f"; and {more} more"] if more > 0 else []))


def _health_card(sources: Sequence[Health], broken: Sequence[Broken], more: int) -> Card:
    lost = [one for one in sources if one.failing_since]
    said = [f"{one.source} does not answer." for one in lost]
    if broken:
        said.append(f"{plural(len(broken), 'place')} of yours cannot be written to; nothing is lost, its alerts wait.")
    return Card(
        title="Minnow has trouble" if said else "Minnow is well",
        lead=" ".join(said),
        facts=(
            *(Fact(one.source, _answered(one)) for one in sources),
            *((Fact("Not shown", plural(more, "more channel")),) if more > 0 else ()),
        ),
        actions=(Action("More about this", "status"), Action("Help", "help")),
        tone=Tone.TROUBLE if said else Tone.NOTE,
    )


def _answered(one: Health) -> Value:
    if one.failing_since is not None:
        return (f"{one.trouble or 'does not answer'}, since ", Moment(one.failing_since))
    return ("last answered ", Moment(one.answered_at, Form.AGE)) if one.answered_at is not None else "not asked yet"
