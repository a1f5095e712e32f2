"""What a rating of a stock costs that nobody asked about today: three requests, and then the others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.alerts.watchlist import Channel
from bot.app import assemble
from bot.calls.profile_feed import ProfileFeed
from bot.cards import Card
from bot.commands import Caller
from bot.demo.play import FEEDS
from bot.market.ticker import Ticker
from bot.settings import read_settings
from bot.sources.edgar import Edgar
from bot.sources.finra import Finra
from bot.sources.profile.feed import Profiles
from bot.sources.recorded import Recorded
from bot.sources.yahoo import Yahoo
from tests.bench.loopback import Asked, Loopback, Reply
from tests.bench.process import forget_yfinance
from tests.bench.yahoo import play
from tests.whole import NoPlan, SetClock, facts

NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)
CIK, SYMBOL = 1234567, "COLD"
HERE = Channel("slack", "C1")
SUMMARY = f"query2.finance.yahoo.com/v10/finance/quoteSummary/{SYMBOL}"
CHART = f"query2.finance.yahoo.com/v8/finance/chart/{SYMBOL}"
FACTS = f"data.sec.gov/api/xbrl/companyfacts/CIK{CIK:010d}.json"
FILINGS = f"data.sec.gov/submissions/CIK{CIK:010d}.json"
REPORT = f"www.sec.gov/Archives/edgar/data/{CIK}/000123456725000010/q3.htm"
STATEMENTS = f"query2.finance.yahoo.com/ws/fundamentals-timeseries/v1/finance/timeseries/{SYMBOL}"
FIRST, REST = [CHART, SUMMARY, FACTS], [FILINGS, STATEMENTS, REPORT]


class World:
    """Yahoo, FINRA and the SEC with one company, whose figures have gaps; ``out`` are hosts that fail."""

    def __init__(self) -> None:
        self.out: set[str] = set()
        self.listed: Any = {"filings": [{"type": "10-Q", "date": "2025-11-10", "title": "<!channel> @everyone"}]}

    def __call__(self, asked: Asked) -> Reply:
        if asked.host in self.out:
            return Reply("down", 503, "text/html")
        if asked.host.endswith("sec.gov"):
            body = self._filed().get(asked.host + asked.path)
            return Reply("no such key", 404, "application/xml") if body is None else Reply(body)
        if asked.host == "cdn.finra.org":
            return Reply("no such file", 404, "text/plain")
        reply = play(asked)
        if "/quoteSummary/" in asked.path and reply.status == 200:
            told = json.loads(reply.body)
            told["quoteSummary"]["result"][0]["secFilings"] = self.listed
            return Reply(json.dumps(told))
        return reply

    def _filed(self) -> dict[str, str]:
        row = {
            "accessionNumber": "0001234567-25-000010", "form": "10-Q", "items": "", "filingDate": "2025-11-10",
            "acceptanceDateTime": "2025-11-10T21:30:00.000Z", "reportDate": "2025-09-30", "primaryDocument": "q3.htm",
        }  # fmt: skip
        fact = {"end": "2025-09-30", "val": 5e6, "accn": row["accessionNumber"], "form": "10-Q", "filed": "2025-11-10"}
        recent = {name: [value] for name, value in row.items()}
        return {
            "www.sec.gov/files/company_tickers.json": json.dumps(
                {"0": {"cik_str": CIK, "ticker": SYMBOL, "title": "Cold Industries"}}
            ),
            FACTS: json.dumps({"facts": {"us-gaap": {"Assets": {"units": {"USD": [fact]}}}}}),
            FILINGS: json.dumps({"name": "Cold Industries", "filings": {"recent": recent, "files": []}}),
            REPORT: "<html><p>The balance sheets follow.</p></html>",
        }


class Program:
    """The program over those hosts, and a person who waits at a place where what was shown can be replaced."""

    def __init__(self, hosts: Loopback, store: Any, folder: Any, contact: str) -> None:
        self.hosts, self.world, self.clock = hosts, hosts.answer, SetClock(NOW)
        yahoo, edgar = Yahoo(store.shelf, self.clock, folder), Edgar(contact, store.shelf, self.clock)
        profiles = Profiles(yahoo, Finra(store.shelf, self.clock), edgar if contact else None, store.shelf, self.clock)
        feeds = {**dict.fromkeys(FEEDS, Recorded()), ProfileFeed: profiles}
        self.edgar = edgar
        self.minnow = assemble(read_settings({}), store, feeds, self.clock, NoPlan())
        self.looks: list[tuple[Card, Sequence[str]]] = []

    async def ask(self, line: str = f"/rating {SYMBOL}", *, edits: bool = True) -> Card:
        caller = Caller(HERE, "U1", "ann", meanwhile=self._look if edits else None)
        answer = await self.minnow.commands.answer(line, caller)
        assert isinstance(answer, Card)
        return answer

    async def _look(self, card: Card) -> None:
        self.looks.append((card, self.about()))

    def about(self, since: int = 0) -> list[str]:
        """The addresses that were asked about the company itself."""
        mine = re.compile(rf"/{SYMBOL}$|{CIK}")
        return [one for one in self.hosts.addresses()[since:] if mine.search(one)]

    def others(self) -> set[str]:
        return set(self.hosts.addresses()) - set(self.about())

    async def record(self) -> int:
        return len(await self.minnow.store.ledger.calls(Ticker(SYMBOL)))


@pytest.fixture
def start(club, tmp_path, monkeypatch):
    """Starts the program over the world."""
    forget_yfinance()
    with Loopback(World(), tmp_path) as hosts:
        for name, value in hosts.environment.items():
            monkeypatch.setenv(name, value)
        yield lambda contact="Ann ann@example.org": Program(hosts, club.minnow.store, tmp_path / "cache", contact)


async def test_three_requests_are_made_about_a_stock_before_the_first_edited_answer_and_three_after_it(start):
    program = start()

    answer = await program.ask()

    ((look, asked),) = program.looks
    assert sorted(asked) == sorted(FIRST)
    assert sorted(program.about()) == sorted([*FIRST, *REST])
    assert look.title == f"{SYMBOL}: not rated yet"
    assert facts(look)["Still reading"] == (
        "the SEC's list of its filings, the words of its newest report and Yahoo's copy of its statements, for what it "
        "does not file. Until then they count as not known; this answer is replaced when they are read."
    )
    assert answer.title == f"{SYMBOL}: Not rated"
    assert "Still reading" not in facts(answer)
    assert not any(SYMBOL in one for one in program.others())
    charts = {one.rsplit("/", 1)[1] for one in program.others() if "/chart/" in one}
    assert charts == {"IWM", "XLK"}


async def test_what_was_asked_about_costs_nothing_more(start):
    program = start()
    await program.ask()
    asked = len(program.hosts.asked)

    await program.ask()
    program.clock.pass_by(minutes=2)
    await program.ask()
    await program.ask(f"/why {SYMBOL}")

    assert program.about(asked) == []
    assert len(program.looks) == 1


async def test_one_call_is_recorded_and_it_is_the_whole_ones(start):
    program = start()
    counted = []

    async def look(_card: Card) -> None:
        counted.append(await program.record())

    await program.minnow.commands.answer(f"/rating {SYMBOL}", Caller(HERE, "U1", "ann", meanwhile=look))

    assert counted == [0]
    assert await program.record() == 1
    await program.ask()
    assert await program.record() == 1


async def test_where_nothing_can_be_replaced_the_whole_is_told_once(start):
    program = start()

    answer = await program.ask(edits=False)

    assert program.looks == []
    assert sorted(program.about()) == sorted([*FIRST, *REST])
    assert "Still reading" not in facts(answer)


async def test_a_list_that_a_watcher_has_read_is_used_and_only_what_is_left_is_asked(start):
    program = start()
    await program.edgar.filings(Ticker(SYMBOL))

    await program.ask()

    ((look, asked),) = program.looks
    assert sorted(asked) == sorted([*FIRST, FILINGS])  # the last by the watcher, before
    assert facts(look)["Still reading"].startswith("the words of its newest report and Yahoo's copy")
    assert sorted(program.about()) == sorted([*FIRST, *REST])


async def test_with_the_sec_off_two_requests_are_the_whole_and_the_answer_says_what_that_costs(start):
    program = start("")

    answer = await program.ask()

    assert program.looks == []
    assert sorted(program.about()) == sorted([CHART, SUMMARY])
    assert not any("sec.gov" in one for one in program.hosts.addresses())
    assert "Set SEC_CONTACT" in facts(answer)["What would help"]


async def test_with_yahoo_down_there_is_no_look_and_one_plain_sentence(start):
    program = start()
    program.world.out = {f"query{n}.finance.yahoo.com" for n in (1, 2)}

    answer = await program.ask()

    assert program.looks == []
    assert "Yahoo" in answer.lead
    assert await program.record() == 0
    assert FILINGS not in program.about()


@pytest.mark.parametrize("listed", [None, {}, [], "x", {"filings": []}, {"filings": "x"}, {"filings": [{"date": 7}]}])
async def test_a_list_of_filings_of_another_shape_costs_nothing_else(start, listed):
    program = start()
    program.world.listed = listed

    await program.ask()

    ((look, asked),) = program.looks
    assert sorted(asked) == sorted(FIRST)
    assert facts(look)["Still reading"].startswith("the SEC's list of its filings, ")


async def test_no_title_of_a_filing_reaches_a_card(start):
    program = start()
    program.world.listed = {"filings": [{"type": "424B4", "date": "2026-01-12", "title": "<!channel> @everyone"}] * 3}

    answer = await program.ask()

    assert "@everyone" not in repr((answer, program.looks))
    assert "channel>" not in repr((answer, program.looks))
