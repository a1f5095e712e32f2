"""The thesis in words: each figure with its unit, how far a metric is from its next state, why one is not known."""

from __future__ import annotations

from datetime import date

from bot.market.rate_odds import MOVE, moves_in_words
from bot.thesis.balance import balance, said, states
from bot.thesis.distance import Distance, Need, distances
from bot.thesis.levels import Sense
from bot.thesis.metric import Metric, Standing
from bot.thesis.pillars import PILLARS
from bot.thesis.state import Headline, State
from bot.thesis.thesis import Thesis
from bot.words import day, listed, plural

_SENSES = {
    Sense.AT_LEAST: "at or above",
    Sense.AT_MOST: "at or below",
    Sense.ABOVE: "above",
    Sense.BELOW: "below",
}
_DECISIONS = {
    Sense.AT_LEAST: "no cut at the last meeting",
    Sense.AT_MOST: "no hike at the last meeting",
    Sense.ABOVE: "a hike at the last meeting",
    Sense.BELOW: "a cut at the last meeting",
}
_NAMES = {
    "cuts_priced": "priced",
    "slope": "slope",
    "slope_in_60_days": "slope in 60 days",
    "two_in_60_days": "two years in 60 days",
    "ten_in_60_days": "ten years in 60 days",
    "last_move": "last decision",
    "meetings_without_cut": "no cut for",
    "spread": "spread",
    "spread_in_60_days": "in 60 days",
    "lead_63": "lead",
    "lead_ytd": "lead",
    "lead_63_ijr": "beside it IJR",
    "lead_ytd_ijr": "beside it IJR",
    "above_200": "above",
    "pe_ratio": "ratio",
    "yield_gap": "yield",
    "growth": "growth",
    "growth_in_60_days": "in 60 sessions",
    "growth_lead": "lead",
    "gpr_percentile": "rank",
    "gscpi": "pressure",
    "sahm": "gap",
    "claims_in_year": "in the year",
    "surprise_3_months": "mean of 3 months",
    "surprise_last": "last",
    "surprise_before": "the one before",
    "beat_rate": "beats",
    "margin_change": "median change of margins",
    "oil_in_30_days": "in 30 days",
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
        return state
    is_old = standing.as_of is not None and standing.blind_since is None
    old = f"the newest figure is of {day(standing.as_of)}" if is_old and standing.as_of else ""
    return f"not known: {old or why}"


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
    return f"{title}: {said(told[pillar])}; of six pillars {balance(told)}; the thesis is {headline_words(thesis)}"


def headline_words(thesis: Thesis) -> str:
    """The headline as it stands, and what it waits to become."""
    if thesis.pending is None or thesis.pending is Headline.UNKNOWN:
        return said(thesis.headline)
    return f"{said(thesis.headline)} ({thesis.pending} by {plural(thesis.seen, 'close')} so far)"


def _distance(metric: Metric, one: Distance) -> str:
    times = plural(one.readings, "publication" if metric.dwell.prints else "close")
    if not one.needs:
        return f"{one.to} if it lasts for {times} more"
    lasting = f" for {times}" if one.readings > 1 else ""
    return f"{one.to} with {listed([level_words(metric, need) for need in one.needs])}{lasting}"


def level_words(metric: Metric, need: Need) -> str:
    """A level to be reached, and how far away it is where that is known."""
    level = _cuts(need.level) if need.figure == "cuts_priced" else shown(metric, need.figure, need.level)
    away = f", {distance(metric, need.figure, need.gap)} away" if need.gap else ""
    if need.figure == "cuts_priced":
        more = need.sense in (Sense.AT_LEAST, Sense.ABOVE)
        return f"{level} or {'more' if more else 'fewer'} priced{away}"
    if need.figure == "last_move" and need.level == 0:
        return _DECISIONS[need.sense]
    if need.figure == "meetings_without_cut":
        more = need.sense in (Sense.AT_LEAST, Sense.ABOVE)
        return f"{level} or more without a cut" if more else f"fewer than {level} without a cut"
    return f"{_NAMES.get(need.figure, need.figure)} {_SENSES[need.sense]} {level}{away}"


def _cuts(level: float) -> str:
    """A level of cuts to the hundredth, which is how fine levels are: "0.75 cuts"."""
    number = f"{abs(level):.2f}".rstrip("0").rstrip(".")
    return f"{number} {'cut' if level >= 0 else 'hike'}{'' if number == '1' else 's'}"


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
        return plural(round(value), "meeting")
    if not round(value, 2):
        return f"0.00 {_unit(metric, figure)}"
    number = f"{value:+,.2f}" if figure in _SIGNED else f"{value:,.2f}"
    return f"{number} {_unit(metric, figure)}"


def _unit(metric: Metric, figure: str) -> str:
    return metric.units.get(figure, "%" if figure in _PERCENT else "points")
