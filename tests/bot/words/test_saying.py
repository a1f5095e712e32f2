"""What is said, in English and in the one language that is set."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from bot.words import filled, fitted, later, said, say, say_n

ROOT = Path(__file__).parents[3]
GERMAN = """
from bot.words import Translation, day, filled, fitted, later, listed, said, say, say_n, speak
from datetime import date
text = 'msgid ""\\nmsgstr ""\\n"Plural-Forms: nplurals=2; plural=(n != 1);\\\\n"\\n\\n'
for english, german in {
    "{ticker} rose by {share}": "Um {share} stieg {ticker}",
    "{day} March {year}": "{day}. März {year}",
    "{first} and {last}": "{first} und {last}",
    "late": "verspätet",
    "Save": "Alles so speichern",
}.items():
    text += f'msgid "{english}"\\nmsgstr "{german}"\\n\\n'
text += 'msgid "{n} stock"\\nmsgid_plural "{n} stocks"\\nmsgstr[0] "{n} Aktie"\\nmsgstr[1] "{n} Aktien"\\n'
"""


def spoken(code):
    ended = subprocess.run([sys.executable, "-c", GERMAN + code], cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout.strip(), ended.stderr


def test_english_is_said_as_it_stands():
    assert say("Nothing was changed") == "Nothing was changed"
    assert say("{price:,.2f} for {ticker}", price=1234.5, ticker="{APLD}") == "1,234.50 for {APLD}"
    assert said(later("late")) == "late"


@pytest.mark.parametrize(("n", "shown"), [(0, "0 of 9 stocks"), (1, "1 of 9 stock"), (1024, "1,024 of 9 stocks")])
def test_a_number_chooses_its_wording(n, shown):
    assert say_n("{n} of {all} stock", "{n} of {all} stocks", n, all=9) == shown


def test_english_that_does_not_fit_is_the_mistake_of_who_wrote_it():
    assert fitted("Save", 4, "a button") == "Save"
    with pytest.raises(ValueError, match="a button has 4 characters at most"):
        fitted("Saved", 4, "a button")


def test_a_translation_says_it_in_its_own_order_and_number():
    said, _ = spoken(
        "speak(Translation.parse(text, 'de.po'))\n"
        "print(say('{ticker} rose by {share}', ticker='APLD', share='3 %'), day(date(2026, 3, 5)), listed(['a', 'b']),"
        "      said(later('late')), say_n('{n} stock', '{n} stocks', 1200), say('Not translated'),"
        "      fitted(say('Save'), 8, 'x'), sep='; ')"
    )

    assert said == "Um 3 % stieg APLD; 5. März 2026; a und b; verspätet; 1,200 Aktien; Not translated; Alles s…"


def test_a_language_that_is_set_after_something_was_said_is_a_loud_error():
    said, error = spoken("say('Too early')\nspeak(Translation.parse(text, 'de.po'))")

    assert not said
    assert "RuntimeError: the language is set before anything is said" in error


def test_a_sentence_that_is_kept_is_english_however_it_is_stored():
    kept = filled(later("{ticker} rose on {day}"), ticker="APLD", day=date(2026, 3, 5))

    assert kept == "APLD rose on 2026-03-05" == said(kept)
    assert (json.loads(json.dumps([kept])), len({kept, str(kept)})) == (["APLD rose on 2026-03-05"], 1)
    assert said(deepcopy(kept)) == kept


def test_a_sentence_that_is_kept_is_said_in_the_language_with_its_values():
    told, _ = spoken(
        "speak(Translation.parse(text, 'de.po'))\n"
        "kept = filled(later('{ticker} rose by {share}'), ticker=filled(later('late')), share=later('late'))\n"
        "print(kept, said(kept), sep='; ')"
    )

    assert told == "late rose by late; Um verspätet stieg verspätet"
