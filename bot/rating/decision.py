"""The decision: when a new call replaces the standing one. Slow on noise, at once on news, never on lost data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.market import hours
from bot.rating.figures import Figures
from bot.rating.gates import Effect, Gate, bounded, gates
from bot.rating.grade import Grade, better, earned
from bot.rating.rules import Mode, Rules
from bot.rating.scorecard import Scorecard
from bot.rating.scoring import score
from bot.rating.standing import Standing
from bot.words import said, say


@dataclass(frozen=True)
class Verdict:
    """What the figures say by themselves: the card, its gates, and the call within them."""

    card: Scorecard
    gates: tuple[Gate, ...]
    call: Grade
    free: Grade  # the call were nothing "Not rated"


@dataclass(frozen=True)
class Decision:
    """The grade to show, the standing to keep, and one sentence where a change is held back."""

    grade: Grade
    standing: Standing
    held: str = ""


def judge(figures: Figures, standing: Grade | None, rules: Rules, mode: Mode) -> Verdict:
    """The call of one set of figures for a stock whose last call was ``standing``."""
    card = score(figures, rules, mode)
    held = gates(figures, card, rules, mode)
    call = earned(card.score, standing, rules)
    return Verdict(card, held, bounded(call, held), bounded(call, held, even_unrated=False))


def last_close(at: datetime) -> date:
    """The last session whose close is not after ``at``."""
    session = hours.session_of(at)
    return session if at >= hours.closes(session) else hours.sessions_after(session - timedelta(days=1), 0)


def decide(figures: Figures, verdict: Verdict, standing: Standing | None, rules: Rules, mode: Mode) -> Decision:
    """Count one close. A session is counted once: asked again, the standing comes back as it was.

    A change needs three closes in a row and ten sessions since the last one. At once: the first call, a new report, a
    gate of funding, value or distress, and whatever makes a stock "Not rated".
    """
    session, call = last_close(figures.at), verdict.call
    if standing is None:
        rated = None if call is Grade.NOT_RATED else call
        basis = figures if rated else None
        return _kept(Standing(call, rated, session, figures.at, session, rules.id, basis=basis))
    if session <= standing.session:
        return Decision(Grade.NOT_RATED if call is Grade.NOT_RATED else standing.grade, standing)
    in_a_row = hours.sessions_after(standing.session, 1) == session
    closes = standing.closes + 1 if standing.pending is call and in_a_row else 1
    today = replace(standing, session=session, at=figures.at, ruleset=rules.id, pending=None, closes=0)
    waiting = replace(today, pending=call, closes=closes)
    if call is Grade.NOT_RATED:
        return _kept(replace(today, grade=call))
    if standing.call is None:
        return _kept(replace(today, grade=call, call=call, changed=session, basis=figures))
    if call is standing.call:
        if standing.grade is not call and closes < rules.decision["closes"]:
            return _kept(
                waiting,
                say(
                    "{call} again, on {closes} of {needed:.0f} closes.",
                    call=said(call),
                    closes=closes,
                    needed=rules.decision["closes"],
                ),
            )
        return _kept(replace(today, grade=call, basis=figures))
    return _change(figures, verdict, standing, standing.call, waiting, rules, mode)


def _change(
    figures: Figures,
    verdict: Verdict,
    standing: Standing,
    before: Grade,
    waiting: Standing,
    rules: Rules,
    mode: Mode,
) -> Decision:
    """A call unlike the standing one: adopted, or held back with the reason."""
    call = verdict.call
    up = better(call, before)
    if up and not _holds_on_shared_figures(figures, call, standing, rules, mode):
        return _kept(
            replace(waiting, pending=None, closes=0),
            say("{call} only because figures were lost; it stays {before}.", call=said(call), before=said(before)),
        )
    if not up and any(gate.at_once and gate.effect in (Effect.AT_MOST_HOLD, Effect.SELL) for gate in verdict.gates):
        return _adopted(figures, call, waiting)
    if any(gate.effect is Effect.WAIT for gate in verdict.gates):
        return _kept(waiting, say("{call} by its score; it waits for the report.", call=said(call)))
    if _reported_since(figures, standing):
        return _adopted(figures, call, waiting)
    if waiting.closes < rules.decision["closes"]:
        return _kept(
            waiting,
            say(
                "{call} by its score, on {closes} of {needed:.0f} closes.",
                call=said(call),
                closes=waiting.closes,
                needed=rules.decision["closes"],
            ),
        )
    free_from = hours.sessions_after(standing.changed, int(rules.decision["dwell_sessions"]))
    if waiting.session < free_from:
        return _kept(
            waiting,
            say(
                "{call} by its score; the last change is too fresh for another before {day}.",
                call=said(call),
                day=free_from,
            ),
        )
    return _adopted(figures, call, waiting)


def _holds_on_shared_figures(figures: Figures, call: Grade, standing: Standing, rules: Rules, mode: Mode) -> bool:
    """Whether the call is kinder than the old figures give once what was lost since is taken out of them too."""
    if standing.basis is None:
        return True
    lost = set(standing.basis.values) - set(figures.values)
    if not lost:
        return True
    return better(call, judge(standing.basis.without(lost), standing.call, rules, mode).free)


def _reported_since(figures: Figures, standing: Standing) -> bool:
    if not figures.knows("eps_actual"):
        return False
    return figures.at - timedelta(days=figures.age("eps_actual")) > standing.at


def _adopted(figures: Figures, call: Grade, waiting: Standing) -> Decision:
    changed = replace(waiting, grade=call, call=call, changed=waiting.session, pending=None, closes=0, basis=figures)
    return Decision(call, changed)


def _kept(standing: Standing, held: str = "") -> Decision:
    return Decision(standing.grade, standing, held)
