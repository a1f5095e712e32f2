"""What companies file of their accounts, as the rating's figures: twelve months to the newest closing day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from bot.market.hours import NEW_YORK
from bot.market.quote import Split
from bot.market.reported_fact import ReportedFact
from bot.rating.profile import Absent, Figure
from bot.sources.profile import concepts, scores
from bot.sources.profile.accounts import Accounts, read_accounts
from bot.sources.profile.origin import Origin, Reading, absent
from bot.sources.profile.outstanding import read_outstanding
from bot.sources.profile.reported import A_QUARTER, A_YEAR, Book
from bot.words import later

SOURCE = "SEC"
ACCOUNTS = ("assets", "cash", "operating_cash_flow", "capex", "debt", "ebitda", "ebit", "interest_expense")
NAMES = (
    "revenue_growth",
    "revenue_growth_before",
    "eps_trailing",
    "revenue",
    "operating_margin",
    "net_income",
    "assets",
    "piotroski",
    "beneish",
    "altman_z",
    "cash",
    "operating_cash_flow",
    "capex",
    "shares",
    "shares_year_ago",
    "debt",
    "ebitda",
    "ebit",
    "interest_expense",
)
NOT_FILED = later("not among the figures it files")


def read_statements(
    facts: Iterable[ReportedFact],
    at: datetime,
    splits: Sequence[Split] = (),
    all_classes: float | None = None,
    source: str = SOURCE,
) -> Reading:
    """Figures of the newest balance sheet filed by ``at``, in the currency it is filed in; without one of any account.

    ``splits`` are those of the share since; ``all_classes`` is a count of every class from elsewhere, for companies
    whose cover counts each class by itself.
    """
    known = list(facts)
    today = at.astimezone(NEW_YORK).date()
    whole = Book(known, today)
    sheets = whole.instants(concepts.ASSETS) or whole.spans((*concepts.NET_INCOME, *concepts.REVENUE))
    if not sheets:
        return absent(NAMES, later("the SEC has no accounts of it in the form they are read here"))
    ((money, _),) = Counter(fact.unit for fact in sheets).most_common(1)  # a translation for convenience is rarer
    sheet = next(fact for fact in reversed(sheets) if fact.unit == money)
    book = Book((fact for fact in known if fact.unit.split("/")[0] in (money, "shares")), today)
    end = sheet.end
    now, before = read_accounts(book, end), read_accounts(book, end - A_YEAR)
    origin = Origin(source, midnight(end), min(midnight(sheet.filed), at))
    opening = book.at(concepts.ASSETS, end - 2 * A_YEAR)
    shares = read_outstanding(book, end, at, splits, all_classes)
    grew = _grew(shares["shares"], shares["shares_year_ago"])

    def told(value: float | str | None, unit: str = money) -> Figure | Absent:
        return origin.told(value, unit, NOT_FILED)

    return {
        "revenue_growth": told(_growth(book, end), "fraction"),
        "revenue_growth_before": told(_growth(book, end - A_QUARTER), "fraction"),
        "eps_trailing": _earnings_a_share(book, end, money, origin, splits),
        "revenue": told(now.revenue),
        "operating_margin": told(_margin(now), "fraction"),
        "net_income": told(now.net_income),
        "assets": told(_mean(now.assets, before.assets)),
        "piotroski": told(scores.piotroski(now, before, opening.value if opening else None, grew), "count"),
        "beneish": told(scores.beneish(now, before), "ratio"),
        "altman_z": told(scores.altman(now), "ratio"),
        "cash": told(now.cash),
        "operating_cash_flow": told(now.operating_cash),
        "capex": told(now.capex),
        "debt": told(now.debt),
        "ebitda": told(now.ebitda),
        "ebit": told(now.ebit),
        "interest_expense": told(now.interest),
        **shares,
    }


def midnight(day: date) -> datetime:
    """The beginning of a day, UTC."""
    return datetime.combine(day, time(), UTC)


def _growth(book: Book, end: date) -> float | None:
    """A quarter's revenue against that of a year before, a fraction; of a year where no quarters are filed."""
    for measure in (book.quarter, book.year):
        now, before = measure(concepts.REVENUE, end), measure(concepts.REVENUE, end - A_YEAR)
        if now is not None and before is not None:
            return now / before - 1 if before > 0 else None
    return None


def _earnings_a_share(book: Book, end: date, money: str, origin: Origin, splits: Sequence[Split]) -> Figure | Absent:
    """Twelve months; filings from before a split count in other shares, and are not added to those from after it."""
    if any(split.day > end - A_YEAR - A_YEAR for split in splits):
        return Absent(later("a split lies among the reports"))
    return origin.told(book.year(concepts.EPS, end), f"{money}/share", NOT_FILED)


def _margin(now: Accounts) -> float | None:
    return None if now.ebit is None or not now.revenue or now.revenue < 0 else now.ebit / now.revenue


def _mean(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else (one + other) / 2


def _grew(shares: Figure | Absent, before: Figure | Absent) -> bool | None:
    """Whether shares were issued; a thousandth more is rounding."""
    if isinstance(shares, Absent) or isinstance(before, Absent):
        return None
    return float(shares.value) > 1.001 * float(before.value)
