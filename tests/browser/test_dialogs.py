"""Dialogs, menus and alerts that live, in a real browser."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import pytest
from playwright.async_api import expect

from bot.cards import Action, Card, Menu
from bot.commands import Arg, Commands, Text, command
from bot.dialogs import Dialog, Page, Time
from bot.platforms.web.outbox import WebNotifier
from tests.bot.platforms.web.kept import AT, delivery, lived
from tests.browser.measured import TOO_WIDE, WEAK
from tests.gallery import DIALOGS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

MENU = Menu("Snooze…", tuple(Action(f"{hours} hours", f"echo {hours} hours") for hours in (1, 4, 24)))
ALERT = Card(title="APLD moved", lead="Words.", actions=(Action("Acknowledge", "ping"),), menu=MENU)


async def asked(page, line="/tune"):
    """Type a line that opens a dialog, by keyboard alone."""
    await page.keyboard.type(line)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    return dialog


async def refused(about, filled):
    raise AssertionError("nothing was to be sent")


def fact(page, name):
    return page.locator("dl div", has=page.get_by_text(name, exact=True)).locator("dd")


async def test_a_dialog_is_filled_in_and_answered_by_keyboard_alone(local):
    page = await local.open()
    keys = page.keyboard

    dialog = await asked(page)
    await expect(dialog).to_have_accessible_name("Tuning")
    await expect(page.get_by_role("heading", level=3)).to_have_text(["Bands", "Words"])
    await expect(page.get_by_role("checkbox", name="low band")).to_be_focused()
    await keys.press("Tab")
    await keys.press("Space")
    await keys.press("Tab")
    await keys.press("Tab")
    await expect(page.get_by_role("combobox", name="Style")).to_be_focused()
    await keys.press("ArrowUp")
    await keys.press("Tab")
    await keys.press("Tab")
    await expect(page.get_by_label("Quiet hours")).to_be_focused()
    await keys.type("23:00-05:00")
    await keys.press("Tab")
    await expect(page.get_by_label("Notes")).to_have_value("\nfirst & foremost\nsecond")
    await keys.press("Tab")
    await keys.type("APLD")
    await keys.press("Enter")

    await expect(page.get_by_role("heading", name="Tuned sound")).to_be_visible()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("combobox", name="Command for Minnow in home")).to_be_focused()
    await keys.type("next")
    await expect(page.get_by_role("combobox", name="Command for Minnow in home")).to_have_value("next")
    for name, value in (
        ("bands", "band_low | band_middle"), ("style", "band_middle"), ("spare", "nothing"), ("hours", "23:00-05:00"),
        ("notes", "first & foremost second"), ("stocks", "APLD"), ("people", "U1 | U2"), ("Where", "web:home"),
    ):  # fmt: skip
        await expect(fact(page, name)).to_have_text(value)
    await expect(page.locator(".private")).to_contain_text("Only you can see this")


async def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(local):
    page = await local.open()
    dialog = await asked(page)
    hours, stocks = page.get_by_label("Quiet hours"), page.get_by_label("Stocks")

    await hours.fill("never")
    await page.get_by_role("checkbox", name="high band").check()
    await page.keyboard.press("Tab")
    await hours.press("Enter")

    await expect(page.locator("#f-hours-wrong")).to_have_text("“never” are no hours; write 22:00-07:00.")
    await expect(page.locator("#f-stocks-wrong")).to_have_text("Name one stock at least.")
    await expect(dialog.get_by_role("alert")).to_have_text("2 answers are to be corrected; nothing was changed yet.")
    await expect(hours).to_be_focused()
    await expect(hours).to_have_value("never")
    await expect(hours).to_have_attribute("aria-invalid", "true")
    await expect(hours).to_have_accessible_description(
        "“never” are no hours; write 22:00-07:00. Held then, such as 22:00-07:00"
    )
    await expect(page.get_by_role("checkbox", name="high band")).to_be_checked()
    await expect(page.get_by_label("People")).not_to_have_attribute("aria-invalid", "true")

    await hours.fill("")
    await stocks.fill("SOUN")
    await page.get_by_role("button", name="Tune").click()
    await expect(page.get_by_role("heading", name="Tuned sound")).to_be_visible()
    await expect(fact(page, "hours")).to_have_text("nothing")


async def test_escape_closes_changes_nothing_and_what_was_typed_is_there_again(local):
    page = await local.open()
    dialog = await asked(page)
    await page.get_by_label("Stocks").fill("APLD")

    await page.keyboard.press("Escape")

    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("heading", name="Tune it in words")).to_be_visible()
    await expect(page.get_by_text("Closed; nothing was changed.")).to_be_visible()
    await expect(page.get_by_role("combobox", name="Command for Minnow in home")).to_be_focused()
    again = page.get_by_role("button", name="Open again")
    await again.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Stocks")).to_have_value("APLD")
    await page.get_by_role("button", name="Cancel").click()
    await expect(again).to_be_focused()
    await again.click()
    await page.get_by_label("Stocks").press("Enter")
    await expect(page.get_by_role("heading", name="Tuned sound")).to_be_visible()
    await expect(again).to_have_count(0)


@pytest.mark.parametrize(
    ("picked", "sent"), [("", "2026-01-16T07:00:00-05:00"), ("2026-07-01T09:30", "2026-07-01T09:30:00-04:00")]
)
async def test_a_time_is_picked_in_the_readers_zone_and_sent_with_its_offset(local, picked, sent):
    page = await local.open()
    await asked(page)
    until = page.get_by_label("Until")

    await expect(until).to_have_value("2026-01-16T07:00")
    await expect(until).to_have_accessible_description("In your time zone, America/New_York.")
    if picked:
        await until.fill(picked)
    await page.get_by_label("Stocks").fill("APLD")
    await page.get_by_label("Stocks").press("Enter")

    await expect(fact(page, "until")).to_have_text(sent)


async def test_what_is_needed_is_asked_for_before_anything_is_sent(local):
    page_of_one = Page("When", "ask", (Time(name="until", label="Until", required=True),))

    @command("ask", "Ask", submit=refused)
    async def ask():
        return Dialog(command="ask", title="Ask", pages=(page_of_one,), card=Card(title="Words"))

    await local.inbox.stop()
    await local.serve(known=Commands({"ask": ask}, {}))
    page = await local.open()
    await asked(page, "/ask")

    await page.get_by_role("button", name="Save").click()

    await expect(page.locator("#f-until-wrong")).to_have_text("This is needed.")
    await expect(page.get_by_label("Until")).to_be_focused()
    await page.get_by_label("Until").press_sequentially("01")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#f-until-wrong")).to_have_text("Give a whole day and a time.")


async def test_tickers_are_completed_in_a_dialog(local):
    page = await local.open()
    await asked(page)

    await page.get_by_label("Stocks").press_sequentially("SOUN ap")

    options = page.locator("#f-stocks-list option")
    await expect(options).to_have_count(2)
    assert await options.evaluate_all("all => all.map((one) => one.value)") == ["SOUN APLD", "SOUN APLS"]


async def test_a_program_that_is_stopped_loses_nothing_that_was_typed(local):
    page = await local.open()
    dialog = await asked(page)
    await page.get_by_label("Stocks").fill("APLD")
    await local.inbox.stop()

    await page.get_by_label("Stocks").press("Enter")

    await expect(dialog.get_by_role("alert")).to_contain_text("Minnow does not answer. Is it still running?")
    await expect(page.get_by_label("Stocks")).to_have_value("APLD")
    local.was_away = True


async def test_an_answer_on_its_way_is_sent_once_and_escape_waits_for_it(local):
    page = await local.open()
    dialog, held, let_go = await asked(page), [], asyncio.Event()

    async def hold(route):
        held.append(route)
        await let_go.wait()
        await route.continue_()

    await page.route("**/dialog", hold)
    await page.get_by_label("Stocks").fill("APLD")
    for key in ("Enter", "Enter", "Escape"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("button", name="Tune")).to_be_disabled()
    await expect(dialog).to_be_visible()
    let_go.set()

    await expect(page.get_by_role("heading", name="Tuned sound")).to_have_count(1)
    assert len(held) == 1
    await expect(dialog).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_of_a_dialog_and_a_menu_stands_out(local, scheme):
    await local.send(delivery("one", ALERT))
    page = await local.open(color_scheme=scheme, reduced_motion="reduce")
    await page.get_by_role("button", name="Snooze…").click()
    await page.get_by_role("combobox").focus()
    await asked(page)
    await page.get_by_label("Quiet hours").fill("never")
    await page.get_by_label("Quiet hours").press("Enter")
    await expect(page.locator("#f-hours-wrong")).to_be_visible()

    ground = await page.evaluate("getComputedStyle(document.querySelector('dialog')).backgroundColor.match(/\\d+/g)")

    assert (max(map(int, ground)) < 60) if scheme == "dark" else (min(map(int, ground)) > 200)
    assert await page.evaluate(WEAK) == []


@pytest.mark.parametrize(
    ("width", "height", "scale", "text"),
    [(640, 400, 2, 100), (360, 740, 2, 100), (320, 480, 1, 100), (1280, 800, 1, 200)],
)
async def test_a_dialog_and_a_menu_never_run_off_the_side(local, width, height, scale, text):
    long = Menu("m" * 90, tuple(Action("W" * 100, f"echo {number}") for number in range(3)))
    await local.send(delivery("one", Card(title="t", menu=long)))
    page = await local.open(width=width, height=height, device_scale_factor=scale)
    await page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{text}%")
    await page.get_by_role("button", name="mmm").click()
    assert await page.evaluate(TOO_WIDE) == []
    await page.get_by_role("combobox").focus()
    dialog = await asked(page)
    await page.get_by_label("Quiet hours").fill("never")
    await page.get_by_label("Quiet hours").press("Enter")
    await expect(page.locator("#f-hours-wrong")).to_be_in_viewport()

    assert await page.evaluate(TOO_WIDE) == []
    assert await page.evaluate("(pages => pages.scrollWidth <= pages.clientWidth)(document.querySelector('.pages'))")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(dialog.get_by_role("button", name="Tune")).to_be_in_viewport(ratio=1)


async def test_focus_stays_in_a_dialog_and_is_seen_on_everything_there(local):
    page = await local.open()
    await asked(page)
    stops = []
    for _ in range(12):
        outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        stops.append(await page.evaluate("document.activeElement.name || document.activeElement.textContent"))
        assert outline != "none", stops
        await page.keyboard.press("Tab")
        if stops[-1] == "until":  # a time has stops of its own
            await page.get_by_role("button", name="Tune").focus()

    assert stops[:11] == [
        "bands", "bands", "bands", "style", "spare", "hours", "notes", "stocks", "people", "until", "Tune"
    ]  # fmt: skip
    assert await page.evaluate("document.activeElement.closest('dialog, body').tagName") in ("DIALOG", "BODY")
    assert not await page.evaluate("Boolean(document.activeElement.closest('#log, footer'))")


async def test_hostile_text_in_a_dialog_is_inert(local):
    dialog = DIALOGS["hostile-html"]

    @command("ask", "Ask")
    async def ask():
        return dialog

    await local.inbox.stop()
    await local.serve(known=Commands({"ask": ask}, {}))
    page = await local.open()

    shown = await asked(page, "/ask")

    assert await shown.locator(":is(script, img, b, [onerror], [onclick], [style])").count() == 0
    await expect(page.locator("#asks-title")).to_have_text(dialog.title)
    await expect(page.locator("#f-word")).to_have_value(dialog.fields[2].value[0])


async def test_a_menu_unfolds_by_keyboard_and_a_choice_goes_the_way_of_a_typed_line(local):
    await local.send(delivery("one", ALERT))
    page = await local.open()
    keys, menu = page.keyboard, page.get_by_role("button", name="Snooze…")
    choices = page.get_by_role("group", name="Snooze…").get_by_role("button")

    await expect(choices).to_have_count(0)
    await menu.focus()
    await keys.press("Enter")
    await expect(menu).to_have_attribute("aria-expanded", "true")
    await expect(choices).to_have_text(["1 hours", "4 hours", "24 hours"])
    await keys.press("Escape")
    await expect(choices).to_have_count(0)
    await expect(menu).to_be_focused()
    await keys.press("ArrowDown")
    await expect(choices.first).to_be_focused()
    await keys.press("ArrowUp")
    await expect(choices.last).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Tab")
    await keys.press("Enter")

    await expect(page.get_by_role("heading", name="4 hours")).to_be_visible()
    await expect(page.locator(".private")).to_contain_text("pressed “Snooze… 4 hours”")
    await expect(choices).to_have_count(0)
    await expect(menu).to_be_focused()


async def test_an_alert_lives_in_its_place_and_keeps_the_focus(local):
    root = delivery("one", ALERT)
    await local.send(root, delivery("two"))
    page = await local.open()
    notifier = WebNotifier(local.kept, local.inbox.wake)
    await page.get_by_role("button", name="Acknowledge").focus()

    await notifier.update(lived(root, "Seen by ann"))

    now = page.locator(f"#a-{root.alert.fingerprint} dl div").first
    await expect(now).to_have_text("NowSeen by ann, Jan 15, 9:30 AM")
    await expect(page.get_by_role("button", name="Acknowledge")).to_be_focused()
    await notifier.update(lived(root, "Seen by ann", "Closed"))
    await expect(now).to_have_text("NowClosed, Jan 15, 9:31 AM")
    for _ in range(2):
        await expect(page.locator("#log h3")).to_have_text(["APLD moved", "alert two"])
        await expect(page.locator("#log .card dl div dt")).to_have_text(["Now", "Before"])
        await page.reload()
        await page.locator("#log[aria-busy=false]").wait_for()


async def test_an_update_of_an_alert_that_is_not_shown_is_not_shown_either(local):
    root = delivery("one", ALERT)
    await local.send(root, *(delivery(str(number)) for number in range(120)))
    await WebNotifier(local.kept, local.inbox.wake).update(lived(root, "Seen by ann"))
    page = await local.open()

    await local.send(delivery("last"))

    await expect(page.locator("#log h3").last).to_have_text("alert last")
    assert await page.get_by_text("Seen by ann").count() == 0


async def test_an_alert_that_stands_anew_is_shown_once_at_the_end(local):
    root = delivery("one", ALERT)
    await local.send(root, delivery("two"))
    page = await local.open(at=AT + timedelta(hours=1))
    later = lived(root, "Closed")
    await expect(page.locator("#log h3")).to_have_text(["APLD moved", "alert two"])

    await local.send(replace(later, follows=""))

    await expect(page.locator("#log h3")).to_have_text(["alert two", "APLD moved"])
    await expect(page.locator("#log dl dt").first).to_have_text("Now")


async def test_a_file_is_chosen_read_and_sent_and_one_that_is_too_large_is_told_at_once(local, tmp_path):
    taken = []

    @command("stocks", "Takes a list")
    async def stocks(words: Annotated[Text, Arg("Symbols", "APLD", file=True)]) -> Card:
        taken.append(words)
        return Card(title="Taken")

    await local.inbox.stop()
    await local.serve(known=Commands({"stocks": stocks}, {}))
    page = await local.open()
    dialog = await asked(page, "/stocks")
    file = page.get_by_label("Or a file of words")

    await file.set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"A" * (300 * 1024)})
    await dialog.get_by_role("button", name="Go").click()
    await expect(dialog.get_by_text("That file has 300 kB; 256 kB are read.")).to_be_visible()
    await file.set_input_files({"name": "book.xlsx", "mimeType": "", "buffer": b"PK\x03\x04" + b"x" * 90})
    await dialog.get_by_role("button", name="Go").click()
    await expect(dialog.get_by_text("export it as CSV")).to_be_visible()
    table = "Symbol;Name\r\nAPLD;Zürich\r\n".encode("utf-16")
    await file.set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": table})
    await dialog.get_by_role("button", name="Go").click()

    await expect(page.get_by_role("heading", name="Taken")).to_be_visible()
    assert taken == ["Symbol;Name\r\nAPLD;Zürich"]
