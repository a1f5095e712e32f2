"""/note: a line with its owner, on the watchlist and on alerts; another's note is not anyone's to change."""

from __future__ import annotations

import pytest

from bot.commands import Caller
from tests.gallery import HOSTILE
from tests.whole import facts, may_not, rows


@pytest.fixture
async def watching(club):
    club.price("APLD", 38, name="Applied Digital Corporation")
    await club.type("/watch APLD")
    return club


async def test_a_note_is_of_who_wrote_it_and_stands_on_the_watchlist(watching):
    card = await watching.type('/note APLD "buy zone 8-9"')

    assert card.title == "Note on APLD: none → “buy zone 8-9” (ann)"
    assert card.lead == "Changed by ann. It stands on the watchlist and on alerts about the stock."
    assert facts(await watching.type("/watchlist"))["Note on APLD"] == "“buy zone 8-9” (ann)"
    assert (await watching.type("/note APLD")).lead == "“buy zone 8-9” (ann)"
    assert rows(await watching.type("/note")) == (("APLD", "buy zone 8-9", "ann"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("buy zone <@U12>", "“buy zone” (U12)"),
        ("buy zone for <@U12|Bob>", "“buy zone” (Bob)"),
        ('"buy zone" <@!42>', "“buy zone” (42)"),
        ("“buy zone” @bob", "“buy zone” (bob)"),
        ("ask @bob about it", "“ask @bob about it” (ann)"),
        ("buy zone @everyone", "“buy zone @everyone” (ann)"),
        ("mail bob@example.com", "“mail bob@example.com” (ann)"),
        ("off we go", "“off we go” (ann)"),
        ("two\nlines", "“two lines” (ann)"),
    ],
)
async def test_a_mention_at_its_end_is_its_owner(watching, text, said):
    await watching.type(f"/note APLD {text}")

    assert (await watching.type("/note APLD")).lead == said


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_text_is_one_line_of_text_and_its_marks_are_kept_for_the_platform_to_make_safe(watching, name):
    text = HOSTILE[name][:150]
    card = await watching.type(f"/note APLD {text}")

    assert len(card.title.splitlines()) == 1
    said = facts(await watching.type("/watchlist"))["Note on APLD"]
    assert text.split(maxsplit=1)[0] in said
    assert all(one.isprintable() or one == "\u200d" for one in said)


async def test_a_long_note_is_refused_with_its_length(watching):
    card = await watching.type("/note APLD " + "x" * 10_000)

    assert card.lead == "A note has 200 characters at most, this one has 10,000; shorten it."
    assert (await watching.type("/note APLD")).title == "There is no note on APLD here"


async def test_a_note_of_no_words_is_refused(watching):
    assert (await watching.type("/note APLD <@U12>")).lead == (
        "A note needs words; write for example /note APLD buy zone 8-9."
    )


async def test_a_stock_that_is_not_watched_has_none(watching):
    assert "RKLB is not watched here" in (await watching.type("/note RKLB x")).lead


async def test_off_removes_it_and_undo_brings_it_back(watching):
    await watching.type("/note APLD buy zone")
    off = await watching.type("/note APLD off")
    assert (off.title, off.lead) == ("Note on APLD: “buy zone” (ann) → none", "Changed by ann.")
    assert "Note on APLD" not in facts(await watching.type("/watchlist"))

    assert (await watching.press(off, "Undo")).title == "Note on APLD: none → “buy zone” (ann)"
    assert (await watching.type("/undo")).title == "Note on APLD: “buy zone” (ann) → none"
    assert (await watching.type("/note APLD off")).title == "There is no note on APLD here"


async def test_the_history_says_who_noted_what(watching):
    await watching.type("/note APLD buy zone", user="bob")

    (row,) = rows(await watching.type("/alerts history"))
    assert row[2:] == ("note on APLD", "none → “buy zone” (bob)", "bob")


async def test_anothers_note_is_changed_by_its_owner_or_who_manages(watching):
    async def as_member(user, line):
        return await watching.minnow.commands.answer(line, Caller(watching.channel, user, user, manages=may_not))

    assert (await as_member("bob", "/note APLD mine")).title.startswith("Note on APLD")
    refused = await as_member("eve", "/note APLD hers")
    assert refused.lead == "The note on APLD is of bob; ask them, or who manages here."
    assert (await as_member("eve", "/note APLD off")).lead == refused.lead
    assert (await as_member("bob", "/note APLD still mine")).title.startswith("Note on APLD")
    assert (await watching.type("/note APLD ours")).title == "Note on APLD: “still mine” (bob) → “ours” (ann)"


async def test_where_editors_are_named_others_note_nothing(watching):
    await watching.type("/alerts editors me")

    assert "Only who is named here may change" in (await watching.type("/note APLD x", user="eve")).lead


async def test_a_note_is_on_the_alerts_of_its_channel_and_no_other(watching):
    watching.target("APLD", 40)
    await watching.type("/note APLD buy zone 8-9")
    await watching.round("price_past_target")
    watching.clock.pass_by(minutes=5)
    watching.price("APLD", 41)

    assert await watching.round("price_past_target") == ["APLD is above its mean target"]
    assert facts(watching.inbox.sent[-1][1])["Note here"] == "“buy zone 8-9” (ann)"


async def test_many_notes_are_counted_on_the_watchlist(watching):
    symbols = [f"T{n}" for n in range(12)]
    for symbol in symbols:
        watching.price(symbol, 1)
    await watching.type("/watch " + " ".join(symbols))
    for symbol in symbols:
        await watching.type(f"/note {symbol} note")

    assert facts(await watching.type("/watchlist"))["More notes"] == "2; /note lists them"
    assert (await watching.type("/note")).title == "12 notes"
