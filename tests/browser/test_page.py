"""The local channel in a real browser, as a person at the keyboard meets it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.async_api import expect
from yarl import URL

from bot.cards import Action, Card, Chart, Fact, Form, Link, Moment, Origin, Series, Style, Table, Tone
from tests.bot.platforms.web.kept import AT, Looks, delivery
from tests.browser.conftest import Local
from tests.browser.measured import TOO_WIDE, WEAK

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FULL = Card(
    title="APLD: short interest rose by a quarter",
    lead="14.0 million shares were sold short, up from 11.2 million.",
    facts=(
        Fact("Days to cover", "3.2"),
        Fact("Settlement", Moment(datetime(2026, 1, 15, tzinfo=UTC), Form.DAY)),
        Fact("Published", Moment(AT)),
        Fact("Seen", Moment(AT - timedelta(hours=2, minutes=1), Form.AGE)),
        Fact("Notice", ("read ", Link("the notice", "https://example.com/notice"))),
    ),
    table=Table(
        ("Settlement", "Shares", "Change", "Days to cover", "Average volume", "Share of the float"),
        (("15 January", "14.0 million", "+25.0 %", "3.2", "4.4 million", "9.8 %"),),
    ),
    chart=Chart("Short interest", "It rose in five of six settlements.", (Series("a", ((date(2026, 1, 2), 1.5),)),)),
    origins=(Origin("FINRA", AT, Form.DAY), Origin("Yahoo", AT, stale=True)),
    actions=(
        Action("Rate APLD", "rate APLD long", Style.PRIMARY),
        Action("Quiet", "quiet APLD"),
        Action("Ping", "ping", Style.DANGER),
    ),
    tone=Tone.RISK,
    note="Information, not advice.",
)
TONES = [Card(title=f"{tone} card", lead="Words.", tone=tone) for tone in Tone]


def box(page):
    return page.get_by_role("combobox")


def choices(page):
    return page.get_by_role("option")


async def test_a_first_look_and_then_the_answer_stand_in_the_place_of_what_is_fetched(chromium):
    local, looks = Local(chromium), Looks()
    await local.serve(known=looks.commands)
    page = await local.open()
    asked = page.locator(".message.private")

    await box(page).fill("/look")
    await page.keyboard.press("Enter")
    await expect(asked).to_contain_text("Fetching a look from Yahoo …")
    looks.begin.set()
    await expect(asked).to_contain_text("So far")
    await expect(asked).not_to_contain_text("Fetching")
    looks.go.set()
    await expect(asked).to_contain_text("At last")
    await expect(asked).not_to_contain_text("So far")
    await expect(asked.get_by_role("article")).to_have_count(1)
    await expect(asked.get_by_role("button")).to_have_count(0)

    await local.close()
    assert local.faults == []


async def test_a_command_is_completed_sent_and_answered_by_keyboard_alone(local):
    page = await local.open()
    keys = page.keyboard

    await expect(box(page)).to_be_focused()
    await keys.type("/")
    await expect(choices(page)).to_have_count(5)
    await expect(choices(page).first).to_have_text("/echo <words>Say it again")
    await keys.type("ra")
    await expect(choices(page)).to_have_count(1)
    await keys.press("Tab")
    await expect(box(page)).to_have_value("/rate ")
    await expect(page.locator("#hint")).to_have_text("/rate <ticker> [short|long] Stock symbol, such as APLD")
    await keys.type("ap")
    await expect(choices(page)).to_have_text(["APLDApplied Digital", "APLSApellis"])
    await keys.press("ArrowDown")
    await keys.press("ArrowDown")
    await expect(choices(page).nth(1)).to_have_attribute("aria-selected", "true")
    await expect(box(page)).to_have_attribute("aria-activedescendant", "choice-1")
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await expect(box(page)).to_have_value("/rate APLD ")
    await keys.type("l")
    await expect(choices(page)).to_have_text(["long"])
    await keys.press("Tab")
    await expect(box(page)).to_have_value("/rate APLD long")
    await keys.press("Enter")

    answer = page.get_by_role("article", name="Note: APLD: Hold, long")
    await expect(answer).to_be_visible()
    await expect(page.locator(".private")).to_contain_text("Only you can see this")
    await expect(page.locator(".private")).to_contain_text("/rate APLD long")
    await expect(box(page)).to_have_value("")
    await expect(box(page)).to_be_focused()


async def test_escape_closes_the_list_and_enter_sends_what_is_typed(local):
    page = await local.open()

    await page.keyboard.type("/pin")
    await expect(choices(page)).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(choices(page)).to_have_count(0)
    await expect(box(page)).to_have_attribute("aria-expanded", "false")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("article")).to_contain_text("Did you mean /ping?")


async def test_a_pasted_table_keeps_its_lines_and_none_is_cut_off(local):
    page = await local.open()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    table = "\n".join(f"T{number:03}\tCompany {number}" for number in range(400))
    await page.evaluate("text => navigator.clipboard.writeText(text)", table.replace("\n", "\r\n"))

    await page.keyboard.type("/echo ")
    await page.keyboard.press("Control+V")
    await expect(box(page)).to_have_value(f"/echo {table}".replace("\n", " ⏎ "))
    await page.keyboard.press("Enter")

    assert await page.locator("#log .asked code").text_content() == f"/echo {table}"
    await expect(page.get_by_role("heading", level=3)).to_contain_text("T399 Company 399")
    await page.keyboard.press("ArrowUp")
    await expect(box(page)).to_have_value(f"/echo {table}".replace("\n", " ⏎ "))


async def test_a_word_that_no_list_offers_is_sent_as_it_was_typed(local):
    page = await local.open()

    await page.keyboard.type("/rate apl")
    await expect(choices(page)).to_have_count(2)
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="APL: Hold, short")).to_be_visible()


async def test_arrow_up_brings_back_what_was_sent_even_after_a_reload(local):
    page = await local.open()
    for line in ("/ping", "/echo two words"):
        await page.keyboard.type(line)
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await expect(box(page)).to_have_value("")
    await page.reload()
    await expect(box(page)).to_be_focused()

    await page.keyboard.type("draft")
    for key, shown in (
        ("ArrowUp", "/echo two words"),
        ("ArrowUp", "/ping"),
        ("ArrowUp", "/ping"),
        ("ArrowDown", "/echo two words"),
        ("ArrowDown", "draft"),
    ):
        await page.keyboard.press(key)
        await expect(box(page)).to_have_value(shown)


async def test_an_alert_streams_in_once_with_its_picture_and_not_again_after_a_reload(local):
    page = await local.open()

    await local.send(delivery("one", FULL), delivery("one", FULL))
    alert = page.get_by_role("article", name="Risk: APLD: short interest rose by a quarter")
    await expect(alert).to_have_count(1)
    picture = alert.get_by_role("img", name="It rose in five of six settlements.")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("naturalWidth", 40)
    await page.reload()
    await expect(alert).to_have_count(1)
    await local.send(delivery("two"))
    await expect(page.get_by_role("article")).to_have_count(2)


async def test_a_page_outlives_a_restart_of_the_program_and_is_told_what_it_missed_once(local):
    page = await local.open()
    await local.send(delivery("one"))
    await expect(page.get_by_role("article")).to_have_count(1)
    await expect(page.get_by_role("status").first).to_have_text("Live")

    port = URL(local.inbox.url).port
    await local.inbox.stop()
    await expect(page.get_by_role("status").first).to_have_text("Reconnecting")
    await local.serve(port)
    await local.send(delivery("two"))

    await expect(page.locator("#log h3")).to_have_text(["alert one", "alert two"])
    await expect(page.get_by_role("status").first).to_have_text("Live")
    local.was_away = True


async def test_a_line_typed_while_the_program_is_stopped_is_not_lost(local):
    page = await local.open()
    await local.inbox.stop()

    await page.keyboard.type("hello")
    await page.keyboard.press("Enter")

    await expect(page.locator(".private")).to_contain_text("Minnow does not answer. Is it still running?")
    await expect(box(page)).to_have_value("hello")
    local.was_away = True


async def test_a_button_goes_the_way_of_a_typed_line(local):
    await local.send(delivery("one", FULL))
    page = await local.open()

    await page.get_by_role("button", name="Rate APLD").focus()
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="APLD: Hold, long")).to_be_visible()
    await expect(page.locator(".private")).to_contain_text("pressed “Rate APLD”")
    await expect(page.get_by_role("button", name="Rate APLD")).to_be_focused()


async def test_a_follow_up_leads_to_the_alert_that_it_continues(local):
    first = delivery("one")
    await local.send(first, delivery("two", follows=first.alert.fingerprint), delivery("three", follows="0" * 24))
    page = await local.open()

    await page.get_by_role("link", name="Follows “alert one”").click()

    await expect(page.locator(".marked h3")).to_have_text("alert one")
    await expect(page.get_by_text("Follows an earlier alert, which is not shown here")).to_be_visible()


async def test_a_follow_up_of_one_of_several_alerts_leads_to_the_message_that_told_them(local):
    several = delivery("several")
    several = replace(several, alert=replace(several.alert, tells=("f" * 24,)))
    await local.send(several, delivery("two", follows="f" * 24))
    page = await local.open()

    await page.get_by_role("link", name="Follows “alert several”").click()

    await expect(page.locator(".marked h3")).to_have_text("alert several")


async def test_remarks_and_trouble_are_shown(local):
    await local.inbox.stop()
    await local.serve(banner="demo session", trouble=lambda: "Yahoo has not answered since noon.")
    page = await local.open()

    local.inbox.say("delivery failed (503); next try in 2 s")

    await expect(page.locator("p.line")).to_contain_text("delivery failed (503); next try in 2 s")
    await expect(page.get_by_role("alert")).to_have_text("Yahoo has not answered since noon.")
    await expect(page.locator("#banner")).to_have_text("demo session")
    await expect(page.locator("#banner")).to_be_in_viewport()


async def test_times_are_in_the_readers_zone_days_stay_and_ages_grow(local):
    await local.send(delivery("one", FULL))
    page = await local.open(at=AT + timedelta(days=3))

    def fact(name):
        return page.locator("dl div", has=page.get_by_text(name, exact=True)).locator("time")

    await expect(fact("Published")).to_have_text("Jan 15, 9:30 AM")
    await expect(fact("Published")).to_have_attribute("title", "Thu, January 15, 2026 at 9:30 AM EST (14:30 UTC)")
    await expect(fact("Settlement")).to_have_text("January 15, 2026")
    await expect(fact("Seen")).to_have_text("3 days ago")
    await page.clock.fast_forward("24:00:00")
    await expect(fact("Seen")).to_have_text("4 days ago")


async def test_the_page_has_the_names_and_roles_that_a_screen_reader_tells(local):
    await local.send(delivery("one", FULL))
    page = await local.open()

    log = page.get_by_role("log", name="Messages in home")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-relevant", "additions")  # an age that is refreshed is not read out
    await expect(page.get_by_role("combobox", name="Command for Minnow in home")).to_be_visible()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#home")
    await expect(page.get_by_role("heading", level=3)).to_have_text("APLD: short interest rose by a quarter")
    await expect(page.get_by_role("columnheader", name="Shares", exact=True)).to_be_visible()
    await expect(page.get_by_role("rowheader", name="15 January")).to_be_visible()
    await expect(page.get_by_role("group", name="Actions").get_by_role("button")).to_have_count(3)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Send")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground_in_light_and_dark(local, scheme):
    await local.inbox.stop()
    await local.serve(banner="demo session", trouble=lambda: "Yahoo has not answered since noon.")
    await local.send(*(delivery(card.title, card) for card in [*TONES, FULL]))
    page = await local.open(color_scheme=scheme, reduced_motion="reduce")
    local.inbox.say("delivery failed (503)")
    await expect(page.locator("p.line")).to_be_visible()
    await page.keyboard.type("/rate ap")
    await expect(choices(page)).to_have_count(2)
    await page.keyboard.press("ArrowDown")

    ground = await page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")

    assert (max(ground) < 60) if scheme == "dark" else (min(ground) > 200)
    assert await page.evaluate(WEAK) == []


async def test_tone_is_a_word_and_a_border_not_colour_alone(local):
    await local.send(*(delivery(card.title, card) for card in TONES))
    page = await local.open()

    await expect(page.locator(".tone")).to_have_text([tone.capitalize() for tone in Tone])
    borders = await page.eval_on_selector_all(
        ".card", "cards => cards.map(card => getComputedStyle(card).borderLeftColor)"
    )
    assert len(set(borders)) == len(Tone)


@pytest.mark.parametrize(
    ("width", "height", "scale", "text"),
    [(640, 400, 2, 100), (360, 740, 2, 100), (320, 480, 1, 100), (1280, 800, 1, 200)],
)
async def test_nothing_runs_off_the_side_at_200_percent_or_on_a_narrow_screen(local, width, height, scale, text):
    long = Card(title="W" * 120, lead="x" * 300, facts=(Fact("y" * 90, "z" * 90),), actions=(Action("a" * 75, "ping"),))
    await local.inbox.stop()
    await local.serve(banner="demo session, not connected to any market")
    await local.send(delivery("one", FULL), delivery("two", long))
    page = await local.open(width=width, height=height, device_scale_factor=scale)
    await page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{text}%")
    await page.keyboard.type("/")
    await expect(choices(page).first).to_be_visible()

    assert await page.evaluate(TOO_WIDE) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert await page.evaluate("(log => log.scrollWidth <= log.clientWidth)(document.getElementById('log'))")
    await expect(page.locator("#banner")).to_be_in_viewport()
    await expect(box(page)).to_be_in_viewport(ratio=1)


async def test_motion_stops_for_who_asked_for_less(local):
    page = await local.open(reduced_motion="reduce")
    await local.send(delivery("one"))
    await expect(page.locator(".fresh")).to_have_count(1)

    assert await page.evaluate("document.getAnimations().length") == 0


async def test_hostile_text_is_inert_wherever_it_stands(local):
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><b>bold</b>\u202e"
    card = Card(
        title=evil,
        lead=evil,
        facts=(Fact(evil, (evil, Link(evil, 'https://example.com/"onclick="alert(3)'))),),
        table=Table((evil,), ((evil,),)),
        origins=(Origin(evil, AT),),
        actions=(Action(evil[:75], "echo " + evil[:60]),),
        note=evil,
    )
    await local.send(delivery("one", card))
    page = await local.open()

    await page.get_by_role("button", name="<img src=x").click()
    await expect(page.get_by_role("article")).to_have_count(2)
    await box(page).fill(f"/echo {evil}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article")).to_have_count(3)

    assert (
        await page.locator("#log :is(script, b:not(.by b), img:not([src='/icon.svg']), [onerror], [onclick])").count()
        == 0
    )
    await expect(page.locator("#log .lead").first).to_contain_text("<script>alert(2)</script>")


async def test_a_reader_of_older_messages_is_not_moved_and_told_of_new_ones(local):
    await local.send(*(delivery(f"{number}", FULL) for number in range(4)))
    page = await local.open(height=500)
    await page.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    await expect(page.locator(".intro").first).to_be_in_viewport()

    await local.send(delivery("new"))
    await page.get_by_role("button", name="1 new message").click()

    await expect(page.get_by_role("heading", name="alert new")).to_be_in_viewport()
    await expect(page.locator("#newer")).to_be_hidden()


async def test_focus_is_seen_on_everything_that_takes_it(local):
    await local.send(delivery("one", FULL))
    page = await local.open()
    stops = []
    for _ in range(7):  # three buttons, the table, the link, the log, the skip link
        await page.keyboard.press("Shift+Tab")
        stops.append(await page.evaluate("document.activeElement.className || document.activeElement.tagName"))
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", stops

    assert stops == ["danger", "plain", "primary", "table", "A", "DIV", "skip"]
