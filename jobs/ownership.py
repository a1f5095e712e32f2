"""Ownership: insiders buy (Form 4, code P), a holder reports five percent (13D, 13G), an institution's 13F changes."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from typing import TypeVar

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import LATE, unseen
from bot.cards import Action, Card, Fact, Form, Link, Origin, Piece, Table, Tone
from bot.clock import Clock
from bot.market import hours
from bot.market.feeds import AboutAnother, FilingFeed, InstitutionFeed, Missing, NoAnswer, OwnerFeed, Unavailable
from bot.market.filing import Filing
from bot.market.ownership import Holding, InsiderReport, Institutions, Purchase, StakeReport
from bot.market.ticker import Ticker
from bot.rating.rules import read_rules
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import count, day, listed, money, percent, plural

INSIDERS, STAKES, INSTITUTIONS = "insiders", "stakes", "institutions"  # the three episodes of a ticker
SCHEDULES = {"SC 13D", "SC 13G", "SCHEDULE 13D", "SCHEDULE 13G"}
RECENT = LATE  # papers this young may be news, and are read; each once
MOST = 30  # papers of a ticker read in a round
ROWS = 10  # purchases in a table
LARGE_CHANGE, LARGE_SHARE = 0.25, 0.01  # of an institution's own position; of the company
NOTE = "Information, not advice."

T = TypeVar("T")


@dataclass(frozen=True)
class Bought:
    """A Form 4 with purchases."""

    filing: Filing
    report: InsiderReport


@dataclass(frozen=True)
class Stake:
    """A Schedule 13D or 13G, with what it says or the sentence why that cannot be read."""

    filing: Filing
    report: StakeReport | str


@dataclass(frozen=True)
class Seen:
    """``papers`` are all of these forms in the list, or why there is no list; ``unread`` says why some are not read."""

    ticker: Ticker
    papers: tuple[Filing, ...] | str
    bought: tuple[Bought, ...]
    stakes: tuple[Stake, ...]
    institutions: Institutions | str
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Buying:
    """Forms of one day that report purchases, oldest first."""

    ticker: Ticker
    bought: tuple[Bought, ...]


@dataclass(frozen=True)
class Changed:
    """Institutions whose newest quarter is new to us and differs much from the one before."""

    seen: Institutions
    holdings: tuple[Holding, ...]


What = Buying | Stake | Changed


async def ask(
    ticker: Ticker, *, filings: FilingFeed, owners: OwnerFeed, holders: InstitutionFeed, clock: Clock
) -> Seen:
    """The list of filings, the young papers on it, and the day's list of institutions while the market is open.

    Raises Missing or Unavailable where neither list is had; without the SEC's contact institutions alone are told.
    """
    now = clock.now()
    filed = await _answer(filings.filings(ticker))
    institutions = await _answer(holders.institutions(ticker)) if hours.is_open(now) else Missing("not asked just now")
    if isinstance(filed, NoAnswer):
        if isinstance(institutions, NoAnswer):
            raise filed
        return Seen(ticker, str(filed), (), (), institutions)
    papers = tuple(one for one in filed if one.root == "4" or one.root in SCHEDULES)
    young = [one for one in papers if one.accepted > now - RECENT][:MOST]
    forms, schedules = ([one for one in young if (one.root == "4") is is_form] for is_form in (True, False))
    reports, stakes = await asyncio.gather(
        asyncio.gather(*(_answer(owners.insider_report(one)) for one in forms)),
        asyncio.gather(*(_answer(owners.stake_report(one)) for one in schedules)),
    )
    bought = [
        Bought(one, report)
        for one, report in zip(forms, reports, strict=True)
        if isinstance(report, InsiderReport) and report.purchases
    ]
    told = [
        Stake(one, str(stake) if isinstance(stake, NoAnswer) else stake)
        for one, stake in zip(schedules, stakes, strict=True)
        if not isinstance(stake, AboutAnother | Unavailable)
    ]
    unread = {str(why) for why in (*reports, *stakes) if isinstance(why, NoAnswer)}
    shown = str(institutions) if isinstance(institutions, NoAnswer) else institutions
    return Seen(ticker, papers, tuple(bought), tuple(told), shown, tuple(sorted(unread)))


async def _answer(question: Awaitable[T]) -> T | NoAnswer:
    try:
        return await question
    except NoAnswer as why:
        return why


def judge(seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[What]:
    """Three episodes: papers are known by their accession numbers, institutions by their name and quarter."""
    parts = (
        _judge_insiders(seen, episodes.get(INSIDERS), now),
        _judge_stakes(seen, episodes.get(STAKES), now),
        _judge_institutions(seen, episodes.get(INSTITUTIONS)),
    )
    return Judgement(
        tuple(one for part in parts for one in part.occurrences), tuple(one for part in parts for one in part.moved)
    )


def _judge_insiders(seen: Seen, known: Episode | None, now: datetime) -> Judgement[What]:
    """One alert for the forms of a day that are new in this look; amendments apart, for they repeat what was told."""
    if isinstance(seen.papers, str):
        return Judgement()
    forms = [one for one in seen.papers if one.root == "4"]
    told = forms if known is None else [one.filing for one in seen.bought]
    new = unseen(WATCHER.name, seen.ticker.symbol, told, known, now, name=INSIDERS, most=MOST)
    by_number = {one.filing.accession: one for one in seen.bought}
    groups = groupby(
        sorted(new.filings, key=lambda one: (one.filed, one.is_amendment)),
        key=lambda one: (one.filed, one.is_amendment),
    )
    happened = tuple(_bought(seen.ticker, tuple(by_number[one.accession] for one in group), now) for _, group in groups)
    return Judgement(happened, () if new.after is None else (new.after,))


def _bought(ticker: Ticker, bought: tuple[Bought, ...], now: datetime) -> Occurrence[What]:
    is_quiet = all(one.report.by_plan is True or one.filing.is_amendment for one in bought)
    return Occurrence(
        name=" ".join(one.filing.accession for one in bought),
        about=ticker.symbol,
        at=min(max(one.filing.accepted for one in bought), now),
        what=Buying(ticker, bought),
        severity=Severity.QUIET if is_quiet else Severity.NORMAL,
        size=round(_value(bought) or 0.0, 2),
    )


def _judge_stakes(seen: Seen, known: Episode | None, now: datetime) -> Judgement[What]:
    if isinstance(seen.papers, str):
        return Judgement()
    schedules = [one for one in seen.papers if one.root in SCHEDULES]
    told = schedules if known is None else [one.filing for one in seen.stakes]
    new = unseen(WATCHER.name, seen.ticker.symbol, told, known, now, name=STAKES)
    by_number = {one.filing.accession: one for one in seen.stakes}
    happened = tuple(
        Occurrence[What](
            name=one.accession,
            about=seen.ticker.symbol,
            at=min(one.accepted, now),
            what=by_number[one.accession],
            severity=Severity.NORMAL if _is_active(one) and not one.is_amendment else Severity.QUIET,
            size=round(100 * max(_shares(by_number[one.accession]), default=0.0), 2),
        )
        for one in new.filings
    )
    return Judgement(happened, () if new.after is None else (new.after,))


def _judge_institutions(seen: Seen, known: Episode | None) -> Judgement[What]:
    """The side holds a mark of each row seen, the level the newest quarter among them.

    A row of an older quarter that turns up later is no news: another one left the ten largest.
    """
    told = seen.institutions
    if isinstance(told, str) or (known is not None and told.as_of < known.seen_at):
        return Judgement()
    marks = {_mark(one): one for one in told.holdings}
    newest = max(one.period for one in told.holdings)
    side = " ".join(sorted(marks))
    if known is None:
        first = Episode(
            kind=WATCHER.name, about=seen.ticker.symbol, name=INSTITUTIONS, side=side,
            level=newest.toordinal(), value=len(marks), seen_at=told.as_of,
        )  # fmt: skip
        return Judgement(moved=(first,))
    before = set(known.side.split())
    new = [one for mark, one in marks.items() if mark not in before and one.period.toordinal() >= known.level]
    if not new:
        return Judgement()
    kept = before if newest.toordinal() <= known.level else set()  # within a quarter a row may leave and come back
    after = known.seen(
        side=" ".join(sorted({*marks, *kept})),
        level=max(newest.toordinal(), known.level),
        value=len(marks),
        at=told.as_of,
    )
    large = tuple(one for one in new if _is_large(one))
    if not large:
        return Judgement(moved=(after,))
    happened = Occurrence[What](
        name=f"13F {' '.join(sorted(map(_mark, large)))}",
        about=seen.ticker.symbol,
        at=told.as_of,
        what=Changed(told, large),
        severity=Severity.QUIET,
        size=round(100 * max(abs(one.change or 0.0) for one in large), 1),
    )
    return Judgement((happened,), (after.opened(happened.fingerprint(WATCHER.name)),))


def _mark(one: Holding) -> str:
    return hashlib.sha256(f"{one.institution}\x1f{one.period}".encode()).hexdigest()[:8]


def _is_large(one: Holding) -> bool:
    return one.change is not None and abs(one.change) >= LARGE_CHANGE and (one.share or 0.0) >= LARGE_SHARE


def _is_active(filing: Filing) -> bool:
    return filing.root.endswith("13D")


def _shares(stake: Stake) -> Sequence[float]:
    return [] if isinstance(stake.report, str) else [one.share for one in stake.report.holders if one.share is not None]


def _value(bought: Sequence[Bought]) -> float | None:
    """Dollars of all purchases; None where one has no price."""
    values = [purchase.value for one in bought for purchase in one.report.purchases]
    return None if any(value is None for value in values) else sum(value or 0.0 for value in values)


# Words


def word(what: What) -> Card:
    """Who bought or holds, how much, since when, and the paper that says so."""
    if isinstance(what, Buying):
        return _word_buying(what)
    return _word_stake(what) if isinstance(what, Stake) else _word_changed(what)


def _word_buying(what: Buying) -> Card:
    people = [(one, who) for one in what.bought for who in one.report.owners]
    names = {who.name for _, who in people}
    shares, value = sum(one.shares for one in _purchases(what)), _value(what.bought)
    paid = f" for {_sum(value)}" if value is not None else ""
    amended = all(one.filing.is_amendment for one in what.bought)
    who = _one(what.bought[0]) if len(what.bought) == 1 else plural(len(names), "insider")
    return Card(
        title=f"{what.ticker}: {who} bought {count(shares)} shares{paid}{' (amended)' if amended else ''}",
        lead=_lead(what, amended=amended),
        facts=(
            Fact("Under a 10b5-1 plan", _plans(what)),
            *((Fact("Also in these forms", ", ".join(others)),) if (others := _other_codes(what)) else ()),
            *((Fact("Mind", _TWICE),) if _may_be_twice(what) else ()),
            Fact("Filings", _links([one.filing for one in what.bought])),
            Fact("Evidence", _evidence("insiders' purchases")),
        ),
        table=_table(what),
        origins=(Origin.of(what.bought[-1].filing),),
        actions=(Action("Rating", f"rating {what.ticker}"), Action("Why", f"why {what.ticker}")),
        tone=Tone.NOTE if amended or all(one.report.by_plan for one in what.bought) else Tone.CATALYST,
        note=f"Code P covers private purchases too; grants, exercises and gifts are not counted. {NOTE}",
    )


_TWICE = "two forms report the same day, shares and price: it may be one purchase, reported by each of its owners"
_CODES = {
    "A": "a grant (A)",
    "M": "an exercise (M)",
    "F": "shares kept for taxes (F)",
    "S": "a sale (S)",
    "G": "a gift (G)",
}


def _lead(what: Buying, *, amended: bool) -> str:
    days = sorted({one.day for one in _purchases(what)})
    span = f"on {day(days[0])}" if len(days) == 1 else f"from {day(days[0])} to {day(days[-1])}"
    filed = day(what.bought[0].filing.filed)
    return f"Bought {span}, filed on {filed}{', amending an earlier form' if amended else ''}."


def _one(bought: Bought) -> str:
    owners = bought.report.owners
    if not owners:
        return "an insider"
    roles = f" ({listed(owners[0].roles)})" if owners[0].roles else ""
    others = f" and {plural(len(owners) - 1, 'other')}" if len(owners) > 1 else ""
    return f"{owners[0].name}{roles}{others}"


def _purchases(what: Buying) -> Sequence[Purchase]:
    return [purchase for one in what.bought for purchase in one.report.purchases]


def _plans(what: Buying) -> str:
    told = {one.report.by_plan for one in what.bought}
    if told == {True}:
        return "yes"
    if told == {False}:
        return "no"
    return "not told" if told == {None} else "partly, or not told by each form"


def _other_codes(what: Buying) -> Sequence[str]:
    codes = sorted({code for one in what.bought for code in one.report.codes} - {"P"})
    return [_CODES.get(code, f"code {code}") for code in codes]


def _may_be_twice(what: Buying) -> bool:
    seen: set[tuple[date, float, float | None]] = set()
    for one in what.bought:
        mine = {(purchase.day, purchase.shares, purchase.price) for purchase in one.report.purchases}
        if mine & seen:
            return True
        seen |= mine
    return False


def _table(what: Buying) -> Table:
    rows = [
        (
            listed([who.name for who in one.report.owners]) or "not told",
            listed([role for who in one.report.owners for role in who.roles]) or "not told",
            day(purchase.day),
            count(purchase.shares),
            "not told" if purchase.price is None else money(purchase.price),
            "not told" if purchase.value is None else _sum(purchase.value),
        )
        for one in what.bought
        for purchase in one.report.purchases
    ]
    left = len(rows) - ROWS
    more = [(f"and {plural(left, 'purchase')} more", "", "", "", "", "")] if left > 0 else []
    return Table(("Who", "Role", "Day", "Shares", "Price", "Value"), (*rows[:ROWS], *more))


def _sum(amount: float) -> str:
    return f"${count(amount)}"


def _links(filings: Sequence[Filing]) -> tuple[Piece, ...]:
    parts: list[Piece] = []
    for one in filings[:ROWS]:
        parts += [", " if parts else "", Link(f"{one.form} {one.accession}", one.link)]
    return tuple(part for part in parts if part)


def _evidence(subject: str) -> str:
    grade = read_rules().factors["ownership"].evidence
    return f"{grade} (mixed) for {subject}"


def _word_stake(what: Stake) -> Card:
    filing, told = what.filing, what.report
    holders = [] if isinstance(told, str) else list(told.holders)
    purpose = (
        "A Schedule 13D: the holder may seek influence."
        if _is_active(filing)
        else "A Schedule 13G: the holder states that it seeks no influence."
    )
    amends = (
        " It amends an earlier one; a holder who falls under 5 % says so by an amendment."
        if filing.is_amendment
        else ""
    )
    if holders:
        first = holders[0]
        held = "a stake" if first.share is None else percent(first.share)
        title = f"{filing.ticker}: {first.name} reports {held} ({filing.form})"
    else:
        title = f"{filing.ticker}: a holder of more than 5 % reports ({filing.form})"
    why = told if isinstance(told, str) else "it names nobody on its cover"
    return Card(
        title=title,
        lead=f"{purpose}{amends}",
        facts=(
            *(
                ()
                if holders
                else (Fact("Who", f"not read: {why.rstrip('.')}. The paper may be about another company"),)
            ),
            Fact("Filing", (Link(filing.form, filing.link), f", filed on {day(filing.filed)}")),
            Fact("Evidence", _evidence("large holders")),
        ),
        table=Table(
            ("Holder", "Of the class", "Shares"),
            tuple(
                (
                    one.name,
                    "not told" if one.share is None else percent(one.share),
                    "not told" if one.shares is None else count(one.shares),
                )
                for one in holders[:ROWS]
            ),
        )
        if holders
        else None,
        origins=(Origin.of(filing),),
        actions=(Action("Rating", f"rating {filing.ticker}"), Action("Why", f"why {filing.ticker}")),
        tone=Tone.NOTE,
        note=f"Members of a group may report the same shares. {NOTE}",
    )


def _word_changed(what: Changed) -> Card:
    ticker, first = what.seen.ticker, what.holdings[0]
    if len(what.holdings) == 1:
        turn = "raised" if (first.change or 0) > 0 else "cut"
        title = f"{ticker}: {first.institution} {turn} its holding by {percent(abs(first.change or 0))}"
    else:
        title = f"{ticker}: {plural(len(what.holdings), 'institution')} changed their holdings by a quarter or more"
    periods = listed([day(one) for one in sorted({one.period for one in what.holdings})])
    return Card(
        title=title,
        lead=f"As held on {periods}; such reports are filed up to 45 days later, and the vendor does not say when.",
        facts=(Fact("Evidence", _evidence("institutions' holdings")),),
        table=Table(
            ("Institution", "Change", "Shares", "Of the company", "On"),
            tuple(
                (
                    one.institution,
                    percent(one.change or 0.0, signed=True),
                    count(one.shares),
                    "not told" if one.share is None else percent(one.share),
                    day(one.period),
                )
                for one in what.holdings
            ),
        ),
        origins=(
            Origin(
                f"{what.seen.source}, 13F holdings",
                datetime.combine(max(one.period for one in what.holdings), time(), UTC),
                Form.DAY,
            ),
        ),
        actions=(Action("Rating", f"rating {ticker}"), Action("Why", f"why {ticker}")),
        tone=Tone.NOTE,
        note="Of the ten largest only; those that sold out are not among them, so the list leans upwards. "
        f"A change of 100 % may stand for a new holding. {NOTE}",
    )


WATCHER = Watcher(
    name="ownership",
    summary="insiders buy (Form 4), a holder reports 5 % (13D, 13G), an institution changes its holding by a quarter",
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
