"""A setting: what people write, what is kept, what is said of it."""

from datetime import UTC, datetime

import pytest

from bot.alerts.setting import (
    CAP,
    DIGESTS,
    EDITORS,
    KIND,
    LEAST,
    LOUD,
    MENTION,
    QUIET,
    STYLE,
    URGENT,
    Change,
    name_of,
    wished,
)

DAY = datetime(2026, 1, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("setting", "text", "word"),
    [
        (KIND + "k", " Silent", "silent"),
        (KIND + "k", "on", ""),
        (QUIET, "22-7 utc", "22:00-07:00 UTC"),
        (QUIET, "OFF", ""),
        (CAP, "06", "6"),
        (CAP, "off", ""),
        (URGENT, "wait", "wait"),
        (URGENT, "pass", ""),
        (EDITORS, "anyone", ""),
        (EDITORS, "me", "ann"),
        (EDITORS, "<@U1|bob>, <@!22> U3,me", "ann U1 22 U3"),
        (EDITORS, "<@&77> <!subteam^S9|club> &S8", "ann &77 &S9 &S8"),
        (DIGESTS, "16:30 8 New York", "08:00 16:30 America/New_York"),
        (DIGESTS, "off", ""),
        (STYLE, "new", "new"),
        (STYLE, "threads", ""),
        (LOUD, "all", "all"),
        (MENTION, "nobody", ""),
        (MENTION, "<@&77>", "&77"),
        (MENTION, "<@U1|bob>", "U1"),
        (LEAST + "k", "15", "15"),
        (LEAST + "k", "0,50", "0.5"),
        (LEAST + "k", "every", ""),
    ],
)
def test_what_is_written_is_kept_as_one_word_and_what_a_new_channel_has_as_none(setting, text, word):
    assert wished(setting, text, "ann") == word


@pytest.mark.parametrize(
    ("setting", "text", "said"),
    [
        (KIND + "k", "loud", "not one of on, silent or off"),
        (QUIET, "never", "are no hours"),
        (CAP, "0", "1 to 999, or off"),
        (CAP, "²", "1 to 999, or off"),
        (CAP, "1000", "1 to 999, or off"),
        (URGENT, "maybe", "write pass or wait"),
        (EDITORS, "", "Name people"),
        (EDITORS, "me @bob", "“@bob” has no user id in it; write the id itself"),
        (EDITORS, "U1 $$$", "has no user id in it"),
        (STYLE, "loud", "write threads or new"),
        (LOUD, "never", "urgent or all"),
        (MENTION, "@everyone", "names no person, role or user group"),
        (MENTION, "everyone", "A whole channel is never mentioned"),
        (MENTION, "here", "A whole channel is never mentioned"),
        (MENTION, "<!channel>", "A whole channel is never mentioned"),
        (MENTION, "<@U1> <@U2>", "names no person"),
        (LEAST + "k", "0", "is no size"),
        (LEAST + "k", "-3", "is no size"),
        (LEAST + "k", "inf", "is no size"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(setting, text, said):
    with pytest.raises(ValueError, match=said):
        wished(setting, text, "ann")


def test_a_change_is_said_from_old_to_new():
    assert Change(CAP, "", "6", "U1", DAY).said == "off → 6"
    assert Change(KIND + "k", "off", "", "U1", DAY).said == "off → on"
    assert (Change(CAP, "", "6", "U1", DAY).author, Change(CAP, "", "6", "U1", DAY, "Ann").author) == ("U1", "Ann")
    assert (name_of(QUIET), name_of(KIND + "short_interest")) == ("quiet hours", "short interest")
    assert name_of(LEAST + "short_interest") == "least short interest"
    assert Change(LEAST + "k", "", "15", "U1", DAY).said == "every → 15"
