"""The whole program over a real store and a market that says what a test tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.alerts.alert import Alert
from bot.alerts.ports import Delivery, Notifier, NotifyError
from bot.alerts.watchlist import Channel
from bot.app import Minnow, Store, assemble
from bot.cards import Card
from bot.commands import Caller
from bot.demo.play import FEEDS
from bot.dialogs import Dialog, Wrong
from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.filing import Filing
from bot.market.hours import closes, sessions_after
from bot.market.labor import LaborMarket
from bot.market.price_target import PriceTarget
from bot.market.quote import Quote
from bot.market.readings import Readings
from bot.market.short_interest import FloatShares, ShortInterest, days_to_cover
from bot.market.ticker import Ticker
from bot.rating.decision import last_close
from bot.settings import read_settings
from bot.sources.recorded import Recorded
from bot.store.episodes import RedisEpisodes
from bot.store.ledger import RedisLedger
from bot.store.memory import RedisKept, RedisRoundLog, RedisShelf, RedisTranscript
from bot.store.milestones import RedisMilestones
from bot.store.outbox import RedisOutbox
from bot.store.server import Server
from bot.store.thesis import RedisThesisBook
from bot.store.watchlists import RedisWatchlists
from bot.store.wishes import RedisWishBook
from tests.company import company

SOURCE = "Test market"


class SetClock:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


async def may_not() -> bool:
    """What a platform says of a person who does not manage the channel."""
    return False


class NoPlan:
    """A program whose scheduler does not run."""

    def next_runs(self) -> dict[str, datetime]:
        return {}


class Inbox:
    """A platform that keeps what it was sent, and refuses when it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[Channel, Card]] = []
        self.updated: list[tuple[str, Alert | None]] = []
        self.deleted: set[str] = set()
        self.refusals: list[NotifyError] = []

    async def send(self, delivery: Delivery) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append((delivery.channel, delivery.alert.card))
        return str(len(self.sent))

    async def update(self, delivery: Delivery) -> bool:
        if delivery.follows in self.deleted:
            return False
        self.updated.append((delivery.follows, delivery.living))
        return True

    async def find(self, delivery: Delivery) -> str | None:
        return None

    def titles(self, channel: Channel) -> list[str]:
        return [card.title for where, card in self.sent if where == channel]


