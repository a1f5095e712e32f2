"""EDGAR over the wire: with a contact, at its pace, kept; without one nothing is asked."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.market.feeds import Missing, Unavailable, Unreadable
from bot.market.filing import Filing
from bot.market.hours import NEW_YORK
from bot.market.ticker import Ticker
from bot.sources.edgar import Edgar, list_is_fresh
from tests.bench.loopback import Reply
from tests.bot.sources.test_edgar_owners import form, schedule_g, transaction
from tests.bot.sources.test_edgar_read import CIK, columns, fact, figures, paper

BRKB = Ticker("BRK-B")
LISTS, FACTS = "data.sec.gov/submissions/CIK{:010d}.json", "data.sec.gov/api/xbrl/companyfacts/CIK{:010d}.json"
COMPANIES = "www.sec.gov/files/company_tickers.json"
TOO_FAST = Reply("<html><title>SEC.gov | Request Rate Threshold Exceeded</title></html>", 403, "text/html")
UNDECLARED = "<html><title>Your Request Originates from an Undeclared Automated Tool</title></html>"
NO_SUCH_KEY = Reply("<Error><Code>NoSuchKey</Code></Error>", 404, "application/xml")


class Sec:
    """The SEC's hosts: two companies, their papers and figures."""

    def __init__(self):
        self.instead = None
        rows = [(CIK, "APLD", "Applied Digital Corp."), (1067983, "BRK-B", "Berkshire Hathaway Inc")]
        self.bodies = {
            "/files/company_tickers.json": json.dumps(
                {str(n): dict(zip(("cik_str", "ticker", "title"), row, strict=True)) for n, row in enumerate(rows)}
            ),
            f"/submissions/CIK{CIK:010d}.json": columns(paper("S-3", "2026-01-05T21:30:00.000Z")),
            "/submissions/CIK0001067983.json": columns(),
            f"/api/xbrl/companyfacts/CIK{CIK:010d}.json": figures(Assets=[fact(5, "2025-09-30")]),
        }

    def __call__(self, asked):
        if self.instead is not None:
            return self.instead
        return Reply(self.bodies[asked.path]) if asked.path in self.bodies else NO_SUCH_KEY


@pytest.fixture
def sec(hosts):
    hosts.answer = Sec()
    return hosts.answer


@pytest.fixture
def edgar(sec, shelf, clock):
    return Edgar("Ann Example ann@example.org", shelf, clock)


async def test_a_ticker_is_looked_up_once_and_its_filings_are_told(edgar, hosts, apld):
    (first,) = await edgar.filings(apld)
    await edgar.facts(apld)

    assert (first.form, first.ticker) == ("S-3", apld)
    assert hosts.addresses() == [COMPANIES, LISTS.format(CIK), FACTS.format(CIK)]


async def test_whether_a_list_or_a_paper_is_at_hand_is_told_without_asking(edgar, hosts, sec, apld, shelf, clock):
    report = f"/Archives/edgar/data/{CIK}/000114487926000010/paper.htm"
    sec.bodies[report] = "<p>The balance sheets of Applied Digital follow.</p>"
    assert not await edgar.has_filings(apld)
    assert hosts.asked == []

    (paper_filed,) = await edgar.filings(apld)
    assert await edgar.has_filings(apld)
    assert not await edgar.has_doubts(paper_filed)
    await edgar.doubts(paper_filed)
    assert await edgar.has_doubts(paper_filed)

    asked = len(hosts.asked)
    assert not await edgar.has_filings(BRKB)
    assert await edgar.has_filings(Ticker("NOSUCH"))  # that it lists none is known
    assert await edgar.has_doubts(replace(paper_filed, link=f"{paper_filed.link.rsplit('/', 1)[0]}/scan.pdf"))
    restarted = Edgar("Ann Example ann@example.org", shelf, clock)
    assert await restarted.has_filings(apld)
    assert not await restarted.has_filings(BRKB)
    off = Edgar("", shelf, clock)
    assert await off.has_filings(BRKB)
    assert await off.has_doubts(paper_filed)
    assert len(hosts.asked) == asked

    clock.at += timedelta(hours=1)
    assert not await edgar.has_filings(apld)


async def test_every_request_says_who_asks(edgar, hosts, apld):
    await edgar.filings(apld)

    assert {asked.headers["User-Agent"] for asked in hosts.asked} == {"Minnow Ann Example ann@example.org"}


@pytest.mark.parametrize(
    ("contact", "said"),
    [("José Example jose@example.org", "Jose Example jose@example.org"), ("李 li@example.org", "li@example.org")],
)
async def test_a_name_with_accents_is_sent_without_them(sec, hosts, shelf, clock, apld, contact, said):
    await Edgar(contact, shelf, clock).filings(apld)

    assert hosts.asked[-1].headers["User-Agent"] == f"Minnow {said}"


async def test_a_share_class_is_found_and_a_list_may_be_empty(edgar):
    assert await edgar.filings(BRKB) == ()


