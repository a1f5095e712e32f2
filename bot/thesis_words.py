"""The thesis in words: each figure with its unit, how far a metric is from its next state, why one is not known."""

from __future__ import annotations

from datetime import date

from bot.market.rate_odds import MOVE, moves_in_words
from bot.thesis.balance import balance, stands, states
from bot.thesis.distance import Distance, Need, distances
from bot.thesis.levels import Sense
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis
from bot.words import day, later, listed, said, say, say_n

_SENSES = {
    Sense.AT_LEAST: later("{figure} at or above {level}"),
    Sense.AT_MOST: later("{figure} at or below {level}"),
    Sense.ABOVE: later("{figure} above {level}"),
    Sense.BELOW: later("{figure} below {level}"),
}
_DECISIONS = {
    Sense.AT_LEAST: say("no cut at the last meeting"),
    Sense.AT_MOST: say("no hike at the last meeting"),
    Sense.ABOVE: say("a hike at the last meeting"),
    Sense.BELOW: say("a cut at the last meeting"),
}
_NAMES = {
    "cuts_priced": say("priced"),
    "slope": say("slope"),
    "slope_in_60_days": say("slope in 60 days"),
    "two_in_60_days": say("two years in 60 days"),
    "ten_in_60_days": say("ten years in 60 days"),
    "last_move": say("last decision"),
    "meetings_without_cut": say("no cut for"),
    "spread": say("spread"),
    "spread_in_60_days": say("in 60 days"),
    "lead_63": say("lead"),
    "lead_ytd": say("lead"),
    "lead_63_ijr": say("beside it IJR"),
    "lead_ytd_ijr": say("beside it IJR"),
    "above_200": say("above"),
    "pe_ratio": say("ratio"),
    "yield_gap": say("yield"),
    "growth": say("growth"),
    "growth_in_60_days": say("in 60 sessions"),
    "growth_lead": say("lead"),
    "gpr_percentile": say("rank"),
    "gscpi": say("pressure"),
    "sahm": say("gap"),
    "claims_in_year": say("in the year"),
    "surprise_3_months": say("mean of 3 months"),
    "surprise_last": say("last"),
    "surprise_before": say("the one before"),
    "breadth": say("breadth"),
    "beat_rate": say("beats"),
    "margin_change": say("median change of margins"),
    "oil_in_30_days": say("in 30 days"),
    "vix": "VIX",
}  # of the figures that have a source
_PERCENT = ("claims_in_year", "oil_in_30_days", "growth", "above_200", "beat_rate")
_SIGNED = ("claims_in_year", "oil_in_30_days", "surprise_3_months", "surprise_last", "surprise_before", "lead_63",
           "lead_ytd", "slope_in_60_days", "two_in_60_days", "ten_in_60_days", "spread_in_60_days", "sahm",
           "lead_63_ijr", "lead_ytd_ijr", "yield_gap", "growth_in_60_days", "growth_lead", "breadth",
           "gscpi", "margin_change")  # fmt: skip


def state_words(metric: Metric, standing: Standing, today: date, why: str) -> str:
    """The state; of an unknown one why it is not known."""
    state = standing.state(metric, today)
    if state is not State.UNKNOWN:
        return said(state)
    if standing.as_of is not None and standing.blind_since is None:
        return say("not known: the newest figure is of {day}", day=day(standing.as_of))
    return say("not known: {why}", why=why)


def figures_words(metric: Metric, standing: Standing) -> str:
    """Every known figure by name, and the day they are of."""
    known = [(name, value) for name, value in standing.figures if value is not None]
    told = [named(metric, name, value) for name, value in known]
    return f"{'; '.join(told)} ({day(standing.as_of)})" if told and standing.as_of else ""


def next_words(metric: Metric, standing: Standing) -> str:
    """What it takes to come to each next state."""
    return "; ".join(_distance(metric, one) for one in distances(metric, standing))


def touched(pillar: str, thesis: Thesis, today: date) -> str:
    """Which pillar an alert touches and how it stands, and the balance of all: "Fed policy: supports; 3 support, …"."""
    told = states(thesis, today)
    title = next(one.title for one in PILLARS if one.name == pillar)
    return say(
        "{pillar}: {state}; of six pillars {balance}; the thesis is {headline}",
        pillar=title,
        state=stands(told[pillar]),
        balance=balance(told),
        headline=headline_words(thesis),
    )


