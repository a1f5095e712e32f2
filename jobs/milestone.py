"""Milestone: a channel is reminded a month and a week before and on the day, and asked the day after; told of changes.

Only the channel that keeps the milestone is told, whether it watches the stock or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.alerts.alert import Severity
from bot.alerts.episode import Episode
from bot.alerts.milestones import Entry, MilestoneBook
from bot.cards import Action, Card, Fact, Form, Link, Moment, Origin, Style, Tone, placed
from bot.market.hours import NEW_YORK
from bot.market.milestone import Deed, Milestone
from bot.watchers import Judgement, Occurrence, Schedule, Watcher
from bot.words import clipped, day, later, say, say_n

MARKED = "marked"  # the stage at which a hit or a slip is told
STAGES = (30, 7, 0, -1)  # days before it is due; on the last of them people are asked
MORNING = time(9)  # New York, before the market opens
_ORDER = (MARKED, *map(str, STAGES))


@dataclass(frozen=True)
class Reminder:
    """An entry, the stage it has reached, and how many days there are left at ``now``."""

    entry: Entry
    stage: str
    left: int


async def ask(*, book: MilestoneBook) -> Sequence[Entry]:
    """Every milestone of every channel."""
    return await book.everywhere()


def judge(entries: Sequence[Entry], episodes: Mapping[str, Episode], now: datetime) -> Judgement[Reminder]:
    """One reminder a stage, and of several that passed unseen the last one alone.

    The episode's side is how many turns the milestone had, and the stage that was told: a slip begins anew. Stages that
    had passed when somebody wrote the day are not told.
    """
    happened, moved = [], []
    for entry in entries:
        milestone, name = entry.milestone, f"{entry.channel}|{entry.milestone.number}"
        known = episodes.get(name)
        stage = _stage(milestone, known.side if known else "", now)
        if not stage:
            continue
        left = (milestone.due - now.astimezone(NEW_YORK).date()).days
        occurrence = Occurrence(
            name=f"{entry.channel} {milestone.number}, turn {len(milestone.turns)}, {stage}",
            about=milestone.ticker.symbol,
            at=now,
            what=Reminder(entry, stage, left),
            severity=Severity.QUIET if stage == str(STAGES[0]) else Severity.NORMAL,
            only=(str(entry.channel),),
            addressed=True,
        )
        side, level, value = f"{len(milestone.turns)} {stage}", float(milestone.number), float(left)
        if known is None:
            after = Episode(
                kind=WATCHER.name, about="", name=name, side=side, level=level, value=value, seen_at=now
            )  # fmt: skip
        else:
            after = known.seen(side=side, level=level, value=value, at=now)
        happened.append(occurrence)
        moved.append(after.opened(occurrence.fingerprint(WATCHER.name)))
    return Judgement(tuple(happened), tuple(moved))


def _stage(milestone: Milestone, told: str, now: datetime) -> str:
    """The stage to tell now, "" for none."""
    (turns, _, last), turn = told.partition(" "), milestone.turns[-1]
    done = _ORDER.index(last) if turns == str(len(milestone.turns)) and last in _ORDER else -1
    if done < 0 and turn.deed is not Deed.ADDED:
        return MARKED
    if not milestone.is_open:
        return ""
    reached = [days for days in STAGES if turn.at < _moment(milestone, days) <= now]
    stage = str(min(reached)) if reached else ""
    return stage if stage and _ORDER.index(stage) > done else ""


def _moment(milestone: Milestone, days: int) -> datetime:
    return datetime.combine(milestone.due - timedelta(days=days), MORNING, NEW_YORK).astimezone(UTC)


def word(what: Reminder) -> Card:
    milestone, last = what.entry.milestone, what.entry.milestone.last
    title, lead, tone = _said(what)
    return Card(
        title=f"{milestone.ticker}: {title}",
        lead=lead,
        facts=(
            *((Fact(say("Evidence"), Link(clipped(milestone.link, 80), milestone.link)),) if milestone.link else ()),
            Fact(
                say("Entered"),
                placed(
                    later("by {author}, {day}"),
                    author=milestone.first.author,
                    day=Moment(milestone.first.at, Form.DAY),
                ),
            ),
            *((Fact(say("Rival"), f"{milestone.rival}"),) if milestone.rival else ()),
        ),
        origins=(Origin(say("the word of {author}", author=last.author), last.at, Form.DAY),),
        actions=_buttons(what),
        tone=tone,
        note=say("Milestone {number} of this channel. Information, not advice.", number=milestone.number),
    )


def _said(what: Reminder) -> tuple[str, str, Tone]:
    """Title, lead and tone."""
    milestone, turn = what.entry.milestone, what.entry.milestone.turns[-1]
    words, due = milestone.words, day(milestone.due)
    if what.stage == MARKED and turn.deed is Deed.HIT:
        lead = say("Marked by {author}; it was due on {due}.", author=turn.author, due=due)
        return say("{milestone} is hit", milestone=words), lead, Tone.CATALYST
    if what.stage == MARKED:
        lead = say_n(
            "{was} → {due}, {n} day later. Marked by {author}.",
            "{was} → {due}, {n} days later. Marked by {author}.",
            (milestone.due - milestone.was_due).days,
            was=day(milestone.was_due),
            due=due,
            author=turn.author,
        )
        return say("{milestone} slips", milestone=words), lead, Tone.RISK
    if what.left < 0:
        over = (
            say("It was due on {due}, yesterday.", due=due)
            if what.left == -1
            else say_n("It was due on {due}, {n} day ago.", "It was due on {due}, {n} days ago.", -what.left, due=due)
        )
        ask = say("Say here what became of it; until then it counts as not known.")
        return say("was {milestone} hit, or did it slip?", milestone=words), f"{over} {ask}", Tone.NOTE
    title = (
        say("{milestone} is due today", milestone=words)
        if what.left == 0
        else say_n("{milestone} is due in {n} day", "{milestone} is due in {n} days", what.left, milestone=words)
    )
    return title, say("It is due on {due}.", due=due), Tone.NOTE


def _buttons(what: Reminder) -> tuple[Action, ...]:
    milestone = what.entry.milestone
    about = f"{milestone.ticker} {milestone.number}"
    if not milestone.is_open:
        return (Action(say("All milestones"), "milestone list"),)
    return (
        Action(say("It was hit"), f"milestone hit {about}", Style.PRIMARY),
        Action(say("It slipped"), f"milestone slip {about}"),
        Action(say("All milestones"), "milestone list"),
    )


WATCHER = Watcher(
    name="milestone",
    summary=say(
        "a dated event of this channel is a month, a week or a day off, is over, or was marked as hit or slipped"
    ),
    schedule=Schedule.parse("every 15m"),
    ask=ask,
    judge=judge,
    word=word,
)
