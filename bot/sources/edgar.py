"""EDGAR: what companies file with the SEC, as lists of filings and as the figures of their statements."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from bot.clock import Clock
from bot.market.feeds import Missing, NoAnswer, Unavailable
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.ownership import InsiderReport, StakeReport
from bot.market.remedy import Remedy
from bot.market.reported_fact import ReportedFact
from bot.market.ticker import Ticker
from bot.sources.cached import Cached, Shelf, same_day, within
from bot.sources.edgar_owners import plain, read_insider, read_stake, trim_insider, trim_stake
from bot.sources.edgar_read import SOURCE, read_companies, read_facts, read_filings, trim_facts, trim_filings
from bot.sources.profile.doubt import LONGEST, MOST, sentences
from bot.sources.vendor import Throttled, Vendor
from bot.words import clipped, filled, later

T = TypeVar("T")

COMPANIES = "https://www.sec.gov/files/company_tickers.json"
FILINGS = "https://data.sec.gov/submissions/CIK{cik:010d}.json"
FACTS = "https://data.sec.gov/api/xbrl/companyfacts/CIK{cik:010d}.json"
DOCUMENTS = "https://www.sec.gov/Archives/"
PER_HOUR, BURST = 7_200, 8  # two a second, a fifth of what the SEC allows; a ticker costs a list an hour
TIMEOUT = 30  # seconds; the figures of an old company have some megabytes
LIST_LASTS = timedelta(minutes=50)  # less than the hour from round to round: 17 requests a ticker and weekday
OPENS, CLOSES = time(6), time(22, 30)  # New York: accepted until 22:00 on weekdays, shown a little later
PAPER_LASTS = timedelta(days=3650)  # a paper that is filed is never changed
OLD_LIST, OLD_FACTS = timedelta(hours=1), timedelta(days=30)  # how old an answer may be while the SEC is lost
A_YEAR, YEARS_OF_FACTS = timedelta(days=366), timedelta(days=5 * 366)
UNDECLARED = b"Undeclared Automated Tool"
OFF = later(
    "SEC filings are off: set SEC_CONTACT to your name and e-mail, which the SEC asks for; "
    "without them ratings lack statements, dilution, material_filing and funding_runway tell nothing, "
    "and ownership tells no insiders' purchases and no stakes."
)


class Edgar:
    """Answers FilingFeed, FactsFeed and OwnerFeed; asks nothing where no contact is set."""

    def __init__(self, contact: str, shelf: Shelf, clock: Clock) -> None:
        self.vendor = Vendor(SOURCE, clock, shelf, per_hour=PER_HOUR, burst=BURST)
        self._contact, self._shelf, self._clock = contact, shelf, clock
        self._companies: tuple[Mapping[str, Sequence[Any]], datetime] | None = None
        self._names = Cached("sec.companies", self._ask_companies, shelf, clock, fresh=same_day, stale_for=OLD_FACTS)
        self._lists = Cached("sec.filings", self._ask_filings, shelf, clock, fresh=list_is_fresh, stale_for=OLD_LIST)
        self._figures = Cached("sec.facts", self._ask_facts, shelf, clock, fresh=same_day, stale_for=OLD_FACTS)
        self._doubts = Cached(
            "sec.doubt", self._ask_doubts, shelf, clock, fresh=for_good, stale_for=OLD_FACTS, missing_fresh=same_day
        )
        self._insiders = self._papers("sec.insiders", trim_insider)
        self._stakes = self._papers("sec.stakes", trim_stake)

    async def filings(self, ticker: Ticker) -> Sequence[Filing]:
        """A year of filings, newest first; none is an answer too. Raises Missing, Unavailable."""
        cik = await self._cik(ticker)
        return read_filings(ticker, cik, (await self._lists.get(str(cik))).value)

    async def has_filings(self, ticker: Ticker) -> bool:
        """Whether ``filings`` would answer, or say that there are none, from what is at hand."""
        if not self._contact:
            return True
        if not self._knows_companies() and not await self._names.has("all"):
            return False
        try:
            return await self._lists.has(str(await self._cik(ticker)))
        except NoAnswer:
            return True

    async def facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """Figures of five years in the order they were filed. Raises Missing, Unavailable."""
        cik = await self._cik(ticker)
        return read_facts((await self._figures.get(str(cik))).value)

    async def kept_facts(self, ticker: Ticker) -> Sequence[ReportedFact]:
        """The last reported figures however old they are; none where none are kept. The SEC is not asked."""
        if self._companies is None:
            return ()
        known = self._companies[0].get(ticker.symbol)
        figures = await self._figures.kept(str(int(known[0]))) if known else None
        return read_facts(figures.value) if figures else ()

    async def doubts(self, filing: Filing) -> Sequence[str]:
        """The sentences of its document that name substantial doubt; one request a filing, kept for good.

        Raises Missing where it has no document to read, Unavailable.
        """
        if not self._contact:
            raise Unavailable(OFF, remedy=Remedy.SET_CONTACT)
        if not _is_page(filing):
            raise Missing(filled(later("The {form} is no page that can be read here."), form=filing.form))
        told: Sequence[str] = (await self._doubts.get(filing.link.removeprefix(DOCUMENTS))).value
        return told

    async def has_doubts(self, filing: Filing) -> bool:
        """Whether ``doubts`` would answer, or say that it cannot, from what is at hand."""
        if not self._contact or not _is_page(filing):
            return True
        return await self._doubts.has(filing.link.removeprefix(DOCUMENTS))

    async def insider_report(self, filing: Filing) -> InsiderReport:
        """What a Form 4 says; its paper is asked for once. Raises Missing where it cannot be read, Unavailable."""
        return read_insider(filing, (await self._insiders.get(plain(filing))).value)

    async def stake_report(self, filing: Filing) -> StakeReport:
        """What a Schedule 13D or 13G says; its paper is asked for once. Raises Missing, AboutAnother, Unavailable."""
        return read_stake(filing, (await self._stakes.get(plain(filing))).value)

    def _papers(self, name: str, trim: Callable[[bytes], object]) -> Cached:
        """Papers by their address. One that could not be read may have been another page, and is tried the next day."""

        async def ask(address: str) -> object:
            if not self._contact:
                raise Unavailable(OFF, remedy=Remedy.SET_CONTACT)
            return await self._ask(address, trim, later("The SEC has no such paper."))

        return Cached(
            name, ask, self._shelf, self._clock,
            fresh=within(PAPER_LASTS), stale_for=PAPER_LASTS, missing_fresh=same_day,
        )  # fmt: skip

    async def _cik(self, ticker: Ticker) -> int:
        """The SEC's number of a company. Raises Missing for a fund, an index or a foreign listing, Unavailable."""
        if not self._contact:
            raise Unavailable(OFF, remedy=Remedy.SET_CONTACT)
        if self._companies is None or not self._knows_companies():
            self._companies = (await self._names.get("all")).value, self._clock.now()
        known = self._companies[0].get(ticker.symbol)
        if known is None:
            raise Missing(filled(later("The SEC lists no company under {ticker}."), ticker=ticker))
        return int(known[0])

    def _knows_companies(self) -> bool:
        return self._companies is not None and same_day(self._companies[1], self._clock.now())

    async def _ask_companies(self, _all: str) -> Mapping[str, tuple[int, str]]:
        return await self._ask(COMPANIES, read_companies, later("It has no list of companies."))

    async def _ask_filings(self, cik: str) -> object:
        since = self._today() - A_YEAR
        none = later("The SEC has no list of filings of this company.")
        return await self._ask(FILINGS.format(cik=int(cik)), lambda body: trim_filings(body, since), none)

    async def _ask_facts(self, cik: str) -> object:
        since = self._today() - YEARS_OF_FACTS
        none = later("The SEC has no figures of this company's statements.")
        return await self._ask(FACTS.format(cik=int(cik)), lambda body: trim_facts(body, since), none)

    async def _ask_doubts(self, place: str) -> object:
        def read(body: bytes) -> object:
            return [clipped(one, LONGEST) for one in sentences(body)[:MOST]]

        return await self._ask(DOCUMENTS + place, read, later("The SEC has no document of this filing."))

    async def _ask(self, address: str, read: Callable[[bytes], T], missing: str) -> T:
        return await self.vendor.ask(lambda: read(download(address, self._contact, missing)))

    def _today(self) -> date:
        return self._clock.now().astimezone(NEW_YORK).date()


