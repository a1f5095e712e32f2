"""The macro half of a recorded source: what the thesis and the reports are told of, and how a question is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from bot.market.calendar import Calendar, calendar
from bot.market.fed_funds import EffectiveRate, FedFundsFutures, after_settlement
from bot.market.feeds import Missing, Unavailable
from bot.market.fund_day import FundDay
from bot.market.geopolitics import GeopoliticalRisk
from bot.market.labor import LaborMarket
from bot.market.members import FundOutlook
from bot.market.readings import Readings
from bot.market.ticker import Ticker
from bot.sources import gdelt, supply_chain
from bot.sources.fred import CLAIMS, HIGH_YIELD, OIL, SAHM, TARGET_UPPER, TEN_YEARS, TWO_YEARS
from bot.words import filled, later

Seen = TypeVar("Seen")
Macro = FedFundsFutures | EffectiveRate | Readings | GeopoliticalRisk | FundOutlook


class RecordedMacro:
    """Rates, yields, labor, geopolitics and funds; the newest of what was told answers.

    While ``out`` names since when, every question is Unavailable.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.out: datetime | None = None
        self._futures: list[FedFundsFutures] = []
        self._effective: list[EffectiveRate] = []
        self._series: dict[str, Readings] = {}
        self._labor: LaborMarket | None = None
        self._risk: GeopoliticalRisk | None = None
        self._outlooks: dict[Ticker, FundOutlook] = {}
        self._fund_days: dict[Ticker, tuple[FundDay, ...]] = {}
        self._calendar = calendar()
        self._answered: datetime | None = None

    def tell_macro(self, one: Macro) -> None:
        """Readings are kept under their name: FRED's of a series, the symbol of a fund."""
        if isinstance(one, FedFundsFutures):
            self._futures.append(one)
        elif isinstance(one, EffectiveRate):
            self._effective.append(one)
        elif isinstance(one, GeopoliticalRisk):
            self._risk = one
        elif isinstance(one, FundOutlook):
            self._outlooks[one.fund] = one
        else:
            self._series[one.name] = one

    def tell_labor(self, market: LaborMarket) -> None:
        self._labor = market

    def tell_calendar(self, known: Calendar) -> None:
        self._calendar = known

    async def futures(self) -> FedFundsFutures:
        return self._newest(self._futures, later("There is no fed funds future in the recording."))

    async def closes(self) -> Sequence[FedFundsFutures]:
        settled = {after_settlement(one.as_of): one for one in self._futures}
        return tuple(one for day, one in sorted((day, one) for day, one in settled.items() if day is not None))

    async def effective(self) -> EffectiveRate:
        return self._newest(self._effective, later("There is no effective rate in the recording."))

    async def target_upper(self) -> Readings:
        return self._readings(TARGET_UPPER, later("There is no target range in the recording."))

    async def two_years(self) -> Readings:
        return self._readings(TWO_YEARS, later("There is no two-year yield in the recording."))

    async def ten_years(self) -> Readings:
        return self._readings(TEN_YEARS, later("There is no ten-year yield in the recording."))

    async def calendar(self) -> Calendar:
        return self._calendar

    async def labor(self) -> LaborMarket:
        return self._newest([self._labor] if self._labor else [], later("There is no labor market in the recording."))

    async def first_claims(self) -> Readings:
        return self._readings(CLAIMS, later("There is no figure of first claims in the recording."))

    async def sahm_gap(self) -> Readings:
        return self._readings(SAHM, later("There is no Sahm gap in the recording."))

    async def high_yield(self) -> Readings:
        return self._readings(HIGH_YIELD, later("There is no high-yield spread in the recording."))

    async def oil(self) -> Readings:
        return self._readings(OIL, later("There is no oil price in the recording."))

    def tell_fund_days(self, fund: Ticker, *days: FundDay) -> None:
        """The sessions of a fund that the store has kept, oldest first."""
        self._fund_days[fund] = days

    async def outlook(self, fund: Ticker) -> FundOutlook:
        return self._newest(
            [self._outlooks[fund]] if fund in self._outlooks else [],
            filled(later("There is no outlook of {fund} in the recording."), fund=fund),
        )

    async def kept_days(self, fund: Ticker) -> Sequence[FundDay]:
        return self._newest([self._fund_days.get(fund, ())], "")

    async def risk(self) -> GeopoliticalRisk:
        return self._newest(
            [self._risk] if self._risk else [], later("There is no geopolitical risk in the recording.")
        )

    async def supply_chain(self) -> Readings:
        return self._readings(supply_chain.NAME, later("There is no supply-chain pressure in the recording."))

    async def conflict_news(self) -> Readings:
        return self._readings(gdelt.NAME, later("There is no conflict in the news in the recording."))

    async def adjusted(self, fund: Ticker) -> Readings:
        return self._readings(
            fund.symbol, filled(later("There is no adjusted closes of {fund} in the recording."), fund=fund)
        )

    def _readings(self, name: str, otherwise: str) -> Readings:
        return self._newest([self._series[name]] if name in self._series else [], otherwise)

    def _newest(self, kept: Sequence[Seen] | None, otherwise: str) -> Seen:
        if self.out is not None:
            raise Unavailable(filled(later("{source} does not answer."), source=self.source), since=self._answered)
        if not kept:
            raise Missing(otherwise)
        return kept[-1]
