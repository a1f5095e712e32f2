"""A file that a person puts into a modal is fetched from Slack alone, with our token, and read as a list."""

from typing import Annotated

import pytest

from bot.cards import Card
from bot.commands import Arg, Text, command
from bot.pasted.file import MOST_BYTES
from bot.platforms.slack.api import FILES, Api
from tests.bot.platforms.slack.made_up import commands
from tests.bot.platforms.slack.test_submissions import payload, said
from tests.bot.platforms.slack.wire import refusal

TABLE = b"Symbol;Name\r\nAPLD;Applied\r\n"


@command("stocks", "Takes a list")
async def stocks(words: Annotated[Text, Arg("Symbols", "APLD", file=True)]) -> Card:
    return Card(f"Took {len(words.splitlines())} lines of {words.split()[0]}")


@pytest.fixture
async def modal(connect, wire, until_asked, until_acknowledged):
    """The form that the command opens, its submission as Slack hands it over."""
    await connect(parts=commands(stocks))
    await wire.type("/stocks")
    await until_acknowledged()
    return (await until_asked("views.open"))["view"]


def lying(wire, name="list.csv", body=TABLE, **more):
    """A file as it stands in a submission."""
    wire.lying[name] = body
    url = f"{wire.url}/files-pri/{name}"
    return {"files": [{"id": "F1", "name": name, "size": len(body), "url_private": url, **more}]}


async def test_the_form_asks_for_one_file_of_the_usual_kinds(modal):
    (block,) = [one for one in modal["blocks"] if one.get("block_id") == "words_file"]

    assert block["element"] == {
        "type": "file_input", "action_id": "answer", "filetypes": ["csv", "tsv", "txt"], "max_files": 1,
    }  # fmt: skip
    assert block["optional"]


async def test_its_text_is_what_the_command_is_given(modal, wire, until_answered):
    await wire.submit(modal, words_file=lying(wire))

    assert said((await until_answered())["blocks"])[0] == "Took 2 lines of Symbol;Name"


async def test_a_file_told_by_its_id_alone_is_asked_about_first(modal, wire, until_answered):
    wire.standing["F1"] = {"url_private": lying(wire)["files"][0]["url_private"]}
    await wire.submit(modal, words_file=lying(wire, url_private=None, file_access="check_file_info"))

    assert said((await until_answered())["blocks"])[0] == "Took 2 lines of Symbol;Name"
    assert wire.asked("files.info") == [{"file": "F1"}]


@pytest.mark.parametrize(
    ("more", "why"),
    [({"body": b"PK\x03\x04" + b"x" * 90}, "export it as CSV"), ({"body": b""}, "That file is empty."),
     ({"size": MOST_BYTES + 1}, "256 kB are read"), ({"body": b"A" * (MOST_BYTES + 5), "size": 9}, "256 kB are read")],
)  # fmt: skip
async def test_what_cannot_be_read_is_told_at_its_field(modal, wire, until_acknowledged, more, why):
    await wire.submit(modal, words_file=lying(wire, **more))

    answered = payload(await until_acknowledged())
    assert answered["response_action"] == "errors"
    assert why in answered["errors"]["words_file"]
    if more.get("size", 0) > MOST_BYTES:
        assert not [name for name, _ in wire.calls if name.startswith("/files-pri")]  # known without fetching


@pytest.mark.parametrize(
    "url", ["https://evil.example/x.csv", "http://127.0.0.1:1/x", "file:///etc/passwd", "x", "http://["]
)
async def test_our_token_goes_nowhere_but_to_slacks_files(modal, wire, until_acknowledged, url):
    await wire.submit(modal, words_file=lying(wire, url_private=url))

    assert "could not be read from Slack" in payload(await until_acknowledged())["errors"]["words_file"]


async def test_a_file_that_we_may_not_read_is_told_and_no_page_to_sign_in_is_followed(
    modal, wire, until_acknowledged, caplog
):
    wire.refusals["/files-pri/list.csv"] = [refusal("x", 302, {"Location": "https://slack.com/signin"})]

    await wire.submit(modal, words_file=lying(wire))

    assert "could not be read from Slack" in payload(await until_acknowledged())["errors"]["words_file"]
    assert "files:read" in caplog.text


async def test_an_installation_that_may_not_read_files_gets_the_form_without_one(
    connect, wire, until_asked, until_answered
):
    await connect(parts=commands(stocks))
    wire.refusals["views.open"] = [refusal("missing_scope", needed="files:read")]

    await wire.type("/stocks")
    await until_asked("views.open")
    view = (await until_asked("views.open"))["view"]

    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == ["words"]
    await wire.submit(view, words={"value": "APLD"})
    assert said((await until_answered())["blocks"])[0] == "Took 1 lines of APLD"


@pytest.mark.parametrize(
    "url",
    ["https://files.slack.com.evil.example/a", "https://files.slack.com@evil.example/a", "http://files.slack.com/a",
     "https://files.slack.com:444/a", "https://ann:pw@files.slack.com/a", "https://slack.com/a", "//files.slack.com/a"],
)  # fmt: skip
async def test_an_address_that_only_looks_like_slacks_is_none(url):
    from bot.alerts.ports import NotifyError

    api = Api("xoxb-secret", files=FILES)
    with pytest.raises(NotifyError, match="elsewhere"):
        await api.download(url, 9)
    await api.close()
