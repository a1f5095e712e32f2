"""A served channel and a real Chromium that looks at it."""

import shutil

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.outbox import WebNotifier
from bot.store.server import Server
from tests.bot.platforms.web.kept import Kept, Still, commands
from tests.browser.picture import PNG
from tests.whole import Club

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on PATH (looked for chromium, chromium-browser, google-chrome)")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=QUIET.split())
        yield browser
        await browser.close()


class Local:
    """A served channel, and the browser windows that look at it."""

    def __init__(self, chromium, kept=None):
        self.chromium, self.kept, self.wrong = chromium, kept or Kept(), []
        self.contexts, self.was_away = [], False

    @property
    def faults(self):
        """What the browser complained of: script errors, refused content, dialogs; no lost line to who was away."""
        lost = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE") if self.was_away else ()
        return [said for said in self.wrong if not any(one in said for one in lost)]

    async def serve(self, port=0, known=None, **more):
        """Serve the channel, anew on the same port after stop()."""
        parts = {"picture": lambda chart: PNG, "clock": Still(), "beat": 0.05, **more}
        self.inbox = WebInbox(port, known or commands(), self.kept, **parts)
        await self.inbox.start()

    async def send(self, *deliveries):
        for one in deliveries:
            await WebNotifier(self.kept, self.inbox.wake).send(one)

    async def open(self, *, width=1100, height=800, ready=True, at=None, **more):
        """A fresh window on the channel, in New York and English unless told otherwise."""
        more = {"timezone_id": "America/New_York", "locale": "en-US", **more}
        context = await self.chromium.new_context(viewport={"width": width, "height": height}, **more)
        self.contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        page.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        if at is not None:
            await page.clock.install(time=at)
        await page.goto(self.inbox.url)
        if ready:
            await page.locator("#log[aria-busy=false]").wait_for()
        return page

    async def close(self):
        for context in self.contexts:
            await context.close()
        await self.inbox.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def local(chromium):
    local = Local(chromium)
    await local.serve()
    yield local
    await local.close()
    assert local.faults == []


class Program(Local):
    """The whole program behind the page, in a market that a test moves."""

    def __init__(self, chromium, club):
        super().__init__(chromium, club.minnow.store.transcript)
        self.club = club

    async def round(self, watcher):
        await self.club.minnow.rounds.run(self.club.minnow.watchers[watcher])
        await self.deliver()

    async def deliver(self):
        notifier = WebNotifier(self.kept, self.inbox.wake)
        await self.club.minnow.dispatcher({"web": notifier}, "worker").drain()


@pytest_asyncio.fixture(loop_scope="module")
async def program(chromium, shared_store, now):
    server = Server(shared_store)
    await server.text.flushall()
    program = Program(chromium, Club(server, now))
    await program.serve(known=program.club.minnow.commands, clock=program.club.clock)
    yield program
    await program.close()
    await server.close()
    assert program.faults == []
