"""A question put to the story at its end: every command answers from what was told by then, without a network."""

from __future__ import annotations

import sys
from dataclasses import replace

from bot.alerts.watchlist import Channel
from bot.app import assemble, open_store
from bot.demo.play import FEEDS, PRICES, StoryClock, learn
from bot.demo.story import read_story
from bot.platforms.terminal.inbox import ask
from bot.platforms.terminal.screen import this_screen
from bot.serve import Timetable
from bot.settings import Settings
from bot.sources.recorded import Recorded


async def asked(settings: Settings, line: str, channel: str, *, as_json: bool) -> str:
    """The answer to a typed line as ``minnow ask`` prints it; the story's own watchlist and record are kept apart."""
    story = read_story()
    clock = StoryClock(story.beats[-1].at)
    settings = replace(settings, redis_url="", data_dir=settings.data_dir / "demo-ask", command_prefix="")
    store = await open_store(settings, clock)
    try:
        source = Recorded(PRICES)
        for moment in story.moments:
            learn(source, moment)
        minnow = assemble(settings, store, dict.fromkeys(FEEDS, source), clock, Timetable())
        await store.watchlists.add(Channel("terminal", channel), story.tickers, "reader")
        screen = this_screen(sys.stdout, clock.now())
        return await ask(minnow.commands, line, channel, user="terminal", as_json=as_json, screen=screen)
    finally:
        await store.close()
