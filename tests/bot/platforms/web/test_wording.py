"""The words of the page, in English and in a translation."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bot.platforms.web.page import page_html
from bot.platforms.web.wording import script_words
from tests.bot.platforms.web.kept import commands

ROOT = Path(__file__).parents[4]
ARABIC = r"""
from bot.words import Translation, speak
text = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"\n\n'
for english, other in {
    "Send": "<b>&", "Only you can see this": "</script><b>", "Source: ": r'\";*x:y', "now": "alan",
}.items():
    text += f'msgid "{english}"\nmsgstr "{other}"\n\n'
text += 'msgid "{n} new message ↓"\nmsgid_plural "{n} new messages ↓"\n'
text += 'msgstr[0] "one"\nmsgstr[1] "two"\nmsgstr[2] "{n} all"\n'
speak(Translation.parse(text, "ar.po"))
from bot.commands import Commands
from bot.platforms.web.page import page_html
print(page_html("home", Commands({}, {}), nonce="n", banner=""))
"""


def setup(text):
    return json.loads(text.split('id="setup">')[1].split("</script>")[0])


def test_in_english_the_page_says_so():
    text = page_html("home", commands(), nonce="n", banner="")

    assert '<html lang="en" dir="ltr">' in text
    assert setup(text)["language"] == "en"
    assert setup(text)["words"]["only_you"] == "Only you can see this"


def test_a_number_has_its_own_wording():
    newer = script_words()["newer"]

    assert newer["wordings"] == ["{n} new messages ↓", "{n} new message ↓"]
    assert [number for number, place in enumerate(newer["by"]) if place == 1] == [1]


def test_the_page_speaks_the_language_that_is_set_and_no_word_of_it_leaves_its_place():
    ended = subprocess.run(
        [sys.executable, "-c", ARABIC], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    text = ended.stdout

    assert '<html lang="ar" dir="rtl">' in text, ended.stderr
    assert '<button id="send">&lt;b&gt;&amp;</button>' in text
    assert r'content: "\22 \3b \2a x\3a y";' in text
    told = setup(text)
    assert (told["language"], told["words"]["only_you"], told["words"]["now"]) == ("ar", "</script><b>", "alan")
    assert told["words"]["newer"]["wordings"] == ["{n} all", "one", "two"]
    assert told["words"]["newer"]["by"][:4] == [0, 1, 2, 0]
