"""Everything the sources said of one company, put together: which origin goes before which, and what nobody told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.market import hours
from bot.market.feeds import NoAnswer
from bot.rating.profile import Absent, Figure, Profile
from bot.sources.profile import (
    balance,
    estimates,
    filings,
    holders,
    prices,
    reports,
    statements,
    targets,
    upgrades,
)
from bot.sources.profile.company import quoted_in
from bot.sources.profile.doubt import read_doubt
from bot.sources.profile.exposure import read_exposure
from bot.sources.profile.industry import places, read_industry
from bot.sources.profile.origin import Origin, Reading, absent, unanswered
from bot.sources.profile.peers import read_peers
from bot.sources.profile.sessions import Sessions, read_sessions
from bot.sources.profile.short import read_second, read_short
from bot.sources.profile.since import read_since
from bot.sources.profile.told import Told
from bot.sources.yahoo_bodies import above_zero, module, moment
from bot.sources.yahoo_filings import read_listed
from bot.words import later

_NO_MILESTONE = later("no milestone of it is on file")
NOT_KEPT = {
    "guidance": later(
        "guidance stands in an exhibit as free text, often raised in one line and cut in another; not read"
    ),
    "thesis_state": later("the state of the thesis was not given"),
    "milestone_months": _NO_MILESTONE,
    "milestone_status": _NO_MILESTONE,
    "rival": _NO_MILESTONE,
}
YAHOO = "Yahoo Finance"
ANALYSTS = (*estimates.NAMES, *targets.NAMES, *upgrades.NAMES, *reports.NAMES, *holders.NAMES)


def assemble(told: Told, now: datetime) -> Profile:
    """The profile at ``now`` (UTC): filings before Yahoo's copy of them, FINRA before Yahoo's copy of it."""
    stock = None if isinstance(told.history, NoAnswer) else read_sessions(told.history, now)
    index = None if isinstance(told.index, NoAnswer) else read_sessions(told.index, now)
    modules: Mapping[str, Any] = {} if isinstance(told.summary, NoAnswer) else told.summary[0]
    given = now if isinstance(told.summary, NoAnswer) else min(told.summary[1], now)
    copied = _copied(told, given)
    figures: dict[str, Figure | Absent] = {name: Absent(reason) for name, reason in NOT_KEPT.items()}
    figures.update(_analysts(told, given, stock, index))
    figures.update(_since(told, figures, given))
    figures.update(_prices(told, now, index))
    figures.update(read_short(told.ticker, told.short, modules or None, given))
    figures.update(_better(_better(_filed(told, now, copied), _completed(told, now)), copied))
    figures.update(
        filings.read_listed(read_listed(modules, given), given, told.filings)
        if isinstance(told.filings, NoAnswer)
        else {**filings.read_filings(told.filings, now), "going_concern": read_doubt(told.report, told.doubts)}
    )
    figures["industry_return"] = _industry(told, index, now)
    figures["rate_exposure"] = read_exposure(figures)
    figures.update(read_peers(told.ticker, places(modules), told.peers))
    return Profile(at=now, figures=figures, second=_second(told, modules, copied, stock))


def _industry(told: Told, index: Sessions | None, now: datetime) -> Figure | Absent:
    if isinstance(told.summary, NoAnswer):
        return unanswered(told.summary)
    if told.fund is None or told.sector is None:
        return Absent(later("Yahoo names no sector of it that a fund is known for"))
    if isinstance(told.sector, NoAnswer):
        return unanswered(told.sector)
    return read_industry(told.fund, read_sessions(told.sector, now), index)


def _copied(told: Told, given: datetime) -> Reading:
    if isinstance(told.summary, NoAnswer):
        return absent((*balance.NAMES, "shares"), told.summary)
    return balance.read_balance(told.summary[0], given)


def _analysts(told: Told, given: datetime, stock: Sessions | None, index: Sessions | None) -> Reading:
    if isinstance(told.summary, NoAnswer):
        return absent(ANALYSTS, told.summary)
    modules = told.summary[0]
    reported = () if isinstance(told.filings, NoAnswer) else filings.reports(told.filings)
    return {
        **estimates.read_estimates(modules, given),
        **targets.read_targets(told.ticker, modules, given),
        **upgrades.read_upgrades(modules, given, told.newest_opinion),
        **holders.read_holders(modules, given),
        **reports.read_reports(modules, given, reported=reported, stock=stock, index=index),
    }


def count(told: Told) -> Mapping[str, float]:
    """Numbers beside the figures, for the dated record: they are compared with in a quarter."""
    if isinstance(told.summary, NoAnswer):
        return {}
    shares = balance.read_shares(*told.summary)
    whole = {"shares": float(shares.value)} if isinstance(shares, Figure) else {}
    return {**holders.read_counted(told.summary[0]), **whole}


def _since(told: Told, figures: Reading, given: datetime) -> Reading:
    """What our record of a quarter ago adds; a figure of the day's own list goes before it."""
    if told.quarter_ago is None:
        return {}
    splits = () if isinstance(told.history, NoAnswer) else told.history.splits
    changes = read_since(told.quarter_ago, figures, count(told), given, splits)
    return {name: figure for name, figure in changes.items() if isinstance(figures[name], Absent)}


def _prices(told: Told, now: datetime, index: Sessions | None) -> Reading:
    if isinstance(told.history, NoAnswer):
        return absent(prices.NAMES, told.history)
    return prices.read_prices(read_sessions(told.history, now), index)


def _filed(told: Told, now: datetime, copied: Reading) -> Reading:
    if isinstance(told.facts, NoAnswer):
        return absent(statements.NAMES, told.facts)
    splits = () if isinstance(told.history, NoAnswer) else told.history.splits
    shares = copied["shares"]
    all_classes = float(shares.value) if isinstance(shares, Figure) else None
    return statements.read_statements(told.facts, now, splits, all_classes)


def has_gaps(told: Told, now: datetime) -> bool:
    """Whether the accounts that were filed lack what counts most, so that Yahoo's copy of them is worth a request."""
    if isinstance(told.facts, NoAnswer):
        return False
    filed = statements.read_statements(told.facts, now)
    return any(isinstance(filed[name], Absent) for name in statements.ACCOUNTS)


def _completed(told: Told, now: datetime) -> Reading:
    """Yahoo's copy of the statements. Without the filings it is not asked: dilution and offerings stand there alone."""
    if isinstance(told.copied, NoAnswer) or not told.copied:
        return {}
    return statements.read_statements(told.copied, now, source=YAHOO)


def _better(first: Reading, second: Reading) -> Reading:
    """Each figure from the first origin that has it, and the first one's reason where none does."""
    return {
        name: next(
            (one[name] for one in (first, second) if isinstance(one.get(name), Figure)),
            first[name] if name in first else second[name],
        )
        for name in {**first, **second}
    }


def _second(told: Told, modules: Mapping[str, Any], copied: Reading, stock: Sessions | None) -> Mapping[str, Figure]:
    """Other opinions on the same moment: Yahoo's share count beside the filed one, its price beside the chart's."""
    shares, second = copied["shares"], dict(read_second(told.short, modules))
    if isinstance(shares, Figure):
        second["shares"] = shares
    price = module(modules, "price")
    paid, at = above_zero(price.get("regularMarketPrice")), moment(price.get("regularMarketTime"))
    if paid and at and stock and stock.candles and hours.session_of(at) == stock.candles[-1].day:
        second["price"] = Origin(prices.SOURCE, at).figure(paid, f"{quoted_in(modules)}/share")
    return second
