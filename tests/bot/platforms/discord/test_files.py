"""A file that a person puts into a modal is fetched from Discord alone, without our token, and read as a list."""

from typing import Annotated

import pytest
from aiohttp import web
from discord.components import FileUploadComponent
from yarl import URL

from bot.cards import Card
from bot.commands import Arg, Text, command
from bot.pasted.file import MOST_BYTES
from bot.platforms.discord.rest import FILES, Rest, Unanswered
from tests.bot.platforms.discord.made_up import commands
from tests.bot.platforms.discord.test_inbox import said

TABLE = b"Symbol;Name\r\nAPLD;Applied\r\n"
ID = "1100000000000000900"


@command("stocks", "Takes a list")
async def stocks(words: Annotated[Text, Arg("Symbols", "APLD", file=True)]) -> Card:
    return Card(f"Took {len(words.splitlines())} lines of {words.split()[0]}")


@pytest.fixture
async def lying():
    """Where a person's file lies; what was asked for it."""

    class Lying:
        body, asked = TABLE, []

        async def move(self, request):
            return web.Response(status=302, headers={"Location": "/list.csv"})

        async def give(self, request):
            self.asked.append(request.headers.get("Authorization"))
            return web.Response(body=self.body)

    place = Lying()
    place.asked = []
    app = web.Application()
    app.router.add_get("/list.csv", place.give)
    app.router.add_get("/moved", place.move)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    place.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield place
    await runner.cleanup()


@pytest.fixture
async def sent_with(connect, wire, until_answered, lying):
    """What the form is answered with when it is sent with a file."""
    inbox = await connect(parts=commands(stocks))
    inbox.client.rest.files = frozenset({URL(lying.origin)})

    async def send(**more):
        await wire.fill("stocks")
        modal = (await until_answered())[0]["data"]
        file = {"id": ID, "filename": "list.csv", "size": len(lying.body), "url": f"{lying.origin}/list.csv", **more}
        await wire.send_form(modal, words_file=[ID], resolved={"attachments": {ID: file}})
        body, _ = await until_answered()
        (embed,) = body["data"]["embeds"]
        return *said(body), {field["name"]: field["value"] for field in embed.get("fields", ())}

    return send


async def test_a_command_without_its_words_asks_for_them_or_a_file(connect, wire, until_answered):
    await connect(parts=commands(stocks))

    await wire.fill("stocks")
    modal = (await until_answered())[0]["data"]

    (file,) = [one["component"] for one in modal["components"] if one.get("component", {}).get("type") == 19]
    assert file["custom_id"].startswith("words_file|")
    assert FileUploadComponent(file).to_dict() == file  # as the library itself writes one


async def test_its_text_is_what_the_command_is_given(sent_with, lying):
    title, *_ = await sent_with()

    assert title == "Took 2 lines of Symbol;Name"
    assert lying.asked == [None]


@pytest.mark.parametrize(
    ("body", "why"),
    [(b"PK\x03\x04" + b"x" * 90, "export it as CSV"), (b"", "That file is empty."),
     (b"A" * (MOST_BYTES + 1), "256 kB are read")],
)  # fmt: skip
async def test_what_cannot_be_read_is_told_at_its_field(sent_with, lying, body, why):
    lying.body = body

    title, _, facts = await sent_with()

    assert title == "An answer cannot be used"
    assert why in facts["Or a file of words"]
    assert "list.csv" in facts["Or a file of words"]


async def test_a_file_that_says_it_is_smaller_than_it_is_is_not_read_to_its_end(sent_with, lying):
    lying.body = b"A" * (4 * MOST_BYTES)

    *_, facts = await sent_with(size=3)

    assert "256 kB are read" in facts["Or a file of words"]


@pytest.mark.parametrize(
    "path", ["https://evil.example/list.csv", "file:///etc/passwd", "", "http://[", "moved", "gone"]
)
async def test_a_file_that_lies_elsewhere_or_is_gone_is_told(sent_with, lying, path):
    url = f"{lying.origin}/{path}" if path in ("moved", "gone") else path

    *_, facts = await sent_with(url=url)

    assert "could not be read from Discord" in facts["Or a file of words"]
    assert lying.asked == []


async def test_a_file_that_discord_does_not_describe_is_none(connect, wire, until_answered, lying):
    await connect(parts=commands(stocks))
    await wire.fill("stocks")
    modal = (await until_answered())[0]["data"]

    await wire.send_form(modal, words_file=[ID])

    assert said((await until_answered())[0])[0] == "An answer cannot be used"


@pytest.mark.parametrize(
    "url",
    ["https://cdn.discordapp.com.evil.example/a", "https://cdn.discordapp.com@evil.example/a",
     "http://cdn.discordapp.com/a", "https://ann@cdn.discordapp.com/a", "https://discord.com/a"],
)  # fmt: skip
async def test_an_address_that_only_looks_like_discords_is_none(url):
    rest = Rest("token")
    assert rest.files == FILES
    with pytest.raises(Unanswered, match="elsewhere"):
        await rest.download(url, 9)
    await rest.close()
