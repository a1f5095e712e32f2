"""A Gate is a bound on the call that no score can buy off; it is shown whenever it binds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.market import hours
from bot.rating import ratios
from bot.rating.figures import Figures
from bot.rating.grade import Grade, kindest
from bot.rating.rules import Mode, Rules
from bot.rating.scorecard import Scorecard
from bot.words import later, say, say_n


class Effect(StrEnum):
    NOT_RATED = later("not rated")
    SELL = later("Sell")
    AT_MOST_HOLD = later("at most Hold")
    FLAG = later("a flag, no bound")
    WAIT = later("changes wait")


@dataclass(frozen=True)
class Gate:
    """``flag`` for records and tests, ``why`` one sentence for people; ``at_once`` gates wait for no further close."""

    flag: str
    effect: Effect
    why: str
    at_once: bool = False


def gates(figures: Figures, card: Scorecard, rules: Rules, mode: Mode) -> tuple[Gate, ...]:
    """Every gate and flag that holds, in the order they are shown."""
    return tuple(
        Gate(flag, effect, why, flag in rules.at_once)
        for found in (
            _evidence(figures, card, rules, mode),
            _valuation(figures, rules),
            _funding(figures, card, rules),
            _sell_the_news(figures, card, rules),
            _liquidity(figures, rules),
            _calendar(figures),
        )
        for flag, effect, why in found
    )


def bounded(call: Grade, held: Iterable[Gate], *, even_unrated: bool = True) -> Grade:
    """``call`` within the gates; ``even_unrated`` False leaves out those that only say "Not rated"."""
    effects = {gate.effect for gate in held}
    if even_unrated and Effect.NOT_RATED in effects:
        return Grade.NOT_RATED
    if Effect.SELL in effects:
        return Grade.SELL
    return kindest(call, Grade.HOLD) if Effect.AT_MOST_HOLD in effects else call


Found = Iterator[tuple[str, Effect, str]]


def _evidence(figures: Figures, card: Scorecard, rules: Rules, mode: Mode) -> Found:
    if card.coverage < mode.min_coverage:
        known, least = (math.floor(share * 1000) / 10 for share in (card.coverage, mode.min_coverage))
        why = say("{known:.1f} % of the evidence is known; {least:.0f} % is the least.", known=known, least=least)
        yield "THIN_EVIDENCE", Effect.NOT_RATED, why
    for flag, why in figures.conflicts:
        yield flag, Effect.NOT_RATED, why
    listed = figures.maybe("sessions_listed")
    if listed is not None and listed < rules.gates["sessions_least"]:
        yield (
            "YOUNG_LISTING",
            Effect.NOT_RATED,
            say_n("It has traded for {n} session only.", "It has traded for {n} sessions only.", round(listed)),
        )


def _valuation(figures: Figures, rules: Rules) -> Found:
    trailing, sales = ratios.trailing_multiple(figures), ratios.sales_multiple(figures)
    if trailing is not None and trailing > rules.gates["trailing_pe"]:
        extreme = say("It costs {trailing:,.0f} times its earnings of the last twelve months", trailing=trailing)
    elif sales is not None and sales > rules.gates["ev_sales"]:
        extreme = (
            say("It costs more than any sales")
            if math.isinf(sales)
            else say("It costs {sales:,.0f} times its sales", sales=sales)
        )
    else:
        extreme = ""
    if extreme and _supported(figures, rules):
        why = say("{extreme}, but expected earnings and free cash flow carry the price.", extreme=extreme)
        yield "VALUATION_EXTREME", Effect.FLAG, why
    elif extreme:
        why = say("{extreme}, and nothing expected or paid in cash carries that.", extreme=extreme)
        yield "VALUATION_EXTREME", Effect.AT_MOST_HOLD, why
    value = ratios.enterprise_value(figures)
    if value is not None and value < 0:
        yield "NET_CASH", Effect.FLAG, say("Its cash less its debt exceeds its market value.")


def _supported(figures: Figures, rules: Rules) -> bool:
    forward, flow, value = (
        ratios.forward_multiple(figures),
        ratios.free_cash_flow(figures),
        ratios.market_value(figures),
    )
    if forward is None or flow is None or not value:
        return False
    return forward <= rules.gates["supported_forward_pe"] and flow / value >= rules.gates["supported_fcf_yield"]


def _funding(figures: Figures, card: Scorecard, rules: Rules) -> Found:
    months = ratios.runway_months(figures)
    short = months is not None and not figures.yes("committed_funding")
    if figures.yes("going_concern"):
        yield "GOING_CONCERN", Effect.SELL, say("Its newest report voices substantial doubt about going on.")
    elif short and months is not None and months < rules.gates["runway_sell"]:
        yield (
            "GOING_CONCERN",
            Effect.SELL,
            say("Its cash lasts {months:.1f} months, with no funding committed.", months=months),
        )
    elif short and months is not None and months < rules.gates["runway_hold"]:
        yield (
            "RUNWAY_LT_12M",
            Effect.AT_MOST_HOLD,
            say("Its cash lasts {months:.1f} months, with no funding committed.", months=months),
        )
    distress, funding = figures.maybe("altman_z"), card.factor("funding").score
    if (
        distress is not None
        and distress < rules.gates["altman_distress"]
        and funding <= rules.gates["funding_distress"]
    ):
        yield (
            "DISTRESS",
            Effect.AT_MOST_HOLD,
            say("Altman Z'' is {distress:.1f}, in the zone of distress.", distress=distress),
        )


def _sell_the_news(figures: Figures, card: Scorecard, rules: Rules) -> Found:
    share, run = ratios.high_target_share(figures), card.factor("extension").score
    near = share is not None and share >= rules.gates["near_high_target"]
    if near and run <= rules.gates["extended"] and not figures.yes("fresh_catalyst"):
        why = say("It ran fast, stands at its highest target, and no fresh good news carries it.")
        yield "SELL_THE_NEWS", Effect.AT_MOST_HOLD, why


def _liquidity(figures: Figures, rules: Rules) -> Found:
    volume, price = figures.maybe("dollar_volume"), figures.maybe("price")
    if volume is not None and volume < rules.gates["volume_least"]:
        yield "ILLIQUID", Effect.NOT_RATED, say("Only ${volume:,.0f} change hands a day.", volume=volume)
    elif volume is not None and volume < rules.gates["volume_thin"]:
        yield "THIN_TRADING", Effect.FLAG, say("Only ${volume:,.0f} change hands a day.", volume=volume)
    if price is not None and price < rules.gates["price_least"]:
        yield (
            "PENNY_PRICE",
            Effect.NOT_RATED,
            say("Its price of {price:.4g} is under {least:.0f}.", price=price, least=rules.gates["price_least"]),
        )


def _calendar(figures: Figures) -> Found:
    report = figures.word("next_report")
    if not report:
        return
    session, day = hours.session_of(figures.at), date.fromisoformat(report)
    if session <= day <= hours.sessions_after(session, 1):
        yield "REPORT_AHEAD", Effect.WAIT, say("It reports on {day}; changes wait.", day=report)
