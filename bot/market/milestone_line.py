"""What a person writes of a milestone, read: a day, words, a link, a rival, a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.market.ticker import Ticker
from bot.words import say

LONGEST_WORDS, LONGEST_LINK = 120, 400
YEARS = 20  # how far off a day may lie
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ADDRESS = re.compile(r"<?([a-z][a-z0-9+.-]*:[^\s|>]+)(?:\|[^>]*)?>?", re.IGNORECASE)  # Slack may write <link|words>
_NUMBER = re.compile(r"#?([1-9]\d{0,5})")
_RIVAL = re.compile(r"(?:^|\s)vs\.?\s+(\$?[A-Za-z0-9.\-]{1,16})$", re.IGNORECASE)
_QUOTES = "\"'“”„«»‘’"


@dataclass(frozen=True)
class Line:
    """What was written; each part None or "" where it was not."""

    due: date | None = None
    words: str = ""
    link: str = ""
    rival: Ticker | None = None
    number: int | None = None


def read_new(text: str) -> Line:
    """``2028-01-01 "type certification" vs JOBY https://…``: a day, words, and perhaps a rival and a link.

    ValueError says in one sentence what is wrong.
    """
    first, _, rest = text.strip().partition(" ")
    due = _day(first) if first else None
    if due is None:
        raise ValueError(say("Begin with the day, as in 2028-01-01, then say in words what is due."))
    parts, link = _without_link(rest.split())
    told = plain(" ".join(parts))
    named = _RIVAL.search(told)
    rival = Ticker.parse(named[1]) if named else None
    words = plain((told[: named.start()] if named else told).strip(_QUOTES + " "))
    if not words:
        raise ValueError(say("Say in a few words what is due, as in 2028-01-01 type certification."))
    if len(words) > LONGEST_WORDS:
        raise ValueError(
            say(
                "Say it in {most} characters at most; this has {have}.",
                most=LONGEST_WORDS,
                have=len(words),
            )
        )
    return Line(due, words, link, rival)


def read_step(text: str) -> Line:
    """``3 2028-06-30 https://…``: a number, a new day, a link, each perhaps, in any order. ValueError."""
    parts, link = _without_link(text.split())
    due, number = None, None
    for part in parts:
        counted = _NUMBER.fullmatch(part)
        if counted and number is None:
            number = int(counted[1])
        elif due is None and (day := _day(part)) is not None:
            due = day
        else:
            raise ValueError(
                say("“{part}” is neither a number of a milestone, nor a day, nor a link.", part=plain(part)[:30])
            )
    return Line(due, link=link, number=number)


def check_day(due: date, today: date) -> None:
    """ValueError for a day that is over, or too far off to wait for."""
    if due < today:
        raise ValueError(say("{due} is over; a milestone lies ahead.", due=due))
    if due.year > today.year + YEARS:
        raise ValueError(
            say("{due} is more than {years} years off; write a day that somebody has named.", due=due, years=YEARS)
        )


def plain(text: str) -> str:
    """One line of what can be seen: no controls, nothing that turns the direction of writing, single spaces."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(seen.split())


def _day(word: str) -> date | None:
    """The day a word is, None for other words. ValueError for a day that no calendar has."""
    if not _DAY.fullmatch(word):
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(say("There is no {word}; write a day as in 2028-01-31.", word=word)) from None


def _without_link(parts: Sequence[str]) -> tuple[list[str], str]:
    """The words that are no address, and the address. ValueError for one that is not http, and for a second one."""
    found = [(part, address[1]) for part in parts if (address := _ADDRESS.fullmatch(part)) and "://" in address[1]]
    if len(found) > 1:
        raise ValueError(say("Give one link only: the page that says it."))
    link = _checked(found[0][1]) if found else ""
    return [part for part in parts if not found or part is not found[0][0]], link


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, is_named = parts.hostname, parts.username is not None or parts.password is not None
    except ValueError:
        raise ValueError(say("That link cannot be read; copy it from the address line of a browser.")) from None
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise ValueError(say("A link begins with https:// or http://."))
    if is_named:
        raise ValueError(say("That link holds a name or a password; give one that anybody here may open."))
    if len(address) > LONGEST_LINK or not address.isprintable():
        raise ValueError(say("A link has {most} characters at most.", most=LONGEST_LINK))
    return parts.scheme.lower() + address[len(parts.scheme) :]