def headline_words(thesis: Thesis) -> str:
    """The headline as it stands, and what it waits to become."""
    if thesis.pending is None or thesis.pending is Headline.UNKNOWN:
        return stands(thesis.headline)
    return say_n(
        "{headline} ({pending} by {n} close so far)",
        "{headline} ({pending} by {n} closes so far)",
        thesis.seen,
        headline=stands(thesis.headline),
        pending=said(thesis.pending),
    )


def _distance(metric: Metric, one: Distance) -> str:
    state = said(one.to)
    if not one.needs:
        return _if_it_lasts(metric, one, state)
    levels = listed([level_words(metric, need) for need in one.needs])
    if one.readings <= 1:
        return say("{state} with {levels}", state=state, levels=levels)
    if metric.dwell.prints:
        return say_n(
            "{state} with {levels} for {n} publication",
            "{state} with {levels} for {n} publications",
            one.readings,
            state=state,
            levels=levels,
        )
    return say_n(
        "{state} with {levels} for {n} close",
        "{state} with {levels} for {n} closes",
        one.readings,
        state=state,
        levels=levels,
    )


def _if_it_lasts(metric: Metric, one: Distance, state: str) -> str:
    if metric.dwell.prints:
        return say_n(
            "{state} if it lasts for {n} publication more",
            "{state} if it lasts for {n} publications more",
            one.readings,
            state=state,
        )
    return say_n(
        "{state} if it lasts for {n} close more", "{state} if it lasts for {n} closes more", one.readings, state=state
    )


def level_words(metric: Metric, need: Need) -> str:
    """A level to be reached, and how far away it is where that is known."""
    if need.figure == "last_move" and need.level == 0:
        return _DECISIONS[need.sense]
    is_more = need.sense in (Sense.AT_LEAST, Sense.ABOVE)
    if need.figure == "meetings_without_cut":
        level = shown(metric, need.figure, need.level)
        return (
            say("{level} or more without a cut", level=level)
            if is_more
            else say("fewer than {level} without a cut", level=level)
        )
    if need.figure == "cuts_priced":
        level = _cuts(need.level)
        told = say("{level} or more priced", level=level) if is_more else say("{level} or fewer priced", level=level)
    else:
        level = shown(metric, need.figure, need.level)
        told = said(_SENSES[need.sense], figure=_NAMES.get(need.figure, need.figure), level=level)
    if not need.gap:
        return told
    return say("{level}, {distance} away", level=told, distance=distance(metric, need.figure, need.gap))


def _cuts(level: float) -> str:
    """A level of cuts to the hundredth, which is how fine levels are: "0.75 cuts"."""
    number = f"{abs(level):.2f}".rstrip("0").rstrip(".")
    if level >= 0:
        return say("{number} cut", number=number) if number == "1" else say("{number} cuts", number=number)
    return say("{number} hike", number=number) if number == "1" else say("{number} hikes", number=number)


def distance(metric: Metric, figure: str, gap: float) -> str:
    """A gap as a size, without a sign."""
    if figure == "cuts_priced":
        return moves_in_words(-abs(gap))
    return f"{abs(gap):.2f} {_unit(metric, figure)}"


def named(metric: Metric, figure: str, value: float) -> str:
    """A figure with its name and unit: "last decision 1.0 hike"."""
    return f"{_NAMES.get(figure, figure)} {shown(metric, figure, value)}"


def shown(metric: Metric, figure: str, value: float) -> str:
    """A figure with its unit; cuts and decisions have their sign as a word."""
    if figure == "cuts_priced":
        return moves_in_words(-value)
    if figure == "last_move":
        return moves_in_words(value / MOVE)
    if figure == "meetings_without_cut":
        return say_n("{n} meeting", "{n} meetings", round(value))
    if not round(value, 2):
        return f"0.00 {_unit(metric, figure)}"
    number = f"{value:+,.2f}" if figure in _SIGNED else f"{value:,.2f}"
    return f"{number} {_unit(metric, figure)}"


def _unit(metric: Metric, figure: str) -> str:
    return metric.units.get(figure, "%" if figure in _PERCENT else say("points"))
