"""Cards for what could not be done, each with its next step; ``prefix`` is this bot's, before every command's name."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.cards import Action, Card, Fact, Tone
from bot.commands.definition import Command
from bot.commands.param import UsageError
from bot.market.feeds import Listing, NoAnswer
from bot.words import clipped, listed, say

LONGEST_LINE = 20_000  # characters: a watchlist of hundreds of stocks as a table


def too_long(length: int) -> Card:
    """More characters than are read at a time."""
    lead = say(
        "That is {length:,} characters; {longest:,} are read at a time, so send it in parts. Nothing was done.",
        length=length,
        longest=LONGEST_LINE,
    )
    return Card(title=say("Too long"), lead=lead, tone=Tone.TROUBLE)


def unknown(name: str, names: Sequence[str], prefix: str) -> Card:
    """No command has that name; ``names`` are those that there are."""
    shown = clipped(name, 20)
    near = nearest(name.lower(), names)
    if near:
        meant = say("Did you mean {names}?", names=listed([f"/{prefix}{one}" for one in near], "or"))
    else:
        meant = say("{help} lists them.", help=f"/{prefix}help")
    lead = (
        say("There is no command “{typed}”. {next}", typed=shown, next=meant)
        if shown
        else say("Type a command. {next}", next=meant)
    )
    return Card(title=say("Unknown command"), lead=lead, tone=Tone.TROUBLE)


def misused(found: Command, error: UsageError, prefix: str) -> Card:
    """Words that a command cannot use: what is wrong with them, and how they are written."""
    usage = found.usage.replace("/", f"/{prefix}", 1)
    example = found.example.replace("/", f"/{prefix}", 1)
    facts = (Fact(say("Usage"), usage), Fact(say("Example"), example)) if found.params else (Fact(say("Usage"), usage),)
    return Card(title=say("That did not work"), lead=str(error), facts=(*error.facts, *facts), tone=Tone.TROUBLE)


def unanswered(found: Command, failure: NoAnswer, meant: Sequence[Listing], prefix: str) -> Card:
    """A source that told nothing, with a button for each stock that may have been ``meant``."""
    names = [f"{one.ticker} ({clipped(one.name, 40)})" if one.name else one.ticker.symbol for one in meant]
    return Card(
        title=say("{command}: no answer", command=f"/{prefix}{found.name}"),
        lead=say("{trouble} Did you mean {names}?", trouble=failure, names=listed(names, "or"))
        if names
        else str(failure),
        actions=tuple(Action(f"{found.name.capitalize()} {one.ticker}", f"{found.name} {one.ticker}") for one in meant),
        tone=Tone.TROUBLE,
    )


def store_away() -> Card:
    """The store does not answer."""
    lead = say("The store does not answer, so nothing was changed; try again in a minute.")
    return Card(title=say("Not now"), lead=lead, tone=Tone.TROUBLE)


def faulty(found: Command, prefix: str) -> Card:
    """A fault of ours; no detail of it, which is for the log alone."""
    lead = say("That is a fault in Minnow and is in its log; nothing was lost. Other commands go on working.")
    return Card(title=say("{command} failed", command=f"/{prefix}{found.name}"), lead=lead, tone=Tone.TROUBLE)


def nearest(word: str, choices: Sequence[str], limit: int = 3) -> list[str]:
    """The choices that a mistyped word most likely meant (a third of it may differ), best first."""
    far = max(1, len(word) // 3)
    ranked = process.extract(word, choices, scorer=OSA.distance, limit=limit, score_cutoff=far)
    return [choice for choice, _, _ in ranked]