def _is_page(filing: Filing) -> bool:
    """Whether its link leads to a document of the SEC's that can be read as a page."""
    is_page = filing.link.endswith((".htm", ".html", ".txt")) and not filing.link.endswith("-index.htm")
    return is_page and filing.link.startswith(DOCUMENTS)


def for_good(_kept_at: datetime, _now: datetime) -> bool:
    """A filing never changes."""
    return True


def list_is_fresh(kept_at: datetime, now: datetime) -> bool:
    """For fifty minutes, and as long as nothing can have been filed since: over nights and weekends."""
    return within(LIST_LASTS)(kept_at, now) or last_shown(now) <= kept_at <= now


def last_shown(now: datetime) -> datetime:
    """The last moment, up to ``now``, at which a new filing may have been shown. Holidays count as other days."""
    local = now.astimezone(NEW_YORK)
    if local.weekday() < 5 and OPENS <= local.time() <= CLOSES:
        return now
    back = 0 if local.weekday() < 5 and local.time() > CLOSES else 1
    day = local.date() - timedelta(days=back)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return datetime.combine(day, CLOSES, NEW_YORK).astimezone(UTC)


def download(address: str, contact: str, missing: str) -> bytes:
    """A body as sent; for worker threads. Raises Missing (saying ``missing``), Throttled, Unavailable, OSError.

    The SEC answers 403 to whoever asks more than ten times a second, and lets go after some ten minutes; and to whoever
    does not say who asks, which no waiting cures.
    """
    from curl_cffi import requests

    response = requests.get(address, timeout=TIMEOUT, headers={"User-Agent": _user_agent(contact)})
    if response.status_code == 403 and UNDECLARED in response.content:
        raise Unavailable(
            later("The SEC does not take the contact we give; write a name and e-mail into SEC_CONTACT."),
            remedy=Remedy.SET_CONTACT,
        )
    if response.status_code in (403, 429):
        raise Throttled
    if response.status_code == 404:
        raise Missing(missing)
    if response.status_code != 200:
        raise Unavailable(
            filled(later("The SEC does not answer as it should (HTTP {status})."), status=response.status_code)
        )
    return response.content


def _user_agent(contact: str) -> str:
    """Who asks, in the ASCII that a header may hold: José is Jose."""
    plain = unicodedata.normalize("NFKD", contact).encode("ascii", "ignore").decode()
    return " ".join(f"Minnow {plain}".split())
