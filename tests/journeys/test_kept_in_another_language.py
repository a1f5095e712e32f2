"""What is kept does not change with the language, what is shown of it does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.pseudo import written
from tests.words import ROOT

# A company of which little is told: its figures as they are hashed, kept and shown.
THIN = """
import asyncio, hashlib, json, pathlib
from bot.settings import environment, read_words
from bot.words import filled, later, said, speak
words = read_words(environment(pathlib.Path.cwd()))
if words is not None:
    speak(words)
from bot.cards import Origin
from bot.market.feeds import Missing, NoAnswer
from bot.rated.ratings import hash_of_inputs
from bot.rating.rules import read_rules
from bot.rating.usable import usable
from bot.sources.cached import Cached, MemoryShelf, same_day
from bot.sources.gpr import SOURCE
from bot.sources.profile.feed import Profiles
from bot.sources.yahoo_bodies import read_chart
from datetime import timedelta
from tests.bench.day import Clock
from tests.bot.sources.profile.payloads import AAAA, AT, history, rising, summary

shelf, clock = MemoryShelf(), Clock(AT)

async def chart(symbol):
    return read_chart('{"chart": {"result": [], "error": null}}', symbol)

class Sources:
    charts = Cached("yahoo.chart", chart, shelf, clock, fresh=same_day, stale_for=timedelta(days=1))

    async def summary(self, ticker):
        return summary(), AT

    async def long_history(self, ticker):
        return history(*rising(40)) if ticker == AAAA else (await self.charts.get(ticker.symbol)).value

    async def short_interest(self, ticker):
        lists_none = later("FINRA lists no short interest of {ticker} on {day}.")
        raise Missing(filled(lists_none, ticker=ticker, day=AT.date()))

profiles = Profiles(Sources(), Sources(), None, shelf, clock)
profile = asyncio.run(profiles.profile(AAAA))
missing = usable(profile, read_rules()).missing
kept = {name: hashlib.sha256(body).hexdigest() for name, (body, _) in shelf._bodies.items()}
try:
    asyncio.run(Sources.charts.get("IWM"))
except NoAnswer as none:
    told = str(none)
shown = [told, Origin(SOURCE, AT).source, *(said(reason) for reason in missing.values())]
print(json.dumps([hash_of_inputs(profile), kept, dict(missing), shown]))
"""


@pytest.fixture
def kept(tmp_path):
    """Runs the code above in English or in the other language."""

    def run(*, in_english):
        words = {} if in_english else {"MINNOW_WORDS": str(written(tmp_path))}
        ended = subprocess.run(
            [sys.executable, "-c", THIN], cwd=ROOT, env={"PATH": os.defpath, "PYTHONUTF8": "1", **words},
            capture_output=True, text=True, timeout=55, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr[-2000:]
        return json.loads(ended.stdout)

    return run


def test_figures_are_hashed_and_kept_the_same_in_every_language_and_reasons_are_shown_in_it(kept):
    *one, one_shown = kept(in_english=True)
    *other, other_shown = kept(in_english=False)

    assert one == other
    assert {"yahoo.chart:IWM", "profile:AAAA"} <= set(one[1])
    assert one_shown[:2] == ["Yahoo has no prices of IWM.", "Caldara and Iacoviello"]
    assert len(one_shown) > 20
    assert not set(one_shown) & set(other_shown)
