"""`python -m tests.browser` plays the demo, types commands as a person would, and keeps the pictures for the README."""

from __future__ import annotations

import asyncio
import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from tests.browser.conftest import CHROMIUM, QUIET

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".github"
COLOURS = 192  # of a picture: more would not be seen, and make it four times as large
LAST_WORDS = "That is the story"


async def main() -> int:
    if CHROMIUM is None:
        sys.exit("no Chromium on PATH (looked for chromium, chromium-browser, google-chrome)")
    with tempfile.TemporaryDirectory(prefix="minnow-") as folder:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", "--port", "0", "--speed", "20", cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONUTF8": "1", "MINNOW_DATA_DIR": folder}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            ready = (await program.stdout.readline()).decode()
            await _pictures(ready.split("open ")[1].split()[0])
        finally:
            program.terminate()
            await program.wait()
    return 0


async def _pictures(address: str) -> None:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, headless=True, args=QUIET.split())
        page = await browser.new_page(viewport={"width": 1100, "height": 1450}, reduced_motion="reduce")
        await page.goto(address)
        await expect(page.locator("p.line", has_text=LAST_WORDS)).to_be_visible(timeout=60_000)
        await page.keyboard.type("/watchlist")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Watching 7 stocks", exact=True)).to_be_visible()
        pictures = page.locator("figure img")
        for picture in (await pictures.all())[-2:]:
            await expect(picture).to_have_js_property("complete", value=True, timeout=20_000)
            await expect(picture).not_to_have_js_property("naturalWidth", value=0, timeout=20_000)
        await _keep(page, "page")
        await page.set_viewport_size({"width": 1100, "height": 860})
        await page.keyboard.type("/alerts")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="How this channel is told")
        await expect(dialog).to_be_visible()
        await dialog.get_by_label("Digests").fill("08:30 16:30 America/New_York")
        await dialog.get_by_label("Quiet hours").fill("22:00-07:00")
        await dialog.get_by_label("Quiet hours").press("Enter")
        await expect(dialog.locator("#f-quiet-wrong")).to_be_visible()
        await dialog.get_by_role("heading", name="Times").evaluate("heading => heading.scrollIntoView()")
        await _keep(page, "dialog")
        await page.emulate_media(color_scheme="dark")
        await _keep(page, "dialog-dark")
        await browser.close()


async def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(await page.screenshot())) as shown:
        shown.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
