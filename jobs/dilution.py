"""Dilution: a company makes room to sell shares, is cleared to sell, sells, or sold without registration."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import NAME, unseen
from bot.cards import Card, Fact, Link, Moment, Origin, Tone, Value
from bot.clock import Clock
from bot.market.feeds import FactsFeed, FilingFeed, HistoryFeed, NoAnswer
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.quote import Split
from bot.market.reported_fact import ReportedFact
from bot.market.share_count import ShareCount, share_count
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import count, day, later, listed, percent, said, say, say_n

PRIVATE_SALE = "3.02"  # item of an 8-K
PROGRAMME = 12  # 424B2 a year from which on they are a bank's programme of notes, and no news
TRAIL = 4  # filings before it that a card names
NOT_DUE = say("not looked up: nothing about shares was filed lately")
RECENT = timedelta(days=10)  # a filing this young may be news, and its card shows how many shares there are


class Stage(StrEnum):
    """How far an offering is."""

    ROOM = later("room to sell (step 1 of 3: registered, then cleared, then sold)")
    CLEARED = later("cleared to sell (step 2 of 3: registered, then cleared, then sold)")
    SELLING = later("selling (step 3 of 3: registered, then cleared, then sold)")
    RESALE = later("holders may sell theirs")
    PRIVATE = later("sold without registration")


@dataclass(frozen=True)
class Paper:
    """What a form stands for: a title to be filled and a sentence; ``is_light`` where it often dilutes nobody."""

    stage: Stage
    title: str
    says: str
    is_light: bool = False


_SHELF = Paper(
    Stage.ROOM,
    later("{ticker} registers securities for sale ({form})"),
    say(
        "A shelf registration: once it is in effect, shares may be sold from it in parts, at any time within "
        "three years."
    ),
)
_AUTOMATIC = Paper(
    Stage.ROOM,
    later("{ticker} registers securities for sale ({form})"),
    say(
        "An automatic shelf registration: it is in effect at once, and shares may be sold from it without a "
        "further step."
    ),
)
_OFFERING = Paper(
    Stage.ROOM,
    later("{ticker} registers an offering ({form})"),
    say("A registration of one offering, by the company or by holders; nothing may be sold before it is in effect."),
)
_PRICED = Paper(
    Stage.SELLING,
    later("{ticker} sells securities ({form})"),
    say("The final prospectus of an offering: what is sold, how much, and at what price."),
)
PAPERS: Mapping[str, Paper] = {
    **dict.fromkeys(("S-3", "F-3"), _SHELF),
    **dict.fromkeys(("S-3ASR", "F-3ASR"), _AUTOMATIC),
    **dict.fromkeys(("S-1", "F-1"), _OFFERING),
    "EFFECT": Paper(
        Stage.CLEARED,
        later("{ticker} is cleared to sell ({form})"),
        say("The SEC declared a registration effective: from now on what it registers may be sold."),
    ),
    **dict.fromkeys(("424B1", "424B4"), _PRICED),
    "424B5": Paper(
        Stage.SELLING,
        later("{ticker} sells securities from its shelf ({form})"),
        say("A prospectus supplement: securities are sold from the shelf, in one block or at the market over time."),
    ),
    "424B2": Paper(
        Stage.SELLING,
        later("{ticker} sells securities from its shelf ({form})"),
        say("A prospectus supplement of a kind that is often about notes, which dilute nobody; so it weighs less."),
        is_light=True,
    ),
    "424B3": Paper(
        Stage.RESALE,
        later("{ticker} updates a prospectus ({form})"),
        say(
            "A prospectus that is often about holders who sell theirs, or an exchange, and then creates no new "
            "shares; so it weighs less."
        ),
        is_light=True,
    ),
    "424B7": Paper(
        Stage.RESALE,
        later("{ticker} names holders who may sell ({form})"),
        say("A prospectus supplement about holders who sell theirs; that creates no new shares, so it weighs less."),
        is_light=True,
    ),
}
_PRIVATE = Paper(
    Stage.PRIVATE,
    later("{ticker} sold equity without registration ({form})"),
    say("A report of an unregistered sale of equity: a private placement, a conversion, or shares given in payment."),
)


@dataclass(frozen=True)
class Seen:
    """A year of filings, and how many shares there are, or why that is not known."""

    ticker: Ticker
    filings: tuple[Filing, ...]
    shares: ShareCount | str = NOT_DUE


@dataclass(frozen=True)
class Offered:
    """A filing to tell, those of the offering before it (newest first), and how many older ones stay untold."""

    filing: Filing
    before: tuple[Filing, ...]
    shares: ShareCount | str
    left_out: int = 0


async def ask(ticker: Ticker, *, filings: FilingFeed, facts: FactsFeed, histories: HistoryFeed, clock: Clock) -> Seen:
    """A year of filings; share counts only beside a recent one. Raises Missing for an unknown ticker, Unavailable."""
    told, now = tuple(await filings.filings(ticker)), clock.now()
    if all(one.accepted < now - RECENT for one in about_shares(told)):
        return Seen(ticker, told)
    return Seen(ticker, told, await _shares(ticker, facts, histories, now))


async def _shares(ticker: Ticker, facts: FactsFeed, histories: HistoryFeed, now: datetime) -> ShareCount | str:
    try:
        reported, history = await asyncio.gather(facts.facts(ticker), histories.history(ticker))
    except NoAnswer as why:
        return str(why)
    if not history.candles:
        return say("its splits are not known")
    return share_count(reported, history.splits, history.candles[0].day, now.astimezone(NEW_YORK).date())


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Offered]:
    """An alert a filing, known by its accession number; see ``unseen`` for the episode."""
    offering = about_shares(seen.filings)
    new = unseen(WATCHER.name, seen.ticker.symbol, offering, episodes.get(NAME), now)
    happened = tuple(
        Occurrence(
            name=one.accession,
            about=seen.ticker.symbol,
            at=min(one.accepted, now),
            what=Offered(one, _before(one, offering), seen.shares, new.left_out if one is new.filings[0] else 0),
            severity=Severity.QUIET if paper(one).is_light or one.is_amendment else Severity.NORMAL,
        )
        for one in new.filings
    )
    return Judgement(happened, () if new.after is None else (new.after,))


def about_shares(filings: Sequence[Filing]) -> Sequence[Filing]:
    """Those that make, clear, sell or sold shares; without the 424B2 of a company that files them by the dozen."""
    is_programme = sum(one.root == "424B2" for one in filings) >= PROGRAMME
    return [
        one
        for one in filings
        if (one.root in PAPERS and not (is_programme and one.root == "424B2")) or _is_private_sale(one)
    ]


def paper(filing: Filing) -> Paper:
    """What a filing of ``about_shares`` stands for."""
    return _PRIVATE if _is_private_sale(filing) else PAPERS[filing.root]


def _is_private_sale(filing: Filing) -> bool:
    return filing.root == "8-K" and PRIVATE_SALE in filing.items


def _before(filing: Filing, offering: Sequence[Filing]) -> tuple[Filing, ...]:
    older = [one for one in offering if one.accepted < filing.accepted]
    return tuple(sorted(older, key=lambda one: one.accepted, reverse=True)[:TRAIL])


def word(what: Offered) -> Card:
    """The form, the stage of the offering, and the way there; what is sold for how much is in the paper alone."""
    filing, told = what.filing, paper(what.filing)
    return Card(
        title=said(told.title, ticker=filing.ticker, form=filing.form),
        lead=f"{say('An amendment.')} {told.says}" if filing.is_amendment else told.says,
        facts=(
            *((Fact(say("Company"), filing.company),) if filing.company else ()),
            Fact(say("Filing"), (Link(filing.form, filing.link), say(", accepted "), Moment(filing.accepted))),
            Fact(say("Stage"), said(told.stage.value)),
            Fact(say("Before it"), _trail(what.before)),
            Fact(say("Shares outstanding"), _counted(what.shares)),
            *(
                (Fact(say("Not told one by one"), say_n("{n} older filing", "{n} older filings", what.left_out)),)
                if what.left_out
                else ()
            ),
        ),
        origins=(Origin.of(filing),),
        tone=Tone.NOTE if told.is_light or filing.is_amendment else Tone.RISK,
        note=say(
            "By the form alone; how much is sold, and whether it is shares, is in the paper. Information, not advice."
        ),
    )


def _trail(before: Sequence[Filing]) -> Value:
    if not before:
        return say("nothing of this kind within a year")
    parts: list[str | Link] = []
    for one in before:
        parts += [say(", ") if parts else "", Link(one.form, one.link), say(" of {day}", day=day(one.filed))]
    return tuple(part for part in parts if part)


def _counted(shares: ShareCount | str) -> str:
    """Both counts with their days, the earlier one in shares of today: a reverse split is no buyback."""
    if isinstance(shares, str):
        return say("not compared: {why}", why=shares.rstrip("."))
    now, before = _count(shares.after, shares.after.value), _count(shares.before, shares.before_adjusted)
    change = percent(shares.change, signed=True)
    if not shares.splits:
        return say(
            "{now}; before: {before}; {change}. What this filing sells is not in it yet",
            now=now,
            before=before,
            change=change,
        )
    return say(
        "{now}; before: {before}, {splits} counted in; {change}. What this filing sells is not in it yet",
        now=now,
        before=before,
        splits=listed([_split(one) for one in shares.splits]),
        change=change,
    )


def _count(fact: ReportedFact, value: float) -> str:
    return say(
        "{amount} on {day} ({form} filed {filed})",
        amount=count(value),
        day=day(fact.end),
        form=fact.form,
        filed=day(fact.filed),
    )


def _split(split: Split) -> str:
    if split.ratio >= 1:
        return say("the {ratio:g}-for-1 split of {day}", ratio=split.ratio, day=day(split.day))
    return say("the 1-for-{ratio:g} split of {day}", ratio=1 / split.ratio, day=day(split.day))


WATCHER = Watcher(
    name="dilution",
    summary=say("a company registers shares, is cleared to sell, sells, or sold without registration"),
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
