"""What people of a channel wrote on its stocks: a note with its owner, and price levels of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.alerts.crossing import Line, place
from bot.alerts.episode import Episode
from bot.alerts.watchlist import Channel
from bot.market.quote import Quote
from bot.market.ticker import Ticker
from bot.words import clipped, day, money, say

NOTE, LEVEL = "note:", "level:"  # settings of one stock: "note:APLD", "level:APLD above 40"
KIND = "price_level"  # of the alerts and episodes of levels
RESTS = "rests"  # the side of a level from before a split, until it is set again
LONGEST_NOTE = 200  # characters
LOWEST, HIGHEST = 0.0001, 1_000_000.0  # prices, in the currency of the quote
Way = Literal["above", "below"]

_PARTED = "\x1f"
_PRICE = re.compile(r"[$€£]?\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")
_CHANNEL = re.compile(r"<#([\w-]{1,80})(?:\|([^<>|]{0,80}))?>")
_JOINER = "\u200d"  # holds an emoji together


def is_mark(setting: str) -> bool:
    """Whether a setting is about one stock; the others say how a channel is told."""
    return setting.startswith((NOTE, LEVEL))


def cleaned(text: str) -> str:
    """Text in one line, without the characters that are not seen (controls, half a character, turns of direction).

    A mention of a channel becomes its name, where the platform tells it, for its token would be read as it is.
    """
    named = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    seen = "".join(one if one.isprintable() or one == _JOINER else " " for one in named)
    return " ".join(seen.split())


@dataclass(frozen=True)
class Note:
    """A line about a stock; ``owner`` is a user id, ``name`` only for showing."""

    text: str
    owner: str
    name: str = ""

    @classmethod
    def read(cls, word: str) -> Note:
        """From a word as it is kept; never fails, for an alert waits for it."""
        owner, _, rest = word.partition(_PARTED)
        name, _, text = rest.partition(_PARTED)
        return cls(text, owner, name)

    @property
    def word(self) -> str:
        return _PARTED.join((cleaned(self.owner), cleaned(self.name), cleaned(self.text)))

    @property
    def said(self) -> str:
        """``“buy zone 8-9” (ann)``."""
        return f"“{self.text}” ({clipped(self.name or self.owner, 40)})"


def note_on(ticker: object) -> str:
    """The setting of a stock's note."""
    return f"{NOTE}{ticker}"


@dataclass(frozen=True, kw_only=True)
class PriceLevel:
    """A channel wants to hear when ``ticker`` goes above, or below, ``price`` (in the currency of its quote).

    ``since`` is the session in which it was set: what a price level says ends with a split after it.
    """

    channel: Channel
    ticker: Ticker
    way: Way
    price: float
    since: date
    by: str
    name: str = ""

    @classmethod
    def read(cls, channel: Channel, setting: str, word: str) -> PriceLevel:
        """From a setting and its word as they are kept."""
        symbol, way, price = setting.removeprefix(LEVEL).split()
        since, by, name = word.split(_PARTED, 2)
        return cls(
            channel=channel,
            ticker=Ticker(symbol),
            way="above" if way == "above" else "below",
            price=float(price),
            since=date.fromisoformat(since),
            by=by,
            name=name,
        )

    @property
    def what(self) -> str:
        """``above 40``."""
        return f"{self.way} {_plain(self.price)}"

    @property
    def setting(self) -> str:
        return f"{LEVEL}{self.ticker} {self.what}"

    @property
    def word(self) -> str:
        return _PARTED.join((self.since.isoformat(), cleaned(self.by), cleaned(self.name)))

    @property
    def who(self) -> str:
        return clipped(self.name or self.by, 40)

    @property
    def line(self) -> Line:
        return Line(KIND, self.ticker.symbol, f"{self.what} {self.channel}", self.price)

    def is_past(self, price: float) -> bool:
        """Whether a price is on the far side already; right on the level it is not."""
        return price > self.price if self.way == "above" else price < self.price

    def begins(self, quote: Quote) -> Episode:
        """Where a level that was just set begins.

        On the near side any price past it is a crossing. On the far side the price first has to come back past the
        band, or to leave it.
        """
        near: Way = "below" if self.way == "above" else "above"
        side = place(quote.price, self.price) if self.is_past(quote.price) else near
        return self.line.begins(side, quote)

    def told(self, currency: str | None) -> str:
        """``above $40.00``."""
        price = money(self.price, currency)
        return say("above {price}", price=price) if self.way == "above" else say("below {price}", price=price)


def _plain(price: float) -> str:
    """Four decimals at most, none that say nothing: ``40``, ``5.5``."""
    return f"{price:.4f}".rstrip("0").rstrip(".")


def price_of(text: str) -> float:
    """What a person wrote as a price: ``$1,234.50``, ``.85``. ValueError in one sentence."""
    found = _PRICE.fullmatch(text.strip())
    price = round(float(found[1].replace(",", "")), 4) if found else 0.0
    if not LOWEST <= price <= HIGHEST:
        shown = clipped(cleaned(text), 20)
        raise ValueError(
            say(
                "“{typed}” is not a price; write a number such as 40 or 5.50, up to {highest:,.0f}.",
                typed=shown,
                highest=HIGHEST,
            )
        )
    return price


@dataclass(frozen=True)
class Marks:
    """All marks of one channel; levels by stock, then by price."""

    notes: Mapping[Ticker, Note] = field(default_factory=dict)
    levels: tuple[PriceLevel, ...] = ()

    @classmethod
    def read(cls, channel: Channel, words: Mapping[str, str]) -> Marks:
        notes = {Ticker(name.removeprefix(NOTE)): Note.read(word) for name, word in words.items() if _is_note(name)}
        levels = [PriceLevel.read(channel, name, word) for name, word in words.items() if name.startswith(LEVEL)]
        return cls(notes, tuple(sorted(levels, key=lambda one: (one.ticker, one.price, one.way))))

    def levels_of(self, ticker: Ticker) -> tuple[PriceLevel, ...]:
        return tuple(one for one in self.levels if one.ticker == ticker)


def _is_note(setting: str) -> bool:
    return setting.startswith(NOTE)


def mark_said(setting: str, word: str) -> str:
    """A mark's word as people read it in the history: “set by ann on 25 November 2026”."""
    if _is_note(setting):
        return Note.read(word).said
    since, by, name = word.split(_PARTED, 2)
    return say("set by {name} on {day}", name=clipped(name or by, 40), day=day(date.fromisoformat(since)))
