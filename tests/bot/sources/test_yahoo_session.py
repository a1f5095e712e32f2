"""The browser's session: what it says no to at once, and what it leaves to yfinance."""

from __future__ import annotations

import pytest

from bot.sources.vendor import Throttled
from bot.sources.yahoo_session import Browser, Refusal
from tests.bench.loopback import Reply

CHART = "https://query2.finance.yahoo.com/v8/finance/chart/APLD"
CRUMB = "https://query1.finance.yahoo.com/v1/test/getcrumb"


@pytest.fixture
def browser(hosts):
    with Browser() as browser:
        yield browser


def test_it_comes_as_a_browser(browser, hosts):
    browser.get(CHART)

    agent = next(value for name, value in hosts.asked[0].headers.items() if name.lower() == "user-agent")
    assert "Chrome" in agent
    assert "python" not in agent.lower()


@pytest.mark.parametrize("status", [400, 403, 404, 422, 500, 503])
def test_a_refusal_leaves_at_once_with_what_it_says(browser, hosts, status):
    hosts.answer = lambda _: Reply("a reason", status)

    with pytest.raises(Refusal) as refusal:
        browser.get(CHART)

    assert (refusal.value.status, refusal.value.body) == (status, "a reason")


def test_a_refused_crumb_is_left_to_yfinance(browser, hosts):
    hosts.answer = lambda _: Reply("Invalid Crumb", 401)

    assert browser.get(CHART).status_code == 401


@pytest.mark.parametrize("address", [CHART, CRUMB, "https://fc.yahoo.com"])
@pytest.mark.parametrize("status", [429, 999])
def test_too_many_requests_is_heard_at_every_door(browser, hosts, address, status):
    hosts.answer = lambda _: Reply("Too Many Requests\r\n", status)

    with pytest.raises(Throttled):
        browser.get(address)


def test_a_long_answer_that_happens_to_hold_the_words_is_none(browser, hosts):
    hosts.answer = lambda _: Reply('{"title": "Too Many Requests"}' + " " * 100)

    assert browser.get(CHART).status_code == 200


def test_the_door_that_gives_cookies_answers_404_and_is_asked_once(browser, hosts):
    for _ in range(3):
        assert browser.get("https://fc.yahoo.com").status_code == 404

    assert len(hosts.asked) == 1


def test_when_the_cookies_are_thrown_away_new_ones_are_asked_for(browser, hosts):
    browser.get("https://fc.yahoo.com")
    browser.cookies.clear()
    browser.get("https://fc.yahoo.com")

    assert len(hosts.asked) == 2