async def test_figures_are_told_as_filed(edgar, apld):
    (one,) = await edgar.facts(apld)

    assert (one.concept, one.value, one.source) == ("Assets", 5.0, "SEC")


@pytest.mark.parametrize("symbol", ["ZZZZ", "SHOP.TO", "^GSPC"])
async def test_what_files_nothing_there_is_missing(edgar, hosts, symbol):
    with pytest.raises(Missing, match="The SEC lists no company under"):
        await edgar.filings(Ticker(symbol))

    assert hosts.addresses() == [COMPANIES]


async def test_a_company_without_figures_is_missing_and_asked_once_a_day(edgar, hosts):
    for _ in range(2):
        with pytest.raises(Missing, match="no figures"):
            await edgar.facts(BRKB)

    assert hosts.addresses().count(FACTS.format(1067983)) == 1


async def test_two_watchers_of_one_round_share_a_request_and_the_next_round_asks_anew(edgar, hosts, clock, apld):
    await asyncio.gather(edgar.filings(apld), edgar.filings(apld))
    await edgar.filings(apld)
    assert hosts.addresses().count(LISTS.format(CIK)) == 1

    clock.at += timedelta(minutes=60)
    await edgar.filings(apld)
    assert hosts.addresses().count(LISTS.format(CIK)) == 2


@pytest.mark.parametrize(
    ("kept", "asked_again"),
    [
        ("2026-01-15 22:45", "2026-01-16 06:00"),  # a Thursday night
        ("2026-01-16 23:00", "2026-01-19 06:00"),  # over a weekend
        ("2026-01-17 12:00", "2026-01-19 06:00"),
        ("2026-03-07 01:00", "2026-03-09 06:00"),  # and the clocks go forward
        ("2026-01-15 22:25", "2026-01-15 23:15"),  # what came at 22:00 may not be shown yet
        ("2026-01-15 06:00", "2026-01-15 06:50"),
    ],
)
def test_a_list_lasts_until_something_new_can_be_in_it(kept, asked_again):
    kept, asked_again = (
        datetime.fromisoformat(told).replace(tzinfo=NEW_YORK).astimezone(UTC) for told in (kept, asked_again)
    )

    assert list_is_fresh(kept, kept)
    assert list_is_fresh(kept, asked_again - timedelta(seconds=1))
    assert not list_is_fresh(kept, asked_again)


def test_a_list_from_the_future_is_not_fresh():
    night = datetime(2026, 1, 17, 17, tzinfo=UTC)

    assert not list_is_fresh(night + timedelta(minutes=1), night)


async def test_figures_and_companies_last_a_day_and_outlive_the_program(edgar, sec, hosts, shelf, clock, apld):
    await edgar.facts(apld)
    again = Edgar("ann@example.org", shelf, clock)
    await again.facts(apld)
    assert hosts.addresses() == [COMPANIES, FACTS.format(CIK)]

    clock.at += timedelta(days=1)
    await again.facts(apld)
    assert hosts.addresses() == 2 * [COMPANIES, FACTS.format(CIK)]


async def test_without_a_contact_every_question_is_unavailable_and_none_is_asked(sec, hosts, shelf, clock, apld):
    edgar = Edgar("", shelf, clock)

    for question in (edgar.filings, edgar.facts):
        with pytest.raises(Unavailable, match="SEC filings are off: set SEC_CONTACT to your name and e-mail"):
            await question(apld)
    assert not hosts.asked
    assert (await edgar.vendor.health()).failing_since is None


@pytest.mark.parametrize("status", [403, 429])
async def test_when_we_ask_too_much_the_sec_is_left_alone(edgar, sec, hosts, status, apld):
    sec.instead = Reply(TOO_FAST.body, status, "text/html")

    for _ in range(2):
        with pytest.raises(Unavailable):
            await edgar.filings(apld)

    assert len(hosts.asked) == 1
    assert (await edgar.vendor.health()).paused_until is not None


async def test_who_is_not_believed_is_told_what_to_write_and_is_not_paused(edgar, sec, apld):
    sec.instead = Reply(UNDECLARED, 403, "text/html")

    with pytest.raises(Unavailable, match="write a name and e-mail into SEC_CONTACT"):
        await edgar.filings(apld)
    assert (await edgar.vendor.health()).paused_until is None


@pytest.mark.parametrize("body", ["<html>We are down for maintenance.</html>", "", "[]", '{"filings": 1}'])
async def test_another_page_is_unreadable(edgar, sec, body, apld):
    await edgar.filings(BRKB)
    sec.instead = Reply(body)

    with pytest.raises(Unreadable):
        await edgar.filings(apld)
    with pytest.raises(Unreadable):
        await edgar.facts(apld)


async def test_a_fault_of_the_server_is_unavailable_and_no_pause(edgar, sec, apld):
    sec.instead = Reply("oops", 503, "text/plain")

    with pytest.raises(Unavailable, match="HTTP 503"):
        await edgar.filings(apld)
    assert (await edgar.vendor.health()).paused_until is None


