"""Material filing: an 8-K reports an agreement, results, a delisting notice, new rights or people; a late report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import NAME, unseen
from bot.cards import Card, Fact, Link, Moment, Origin, Tone, placed
from bot.market.feeds import FilingFeed
from bot.market.filing import Filing
from bot.market.ticker import Ticker
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import day, later, listed, say, say_n

ITEMS: Mapping[str, str] = {
    "1.01": say("a material agreement"),
    "1.03": say("bankruptcy or receivership"),
    "2.02": say("results"),
    "3.01": say("a notice of delisting, or of a listing rule not met"),
    "3.03": say("a change of shareholders' rights"),
    "4.02": say("that earlier statements can no longer be relied on"),
    "5.01": say("a change of control"),
    "5.02": say("a change of directors or officers"),
    "5.03": say("a change of charter, bylaws or fiscal year"),
    "8.01": say("another event"),
}
FORMS: Mapping[str, str] = {
    "10-12B": say("a first registration of a class of shares, as before a spin-off or a listing"),
    "10-12G": say("a first registration of a class of shares"),
    "NT 10-K": say("that its annual report will be late"),
    "NT 10-Q": say("that its quarterly report will be late"),
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
    company = filing.company or filing.ticker
    if filing.root not in FORMS:
        told = say_n(
            "{company} filed a report of {n} item", "{company} filed a report of {n} items", len(items), company=company
        )
    else:
        told = say("{company} filed a report", company=company)
    if filing.report_date:
        told = say("{told}, dated {day}", told=told, day=day(filing.report_date))
    if filing.is_amendment:
        told = say("{told}, amending an earlier one", told=told)
    return Card(
        title=say(
            "{ticker} reports {what} ({form})",
            ticker=filing.ticker,
            what=listed([words[item] for item in heavy]),
            form=filing.form,
        ),
        lead=say("{told}.", told=told),
        facts=(
            *(Fact(say("Item {item}", item=item) if item in ITEMS else say("Form"), words[item]) for item in items),
            Fact(
                say("Filing"),
                placed(
                    later("{form}, accepted {when}"),
                    form=Link(filing.form, filing.link),
                    when=Moment(filing.accepted),
                ),
            ),
            *(
                (Fact(say("Not told one by one"), say_n("{n} older report", "{n} older reports", what.left_out)),)
                if what.left_out
                else ()
            ),
        ),
        origins=(Origin.of(filing),),
        tone=Tone.RISK if set(items) & GRAVE else Tone.NOTE,
        note=say("By the form and its items alone; what happened is in the report. Information, not advice."),
    )


WATCHER = Watcher(
    name="material_filing",
    summary=say(
        "an 8-K reports an agreement, results, a delisting notice, new rights, people or charter; a report is late"
    ),
    schedule=Schedule.parse("every 1h"),
    ask=ask,
    judge=judge,
    word=word,
)
