"""What is written in the dialog about a channel is read in the language that it is shown in, and in English."""

import subprocess
import sys

import pytest

from bot.wish_dialog import without_unit
from tests.words import ROOT

GERMAN = """
from bot.words import Translation, speak
speak(Translation.parse('''msgid ""
msgstr ""
"Plural-Forms: nplurals=2; plural=(n != 1);"

msgid "short interest"
msgstr "Leerverkäufe-Stand"

msgid "% of a cut"
msgstr "% einer Senkung"
''', "de.po"))
from datetime import UTC, datetime
from bot.alerts.wishes import Wishes
from bot.cards import Card
from bot.watchers import Kinds
from bot.wish_dialog import wish_dialog, words
kinds = Kinds(("short_interest", "gap"), {}, {"short_interest": "% of a cut"}, frozenset({"gap"}))
wishes = Wishes(least={"short_interest": 15.0})
(shown,) = {field.name: field for field in wish_dialog(wishes, kinds, Card("T"), "manner").fields}["least"].value
print(shown)
for written in (shown, "short_interest 15 % of a cut", "leerverkäufe stand 15 %", "Short interest 15"):
    print(dict(words({"least": (written,)}, wishes, kinds, "ann")))
"""


def test_a_size_is_written_as_it_is_shown_or_in_english():
    ended = subprocess.run([sys.executable, "-c", GERMAN], cwd=ROOT, capture_output=True, text=True, check=False)
    assert not ended.stderr
    shown, *read = ended.stdout.splitlines()

    assert shown == "Leerverkäufe-Stand 15 % einer Senkung"
    assert read == ["{'least:short_interest': '15'}"] * 4


@pytest.mark.parametrize("text", ["15", "15 %", " 15 % OF a cut"])
def test_a_size_needs_no_unit(text):
    assert without_unit(text, "% of a cut") == "15"
