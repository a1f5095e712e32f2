"""What each platform makes of a card, read back as its own client would: words seen, limits kept, pings possible."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from typing import Any

from bot.cards import Card, Form, Moment
from bot.platforms.discord.render import Payload, alt_text, render, render_text
from bot.platforms.slack.render import message
from bot.platforms.terminal.layout import columns
from bot.platforms.terminal.render import Screen, card_text
from bot.platforms.web.render import card_html
from bot.words import day

PICTURE = "F0123"


@dataclass(frozen=True)
class Reader:
    """One way a card is shown.

    ``seen`` gives the words that a person reads, ``raw`` what is sent, ``faults`` what the platform would refuse, obey
    or misread, one sentence each, and ``when`` how it writes a moment.
    """

    name: str
    show: Callable[[Card], Any]
    seen: Callable[[Any], str]
    faults: Callable[[Any], Iterator[str]]
    when: Callable[[Moment], str]
    raw: Callable[[Any], str] = str


def units(text: str) -> int:
    """UTF-16 units, the largest of the ways a platform counts characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sized(what: str, text: str, most: int) -> Iterator[str]:
    if not text.strip():
        yield f"{what} is empty"
    if units(text) > most:
        yield f"{what} has {units(text)} characters, {most} fit"
    if any(unicodedata.category(letter) == "Cs" for letter in text):
        yield f"{what} has half a character"


def counted(what: str, number: int, most: int) -> Iterator[str]:
    if number > most:
        yield f"{number} {what}, {most} fit"


def _worded(moment: Moment) -> str:
    return day(moment.at) if moment.form is Form.DAY else f"{day(moment.at)}, {moment.at:%H:%M} UTC"


# Slack

_SLACK_TOKEN = re.compile(r"<!date\^\d+\^[^<>|^]*\|([^<>|]*)>|<https?://[^<>|\s]{1,3000}\|([^<>]*)>")


_SLACK_OWN = re.compile(r"^```\n.*?\n```$|^\*([^\n]+?)\*(?=$| ·)", re.DOTALL | re.MULTILINE)  # a table, a fact's name
_SLACK_FORMAT = re.compile(
    r"`|(?<![^\W_])[*_~](?=\S)|(?<=\S)[*_~](?![^\W_])|^\s*&gt;|:[a-z_+-][a-z0-9_+-]*:", re.MULTILINE
)


