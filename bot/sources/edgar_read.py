"""What EDGAR's JSON says: pure readers of its lists of companies, filings and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import isfinite
from typing import Any

from bot.market.feeds import Unreadable
from bot.market.filing import Filing
from bot.market.reported_fact import ReportedFact
from bot.market.ticker import Ticker
from bot.sources.profile import concepts
from bot.words import later

SOURCE = "SEC"
TAXONOMIES = ("dei", "us-gaap", "ifrs-full")  # the cover page, American names, international names
# Of the hundreds of figures a company files, those that are read somewhere are kept.
CONCEPTS = frozenset(name for names in vars(concepts).values() if isinstance(names, tuple) for name in names)
DOCUMENT = "https://www.sec.gov/Archives/edgar/data/{cik}/{folder}/{name}"
COLUMNS = ("accessionNumber", "form", "items", "acceptanceDateTime", "filingDate", "reportDate", "primaryDocument")

_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_NAME = re.compile(r"[\w\-]+(/[\w\-]+)*\.\w{2,5}", re.ASCII)
_FORM = re.compile(r"[\w\-/. ]{1,20}", re.ASCII)
_ITEM = re.compile(r"\d{1,2}(\.\d{2})?")
_FAULTS = (KeyError, TypeError, ValueError, AttributeError)


def read_companies(body: bytes) -> Mapping[str, tuple[int, str]]:
    """Ticker symbol -> CIK and name, from company_tickers.json. Raises Unreadable."""
    rows = _object(body, later("The SEC's answer is not its list of companies."))
    try:
        companies = {
            str(row["ticker"]).upper().replace(".", "-"): (int(row["cik_str"]), str(row["title"]))
            for row in rows.values()
        }
    except _FAULTS:
        raise Unreadable(later("The SEC's list of companies cannot be read.")) from None
    if not companies:
        raise Unreadable(later("The SEC's list of companies is empty."))
    return companies


def trim_filings(body: bytes, since: date) -> Mapping[str, Any]:
    """The company's name and its filings from ``since`` on, the columns of ``COLUMNS`` as rows. Raises Unreadable."""
    answer = _object(body, later("The SEC's answer is not its list of filings."))
    try:
        recent = answer["filings"]["recent"]
        rows = list(zip(*(recent[name] for name in COLUMNS), strict=True))
        kept = [row for row in rows if date.fromisoformat(row[4]) >= since]
        trimmed = {"name": str(answer["name"]), "rows": kept}
        read_filings(Ticker("ANY"), 1, trimmed)  # so that what cannot be read is never kept
    except _FAULTS:
        raise Unreadable(later("The SEC's list of filings cannot be read.")) from None
    return trimmed


def read_filings(ticker: Ticker, cik: int, kept: Mapping[str, Any]) -> Sequence[Filing]:
    """What ``trim_filings`` kept, newest first. Raises ValueError for a row of another shape."""
    filings = [_filing(ticker, cik, str(kept["name"]), row) for row in kept["rows"]]
    return tuple(sorted(filings, key=lambda one: (one.accepted, one.accession), reverse=True))


def _filing(ticker: Ticker, cik: int, company: str, row: Sequence[str]) -> Filing:
    accession, form, items, accepted, filed, reported, document = row
    if not _ACCESSION.fullmatch(accession) or not _FORM.fullmatch(form):
        raise ValueError("a filing without its number or form")
    name = document if _NAME.fullmatch(document) else f"{accession}-index.htm"
    at = datetime.fromisoformat(accepted)
    return Filing(
        ticker=ticker,
        accession=accession,
        form=form,
        items=tuple(item for item in items.split(",") if _ITEM.fullmatch(item)),
        accepted=at if at.tzinfo else at.replace(tzinfo=UTC),
        filed=date.fromisoformat(filed),
        report_date=date.fromisoformat(reported) if reported else None,
        link=DOCUMENT.format(cik=cik, folder=accession.replace("-", ""), name=name),
        company=company,
    )


def trim_facts(body: bytes, since: date) -> Sequence[Sequence[Any]]:
    """The figures a rating is made of whose period ends on ``since`` or later. Raises Unreadable.

    A row is concept, unit, start ("" for a moment), end, value, filed, form, accession.
    """
    answer = _object(body, later("The SEC's answer is not its figures."))
    try:
        rows = [
            (concept, unit, fact.get("start", ""), fact["end"], fact["val"], fact["filed"], fact["form"], fact["accn"])
            for taxonomy in TAXONOMIES
            for concept, told in answer["facts"].get(taxonomy, {}).items()
            if concept in CONCEPTS
            for unit, facts in told["units"].items()
            for fact in facts
            if fact["val"] is not None and date.fromisoformat(fact["end"]) >= since
        ]
        read_facts(rows)
    except _FAULTS:
        raise Unreadable(later("The SEC's figures cannot be read.")) from None
    return rows


def read_facts(rows: Sequence[Sequence[Any]]) -> Sequence[ReportedFact]:
    """What ``trim_facts`` kept, in the order of filing. Raises ValueError for a row of another shape."""
    facts = []
    for concept, unit, start, end, value, filed, form, accession in rows:
        on, figure = date.fromisoformat(filed), float(value)
        if not isfinite(figure):
            raise ValueError(f"{concept} is no number")
        facts.append(
            ReportedFact(
                as_of=datetime.combine(on, time(), UTC),
                source=SOURCE,
                concept=concept,
                unit=unit,
                start=date.fromisoformat(start) if start else None,
                end=date.fromisoformat(end),
                value=figure,
                filed=on,
                form=str(form),
                accession=str(accession),
            )
        )
    return tuple(sorted(facts, key=lambda fact: fact.filed))


def _object(body: bytes, otherwise: str) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise Unreadable(otherwise)
    return answer
