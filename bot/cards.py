"""The one document of every reply and alert: what to show, never how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from string import Formatter

from bot.market.observation import Observation
from bot.words import said


class Tone(StrEnum):
    """How a card feels; each platform repeats it in colour, and words carry it first."""

    CATALYST = "catalyst"
    RISK = "risk"
    NOTE = "note"
    TROUBLE = "trouble"


class Form(StrEnum):
    """How a Moment is written: a day, a clock time, or a distance from now ("in 3 days")."""

    DAY = "day"
    TIME = "time"
    AGE = "age"


@dataclass(frozen=True)
class Moment:
    """An instant (UTC) that each reader sees in their own time zone."""

    at: datetime
    form: Form = Form.TIME

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a Moment needs a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))


@dataclass(frozen=True)
class Link:
    """A web address with the words that stand for it; only http and https."""

    text: str
    url: str

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise ValueError("a Link needs an http address")


@dataclass(frozen=True)
class Named:
    """A person, or a role or user group (its id with ``&`` before it), shown by name where the platform can.

    Slack calls who is named in a message of a channel: it stands in answers alone, which one person sees.
    """

    id: str


Piece = str | Moment | Link | Named
Value = Piece | tuple[Piece, ...]  # never markup, never a bare number


def placed(template: str, /, **parts: Piece) -> tuple[Piece, ...]:
    """A sentence that ``later`` marked, said now, with moments, links and names in the places of its values."""
    found: list[Piece] = []
    for text, name, _, _ in Formatter().parse(said(template)):
        for piece in (text, parts[name] if name else ""):
            last = found[-1] if found else None
            if isinstance(piece, str) and isinstance(last, str):
                found[-1] = last + piece
            elif piece:
                found.append(piece)
    return tuple(found)


def pieces(value: Value) -> tuple[Piece, ...]:
    """The parts of a value, in order. TypeError for a bare number: a figure is worded before it is shown."""
    parts = value if isinstance(value, tuple) else (value,)
    for part in parts:
        if not isinstance(part, str | Moment | Link | Named):
            raise TypeError(f"a card shows text, moments, links and names, not {type(part).__name__}")
    return parts


@dataclass(frozen=True)
class Fact:
    """A labelled value: "Mean target" - "$42.50 (14 analysts)"."""

    name: str
    value: Value

    def __post_init__(self) -> None:
        pieces(self.value)


@dataclass(frozen=True)
class Table:
    """Rows of text under column names; every row as long as the header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError("a table row must be as long as its header")
            for value in row:
                pieces(value)


@dataclass(frozen=True)
class Series:
    """A line or bars over days, in the chart's unit."""

    name: str
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class Level:
    """A horizontal line such as the mean target, in the chart's unit."""

    name: str
    value: float


@dataclass(frozen=True)
class Bar:
    """A named value, in the chart's unit."""

    name: str
    value: float


@dataclass(frozen=True)
class Lane:
    """A name and the states it was in, in words: each from its first to its last day, oldest first."""

    name: str
    spells: tuple[tuple[date, date, str], ...]


@dataclass(frozen=True)
class Chart:
    """A picture described, not drawn; ``alt`` says in words what it shows.

    ``parts``, where there are any, are the whole picture: bars that lie from zero, the first on top. So are ``lanes``:
    states over days, of which ``states`` lists the words from best to worst; any other word is a gap in what is known.
    """

    title: str
    alt: str
    series: tuple[Series, ...]
    levels: tuple[Level, ...] = ()
    unit: str = ""
    bars: bool = False
    parts: tuple[Bar, ...] = ()
    lanes: tuple[Lane, ...] = ()
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Origin:
    """Where a card's figures come from and when they were true; ``stale`` when the source has been lost since."""

    source: str
    as_of: datetime
    form: Form = Form.TIME
    stale: bool = False

    def __post_init__(self) -> None:
        """A source's name is a key wherever it is kept, and is said where people see it, which is on cards."""
        object.__setattr__(self, "source", said(self.source))

    @classmethod
    def of(cls, seen: Observation, form: Form = Form.TIME) -> Origin:
        return cls(seen.source, seen.as_of, form)


class Style(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True)
class Action:
    """A button that holds a command line ("snooze APLD 1d"); a press goes the way of a typed one."""

    label: str
    line: str
    style: Style = Style.PLAIN

    def __post_init__(self) -> None:
        if len(self.line) > 70:
            raise ValueError("an action's line must fit a Discord button (70 characters)")


@dataclass(frozen=True)
class Menu:
    """Several actions behind one word ("Snooze …"), one of which is chosen."""

    label: str
    choices: tuple[Action, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.choices) <= 25 or len({one.line for one in self.choices}) < len(self.choices):
            raise ValueError("a menu has 1 to 25 choices, each with its own line")


@dataclass(frozen=True)
class Card:
    """Title, lead sentence, facts, table, chart, origins, actions, menu, tone."""

    title: str
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    origins: tuple[Origin, ...] = ()
    actions: tuple[Action, ...] = ()
    menu: Menu | None = None
    tone: Tone = Tone.NOTE
    note: str = field(default="")  # the small print under the origins, such as "Information, not advice."

    @property
    def text(self) -> str:
        """Title and lead in one line: push notification, screen reader, log."""
        ended = self.title.endswith((".", "?", "!", "…"))
        return f"{self.title}{'' if ended else '.'} {self.lead}" if self.lead else self.title

    def with_menu(self, menu: Menu) -> Card:
        return replace(self, menu=menu)

    def with_actions(self, *actions: Action) -> Card:
        return replace(self, actions=self.actions + actions)