class Club:
    """People in a channel, the market they watch, and the program between them."""

    def __init__(self, server: Server, at: datetime) -> None:
        self.clock, self.market, self.inbox = SetClock(at), Recorded(SOURCE), Inbox()
        store = Store(
            server, None, RedisWatchlists(server, self.clock), RedisEpisodes(server), RedisOutbox(server),
            RedisRoundLog(server), RedisShelf(server), RedisKept(server), RedisTranscript(server),
            RedisWishBook(server),
            RedisLedger(server), RedisMilestones(server), RedisThesisBook(server),
        )  # fmt: skip
        self.minnow: Minnow = assemble(
            read_settings({}), store, dict.fromkeys(FEEDS, self.market), self.clock, NoPlan()
        )
        self.channel = Channel("web", "home")

    async def type(self, line: str, *, user: str = "ann", channel: Channel | None = None) -> Card:
        """The answer to a typed line."""
        answer = await self.minnow.commands.answer(line, Caller(channel or self.channel, user, user))
        return answer.card if isinstance(answer, Dialog) else answer

    async def press(self, card: Card, label: str, *, user: str = "ann") -> Card:
        """The answer to a pressed button of a card, or to a choice in its menu."""
        choices = card.menu.choices if card.menu else ()
        return await self.type(next(one.line for one in (*card.actions, *choices) if one.label == label), user=user)

    async def open(self, line: str, *, user: str = "ann") -> Dialog:
        """The dialog that a typed line opens."""
        answer = await self.minnow.commands.answer(line, Caller(self.channel, user, user))
        assert isinstance(answer, Dialog), answer
        return answer

    async def submit(self, dialog: Dialog, *, user: str = "ann", **filled: str | Sequence[str]) -> Card | Wrong:
        """The answer to a dialog, its other fields left as they were; a word, or several, by field."""
        given = {field.name: list(field.value) for field in dialog.fields}
        given |= {name: [words] if isinstance(words, str) else list(words) for name, words in filled.items()}
        caller = Caller(self.channel, user, user)
        return await self.minnow.commands.submit(dialog.command, dialog.about, given, caller)

    async def round(self, watcher: str) -> list[str]:
        """A round and its deliveries; the titles that arrived in the channel by it."""
        before = len(self.inbox.titles(self.channel))
        await self.minnow.rounds.run(self.minnow.watchers[watcher])
        await self.deliver(self.inbox)
        return self.inbox.titles(self.channel)[before:]

    async def deliver(self, notifier: Notifier) -> None:
        """What is due for the channel goes out by this notifier."""
        await self.minnow.dispatcher({self.channel.platform: notifier}, "worker").drain()

    def price(self, symbol: str, price: float, *, before: float | None = None, name: str = "") -> None:
        self.market.tell(
            Quote(
                ticker=Ticker(symbol), price=price, previous_close=before, currency="USD", volume=1_000, name=name,
                as_of=self.clock.now(), source=SOURCE,
            )
        )  # fmt: skip

    def target(self, symbol: str, mean: float, *, analysts: int = 5) -> None:
        self.market.tell(
            PriceTarget(
                ticker=Ticker(symbol), mean=mean, median=None, high=3 * mean, low=mean / 3, analysts=analysts,
                currency="USD", as_of=self.clock.now(), source=SOURCE,
            )
        )  # fmt: skip

    def short(self, symbol: str, settlement: datetime, shares: int, previous: int, *, volume: int = 1_000_000) -> None:
        self.market.tell(
            ShortInterest(
                ticker=Ticker(symbol), settlement=settlement.date(), shares=shares, previous_shares=previous,
                average_volume=volume, days_to_cover=days_to_cover(shares, volume),
                as_of=datetime.combine(settlement, time(), UTC), source=SOURCE,
            )
        )  # fmt: skip

    def rates(self, effective: float, december: float) -> None:
        """Monthly averages that go evenly from the effective rate to that of December, and the rate itself, percent."""
        today = self.clock.now().date()
        months = [date(today.year, month, 1) for month in range(today.month, 13)]
        step = (december - effective) / max(len(months) - 1, 1)
        prices = tuple((month, round(100 - effective - step * place, 4)) for place, month in enumerate(months))
        self.market.tell(
            FedFundsFutures(as_of=self.clock.now(), source=SOURCE, prices=prices),
            EffectiveRate(
                as_of=datetime.combine(today - timedelta(days=1), time(), UTC), source=SOURCE,
                day=today - timedelta(days=1), percent=effective,
            ),
        )  # fmt: skip

    def series(self, name: str, points: Sequence[tuple[date, float]], unit: str = "") -> None:
        """A series of FRED by its name, or a fund's adjusted closes by its symbol."""
        self.market.tell(Readings(as_of=self.clock.now(), source=SOURCE, name=name, points=tuple(points), unit=unit))

    def labor(self, before: Sequence[tuple[date, float]] = (), **series: Sequence[tuple[date, float]]) -> None:
        """``payrolls``, ``unemployment``, ``earnings`` and ``openings`` by month, and payrolls as told ``before``."""
        told = {name: self._readings(name, points) for name, points in series.items()}
        self.market.tell_labor(
            LaborMarket(**told, payrolls_before=self._readings("payrolls", before) if before else None)
        )

    def _readings(self, name: str, points: Sequence[tuple[date, float]]) -> Readings:
        return Readings(as_of=self.clock.now(), source=SOURCE, name=name, points=tuple(points))

    def know(self, symbol: str, **changed: Any) -> None:
        """What is known of a company from now on: see tests/company.py."""
        self.market.tell_profile(Ticker(symbol), company(self.clock.now(), **changed))

    async def next_close(self, symbol: str, **changed: Any) -> list[str]:
        """Two hours after the next close, with these figures: what the round of ratings brings."""
        self.clock.at = closes(sessions_after(last_close(self.clock.at), 1)) + timedelta(hours=2)
        self.know(symbol, **changed)
        return await self.round("rating_change")

    def floating(self, symbol: str, shares: int) -> None:
        self.market.tell(FloatShares(ticker=Ticker(symbol), shares=shares, as_of=self.clock.now(), source=SOURCE))

    def filing(self, symbol: str, form: str, *items: str, number: int, company: str = "") -> None:
        """A paper that the SEC accepts now; ``number`` tells it from others."""
        self.market.tell(
            Filing(
                ticker=Ticker(symbol), accession=f"0000000000-26-{number:06d}", form=form, items=items, company=company,
                accepted=self.clock.now(), filed=self.clock.now().date(), link=f"https://www.sec.gov/{number}.htm",
            )
        )  # fmt: skip


def facts(card: Card) -> dict[str, object]:
    """The facts of a card by name."""
    return {fact.name: fact.value for fact in card.facts}


def rows(card: Card) -> Sequence[tuple[object, ...]]:
    return card.table.rows if card.table else ()