def slack_texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text of a payload with its kind."""
    if isinstance(value, dict):
        if value.get("type") in ("plain_text", "mrkdwn"):
            yield value["type"], value["text"]
            return
        if "alt_text" in value:
            yield "alt_text", value["alt_text"]
        for one in value.values():
            yield from slack_texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from slack_texts(one)


def slack_seen(payload: dict[str, Any]) -> str:
    texts = (_SLACK_TOKEN.sub(lambda found: found[1] or found[2], text) for _, text in slack_texts(payload["blocks"]))
    return slack_decoded("\n".join(texts))


def slack_decoded(text: str) -> str:
    return re.sub(r"&(lt|gt|amp);", lambda found: {"lt": "<", "gt": ">", "amp": "&"}[found[1]], text)


def slack_when(moment: Moment) -> str:
    if moment.form is Form.DAY or not 1970 <= moment.at.year < 2100:
        return _worded(moment)
    return f"<!date^{int(moment.at.timestamp())}^"


def slack_faults(payload: dict[str, Any]) -> Iterator[str]:
    blocks = payload["blocks"]
    yield from sized("text", payload["text"], 3_000)
    yield from counted("blocks", len(blocks), 50)
    yield from counted("characters in all", sum(units(text) for _, text in slack_texts(blocks)), 13_200)
    if payload.keys() - {"text", "blocks"}:
        yield f"sent with {payload.keys()}"
    for kind, text in (("mrkdwn", payload["text"]), *slack_texts(blocks)):
        obeyed = _SLACK_TOKEN.sub("token", text) if kind == "mrkdwn" else text
        if kind != "alt_text" and set(obeyed) & set("<>"):
            yield f"a token of somebody's own: {obeyed[:80]!r}"
        unmarked = _SLACK_OWN.sub(lambda own: own[1] or "", obeyed)
        if kind == "mrkdwn" and _SLACK_FORMAT.search(unmarked):
            yield f"a format of somebody's own: {unmarked[:80]!r}"
    for block in blocks:
        yield from _slack_block(block)
    ids = [one["action_id"] for block in blocks if block["type"] == "actions" for one in block["elements"]]
    if len(set(ids)) < len(ids):
        yield "two buttons of one action_id"


def _slack_block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from sized("header", block["text"]["text"], 150)
        case "section":
            for text in [block["text"]] if "text" in block else []:
                yield from sized("section", text["text"], 3_000)
            for text in block.get("fields", ()):
                yield from sized("field", text["text"], 2_000)
            yield from counted("fields", len(block.get("fields", ())), 10)
        case "context":
            yield from counted("context elements", len(block["elements"]), 10)
            for text in block["elements"]:
                yield from sized("context", text["text"], 3_000)
        case "image":
            yield from sized("alt_text", block["alt_text"], 2_000)
            yield from sized("image title", block["title"]["text"], 2_000)
        case "actions":
            yield from counted("action elements", len(block["elements"]), 25)
            for one in block["elements"]:
                yield from _slack_element(one)
        case other:
            yield f"a block of the type {other}"


def slack_options(options: list[dict[str, Any]]) -> Iterator[str]:
    yield from counted("options", len(options), 100)
    for option in options:
        yield from sized("option label", option["text"]["text"], 75)
        yield from sized("option value", option["value"], 150)
    if len({option["value"] for option in options}) < len(options):
        yield "two options of one value"


def _slack_element(one: dict[str, Any]) -> Iterator[str]:
    if one["type"] == "overflow":
        yield from counted("overflow options", len(one["options"]), 5)
        for option in one["options"]:
            yield from sized("option label", option["text"]["text"], 75)
            yield from sized("option value", option["value"], 150)
    elif one["type"] == "static_select":
        yield from sized("placeholder", one["placeholder"]["text"], 150)
        yield from slack_options(one["options"])
    else:
        yield from sized("button label", one["text"]["text"], 75)
        yield from sized("button value", one["value"], 2_000)
        if one.get("style", "primary") not in ("primary", "danger"):
            yield f"a button of the style {one['style']}"


# Discord

_DISCORD_TOKEN = re.compile(
    r"```\n(?P<code>.*?)\n```|\\(?P<kept>.)|<t:(?P<at>-?\d+):[DfR]>|\[(?P<words>(?:\\.|[^\\\]])+)\]\((?P<url>https?:[^\s()<>]+)\)"
    r"|(?P<bold>\*\*)|(?P<other>.)",
    re.DOTALL,
)
_DISCORD_OBEYED = set("*_~|`<>[")


def discord_marked(payload: Payload) -> list[str]:
    """The texts in which Discord obeys markdown."""
    texts = [payload.content]
    for embed in payload.embeds:
        texts += [embed.get("title", ""), embed.get("description", "")]
        texts += [text for field in embed.get("fields", ()) for text in (field["name"], field["value"])]
    return texts


def discord_operable(payload: Payload) -> list[dict[str, Any]]:
    """Buttons and menus."""
    return [one for row in payload.components for one in row["components"]]


def discord_lines(payload: Payload) -> list[str]:
    """The command lines that buttons and menus hold."""
    lines: list[str] = []
    for one in discord_operable(payload):
        held = [option["value"] for option in one["options"]] if one["type"] == 3 else [one["custom_id"]]
        lines += held if one["type"] == 3 else [held[0].partition("|")[2]]
    return lines


def discord_seen(payload: Payload, card: Card | None = None) -> str:
    texts = [_discord_words(text) for text in discord_marked(payload)]
    texts += [embed["author"]["name"] for embed in payload.embeds if "author" in embed]
    texts += [embed["footer"]["text"] for embed in payload.embeds if "footer" in embed]
    for one in discord_operable(payload):
        if one["type"] == 3:
            texts += [one.get("placeholder", ""), *(option["label"] for option in one["options"])]
        else:
            texts.append(one["label"])
    if any("image" in embed for embed in payload.embeds) and card and card.chart:
        texts.append(alt_text(card.chart))
    return "\n".join(texts)


def _discord_words(text: str) -> str:
    words = []
    for found in _DISCORD_TOKEN.finditer(text):
        label = found["words"]
        words.append(_discord_words(label) if label else found["code"] or found["kept"] or found["other"] or "")
    return "".join(words)


def discord_when(moment: Moment) -> str:
    noon = moment.at.replace(hour=12, minute=0) if moment.form is Form.DAY else moment.at
    return f"<t:{int(noon.timestamp() // 1)}:{ {Form.DAY: 'D', Form.TIME: 'f', Form.AGE: 'R'}[moment.form] }>"


def discord_select(select: dict[str, Any]) -> Iterator[str]:
    """What Discord would refuse of a select of strings."""
    options = select["options"]
    yield from counted("options", len(options), 25)
    if "placeholder" in select:
        yield from sized("placeholder", select["placeholder"], 150)
    for option in options:
        yield from sized("option label", option["label"], 100)
        yield from sized("option value", option["value"], 100)
    if not options or len({option["value"] for option in options}) < len(options):
        yield "no option, or two of one value"
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= low <= high <= len(options) or sum(bool(one.get("default")) for one in options) > high:
        yield f"{low} to {high} of {len(options)} options"


def discord_faults(payload: Payload) -> Iterator[str]:
    yield from sized("message", payload.content + json.dumps(payload.embeds), 50_000)
    if payload.content:
        yield from sized("content", payload.content, 2_000)
    if payload.body["allowed_mentions"] != {"parse": [], "replied_user": False}:
        yield "mentions are allowed"
    yield from counted("embeds", len(payload.embeds), 10)
    yield from counted("characters in all embeds", sum(map(_discord_size, payload.embeds)), 6_000)
    for embed in payload.embeds:
        yield from _discord_embed(embed)
    yield from counted("rows", len(payload.components), 5)
    for row in payload.components:
        holds_menu = any(one["type"] == 3 for one in row["components"])
        yield from counted("buttons in a row", len(row["components"]), 1 if holds_menu else 5)
    operable = discord_operable(payload)
    for one in operable:
        if one["type"] == 3:
            yield from discord_select(one)
        else:
            yield from sized("button label", one["label"], 80)
        yield from sized("custom_id", one["custom_id"], 100)
    if len({one["custom_id"] for one in operable}) < len(operable):
        yield "two components of one custom_id"
    for text in discord_marked(payload):
        if re.search(r"@(everyone|here)", text, re.IGNORECASE):
            yield f"calls everyone: {text[:80]!r}"
        obeyed = "".join(found["other"] or "" for found in _DISCORD_TOKEN.finditer(text))
        if set(obeyed) & _DISCORD_OBEYED or re.search(r"^\s*(#{1,3}|-#)\s", obeyed, re.MULTILINE):
            yield f"markdown of somebody's own: {obeyed[:80]!r}"


def _discord_size(embed: dict[str, Any]) -> int:
    fields = sum(units(field["name"]) + units(field["value"]) for field in embed.get("fields", ()))
    others = embed.get("footer", {}).get("text", "") + embed.get("author", {}).get("name", "")
    return fields + units(embed.get("title", "") + embed.get("description", "") + others)


def _discord_embed(embed: dict[str, Any]) -> Iterator[str]:
    for name, most in (("title", 256), ("description", 4_096)):
        if name in embed:
            yield from sized(name, embed[name], most)
    if "author" in embed:
        yield from sized("author", embed["author"]["name"], 256)
    if "footer" in embed:
        yield from sized("footer", embed["footer"]["text"], 2_048)
    yield from counted("fields", len(embed.get("fields", ())), 25)
    for field in embed.get("fields", ()):
        yield from sized("field name", field["name"], 256)
        yield from sized("field value", field["value"], 1_024)


# The terminal


def terminal_faults(width: int, text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if columns(line) > width:
            yield f"a line of {columns(line)} columns: {line[:80]!r}"
    obeyed = {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter != "\n"}
    if obeyed:
        yield f"characters that a terminal obeys: {obeyed}"


# The local page

_ELEMENTS = frozenset(
    ("article", "p", "h3", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "figure", "img",
     "figcaption", "ul", "li", "strong", "button", "a", "time")
)  # fmt: skip
_ATTRIBUTES = frozenset(
    ("class", "data-tone", "data-line", "data-form", "aria-label", "aria-expanded", "hidden", "role", "tabindex",
     "scope", "src", "alt", "type", "href", "target", "rel", "datetime")
)  # fmt: skip
_ADDRESS = "/pictures/0.png"


class Page(HTMLParser):
    """Words, attributes and faults of a fragment."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self._named: list[str] | None = None  # the words of a link or a button, while it is open
        self.feed(text)
        self.close()
        if self._open:
            self.wrong.append(f"not closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in _ELEMENTS or found.keys() - _ATTRIBUTES:
            self.wrong.append(f"an element of somebody's own: {tag} {found.keys()}")
        if not (found.get("href") or "https://").startswith(("https://", "http://")):
            self.wrong.append(f"a link to {found['href']}")
        if found.get("src", _ADDRESS) != _ADDRESS:
            self.wrong.append(f"a picture from {found['src']}")
        if tag == "img":
            self.words.append(f"\n{found['alt']}\n")
            return
        self._open.append(tag)
        self.words.append("\n" if tag not in ("a", "time", "strong") else "")
        self._named = [] if tag in ("a", "button") else self._named

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"closed out of order: {tag}")
        if tag in ("a", "button") and self._named is not None:
            if not "".join(self._named).strip("\u200b \n\t"):
                self.wrong.append(f"{tag} without a word")
            self._named = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._named is not None:
            self._named.append(data)

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"a comment: {data[:80]!r}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def web_faults(html: str) -> Iterator[str]:
    yield from Page(html).wrong
    odd = {letter for letter in html if unicodedata.category(letter) in ("Cc", "Cs")}
    if odd:
        yield f"characters that no page should have: {odd}"


