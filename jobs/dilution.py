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
from bot.words import count, day, listed, percent, plural

PRIVATE_SALE = "3.02"  # item of an 8-K
PROGRAMME = 12  # 424B2 a year from which on they are a bank's programme of notes, and no news
TRAIL = 4  # filings before it that a card names
RECENT = timedelta(days=10)  # a filing this young may be news, and its card shows how many shares there are


class Stage(StrEnum):
    """How far an offering is."""

    ROOM = "room to sell (step 1 of 3: registered, then cleared, then sold)"
    CLEARED = "cleared to sell (step 2 of 3: registered, then cleared, then sold)"
    SELLING = "selling (step 3 of 3: registered, then cleared, then sold)"
    RESALE = "holders may sell theirs"
    PRIVATE = "sold without registration"


@dataclass(frozen=True)
class Paper:
    """What a form stands for: a title's words and a sentence; ``is_light`` where it often dilutes nobody."""

    stage: Stage
    title: str
    says: str
    is_light: bool = False


_SHELF = Paper(
    Stage.ROOM,
    "registers securities for sale",
    "A shelf registration: once it is in effect, shares may be sold from it in parts, at any time within three years.",
)
_AUTOMATIC = Paper(
    Stage.ROOM,
    "registers securities for sale",
    "An automatic shelf registration: it is in effect at once, and shares may be sold from it without a further step.",
)
_OFFERING = Paper(
    Stage.ROOM,
    "registers an offering",
    "A registration of one offering, by the company or by holders; nothing may be sold before it is in effect.",
)
_PRICED = Paper(
    Stage.SELLING, "sells securities", "The final prospectus of an offering: what is sold, how much, and at what price."
)
PAPERS: Mapping[str, Paper] = {
    **dict.fromkeys(("S-3", "F-3"), _SHELF),
    **dict.fromkeys(("S-3ASR", "F-3ASR"), _AUTOMATIC),
    **dict.fromkeys(("S-1", "F-1"), _OFFERING),
    "EFFECT": Paper(
        Stage.CLEARED,
        "is cleared to sell",
        "The SEC declared a registration effective: from now on what it registers may be sold.",
    ),
    **dict.fromkeys(("424B1", "424B4"), _PRICED),
    "424B5": Paper(
        Stage.SELLING,
        "sells securities from its shelf",
        "A prospectus supplement: securities are sold from the shelf, in one block or at the market over time.",
    ),
    "424B2": Paper(
        Stage.SELLING,
        "sells securities from its shelf",
        "A prospectus supplement of a kind that is often about notes, which dilute nobody; so it weighs less.",
        is_light=True,
    ),
    "424B3": Paper(
        Stage.RESALE,
        "updates a prospectus",
        "A prospectus that is often about holders who sell theirs, or an exchange, and then creates no new shares; "
        "so it weighs less.",
        is_light=True,
    ),
    "424B7": Paper(
        Stage.RESALE,
        "names holders who may sell",
        "A prospectus supplement about holders who sell theirs; that creates no new shares, so it weighs less.",
        is_light=True,
    ),
}
_PRIVATE = Paper(
    Stage.PRIVATE,
    "sold equity without registration",
    "A report of an unregistered sale of equity: a private placement, a conversion, or shares given in payment.",
)


@dataclass(frozen=True)
class Seen:
    """A year of filings, and how many shares there are, or why that is not known."""

    ticker: Ticker
    filings: tuple[Filing, ...]
    shares: ShareCount | str = "not looked up: nothing about shares was filed lately"


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
        return "its splits are not known"
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
    amends = "An amendment. " if filing.is_amendment else ""
    return Card(
        title=f"{filing.ticker} {told.title} ({filing.form})",
        lead=f"{amends}{told.says}",
        facts=(
            *((Fact("Company", filing.company),) if filing.company else ()),
            Fact("Filing", (Link(filing.form, filing.link), ", accepted ", Moment(filing.accepted))),
            Fact("Stage", told.stage.value),
            Fact("Before it", _trail(what.before)),
            Fact("Shares outstanding", _counted(what.shares)),
            *((Fact("Not told one by one", f"{plural(what.left_out, 'older filing')}"),) if what.left_out else ()),
        ),
        origins=(Origin.of(filing),),
        tone=Tone.NOTE if told.is_light or filing.is_amendment else Tone.RISK,
        note="By the form alone; how much is sold, and whether it is shares, is in the paper. Information, not advice.",
    )


def _trail(before: Sequence[Filing]) -> Value:
    if not before:
        return "nothing of this kind within a year"
    parts: list[str | Link] = []
    for one in before:
        parts += [", " if parts else "", Link(one.form, one.link), f" of {day(one.filed)}"]
    return tuple(part for part in parts if part)


def _counted(shares: ShareCount | str) -> str:
    """Both counts with their days, the earlier one in shares of today: a reverse split is no buyback."""
    if isinstance(shares, str):
        return f"not compared: {shares.rstrip('.')}"
    splits = f", {listed([_split(one) for one in shares.splits])} counted in" if shares.splits else ""
    return (
        f"{_count(shares.after, shares.after.value)}; before: {_count(shares.before, shares.before_adjusted)}{splits}; "
        f"{percent(shares.change, signed=True)}. What this filing sells is not in it yet"
    )


def _count(fact: ReportedFact, value: float) -> str:
    return f"{count(value)} on {day(fact.end)} ({fact.form} filed {day(fact.filed)})"


def _split(split: Split) -> str:
    ratio = f"{split.ratio:g}-for-1" if split.ratio >= 1 else f"1-for-{1 / split.ratio:g}"
    return f"the {ratio} split of {day(split.day)}"


WATCHER = Watcher(
    name="dilution",
    summary="a company registers shares, is cleared to sell, sells, or sold without registration",
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
