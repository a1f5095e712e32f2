"""Holders of five percent: each Schedule 13D or 13G told by its accession number, and in what words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import unseen
from bot.cards import Action, Card, Fact, Link, Origin, Table, Tone
from bot.market.filing import Filing
from bot.owners.seen import NOTE, ROWS, SCHEDULES, STAKES, Seen, Stake, evidence
from bot.watchers import Judgement, Occurrence
from bot.words import count, day, percent


def judge_stakes(kind: str, seen: Seen, known: Episode | None, now: datetime) -> Judgement[Stake]:
    """One alert for each schedule that is new in this look; a first 13D alone is loud."""
    if isinstance(seen.papers, str):
        return Judgement()
    schedules = [one for one in seen.papers if one.root in SCHEDULES]
    told = schedules if known is None else [one.filing for one in seen.stakes]
    new = unseen(kind, seen.ticker.symbol, told, known, now, name=STAKES)
    by_number = {one.filing.accession: one for one in seen.stakes}
    happened = tuple(
        Occurrence[Stake](
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


def _is_active(filing: Filing) -> bool:
    return filing.root.endswith("13D")


def _shares(stake: Stake) -> Sequence[float]:
    return [] if isinstance(stake.report, str) else [one.share for one in stake.report.holders if one.share is not None]


def word_stake(what: Stake) -> Card:
    """Who holds how much and to what end, or why that cannot be read."""
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
            Fact("Evidence", evidence("large holders")),
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
