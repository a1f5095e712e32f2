"""What Slack shows outside of messages: a card in a modal, a person's Home tab; and what a view remembers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.alerts.watchlist import Channel
from bot.cards import Card
from bot.home import Part
from bot.platforms.slack.mrkdwn import one_line, plain
from bot.platforms.slack.render import Block, message
from bot.words import say, say_n

_BLOCKS = 100
_TITLE = 24
_IN = "in"  # begins the block_id of a part's buttons


@dataclass(frozen=True)
class Where:
    """Kept in a view: the channel it is about (its Slack id, or ``@`` and a person's), and how to answer there.

    ``url`` is the response URL of what opened it. ``shows``: the answer is shown in the view itself.
    """

    channel: str
    url: str = ""
    thread: str = ""
    command: str = ""
    about: str = ""
    shows: bool = False

    def of(self, command: str, about: str) -> Where:
        """The same for a dialog of this command."""
        return replace(self, command=command, about=about)

    def dump(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def read(cls, metadata: str) -> Where:
        """ValueError for what dump() did not write."""
        try:
            return cls(**json.loads(metadata))
        except TypeError as error:
            raise ValueError("a view of another version") from error

    @property
    def place(self) -> Channel:
        return Channel("slack", self.channel)


def card_view(card: Card, where: Where) -> dict[str, Any]:
    """A modal that shows a card, whose buttons work there."""
    title = plain(one_line(card.title), _TITLE)
    return {
        "type": "modal",
        "callback_id": "card",
        "title": {"type": "plain_text", "text": title, "emoji": False},
        "close": {"type": "plain_text", "text": plain(say("Close"), _TITLE), "emoji": False},
        "private_metadata": where.dump(),
        "blocks": message(card)["blocks"],
    }


def home_view(parts: Sequence[Part]) -> dict[str, Any]:
    """The Home tab: whole parts as far as they fit, each with the channel that its buttons are for."""
    blocks: list[Block] = []
    for at, part in enumerate(parts):
        shown = [*([{"type": "divider"}] if at else []), *_part(part, at)]
        if len(blocks) + len(shown) > _BLOCKS - 1:
            left = say_n(
                "… and {n} more, left out for length.", "… and {n} more, left out for length.", len(parts) - at
            )
            blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": left, "emoji": False}]})
            break
        blocks += shown
    return {"type": "home", "callback_id": "home", "blocks": blocks}


def _part(part: Part, at: int) -> list[Block]:
    blocks: list[Block] = message(part.card)["blocks"]
    for block in blocks:
        if block["type"] == "actions":
            block["block_id"] = f"{_IN}:{part.channel.id}:{at}"
    if part.named and not part.channel.person:
        name = {"type": "mrkdwn", "text": f"<#{part.channel.id}>", "verbatim": True}
        blocks.insert(1, {"type": "context", "elements": [name]})
    return blocks


def channel_of(block_id: str, user: str) -> Channel:
    """The channel that a button of the Home tab is for; the person's direct messages where it names none."""
    kind, _, rest = block_id.partition(":")
    id = rest.rpartition(":")[0] if kind == _IN else ""
    return Channel("slack", id) if id else Channel.to_person("slack", user)
