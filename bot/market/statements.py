"""Statements: out of all that a company reported, the last word on each figure, its balances and its twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.market.reported_fact import ReportedFact

REVENUE = (
    "Revenues",
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "RevenueFromContractWithCustomerIncludingAssessedTax",
    "SalesRevenueNet",
    "Revenue",
)
OPERATING_CASH = (
    "NetCashProvidedByUsedInOperatingActivities",
    "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations",
    "CashFlowsFromUsedInOperatingActivities",
)
CASH_AND_INVESTMENTS = ("CashCashEquivalentsAndShortTermInvestments",)
CASH = ("CashAndCashEquivalentsAtCarryingValue", "CashAndCashEquivalents", "Cash")
INVESTMENTS = (
    "ShortTermInvestments",
    "MarketableSecuritiesCurrent",
    "AvailableForSaleSecuritiesDebtSecuritiesCurrent",
)
SHARES = ("EntityCommonStockSharesOutstanding",)

QUARTER, YEAR = (80, 100), (350, 380)  # days of a span: quarters of 12 to 14 weeks, years of 52 or 53
MOVED = timedelta(days=10)  # by which the ends of fiscal periods move from year to year
DAY = timedelta(days=1)


class Statements:
    """The reported facts of one company that were filed by ``known_on``, each figure as it was filed last.

    A figure is always of one concept and one unit: of several names the one that is still in use, of those the first.
    Companies change names over the years, and an old one would answer with an old figure.
    """

    def __init__(self, facts: Iterable[ReportedFact], known_on: date) -> None:
        filed: dict[tuple[str, str, date | None, date], list[ReportedFact]] = {}
        for fact in facts:
            if fact.end <= fact.filed <= known_on:  # a period that ends after its report is a typing error
                filed.setdefault((fact.concept, fact.unit, fact.start, fact.end), []).append(fact)
        self._by_concept: dict[str, list[ReportedFact]] = {}
        for told in filed.values():
            last = _last(told)
            self._by_concept.setdefault(last.concept, []).append(last)

    def balances(self, concepts: Sequence[str]) -> Sequence[ReportedFact]:
        """Figures at the end of a day, oldest first; empty where there are none under these names."""
        return self._in_use(concepts, spans=False)

    def spans(self, concepts: Sequence[str]) -> Sequence[ReportedFact]:
        """Figures of a span as they were filed (quarters, half years, years), by their ends, oldest first."""
        return self._in_use(concepts, spans=True)

    def twelve_months(self, concepts: Sequence[str]) -> ReportedFact | None:
        """The newest twelve months: a year as filed; or the year, and this year's part for last year's; or 4 quarters.

        Cash flows are filed from the beginning of the fiscal year, so a 10-Q holds three, six or nine months and no
        quarter. None where what is filed does not make up twelve months. The rating's book of a company answers for
        any day and makes up missing quarters (bot/sources/profile/reported.py); here each part is as it was filed.
        """
        spans = self.spans(concepts)
        if not spans:
            return None
        newest = [span for span in spans if span.end == spans[-1].end]
        return _whole(newest) or _rolled(newest, spans) or _added(newest, spans)

    def _in_use(self, concepts: Sequence[str], *, spans: bool) -> Sequence[ReportedFact]:
        best: list[ReportedFact] = []
        for concept in concepts:
            told = [fact for fact in self._by_concept.get(concept, ()) if (fact.start is not None) is spans]
            for unit in sorted({fact.unit for fact in told}, key=lambda unit: unit != "USD"):
                same = sorted((fact for fact in told if fact.unit == unit), key=lambda fact: fact.end)
                if not best or same[-1].end > best[-1].end:
                    best = same
        return best


def days(fact: ReportedFact) -> int:
    """How long its span is, both days included; 0 for a balance."""
    return (fact.end - fact.start).days + 1 if fact.start else 0


def _last(told: Sequence[ReportedFact]) -> ReportedFact:
    """The last word on a figure. A cover that counts each class of shares by itself counts them all together."""
    last = max(told, key=lambda fact: (fact.filed, fact.accession))
    if last.concept not in SHARES:
        return last
    return replace(last, value=sum({fact.value for fact in told if fact.accession == last.accession}))


def _whole(newest: Sequence[ReportedFact]) -> ReportedFact | None:
    return next((span for span in newest if _is(span, YEAR)), None)


def _rolled(newest: Sequence[ReportedFact], spans: Sequence[ReportedFact]) -> ReportedFact | None:
    """The last fiscal year, plus this year's months so far, less the same months of that year."""
    for so_far in newest:
        if so_far.start is None or days(so_far) > YEAR[0]:
            continue
        for year in spans:
            if not _is(year, YEAR) or not _near(year.end, so_far.start - DAY):
                continue
            same = next((one for one in spans if _is_same_part(one, so_far, year)), None)
            if same is not None:
                start = same.end + DAY
                return replace(so_far, start=start, value=year.value + so_far.value - same.value)
    return None


def _is_same_part(one: ReportedFact, so_far: ReportedFact, year: ReportedFact) -> bool:
    """Whether a span is of the year what ``so_far`` is of the next one."""
    begins = one.start is not None and year.start is not None and _near(one.start, year.start)
    return begins and abs(days(one) - days(so_far)) <= MOVED.days


def _added(newest: Sequence[ReportedFact], spans: Sequence[ReportedFact]) -> ReportedFact | None:
    """Four quarters in a row, as filed."""
    quarters = [span for span in newest if _is(span, QUARTER)][:1]
    while quarters and len(quarters) < 4:
        start = quarters[-1].start
        before = next(
            (one for one in spans if start and _is(one, QUARTER) and _near(one.end, start - DAY)),
            None,
        )
        if before is None:
            return None
        quarters.append(before)
    if not quarters:
        return None
    return replace(quarters[0], start=quarters[-1].start, value=sum(one.value for one in quarters))


def _is(span: ReportedFact, length: tuple[int, int]) -> bool:
    return length[0] <= days(span) <= length[1]


def _near(day: date, other: date) -> bool:
    return abs(day - other) <= MOVED
