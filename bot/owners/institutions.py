"""Institutions whose newest quarter differs much from the one before: when they are told, and in what words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.cards import Action, Card, Fact, Form, Origin, Table, Tone
from bot.market.ownership import Holding, Institutions
from bot.owners.seen import INSTITUTIONS, NOTE, Seen, evidence
from bot.watchers import Judgement, Occurrence
from bot.words import count, day, listed, percent, said, say, say_n

LARGE_CHANGE, LARGE_SHARE = 0.25, 0.01  # of an institution's own position; of the company


@dataclass(frozen=True)
class Changed:
    """Institutions whose newest quarter is new to us and differs much from the one before."""

    seen: Institutions
    holdings: tuple[Holding, ...]


def judge_institutions(kind: str, seen: Seen, known: Episode | None) -> Judgement[Changed]:
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
            kind=kind, about=seen.ticker.symbol, name=INSTITUTIONS, side=side,
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
    happened = Occurrence[Changed](
        name=f"13F {' '.join(sorted(map(_mark, large)))}",
        about=seen.ticker.symbol,
        at=told.as_of,
        what=Changed(told, large),
        severity=Severity.QUIET,
        size=round(100 * max(abs(one.change or 0.0) for one in large), 1),
    )
    return Judgement((happened,), (after.opened(happened.fingerprint(kind)),))


def _mark(one: Holding) -> str:
    return hashlib.sha256(f"{one.institution}\x1f{one.period}".encode()).hexdigest()[:8]


def _is_large(one: Holding) -> bool:
    return one.change is not None and abs(one.change) >= LARGE_CHANGE and (one.share or 0.0) >= LARGE_SHARE


def word_changed(what: Changed) -> Card:
    """Whose holding changed, by how much, and as of which day."""
    ticker, first = what.seen.ticker, what.holdings[0]
    if len(what.holdings) == 1:
        named, by = first.institution, percent(abs(first.change or 0))
        title = (
            say("{ticker}: {institution} raised its holding by {by}", ticker=ticker, institution=named, by=by)
            if (first.change or 0) > 0
            else say("{ticker}: {institution} cut its holding by {by}", ticker=ticker, institution=named, by=by)
        )
    else:
        title = say_n(
            "{ticker}: {n} institution changed their holdings by a quarter or more",
            "{ticker}: {n} institutions changed their holdings by a quarter or more",
            len(what.holdings),
            ticker=ticker,
        )
    periods = listed(
        [
            say("{period} (filed by law no later than {filed_by})", period=day(one.period), filed_by=day(one.filed_by))
            for one in sorted({one.period: one for one in what.holdings}.values(), key=lambda one: one.period)
        ]
    )
    return Card(
        title=title,
        lead=say(
            "As held on {periods}; the vendor does not say on which day a report was filed, within its 45 days.",
            periods=periods,
        ),
        facts=(Fact(say("Evidence"), evidence(say("institutions' holdings"))),),
        table=Table(
            (say("Institution"), say("Change"), say("Shares"), say("Of the company"), say("On")),
            tuple(
                (
                    one.institution,
                    percent(one.change or 0.0, signed=True),
                    count(one.shares),
                    say("not told") if one.share is None else percent(one.share),
                    day(one.period),
                )
                for one in what.holdings
            ),
        ),
        origins=(
            Origin(
                say("{source}, 13F holdings", source=said(what.seen.source)),
                datetime.combine(max(one.period for one in what.holdings), time(), UTC),
                Form.DAY,
            ),
        ),
        actions=(Action(say("Rating"), f"rating {ticker}"), Action(say("Why"), f"why {ticker}")),
        tone=Tone.NOTE,
        note=say(
            "Of the ten largest only; those that sold out are not among them, so the list leans upwards. A "
            "change of 100 % may stand for a new holding. {note}",
            note=NOTE,
        ),
    )
