"""Changes of ratings and targets in 90 days, firm by firm. A list that has fallen silent is not "no change"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.market import hours
from bot.rating.profile import Absent, Figure
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.yahoo_bodies import above_zero, items, module, moment, text
from bot.words import filled, later

SOURCE = "Yahoo Finance"
NAMES = ("target_change", "net_ratings")
SPAN = timedelta(days=90)
SILENT_AFTER = 4  # sessions without a row for any ticker we ask about: then the list itself is out


@dataclass(frozen=True)
class Opinion:
    """One firm's word of a day: ``step`` +1 for an upgrade, -1 for a downgrade; targets in the price's currency."""

    at: datetime
    firm: str
    step: int
    target: float | None
    target_before: float | None


def read_opinions(summary: Mapping[str, Any]) -> Sequence[Opinion]:
    """Every row that has a time, newest first."""
    found = [
        Opinion(
            at,
            text(row.get("firm")),
            {"up": 1, "down": -1}.get(text(row.get("action")), 0),
            above_zero(row.get("currentPriceTarget")),
            above_zero(row.get("priorPriceTarget")),
        )
        for row in items(module(summary, "upgradeDowngradeHistory").get("history"))
        if isinstance(row, Mapping) and (at := moment(row.get("epochGradeDate"))) is not None
    ]
    return sorted(found, key=lambda opinion: opinion.at, reverse=True)


def read_upgrades(summary: Mapping[str, Any], at: datetime, newest_anywhere: datetime | None) -> Reading:
    """Net upgrades and the mean change of firms' targets; ``newest_anywhere`` is the newest row of any ticker."""
    opinions = [opinion for opinion in read_opinions(summary) if opinion.at <= at]
    if not module(summary, "upgradeDowngradeHistory"):
        return absent(NAMES, later("Yahoo lists no ratings of it"))
    newest = max(
        [opinion.at for opinion in opinions[:1]] + ([newest_anywhere] if newest_anywhere else []), default=None
    )
    if newest is None or hours.sessions_after(hours.session_of(newest), SILENT_AFTER) < hours.session_of(at):
        if newest is None:
            return absent(NAMES, later("Yahoo's list of ratings is silent, and silence is not 'no change'"))
        silent = later("Yahoo's list of ratings is silent since {day}, and silence is not 'no change'")
        return absent(NAMES, filled(silent, day=newest.date()))
    recent = [opinion for opinion in opinions if opinion.at >= at - SPAN]
    return {
        "net_ratings": Origin(SOURCE, at).figure(float(sum(opinion.step for opinion in recent)), "count"),
        "target_change": _drift(recent, at),
    }


def _drift(recent: Sequence[Opinion], at: datetime) -> Figure | Absent:
    """The mean over firms of their newest target against the one before their first change in the span."""
    firms: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in recent:
        if opinion.target is not None and opinion.target_before is not None:
            firms[opinion.firm].append(opinion)
    moves = [
        told[0].target / told[-1].target_before - 1
        for told in firms.values()
        if told[0].target and told[-1].target_before
    ]
    mean = sum(moves) / len(moves) if moves else None
    return Origin(SOURCE, at).told(mean, "fraction", later("no firm's change of target in 90 days is listed"))
