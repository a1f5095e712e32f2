"""A market of months in which the thesis is measured: what stands still, and what each evening changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.market.fed_funds import EffectiveRate, FedFundsFutures
from bot.market.hours import NEW_YORK, is_session
from bot.market.readings import months_from
from tests.whole import SOURCE, Club

HIKED, RATE, LAST_MEETING, MEETING_DAYS = date(2026, 9, 17), 3.63, 12, 9  # of December 2026


def evening(day: date) -> datetime:
    """A quarter to seven in New York: after the close, and after its look is planned."""
    return datetime.combine(day, time(18, 45), NEW_YORK).astimezone(UTC)


def morning(day: date) -> datetime:
    """Nine in New York: after the releases."""
    return datetime.combine(day, time(9), NEW_YORK).astimezone(UTC)


def sessions(first: date, last: date) -> Iterator[date]:
    for place in range((last - first).days + 1):
        day = first + timedelta(days=place)
        if is_session(day):
            yield day


class Months:
    """What is told each evening: small caps lead, credit and the curve stand still, and futures price some cuts."""

    def __init__(self, club: Club) -> None:
        self.club = club
        self.lead, self.claims_in_year = 0.1, 0.0  # percent a day, percent

    def tell(self, day: date, cuts: float) -> None:
        """The figures as they stand after the close of ``day``."""
        club = self.club
        effective = RATE + (0.25 if day >= HIKED else 0.0)
        self.futures(day, effective, cuts)
        days = [day - timedelta(days=back) for back in range(420, -1, -1)]
        upper = [(on, 4.0 if on <= date(2025, 12, 10) or on >= HIKED else 3.75) for on in days]
        club.series("DFEDTARU", upper)
        club.series("DGS2", [(on, 3.5) for on in days])
        club.series("DGS10", [(on, 4.1) for on in days])
        club.series("BAMLH0A0HYM2", [(on, 4.0) for on in days])
        club.series("IWM", [(on, 240 * (1 + self.lead / 100) ** place) for place, on in enumerate(days)])
        club.series("SPY", [(on, 680.0) for on in days])
        month = months_from(day, -1)
        club.series("SAHMREALTIME", [(month, 0.2)])
        more = 1 + self.claims_in_year / 100
        weeks = [(day - timedelta(weeks=back), 215_000 * (more if back < 30 else 1)) for back in range(60, -1, -1)]
        club.series("ICSA", weeks)
        # a trend that holds to the job, but for a wobble that says how much a month may miss it by
        club.labor(payrolls=[(months_from(month, -back), 160_000 - 50 * back - back % 2) for back in range(45, -1, -1)])
        club.series("DCOILWTICO", [(on, 60.0) for on in days])
        club.price("^VIX", 16.0)

    def futures(self, day: date, effective: float, cuts: float) -> None:
        """Nothing happens before December, and its meeting brings all that is priced."""
        after = effective - 0.25 * cuts
        december = (MEETING_DAYS * effective + (31 - MEETING_DAYS) * after) / 31
        prices = [(date(day.year, month, 1), 100 - effective) for month in range(day.month, LAST_MEETING)]
        told = (*prices, (date(day.year, LAST_MEETING, 1), 100 - december))
        at = self.club.clock.now()
        then = datetime.combine(day, time(), UTC)
        self.club.market.tell(
            FedFundsFutures(as_of=at, source=SOURCE, prices=told),
            EffectiveRate(as_of=then, source=SOURCE, day=day, percent=effective),
        )

    async def close(self, day: date, cuts: float) -> list[str]:
        """The evening of a session: what the look brings to the channel."""
        self.club.clock.at = evening(day)
        self.tell(day, cuts)
        return await self.club.round("thesis_change")
