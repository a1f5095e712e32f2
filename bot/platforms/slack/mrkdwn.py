"""Text from outside as Slack shows it and never obeys it; moments and links as Slack's own tokens."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.cards import Form, Link, Moment, Named, Value, pieces
from bot.words import day, say

EMPTY = "–"  # Slack refuses a text without a character
_LONGEST_URL = 2_000  # characters after encoding; Slack takes 3,000
_LONGEST_LABEL = 150

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_PART_OF_ENTITY = re.compile(r"&[a-z]{0,3}$")
_MARK = re.compile(r"`|(?<![^\W_])[*_~]|[*_~](?![^\W_])")  # it formats at a word's edge, a backtick anywhere
_LOOKS_LIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_EMOJI = re.compile(r":(?=(?:[a-z_+-][a-z0-9_+'-]*|100|1234):)", re.IGNORECASE)
_QUOTE = re.compile(r"^(?=\s*>)", re.MULTILINE)
_ID = re.compile(r"[UW][A-Z0-9]{1,20}|&S[A-Z0-9]{1,20}")
_UNSAFE_IN_URL = re.compile(r"[\s<>|\"`\\^{}\x00-\x1f\x7f]")


def size(text: str) -> int:
    """Length as Slack's own clients count it: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without controls, reordering marks and broken characters; runs of blanks as one, paragraphs kept."""
    whole = _UNSEEN.sub("", _BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in whole.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def escaped(text: str) -> str:
    """Slack's three control characters as entities, which it decodes in plain text and in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, limit: int) -> str:
    """For a plain_text object, where nothing formats: one line of at most ``limit`` units, never empty."""
    return clipped(escaped(_visible(one_line(_first(text, limit)))), limit)


def literal(text: str, limit: int) -> str:
    """For a mrkdwn object: characters that would format, quote or become emoji give way to their look-alikes."""
    return clipped(_literal(_visible(clean(_first(text, limit)))), limit)


def mrkdwn(value: Value, limit: int) -> str:
    """A value as mrkdwn of at most ``limit`` units, never empty; a token that does not fit whole is left out."""
    shown, room = "", limit
    for part in pieces(value):
        text = _literal(_kept(_first(part, room))) if isinstance(part, str) else _token(part)
        if size(text) > room:
            shown += clipped(text if isinstance(part, str) else "…", room)
            break
        shown, room = shown + text, room - size(text)
    return shown.strip() if _is_seen(shown) else EMPTY


def spoken(value: Value) -> str:
    """A value as one line of bare text, for code blocks: moments in UTC, a link as its words."""
    words = (part if isinstance(part, str) else _worded(part) for part in pieces(value))
    return one_line("".join(words))


def clipped(text: str, limit: int) -> str:
    """Escaped text cut to ``limit`` units, the last an ellipsis; no entity and no character is cut in two."""
    if size(text) <= limit:
        return text
    if limit < 1:
        return ""
    cut = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return _PART_OF_ENTITY.sub("", cut).rstrip() + "…"


def _first(text: str, limit: int) -> str:
    """As much of a text as may be shown, so that a huge one costs no more than a long one."""
    return text if len(text) <= 4 * limit else text[: 4 * limit] + "…"


def in_code(text: str) -> str:
    """For a code block: nothing formats there but the backticks that would end it."""
    return escaped(text.replace("`", _LOOKS_LIKE["`"]))


def _literal(text: str) -> str:
    text = _MARK.sub(lambda mark: _LOOKS_LIKE[mark[0]], text)
    text = _QUOTE.sub("\u2060", _EMOJI.sub("꞉", text))
    return escaped(text)


def _kept(text: str) -> str:
    """Cleaned, with the blank that parts it from its neighbours."""
    blank = " " if text[:1].isspace() else ""
    body = clean(text)
    return f"{blank}{body}{' ' if body and text[-1:].isspace() else ''}"


def _visible(text: str) -> str:
    return text if _is_seen(text) else EMPTY


def _is_seen(text: str) -> bool:
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def _token(part: Moment | Link | Named) -> str:
    if isinstance(part, Moment):
        return moment(part)
    if isinstance(part, Named):
        return mentioned(part.id) or literal(part.id, _LONGEST_LABEL)
    url = escaped(_UNSAFE_IN_URL.sub(lambda found: quote(found[0], safe=""), _UNSEEN.sub("", part.url)))
    label = literal(one_line(part.text) or part.url, _LONGEST_LABEL)
    return f"<{url}|{label}>" if size(url) <= _LONGEST_URL else label


def is_person(id: str) -> bool:
    """Whether an id can be a Slack user's."""
    return _ID.fullmatch(id) is not None and not id.startswith("&")


def mentioned(id: str) -> str:
    """The token that calls one person, or a user group (its id with ``&`` before it); "" for any other word."""
    if _ID.fullmatch(id) is None:
        return ""
    return f"<!subteam^{id[1:]}>" if id.startswith("&") else f"<@{id}>"


def moment(when: Moment) -> str:
    """A time as a date token that each reader sees in their own zone, with UTC for who cannot; a day as it stands.

    The token is Slack's own: ``<!date^UNIX^template|fallback>``.
    """
    words = _worded(when)
    if when.form is Form.DAY or not 1970 < when.at.year < 2100:
        return words
    shown = say("{day} at {time}", day="{date_short_pretty}", time="{time}")
    return f"<!date^{int(when.at.timestamp())}^{shown}|{words}>"


def _worded(part: Moment | Link | Named) -> str:
    if isinstance(part, Named):
        return part.id
    if isinstance(part, Link):
        return part.text or part.url
    on = day(part.at)
    return on if part.form is Form.DAY else say("{day}, {time:%H:%M} UTC", day=on, time=part.at)
