"""Cards from empty to overlong, with every part a card can have and the worst text that people and vendors send."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.cards import Action, Card, Chart, Fact, Form, Level, Link, Menu, Moment, Origin, Series, Style, Table, Tone
from bot.dialogs import Choice, Dialog, File, Page, People, Pick, Time, Write

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
DAY = datetime(2026, 1, 15, tzinfo=UTC)

# Each begins with a word of its own, by which a test finds it again in what a platform shows.
HOSTILE = {
    "everyone": "Everyone0 @everyone @here @Everyone",
    "slack-calls": "Slackcalls0 <!channel> <!here> <!everyone> <!subteam^S1|@team> <!date^1^{date}^https://a.example|x>",
    "slack-person": "Slackperson0 <@U1> <@U1|bob> <#C1|general> <mailto:a@example.com|mail>",
    "discord-person": "Discordperson0 <@1> <@!1> <@&1> <#1> </ask:1> <:name:1> <a:name:1> <t:1:R> <id:home>",
    "split-call": "Splitcall0 <@\u200bU1> @\u200beveryone <\x00!channel> @every\x00one <\u200b@1>",
    "entities": "Entities0 &lt;!channel&gt; &amp;lt;@U1&amp;gt; &#60;@1&#62;",
    "markdown": "Markdown0 *bold* _it_ ~gone~ `code` ```block``` **b** __u__ ||spoiler|| [a](https://a.example) \\* \\",
    "unclosed": "Unclosed0 ``` ` * _ ~ || > [ ](",
    "lines": "Lines0\n# head\n> quote\n>>> all\n- item\n1. one\n-# small\n\n\n\nend",
    "addresses": "Addresses0 https://evil.example/a?b=<c> www.example.com bob@example.com discord.gg/x <https://a.example>",
    "html": "Html0 <script>alert(1)</script> <img src=x onerror=alert(1)> \"' </h3><!-- <![CDATA[ javascript:alert(1)",
    "escapes": "Escapes0 \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \r over\b\b\b",
    "controls": "Controls0 " + "".join(map(chr, range(32))) + "\x7f\x80\x85 end",
    "broken": "Broken0 \ud800 half \udfff end",
    "right-to-left": "Righttoleft0 \u202eevil\u202c \u2067עברית\u2069 السعر 12.50 \u200f",
    "zero-width": "Zerowidth0 a\u200bb\u200cc\u200dd\u2060e\ufefff",
    "emoji": "Emoji0 🚀 👩\u200d👩\u200d👧 🇺🇸 :rocket: :+1: <:x:1>",
    "wide": "Wide0 漢字かな한글 ﷽ e\u0301\u0301\u0301\u0301",
    "separators": "Separators0 a\u2028b\u2029c\u00a0d\u3000e\tf",
}
BEGINNINGS = (
    "# head",
    "> quote",
    "-# small",
    "- item",
    "1. one",
    "@everyone",
    "<!channel>",
    "<@1>",
    "```",
    "|x|",
    "\\",
)
ENDLESS = "Endless0 " + "headline " * 1_150  # 10 kB
UNBROKEN = "Unbroken0" + "x" * 10_000
EMOJI = "Moons0 " + "🌖" * 3_000
ESCAPED = "Angles0 " + "<&>*_`" * 2_000  # grows when it is made safe

CHART = Chart(
    "Chart0 price and targets",
    "Alt0 daily closes from 2 to 15 January, the last at $31.20.",
    (
        Series("APLD", tuple((date(2026, 1, 2) + timedelta(days=n), 30.0 + n % 3) for n in range(14))),
        Series("IWM", ((date(2026, 1, 2), 1.0), (date(2026, 1, 15), 2.0))),
    ),
    (Level("Mean target", 42.5), Level("Low target", 20)),
    "USD",
)
MOMENTS = (
    Fact("Settled0", Moment(DAY, Form.DAY)),
    Fact("Asked0", ("at ", Moment(AT), " and not before")),
    Fact("Published0", ("about ", Moment(AT + timedelta(days=3), Form.AGE))),
    Fact("Before0", Moment(datetime(1901, 5, 6, 7, 8, tzinfo=UTC))),
    Fact("After0", Moment(datetime(2203, 5, 6, 7, 8, tzinfo=UTC))),
)
LINKS = (
    Fact("Plainlink0", Link("Notice0", "https://example.com/a?b=1&c=2#d")),
    Fact("Between0", ("read ", Link("Paper0", "http://example.com/(a)"), " first")),
    Fact("Hostilelink0", Link("Label0 <!channel> | ] @everyone", "https://example.com/a|b>c d\"e'f)<!here>\n\x00`")),
    Fact("Namelesslink0", Link("", "https://example.com/Nameless0")),
    Fact("Longlink0", Link("Far0", f"https://example.com/{'a' * 4_000}")),
)
MENU = Menu("Menu0 snooze…", tuple(Action(f"Choose0{n}", f"snooze T{n} 1h") for n in range(3)))
ACTIONS = tuple(Action(f"Press0{n}", f"snooze T{n} 1d", style) for n, style in enumerate(Style))
FULL = Card(
    title="Full0 APLD is above its mean target",
    lead="Lead0 the price went $41.00 → $43.10, 1.4 % above the mean target of $42.50.",
    facts=(Fact("Price0", "$43.10"), *MOMENTS[:3], *LINKS[:2]),
    table=Table(
        ("Settlement", "Shares"),
        (("Row0 31 December", "11.2 million"), ("Row1 15 January", "14.0 million")),
    ),
    chart=CHART,
    origins=(Origin("Yahoo", AT), Origin("FINRA", DAY, Form.DAY, stale=True)),
    actions=ACTIONS,
    tone=Tone.CATALYST,
    note="Note0 information, not advice.",
)


def numbered(number: int, value: str = "value") -> tuple[Fact, ...]:
    return tuple(Fact(f"Fact{n:03} of many", f"{value} V{n:03}") for n in range(number))


def grid(rows: int, columns: int, cell: str = "cell") -> Table:
    """A table whose first column names its rows."""
    return Table(
        tuple(f"Column{n:02}" for n in range(columns)),
        tuple((f"Row{row:04}", *(f"{cell} R{row:04}C{n:02}" for n in range(1, columns))) for row in range(rows)),
    )


def everywhere(text: str) -> Card:
    """A card with this text in every place where there can be text, after a word for the place."""
    parts = (f"Part1 {text}", Moment(AT), f"Part2 {text}", Link(f"Part3 {text}", "https://example.com/"))
    return Card(
        title=f"Title0 {text}",
        lead=f"Lead0 {text}",
        facts=(Fact(f"Name0 {text}", f"Value0 {text}"), Fact(f"Parts0 {text[:20]}", parts)),
        table=Table(
            (f"Column0 {text}", "Column1"),
            ((f"Row0 {text}", f"Cell0 {text}"), ("Row1 plain", Link(f"Cell1 {text}", "https://example.com/"))),
        ),
        chart=replace(CHART, title=f"Chart0 {text}", alt=f"Alt0 {text}"),
        origins=(Origin(f"Source0 {text}", AT), Origin(f"Source1 {text}", DAY, Form.DAY, stale=True)),
        actions=(Action(f"Press0 {text}", "status"), Action(f"Press1 {text[:60]}", "help", Style.PRIMARY)),
        note=f"Note0 {text}",
    )


def nothing_but(text: str) -> Card:
    """A card with this text alone in every place: where a line begins, and where a word is wanted."""
    return Card(
        title=text,
        lead=text,
        facts=(Fact(text, text), Fact(text, Link(text, "https://example.com/"))),
        table=Table((text, text), ((text, text),)),
        chart=replace(CHART, title=text, alt=text),
        origins=(Origin(text, AT),),
        actions=(Action(text, "status"),),
        note=text,
    )


GALLERY: dict[str, Card] = {
    "empty": Card(title=""),
    "blank": nothing_but(" \u200b\n\t "),
    **{f"begins-{number}": nothing_but(text) for number, text in enumerate(BEGINNINGS)},
    "title": Card(title="Title0"),
    "lead": Card(title="Title0", lead="Lead0"),
    "full": FULL,
    **{f"tone-{tone}": Card(title=f"Tone0 {tone}", lead="Lead0", tone=tone) for tone in Tone},
    **{f"hostile-{name}": everywhere(text) for name, text in HOSTILE.items()},
    "endless": everywhere(ENDLESS),
    "unbroken": everywhere(UNBROKEN),
    "emoji": everywhere(EMOJI),
    "escaped": everywhere(ESCAPED),
    "moments": Card(title="Moments0", facts=MOMENTS),
    "moments-table": Card(
        title="Moments0", table=Table(("When", "What"), (("Row0", Moment(AT)), ("Row1", Moment(DAY, Form.DAY))))
    ),
    "links": Card(title="Links0", facts=LINKS),
    "empty-values": Card(title="Nothing0", facts=(Fact("Void0", ""), Fact("Empty0", ()), Fact("", "Nameless0"))),
    "empty-table": Card(title="Nothing0", table=Table(("Column0", "Column1"), ())),
    "no-columns": Card(title="Nothing0", table=Table((), ((),))),
    "facts-60": Card(title="Facts0", facts=numbered(60)),
    "facts-300": Card(title="Facts0", facts=numbered(300, "a value that is somewhat longer than the others are")),
    "facts-60-long": Card(title="Facts0", facts=numbered(60, "long " * 100)),
    "facts-endless": Card(title="Facts0", facts=tuple(Fact(f"Fact{n:02}", f"V{n:02} {ENDLESS}") for n in range(12))),
    "table-narrow": Card(title="Table0", table=grid(30, 2)),
    "table-deep": Card(title="Table0", table=grid(1_000, 3)),
    "table-wide": Card(title="Table0", table=grid(40, 14, "a cell with some words")),
    "table-wider": Card(title="Table0", table=grid(6, 30, "some words")),
    "table-endless": Card(title="Table0", table=grid(5, 3, ENDLESS)),
    "facts-and-table": Card(title="Both0", lead="Lead0", facts=numbered(60), table=grid(200, 4)),
    "actions-5": Card(title="Five0", actions=tuple(Action(f"Press{n:02}", f"help {n}") for n in range(5))),
    "actions-9": Card(title="Nine0", actions=tuple(Action(f"Press{n:02}", f"help {n}") for n in range(9))),
    "actions-60": Card(title="Sixty0", actions=tuple(Action(f"Press{n:02}", f"help {n}") for n in range(60))),
    "actions-loud": Card(
        title="Loud0", actions=tuple(Action(f"Press{n}", f"help {n}", Style.PRIMARY) for n in range(4))
    ),
    "actions-long": Card(title="Long0", actions=(Action(f"Press0 {ENDLESS}", "a" * 70), Action("", "status now"))),
    "menu": Card(title="Menu0", actions=ACTIONS, menu=MENU),
    "menu-alone": Card(title="Menu0", menu=MENU),
    "menu-25": Card(
        title="Menu0",
        actions=tuple(Action(f"Press{n:02}", f"help {n}") for n in range(60)),
        menu=Menu(ENDLESS, tuple(Action(f"Choose{n:02} {ENDLESS}", f"{n:02}{'x' * 68}") for n in range(25))),
    ),
    **{
        f"menu-{name}": Card(title="Menu0", menu=Menu(text, (Action(text, "status"), Action(text[:60], "help"))))
        for name, text in HOSTILE.items()
    },
    "stale": Card(title="Stale0", origins=(Origin("Yahoo", AT, stale=True),), tone=Tone.TROUBLE),
    "origins-20": Card(title="Origins0", origins=tuple(Origin(f"Source{n:02}", AT) for n in range(20))),
    "chart": Card(title="Chart0", chart=CHART),
    "chart-endless": Card(title="Chart0", chart=replace(CHART, title=ENDLESS, alt=ENDLESS)),
    "everything-at-once": replace(
        everywhere(ENDLESS),
        facts=numbered(100, ESCAPED[:400]),
        table=grid(300, 5),
        origins=tuple(Origin(f"Source{n:02} {ENDLESS}", AT, stale=n % 2 == 0) for n in range(20)),
        actions=tuple(Action(f"Press{n:02} {EMOJI}", f"help {n}") for n in range(30)),
    ),
}

# Any card

MARKS = ["<", ">", "&", "@everyone", "<@", "<!", "!channel", "U1>", "*", "`", "\\", "|", "\n", "[", "](", ")", "\u200b"]
TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*HOSTILE.values(), ENDLESS, ESCAPED[:500], EMOJI[:500]]),
    st.lists(st.sampled_from(MARKS)).map("".join),
)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # Hypothesis adds the zone
PIECE = st.one_of(
    TEXT,
    st.builds(Moment, TIMES, st.sampled_from(Form)),
    st.builds(lambda text, rest: Link(text, f"https://a.example/{rest}"), TEXT, TEXT),
)
VALUE = st.one_of(TEXT, PIECE, st.lists(PIECE, max_size=3).map(tuple))
TABLE = st.integers(1, 4).flatmap(
    lambda wide: st.builds(
        lambda heads, rows: Table(tuple(heads), tuple(map(tuple, rows))),
        st.lists(TEXT, min_size=wide, max_size=wide),
        st.lists(st.lists(VALUE, min_size=wide, max_size=wide), max_size=5),
    )
)
LINES = ("status", "snooze APLD 1d", "watch <@U1> @everyone `", f"ask {'🚀' * 20}", "\x1b[2J\x1b[3J", "x" * 70)
CARDS = st.builds(
    Card,
    title=TEXT,
    lead=TEXT,
    facts=st.lists(st.builds(Fact, TEXT, VALUE), max_size=8).map(tuple),
    table=st.one_of(st.none(), TABLE),
    chart=st.one_of(st.none(), st.builds(lambda title, alt: replace(CHART, title=title, alt=alt), TEXT, TEXT)),
    origins=st.lists(st.builds(Origin, TEXT, TIMES, st.sampled_from(Form), st.booleans()), max_size=4).map(tuple),
    actions=st.lists(
        st.builds(Action, TEXT, st.sampled_from(LINES), st.sampled_from(Style)), max_size=7
    ).map(tuple),
    menu=st.one_of(
        st.none(),
        st.builds(
            Menu, TEXT,
            st.lists(
                st.builds(Action, TEXT, st.sampled_from(LINES)), min_size=1, max_size=6, unique_by=lambda one: one.line
            ).map(tuple),
        ),
    ),
    tone=st.sampled_from(Tone),
    note=TEXT,
)  # fmt: skip


# Dialogs


def asking(text: str) -> Dialog:
    """A dialog with this text in every place where there can be text, and as every answer that stands."""
    label, help = text[:45] or "Label0", text[:100]
    choices = (Choice("a", text), Choice("b", f"Choice0 {text}"))
    fields = (
        Pick(name="one", label=label, help=help, choices=choices, value=("a",), required=True),
        Pick(name="some", label=label, help=help, choices=choices, value=("a", "b"), several=True),
        Write(name="word", label=label, help=help, example=text, value=(text[:1_400],)),
        Write(name="long", label=label, help=help, example=text, value=(text[:1_400],), long=True),
        Write(name="known", label=label, help=help, example=text, suggests="listed"),
    )
    others = (
        People(name="who", label=label, help=help, value=(text[:100],)),
        People(name="all", label=label, help=help, several=True),
        Time(name="when", label=label, help=help, value=(text[:100],), required=True),
        File(name="file", label=label, help=help),
    )
    return Dialog(
        command="ask", title=text[:24], about=text[:60], lead=text, submit=text[:24],
        pages=(Page(text, "ask one", fields), Page(text, "ask two", others)), card=everywhere(text),
    )  # fmt: skip


DIALOGS: dict[str, Dialog] = {
    "plain": asking("Plain0"),
    "blank": asking(" \u200b\n\t "),
    **{f"begins-{number}": asking(text) for number, text in enumerate(BEGINNINGS)},
    **{f"hostile-{name}": asking(text) for name, text in HOSTILE.items()},
    "endless": asking(ENDLESS),
    "unbroken": asking(UNBROKEN),
    "emoji": asking(EMOJI[:2_000]),
    "escaped": asking(ESCAPED),
}
