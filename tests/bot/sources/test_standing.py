"""When a vendor is left alone, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.standing import LONGEST, LONGEST_REST, REST, STUMBLES, THROTTLE, Standing

NOW = datetime(2026, 1, 15, 15, 0, tzinfo=UTC)


def stumbled(times: int) -> Standing:
    standing = Standing()
    for _ in range(times):
        standing = standing.failed(NOW, "no answer")
    return standing


def test_too_many_requests_is_heeded_for_fifteen_minutes_doubling_to_four_hours():
    standing, pauses = Standing(), []
    for _ in range(7):
        standing = standing.throttled(NOW, "Yahoo")
        pauses.append(standing.paused_until - NOW)

    assert pauses[:3] == [THROTTLE, 2 * THROTTLE, 4 * THROTTLE]
    assert pauses[-1] == LONGEST == timedelta(hours=4)


def test_the_sentence_names_until_when():
    assert Standing().throttled(NOW, "Yahoo").trouble == "Yahoo asks us to wait until 15:15 UTC."


def test_it_is_asked_again_when_the_pause_is_over():
    standing = Standing().throttled(NOW, "Yahoo")

    assert standing.paused(NOW + THROTTLE - timedelta(seconds=1))
    assert not standing.paused(NOW + THROTTLE)


def test_two_failures_are_no_reason_to_rest_and_three_are():
    assert not stumbled(STUMBLES - 1).paused(NOW)
    assert stumbled(STUMBLES).paused_until == NOW + REST
    assert stumbled(50).paused_until == NOW + LONGEST_REST


def test_trouble_is_dated_from_its_first_failure():
    later = NOW + timedelta(minutes=5)
    standing = Standing().answered(NOW).failed(NOW, "a").failed(later, "b")

    assert standing.failing_since == NOW
    assert standing.answered_at == NOW
    assert standing.trouble == "b"


def test_an_answer_ends_all_trouble():
    standing = stumbled(5).throttled(NOW, "Yahoo").answered(NOW)

    assert not standing.in_trouble
    assert standing == Standing(answered_at=NOW)


def test_a_pause_written_by_a_clock_gone_wrong_is_none():
    far = NOW + timedelta(days=400)

    assert not Standing(paused_until=far).paused(NOW)


def test_a_pause_is_heeded_over_a_restart():
    told = NOW + timedelta(minutes=1)
    before = Standing().answered(NOW).throttled(told, "Yahoo")

    after = Standing().heeding(before.written(), told, "Yahoo")

    assert after.paused_until == before.paused_until
    assert after.answered_at == NOW
    assert after.failing_since == told


def test_an_old_pause_of_another_replica_does_not_undo_a_newer_answer():
    theirs = Standing().throttled(NOW, "Yahoo").written()
    ours = Standing().answered(NOW + timedelta(minutes=1))

    assert not ours.heeding(theirs, NOW, "Yahoo").in_trouble


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"{}", b'{"throttles": "x"}'])
def test_what_cannot_be_read_is_said(body):
    with pytest.raises(ValueError):
        Standing().heeding(body, NOW, "Yahoo")
