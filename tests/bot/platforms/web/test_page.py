"""The page as it is filled in."""

import json
import re
from typing import Annotated

from bot.cards import Card
from bot.commands import Arg, Commands, command
from bot.platforms.web.page import page_html
from tests.bot.platforms.web.kept import commands


@command("evil", "</script><script>alert(1)</script><!--")
async def evil(word: Annotated[str, Arg("A “word” & \u2028", "{{banner}}")] = "") -> Card:
    return Card(title=word)


def setup(text):
    return text.split('id="setup">')[1].split("</script>")[0]


def test_the_page_knows_every_command_by_the_name_people_type():
    bare = commands()
    told = json.loads(setup(page_html("home", Commands(bare.found, {}, prefix="m"), nonce="n", banner="")))

    assert told["channel"] == "home"
    assert [one["name"] for one in told["commands"]] == ["mecho", "mping", "mquiet", "mrate", "mtune"]
    rate = told["commands"][3]
    assert [(one["usage"], one["required"], one["rest"]) for one in rate["params"]] == [
        ("<ticker>", True, False),
        ("[short|long]", False, False),
    ]


def test_no_text_leaves_its_place():
    text = page_html("home", Commands({"evil": evil}, {}), nonce="n", banner="{{setup}}<b>")

    assert "<script>alert" not in text
    assert json.loads(setup(text))["commands"][0]["summary"] == "</script><script>alert(1)</script><!--"
    assert json.loads(setup(text))["commands"][0]["params"][0]["example"] == "{{banner}}"
    assert "{{setup}}&lt;b&gt;</p>" in text


def test_nothing_on_the_page_runs_but_its_one_script():
    text = page_html("home", commands(), nonce="n", banner="")
    markup = re.sub(r"<script.*?</script>|<style.*?</style>", "", text, flags=re.DOTALL)

    assert not re.search(r"<[^>]*\s(on\w+|style|formaction)\s*=", markup)
    assert text.count("<script") == 2
    assert "{{" not in text
