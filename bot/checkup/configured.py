"""What is set up: settings, tokens, keys and tables of days, without asking anybody."""

from __future__ import annotations

from datetime import datetime

from bot.checkup.table import Row, State
from bot.market.calendar import calendar as days
from bot.market.hours import NEW_YORK, is_open
from bot.settings import Settings
from bot.words import say


def clock_row(now: datetime) -> Row:
    """The time here and in New York."""
    local = now.astimezone(NEW_YORK)
    told = (
        say("{now:%Y-%m-%d %H:%M} UTC, {local:%H:%M} in New York, market open", now=now, local=local)
        if is_open(now)
        else say("{now:%Y-%m-%d %H:%M} UTC, {local:%H:%M} in New York, market closed", now=now, local=local)
    )
    return Row(say("clock"), State.OK, told)


def chats(settings: Settings) -> list[Row]:
    """Where it will speak: tokens, and the local page."""
    rows = []
    if settings.slack_bot_token:
        told = say("token set, Socket Mode") if settings.slack_app_token else say("token set, HTTP mode")
        rows.append(Row("Slack", State.OK, told))
    else:
        rows.append(
            Row(
                "Slack",
                State.WARNING,
                say("no token"),
                say("minnow manifest slack, then set SLACK_BOT_TOKEN and SLACK_APP_TOKEN"),
            )
        )
    if settings.discord_token:
        rows.append(Row("Discord", State.OK, say("token set")))
    else:
        rows.append(Row("Discord", State.WARNING, say("no token"), say("set DISCORD_TOKEN; the README has the steps")))
    page = (
        f"http://127.0.0.1:{settings.web_port}"
        if settings.web_port > 0
        else say("any free port")
        if settings.web_port == 0
        else say("off")
    )
    return [*rows, Row(say("local page"), State.OK, page)]


def macro(settings: Settings) -> list[Row]:
    """Public sources of macro figures: each works without a key."""
    fred = (
        Row("FRED", State.OK, say("key set"))
        if settings.fred_api_key
        else Row(
            "FRED",
            State.OK,
            say("no key: works, at a slower pace, and without the days of releases"),
            say("set FRED_API_KEY (free)"),
        )
    )
    bls = (
        Row("BLS", State.OK, say("key set, 500 requests a day"))
        if settings.bls_api_key
        else Row(
            "BLS", State.OK, say("no key: works, at a slower pace, 25 requests a day"), say("set BLS_API_KEY (free)")
        )
    )
    return [fred, bls, Row(say("New York Fed"), State.OK, say("needs no key"))]


def calendar(settings: Settings, now: datetime) -> Row:
    """Tables that run out, or have."""
    warnings = days().warnings(now, stated_elsewhere=bool(settings.fred_api_key))
    if warnings:
        return Row(
            say("calendar"), State.WARNING, " ".join(warnings), say("set FRED_API_KEY, add the days, or update Minnow")
        )
    return Row(say("calendar"), State.OK, say("meetings of the Fed and days of releases are known"))
