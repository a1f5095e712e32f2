"""The whole gallery through every renderer: within limits, pinging nobody, nothing dropped without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given, settings

from bot.cards import Action, Card, Link, Moment, Style, Tone, Value, pieces
from bot.platforms.discord.render import render, render_text
from bot.platforms.slack.render import message
from bot.platforms.terminal.layout import clean
from bot.platforms.terminal.render import as_json
from bot.platforms.web.render import card_html
from tests.contracts.readers import READERS, Reader, discord_lines, discord_operable, slack_decoded
from tests.gallery import CARDS, GALLERY, MOMENTS

EVERY_READER = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
EVERY_CARD = pytest.mark.parametrize("name", GALLERY)
EACH_WITHOUT: dict[str, list[str]] = {reader.name: [] for reader in READERS}
NOT_SEEN = "ˍˋ"  # letters that stand for a mark


def bare(text: str) -> str:
    """Letters, digits and ellipses: what is left of a text whatever is done to make it safe."""
    return "".join(letter for letter in text if (letter.isalnum() and letter not in NOT_SEEN) or letter == "…")


@cache
def spellings(text: str) -> set[str]:
    """A text as it is, and as a terminal leaves it, which takes out whole escape sequences."""
    return {bare(text), bare(clean(text))}


def begins(text: str, seen: str) -> bool:
    """Whether at least the beginning of a text is seen; of none there is nothing to see."""
    return any(one[:10] in seen for one in spellings(text))


def is_whole(text: str, seen: str) -> bool:
    return any(one in seen for one in spellings(text))


def is_clipped(text: str, seen: str) -> bool:
    """Whether a beginning of the text is seen with an ellipsis right after it."""
    return any(
        _run(one, seen, found.start()) for one in spellings(text) for found in re.finditer(re.escape(one[:5]), seen)
    )


def _run(text: str, seen: str, start: int) -> bool:
    here = seen[start : start + len(text)]
    same = next((at for at, (a, b) in enumerate(zip(text, here, strict=False)) if a != b), len(here))
    return seen[start + same : start + same + 1] == "…"


def said(what: str, seen: str) -> int:
    """How many of a kind a message says it left out."""
    return sum(int(found.replace(",", "")) for found in re.findall(rf"([\d,]+) (?:more )?{what}s?\b", seen))


def words(value: Value) -> str:
    """The first text of a value by which it can be found, "" where there is none."""
    texts = (one.text if isinstance(one, Link) else one for one in pieces(value) if not isinstance(one, Moment))
    return next((text for text in texts if bare(text)), "")


def pressed(action: Action) -> str:
    """By what a button can be found: its label, its line where the label could not be seen."""
    can_be_seen = any(letter.isprintable() and not letter.isspace() for letter in action.label)
    return action.label if can_be_seen else action.line


def unseen(texts: Sequence[str], seen: str) -> int:
    return sum(not begins(text, seen) for text in texts)


def unsaid(value: Value, reader: Reader, raw: str, seen: str) -> Iterator[str]:
    """What of a value is neither shown nor cut off by an ellipsis."""
    before = ""
    for part in pieces(value):
        if isinstance(part, Moment):
            if reader.when(part) not in raw:
                if not is_clipped(before, seen):
                    yield f"{part}"
                return
            continue
        text = part.text if isinstance(part, Link) else part
        if not is_whole(text, seen):
            if not is_clipped(text, seen) and not is_clipped(before, seen):
                yield text[:80]
            return
        before = text


@cache
def shown_again(reader: Reader, card: Card) -> tuple[str, str, str]:
    """What is sent (a terminal's lines as one), what is seen, and the letters of that."""
    shown = reader.show(card)
    seen = reader.seen(shown)
    raw = reader.raw(shown)
    return " ".join(raw.split()) if "terminal" in reader.name else raw, seen, bare(seen)


@EVERY_CARD
def test_a_platform_takes_every_card_and_obeys_none(name):
    assert {reader.name: list(reader.faults(reader.show(GALLERY[name]))) for reader in READERS} == EACH_WITHOUT


@EVERY_CARD
def test_what_is_left_out_is_counted(name):
    card = GALLERY[name]
    rows = card.table.rows if card.table and card.table.columns else ()
    kinds = {
        "fact": [words(fact.name) or words(fact.value) for fact in card.facts],
        "row": [words(row[0]) for row in rows],
        "source": [origin.source for origin in card.origins],
        "button": [pressed(action) for action in card.actions],
    }

    for reader in READERS:
        _, words_seen, seen = shown_again(reader, card)
        left_out = {what: unseen(texts, seen) for what, texts in kinds.items()}
        assert (reader.name, left_out) == (reader.name, {what: said(what, words_seen) for what in kinds})


@EVERY_CARD
def test_what_is_cut_ends_in_an_ellipsis(name):
    card = GALLERY[name]
    dropped = {}
    for reader in READERS:
        raw, _, seen = shown_again(reader, card)
        facts = [fact for fact in card.facts if begins(words(fact.name) or words(fact.value), seen)]
        texts = [card.title, card.lead, card.note, *(fact.name for fact in facts)]
        texts += [origin.source for origin in card.origins if begins(origin.source, seen)]
        texts += [action.label for action in card.actions if begins(action.label, seen)]
        texts += [card.chart.title] if card.chart else []
        cut = [text[:80] for text in texts if not is_whole(text, seen) and not is_clipped(text, seen)]
        dropped[reader.name] = [*cut, *(text for fact in facts for text in unsaid(fact.value, reader, raw, seen))]

    assert dropped == EACH_WITHOUT


@EVERY_CARD
def test_a_cell_is_shown_or_its_row_says_that_it_goes_on(name):
    table = GALLERY[name].table
    for reader in READERS if table and table.columns else ():
        _, _, seen = shown_again(reader, GALLERY[name])
        starts = [max(seen.find(one[:10]) for one in spellings(words(row[0]))) for row in table.rows]
        for row, start, following in zip(table.rows, starts, [*starts, -1][1:], strict=True):
            if start >= 0 and not all(is_whole(words(cell), seen) for cell in row):
                end = following if following > start else len(seen)
                assert "…" in seen[start:end], f"{reader.name} shows {seen[start : start + 80]!r}"


@EVERY_READER
def test_a_chart_that_is_not_seen_is_told_in_words(reader):
    _, seen, _ = shown_again(reader, GALLERY["chart"])

    assert "Alt0 daily closes from" in " ".join(seen.split())


@EVERY_READER
@pytest.mark.parametrize("fact", MOMENTS, ids=lambda fact: fact.name)
def test_a_moment_is_written_in_the_platforms_own_way(fact, reader):
    raw, _, _ = shown_again(reader, Card(title="When", facts=(fact,)))

    (moment,) = (one for one in pieces(fact.value) if isinstance(one, Moment))
    assert reader.when(moment) in raw


@EVERY_READER
def test_a_stale_source_is_said_in_words(reader):
    _, seen, _ = shown_again(reader, GALLERY["stale"])

    assert re.search(r"\bstale\b", seen)


@EVERY_READER
def test_a_fresh_source_is_not_called_stale(reader):
    _, seen, _ = shown_again(reader, GALLERY["origins-20"])

    assert not re.search(r"\bstale\b", seen)


def test_a_catalyst_and_a_risk_differ_in_words_and_not_only_in_colour():
    for reader in READERS:
        shown = {reader.seen(reader.show(Card(title="Same", lead="Same", tone=tone))) for tone in Tone}
        assert len(shown) == len(Tone), reader.name


@EVERY_CARD
def test_at_most_one_button_is_loud(name):
    card = GALLERY[name]
    slack = [
        one.get("style") for block in message(card)["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]
    discord = [one.get("style") for one in discord_operable(render(card))]

    assert slack.count("primary") <= 1
    assert discord.count(1) <= 1
    if any(action.style is Style.PRIMARY for action in card.actions[:4]):
        assert "primary" in slack
        assert 1 in discord


@EVERY_CARD
def test_every_button_gives_its_line_back(name):
    """A press says the line that the action holds, whatever its label became."""
    card = GALLERY[name]
    lines = {action.line for action in (*card.actions, *(card.menu.choices if card.menu else ()))}
    elements = [
        one for block in message(GALLERY[name])["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]
    slack = [one["value"] for element in elements for one in element.get("options", [element])]
    discord = discord_lines(render(card, "d" * 20))

    assert set(slack) <= lines
    assert set(discord) <= lines
    assert {one.line for one in card.menu.choices} <= set(discord) if card.menu else True


@EVERY_CARD
def test_a_notification_and_a_screen_reader_have_the_title_in_text(name):
    card = GALLERY[name]
    label = re.search(r'aria-label="([^"]*)"', card_html(card, lambda chart: "/pictures/0.png"))

    assert begins(card.title, bare(slack_decoded(message(card)["text"])))
    assert begins(card.title, bare(render_text(card).content))
    assert label is not None
    assert label[1].startswith(card.tone.value.capitalize())
    assert as_json(card)["title"] == card.title


@EVERY_READER
@given(CARDS)
@settings(max_examples=60, deadline=None)
def test_a_platform_takes_any_card_and_obeys_none(reader, card):
    assert list(reader.faults(reader.show(card))) == []
