"""The table: a row for each thing that was looked at, and the next steps under it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.words import later, said, say


class State(StrEnum):
    OK = later("ok")
    WARNING = later("warning")
    FAILED = later("failed")


@dataclass(frozen=True)
class Row:
    """One line of the table; ``next_step`` says what to do, "" when there is nothing to do."""

    what: str
    state: State
    said: str
    next_step: str = ""


def written(rows: list[Row]) -> str:
    """The table as text, its next steps under it."""
    width = max(len(row.what) for row in rows)
    states = {state: said(state.value) for state in State}
    room = max(map(len, states.values()))
    lines = [f"{row.what:<{width}}  {states[row.state]:<{room}}  {row.said}" for row in rows]
    steps = [f"  {row.what}: {row.next_step}" for row in rows if row.next_step]
    return "\n".join([*lines, "", say("Next steps:"), *steps] if steps else lines)
