"""Holders of five percent: each Schedule 13D or 13G told by its accession number, and in what words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.unseen import unseen
from bot.cards import Action, Card, Fact, Link, Origin, Table, Tone, placed
from bot.market.filing import Filing
from bot.owners.seen import NOTE, ROWS, SCHEDULES, STAKES, Seen, Stake, evidence
from bot.watchers import Judgement, Occurrence
from bot.words import count, day, later, percent, say


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
        say("A Schedule 13D: the holder may seek influence.")
        if _is_active(filing)
        else say("A Schedule 13G: the holder states that it seeks no influence.")
    )
    if filing.is_amendment:
        amends = say("It amends an earlier one; a holder who falls under 5 % says so by an amendment.")
        purpose = f"{purpose} {amends}"
    if holders:
        first = holders[0]
        held = say("a stake") if first.share is None else percent(first.share)
        title = say(
            "{ticker}: {name} reports {held} ({form})",
            ticker=filing.ticker,
            name=first.name,
            held=held,
            form=filing.form,
        )
    else:
        title = say("{ticker}: a holder of more than 5 % reports ({form})", ticker=filing.ticker, form=filing.form)
    why = told if isinstance(told, str) else say("it names nobody on its cover")
    return Card(
        title=title,
        lead=purpose,
        facts=(
            *(
                ()
                if holders
                else (
                    Fact(
                        say("Who"), say("not read: {why}. The paper may be about another company", why=why.rstrip("."))
                    ),
                )
            ),
            Fact(
                say("Filing"),
                placed(later("{form}, filed on {day}"), form=Link(filing.form, filing.link), day=day(filing.filed)),
            ),
            Fact(say("Evidence"), evidence(say("large holders"))),
        ),
        table=Table(
            (say("Holder"), say("Of the class"), say("Shares")),
            tuple(
                (
                    one.name,
                    say("not told") if one.share is None else percent(one.share),
                    say("not told") if one.shares is None else count(one.shares),
                )
                for one in holders[:ROWS]
            ),
        )
        if holders
        else None,
        origins=(Origin.of(filing),),
        actions=(Action(say("Rating"), f"rating {filing.ticker}"), Action(say("Why"), f"why {filing.ticker}")),
        tone=Tone.NOTE,
        note=say("Members of a group may report the same shares. {note}", note=NOTE),
    )
