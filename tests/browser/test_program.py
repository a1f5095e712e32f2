"""The whole program behind the page: settings changed, an alert snoozed and acknowledged, by keyboard."""

import pytest
from playwright.async_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def typed(page, line):
    await page.get_by_role("combobox", name="Command for Minnow in home").focus()
    await page.keyboard.type(line)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")


async def crossed(program, page):
    """APLD goes above its mean target, and its alert is on the page."""
    program.club.price("APLD", 38)
    program.club.target("APLD", 40)
    await typed(page, "/watch APLD")
    await expect(page.get_by_role("article")).to_have_count(1)
    await program.round("price_past_target")
    program.club.clock.pass_by(minutes=5)
    program.club.price("APLD", 41)
    await program.round("price_past_target")
    alert = page.locator("[id^=a-]", has=page.get_by_role("heading", name="APLD is above its mean target"))
    await expect(alert).to_be_visible()
    return alert


async def test_how_the_channel_is_told_is_changed_in_a_dialog_from_old_to_new(program):
    page = await program.open()
    await page.keyboard.type("/ale")
    await expect(page.get_by_role("option").first).to_contain_text("/alerts")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("combobox")).to_have_value("/alerts ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="How this channel is told")).to_be_visible()

    await page.get_by_role("group", name="About companies, with a sound").get_by_label("dilution").uncheck()
    await page.get_by_role("group", name="About companies, silently").get_by_label("dilution").check()
    await page.get_by_label("Quiet hours").fill("half past never")
    await page.get_by_label("Quiet hours").press("Enter")
    await expect(page.locator("#f-quiet-wrong")).to_contain_text("half past never")
    await page.get_by_label("Quiet hours").fill("22:00-07:00 Europe/Berlin")
    await page.get_by_label("Most messages an hour").fill("12")
    await page.get_by_label("Most messages an hour").press("Enter")

    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("off → 22:00-07:00 Europe/Berlin")
    await expect(answer).to_contain_text("off → 12")
    await expect(answer).to_contain_text("on → silent")
    await typed(page, "/alerts times")
    await expect(page.get_by_label("Quiet hours")).to_have_value("22:00-07:00 Europe/Berlin")


async def test_an_alert_is_snoozed_by_its_menu_and_until_a_picked_time(program):
    page = await program.open()
    alert = await crossed(program, page)

    await alert.get_by_role("button", name="Snooze…").focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="APLD is snoozed here for 1 hour")).to_be_visible()

    await page.keyboard.press("ArrowUp")
    await expect(alert.get_by_role("button", name="Pick what and a time")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Snooze")).to_be_visible()
    await page.get_by_label("What").select_option("APLD")
    await page.get_by_label("Until").fill("2026-01-14T09:30")
    await page.keyboard.press("Enter")
    await expect(page.locator("#f-until-wrong")).to_contain_text("not in the year to come")
    await page.get_by_label("Until").fill("2026-01-17T09:30")
    await page.get_by_role("button", name="Snooze", exact=True).click()

    answer = page.get_by_role("article").last
    await expect(answer.get_by_role("heading")).to_contain_text("APLD is snoozed here")
    await expect(answer.locator("dd time")).to_have_attribute("datetime", "2026-01-17T14:30:00+00:00")


async def test_who_acknowledges_an_alert_stands_on_it_in_its_place_and_so_does_what_follows(program):
    page = await program.open()
    alert = await crossed(program, page)

    await alert.get_by_role("button", name="Acknowledge").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Acknowledged")).to_be_visible()
    await program.deliver()
    now = alert.locator("dl div", has=page.get_by_text("Now", exact=True))
    await expect(now).to_contain_text("Seen by you")
    await expect(alert.get_by_role("button", name="Acknowledge")).to_be_focused()

    program.club.clock.pass_by(minutes=5)
    program.club.price("APLD", 38)
    await program.round("price_past_target")
    await expect(now).to_contain_text("APLD is back below its mean target")
    await page.reload()
    await expect(now).to_contain_text("APLD is back below its mean target")
    await expect(alert.locator("dl div", has=page.get_by_text("Before", exact=True))).to_contain_text("Seen by you")
    await expect(page.get_by_role("link", name="Follows “APLD is above its mean target”")).to_be_visible()