def web_when(moment: Moment) -> str:
    at = f"{moment.at:%Y-%m-%d}" if moment.form is Form.DAY else moment.at.isoformat()
    return f'<time datetime="{at}" data-form="{moment.form.value}">'


@dataclass(frozen=True)
class Pictured:
    """A Discord payload together with the card whose picture is attached to it."""

    payload: Payload
    card: Card


def _dumped(payload: dict[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False)


READERS = (
    Reader("slack", message, slack_seen, slack_faults, slack_when, _dumped),
    Reader("slack, pictured", partial(message, picture=PICTURE), slack_seen, slack_faults, slack_when, _dumped),
    Reader("discord", render, discord_seen, discord_faults, discord_when, lambda one: _dumped(one.body)),
    Reader(
        "discord, pictured",
        lambda card: Pictured(render(card, "d" * 20, pictured=True), card),
        lambda one: discord_seen(one.payload, one.card),
        lambda one: discord_faults(one.payload),
        discord_when,
        lambda one: _dumped(one.payload.body),
    ),
    Reader(
        "discord, plain text",
        partial(render_text, id="d" * 20),
        discord_seen,
        discord_faults,
        discord_when,
        lambda one: _dumped(one.body),
    ),
    Reader("terminal", partial(card_text, screen=Screen()), str, partial(terminal_faults, 80), _worded),
    Reader("narrow terminal", partial(card_text, screen=Screen(width=24)), str, partial(terminal_faults, 24), _worded),
    Reader(
        "web",
        lambda card: card_html(card, lambda chart: _ADDRESS),
        lambda html: "".join(Page(html).words),
        web_faults,
        web_when,
    ),
)
