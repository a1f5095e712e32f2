"""What was typed is read as it was meant; who asks from where is seen through the inbox."""

import pytest

from bot.platforms.slack.asking import unescaped


@pytest.mark.parametrize(
    ("escaped", "typed"),
    [
        ("<@U1|bob> and <@U2>", "<@U1|bob> and <@U2>"),
        ("<!subteam^S1|@team>", "<!subteam^S1|@team>"),
        ("from <#C1|general>", "from <#C1|general>"),
        ("<http://apld.com|apld.com>", "apld.com"),
        ("<https://a.example/?b=1&amp;c>", "https://a.example/?b=1&c"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("&lt;#C1|x&gt;", "<#C1|x>"),
    ],
)
def test_links_are_read_by_their_words_people_and_channels_by_their_ids(escaped, typed):
    assert unescaped(escaped) == typed
