"""A card as HTML: its meaning in elements, every text inert."""

from datetime import UTC, date, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Alert
from bot.cards import Action, Card, Chart, Fact, Form, Link, Menu, Moment, Origin, Series, Style, Table, Tone
from bot.platforms.web.render import alert_html, answer_html, card_html

AT = datetime(2026, 1, 15, 14, 30, tzinfo=UTC)
CHART = Chart("Price", "It rose.", (Series("APLD", ((date(2026, 1, 2), 1.5),)),))
ELEMENTS = frozenset(
    [
        "article",
        "p",
        "h3",
        "dl",
        "div",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "img",
        "figcaption",
        "ul",
        "li",
        "strong",
        "button",
        "a",
        "time",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "data-tone",
        "data-line",
        "data-form",
        "aria-label",
        "aria-expanded",
        "hidden",
        "role",
        "tabindex",
        "scope",
        "src",
        "alt",
        "type",
        "href",
        "target",
        "rel",
        "datetime",
    ]
)


def address(chart):
    return "/pictures/0.png"


class Read(HTMLParser):
    """Elements, attributes and text of a fragment; fails when elements are not closed in order."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


_HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</h3><!-- <![CDATA[ <?xml &lt;b&gt; &#x3c;",
        "javascript:alert(1)",
        "\x00\x1b\u202e\ud800\r\n",
    ]
)
_TEXT = st.one_of(st.text(st.characters(), max_size=20), _HOSTILE)
_LINK = st.builds(lambda text, rest: Link(text, f"https://{rest}"), _TEXT, _TEXT)
_VALUE = st.one_of(_TEXT, st.tuples(_TEXT, st.builds(Moment, st.just(AT), st.sampled_from(Form)), _LINK))
_CARDS = st.builds(
    Card,
    title=_TEXT,
    lead=_TEXT,
    facts=st.lists(st.builds(Fact, _TEXT, _VALUE), max_size=2).map(tuple),
    table=st.builds(
        lambda a, b, rows: Table((a, b), tuple(rows)), _TEXT, _TEXT, st.lists(st.tuples(_VALUE, _VALUE), max_size=2)
    ),
    chart=st.builds(Chart, _TEXT, _TEXT, st.just(())),
    origins=st.lists(st.builds(Origin, _TEXT, st.just(AT), st.sampled_from(Form), st.booleans()), max_size=2).map(
        tuple
    ),
    actions=st.lists(st.builds(Action, _TEXT, _TEXT, st.sampled_from(Style)), max_size=2).map(tuple),
    menu=st.one_of(
        st.none(), st.builds(lambda label, one: Menu(label, (one,)), _TEXT, st.builds(Action, _TEXT, _TEXT))
    ),
    tone=st.sampled_from(Tone),
    note=_TEXT,
)


@given(_CARDS)
def test_no_text_becomes_markup(card):
    read = Read(card_html(card, address))

    for element, attributes in read.elements:
        assert element in ELEMENTS
        assert set(attributes) <= ATTRIBUTES
        assert attributes.get("href", "https://").startswith("https://")
        assert attributes.get("src", "/pictures/0.png") == "/pictures/0.png"
    assert len(read.all("h3")) == len(read.all("img")) == 1
    assert not any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in "".join(read.words))


@given(_CARDS, _TEXT)
def test_an_alert_is_one_message_whatever_it_says(card, follows):
    alert = Alert(kind="k", about="", occurrence="o", at=AT, card=card, follows=follows)
    read = Read(alert_html(alert, address))

    assert read.elements[0] == ("div", {"class": "message", "id": f"a-{alert.fingerprint}"})
    assert len(read.all("article")) == 1


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
def test_text_that_only_looks_like_markup_is_shown_as_it_is(text):
    assert text in "".join(Read(card_html(Card(title=text), address)).words)


def test_every_part_has_its_element():
    card = Card(
        title="APLD",
        lead="It rose.",
        facts=(Fact("Price", "$1"),),
        table=Table(("Day", "Price"), (("1 May", "$1"),)),
        chart=CHART,
        origins=(Origin("FINRA", AT, Form.DAY), Origin("Yahoo", AT, stale=True)),
        actions=(Action("Snooze", "snooze APLD 1d", Style.DANGER),),
        tone=Tone.RISK,
        note="Information, not advice.",
    )
    html = card_html(card, address)
    read = Read(html)

    assert read.elements[0] == ("article", {"class": "card", "data-tone": "risk", "aria-label": "Risk: APLD"})
    assert '<p class="tone">Risk</p><h3>APLD</h3><p class="lead">It rose.</p>' in html
    assert "<dl><div><dt>Price</dt><dd>$1</dd></div></dl>" in html
    assert '<th scope="col">Day</th><th scope="col">Price</th>' in html
    assert '<th scope="row">1 May</th><td>$1</td>' in html
    assert '<figure><img src="/pictures/0.png" alt="It rose."><figcaption>Price</figcaption></figure>' in html
    assert read.all("button") == [{"type": "button", "class": "danger", "data-line": "snooze APLD 1d"}]
    assert "stale: no answer from there since" in html
    assert html.endswith(">Snooze</button></div></article>")


def test_moments_carry_what_a_reader_in_any_zone_needs():
    card = Card(
        title="t", facts=(Fact("a", Moment(AT)), Fact("b", Moment(AT, Form.AGE)), Fact("c", Moment(AT, Form.DAY)))
    )
    html = card_html(card, address)

    assert '<time datetime="2026-01-15T14:30:00+00:00" data-form="time">15 January 2026, 14:30 UTC</time>' in html
    assert '<time datetime="2026-01-15T14:30:00+00:00" data-form="age">15 January 2026, 14:30 UTC</time>' in html
    assert '<time datetime="2026-01-15" data-form="day">15 January 2026</time>' in html


def test_a_bare_card_has_nothing_empty():
    read = Read(answer_html(Card(title="t"), AT, address))

    assert [name for name, _ in read.elements] == ["div", "time", "article", "p", "h3"]
    assert read.all("div") == [{"class": "message private"}]


def test_a_menu_is_a_button_that_unfolds_choices_after_the_others():
    menu = Menu("Snooze…", (Action("1 hour", "snooze APLD 1h"), Action("", "snooze APLD 1w")))
    html = card_html(Card(title="t", actions=(Action("Seen", "ack"),), menu=menu), address)

    assert html.endswith(
        '<div class="actions" role="group" aria-label="Actions">'
        '<button type="button" class="plain" data-line="ack">Seen</button>'
        '<button type="button" class="menu" aria-expanded="false">Snooze…</button>'
        '<div class="choices" role="group" aria-label="Snooze…" hidden="">'
        '<button type="button" class="plain" data-line="snooze APLD 1h">1 hour</button>'
        '<button type="button" class="plain" data-line="snooze APLD 1w">snooze APLD 1w</button>'
        "</div></div></article>"
    )
    assert card_html(Card(title="t", menu=menu), address).count("<button") == 3