async def test_while_the_sec_is_lost_a_list_is_told_for_an_hour(edgar, sec, clock, apld):
    await edgar.filings(apld)
    sec.instead = Reply("oops", 503, "text/plain")

    clock.at += timedelta(minutes=59)
    assert len(await edgar.filings(apld)) == 1
    clock.at += timedelta(minutes=2)
    with pytest.raises(Unavailable):
        await edgar.filings(apld)


DOCUMENT = "www.sec.gov/Archives/edgar/data/1144879/000000000026000001/r.htm"


def report(link=f"https://{DOCUMENT}"):
    return Filing(
        ticker=Ticker("APLD"), accession="0000000000-26-000001", form="10-Q", link=link,
        accepted=datetime(2026, 1, 5, tzinfo=UTC), filed=date(2026, 1, 5),
    )  # fmt: skip


async def test_a_reports_words_of_doubt_are_read_once_and_for_good(edgar, sec, hosts, shelf, clock):
    sec.bodies["/" + DOCUMENT.partition("/")[2]] = (
        "<p>Balance sheet.</p><p>There is <b>no</b> substantial&nbsp;doubt.</p>"
    )

    first = await edgar.doubts(report())
    clock.at += timedelta(days=400)
    later = await Edgar("Ann Example ann@example.org", shelf, clock).doubts(report())

    assert first == later == ["There is no substantial doubt."]
    assert hosts.addresses() == [DOCUMENT]


@pytest.mark.parametrize(
    "link",
    ["https://www.sec.gov/Archives/a.pdf", "https://www.sec.gov/Archives/0-index.htm", "https://example.org/a.htm"],
)
async def test_a_document_that_is_no_page_of_the_sec_is_not_asked_for(edgar, hosts, link):
    with pytest.raises(Missing, match="no page that can be read"):
        await edgar.doubts(report(link))

    assert hosts.addresses() == []


async def test_a_document_that_is_not_there_is_missing(edgar):
    with pytest.raises(Missing, match="no document"):
        await edgar.doubts(report())


async def test_without_a_contact_no_report_is_read(shelf, clock, hosts):
    with pytest.raises(Unavailable, match="SEC_CONTACT"):
        await Edgar("", shelf, clock).doubts(report())

    assert hosts.addresses() == []


# Papers of owners

NUMBER = "0001144879-26-000001"
FORM = f"/Archives/edgar/data/{CIK}/{NUMBER.replace('-', '')}/form4.xml"


def form_4(sec):
    """A Form 4 on the list of the company, and where its figures are."""
    sec.bodies[f"/submissions/CIK{CIK:010d}.json"] = columns(
        paper("4", "2026-01-14T21:30:00.000Z", primaryDocument="xslF345X05/form4.xml", accessionNumber=NUMBER)
    )
    sec.bodies[FORM] = form(transaction()).decode()


async def test_a_form_is_asked_for_once_and_outlives_the_program(edgar, sec, hosts, shelf, clock, apld):
    form_4(sec)
    (listed,) = await edgar.filings(apld)

    assert [one.shares for one in (await edgar.insider_report(listed)).purchases] == [10_000]
    clock.at += timedelta(days=6)
    again = Edgar("Ann Example ann@example.org", shelf, clock)
    assert (await again.insider_report(listed)).owners[0].name == "DOE JANE"
    assert hosts.addresses().count(f"www.sec.gov{FORM}") == 1


async def test_a_page_in_place_of_a_form_is_missing_and_tried_the_next_day(edgar, sec, hosts, clock, apld):
    form_4(sec)
    (listed,) = await edgar.filings(apld)
    sec.bodies[FORM] = "<html><body>We are down for maintenance.<br></body></html>"
    for _ in range(2):
        with pytest.raises(Missing, match="only as a page"):
            await edgar.insider_report(listed)
    assert (await edgar.vendor.health()).failing_since is None
    assert hosts.addresses().count(f"www.sec.gov{FORM}") == 1

    sec.bodies[FORM] = form(transaction()).decode()
    clock.at += timedelta(days=1)
    assert (await edgar.insider_report(listed)).purchases


async def test_a_schedule_is_read_where_it_has_figures(edgar, sec, apld):
    sec.bodies[f"/submissions/CIK{CIK:010d}.json"] = columns(
        paper(
            "SCHEDULE 13G",
            "2026-01-14T21:30:00.000Z",
            primaryDocument="xslSCHEDULE_13G_X01/primary_doc.xml",
            accessionNumber=NUMBER,
        )
    )
    sec.bodies[FORM.replace("form4", "primary_doc")] = schedule_g().decode()
    (listed,) = await edgar.filings(apld)

    assert (await edgar.stake_report(listed)).holders[0].name == "Big Index Advisors"


async def test_without_a_contact_no_paper_is_asked_for(sec, hosts, shelf, clock, edgar, apld):
    form_4(sec)
    (listed,) = await edgar.filings(apld)
    asked = len(hosts.asked)

    with pytest.raises(Unavailable, match="ownership tells no insiders"):
        await Edgar("", shelf, clock).insider_report(listed)
    assert len(hosts.asked) == asked
