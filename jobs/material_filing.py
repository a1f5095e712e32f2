"""Material filing: an 8-K reports an agreement, results, a delisting notice, new rights or people; a late report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import NAME, unseen
from bot.cards import Card, Fact, Link, Moment, Origin, Tone
from bot.market.feeds import FilingFeed
from bot.market.filing import Filing
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, listed, plural

ITEMS: Mapping[str, str] = {
    "1.01": "a material agreement",
    "1.03": "bankruptcy or receivership",
    "2.02": "results",
    "3.01": "a notice of delisting, or of a listing rule not met",
    "3.03": "a change of shareholders' rights",
    "4.02": "that earlier statements can no longer be relied on",
    "5.01": "a change of control",
    "5.02": "a change of directors or officers",
    "5.03": "a change of charter, bylaws or fiscal year",
    "8.01": "another event",
}
FORMS: Mapping[str, str] = {
    "10-12B": "a first registration of a class of shares, as before a spin-off or a listing",
    "10-12G": "a first registration of a class of shares",
    "NT 10-K": "that its annual report will be late",
    "NT 10-Q": "that its quarterly report will be late",
}
LIGHT = {"8.01"}  # by themselves they arrive without a sound
GRAVE = {"1.03", "3.01", "4.02", "NT 10-K", "NT 10-Q"}


@dataclass(frozen=True)
class Report:
    """A report to tell, and how many older ones stay untold."""

    filing: Filing
    left_out: int = 0


async def ask(ticker: Ticker, *, filings: FilingFeed) -> tuple[Ticker, Sequence[Filing]]:
    """A year of filings. Raises Missing where the SEC knows no such ticker, Unavailable."""
    return ticker, await filings.filings(ticker)


def judge(seen: tuple[Ticker, Sequence[Filing]], episodes: Mapping[str, Episode], now: datetime) -> Judgement[Report]:
    """An alert a report, known by its accession number; see ``unseen`` for the episode."""
    ticker, filings = seen
    material = [one for one in filings if named(one)]
    new = unseen(WATCHER.name, ticker.symbol, material, episodes.get(NAME), now)
    happened = tuple(
        Occurrence(
            name=one.accession,
            about=ticker.symbol,
            at=min(one.accepted, now),
            what=Report(one, new.left_out if one is new.filings[0] else 0),
            severity=Severity.QUIET if set(named(one)) <= LIGHT or one.is_amendment else Severity.NORMAL,
        )
        for one in new.filings
    )
    return Judgement(happened, () if new.after is None else (new.after,))


def named(filing: Filing) -> Sequence[str]:
    """The items of an 8-K that are told, in their order (of the exhibits, say, none), or a form told as a whole."""
    if filing.root == "8-K":
        return sorted(set(filing.items) & ITEMS.keys())
    return [filing.root] if filing.root in FORMS else []


def word(what: Report) -> Card:
    """The items in words; what the report says about them is in the report alone."""
    filing, items = what.filing, named(what.filing)
    heavy, words = [item for item in items if item not in LIGHT] or items, {**ITEMS, **FORMS}
    of_items = f" of {plural(len(items), 'item')}" if filing.root not in FORMS else ""
    reported = f", dated {day(filing.report_date)}" if filing.report_date else ""
    return Card(
        title=f"{filing.ticker} reports {listed([words[item] for item in heavy])} ({filing.form})",
        lead=f"{filing.company or filing.ticker} filed a report"
        f"{of_items}{reported}{', amending an earlier one' if filing.is_amendment else ''}.",
        facts=(
            *(Fact(f"Item {item}" if item in ITEMS else "Form", words[item]) for item in items),
            Fact("Filing", (Link(filing.form, filing.link), ", accepted ", Moment(filing.accepted))),
            *((Fact("Not told one by one", plural(what.left_out, "older report")),) if what.left_out else ()),
        ),
        origins=(Origin.of(filing),),
        tone=Tone.RISK if set(items) & GRAVE else Tone.NOTE,
        note="By the form and its items alone; what happened is in the report. Information, not advice.",
    )


WATCHER = Watcher(
    name="material_filing",
    summary="an 8-K reports an agreement, results, a delisting notice, new rights, people or charter; a report is late",
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
