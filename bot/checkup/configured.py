"""What is set up: settings, tokens, keys and tables of days, without asking anybody."""

from __future__ import annotations

from datetime import datetime

from bot.checkup.table import Row, State
from bot.market.calendar import calendar as days
from bot.market.hours import NEW_YORK, is_open
from bot.settings import Settings


def clock_row(now: datetime) -> Row:
    """The time here and in New York."""
    market = "open" if is_open(now) else "closed"
    return Row(
        "clock", State.OK, f"{now:%Y-%m-%d %H:%M} UTC, {now.astimezone(NEW_YORK):%H:%M} in New York, market {market}"
    )


def chats(settings: Settings) -> list[Row]:
    """Where it will speak: tokens, and the local page."""
    rows = []
    if settings.slack_bot_token:
        how = "Socket Mode" if settings.slack_app_token else "HTTP mode"
        rows.append(Row("Slack", State.OK, f"token set, {how}"))
    else:
        rows.append(
            Row(
                "Slack",
                State.WARNING,
                "no token",
                "minnow manifest slack, then set SLACK_BOT_TOKEN and SLACK_APP_TOKEN",
            )
        )
    if settings.discord_token:
        rows.append(Row("Discord", State.OK, "token set"))
    else:
        rows.append(Row("Discord", State.WARNING, "no token", "set DISCORD_TOKEN; the README has the steps"))
    page = (
        f"http://127.0.0.1:{settings.web_port}"
        if settings.web_port > 0
        else "any free port"
        if settings.web_port == 0
        else "off"
    )
    return [*rows, Row("local page", State.OK, page)]


def macro(settings: Settings) -> list[Row]:
    """Public sources of macro figures: each works without a key."""
    keyless = "no key: works, at a slower pace"
    fred = (
        Row("FRED", State.OK, "key set")
        if settings.fred_api_key
        else Row("FRED", State.OK, f"{keyless}, and without the days of releases", "set FRED_API_KEY (free)")
    )
    bls = (
        Row("BLS", State.OK, "key set, 500 requests a day")
        if settings.bls_api_key
        else Row("BLS", State.OK, f"{keyless}, 25 requests a day", "set BLS_API_KEY (free)")
    )
    return [fred, bls, Row("New York Fed", State.OK, "needs no key")]


def calendar(settings: Settings, now: datetime) -> Row:
    """Tables that run out, or have."""
    warnings = days().warnings(now, stated_elsewhere=bool(settings.fred_api_key))
    if warnings:
        return Row("calendar", State.WARNING, " ".join(warnings), "set FRED_API_KEY, add the days, or update Minnow")
    return Row("calendar", State.OK, "meetings of the Fed and days of releases are known")
