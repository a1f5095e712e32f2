"""A company's filed facts as one book: the newest filing's word on each, and years and quarters from the spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain

from bot.market.reported_fact import ReportedFact
from bot.market.statements import days

QUARTER, TWELVE_MONTHS = (80, 100), (350, 380)  # days a span has: quarters of 12 to 14 weeks, years of 52 or 53
SAME = 10  # days by which the ends of fiscal periods move from year to year
DAY, A_YEAR, A_QUARTER = timedelta(days=1), timedelta(days=365), timedelta(days=91)


class Book:
    """All facts of one company that were filed by a day. Of two filings of one number the later one counts.

    Its twelve months are not those of bot.market.statements.Statements, for another question is asked: here what a
    name said for about a given day, so that many figures of one day can be set beside each other, with a quarter that
    is missing made from two spans; there the newest twelve months of the one name that is still in use.
    """

    def __init__(self, facts: Iterable[ReportedFact], known_on: date) -> None:
        newest: dict[tuple[str, date | None, date, str], ReportedFact] = {}
        for fact in sorted(facts, key=lambda fact: fact.filed):
            if fact.filed <= known_on and fact.end <= known_on:
                newest[fact.concept, fact.start, fact.end, fact.unit] = fact
        self._by_concept: dict[str, list[ReportedFact]] = {}
        for fact in newest.values():
            self._by_concept.setdefault(fact.concept, []).append(fact)

    def instants(self, concepts: Sequence[str]) -> Sequence[ReportedFact]:
        """Every balance-sheet value under these names, oldest first."""
        return sorted((fact for fact in self._all(concepts) if not days(fact)), key=lambda fact: fact.end)

    def spans(self, concepts: Sequence[str]) -> Sequence[ReportedFact]:
        """Every flow of a quarter or longer under these names, the earliest end first."""
        flows = (fact for fact in self._all(concepts) if days(fact) >= QUARTER[0])
        return sorted(flows, key=lambda fact: fact.end)

    def at(self, concepts: Sequence[str], day: date, within: int = SAME) -> ReportedFact | None:
        """A balance-sheet value of about that day, under the first of these names that has one."""
        for concept in concepts:
            near = [f for f in self._by_concept.get(concept, ()) if not days(f) and _near(f.end, day, within)]
            if near:
                return min(near, key=lambda fact: abs(fact.end - day))
        return None

    def year(self, concepts: Sequence[str], end: date) -> float | None:
        """The twelve months to about ``end``: as filed, or year + span so far - the same span a year before."""
        return next((value for one in concepts if (value := self._year(one, end)) is not None), None)

    def quarter(self, concepts: Sequence[str], end: date) -> float | None:
        """The three months to about ``end``: as filed, or the difference of two spans that begin on one day."""
        return next((value for one in concepts if (value := self._quarter(one, end)) is not None), None)

    def span(self, concept: str, end: date) -> ReportedFact | None:
        """The shortest span of a concept to about ``end``."""
        return next(iter(self._spans(concept, end)[::-1]), None)

    def _all(self, concepts: Sequence[str]) -> Iterable[ReportedFact]:
        return chain.from_iterable(self._by_concept.get(concept, ()) for concept in concepts)

    def _spans(self, concept: str, end: date) -> Sequence[ReportedFact]:
        """Spans to about that day, the longest first."""
        near = [f for f in self._by_concept.get(concept, ()) if days(f) and _near(f.end, end, SAME)]
        return sorted(near, key=lambda fact: -days(fact))

    def _year(self, concept: str, end: date) -> float | None:
        spans = self._spans(concept, end)
        for span in spans:
            if _is(span, TWELVE_MONTHS):
                return span.value
        for so_far in spans:
            if so_far.start is None or days(so_far) >= TWELVE_MONTHS[0]:
                continue
            whole = next((f for f in self._spans(concept, so_far.start - DAY) if _is(f, TWELVE_MONTHS)), None)
            before = self._spans(concept, so_far.end - A_YEAR)
            same = next((f for f in before if abs(days(f) - days(so_far)) <= SAME), None)
            if whole and same:
                return whole.value + so_far.value - same.value
        quarters = [self._quarter(concept, end - A_QUARTER * number) for number in range(4)]
        known = [quarter for quarter in quarters if quarter is not None]
        return sum(known) if len(known) == 4 else None

    def _quarter(self, concept: str, end: date) -> float | None:
        spans = self._spans(concept, end)
        for span in spans:
            if _is(span, QUARTER):
                return span.value
        for span in spans:
            for shorter in self._spans(concept, span.end - A_QUARTER):
                if shorter.start == span.start and QUARTER[0] <= days(span) - days(shorter) <= QUARTER[1]:
                    return span.value - shorter.value
        return None


def _near(day: date, other: date, within: int) -> bool:
    return abs((day - other).days) <= within


def _is(fact: ReportedFact, span: tuple[int, int]) -> bool:
    return span[0] <= days(fact) <= span[1]
