"""What ownership papers say: pure readers of the XML of Form 4 and of Schedules 13D and 13G."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from bot.market.feeds import AboutAnother, Missing
from bot.market.filing import Filing
from bot.market.ownership import Holder, Insider, InsiderReport, Purchase, StakeReport
from bot.words import filled, later

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BOUGHT = "P"  # open market or private purchase; A is a grant, M an exercise, F shares kept for taxes, S a sale
LONGEST = 3_000_000  # bytes; such a form has some kilobytes
TRUE, FALSE = ("1", "true"), ("0", "false")
ONLY_A_PAGE = later("The SEC has this {form} only as a page for people, not as figures.")
PERSONS = ("coverPageHeaderReportingPersonDetails", "reportingPersonInfo", "reportingPersonDetails")

_STYLED = re.compile(r"/xsl[\w\-]+/(?=[^/]+\.xml$)")
_PLAN = re.compile(r"10b5[\s\-–]?1", re.IGNORECASE)
_COMPANY = re.compile(r"/data/(\d{1,10})/")
_MARKED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def plain(filing: Filing) -> str:
    """Where its XML is: the list of filings leads to a page made of it, one folder further down.

    Raises Missing where there is none: schedules from before 2025, and papers that were scanned.
    """
    if not filing.link.endswith(".xml"):
        raise Missing(filled(ONLY_A_PAGE, form=filing.form))
    return _STYLED.sub("/", filing.link)


def trim_insider(body: bytes) -> Mapping[str, Any]:
    """What is kept of a Form 4, as JSON values. Raises Missing for anything else."""
    root = _root(body, "ownershipDocument", later("Form 4"))
    told = [_transaction(one) for one in _all(root, "nonDerivativeTransaction")]
    codes = [code for code in (_first(one, "transactionCode") for one in _all(root, "transactionCoding")) if code]
    return {
        "issuer": _number(_first(root, "issuerCik")),
        "owners": [[_first(one, "rptOwnerName"), _roles(one)] for one in _all(root, "reportingOwner")],
        "purchases": [row for row in told if row],
        "codes": sorted(set(codes)),
        "plan": _plan(root),
    }


def read_insider(filing: Filing, kept: Mapping[str, Any]) -> InsiderReport:
    """What ``trim_insider`` kept. Raises AboutAnother for one that its company filed as an owner of another."""
    _check_subject(filing, kept["issuer"])
    return InsiderReport(
        as_of=filing.accepted,
        source=filing.source,
        ticker=filing.ticker,
        accession=filing.accession,
        owners=tuple(Insider(name, tuple(roles)) for name, roles in kept["owners"] if name),
        purchases=tuple(
            Purchase(date.fromisoformat(day), shares, price, security)
            for day, shares, price, security in kept["purchases"]
        ),
        codes=tuple(kept["codes"]),
        by_plan=kept["plan"],
    )


def trim_stake(body: bytes) -> Mapping[str, Any]:
    """What is kept of a Schedule 13D or 13G, as JSON values. Raises Missing for anything else.

    Each person of a group has a cover page, and element names differ between the two schedules. Percent to a fraction.
    """
    root = _root(body, "edgarSubmission", later("Schedule 13D or 13G"))
    holders = []
    for person in (one for name in PERSONS for one in _all(root, name)):
        percent = _number(_first(person, "classPercent", "percentOfClass"))
        shares = _number(
            _first(person, "reportingPersonBeneficiallyOwnedAggregateNumberOfShares", "aggregateAmountOwned")
        )
        holders.append([_first(person, "reportingPersonName"), None if percent is None else percent / 100, shares])
    subject = next(_all(root, "issuerInfo"), root)
    return {"issuer": _number(_first(subject, "issuerCik", "issuerCIK")), "holders": [row for row in holders if row[0]]}


def read_stake(filing: Filing, kept: Mapping[str, Any]) -> StakeReport:
    """What ``trim_stake`` kept. Raises AboutAnother for one that its company filed as a holder of another."""
    _check_subject(filing, kept["issuer"])
    return StakeReport(
        as_of=filing.accepted,
        source=filing.source,
        ticker=filing.ticker,
        accession=filing.accession,
        holders=tuple(Holder(name, share, shares) for name, share, shares in kept["holders"]),
    )


def _check_subject(filing: Filing, issuer: float | None) -> None:
    company = _COMPANY.search(filing.link)
    if issuer is None:
        raise Missing(filled(later("This {form} does not say whose shares it is about."), form=filing.form))
    if company is not None and int(company[1]) != int(issuer):
        raise AboutAnother(filled(later("This {form} is about another company's shares."), form=filing.form))


def _root(body: bytes, name: str, form: str) -> Element:
    """Its root element. A page, a text or a document with entities of its own is no such form, and Missing."""
    from xml.etree import ElementTree as ET

    page = Missing(filled(ONLY_A_PAGE, form=form))
    if len(body) > LONGEST or _MARKED.search(body):
        raise page
    try:
        root = ET.fromstring(body)  # noqa: S314  # what declares entities is refused above
    except (ET.ParseError, ValueError, LookupError):
        raise page from None
    if _local(root) != name:
        raise page
    return root


def _transaction(one: Element) -> list[Any] | None:
    """Day, shares, price and security of a purchase; None for other codes and for what cannot be counted."""
    day, shares = _day(_first(one, "transactionDate")), _number(_first(one, "transactionShares"))
    bought = _first(one, "transactionCode") == BOUGHT and _first(one, "transactionAcquiredDisposedCode") != "D"
    if not bought or day is None or not shares or shares < 0:
        return None
    price = _number(_first(one, "transactionPricePerShare"))
    return [day.isoformat(), shares, price if price and price > 0 else None, _first(one, "securityTitle")]


def _roles(owner: Element) -> list[str]:
    flags = {
        name: _first(owner, name).lower() in TRUE
        for name in ("isOfficer", "isDirector", "isTenPercentOwner", "isOther")
    }
    words = {
        "isOfficer": _first(owner, "officerTitle") or later("officer"),
        "isDirector": later("director"),
        "isTenPercentOwner": later("owner of 10 % or more"),
        "isOther": _first(owner, "otherText"),
    }
    return [words[name] for name, is_so in flags.items() if is_so and words[name]]


def _plan(root: Element) -> bool | None:
    """The form's own box; where it has none, whether a footnote names such a plan."""
    box = _first(root, "aff10b5One").lower()
    if box in TRUE or box in FALSE:
        return box in TRUE
    notes = " ".join(" ".join(one.itertext()) for name in ("footnote", "remarks") for one in _all(root, name))
    return True if _PLAN.search(notes) else None


def _local(one: Element) -> str:
    return one.tag.rsplit("}", 1)[-1] if isinstance(one.tag, str) else ""


def _all(root: Element, name: str) -> Iterator[Element]:
    return (one for one in root.iter() if _local(one) == name)


def _first(root: Element, *names: str) -> str:
    """The first words under an element of one of these names, within its ``value`` or bare; at most 120 letters."""
    for name in names:
        for one in _all(root, name):
            said = " ".join(" ".join(one.itertext()).split())
            if said:
                return said[:120]
    return ""


def _number(said: str) -> float | None:
    try:
        figure = float(said.replace(",", "").rstrip("% "))
    except ValueError:
        return None
    return figure if isfinite(figure) else None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None
