"""What a half-typed field may become, from data at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.alerts.watchlist import Channel
from bot.commands.param import Kind, Param
from bot.market.feeds import Listing
from bot.market.ticker import Ticker

Suggests = Literal["", "listed", "watched"]


class Completion(Protocol):
    """What a half-typed ticker may become, from data at hand (never a network)."""

    async def listed(self, typed: str, limit: int) -> Sequence[Listing]: ...

    async def watched(self, typed: str, limit: int, channel: Channel) -> Sequence[Listing]: ...

    async def meant(self, ticker: Ticker) -> Sequence[Listing]:
        """What a ticker that is not listed may have been meant for, best first; nothing for a listed one."""
        ...


@dataclass(frozen=True)
class Suggestion:
    """``value`` is what the field becomes, ``label`` what the person sees."""

    value: str
    label: str


async def suggestions(
    completion: Completion | None, field: Param, typed: str, channel: Channel, limit: int
) -> list[Suggestion]:
    """Completions of a field; a list of tickers completes its last word. Raises StoreAway."""
    if field.choices:
        return [Suggestion(choice, choice) for choice in field.choices if choice.startswith(typed.lower())][:limit]
    if field.kind is not Kind.TEXT:
        return await _completed(completion, field.suggests, "", typed, channel, limit)
    said = [Suggestion(one, one) for one in _begun(field.phrases, typed)]
    if said and " " in typed.strip():
        return said[:limit]
    return [*said, *await last_word(completion, field.suggests, typed, channel, limit)][:limit]


def _begun(phrases: Sequence[str], typed: str) -> list[str]:
    """The phrases that are being typed; a letter or two may begin any ticker."""
    wanted = typed.lower().lstrip()
    return [one for one in phrases if len(wanted) > 2 and one.lower().startswith(wanted)]


async def last_word(
    completion: Completion | None, suggests: Suggests, typed: str, channel: Channel, limit: int
) -> list[Suggestion]:
    """Completions of the last word of a list of tickers, each with the words before it. Raises StoreAway."""
    words = typed.rsplit(maxsplit=1)
    if typed[-1:].isspace():
        return await _completed(completion, suggests, typed, "", channel, limit)
    before, last = (words[0] + " ", words[1]) if len(words) == 2 else ("", typed)
    return await _completed(completion, suggests, before, last, channel, limit)


async def _completed(
    completion: Completion | None, suggests: Suggests, before: str, last: str, channel: Channel, limit: int
) -> list[Suggestion]:
    if not suggests or completion is None:
        return []
    if suggests == "watched":
        listings = await completion.watched(last.strip(), limit, channel)
    else:
        listings = await completion.listed(last.strip(), limit)
    return [Suggestion(f"{before}{one.ticker}", f"{before}{one.ticker} {one.name}".strip()) for one in listings]
