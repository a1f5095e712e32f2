"""The day before a report, and a day that moves: when they are told, and in what words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Origin, Tone
from bot.market.earnings import ExpectedReport
from bot.market.hours import NEW_YORK
from bot.reports.expectation import NEXT, eve, is_next, moments, read, same_days, span, when, written
from bot.reports.quarter import figures
from bot.reports.seen import DATE, NOTE, Seen, occurrence
from bot.watchers import Judgement
from bot.words import say


@dataclass(frozen=True)
class Ahead:
    """A report is expected soon; ``before``, where there is one, is when it was expected until now."""

    seen: Seen
    expected: ExpectedReport
    before: ExpectedReport | None = None


def judge_date(kind: str, seen: Seen, episodes: Mapping[str, Episode], now: datetime) -> Judgement[Ahead]:
    """The side is the expected span, its kind, and the last announced moment that has passed.

    It is open once a reminder told it. Estimates that wander are not told, unless a reminder had named one.
    """
    new, known, at = seen.earnings.expected, episodes.get(DATE), seen.earnings.as_of
    if isinstance(new, str) or (known is not None and at < known.seen_at):
        return Judgement()
    newest = seen.newest
    quarter = float(newest.end.toordinal()) if newest else 0.0
    if known is None:
        first = Episode(
            kind=kind, about=seen.ticker.symbol, name=DATE, side=written(new, None),
            level=0, value=quarter, seen_at=at,
        )  # fmt: skip
        return Judgement(moved=(first,))
    old, passed = read(known.side)
    today = now.astimezone(NEW_YORK).date()
    if not old.is_estimate and old.last <= now:
        passed = old.last
    after = replace(known, side=written(new, passed))
    if after.side != known.side:
        after = after.seen(side=after.side, level=0, value=quarter, at=at)
    if same_days(old, new):
        is_news = old.is_estimate and not new.is_estimate
        after = after.closed() if is_news and eve(new) > today else after
        if (new.days[0] - today).days >= NEXT:  # the next report's for sure: what is told by now came before it
            after = replace(after, value=max(quarter, after.value))
    elif new.days[1] < today or is_next(old, new, is_reported=quarter > known.value, today=today):
        after = after.closed()
    else:
        after = after.closed()
        if known.is_open or not (old.is_estimate and new.is_estimate):
            happened = occurrence(
                seen, f"date {span(old)} to {span(new)}", Ahead(seen, new, old), now,
                Severity.QUIET if new.is_estimate else Severity.NORMAL,
                follows=known.alert,
            )  # fmt: skip
            if eve(new) <= today:  # the card says it all
                after = after.opened(happened.fingerprint(kind))
            return Judgement((happened,), (after,))
    if not after.is_open and eve(new) <= today <= new.days[1] and (new.is_estimate or now < new.last):
        happened = occurrence(
            seen, f"reminder {span(new)} {'estimate' if new.is_estimate else 'announced'}", Ahead(seen, new), now,
            Severity.QUIET if new.is_estimate else Severity.NORMAL,
        )  # fmt: skip
        return Judgement((happened,), (after.opened(happened.fingerprint(kind)),))
    return Judgement(moved=() if after == known else (after,))


def word_ahead(what: Ahead) -> Card:
    """When the report is expected, when it was expected before, and the last one's figures."""
    ticker, expected = what.seen.ticker, what.expected
    newest = what.seen.newest
    if what.before is not None:
        title = say("{ticker}: the report is now expected {when}", ticker=ticker, when=when(expected))
        lead = say("Until now it was expected {when}.", when=when(what.before))
    else:
        title = (
            say("{ticker} may report {when}", ticker=ticker, when=when(expected))
            if expected.is_estimate
            else say("{ticker} reports {when}", ticker=ticker, when=when(expected))
        )
        lead = say("An estimate by the vendor; the company has announced no day.") if expected.is_estimate else ""
    return Card(
        title=title,
        lead=lead,
        facts=(
            Fact(say("Expected"), moments(expected)),
            Fact(say("Kind of date"), say("estimated, not announced") if expected.is_estimate else say("announced")),
            *((Fact(say("Last reported"), figures(newest)),) if newest else ()),
        ),
        origins=(Origin.of(what.seen.earnings, Form.DAY),),
        actions=(Action(say("Rating"), f"rating {ticker}"), Action(say("Why"), f"why {ticker}")),
        tone=Tone.NOTE,
        note=NOTE,
    )
